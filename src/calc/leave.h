/*
 * leave.h: what if some volunteers do not show up? Which share of questions would stay unanswered.
 *
 * U is the share without an answer, L the share that only those who leave answered, s the answered share among
 * questions that they did not touch. Others would answer some of theirs as they answer the rest: expected U + L(1 - s);
 * at worst nobody does: U + L.
 */
#ifndef CALC_LEAVE_H
#define CALC_LEAVE_H

#include "../base/rng.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Some questions that the same people answered. */
struct leave_question {
	const uint32_t *by;		/* volunteers, each once; lent */
	size_t people;
	bool others;			/* somebody else did, too: staff, an account that is gone */
	uint64_t n;			/* how many such questions */
};

enum leave_cell { LEAVE_UNANSWERED, LEAVE_ALONE, LEAVE_SHARED, LEAVE_UNTOUCHED, LEAVE_CELLS };

struct leave {
	uint64_t cell[LEAVE_CELLS];	/* nobody; only those who leave; they and others; only others */
	double expected, worst;		/* shares of all questions; NaN where there is no question */
	double low, high;		/* 80 % of bootstrapped questions give an expected share between these */
};

/* leaves[v]: does volunteer v leave? */
void leave_measure(struct leave *l, const struct leave_question *q, size_t n, const bool *leaves, struct rng *r);

#endif
