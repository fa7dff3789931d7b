/*
 * roll.h: the roll of the force: who answered what, on which days; from tickets or from others' rolls.
 *
 * Holds sums and sets only: a figure a person and active day, a pair an issue and person, the questions of the last
 * days by who answered them. Adding up does not depend on order, so that rolls of parts of the tickets, added, are the
 * roll of all.
 */
#ifndef REC_ROLL_H
#define REC_ROLL_H

#include "calendar.h"
#include "cover.h"
#include "force.h"
#include "helped.h"
#include "roster.h"
#include "ticket.h"
#include "turnout.h"
#include "volunteer.h"

/* An answer to the ticket at hand. */
struct roll_answer {
	uint32_t person;		/* ROLL_NOBODY: staff, or an account that is gone */
	bool accepted, compared;
	int64_t at, wait;		/* wait: since the question, where it is the first answer; or TIME_NONE */
	int64_t lift;
	double worth;			/* ln(1 + score), of a score below zero 0 */
};

#define ROLL_NOBODY UINT32_MAX

struct roll {
	const struct roster *volunteers;
	int64_t now;

	struct map ids;			/* of people; some may have no answer, but only cover an issue */
	VEC(struct volunteer) people;	/* by number in ids */
	struct map issue_ids;
	VEC(uint64_t) threads;		/* by number in issue_ids: conversations that volunteers answered */
	struct helped helped;
	struct turnout turnout;
	struct calendar seen;		/* moments */
	struct force force;		/* the counts; measures are set by roll_close */
	bool any;			/* force.first_at and last_at are set */

	/* Set by roll_close. */
	int64_t first_day, today;	/* on which data begin and end, but for wrong clocks; TIME_NONE: no moment was seen */
	size_t *order, *rank;		/* numbers of people in the order of their ids, and the place of each there */
	size_t *issue_order, *issue_rank;
	struct daily seen_days;

	VEC(uint32_t) by;		/* scratch: who answered the ticket at hand */
	VEC(struct roll_answer) answers;	/* scratch: of volunteers and of others */
	VEC(struct roll_answer) pending;	/* answers that are not in people yet: see settle in roll.c */
};

/*
 * An empty one. volunteers: people who count as volunteers whatever the tickets say, but for staff and bots; lent; or NULL.
 * What is later than now is ignored; TIME_NONE: nothing is.
 */
void roll_open(struct roll *all, const struct roster *volunteers, int64_t now);

/* Count a ticket. Older versions of one are not counted. m: its messages, whose roles the roster may change. */
void roll_ticket(struct roll *all, const struct ticket *t, struct messages *m);

/* Add another roll's record; false with *error: its part is damaged. */
void roll_volunteer(struct roll *all, const struct volunteer *v);
void roll_cover(struct roll *all, const struct cover *c);
bool roll_force(struct roll *all, const struct force *f, const struct record *r, struct scan_error *error);

/* When all is counted: orders, today, the measures of the force. Nothing may be added any more. */
void roll_close(struct roll *all);

void roll_free(struct roll *all);

#endif
