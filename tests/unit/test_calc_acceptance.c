#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/calc/acceptance.h"

#include <math.h>
#include <stdlib.h>

/* Polya's urn is the beta-binomial: what was drawn once comes the more easily again. */
static uint64_t
urn(struct rng *r, double alpha, double beta, uint64_t answers)
{
	uint64_t accepted = 0;

	for (uint64_t i = 0; i < answers; i++)
		accepted += rng_unit(r) * (alpha + beta + (double)i) < alpha + (double)accepted;
	return accepted;
}

static void
check_recovered(double alpha, double beta, uint64_t answers, double within)
{
	enum { PEOPLE = 20000 };
	struct acceptance_count *of = calloc(PEOPLE, sizeof *of);
	struct acceptance a;
	struct rng r;

	rng_seed(&r, 21);
	for (size_t i = 0; i < PEOPLE; i++) {
		of[i].answers = 1 + rng_below(&r, answers);
		of[i].accepted = urn(&r, alpha, beta, of[i].answers);
	}
	acceptance_fit(&a, of, PEOPLE);
	if (!CHECK(fabs(a.alpha / alpha - 1) < within && fabs(a.beta / beta - 1) < within))
		printf("#   %g, %g instead of %g, %g\n", a.alpha, a.beta, alpha, beta);
	free(of);
}

static void
simulated_people_give_their_parameters(void)
{
	check_recovered(1.61, 7.70, 40, .06);	/* travel.SE's */
	check_recovered(.3, .4, 30, .06);
	check_recovered(8, 2, 60, .06);
	check_recovered(1, 1, 3, .12);
}

/* The log posterior as its definition has it, by lgamma. */
static double
posterior(double alpha, double beta, const struct acceptance_count *of, size_t n)
{
	double sum = -pow(log(alpha / 1.5), 2) / 8 - pow(log(beta / 6), 2) / 8;

	for (size_t i = 0; i < n; i++) {
		double k = (double)of[i].accepted, m = (double)of[i].answers;

		sum += lgamma(alpha + k) - lgamma(alpha) + lgamma(beta + m - k) - lgamma(beta) + lgamma(alpha + beta) - lgamma(alpha + beta + m);
	}
	return sum;
}

static void
a_fit_is_a_maximum(void)
{
	struct rng r;

	rng_seed(&r, 22);
	for (int round = 0; round < 50; round++) {
		struct acceptance_count of[40];
		size_t n = 1 + rng_below(&r, 40);
		struct acceptance a;
		double best;

		for (size_t i = 0; i < n; i++) {
			of[i].answers = rng_below(&r, 30);
			of[i].accepted = rng_below(&r, of[i].answers + 1);
		}
		acceptance_fit(&a, of, n);
		best = posterior(a.alpha, a.beta, of, n);
		for (int way = 0; way < 8; way++) {
			static const double steps[8][2] = { { 1, 1.02 }, { 1, .98 }, { 1.02, 1 }, { .98, 1 }, { 1.02, 1.02 }, { .98, .98 }, { 1.02, .98 }, { .98, 1.02 } };

			CHECK(posterior(a.alpha * steps[way][0], a.beta * steps[way][1], of, n) < best);
		}
	}
}

static void
check_finite(const struct acceptance_count *of, size_t n, const char *what)
{
	struct acceptance a;

	acceptance_fit(&a, of, n);
	if (!CHECK(a.alpha > 1e-4 && a.alpha < 8104 && a.beta > 1e-4 && a.beta < 8104))
		printf("#   %s: %g, %g\n", what, a.alpha, a.beta);
	for (size_t i = 0; i < n; i++)
		CHECK(acceptance_share(&a, &of[i]) > 0 && acceptance_share(&a, &of[i]) <= 1);
}

static void
extremes_stay_finite(void)
{
	static struct acceptance_count many[5000];
	const struct acceptance_count huge[] = { { UINT64_C(1) << 53, UINT64_C(1) << 53 }, { 0, UINT64_C(1) << 53 }, { 9, 3 } };
	struct acceptance a;

	acceptance_fit(&a, NULL, 0);		/* nobody: the prior */
	CHECK_NEAR(a.alpha, 1.5, 1e-6);
	CHECK_NEAR(a.beta, 6.0, 1e-6);
	for (size_t i = 0; i < 5000; i++)
		many[i] = (struct acceptance_count){ 0, 1 + i % 50 };
	check_finite(many, 1, "one, nothing accepted");
	check_finite(many, 5000, "nothing accepted");
	for (size_t i = 0; i < 5000; i++)
		many[i].accepted = many[i].answers;
	check_finite(many, 1, "one, everything accepted");
	check_finite(many, 5000, "everything accepted");
	for (size_t i = 0; i < 5000; i++)
		many[i] = (struct acceptance_count){ 5, 10 };
	check_finite(many, 5000, "all the same");
	check_finite(huge, 3, "without bound");
}

/* More accepted, a greater share; few answers stay near to the mean, many do not. */
static void
shares_are_drawn_to_the_usual(void)
{
	const struct acceptance a = { 2, 8 };

	CHECK_NEAR(acceptance_share(&a, &(struct acceptance_count){ 0, 0 }), .2, 1e-12);
	CHECK_NEAR(acceptance_share(&a, &(struct acceptance_count){ 1, 1 }), 3.0 / 11, 1e-12);
	CHECK_NEAR(acceptance_share(&a, &(struct acceptance_count){ 90, 100 }), 92.0 / 110, 1e-12);
	CHECK_NEAR(acceptance_share(&a, &(struct acceptance_count){ 7, 5 }), 7.0 / 15, 1e-12);	/* the excess is left out */
}

static void
who_has_very_many_counts_as_so_many(void)
{
	const struct acceptance_count few[] = { { 2500, 10000 }, { 1, 4 }, { 0, 3 } }, many[] = { { 250000, 1000000 }, { 1, 4 }, { 0, 3 } };
	struct acceptance a, b;

	acceptance_fit(&a, few, 3);
	acceptance_fit(&b, many, 3);
	CHECK_NEAR(a.alpha, b.alpha, 1e-9);
	CHECK_NEAR(a.beta, b.beta, 1e-9);
}

UNIT(
	{ "acceptance: simulated people give their parameters", simulated_people_give_their_parameters },
	{ "acceptance: a fit is a maximum of the posterior", a_fit_is_a_maximum },
	{ "acceptance: nobody, nothing and everything accepted stay finite", extremes_stay_finite },
	{ "acceptance: shares are drawn to the usual", shares_are_drawn_to_the_usual },
	{ "acceptance: who has very many counts as so many", who_has_very_many_counts_as_so_many },
)
