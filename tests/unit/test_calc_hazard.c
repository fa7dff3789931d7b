/* What holds of the hazard and the forecast whatever their coefficients are. */
#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/calc/forecast.h"
#include "../../src/calc/hazard.h"

#include <math.h>
#include <stdlib.h>

enum { PEOPLE = 300, MOST_DAYS = 400, TODAY = 20000, YEAR = 365, HORIZONS = 3 };

static struct diary_day days_of[PEOPLE][MOST_DAYS];
static struct diary people[PEOPLE];
static const int64_t horizons[HORIZONS] = { 30, 90, 180 };

/* Everybody comes at some day and then now and then, each at a pace of their own; some stop. */
static void
invent(size_t n, int64_t from, uint64_t seed)
{
	struct rng r;

	rng_seed(&r, seed);
	for (size_t i = 0; i < n; i++) {
		int64_t day = from + (int64_t)rng_below(&r, (uint64_t)(TODAY - from + 1)), pace = 2 + (int64_t)rng_below(&r, 60);
		size_t len = 0, stops = rng_below(&r, 3) ? MOST_DAYS : 1 + rng_below(&r, 4);

		while (day <= TODAY && len < stops) {
			days_of[i][len++] = (struct diary_day){ day, 1 + rng_below(&r, 3) };
			day += 1 + (int64_t)rng_below(&r, (uint64_t)(2 * pace));
		}
		people[i] = (struct diary){ days_of[i], len };
	}
}

static double
chance(const struct hazard *h, const struct diary_day *at, size_t len)
{
	struct hazard_traits t;

	CHECK(hazard_traits(&t, (struct diary){ at, len }, TODAY));
	return hazard_probability(h, &t);
}

/* The same fit asked about people who differ in one thing. */
static void
check_senses(const struct hazard *h)
{
	struct diary_day lately[10], before[10], once[] = { { TODAY - 200, 1 } }, again[] = { { TODAY - 200, 1 }, { TODAY - 1, 1 } };
	double last = 2;

	for (int64_t i = 0; i < 10; i++) {
		lately[i] = (struct diary_day){ TODAY - 20 + i, 1 };
		before[i] = (struct diary_day){ TODAY - 420 + i, 1 };
	}
	CHECK(chance(h, lately, 10) > chance(h, before, 10));
	CHECK(chance(h, again, 2) > chance(h, once, 1));
	for (int64_t silent = 0; silent < 3000; silent += 1 + silent / 3) {
		struct diary_day d = { TODAY - silent, 1 };
		double p = chance(h, &d, 1);

		CHECK(p > 0 && p < 1);
		CHECK(h->rows > 0 || p < last);	/* by the prior: the longer silent, the less likely */
		last = p;
	}
}

static void
chances_are_chances_and_rise_with_activity(void)
{
	for (uint64_t seed = 0; seed < 4; seed++) {
		int64_t from = seed == 0 ? TODAY - 20 : TODAY - 300 * (int64_t)seed;	/* the first has too little history */

		invent(PEOPLE, from, seed);
		for (int64_t days = 1; days < 3650; days *= 3) {
			struct hazard h;

			hazard_fit(&h, people, PEOPLE, TODAY, days);
			CHECK((h.rows == 0) == (TODAY - days - from <= 60));
			for (size_t i = 0; i < HAZARD_TERMS; i++)
				CHECK(isfinite(h.b[i]));
			check_senses(&h);
		}
	}
}

static void
traits_are_of_days_up_to_today(void)
{
	const struct diary_day later[] = { { TODAY - 5, 1 }, { TODAY, 3 }, { TODAY + 1, 1 }, { 47117, 1 } };
	struct hazard_traits a, b;

	CHECK(!hazard_traits(&a, (struct diary){ NULL, 0 }, TODAY));
	CHECK(!hazard_traits(&a, (struct diary){ later + 2, 2 }, TODAY));
	CHECK(hazard_traits(&a, (struct diary){ later, 4 }, TODAY) && hazard_traits(&b, (struct diary){ later, 2 }, TODAY));
	CHECK(memcmp(&a, &b, sizeof a) == 0);
	CHECK_NEAR(a.x[0], 1.0, 0);
	CHECK_NEAR(a.x[1], 0.0, 1e-12);			/* ln(1 + 0 days) */
	CHECK_NEAR(a.x[2], log(.05 + 1 + pow(2, -5.0 / 30)), 1e-9);
	CHECK_NEAR(a.x[3], log(2), 1e-12);
}

