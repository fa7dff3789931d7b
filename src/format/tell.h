/*
 * tell.h: what a mapping makes of a file, for --explain: each entry with its columns or paths, and the columns that
 * nothing reads.
 */
#ifndef FORMAT_TELL_H
#define FORMAT_TELL_H

#include "mapping.h"

/* Append the lines. t: the table that the entries are bound to; NULL: the file is JSON. */
void tell_file(struct buf *out, const struct mapping_file *f, const struct table *t);

#endif
