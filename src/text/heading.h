/*
 * heading.h: what a text may be called in a list: its subject, or the first sentence of what it says.
 *
 * On one line, white space made single spaces, without what a terminal would obey or what turns the direction of writing.
 */
#ifndef TEXT_HEADING_H
#define TEXT_HEADING_H

#include "../base/buf.h"
#include "../base/str.h"

enum { HEADING_LONGEST = 400 };		/* bytes; more is cut */

/* Appends a subject without "Re:", "AW:", "Fwd:" ... and [marks] or @mentions before it. */
void heading_of_subject(struct buf *out, struct str subject);

/* Appends the first sentence between greeting and closing of a text without what it quotes and @mentions before it. */
void heading_of_text(struct buf *out, struct str text);

/* Appends as much of a line as at most so many characters hold, cut between words where there are any. */
void heading_cut(struct buf *out, struct str line, size_t characters);

#endif
