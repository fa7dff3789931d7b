/*
 * ladder.h: how long things took, counted between the rungs of a ladder from a minute to eight weeks, so that counts of
 * parts add up and a median can be told without keeping the times.
 */
#ifndef CALC_LADDER_H
#define CALC_LADDER_H

#include <stdint.h>

enum { LADDER_RUNGS = 18 };

struct ladder {
	/*
	 * n[i]: longer than rung i - 1, no longer than rung i; the last also what is longer still. There is one of these a
	 * volunteer, so they are small; they stop counting at 2^32 - 1.
	 */
	uint32_t n[LADDER_RUNGS];
};

void ladder_add(struct ladder *l, int64_t ms);		/* below zero, as clocks differ, is zero */
void ladder_merge(struct ladder *a, const struct ladder *b);

/* The median in minutes, between rungs interpolated; NaN where nothing was counted. */
double ladder_median(const struct ladder *l);

#endif
