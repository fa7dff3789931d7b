#include "special.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
	SHIFT = 10,			/* where Stirling's series is good to the last digit */
	TERMS = 1500,			/* of a series that is still thought to end */
	STEPS = 60			/* to the number next to 1 */
};

/* ln 2 as a number of few bits, whose multiples are exact, and the rest. */
#define LN2_HIGH 0x1.62e42fee00000p-1
#define LN2_LOW 0x1.a39ef35793c76p-33

#define CLEAN 64.0			/* times that the largest term may exceed the sum, and nothing better be looked for */
#define SPOILT 1e8			/* and the sum be worth nothing */

/* 2 artanh((m-1)/(m+1)) of the mantissa, brought between sqrt(1/2) and sqrt(2). */
double
special_ln(double x)
{
	uint64_t bits;
	int64_t exponent;
	double m, s, q, shift = 0;

	if (!(x > 0))
		return x < 0 || x != x ? (double)NAN : -(double)INFINITY;
	if (x > 1.7976931348623157e308)
		return x;
	if (x < 2.2250738585072014e-308) {
		x *= 0x1p60;
		shift = -60;
	}
	memcpy(&bits, &x, 8);
	exponent = ((int64_t)(bits >> 32) - 0x3fe6a09e) >> 20;
	bits -= (uint64_t)exponent << 52;
	memcpy(&m, &bits, 8);
	s = (m - 1) / (m + 1);
	q = s * s;
	q *= 1.0 / 3 + q * (1.0 / 5 + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11 + q * (1.0 / 13 + q * (1.0 / 15 +
	    q * (1.0 / 17 + q * (1.0 / 19 + q * (1.0 / 21)))))))));
	shift += (double)exponent;
	return shift * LN2_HIGH + (2 * s + (2 * s * q + shift * LN2_LOW));
}

double
special_exp(double x)
{
	double y = x * 1.44269504088896340736, f, scale, p;
	int64_t whole;
	uint64_t bits;

	if (!(x > -708))
		return x != x ? x : 0;
	if (x > 709)
		return (double)INFINITY;
	whole = (int64_t)(y < 0 ? y - 0.5 : y + 0.5);
	bits = (uint64_t)(whole + 1023) << 52;
	memcpy(&scale, &bits, 8);
	f = x - (double)whole * LN2_HIGH - (double)whole * LN2_LOW;
	p = 1.0 / 5040 + f * (1.0 / 40320 + f * (1.0 / 362880 + f * (1.0 / 3628800 + f * (1.0 / 39916800 +
	    f * (1.0 / 479001600 + f * (1.0 / 6227020800.0))))));
	p = 1.0 / 2 + f * (1.0 / 6 + f * (1.0 / 24 + f * (1.0 / 120 + f * (1.0 / 720 + f * p))));
	return scale * (1 + (f + f * f * p));
}

/* Kahan: the error of 1 + x is that of the ratio too. */
double
special_ln1p(double x)
{
	double y = 1 + x;

	if (y == 1)
		return x;
	return y > 1e15 ? special_ln(y) : special_ln(y) * (x / (y - 1));
}

double
special_expm1(double x)
{
	double y;

	if (x > 1 || x < -1)
		return special_exp(x) - 1;
	y = special_exp(x);
	return y == 1 ? x : (y - 1) * (x / special_ln(y));
}

double
special_ln_part(double x, double from, double to)
{
	double part = (special_ln(x) - special_ln(from)) / (special_ln(to) - special_ln(from));

	return part < 0 ? 0 : part > 1 ? 1 : part;
}

double
special_ln_sum(double a, double b)
{
	double large = a > b ? a : b, small = a > b ? b : a;

	if (small == -(double)INFINITY)
		return large;
	return large + special_ln1p(special_exp(small - large));
}

struct special_gamma
special_gammas(double x)
{
	struct special_gamma g;
	double product = 1, first = 0, second = 0, ln, r, y;

	for (; x < SHIFT; x += 1) {
		product *= x;
		first += 1 / x;
		second += 1 / (x * x);
	}
	ln = special_ln(x);
	r = 1 / x;
	y = r * r;
	g.ln = (x - 0.5) * ln - x + 0.91893853320467274178 +
	    r * (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y * (1.0 / 1188 -
	    y * (691.0 / 360360 - y * (1.0 / 156)))))));
	if (product != 1)
		g.ln -= special_ln(product);
	g.digamma = ln - r / 2 - first -
	    y * (1.0 / 12 - y * (1.0 / 120 - y * (1.0 / 252 - y * (1.0 / 240 - y * (1.0 / 132 -
	    y * (691.0 / 32760 - y * (1.0 / 12)))))));
	g.trigamma = second + r + y / 2 +
	    r * y * (1.0 / 6 - y * (1.0 / 30 - y * (1.0 / 42 - y * (1.0 / 30 - y * (5.0 / 66 -
	    y * (691.0 / 2730 - y * (7.0 / 6 - y * (3617.0 / 510))))))));
	return g;
}

