/*
 * survival.h: of those who began together, how many still answered so many days later.
 *
 * Who began less than so many days ago cannot have; those are not asked about.
 */
#ifndef CALC_SURVIVAL_H
#define CALC_SURVIVAL_H

#include <stddef.h>
#include <stdint.h>

enum { SURVIVAL_AGES = 4 };
extern const int64_t survival_ages[SURVIVAL_AGES];	/* days: 30, 90, 180, 365 */

struct survival {
	uint64_t people;
	uint64_t asked[SURVIVAL_AGES];	/* began that many days before today, or earlier */
	uint64_t stayed[SURVIVAL_AGES];	/* of them, answered at that age or later */
};

/* Add one who answered first and last on these days. */
void survival_add(struct survival *s, int64_t first, int64_t last, int64_t today);

#endif
