/*
 * The hazard and the forecast against a reference written apart from them, in floating point by general optimisers; and what
 * holds of them whatever their coefficients are.
 */
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

static void
fit(struct hazard *h, const struct diary *of, size_t n, int64_t days)
{
	struct cohort rhythm;

	hazard_rhythm(&rhythm, of, n, TODAY);
	hazard_fit(h, &rhythm, of, n, TODAY, days);
}

static double
chance(const struct hazard *h, const struct diary_day *at, size_t len)
{
	struct hazard_traits t;

	CHECK(hazard_traits(&t, h, (struct diary){ at, len }, TODAY));
	return hazard_probability(h, &t);
}

/* Person i comes on each of these days. */
static void
comes_on(size_t i, const int64_t *on, size_t len)
{
	for (size_t k = 0; k < len; k++)
		days_of[i][k] = (struct diary_day){ on[k], 1 };
	people[i] = (struct diary){ days_of[i], len };
}

static void
comes_every(size_t i, int64_t from, int64_t step, size_t len)
{
	for (size_t k = 0; k < len; k++)
		days_of[i][k] = (struct diary_day){ from + step * (int64_t)k, 1 };
	people[i] = (struct diary){ days_of[i], len };
}

#define COMES_ON(i, ...) comes_on(i, (const int64_t[]){ __VA_ARGS__ }, sizeof (int64_t[]){ __VA_ARGS__ } / sizeof(int64_t))

static void
check_reference(size_t n, size_t rows, const double b[HAZARD_TERMS], const double *chances)
{
	struct hazard h;

	fit(&h, people, n, 90);
	CHECK(h.rows == rows);
	for (size_t i = 0; i < HAZARD_TERMS; i++)
		CHECK_NEAR(h.b[i], b[i], 2e-9);
	for (size_t i = 0; i < n; i++)
		if (!CHECK(fabs(chance(&h, people[i].at, people[i].len) - chances[i]) < 2e-9))
			printf("#   person %zu\n", i);
}

/* Weekly, now and then, once, every other day until half a year ago ... */
static void
nine_people_are_as_in_the_reference(void)
{
	const double b[] = { -0.282440205, 0.086890557, -0.356262773, 0.109009294, 0.290042975, -0.676021200, 0.570462303 };
	const double chances[] = { .976542319, .571863048, .328096449, .336155437, .086183529, .660813320, .969253655, .294908980, .329063137 };

	comes_every(0, 19600, 7, 58);
	COMES_ON(1, 19610, 19800, 19965);
	COMES_ON(2, 19900);
	COMES_ON(3, 19997);
	comes_every(4, 19620, 2, 100);
	COMES_ON(5, 19750, 19751, 19880, 19980, 19999);
	COMES_ON(6, 19606, 19625, 19649, 19654, 19686, 19702, 19709, 19710, 19714, 19719, 19734, 19739, 19775, 19780, 19789, 19790, 19799,
	    19803, 19813, 19819, 19828, 19830, 19850, 19879, 19880, 19885, 19903, 19907, 19910, 19912, 19915, 19920, 19926, 19927,
	    19941, 19942, 19984, 19993, 19996, 19998);
	COMES_ON(7, 19700);
	COMES_ON(8, 20000);
	check_reference(9, 55, b, chances);
}

/* Forty days of history tell of 20 days; of what they tell, 20/90 counts at 90 days. */
static void
a_short_history_is_as_in_the_reference(void)
{
	const double b[] = { -0.088930528, -0.249612471, 0.062740947, 0.216500280, 0.428686692, -0.256680448, 0.399828590 };
	const double chances[] = { .833550368, .185375112, .524974465, .264719748 };

	COMES_ON(0, 19961, 19970, 19978, 19990, 19998);
	COMES_ON(1, 19965);
	COMES_ON(2, 19962, 19995);
	COMES_ON(3, 19988);
	check_reference(4, 3, b, chances);
}

/* Fewer than fourteen days: b is the prior at 30 days as it stands. */
static void
a_very_short_history_is_the_prior(void)
{
	const double b[] = { -0.230, -0.354, 0.082, 0.040, 0.374, -0.342, 0.458 };
	struct hazard h;

	COMES_ON(0, 19991, 19999);
	COMES_ON(1, 19996);
	fit(&h, people, 2, 30);
	CHECK(h.rows == 0 && memcmp(h.b, b, sizeof b) == 0);
	CHECK_NEAR(chance(&h, people[0].at, 2), .4281965, 1e-6);
	CHECK_NEAR(chance(&h, people[1].at, 1), .1635996, 1e-6);
}

