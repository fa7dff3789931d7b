/*
 * markdown.h: Markdown as plain text, which it nearly is: what no reader sees of it goes.
 *
 * Templates of issues tell in comments what to write where. Left in, they would make all texts alike.
 */
#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

#include "../base/buf.h"
#include "../base/str.h"

/*
 * The text without <!-- comments --> that stand outside of fenced code, and without white space at its ends: lent from
 * the text where there are none, else from scratch. Line ends are '\n'. A comment that is never closed stays.
 */
struct str markdown_text(struct buf *scratch, struct str text);

#endif
