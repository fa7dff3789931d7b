/*
 * show.h: values and texts of strangers as people read them, the same in every rendering.
 *
 * Texts come from anybody. What could act instead of being read (terminal escapes and other
 * control characters, marks that turn the direction of writing) is replaced by a picture of itself.
 */
#ifndef RENDER_SHOW_H
#define RENDER_SHOW_H

#include "../rec/document.h"

/* "1,029", "29.6 %", "1,234.50 EUR", "2017-11-20", "2017-11-20 16:45 UTC", a dash; text as it is. */
void show_value(struct buf *to, const struct value *v);

/* The same for machines: no separators, shares as 0.296, money as 1234.50, RFC 3339 times. */
void show_bare(struct buf *to, const struct value *v);

/* Text without what acts; lines are kept, or joined by blanks. The text is valid UTF-8. */
void show_text(struct buf *to, struct str s, bool lines);

/* A JSON string with its quotes; < is escaped too, so that no markup can end where it stands. */
void show_json(struct buf *to, struct str s);

/* The next character, its bytes and the columns it takes on a terminal; s must not be empty. */
uint32_t show_next(struct str s, size_t *bytes, size_t *columns);
size_t show_columns(struct str s);

/* Counts as blocks of eight heights, at most width of them: neighbours are then added up. */
void show_spark(struct buf *to, const double *counts, size_t n, size_t width);

/* Counts in at most width bins of equal size; returns how many. The last may be cut short. */
size_t show_bins(double *bins, const double *counts, size_t n, size_t width);

/* Is it a number, a share or money: does it stand at the right? */
bool show_numeric(enum value_kind kind);

#endif
