/*
 * sink.h: where output goes: stdout, or a file that appears whole or not at all.
 *
 * With a path the bytes go to a temporary file beside it, which is synced and renamed over it by
 * sink_close: a reader sees the old file or the whole new one. A link stays; what it leads to is replaced.
 * A path that ends in .gz is written as gzip, in independent members of 1 MiB of text each, so that the
 * bytes depend on nothing but the text.
 * Every write is checked; a failed one fails all later calls.
 */
#ifndef IO_SINK_H
#define IO_SINK_H

#include "../base/buf.h"

#include <stdint.h>

struct sink;

/* path NULL or "-": stdout. Never NULL; an open that failed is told by the first write or the close. */
struct sink *sink_open(const char *path);

int sink_write(struct sink *s, const char *bytes, size_t n);	/* 0, or -1 */
int sink_flush(struct sink *s);		/* everything so far to the system: 0, or -1 */

/* Flush, sync, rename, free: 0, or -1 with the reason in why (of at least n bytes). */
int sink_close(struct sink *s, char *why, size_t n);

/* Give up: remove the temporary file, free. The named file stays as it was. */
void sink_abandon(struct sink *s);

const char *sink_name(const struct sink *s);	/* the path, or "<stdout>" */
const char *sink_error(const struct sink *s);	/* NULL: all is well */
const char *sink_temporary(const struct sink *s);	/* path of the temporary file; NULL for stdout */

#endif
