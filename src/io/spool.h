/*
 * spool.h: bytes kept until they are wanted again: in memory up to a limit, past it in an unlinked
 * file in $TMPDIR (/tmp), so that nothing is left behind however the program ends.
 *
 * Append first, read afterwards; reads may go in any order. Where they go on from one of the last few places, the file
 * is read ahead, else only what is wanted and little more.
 */
#ifndef IO_SPOOL_H
#define IO_SPOOL_H

#include "../base/buf.h"

#include <stdint.h>

struct spool;

struct spool *spool_new(size_t memory);		/* bytes before the file */
void spool_free(struct spool *s);

/* What a file that is open for reading holds now, to be read like a spool; nothing is added. NULL: there is no descriptor for it. */
struct spool *spool_of_file(int fd);

/* Keep n bytes: where they begin, or UINT64_MAX if the file could not be made or written. */
uint64_t spool_add(struct spool *s, const char *bytes, size_t n);

/* The n bytes at a place, lent until the next call, padding (SOURCE_PADDING) behind; NULL if the file could not be read. */
const char *spool_at(struct spool *s, uint64_t at, size_t n);

/* The same where the caller has room for them: 0, or -1. */
int spool_read(struct spool *s, uint64_t at, char *to, size_t n);

/* Bytes in memory that a file would take; and no more of them from now on than it takes to write well. */
size_t spool_held(const struct spool *s);
void spool_limit(struct spool *s);

/* What is before a place is not wanted any more: the file gives its room back, in large pieces, where the system can. */
void spool_forget(struct spool *s, uint64_t before);

/* The bytes at a place will be wanted soon: where they are in memory, the processor may fetch them. */
void spool_soon(const struct spool *s, uint64_t at);

uint64_t spool_len(const struct spool *s);
const char *spool_error(const struct spool *s);

#endif
