/* Draws, and what is bootstrapped with them: leave. */
#include "unit.h"

#include "../../src/calc/draw.h"
#include "../../src/calc/leave.h"

#include <math.h>
#include <string.h>

static void
normal_draws_have_their_moments(void)
{
	enum { N = 200000 };
	double sum = 0, squares = 0, fourth = 0, within = 0;
	struct rng r;

	rng_seed(&r, 1);
	for (int i = 0; i < N; i++) {
		double x = draw_normal(&r);

		sum += x;
		squares += x * x;
		fourth += x * x * x * x;
		within += x > -1.96 && x < 1.96;
	}
	CHECK_NEAR(sum / N, 0.0, 4 / sqrt(N));
	CHECK_NEAR(squares / N, 1.0, 4 * sqrt(2.0 / N));
	CHECK_NEAR(fourth / N, 3.0, 4 * sqrt(96.0 / N));
	CHECK_NEAR(within / N, .95, 4 * sqrt(.95 * .05 / N));
}

static void
check_binomial(uint64_t n, double p)
{
	enum { DRAWS = 40000 };
	double sum = 0, squares = 0, mean = (double)n * p, variance = mean * (1 - p);
	struct rng r;

	rng_seed(&r, n);
	for (int i = 0; i < DRAWS; i++) {
		uint64_t k = draw_binomial(&r, n, p);

		CHECK(k <= n);
		sum += (double)k - mean;
		squares += ((double)k - mean) * ((double)k - mean);
	}
	/* The variance of squares is 2 v^2 + v for these: five of its deviations. */
	if (!CHECK(fabs(sum / DRAWS) < 5 * sqrt(variance / DRAWS) + 1e-9) ||
	    !CHECK(fabs(squares / DRAWS - variance) < 5 * sqrt((2 * variance * variance + variance) / DRAWS) + .1))
		printf("#   n %g, p %g: off by %g, variance %g instead of %g\n", (double)n, p, sum / DRAWS, squares / DRAWS, variance);
}

static void
binomial_draws_have_their_moments(void)
{
	check_binomial(1, .5);
	check_binomial(10, .3);
	check_binomial(10, .97);
	check_binomial(59, .5);
	check_binomial(100, .299);	/* just below, and above, where the normal law takes over */
	check_binomial(100, .301);
	check_binomial(1000000, 1e-5);
	check_binomial(1000000, .7);
	check_binomial(UINT64_C(1) << 50, .25);
}

static void
binomial_draws_keep_within(void)
{
	struct rng r;

	rng_seed(&r, 2);
	for (int i = 0; i < 100; i++) {
		CHECK(draw_binomial(&r, 0, .5) == 0);
		CHECK(draw_binomial(&r, 100, 0) == 0);
		CHECK(draw_binomial(&r, 100, -1) == 0);
		CHECK(draw_binomial(&r, 100, 1) == 100);
		CHECK(draw_binomial(&r, 100, 2) == 100);
		CHECK(draw_binomial(&r, UINT64_MAX, 1e-300) == 0);
	}
}

/* A third of single trials each: exact chances of 0, 1 and 2 of two. */
static void
few_trials_have_their_chances(void)
{
	enum { DRAWS = 90000 };
	double seen[3] = {0};
	struct rng r;

	rng_seed(&r, 8);
	for (int i = 0; i < DRAWS; i++)
		seen[draw_binomial(&r, 2, 1.0 / 3)]++;
	CHECK_NEAR(seen[0] / DRAWS, 4.0 / 9, .008);
	CHECK_NEAR(seen[1] / DRAWS, 4.0 / 9, .008);
	CHECK_NEAR(seen[2] / DRAWS, 1.0 / 9, .005);
}

static void
resamples_have_as_many(void)
{
	uint64_t cell[6], drawn[6];
	struct rng r;

	rng_seed(&r, 4);
	for (int round = 0; round < 20000; round++) {
		uint64_t n = 0, sum = 0;

		for (size_t i = 0; i < 6; i++) {
			cell[i] = rng_below(&r, 3) ? rng_below(&r, UINT64_C(1) << rng_below(&r, 45)) : 0;
			n += cell[i];
		}
		draw_multinomial(&r, cell, 6, n, drawn);
		for (size_t i = 0; i < 6; i++) {
			CHECK(cell[i] > 0 || drawn[i] == 0);
			sum += drawn[i];
		}
		if (!CHECK(sum == n))
			return;
	}
	memset(cell, 0, sizeof cell);
	draw_multinomial(&r, cell, 6, 0, drawn);
	CHECK(drawn[0] == 0 && drawn[5] == 0);
}

