#include "apportion.h"

enum { ROUNDS = 200 };

static double
sum_of(const double *x, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i];
	return sum;
}

static double
sum_at(double factor, const double *weight, const double *least, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += factor * weight[i] > least[i] ? factor * weight[i] : least[i];
	return sum;
}

/* All in proportion to x. */
static void
scale(double *part, double total, const double *x, double sum, size_t n)
{
	for (size_t i = 0; i < n; i++)
		part[i] = sum > 0 ? total * (x[i] / sum) : 0;
}

void
apportion(double *part, double total, const double *weight, const double *least, size_t n)
{
	double weights = sum_of(weight, n), leasts = sum_of(least, n), low = 0, high, factor, rest = total, heavy = 0;

	if (leasts >= total || !(weights > 0)) {
		scale(part, total, least, leasts, n);
		return;
	}
	high = total / weights;		/* the parts are at most total without leasts, and more with them */
	for (size_t round = 0; round < ROUNDS && high - low > 1e-15 * high; round++) {
		double middle = low + (high - low) / 2;

		if (sum_at(middle, weight, least, n) < total)
			low = middle;
		else
			high = middle;
	}
	for (size_t i = 0; i < n; i++)	/* who gets more than the least shares exactly what the others leave */
		if (high * weight[i] > least[i])
			heavy += weight[i];
		else
			rest -= least[i];
	factor = heavy > 0 ? rest / heavy : 0;
	for (size_t i = 0; i < n; i++)
		part[i] = high * weight[i] > least[i] ? factor * weight[i] : least[i];
}
