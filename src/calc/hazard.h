/*
 * hazard.h: will somebody answer within so many days? A logistic regression on silence, recent and total activity.
 *
 * It is fitted to the input's own history: at past days it is known who answered in the days that followed. A prior,
 * found elsewhere, holds the coefficients where history says little; where it says nothing (too short, nobody) the prior
 * is the model. Fitted by Newton's method (IRLS) to the maximum of the posterior.
 *
 * The same numbers on every machine; the order of people must be the same, too.
 */
#ifndef CALC_HAZARD_H
#define CALC_HAZARD_H

#include "diary.h"

#include <stdbool.h>

enum { HAZARD_TERMS = 4 };
extern const char *const hazard_terms[HAZARD_TERMS];	/* what each coefficient weighs */

/* Of one person, as of one day. x[0] is 1. */
struct hazard_traits {
	double x[HAZARD_TERMS];
};

struct hazard {
	double days;			/* the horizon */
	double b[HAZARD_TERMS];
	size_t rows;			/* persons at past days that it was fitted to; 0: the prior alone */
};

/* Of the active days up to today. False where there is none: nothing is known of such a person. */
bool hazard_traits(struct hazard_traits *t, struct diary active, int64_t today);

/* people: everybody's active days. */
void hazard_fit(struct hazard *h, const struct diary *people, size_t n, int64_t today, int64_t days);

double hazard_probability(const struct hazard *h, const struct hazard_traits *t);

#endif
