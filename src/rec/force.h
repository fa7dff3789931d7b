/*
 * force.h: the record of the whole force: how much it answers, and how much hangs on a few.
 *
 * A question is answered by whom its accepted answer is from, without one by whom the first answer is
 * from: so the three shares add up to one. Counts add up over shards; shares and measures are computed
 * from the counts; what the models say (see outlook.h) follows and is not read back.
 */
#ifndef REC_FORCE_H
#define REC_FORCE_H

#include "daily.h"
#include "record.h"

#define FORCE_TYPE "force"
enum { FORCE_TOPS = 3 };
extern const size_t force_tops[FORCE_TOPS];	/* people: 1, 5, 10 */

struct force {
	uint64_t volunteers;		/* with at least one answer */
	uint64_t questions, by_volunteer, by_staff;
	uint64_t volunteer_answers;	/* all, also those of people whose id is not known */
	uint64_t staff_answers;		/* a sum: staff are never scored one by one */
	uint64_t voted;			/* answers of volunteers whose score is not 0: are there votes at all? */
	uint64_t hours[24], weekdays[7];	/* answers of volunteers by UTC hour; by weekday from Monday */
	int64_t first_at, last_at;	/* of anything seen; TIME_NONE */
	int64_t now;			/* --now of the run, the latest of several; TIME_NONE: none was given */
	struct scan_value seen, turnout;	/* as read: moments by day, see turnout.h; absent where not read */
	bool measured;			/* somebody answered: the four below hold */
	uint64_t absence_factor;
	double gini, effective, top_share[FORCE_TOPS];
};

bool force_is(const struct record *r);
bool force_parse(struct force *f, const struct record *r, struct scan_error *error);

/* Add what b counted to a: not its moments, turnout and measures. */
void force_merge(struct force *a, const struct force *b);

/*
 * more: ready members, without braces, to add behind the others. For merges: moments seen by day, and a ready turnout.
 */
void force_write(struct buf *out, const struct force *f, struct str more, struct daily *seen, struct str turnout);

#endif
