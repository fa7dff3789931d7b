/*
 * volunteer.h: one volunteer's record, and the partial from which several are made one.
 *
 * An answer is a public message by a volunteer in somebody else's conversation. All that stands here adds up over parts of
 * the tickets; what is derived from it (see standing.h) follows in the record and is not read back.
 */
#ifndef REC_VOLUNTEER_H
#define REC_VOLUNTEER_H

#include "daily.h"
#include "record.h"
#include "../calc/ladder.h"

#define VOLUNTEER_TYPE "volunteer"

enum { VOLUNTEER_LIFT = 1000000 };	/* lifts are whole millionths, whose sums do not depend on their order */

struct volunteer {
	struct str id;			/* lent */
	uint64_t answers, accepted;
	uint64_t compared;		/* answers in conversations with others' answers, too */
	int64_t lift;			/* of these: sum of ln(1 + score) above the conversation's mean, in millionths */
	int64_t first_at, last_at;	/* TIME_NONE: no answer bears a time */
	struct daily days;		/* answers by day */
	struct ladder first_answers;	/* how long it took, where nobody answered before */
	struct scan_value topics;	/* as read: conversations by issue; absent where not read */
};

/* Count an answer at a moment, or TIME_NONE. */
void volunteer_answer(struct volunteer *v, bool accepted, int64_t at);

/* Add what b did to a; b's id and days stay its own, topics are left alone. */
void volunteer_merge(struct volunteer *a, const struct volunteer *b);

/* topics: a ready JSON object; more: ready members, without braces, to add behind them; may be empty. */
void volunteer_write(struct buf *out, struct volunteer *v, struct str topics, struct str more);

/* Read a record into v, whose days are emptied first. False with *error. */
bool volunteer_parse(struct volunteer *v, const struct record *r, struct scan_error *error);
bool volunteer_is(const struct record *r);

#endif
