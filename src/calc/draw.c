#include "draw.h"
#include "logs.h"

#include <math.h>

enum { FEW_EXPECTED = 30 };

double
draw_normal(struct rng *r)
{
	double x, y, s;

	do {
		x = 2 * rng_unit(r) - 1;
		y = 2 * rng_unit(r) - 1;
		s = x * x + y * y;
	} while (s >= 1 || s <= 0);
	return x * sqrt(-2 * logs_ln(s) / s);
}

/* How many trials pass between two hits is geometric: as many draws as there are hits. */
static uint64_t
by_gaps(struct rng *r, uint64_t n, double p)
{
	double fail = logs_ln(1 - p), left = (double)n;
	uint64_t hits = 0;

	if (fail >= 0)
		return 0;	/* too rare to be told from never */
	for (;;) {
		left -= floor(logs_ln(1 - rng_unit(r)) / fail) + 1;
		if (left < 0)
			return hits;
		hits++;
	}
}

uint64_t
draw_binomial(struct rng *r, uint64_t n, double p)
{
	double mean = (double)n * p, x;

	if (n == 0 || p <= 0)
		return 0;
	if (p >= 1)
		return n;
	if (p > 0.5)
		return n - draw_binomial(r, n, 1 - p);
	if (mean < FEW_EXPECTED)
		return by_gaps(r, n, p);
	x = floor(mean + sqrt(mean * (1 - p)) * draw_normal(r) + 0.5);
	return x <= 0 ? 0 : x >= (double)n ? n : (uint64_t)x;
}

void
draw_multinomial(struct rng *r, const uint64_t *cell, size_t cells, uint64_t n, uint64_t *drawn)
{
	double left = 0;

	for (size_t i = 0; i < cells; i++)
		left += (double)cell[i];
	for (size_t i = 0; i < cells; i++) {
		drawn[i] = left > 0 ? draw_binomial(r, n, (double)cell[i] / left) : 0;
		n -= drawn[i];
		left -= (double)cell[i];
	}
}
