#include "keywords.h"
#include "logs.h"

#include <math.h>
#include <stdlib.h>

/* The prior weighs as much as so many terms, spread as they are in all texts. */
#define PRIOR 500.0

static double
log_odds(double used, double total)
{
	double rest = total - used;

	return logs_ln(used / (rest > 1e-9 ? rest : 1e-9));
}

static int
best_first(const void *a, const void *b)
{
	const struct keyword *x = a, *y = b;

	if (x->z < y->z || x->z > y->z)
		return x->z > y->z ? -1 : 1;
	if (x->here < y->here || x->here > y->here)
		return x->here > y->here ? -1 : 1;
	return x->term < y->term ? -1 : x->term > y->term;
}

void
keywords_rank(struct keyword *terms, size_t n, double here_total, double all_total)
{
	for (size_t i = 0; i < n; i++) {
		double prior = all_total > 0 ? PRIOR * terms[i].all / all_total : 0;
		double here = terms[i].here + prior, rest = terms[i].all - terms[i].here + prior;

		if (prior <= 0) {
			terms[i].z = 0;
			continue;
		}
		terms[i].z = (log_odds(here, here_total + PRIOR) - log_odds(rest, all_total - here_total + PRIOR)) /
		    sqrt(1 / here + 1 / rest);
	}
	if (n > 1)
		qsort(terms, n, sizeof *terms, best_first);
}
