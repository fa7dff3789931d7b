#include "burst.h"
#include "special.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	LEVEL_DAYS = 28,		/* the last of those learned from, which give the level */
	STRAY_DAYS = 53,		/* 95 % of BURST_LEARNT, rounded down: those that stray least */
	SHRUNK = 4,			/* days of the average weekday that each weekday is mixed with */
	STEPS = 100000			/* of a fraction or series that is still thought to end */
};

#define PLAIN 0.95			/* the share of days that is taken as it is */
#define MOST_BACK 1.15			/* what cutting the others took is given back up to so many times */
#define LEVEL_LEAST (0.5 / LEVEL_DAYS)
#define STRAY_FACTOR 1.25		/* for the 5 % of days that stray most and are left out */
#define STRAY_SPENT 8			/* what level and weekdays cost in degrees of freedom */
#define LN10 2.30258509299404568402
#define LN_2PI 1.83787706640934548356

/* ln(x!) less Stirling's x ln x - x + ln(2 pi x) / 2; x > 0 (Loader, "Fast and accurate computation of binomial probabilities", 2000). */
static double
stirling_error(double x)
{
	double q = 1 / (x * x);

	if (x < 16)
		return special_ln_gamma(x + 1) - (x + 0.5) * special_ln(x) + x - LN_2PI / 2;
	return (1.0 / 12 - q * (1.0 / 360 - q * (1.0 / 1260 - q * (1.0 / 1680 - q * (1.0 / 1188))))) / x;
}

/* x ln(x / m) + m - x, without the cancellation where x is near m: Loader's bd0. */
static double
deviance(double x, double m)
{
	double v = (x - m) / (x + m), sum = (x - m) * v, term = 2 * x * v, before;

	if (v > 0.1 || v < -0.1)
		return x * special_ln(x / m) + m - x;
	for (int i = 3; i < 100; i += 2) {
		term *= v * v;
		before = sum;
		sum += term / i;
		if (!(sum > before || sum < before))
			break;
	}
	return sum;
}

/* The chance of exactly k > 0; size and p are those of the negative binomial number, q = 1 - p. */
static double
ln_exactly(double k, double size, double p, double q)
{
	double n = k + size;

	return stirling_error(n) - stirling_error(size) - stirling_error(k) - deviance(size, n * p) - deviance(k, n * q) +
	    (special_ln(size) - special_ln(k) - special_ln(n) - LN_2PI) / 2;
}

/* The continued fraction of the incomplete beta function I_x(a, b), by Lentz's method: DLMF 8.17.22; x < a / (a + b). */
static double
beta_fraction(double a, double b, double x)
{
	double f = 1, c = 1, d = 0, m, by = 0;

	for (int i = 1; i < STEPS && !(by > 1 - 1e-15 && by < 1 + 1e-15); i++) {
		m = (double)(i / 2);
		by = i % 2 == 0 ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)) :
		    -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 + by * d;
		c = 1 + by / c;
		d = 1 / (d < 1e-300 && d > -1e-300 ? 1e-300 : d);
		c = c < 1e-300 && c > -1e-300 ? 1e-300 : c;
		by = c * d;
		f *= by;
	}
	return f;
}

static double
ln_tail_negative_binomial(double k, double mean, double variance)
{
	double size = mean * mean / (variance - mean), p = mean / variance, q = (variance - mean) / variance;
	double ln = ln_exactly(k, size, p, q);

	if (k > mean)
		return ln - special_ln(beta_fraction(k, size, q));
	return special_ln1p(-special_exp(ln + special_ln(k / size) - special_ln(beta_fraction(size, k, p))));
}

/* Term after term, away from the mean, until nothing more is added. */
static double
ln_tail_poisson(double k, double mean)
{
	double sum = 1, term = 1, ln = -stirling_error(k) - deviance(k, mean) - (special_ln(k) + LN_2PI) / 2;

	if (k > mean) {
		for (double j = k + 1; term > 1e-17 * sum; j++)
			sum += term *= mean / j;
		return ln + special_ln(sum);
	}
	sum = 0;
	for (double j = k; j > 0 && term > 1e-17 * sum; j--)
		sum += term *= j / mean;
	return special_ln1p(-special_exp(ln + special_ln(sum)));
}

double
burst_ln_tail(double count, double mean, double variance)
{
	double ln;

	if (count <= 0)
		return 0;
	ln = variance > mean * (1 + 1e-12) ? ln_tail_negative_binomial(count, mean, variance) : ln_tail_poisson(count, mean);
	return ln < 0 ? ln : 0;
}

