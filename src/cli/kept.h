/*
 * kept.h: the records that a program keeps until it has seen all input, behind filter_keep.
 *
 * Their bytes go to a spool, but for what stands in a plain file, as it came: that is read again where it stands, which spares
 * writing the whole input a second time. A hash tells if the file was changed meanwhile.
 */
#ifndef CLI_KEPT_H
#define CLI_KEPT_H

#include "../io/source.h"
#include "../io/spool.h"

struct kept;

struct kept *kept_new(size_t memory);		/* bytes that stay in memory */
void kept_free(struct kept *k);			/* may be NULL */

/* The block was just taken from that source: remember its file, if records may be read there again. One thread at a time. */
void kept_see(struct kept *k, const struct source *source, struct block *block);

/* Append to a lane's buffer what keeps a record of the block; and take what was gathered. -1: it failed. */
void kept_note(struct buf *out, const struct block *block, struct str record, uint32_t tag);
int kept_take(struct kept *k, const struct buf *noted);

/* The record at a place, lent until the next; its tag, and the place of the one behind it. Absent: it failed. */
struct str kept_at(struct kept *k, uint64_t place, uint32_t *tag, uint64_t *next);

uint64_t kept_end(const struct kept *k);	/* the place behind the last */
size_t kept_held(const struct kept *k);		/* bytes in memory that a file would take */
void kept_limit(struct kept *k);		/* put them there */
const char *kept_error(const struct kept *k);

#endif
