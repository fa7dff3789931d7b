/*
 * html.h: the text of a piece of HTML, as a person would read it.
 *
 * Paragraphs are parted by a blank line, other blocks and <br> by a line end; list items begin with "- ",
 * quotations with "> ", cells are parted by a tab; a link is written "text (url)" where the text is not the
 * url already; <pre> and <code> keep their white space; scripts, styles and comments go. Nothing need be
 * closed or well-formed, and the time is linear in the length whatever the input.
 */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "../base/buf.h"
#include "../base/str.h"

/* Appends the text, without white space at its ends. */
void html_text(struct buf *out, struct str html);

/* Appends the text with entities (&amp; &eacute; &#8364; &#x20ac;) written out and nothing else changed. */
void html_unescape(struct buf *out, struct str text);

#endif
