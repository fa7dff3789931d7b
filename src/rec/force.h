/*
 * force.h: the record of the whole force: how much it answers, and how much hangs on a few.
 *
 * A question is answered by whom its accepted answer is from, without one by whom the first answer is
 * from: so the three shares add up to one. Counts add up over shards; shares and measures are computed
 * from the counts.
 */
#ifndef REC_FORCE_H
#define REC_FORCE_H

#include "record.h"

#define FORCE_TYPE "force"
enum { FORCE_TOPS = 3 };
extern const size_t force_tops[FORCE_TOPS];	/* percent: 1, 5, 10 */

struct force {
	uint64_t volunteers;		/* with at least one answer */
	uint64_t questions, by_volunteer, by_staff;
	uint64_t volunteer_answers;	/* all, also those of people whose id is not known */
	uint64_t staff_answers;		/* a sum: staff are never scored one by one */
	int64_t first_at, last_at;	/* of anything seen; TIME_NONE */
	bool measured;			/* somebody answered: the four below hold */
	uint64_t absence_factor;
	double gini, effective, top_share[FORCE_TOPS];
};

bool force_is(const struct record *r);
bool force_parse(struct force *f, const struct record *r, struct scan_error *error);
void force_write(struct buf *out, const struct force *f);

#endif
