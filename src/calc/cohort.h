/*
 * cohort.h: how often people who come back by themselves will, all together: BG/NBD and MBG/NBD.
 *
 * While one is there, events come as a Poisson process whose rate is gamma(r, alpha) over people; after each event one is gone
 * for good with a chance that is beta(a, b) over people. In MBG/NBD one may be gone after the first event too; in BG/NBD who
 * came once is there for ever, so it must not be asked who is still there. Fader, Hardie and Lee, Marketing Science 24 (2005);
 * Batislam, Denizel and Filiztekin, Int. J. of Research in Marketing 24 (2007). Times are in any unit, alpha in the same.
 *
 * The same numbers on every machine, whatever the order of the histories.
 */
#ifndef CALC_COHORT_H
#define CALC_COHORT_H

#include <stdbool.h>
#include <stddef.h>

enum cohort_kind { COHORT_BG, COHORT_MBG };

struct cohort {
	enum cohort_kind kind;
	double r, alpha, a, b;
};

/*
 * People with the same history: x events after the first, the last of them `last` after it, watched for `age` since.
 * x may be fractional (below 1, BG/NBD takes the chance of being gone for that of 1 event). Negative
 * numbers are taken as 0, and last as no more than age.
 */
struct cohort_history {
	double x, last, age;
	double people;
};

struct cohort_fit {
	struct cohort of;
	double log_likelihood;		/* of all people, without the prior's */
	unsigned rounds;		/* Newton steps tried */
	bool converged;			/* at a maximum, or the best within e^-9 and e^9 */
};

/*
 * The most likely parameters (or, with_prior, those of the highest posterior: ln-normal, sd 1, about .2, 7, .5, 1.5; wanted
 * for few people, whose likelihood often has no maximum), each within e^-9 and e^9: Newton's method over their logarithms,
 * with exact derivatives, damped where the likelihood is not concave. It begins at start, or where the prior is highest.
 * False, as f->converged, if it found none, or there is nobody and no prior; f then holds the best that it saw.
 */
bool cohort_fit(struct cohort_fit *f, enum cohort_kind kind, const struct cohort_history *h, size_t n, bool with_prior,
    const struct cohort *start);

/* All these are of one person, whatever h->people. */
double cohort_log_likelihood(const struct cohort *c, const struct cohort_history *h);
double cohort_alive(const struct cohort *c, const struct cohort_history *h);		/* probability of not being gone at age */
double cohort_any(const struct cohort *c, const struct cohort_history *h, double t);	/* of an event in the next t */
double cohort_any_odds(const struct cohort *c, const struct cohort_history *h, double t);	/* the same as ln odds, exact near 0 and 1 */
double cohort_expected(const struct cohort *c, const struct cohort_history *h, double t);	/* events in the next t */

#endif
