/*
 * special.h: special functions that are the same on every machine, to nearly the last digit.
 *
 * libm's differ in the last bits from one C library or processor to the next. These are plain IEEE arithmetic, like those of
 * logs.h, which are quicker and good to 1e-9; an optimiser that is to end at the same numbers everywhere, and the
 * small differences of large numbers that a hypergeometric function is put to, want more. Relative error some
 * 1e-15; of ln Gamma and digamma, near their zeros, absolute error. NaN gives NaN.
 */
#ifndef CALC_SPECIAL_H
#define CALC_SPECIAL_H

double special_ln(double x);			/* x >= 0; ln 0 is -infinity */
double special_exp(double x);			/* 0 below -708, infinity above 709 */
double special_ln1p(double x);			/* ln(1 + x), x > -1 */
double special_expm1(double x);			/* e^x - 1 */
double special_ln_sum(double a, double b);	/* ln(e^a + e^b) */

/* How far x is on the way between two numbers, by their logarithms: 0 .. 1, at 0 and 1 where it is beyond them. */
double special_ln_part(double x, double from, double to);

/* x > 0: the recurrence up to 10, Stirling's series from there (Abramowitz and Stegun 6.1.41, 6.3.18, 6.4.12). */
double special_ln_gamma(double x);
double special_digamma(double x);
double special_trigamma(double x);

/* The three at once, which costs little more than one. */
struct special_gamma {
	double ln, digamma, trigamma;
};

struct special_gamma special_gammas(double x);

/*
 * Gauss' hypergeometric function 2F1(a,b;c;z) for 0 <= z < 1, c not 0 or a negative whole number: Gauss' series, of
 * Euler's transformation where cancellation would spoil it; and, where z is too near 1 for that, Taylor series of the
 * solution of its differential equation at points that halve the way to 1 (which, unlike the transformation to 1 - z, has no
 * trouble with a whole c - a - b). Error some 1e-12, more where the function falls or rises steeply at 1.
 * NaN where it overflows or where terms that cancel would leave fewer than eight digits.
 */
double special_2f1(double a, double b, double c, double z);

#endif
