/*
 * roll.h: the roll of the force: who answered what, on which days; from tickets or from others' rolls.
 *
 * Holds sums only: a figure a person and active day, a set of people an issue. Adding up does not depend
 * on order, so that rolls of parts of the tickets, added, are the roll of all.
 */
#ifndef REC_ROLL_H
#define REC_ROLL_H

#include "cover.h"
#include "force.h"
#include "ticket.h"
#include "volunteer.h"
#include "../base/map.h"
#include "../base/vec.h"

struct roll_issue {
	struct map by;			/* ids of volunteers */
	uint64_t threads;
};

struct roll {
	struct map ids;			/* of volunteers */
	VEC(struct volunteer) volunteers;
	struct map issue_ids;
	VEC(struct roll_issue) issues;
	struct force force;		/* the counts; the rest is set by roll_close */
	bool any;			/* force.first_at and last_at are set */
};

/* Count a ticket; what is later than now is ignored (TIME_NONE: nothing is). Older versions of a ticket are not counted. */
void roll_ticket(struct roll *all, const struct ticket *t, int64_t now);

void roll_volunteer(struct roll *all, const struct volunteer *v);
void roll_cover(struct roll *all, const struct cover *c);
void roll_force(struct roll *all, const struct force *f);

/* When all is counted: the measures of the force. */
void roll_close(struct roll *all);

/* Numbers of the volunteers, of the issues, in the order of their ids: free() it. */
size_t *roll_order(const struct map *ids);

void roll_free(struct roll *all);

#endif
