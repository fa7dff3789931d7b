/*
 * line.h: the lines of a text, and how the marks of mail programs are looked for in them.
 */
#ifndef TEXT_LINE_H
#define TEXT_LINE_H

#include "../base/buf.h"
#include "../base/str.h"

enum { LINE_LONGEST = 400 };	/* bytes of a line that a mark can need */

/* The line at *at, which moves past it; without its end. */
struct str line_next(struct str text, size_t *at);

/* Does it start with one of a list that ends in NULL? None of them is shorter than two bytes, which tell most apart. */
bool line_starts(struct str line, const char *const *list);

bool line_holds(struct str line, const char *const *list);

/* How many words it has; counts no further than `enough`. */
int line_words(struct str line, int enough);

/* The line as it is compared: folded, and only as much of it as a mark can need. In b, which is overwritten. */
struct str line_folded(struct buf *b, struct str line);

#endif