double
special_ln_gamma(double x)
{
	return special_gammas(x).ln;
}

double
special_digamma(double x)
{
	return special_gammas(x).digamma;
}

double
special_trigamma(double x)
{
	return special_gammas(x).trigamma;
}

/* A sum, and how many times larger its largest term is: the digits lost. */
struct sum {
	double value, loss;
};

static struct sum
no_sum(void)
{
	return (struct sum){ (double)NAN, (double)INFINITY };
}

static double
size(double x)
{
	return x < 0 ? -x : x;
}

static struct sum
series(double a, double b, double c, double z)
{
	double term = 1, value = 1, largest = 1;

	for (int n = 0; n < TERMS; n++) {
		double ratio = (a + n) * (b + n) / ((c + n) * (1.0 + n)) * z, tail;

		term *= ratio;
		value += term;
		largest = size(term) > largest ? size(term) : largest;
		if (term == 0)
			return (struct sum){ value, largest / size(value) };
		if (!(largest < 1e300))
			return no_sum();
		/* Ratios tend to z, from either side; from here on none is above the larger of this one and z. */
		ratio = size(ratio) > z ? size(ratio) : z;
		tail = size(term) * ratio;
		if (n > -a && n > -b && n > -c && ratio < 1 && tail <= 1e-17 * size(value) * (1 - ratio))
			return (struct sum){ value, largest / size(value) };
	}
	return no_sum();
}

/* From the series at 1/2 on along the differential equation, half of what is left of the way to 1 at a time. */
static struct sum
steps(double a, double b, double c, double z)
{
	double at = 0.5, loss;
	struct sum f = series(a, b, c, at), slope = series(a + 1, b + 1, c + 1, at);

	loss = f.loss > slope.loss ? f.loss : slope.loss;
	slope.value *= a * b / c;
	for (int i = 0; i < STEPS && at < z && loss < SPOILT; i++) {
		double h = (1 - at) / 2, p = at * (1 - at), t0 = f.value, t1, sum, d_sum, largest;
		bool ended = false;

		h = at + h < z ? h : z - at;
		t1 = slope.value * h;
		sum = t0 + t1;
		d_sum = t1;			/* times h */
		largest = size(t0) > size(t1) ? size(t0) : size(t1);
		/* Terms are f_n h^n. */
		for (int n = 0; n < TERMS && !ended; n++) {
			double t2 = ((n + a) * (n + b) * t0 * h -
			    (n + 1.0) * ((1 - 2 * at) * n + c - (a + b + 1) * at) * t1) * h / (p * (n + 1.0) * (n + 2.0));

			sum += t2;
			d_sum += (n + 2.0) * t2;
			largest = size(t2) > largest ? size(t2) : largest;
			ended = n > 8 && n > -a && n > -b && (n + 2.0) * (size(t1) + size(t2)) <= 1e-17 * (size(sum) + size(d_sum));
			t0 = t1;
			t1 = t2;
		}
		if (!ended || !(largest < 1e300))
			return no_sum();
		loss = largest / size(sum) > loss ? largest / size(sum) : loss;
		f.value = sum;
		slope.value = d_sum / h;
		at = at + h < z ? at + h : z;
	}
	return at < z ? no_sum() : (struct sum){ f.value, loss };
}

double
special_2f1(double a, double b, double c, double z)
{
	struct sum best, other;
	double rise = c - a - b, factor;

	if (z == 0)
		return 1;
	best = series(a, b, c, z);
	if (best.loss <= CLEAN)
		return best.value;
	factor = special_exp(rise * special_ln1p(-z));
	for (int way = 0; way < 3; way++) {
		if (way != 1 && z <= 0.5)
			continue;
		if (way == 0) {
			other = steps(a, b, c, z);
		} else {
			other = way == 1 ? series(c - a, c - b, c, z) : steps(c - a, c - b, c, z);
			other.value *= factor;
			if (!(factor > 0) || !(size(other.value) < 1e300))
				continue;
		}
		if (other.loss < best.loss)
			best = other;
		if (best.loss <= CLEAN)
			break;
	}
	return best.loss < SPOILT ? best.value : (double)NAN;
}
