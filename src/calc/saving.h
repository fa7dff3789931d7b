/*
 * saving.h: what answering an issue once for all is worth, and what waiting costs.
 *
 *	value = contact x reach x solve x lambda tau (e^(-d/tau) - e^(-H/tau)) - writing
 *
 * lambda tickets a day come now and fall by e in tau days; the answer is out in d days, and only what would come within H days counts.
 * What the user knows as low, most likely, high is drawn as PERT; lambda and tau are drawn from what the issue's own days leave
 * open. All figures are the 10th, 50th and 90th percentiles of SAVING_DRAWS draws: for one seed, the same on every machine.
 * Contacts spared are cost avoided, which is not cash saved.
 */
#ifndef CALC_SAVING_H
#define CALC_SAVING_H

#include "draw.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SAVING_DRAWS = 4000, SAVING_TAUS = 128, SAVING_SHORTEST = 3, SAVING_LONGEST = 365, SAVING_DAYS = 56, SAVING_HORIZON = 90 };

enum saving_shape { SAVING_STEADY, SAVING_FADING, SAVING_RISING, SAVING_SHAPES };

extern const char *const saving_shapes[SAVING_SHAPES];

/* 10th, 50th and 90th percentile. */
struct saving_range {
	double low, middle, high;
};

struct saving_money {			/* minor units */
	int64_t low, middle, high;
};

/* How an issue goes. */
struct saving_decay {
	enum saving_shape shape;	/* does it fall, rise? by a one-sided test at 5 % each; the rest is steady */
	size_t days;			/* that it was fitted to: the last so many */
	uint64_t tickets;		/* of those */
	double dispersion;		/* chi2 over degrees of freedom of those days, at least 1 */
	double rate;			/* lambda for the middle tau: tickets a day at the end of the last day */
	struct saving_range tau;	/* days */
	double chance[SAVING_TAUS];	/* of this tau or one before it on the grid */
};

/*
 * daily: tickets of n consecutive days, the last one the last full day of data. False where there is no ticket: nothing is set.
 *
 * Poisson counts with mean lambda e^(s/tau), s days ago. Fitted are the last SAVING_DAYS days from the week with the most
 * tickets on, so that its rise is left out, and 14 days or, if the issue is younger, all of them. Weeks are fitted where there are
 * two, or a Sunday would look like a decline. tau is one of a grid, from 3 to 365 days at equal ratios; a priori one issue in four
 * stays, which is tau at its longest, and three fade at any pace. The log likelihood is divided by the dispersion, to
 * which the rhythm of a week counts: rather too wide than too narrow. A rise is taken for steady; how it ends is not seen yet.
 */
bool saving_fit(struct saving_decay *d, const uint64_t *daily, size_t n);

/* Tickets from one day on until another, counted from now; infinity is allowed. */
double saving_to_come(double rate, double tau, double from, double until);

/* What the user knows. Shares are taken to lie between 0 and 1. */
struct saving_terms {
	struct draw_pert contact;	/* minor units a ticket */
	struct draw_pert reach;		/* share of those still to ask that see the answer */
	struct draw_pert solve;		/* share of those whom it helps */
	struct draw_pert writing;	/* minor units, once */
	double delay, horizon;		/* d and H; days from now */
};

struct saving {
	struct saving_range to_come;	/* tickets until the horizon, if nobody does anything */
	struct saving_range spared;	/* of them */
	struct saving_money value;
	struct saving_money waiting;	/* one day more than d: by so much value is less */
	double pays;			/* share of draws of which value is above 0 */
};

/* Money beyond what int64_t holds ends there. */
void saving_measure(struct saving *s, const struct saving_decay *d, const struct saving_terms *t, struct rng *r);

/*
 * Full-time people: contacts of a period x minutes each, over 60 x hours that one is paid for in that period x the share of
 * their time at work that they are busy x (1 - the share of paid time that they are not at work). NaN where that is none.
 */
#define SAVING_OCCUPANCY 0.85
#define SAVING_SHRINKAGE 0.30
double saving_fte(double contacts, double minutes, double hours, double occupancy, double shrinkage);

#endif
