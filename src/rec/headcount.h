/*
 * headcount.h: how many tickets belong to each known issue, of whom, of which days: sums that add up.
 *
 * A count of different requesters does not add up, the first ten of a list of tags do not either. So an issue record of
 * tickets that were only assigned has a member more, part, with the requesters' hashes and all products and tags:
 *
 *	"part":{"requesters":"0123456789abcdef...","products":{...},"tags":{...}}
 *
 * and the records of parts, added, are that of the whole.
 */
#ifndef REC_HEADCOUNT_H
#define REC_HEADCOUNT_H

#include "issue.h"
#include "ticket.h"
#include "../base/map.h"

struct tags {			/* names, and how many tickets have each */
	struct map names;
	VEC(uint64_t) n;
};

struct head {
	uint64_t tickets;
	int64_t first_seen, last_seen;
	struct daily daily;
	struct tags products, tags;
	VEC(uint64_t) requesters;	/* hashes; the first `sorted` in order and different */
	size_t sorted;
	struct buf part;
};

/* A zeroed one, once it has room for the issues, counts nothing. */
struct headcount {
	VEC(struct head) of;
};

void headcount_open(struct headcount *h, size_t issues);
void headcount_ticket(struct headcount *h, size_t issue, const struct ticket *t);

/* Add what an issue record of a part says; false with *error: it has no part, or a damaged one. */
bool headcount_part(struct headcount *h, size_t issue, const struct issue *i, const struct record *r, struct scan_error *error);

/* Move what from has counted to h; from counts nothing then. */
void headcount_append(struct headcount *h, struct headcount *from);

/* Set in i what was counted of that issue; strings are lent. */
void headcount_fill(struct headcount *h, size_t issue, struct issue *i);
void headcount_free(struct headcount *h);

#endif
