/*
 * streams.h: many strings of bytes in one unlinked file: each is added to at its end, in any turn, and read from its
 * beginning, one after the other. What lies in memory of each is small, so that there may be a thousand of them.
 */
#ifndef IO_STREAMS_H
#define IO_STREAMS_H

#include <stddef.h>
#include <stdint.h>

struct streams;

struct streams *streams_new(size_t count, size_t piece);	/* bytes of each that are kept in memory */
void streams_free(struct streams *s);

void streams_add(struct streams *s, size_t stream, const void *bytes, size_t n);

/* Nothing will be added any more: what lies in memory goes to the file. */
void streams_end(struct streams *s);

/* Begin to read a stream. It cannot be read again. */
void streams_open(struct streams *s, size_t stream);

/* Its next n bytes, lent until the next call; NULL: it has none any more, or the file failed. */
const char *streams_next(struct streams *s, size_t n);

const char *streams_error(const struct streams *s);	/* NULL, or why the file failed */

#endif
