/*
 * explain.h: what ingest takes a file for and why, for --explain: a page to be read, before a night depends on it.
 */
#ifndef FORMAT_EXPLAIN_H
#define FORMAT_EXPLAIN_H

#include "format.h"
#include "row.h"

/*
 * Read the beginning of each file and write what it is taken for, how its columns map, its encoding and dates, what
 * was wrong; then the first tickets. False: a file could not be read on, and in->bad says why.
 */
bool explain(struct buf *out, struct reading *r);

/* One line "  NAME  text" of the page, printf-like. */
void explain_line(struct buf *out, const char *name, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* What the file that reading has come to is taken for, and what it is not. */
void explain_format(struct buf *out, const struct reading *r);

/* What becomes of the columns of a table, and of which nothing does. */
void explain_table(struct buf *out, const char *unit, const struct row_field *fields, const struct table *t);

/* The columns of a table that are not read, each name once. read: a truth for each column. */
void explain_rest(struct buf *out, const struct table *t, const bool *read);

/* What becomes of the attributes of an XML file's elements. */
void explain_elements(struct buf *out, const char *unit, const struct row_field *fields, const struct glimpse *g);

/* What becomes of the members of objects that stand at prefix ("", "[].", "tickets[]."). */
void explain_members(struct buf *out, const char *unit, const struct row_field *fields, const struct glimpse *g, const char *prefix);

#endif
