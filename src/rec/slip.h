/*
 * slip.h: what is kept of a ticket on a spool while it is looked at: its ids and times, hashes of it, and what it says.
 *
 * Fixed members, then the bytes of id, requester, subject, text and perhaps the sketch, in one piece, as this machine has them.
 */
#ifndef REC_SLIP_H
#define REC_SLIP_H

#include "../base/buf.h"
#include "../base/hash.h"
#include "../base/str.h"
#include "../calc/minhash.h"
#include "../io/spool.h"

#include <stdbool.h>

struct slip {
	int64_t created_at, updated_at;
	struct hash128 raw, line;	/* of subject and opening message as written; of the whole record */
	struct str id, requester;
	struct str subject, text;	/* without chains; or no subject, and the normalised text of both */
	uint32_t messages;
	bool has_text;			/* there was something before anything was cut */
	bool truncated;			/* it ends in an ellipsis */
	bool normal;			/* text is the normalised one */
	bool has_sketch;		/* the next two are there: a part made them of the text */
	uint32_t elements;
	struct sketch sketch;
};

void slip_add(struct buf *out, const struct slip *s);

/* The slip at the start of bytes that slip_add made, lent from them: how many bytes it takes. */
size_t slip_of(struct slip *s, const char *bytes);

/* The slip at a place of a spool, lent as spool_at lends; its bytes. 0: the spool failed. */
size_t slip_at(struct slip *s, struct spool *spool, uint64_t at);

#endif