static void
resamples_have_their_means(void)
{
	enum { DRAWS = 20000 };
	const uint64_t cell[4] = { 10, 0, 60, 30 };
	double sum[4] = {0};
	uint64_t drawn[4];
	struct rng r;

	rng_seed(&r, 5);
	for (int i = 0; i < DRAWS; i++) {
		draw_multinomial(&r, cell, 4, 100, drawn);
		for (size_t k = 0; k < 4; k++)
			sum[k] += (double)drawn[k];
	}
	for (size_t k = 0; k < 4; k++)
		CHECK_NEAR(sum[k] / DRAWS, (double)cell[k], .2);
}

static void
same_seed_same_draws(void)
{
	struct rng a, b;

	rng_seed(&a, 77);
	rng_seed(&b, 77);
	for (int i = 0; i < 1000; i++) {
		double x = draw_normal(&a), y = draw_normal(&b);

		CHECK(memcmp(&x, &y, sizeof x) == 0);
		CHECK(draw_binomial(&a, 500, .01 * (i % 100)) == draw_binomial(&b, 500, .01 * (i % 100)));
	}
}

static const uint32_t zero[] = { 0 }, both[] = { 0, 1 }, one[] = { 1 }, trio[] = { 0, 1, 2 };

/*
 * 100 questions: 10 without an answer, 20 by person 0 alone, 6 by 0 and 1, 4 by 0 and staff, 30 by 1, 25 by staff, 5 by
 * all three. If 0 leaves: U = .10, L = .20; they did not touch 65, of which 55 are answered: s = 55/65.
 */
static const struct leave_question questions[] = {
	{ NULL, 0, false, 10 }, { zero, 1, false, 20 }, { both, 2, false, 6 }, { zero, 1, true, 4 }, { one, 1, false, 30 },
	{ NULL, 0, true, 25 }, { trio, 3, false, 5 },
};

enum { QUESTIONS = sizeof questions / sizeof *questions };

static struct leave
measured(const struct leave_question *q, size_t n, const bool *leaves)
{
	struct leave l;
	struct rng r;

	rng_seed(&r, 1);
	leave_measure(&l, q, n, leaves, &r);
	return l;
}

static void
one_leaves_as_worked_out_by_hand(void)
{
	const bool leaves[3] = { true, false, false };
	struct leave l = measured(questions, QUESTIONS, leaves);

	CHECK(l.cell[LEAVE_UNANSWERED] == 10 && l.cell[LEAVE_ALONE] == 20 && l.cell[LEAVE_SHARED] == 15 && l.cell[LEAVE_UNTOUCHED] == 55);
	CHECK_NEAR(l.worst, .30, 1e-12);
	CHECK_NEAR(l.expected, .10 + .20 * (1 - 55.0 / 65), 1e-12);	/* .1307692 */
	CHECK(l.low < l.expected && l.expected < l.high);
	/* Near to 1.28 standard errors of a share: sqrt(.13 .87 / 100) = .034, a little more for s. */
	CHECK_NEAR(l.high - l.low, 2 * 1.28 * .035, .025);
}

static void
two_leave_as_worked_out_by_hand(void)
{
	const bool leaves[3] = { true, true, false };
	struct leave l = measured(questions, QUESTIONS, leaves);

	/* Alone now 20 + 6 + 30; shared 4 + 5; untouched 25. */
	CHECK(l.cell[LEAVE_ALONE] == 56 && l.cell[LEAVE_SHARED] == 9 && l.cell[LEAVE_UNTOUCHED] == 25);
	CHECK_NEAR(l.worst, .66, 1e-12);
	CHECK_NEAR(l.expected, .10 + .56 * 10 / 35, 1e-12);	/* .26 */
}

static void
nobody_leaves(void)
{
	const bool leaves[3] = { false, false, false };
	struct leave l = measured(questions, QUESTIONS, leaves);

	CHECK_NEAR(l.worst, .10, 1e-12);
	CHECK_NEAR(l.expected, .10, 1e-12);
}

