/*
 * card.h: what dedupe keeps of a ticket, to know it again when somebody repeats it.
 *
 * The normalised text is all that later tickets are compared with; the text as written is only known by its hash. Cards
 * stand in for their tickets from night to night (state) and where the tickets were cut into parts.
 */
#ifndef REC_CARD_H
#define REC_CARD_H

#include "record.h"
#include "slip.h"
#include "../base/hash.h"
#include "../calc/minhash.h"

#define CARD_TYPE "card"

struct card {
	struct str id;
	struct str requester;			/* absent: not known */
	struct str text;			/* normalised; empty where it says nothing */
	int64_t created_at, updated_at;		/* TIME_NONE: not known */
	struct hash128 raw;			/* of subject and opening message as written; has_raw: there are any */
	struct sketch sketch;			/* of the text, with has_sketch */
	uint32_t elements;			/* of the text's set, with has_sketch */
	bool has_raw, has_sketch, truncated;
};

void card_write(struct buf *out, const struct card *c);		/* no newline */
bool card_is(const struct record *r);

/* Read a record that is one; strings are lent by it. False with *error. */
bool card_parse(struct card *c, const struct record *r, struct scan_error *error);

/* The card of what was kept of a ticket with its normalised text, and what is kept of one that stands for it; strings are lent. */
struct card card_of_slip(const struct slip *s);
struct slip card_slip(const struct card *c);

#endif
