#include "draw.h"
#include "logs.h"
#include "special.h"

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

double
draw_gamma(struct rng *r, double shape)
{
	double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3, c = 1 / sqrt(9 * d), x, v, boost = 1;

	if (shape < 1)
		boost = special_exp(special_ln(1 - rng_unit(r)) / shape);
	for (;;) {
		do {
			x = draw_normal(r);
			v = 1 + c * x;
		} while (v <= 0);
		v = v * v * v;
		if (special_ln(1 - rng_unit(r)) < x * x / 2 + d * (1 - v + special_ln(v)))
			return boost * d * v;
	}
}

double
draw_beta(struct rng *r, double a, double b)
{
	double x = draw_gamma(r, a), y = draw_gamma(r, b);

	return x + y > 0 ? x / (x + y) : rng_unit(r) < a / (a + b) ? 1 : 0;
}

double
draw_pert(struct rng *r, struct draw_pert p)
{
	double range = p.high - p.low, mode = p.mode < p.low ? 0 : p.mode > p.high ? 1 : (p.mode - p.low) / range;

	if (!(range > 0))
		return p.low;
	return p.low + range * draw_beta(r, 1 + 4 * mode, 5 - 4 * mode);
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