/* Where those who leave were all there is, nothing shows that anybody else would answer. */
static void
everybody_leaves(void)
{
	const bool leaves[3] = { true, true, true };
	const struct leave_question only[] = { { zero, 1, false, 3 }, { both, 2, false, 4 }, { trio, 3, false, 5 } };
	struct leave l = measured(only, 3, leaves);

	CHECK_NEAR(l.worst, 1.0, 0);
	CHECK_NEAR(l.expected, 1.0, 0);
	CHECK_NEAR(l.low, 1.0, 0);
	CHECK_NEAR(l.high, 1.0, 0);
	l = measured(questions, QUESTIONS, leaves);	/* staff stay */
	CHECK_NEAR(l.worst, .71, 1e-12);
}

static void
nobody_asked(void)
{
	const bool leaves[1] = { true };
	const struct leave_question none = { zero, 1, false, 0 };
	struct leave l = measured(NULL, 0, leaves);

	CHECK(isnan(l.expected) && isnan(l.worst) && isnan(l.low) && isnan(l.high));
	l = measured(&none, 1, leaves);
	CHECK(isnan(l.expected) && isnan(l.worst) && isnan(l.low) && isnan(l.high));
}

static void
worst_is_no_better_than_expected(void)
{
	struct rng r;

	rng_seed(&r, 12);
	for (int round = 0; round < 300; round++) {
		struct leave_question q[20];
		uint32_t by[20][4];
		bool leaves[8];
		double before = -1;

		for (size_t i = 0; i < 20; i++) {
			q[i] = (struct leave_question){ by[i], rng_below(&r, 4), rng_below(&r, 3) == 0, rng_below(&r, 50) };
			for (uint32_t k = 0, next = 0; k < 4; k++, next++)
				by[i][k] = next += (uint32_t)rng_below(&r, 2);
		}
		memset(leaves, 0, sizeof leaves);
		for (size_t gone = 0; gone <= 8; gone++) {	/* one more leaves each time */
			struct leave l = measured(q, 20, leaves);
			uint64_t all = l.cell[0] + l.cell[1] + l.cell[2] + l.cell[3];
			double unanswered = (double)l.cell[LEAVE_UNANSWERED] / (double)all;

			if (all == 0)
				break;
			CHECK(l.worst >= l.expected && l.expected >= unanswered && l.worst <= 1);
			CHECK(l.low >= 0 && l.low <= l.high && l.high <= 1);
			CHECK(l.worst >= before);	/* nobody's leaving answers anything */
			before = l.worst;
			if (gone < 8)
				leaves[gone] = true;
		}
	}
}

static void
counts_without_bound_give_shares(void)
{
	const bool leaves[2] = { true, false };
	const uint64_t most = UINT64_C(1) << 53;
	const struct leave_question q[] = { { NULL, 0, false, most }, { zero, 1, false, most }, { both, 2, false, most }, { one, 1, true, most } };
	struct leave l = measured(q, 4, leaves);

	CHECK_NEAR(l.worst, .5, 1e-12);
	CHECK_NEAR(l.expected, .375, 1e-12);
	CHECK_NEAR(l.low, .375, 1e-6);
	CHECK_NEAR(l.high, .375, 1e-6);
}

UNIT(
	{ "draw: normal draws have their moments", normal_draws_have_their_moments },
	{ "draw: binomial draws have their moments", binomial_draws_have_their_moments },
	{ "draw: binomial draws keep within their trials", binomial_draws_keep_within },
	{ "draw: of two trials each outcome has its chance", few_trials_have_their_chances },
	{ "draw: a resample has as many as it was made of", resamples_have_as_many },
	{ "draw: resamples have their means", resamples_have_their_means },
	{ "draw: the same seed, the same draws", same_seed_same_draws },
	{ "leave: one leaves, as worked out by hand", one_leaves_as_worked_out_by_hand },
	{ "leave: two leave, as worked out by hand", two_leave_as_worked_out_by_hand },
	{ "leave: nobody leaves", nobody_leaves },
	{ "leave: everybody leaves", everybody_leaves },
	{ "leave: nobody asked", nobody_asked },
	{ "leave: worst >= expected >= unanswered, whoever leaves", worst_is_no_better_than_expected },
	{ "leave: counts without bound give shares", counts_without_bound_give_shares },
)
