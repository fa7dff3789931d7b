#include "force.h"
#include "logs.h"

#include "../base/mem.h"

#include <stdlib.h>

static int
more_first(const void *a, const void *b)
{
	uint64_t x, y;

	memcpy(&x, a, sizeof x);
	memcpy(&y, b, sizeof y);
	return x > y ? -1 : x < y;
}

/* The counts, most first, for the caller to free; NULL where all are 0. */
static uint64_t *
sorted(const uint64_t *counts, size_t n, double *total)
{
	uint64_t *most = mem_zeroed(n + 1, sizeof *most);

	*total = 0;
	if (n > 0)
		memcpy(most, counts, n * sizeof *most);
	qsort(most, n, sizeof *most, more_first);
	for (size_t i = 0; i < n; i++)
		*total += (double)most[i];
	if (*total > 0)
		return most;
	free(most);
	return NULL;
}

bool
force_measure(struct force_measures *m, const uint64_t *counts, size_t n)
{
	double total, sum = 0, ranked = 0, entropy = 0, squares = 0;
	uint64_t *most = sorted(counts, n, &total);

	if (most == NULL)
		return false;
	*m = (struct force_measures){0};
	for (size_t i = 0; i < n; i++) {
		double share = (double)most[i] / total;

		if (sum * 2 < total)
			m->absence_factor++;
		sum += (double)most[i];
		ranked += (double)(n - i) * (double)most[i];
		squares += share * share;
		if (share > 0)
			entropy -= share * logs_ln(share);
	}
	m->gini = (2 * ranked / total - (double)n - 1) / (double)n;
	m->effective = logs_exp(entropy);
	m->inverse_herfindahl = 1 / squares;
	free(most);
	return true;
}

bool
force_top_shares(double *share, const size_t *tops, size_t shares, const uint64_t *counts, size_t n)
{
	double total, sum = 0;
	uint64_t *most = sorted(counts, n, &total);
	size_t i = 0;

	if (most == NULL)
		return false;
	for (size_t k = 0; k < shares; k++) {
		for (; i < n && i < tops[k]; i++)
			sum += (double)most[i];
		share[k] = sum / total;
	}
	free(most);
	return true;
}
