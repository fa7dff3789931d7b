#include "leave.h"
#include "draw.h"

#include <math.h>
#include <stdlib.h>

enum { RESAMPLES = 1000, TAIL = RESAMPLES / 10 };

static enum leave_cell
cell_of(const struct leave_question *q, const bool *leaves)
{
	size_t leaving = 0;

	if (q->people == 0 && !q->others)
		return LEAVE_UNANSWERED;
	for (size_t i = 0; i < q->people; i++)
		leaving += leaves[q->by[i]];
	return leaving == 0 ? LEAVE_UNTOUCHED : leaving == q->people && !q->others ? LEAVE_ALONE : LEAVE_SHARED;
}

static double
expected(const uint64_t cell[LEAVE_CELLS])
{
	double none = (double)cell[LEAVE_UNANSWERED], alone = (double)cell[LEAVE_ALONE], rest = (double)cell[LEAVE_UNTOUCHED];
	double all = none + alone + rest + (double)cell[LEAVE_SHARED];
	double answered = rest + none > 0 ? rest / (rest + none) : 0;	/* they touched every question: nobody shows who else would */

	return (none + alone * (1 - answered)) / all;
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

void
leave_measure(struct leave *l, const struct leave_question *q, size_t n, const bool *leaves, struct rng *r)
{
	uint64_t all = 0, drawn[LEAVE_CELLS];
	double share[RESAMPLES];

	*l = (struct leave){ .expected = NAN, .worst = NAN, .low = NAN, .high = NAN };
	for (size_t i = 0; i < n; i++) {
		l->cell[cell_of(&q[i], leaves)] += q[i].n;
		all += q[i].n;
	}
	if (all == 0)
		return;
	l->expected = expected(l->cell);
	l->worst = (double)(l->cell[LEAVE_UNANSWERED] + l->cell[LEAVE_ALONE]) / (double)all;
	for (size_t i = 0; i < RESAMPLES; i++) {
		draw_multinomial(r, l->cell, LEAVE_CELLS, all, drawn);
		share[i] = expected(drawn);
	}
	qsort(share, RESAMPLES, sizeof *share, ascending);
	l->low = share[TAIL];
	l->high = share[RESAMPLES - 1 - TAIL];
}
