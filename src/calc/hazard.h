/*
 * hazard.h: will somebody answer within so many days? A logistic regression on silence and activity, and on what a
 * BG/NBD model of the person's own rhythm says.
 *
 * It is fitted to the input's own history: of past days it is known who answered in the days that followed. A prior,
 * found elsewhere, holds the coefficients where history says little; where it says nothing (too short, nobody) the prior
 * is the model. Fitted by Newton's method (IRLS) to the maximum of the posterior.
 *
 * Silence and activity tell nearly all of people who come now and then; but not of one who came every day and has
 * stopped: that is what the rhythm is for.
 *
 * The same numbers on every machine; the order of people must be the same, too.
 */
#ifndef CALC_HAZARD_H
#define CALC_HAZARD_H

#include "cohort.h"
#include "diary.h"

#include <stdbool.h>
#include <stdint.h>

enum { HAZARD_TERMS = 7 };
extern const char *const hazard_terms[HAZARD_TERMS];	/* what each coefficient weighs */

/* Of one person, as of one day. */
struct hazard_traits {
	double x[HAZARD_TERMS];		/* x[0] is 1 */
	double rhythm;			/* ln odds by BG/NBD; x has it cut */
};

struct hazard {
	int64_t days;			/* the horizon */
	struct cohort rhythm;		/* BG/NBD of active days, in weeks */
	double b[HAZARD_TERMS];
	size_t rows;			/* persons at past days that it was fitted to; 0: the prior alone */
};

/* The rhythm of all, as of today. people: everybody's active days. */
void hazard_rhythm(struct cohort *rhythm, const struct diary *people, size_t n, int64_t today);

/* Will they come in the days after today? */
void hazard_fit(struct hazard *h, const struct cohort *rhythm, const struct diary *people, size_t n, int64_t today, int64_t days);

/* Of the active days up to today. False where there is none: nothing is known of such a person. */
bool hazard_traits(struct hazard_traits *t, const struct hazard *h, struct diary active, int64_t today);

/* ln odds before and after they are capped: who had a firm rhythm and broke it is not hoped for on the strength of habits. */
double hazard_sum(const struct hazard *h, const struct hazard_traits *t);
double hazard_capped(const struct hazard_traits *t, double sum);

double hazard_probability(const struct hazard *h, const struct hazard_traits *t);

#endif
