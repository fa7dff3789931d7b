/*
 * broadcast.h: did a broadcast work? Whether fewer asked about an issue after everybody had been told.
 *
 * Most who broadcast do so at the height of an issue that would have ended anyway, and counts before and after praise
 * whatever was done. So the issue's count is compared with what its own trend and all other tickets led to expect: a
 * quasi-Poisson regression on the 14 days at either side,
 *
 *	ln mu = ln(others + .5) + b0 + b1 t/7 + b2 [after].
 *
 * b2's standard error is that of a Poisson regression times sqrt(chi2/(n - 3)), not less than 1; its interval of
 * 95 % is Student's for n - 3 degrees of freedom (2.06 for all 28 days). Avoided is the sum over the days after of y (e^-b2 - 1).
 * The day itself is part before, part after, and left out.
 *
 * What it cannot do: tell the broadcast from anything else of that day; see small effects (30 % fewer of 30 a day in one case
 * of six); follow a trend that bends within the four weeks. So where b3 (t/7)^2 would be more than its own margin, there is no
 * verdict. The same numbers on every machine.
 */
#ifndef CALC_BROADCAST_H
#define CALC_BROADCAST_H

#include <stddef.h>
#include <stdint.h>

enum { BROADCAST_SIDE = 14, BROADCAST_LEAST_DAYS = 7, BROADCAST_LEAST_TICKETS = 20 };

/* Tickets of a day. */
struct broadcast_day {
	uint64_t issue, others;
};

enum broadcast_verdict { BROADCAST_CANNOT_TELL, BROADCAST_WORKED, BROADCAST_MADE_WORSE, BROADCAST_VERDICTS };

enum broadcast_why {
	BROADCAST_TOLD,			/* there is a verdict */
	BROADCAST_FEW_DAYS,		/* fewer than BROADCAST_LEAST_DAYS at one side */
	BROADCAST_NO_TICKETS,		/* of the issue */
	BROADCAST_FEW_TICKETS,		/* fewer than BROADCAST_LEAST_TICKETS of the issue, or all on a day or two */
	BROADCAST_NO_OTHERS,		/* nothing to compare with before or after */
	BROADCAST_NO_FIT,		/* no finite estimate */
	BROADCAST_BENDS,		/* the trend is no straight one: there are figures, but they are not to be trusted */
	BROADCAST_NO_EFFECT_WITHIN,	/* the interval includes no effect: the usual case */
	BROADCAST_WHYS
};

extern const char *const broadcast_verdicts[BROADCAST_VERDICTS], *const broadcast_whys[BROADCAST_WHYS];

/* A figure with its 95 % interval. */
struct broadcast_figure {
	double middle, low, high;
};

struct broadcast {
	enum broadcast_verdict verdict;
	enum broadcast_why why;
	size_t days_before, days_after;		/* that were compared; 14 at most each */
	uint64_t before, after;			/* tickets of the issue on those */
	double dispersion;			/* chi2/(n - 3), as it is; 1 is a Poisson's */
	double trend;				/* b1: a week's change of ln mu, were there no broadcast */
	struct broadcast_figure effect;		/* b2 */
	struct broadcast_figure change;		/* e^b2 - 1: -.3 is 30 % fewer tickets than expected */
	struct broadcast_figure avoided;	/* tickets; below zero: caused */
	/* What before and after say alone, without trend and others; to be shown as misleading. */
	enum broadcast_verdict naive;
	struct broadcast_figure naive_change, naive_avoided;
};

/*
 * days: n consecutive ones that data cover, the broadcast on days[at]; at < n. Figures are NaN where no estimate is
 * possible: from FEW_DAYS to NO_FIT; the naive ones where days are too few or there is no ticket. A side without any ticket
 * is taken to have had half of one.
 */
void broadcast_measure(struct broadcast *b, const struct broadcast_day *days, size_t n, size_t at);

#endif