/* Nobody ever came again, and everybody always did: what was fitted stays finite and leans that way. */
static void
extremes_stay_finite(void)
{
	struct hazard never, always, nobody;

	for (size_t i = 0; i < PEOPLE; i++) {
		days_of[i][0] = (struct diary_day){ TODAY - 400, 1 };
		people[i] = (struct diary){ days_of[i], 1 };
	}
	hazard_fit(&never, people, PEOPLE, TODAY, 30);
	for (size_t i = 0; i < PEOPLE; i++) {
		for (int64_t d = 0; d < MOST_DAYS; d++)
			days_of[i][d] = (struct diary_day){ TODAY - MOST_DAYS + 1 + d, 1 };
		people[i].len = MOST_DAYS;
	}
	hazard_fit(&always, people, PEOPLE, TODAY, 30);
	hazard_fit(&nobody, NULL, 0, TODAY, 30);
	CHECK(nobody.rows == 0 && never.rows > 0 && always.rows > 0);
	for (size_t i = 0; i < HAZARD_TERMS; i++)
		CHECK(isfinite(never.b[i]) && isfinite(always.b[i]));
	CHECK(chance(&always, days_of[0], MOST_DAYS) > .9);
	CHECK(chance(&never, (struct diary_day[]){ { TODAY - 400, 1 } }, 1) < .05);
	CHECK(chance(&never, (struct diary_day[]){ { TODAY - 400, 1 } }, 1) < chance(&nobody, (struct diary_day[]){ { TODAY - 400, 1 } }, 1));
}

static bool
forecast_of(struct forecast f[HORIZONS], size_t n, double *expected)
{
	for (size_t i = 0; i < n * HORIZONS; i++)
		expected[i] = -7;
	return forecast_make(f, people, n, TODAY, horizons, HORIZONS, expected);
}

static void
parts_are_the_whole(void)
{
	static double expected[PEOPLE * HORIZONS];

	for (uint64_t seed = 1; seed < 4; seed++) {
		struct forecast f[HORIZONS];

		invent(PEOPLE, TODAY - 350 * (int64_t)seed, seed);
		CHECK(forecast_of(f, PEOPLE, expected));
		for (size_t k = 0; k < HORIZONS; k++) {
			double sum = 0;

			for (size_t i = 0; i < PEOPLE; i++) {
				CHECK(isfinite(expected[i * HORIZONS + k]) && expected[i * HORIZONS + k] >= 0);
				CHECK(k == 0 || expected[i * HORIZONS + k] > 0 || people[i].len == 0);
				sum += expected[i * HORIZONS + k];
			}
			CHECK_NEAR(sum, f[k].answers, 1e-9 * (1 + f[k].answers));
			CHECK(isfinite(f[k].answers) && f[k].answers > 0);
			CHECK(isnan(f[k].low) == isnan(f[k].high) && isnan(f[k].low) == (f[k].tried < 8));
			CHECK(isnan(f[k].low) || (f[k].low >= 0 && f[k].low <= f[k].answers && f[k].answers <= f[k].high));
			CHECK(isnan(f[k].newcomers) || f[k].newcomers >= 0);
		}
		CHECK(f[0].answers < f[1].answers && f[1].answers < f[2].answers);
	}
}

/* A steady force: a hundred people, each once in five days. What is told is what they did. */
static void
a_steady_force_goes_on(void)
{
	static double expected[PEOPLE * HORIZONS];
	struct forecast f[HORIZONS];

	for (size_t i = 0; i < 100; i++) {
		for (size_t d = 0; d < 140; d++)
			days_of[i][d] = (struct diary_day){ TODAY - 700 + 5 * (int64_t)d + (int64_t)(i % 5), 1 };
		people[i] = (struct diary){ days_of[i], 140 };
	}
	CHECK(forecast_of(f, 100, expected));
	for (size_t k = 0; k < HORIZONS; k++)
		CHECK_NEAR(f[k].answers / (20.0 * (double)horizons[k]), 1.0, .2);
	CHECK_NEAR(f[0].newcomers, 0.0, 0);
}