static int
smaller_first(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* How the mean of the weekdays strays from that of all days, drawn towards it: eight days say little of a weekday. */
static void
learn_weekdays(struct burst_usual *u, const double *counts)
{
	double sum[7] = {0}, mean = 0, all = 0;

	for (int i = 0; i < BURST_LEARNT; i++) {
		sum[i % 7] += counts[i];
		mean += counts[i] / BURST_LEARNT;
	}
	for (int k = 0; k < 7; k++) {
		u->weekday[k] = mean > 0 ? (sum[k] + SHRUNK * mean) / ((BURST_LEARNT / 7 + SHRUNK) * mean) : 1;
		all += u->weekday[k] / 7;
	}
	for (int k = 0; k < 7; k++)
		u->weekday[k] /= all;
}

/* The mean of the last four weeks, of which single high days are cut to the others' measure. */
static void
learn_level(struct burst_usual *u, const double *counts)
{
	double day[LEVEL_DAYS], sorted[LEVEL_DAYS], at = PLAIN * (LEVEL_DAYS - 1), most, raw = 0, cut = 0, back;
	int below = (int)at;

	for (int i = 0; i < LEVEL_DAYS; i++)
		day[i] = counts[BURST_LEARNT - LEVEL_DAYS + i] / u->weekday[i % 7];	/* LEVEL_DAYS are whole weeks */
	memcpy(sorted, day, sizeof sorted);
	qsort(sorted, LEVEL_DAYS, sizeof *sorted, smaller_first);
	most = sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
	for (int i = 0; i < LEVEL_DAYS; i++) {
		raw += day[i] / LEVEL_DAYS;
		cut += (day[i] < most ? day[i] : most) / LEVEL_DAYS;
	}
	back = cut > 0 ? raw / cut : raw > 0 ? MOST_BACK : 1;
	u->level = cut * (back < 1 ? 1 : back > MOST_BACK ? MOST_BACK : back);
	if (u->level < LEVEL_LEAST)
		u->level = LEVEL_LEAST;
}

static void
learn_dispersion(struct burst_usual *u, const double *counts)
{
	double stray[BURST_LEARNT], sum = 0, mean, phi;

	for (int i = 0; i < BURST_LEARNT; i++) {
		mean = u->level * u->weekday[i % 7];
		stray[i] = (counts[i] - mean) * (counts[i] - mean) / mean;
	}
	qsort(stray, BURST_LEARNT, sizeof *stray, smaller_first);
	for (int i = 0; i < STRAY_DAYS; i++)
		sum += stray[i];
	phi = STRAY_FACTOR * sum / (PLAIN * BURST_LEARNT - STRAY_SPENT);
	u->dispersion = phi > 1 ? phi : 1;
}

struct burst_usual
burst_learn(const double counts[BURST_SPAN])
{
	struct burst_usual u;

	learn_weekdays(&u, counts);
	learn_level(&u, counts);
	learn_dispersion(&u, counts);
	return u;
}

struct burst
burst_scan(const double counts[BURST_SPAN])
{
	struct burst_usual u = burst_learn(counts);
	struct burst b = { .known = true, .window = 1 };
	double actual = 0, expected = 0, variance, score;

	for (int w = 1; w <= BURST_WINDOWS; w++) {
		actual += counts[BURST_SPAN - w];
		expected += u.level * u.weekday[(BURST_SPAN - w) % 7];
		variance = u.dispersion * expected * (1 + expected / (LEVEL_DAYS * u.level));	/* the level is an estimate, too */
		score = -burst_ln_tail(actual, expected, variance) / LN10;
		if (w == 1 || score > b.score) {
			b.score = score;
			b.window = w;
			b.actual = actual;
			b.expected = expected;
		}
	}
	b.alarm = b.score >= BURST_ALARM;
	return b;
}

/* The counts of the days that end on that one. */
static void
spread(double *counts, struct diary of, int64_t day)
{
	size_t low = 0, high = of.len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (of.at[middle].day <= day - BURST_SPAN)
			low = middle + 1;
		else
			high = middle;
	}
	memset(counts, 0, BURST_SPAN * sizeof *counts);
	for (; low < of.len && of.at[low].day <= day; low++)
		counts[BURST_SPAN - 1 - (day - of.at[low].day)] = (double)of.at[low].n;
}

static struct burst
scan_day(struct diary counts, int64_t first, int64_t day)
{
	double span[BURST_SPAN];

	if (day - first + 1 < BURST_NEEDS)
		return (struct burst){0};
	spread(span, counts, day);
	return burst_scan(span);
}

struct burst
burst_on(struct diary counts, int64_t first, int64_t day)
{
	struct burst b = scan_day(counts, first, day), before = b;

	if (!b.alarm)
		return b;
	for (int64_t d = day; before.alarm; before = scan_day(counts, first, --d))
		b.since = d - before.window + 1;
	return b;
}
