/*
 * inflate.h: gzip or zstd in, plain bytes out, member after member; zlib and zstd live here.
 *
 * The caller owns both buffers and says when the input has ended, so that a stream which stops in
 * the middle of a member is told from one that is complete.
 */
#ifndef IO_INFLATE_H
#define IO_INFLATE_H

#include <stdbool.h>
#include <stddef.h>

struct inflate;

enum inflate_kind { INFLATE_NONE, INFLATE_GZIP, INFLATE_ZSTD };

enum { INFLATE_MAGIC = 4 };	/* bytes that inflate_kind_of wants to see, fewer only at the end */

enum inflate_kind inflate_kind_of(const char *bytes, size_t n);

struct inflate *inflate_new(enum inflate_kind kind);
void inflate_free(struct inflate *f);

/*
 * Decode from *in (moved on, *n lowered) into out of room bytes; *made tells how many. With ended the
 * input has no more behind *n. NULL, or why the data is wrong (lent, static). Nothing made and
 * nothing eaten, with ended: all is well and done.
 */
const char *inflate_some(struct inflate *f, const char **in, size_t *n, bool ended,
    char *out, size_t room, size_t *made);

#endif