/* ln odds of at most 3 where the rhythm says -8, of a quarter less for each that it says less, but never of less than -2. */
static void
a_broken_rhythm_caps_hope(void)
{
	static const struct {
		double rhythm, sum, capped;
	} of[] = {
		{ 5, 9, 9 }, { -8, 9, 9 }, { -8.0001, 9, 2.999975 }, { -12, 9, 2 }, { -12, 1.5, 1.5 }, { -28, 9, -2 }, { -57, 9, -2 },
		{ -1e6, 9, -2 }, { -57, -4, -4 },
	};

	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		CHECK_NEAR(hazard_capped(&(struct hazard_traits){ .rhythm = of[i].rhythm }, of[i].sum), of[i].capped, 1e-12);
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
	/* By the prior; a community may teach that people come at regular distances, so that silence speaks for them. */
	CHECK(h->rows > 0 || chance(h, again, 2) > chance(h, once, 1));
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
		int64_t from = seed == 0 ? TODAY - 12 : seed == 1 ? TODAY - 13 : TODAY - 300 * (int64_t)seed;	/* the first has too little history */

		invent(PEOPLE, from, seed);
		days_of[0][0].day = from;
		for (int64_t days = 1; days < 3650; days *= 3) {
			struct hazard h;

			fit(&h, people, PEOPLE, days);
			CHECK((h.rows == 0) == (seed == 0));	/* half of 13 days is less than a week */
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
	struct hazard h, same;

	fit(&h, &(struct diary){ later, 4 }, 1, 90);
	fit(&same, &(struct diary){ later, 2 }, 1, 90);
	CHECK(memcmp(&h, &same, sizeof h) == 0);
	CHECK(!hazard_traits(&a, &h, (struct diary){ NULL, 0 }, TODAY));
	CHECK(!hazard_traits(&a, &h, (struct diary){ later + 2, 2 }, TODAY));
	CHECK(hazard_traits(&a, &h, (struct diary){ later, 4 }, TODAY) && hazard_traits(&b, &h, (struct diary){ later, 2 }, TODAY));
	CHECK(memcmp(&a, &b, sizeof a) == 0);
	CHECK_NEAR(a.x[0], 1.0, 0);
	CHECK_NEAR(a.x[1], 0.0, 1e-12);			/* ln(1 + 0 days) */
	CHECK_NEAR(a.x[2], log(.05 + 1 + pow(2, -5.0 / 30)), 1e-9);
	CHECK_NEAR(a.x[3], log(2), 1e-12);
	CHECK_NEAR(a.x[4], log(.05 + 1 + pow(2, -5.0 / 365)), 1e-9);
	CHECK(a.x[5] < .5);				/* not once only */
	CHECK_NEAR(a.x[6], a.rhythm, 0);
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
	fit(&never, people, PEOPLE, 30);
	for (size_t i = 0; i < PEOPLE; i++) {
		for (int64_t d = 0; d < MOST_DAYS; d++)
			days_of[i][d] = (struct diary_day){ TODAY - MOST_DAYS + 1 + d, 1 };
		people[i].len = MOST_DAYS;
	}
	fit(&always, people, PEOPLE, 30);
	fit(&nobody, NULL, 0, 30);
	CHECK(nobody.rows == 0 && never.rows > 0 && always.rows > 0);
	for (size_t i = 0; i < HAZARD_TERMS; i++)
		CHECK(isfinite(never.b[i]) && isfinite(always.b[i]));
	CHECK(chance(&always, days_of[0], MOST_DAYS) > .9);
	CHECK(chance(&never, (struct diary_day[]){ { TODAY - 400, 1 } }, 1) < .05);
	CHECK(chance(&never, (struct diary_day[]){ { TODAY - 400, 1 } }, 1) < chance(&nobody, (struct diary_day[]){ { TODAY - 400, 1 } }, 1));
}

static enum forecast_verdict
forecast_of(struct forecast f[HORIZONS], size_t n)
{
	for (size_t k = 0; k < HORIZONS; k++)
		f[k].answers = -7;
	return forecast_make(f, people, n, TODAY, horizons, HORIZONS);
}

/*
 * Person i begins on day 20 i, answers every few days, one, two or three times, and stops; every fourth is seen once. drop: of
 * every second no day from this one on.
 */
static void
invent_by_rule(int64_t n, int64_t end, int64_t drop)
{
	for (int64_t i = 0; i < n; i++) {
		int64_t stop = 20 * i + 40 + i * i * 37 % 700, k = 0;
		struct diary_day *at = days_of[i];
		size_t len = 0;

		for (int64_t day = 20 * i; day <= end && day <= stop && (k == 0 || i % 4 != 3); day += 2 + i % 9 + k * k % 5) {
			if (i % 2 == 0 || day < drop)
				at[len++] = (struct diary_day){ TODAY - end + day, 1 + (uint64_t)((i + k) % 3) };
			k++;
		}
		if (len == 0)
			at[len++] = (struct diary_day){ TODAY - end + 20 * i, 1 };
		people[i] = (struct diary){ at, len };
	}
}

static void
check_forecast(const struct forecast *f, double answers, double low, double high, double newcomers, double total_low, double total_high)
{
	CHECK_NEAR(f->answers / answers, 1.0, 1e-6);
	CHECK_NEAR(f->newcomers, newcomers, 1e-12);
	CHECK_NEAR(f->low, low, 0);
	CHECK_NEAR(f->high, high, 0);
	CHECK_NEAR(f->total_low, total_low, 0);
	CHECK_NEAR(f->total_high, total_high, 0);
	CHECK(f->tried == 12);
}

static void
forecasts_are_as_in_the_reference(void)
{
	struct forecast f[HORIZONS];

	invent_by_rule(40, 800, 1000);
	CHECK(forecast_of(f, 40) == FORECAST_MADE);
	check_forecast(&f[0], 104.14511923871117, 95, 114, 2, 97, 116);
	check_forecast(&f[1], 297.22532549186275, 253, 349, 67, 318, 416);
	check_forecast(&f[2], 559.9453390142996, 432, 725, 440 / 3.0, 571, 875);
	invent_by_rule(36, 900, 500);	/* the last year is less than .8 of the one before, and fitted alone */
	CHECK(forecast_of(f, 36) == FORECAST_MADE);
	check_forecast(&f[0], 29.00195971712355, 25, 34, 0, 24, 34);
	check_forecast(&f[1], 85.67794654030848, 65, 112, 0, 62, 118);
	check_forecast(&f[2], 169.26087701321364, 111, 257, 131 / 3.0, 129, 351);
}

static bool
is_whole(double x)
{
	return !(x < floor(x)) && !(x > floor(x));
}

static void
figures_are_in_order(void)
{
	for (uint64_t seed = 1; seed < 4; seed++) {
		struct forecast f[HORIZONS];

		invent(PEOPLE, TODAY - 350 * (int64_t)seed, seed);
		CHECK(forecast_of(f, PEOPLE) == FORECAST_MADE);
		for (size_t k = 0; k < HORIZONS; k++) {
			CHECK(isfinite(f[k].answers) && f[k].answers > 0);
			CHECK(isnan(f[k].low) == isnan(f[k].high) && isnan(f[k].low) == (f[k].tried < 8));
			CHECK(isnan(f[k].low) || (f[k].low >= 0 && f[k].low <= f[k].answers && f[k].answers <= f[k].high));
			CHECK(isnan(f[k].low) || (is_whole(f[k].low) && is_whole(f[k].high)));
			CHECK(isnan(f[k].newcomers) || f[k].newcomers >= 0);
			CHECK(isnan(f[k].total_low) == isnan(f[k].total_high) && (!isnan(f[k].total_low) || seed == 1));
			if (!isnan(f[k].total_low)) {
				CHECK(!isnan(f[k].low) && is_whole(f[k].total_low) && is_whole(f[k].total_high) && f[k].total_low >= 0);
				CHECK(f[k].total_low <= f[k].answers + f[k].newcomers && f[k].answers + f[k].newcomers <= f[k].total_high);
			}
		}
		CHECK(f[0].answers < f[1].answers && f[1].answers < f[2].answers);
	}
}

/* A steady force: a hundred people, each once in five days. What is told is what they did. */
static void
a_steady_force_goes_on(void)
{
	struct forecast f[HORIZONS];

	for (size_t i = 0; i < 100; i++) {
		for (size_t d = 0; d < 140; d++)
			days_of[i][d] = (struct diary_day){ TODAY - 700 + 5 * (int64_t)d + (int64_t)(i % 5), 1 };
		people[i] = (struct diary){ days_of[i], 140 };
	}
	CHECK(forecast_of(f, 100) == FORECAST_MADE);
	for (size_t k = 0; k < HORIZONS; k++)
		CHECK_NEAR(f[k].answers / (20.0 * (double)horizons[k]), 1.0, .2);
	CHECK_NEAR(f[0].newcomers, 0.0, 0);
}

static void
twenty_are_the_least(void)
{
	struct forecast f[HORIZONS];

	invent(20, TODAY - 500, 4);
	CHECK(forecast_of(f, 0) == FORECAST_FEW_PEOPLE);
	CHECK(forecast_of(f, 19) == FORECAST_FEW_PEOPLE);
	CHECK_NEAR(f[0].answers, -7.0, 0);	/* nothing was written */
	CHECK(forecast_of(f, 20) == FORECAST_MADE);
	people[7].len = 0;			/* of whom no day is known does not count */
	CHECK(forecast_of(f, 20) == FORECAST_FEW_PEOPLE);
	days_of[7][0] = (struct diary_day){ TODAY + 1, 1 };
	people[7].len = 1;			/* nor who comes tomorrow */
	CHECK(forecast_of(f, 20) == FORECAST_FEW_PEOPLE);
	days_of[7][0].day = TODAY;
	CHECK(forecast_of(f, 20) == FORECAST_MADE);
}

static void
sixty_days_are_the_least(void)
{
	struct forecast f[HORIZONS];

	invent(PEOPLE, TODAY - 50, 7);
	for (int64_t age = 0; age < 100; age++) {
		if (age > 0 && age <= 50)	/* some came that early */
			continue;
		if (age > 50)
			days_of[0][0].day = TODAY - age;
		else
			for (size_t i = 0; i < PEOPLE; i++)
				comes_every(i, TODAY, 1, 1);
		CHECK(forecast_of(f, PEOPLE) == (age < FORECAST_AGE ? FORECAST_YOUNG : FORECAST_MADE));
		CHECK((age < FORECAST_AGE) == (f[0].answers < 0));	/* nothing was written */
		CHECK(age < FORECAST_AGE || (f[0].tried == 0 && isnan(f[0].low) && isnan(f[0].total_low) && isnan(f[2].newcomers) &&
		    f[0].newcomers >= 0));
	}
}

/* Who has been silent for years is not expected back. */
static void
all_silent_for_years(void)
{
	struct forecast f[HORIZONS];
	double answers = 0;

	invent(PEOPLE, TODAY - 400, 5);
	for (size_t i = 0; i < PEOPLE; i++)
		for (size_t d = 0; d < people[i].len; d++) {
			days_of[i][d].day -= 5 * YEAR;
			answers += (double)days_of[i][d].n;
		}
	CHECK(forecast_of(f, PEOPLE) == FORECAST_MADE);
	for (size_t k = 0; k < HORIZONS; k++)
		if (!CHECK(isfinite(f[k].answers) && f[k].answers >= 0 && f[k].answers < answers * (double)horizons[k] / 400 / 4))
			printf("#   %g answers within %d days, of %g within 400 five years ago\n", f[k].answers, (int)horizons[k], answers);
}

/* Days to come change nothing. */
static void
later_days_are_ignored(void)
{
	struct forecast f[HORIZONS], g[HORIZONS];

	invent(50, TODAY - 600, 6);
	CHECK(forecast_of(f, 50) == FORECAST_MADE);
	for (size_t i = 0; i < 50; i++)
		if (people[i].len < MOST_DAYS)
			days_of[i][people[i].len++] = (struct diary_day){ 47117, 1000 };
	CHECK(forecast_of(g, 50) == FORECAST_MADE);
	for (size_t k = 0; k < HORIZONS; k++) {
		CHECK_NEAR(f[k].answers, g[k].answers, 0);
		CHECK_NEAR(f[k].newcomers, g[k].newcomers, 0);
		CHECK_NEAR(f[k].total_high, g[k].total_high, 0);
	}
}

UNIT(
	{ "hazard: nine people are as in the reference", nine_people_are_as_in_the_reference },
	{ "hazard: a short history is as in the reference", a_short_history_is_as_in_the_reference },
	{ "hazard: a very short history is the prior", a_very_short_history_is_the_prior },
	{ "hazard: a broken rhythm caps hope", a_broken_rhythm_caps_hope },
	{ "hazard: chances are chances, and rise with recent activity", chances_are_chances_and_rise_with_activity },
	{ "hazard: traits are of the days up to today", traits_are_of_days_up_to_today },
	{ "hazard: nobody comes again, everybody always does", extremes_stay_finite },
	{ "forecast: a steady force and one with a sharp drop are as in the reference", forecasts_are_as_in_the_reference },
	{ "forecast: figures are in order, intervals whole", figures_are_in_order },
	{ "forecast: a steady force goes on", a_steady_force_goes_on },
	{ "forecast: 20 people are the least", twenty_are_the_least },
	{ "forecast: 60 days are the least", sixty_days_are_the_least },
	{ "forecast: all silent for years", all_silent_for_years },
	{ "forecast: later days are ignored", later_days_are_ignored },
)
