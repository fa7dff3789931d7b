/* cholesky.h: a few linear equations with a symmetric positive definite matrix, as Newton's steps ask for. */
#ifndef CALC_CHOLESKY_H
#define CALC_CHOLESKY_H

#include <stdbool.h>
#include <stddef.h>

enum { CHOLESKY_MOST = 8 };		/* equations */

/*
 * Solves a x = y. a: n rows, each `stride` numbers after the one before; only the lower half is looked at. False, and x is
 * spoilt: a pivot is not above that share of its diagonal, so that a is singular, or not positive. last, unless NULL, gets the
 * last element of the inverse's diagonal: a variance, where a is an information matrix.
 */
bool cholesky_solve(double *x, const double *a, const double *y, size_t n, size_t stride, double share, double *last);

#endif