static void
twenty_are_the_least(void)
{
	static double expected[20 * HORIZONS];
	struct forecast f[HORIZONS];

	invent(20, TODAY - 500, 4);
	CHECK(!forecast_of(f, 0, expected));
	CHECK(!forecast_of(f, 19, expected));
	CHECK_NEAR(expected[0], -7.0, 0);	/* nothing was written */
	CHECK(forecast_of(f, 20, expected));
	people[7].len = 0;			/* of whom no day is known does not count */
	CHECK(!forecast_of(f, 20, expected));
	days_of[7][0] = (struct diary_day){ TODAY + 1, 1 };
	people[7].len = 1;			/* nor who comes tomorrow */
	CHECK(!forecast_of(f, 20, expected));
	days_of[7][0].day = TODAY;
	CHECK(forecast_of(f, 20, expected));
}

/* Who has been silent for years is not expected back. */
static void
all_silent_for_years(void)
{
	static double expected[PEOPLE * HORIZONS];
	struct forecast f[HORIZONS];
	double answers = 0;

	invent(PEOPLE, TODAY - 400, 5);
	for (size_t i = 0; i < PEOPLE; i++)
		for (size_t d = 0; d < people[i].len; d++) {
			days_of[i][d].day -= 5 * YEAR;
			answers += (double)days_of[i][d].n;
		}
	CHECK(forecast_of(f, PEOPLE, expected));
	for (size_t k = 0; k < HORIZONS; k++)
		if (!CHECK(isfinite(f[k].answers) && f[k].answers >= 0 && f[k].answers < answers * (double)horizons[k] / 400 / 4))
			printf("#   %g answers within %d days, of %g within 400 five years ago\n", f[k].answers, (int)horizons[k], answers);
}

static void
one_day_of_data(void)
{
	static double expected[PEOPLE * HORIZONS];
	struct forecast f[HORIZONS];

	for (size_t i = 0; i < PEOPLE; i++) {
		days_of[i][0] = (struct diary_day){ TODAY, 1 + i % 3 };
		people[i] = (struct diary){ days_of[i], 1 };
	}
	CHECK(forecast_of(f, PEOPLE, expected));
	for (size_t k = 0; k < HORIZONS; k++)
		CHECK(isfinite(f[k].answers) && f[k].answers >= 0 && f[k].tried == 0 && isnan(f[k].low) && isnan(f[k].high) && isnan(f[k].newcomers));
}

/* Days to come change nothing. */
static void
later_days_are_ignored(void)
{
	static double a[PEOPLE * HORIZONS], b[PEOPLE * HORIZONS];
	struct forecast f[HORIZONS], g[HORIZONS];

	invent(50, TODAY - 600, 6);
	CHECK(forecast_of(f, 50, a));
	for (size_t i = 0; i < 50; i++)
		if (people[i].len < MOST_DAYS)
			days_of[i][people[i].len++] = (struct diary_day){ 47117, 1000 };
	CHECK(forecast_of(g, 50, b));
	CHECK(memcmp(a, b, 50 * HORIZONS * sizeof *a) == 0);
	CHECK_NEAR(f[2].newcomers, g[2].newcomers, 0);
}

UNIT(
	{ "hazard: chances are chances, and rise with recent activity", chances_are_chances_and_rise_with_activity },
	{ "hazard: traits are of the days up to today", traits_are_of_days_up_to_today },
	{ "hazard: nobody comes again, everybody always does", extremes_stay_finite },
	{ "forecast: parts are the whole", parts_are_the_whole },
	{ "forecast: a steady force goes on", a_steady_force_goes_on },
	{ "forecast: 20 people are the least", twenty_are_the_least },
	{ "forecast: all silent for years", all_silent_for_years },
	{ "forecast: one day of data", one_day_of_data },
	{ "forecast: later days are ignored", later_days_are_ignored },
)
