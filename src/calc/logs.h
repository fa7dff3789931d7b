/*
 * logs.h: logarithms, exponentials and ln Gamma that are the same on every machine.
 *
 * libm's differ in the last bit from one C library or processor to the next, and a sampler makes two different
 * nights of it. These are plain arithmetic, good to about 1e-9 (1e-7 for the exponential), and inline because
 * they are the inner loop.
 */
#ifndef CALC_LOGS_H
#define CALC_LOGS_H

#include <stdint.h>
#include <string.h>

/* ln x for a normal x > 0: 2 artanh((m-1)/(m+1)) of the mantissa, brought between sqrt(1/2) and sqrt(2). */
static inline double
logs_ln(double x)
{
	uint64_t bits;
	int64_t exponent;
	double m, s, q;

	memcpy(&bits, &x, 8);
	bits -= UINT64_C(0x3fe6a09e667f3bcd);		/* the bits of sqrt(1/2) */
	exponent = (int64_t)bits >> 52;
	bits = (bits & UINT64_C(0xfffffffffffff)) + UINT64_C(0x3fe6a09e667f3bcd);
	memcpy(&m, &bits, 8);
	s = (m - 1) / (m + 1);
	q = s * s;
	return (double)exponent * 0.69314718055994530942 +
	    2 * s * (1 + q * (1.0 / 3 + q * (1.0 / 5 + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11))))));
}

/* e^x for -700 < x < 700. */
static inline double
logs_exp(double x)
{
	double y = x * 1.44269504088896340736, f, scale;
	int64_t whole = (int64_t)(y < 0 ? y - 0.5 : y + 0.5);
	uint64_t bits = (uint64_t)(whole + 1023) << 52;

	f = (y - (double)whole) * 0.69314718055994530942;
	memcpy(&scale, &bits, 8);
	return scale * (1 + f * (1 + f * (1.0 / 2 + f * (1.0 / 6 + f * (1.0 / 24 + f * (1.0 / 120 + f * (1.0 / 720)))))));
}

/* ln Gamma(x) for x > 0: Stirling's series from 7 up, brought there by the recurrence. */
static inline double
logs_gamma(double x)
{
	double product = 1, y;

	while (x < 7) {
		product *= x;
		x += 1;
	}
	y = 1 / (x * x);
	return (x - 0.5) * logs_ln(x) - x + 0.91893853320467274178 + (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260))) / x -
	    (product != 1 ? logs_ln(product) : 0);
}

#endif
