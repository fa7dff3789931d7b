/*
 * placing.h: a ticket by itself placed among known issues. One struct placing a thread.
 */
#ifndef REC_PLACING_H
#define REC_PLACING_H

#include "known.h"
#include "ticket.h"
#include "../text/stem.h"

struct placing {
	const struct known *known;	/* lent */
	struct stem stem;
	struct buf text, folded;
	VEC(uint32_t) word;		/* of the ticket at hand: numbers of the known model's words */
	VEC(float) count;
	VEC(double) scores;
};

void placing_open(struct placing *p, const struct known *known);

/* Where the ticket belongs by its subject and opening message; word, count and scores are those of this ticket then. */
struct verdict placing_ticket(struct placing *p, const struct ticket *t);
void placing_free(struct placing *p);

#endif
