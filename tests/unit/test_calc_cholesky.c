#include "unit.h"

#include "../../src/calc/cholesky.h"

#include <math.h>

static void
equations_are_solved(void)
{
	/* x = (1, -2, 3); above the diagonal there is rubbish, and each row is longer than it need be. */
	static const double a[3][4] = { { 4, NAN, NAN, 7 }, { 2, 5, NAN, 7 }, { 1, 3, 6, 7 } }, y[3] = { 3, 1, 13 };
	static const double one[1] = { 4 }, two[1] = { 2 };
	double x[3], variance;

	CHECK(cholesky_solve(x, a[0], y, 3, 4, 1e-12, &variance));
	CHECK_NEAR(x[0], 1, 1e-12);
	CHECK_NEAR(x[1], -2, 1e-12);
	CHECK_NEAR(x[2], 3, 1e-12);
	CHECK_NEAR(variance, 16.0 / 67, 1e-12);		/* the minor of the last over the determinant */
	CHECK(cholesky_solve(x, one, two, 1, 1, 0, NULL));
	CHECK_NEAR(x[0], 0.5, 0);
}

static void
what_is_singular_is_refused(void)
{
	static const double singular[2][2] = { { 1, 0 }, { 2, 4 } }, negative[2][2] = { { 1, 0 }, { 0, -1 } }, none[2][2] = { { NAN, 0 }, { 0, 1 } };
	static const double zero[2][2] = { { 0, 0 }, { 0, 0 } }, nearly[2][2] = { { 1, 0 }, { 2, 4 + 1e-9 } }, y[2] = { 1, 1 };
	double x[2];

	CHECK(!cholesky_solve(x, singular[0], y, 2, 2, 0, NULL));
	CHECK(!cholesky_solve(x, negative[0], y, 2, 2, 0, NULL));
	CHECK(!cholesky_solve(x, none[0], y, 2, 2, 0, NULL));
	CHECK(!cholesky_solve(x, zero[0], y, 2, 2, 0, NULL));
	CHECK(cholesky_solve(x, nearly[0], y, 2, 2, 1e-12, NULL));
	CHECK(!cholesky_solve(x, nearly[0], y, 2, 2, 1e-6, NULL));
}

UNIT(
	{ "cholesky: equations are solved by the lower half", equations_are_solved },
	{ "cholesky: what is singular, or no number, is refused", what_is_singular_is_refused },
)
