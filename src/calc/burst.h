/*
 * burst.h: is more asked of late than usual? A negative-binomial scan over the last week of daily counts.
 *
 * The usual number is learned from eight weeks that end three days ago, so that what begins is not yet taken for usual: a
 * level, the pattern of the week, and how far days stray from it. Then the counts of the last 1 .. 7 days are held against
 * what these would have brought (scan statistic: Tango, Takahashi and Kohriyama, "A space-time scan statistic for detecting
 * emerging outbreaks", Biometrics 2011). tests/eval/bursts.c has what it finds and how often it is wrong. The same numbers on
 * every machine (special.h).
 */
#ifndef CALC_BURST_H
#define CALC_BURST_H

#include "diary.h"

#include <stdbool.h>

enum {
	BURST_LEARNT = 56,		/* days that the usual number is learned from */
	BURST_GAP = 3,			/* the last of them is so many days before the day looked at */
	BURST_SPAN = BURST_LEARNT + BURST_GAP,	/* counts that are looked at, the day's own included */
	BURST_NEEDS = 60,		/* days of history */
	BURST_WINDOWS = 7		/* the longest run of days that is held against the usual */
};

#define BURST_ALARM 3.2		/* score */

/* What is usual. */
struct burst_usual {
	double level;			/* a day, the pattern of the week taken out; at least .5 / 28 */
	double weekday[7];		/* times the level; of each place in the counts, modulo 7; they average 1 */
	double dispersion;		/* variance over mean, at least 1 */
};

/* What one day gives. */
struct burst {
	bool known;			/* false: too little history, nothing else is set */
	bool alarm;
	double score;			/* -log10 of the chance that so many or more come by accident, of the least likely window */
	int window;			/* days of it, the last is the day looked at */
	double actual, expected;	/* what came in the window, and what usually would have */
	int64_t since;			/* alarm: first day of the window that gave the first of the unbroken run of alarms */
};

/* The last count is the day's, the one before it the day before's ... Counts are whole and not negative. */
struct burst_usual burst_learn(const double counts[BURST_SPAN]);
struct burst burst_scan(const double counts[BURST_SPAN]);	/* known, since is not set */

/* The day in a diary whose records begin on the day first: days without an entry are zeros from then on. */
struct burst burst_on(struct diary counts, int64_t first, int64_t day);

/*
 * ln of the chance of `count` or more, where so many come as a negative-binomial number of that mean and variance has it, or where
 * the variance is not above the mean, a Poisson number. count whole and >= 0, mean > 0. Error some 1e-10, relative where it is
 * large; also where the chance itself is too small for a double, and for means of millions. Means of 1e12 are slow.
 */
double burst_ln_tail(double count, double mean, double variance);

#endif
