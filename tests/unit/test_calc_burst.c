#include "unit.h"

#include "../../src/base/hash.h"
#include "../../src/base/vec.h"
#include "../../src/calc/burst.h"
#include "../../src/calc/firsts.h"

#include <math.h>

enum { FIRST = 20000, DAYS = 120 };

/* Worked out with mpmath to forty digits: count, mean, variance, ln of the chance of so many or more. */
static const double tails[][4] = {
	{ 1, 2, 20000, -6.2976873647856436 },
	{ 3, 0.5, 0.6, -3.6936963632671159 },
	{ 2, 0.001, 5, -13.407529761198405 },
	{ 10, 2, 2, -9.9760996437060604 },		/* Poisson from here ... */
	{ 200, 100, 100, -41.514473304592573 },
	{ 50, 100, 100, -1.1784500790416652e-8 },
	{ 1005000, 1e6, 1e6, -15.041717366658769 },	/* ... to here */
	{ 10, 2, 3.1, -6.2318218584646435 },
	{ 20, 25, 60, -0.288492795434053 },
	{ 100, 10, 15, -67.521304686234776 },
	{ 5000, 10, 15, -5378.238642013505 },		/* 1e-2335 */
	{ 1010000, 1e6, 3e6, -19.273425338409242 },
	{ 2000000, 1e6, 5e6, -63781.334394058779 },
	{ 1000000, 1e6, 1e9, -0.70157627422108142 },
	{ 400, 300, 300.0003, -17.62918733778774 },	/* nearly Poisson, where Gamma functions would cancel */
};

static void
tails_are_right(void)
{
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		double want = tails[i][3], got = burst_ln_tail(tails[i][0], tails[i][1], tails[i][2]);

		CHECK_NEAR(got / want, 1, 1e-11);
	}
	CHECK_NEAR(burst_ln_tail(0, 5, 9), 0, 0);
	CHECK(burst_ln_tail(1e9, 1e-3, 1) < -1e6);
	CHECK(burst_ln_tail(3e6, 1e6, 1e12) > -4);		/* nearly exponential: e^-3 */
}

/* More is less likely, and a little more variance moves little: no seam where one method takes over from another. */
static void
tails_have_no_seams(void)
{
	for (double mean = 0.1; mean < 2000; mean *= 3)
		for (double v = mean; v < 9 * mean; v *= 1.5)
			for (double k = 1, before = 0; k < 3 * mean + 20; k += 1 + floor(k / 9)) {
				double ln = burst_ln_tail(k, mean, v);

				CHECK(ln < before || ln > -1e-15);	/* all but certain */
				CHECK_NEAR(burst_ln_tail(k, mean, v * (1 + 1e-9)), ln, 1e-10 - 1e-5 * ln);
				before = ln;
			}
}

static void
fill(double *counts, double n)
{
	for (int i = 0; i < BURST_SPAN; i++)
		counts[i] = n;
}

/* Seven weekdays of 10, one of them doubled in all eight weeks: S = 160, m = 80 / 7; by hand. */
static void
weekdays_are_shrunk(void)
{
	double counts[BURST_SPAN], m = 80.0 / 7;
	struct burst_usual u;

	for (int i = 0; i < BURST_SPAN; i++)
		counts[i] = i % 7 == 2 ? 20 : 10;
	u = burst_learn(counts);
	CHECK_NEAR(u.weekday[2], (160 + 4 * m) / (12 * m), 1e-12);	/* 1.5 */
	CHECK_NEAR(u.weekday[0], (80 + 4 * m) / (12 * m), 1e-12);	/* .9167 */
	CHECK_NEAR(u.weekday[2] + 6 * u.weekday[0], 7, 1e-12);
}

/* 27 days of 10 and one of 1000: what is more than the others' measure is cut, and no more than 1.15 of it given back. */
static void
level_is_cut(void)
{
	double counts[BURST_SPAN];
	struct burst_usual u;

	fill(counts, 10);
	counts[40] = 1000;
	u = burst_learn(counts);
	CHECK_NEAR(u.weekday[40 % 7], (1070 + 4 * 1550.0 / 56) / (12 * 1550.0 / 56), 1e-12);
	CHECK(u.level > 10 * 1.15 / u.weekday[0] * .9 && u.level < 10 * 1.15 / u.weekday[0]);
	fill(counts, 10);
	CHECK_NEAR(burst_learn(counts).level, 10, 1e-12);
	CHECK_NEAR(burst_learn(counts).dispersion, 1, 0);
	fill(counts, 0);
	u = burst_learn(counts);
	CHECK_NEAR(u.level, .5 / 28, 1e-15);
	CHECK_NEAR(u.weekday[3], 1, 1e-15);
	counts[30] = 28 * 56;					/* nothing but one day: cut away */
	u = burst_learn(counts);
	CHECK_NEAR(u.level, .5 / 28, 1e-15);
}

/* 5 and 15 in turn: every day strays by 5 from about 10; 53 of 56 count: 1.25 * 53 * 25/10 / 45.2. */
static void
dispersion_is_of_the_calmer_days(void)
{
	double counts[BURST_SPAN];

	for (int i = 0; i < BURST_SPAN; i++)
		counts[i] = i % 2 == 0 ? 5 : 15;
	CHECK_NEAR(burst_learn(counts).dispersion, 1.25 * 53 * 2.5 / 45.2, 1e-9);
	counts[20] = counts[34] = 5000;				/* changes the pattern of the week only */
	CHECK(burst_learn(counts).dispersion < 1000);
}

/* An empty history: level 1/56; 3 today. M = 1/56, V = M + M^2 / .5. */
static void
scan_by_hand(void)
{
	double counts[BURST_SPAN];
	struct burst b;

	fill(counts, 0);
	counts[BURST_SPAN - 1] = 3;
	b = burst_scan(counts);
	CHECK(b.known && b.alarm && b.window == 1);
	CHECK_NEAR(b.actual, 3, 0);
	CHECK_NEAR(b.expected, .5 / 28, 1e-15);
	CHECK_NEAR(b.score, -burst_ln_tail(3, .5 / 28, .5 / 28 * (1 + 1.0 / 28)) / log(10), 1e-12);
	counts[BURST_SPAN - 1] = 1;
	CHECK(!burst_scan(counts).alarm);
}

/* A diary of so many days, the counts given by a function of the day's place. */
struct days {
	VEC(struct diary_day) of;
};

static struct diary
keep(struct days *d, const double *counts, int n)
{
	d->of.len = 0;
	for (int i = 0; i < n; i++)
		if (counts[i] > 0)
			vec_push(&d->of, ((struct diary_day){ FIRST + i, (uint64_t)counts[i] }));
	return (struct diary){ d->of.at, d->of.len };
}

static void
what_is_usual_never_alarms(void)
{
	static const double week[7] = { 14, 13, 12, 12, 11, 3, 2 };
	static const double levels[] = { 0, 1, 2, 10, 1000, 1e6 };
	double counts[DAYS];
	struct days d = {0};

	for (size_t l = 0; l <= sizeof levels / sizeof *levels; l++) {
		for (int i = 0; i < DAYS; i++)
			counts[i] = l < sizeof levels / sizeof *levels ? levels[l] : week[i % 7];
		keep(&d, counts, DAYS);
		for (int i = 0; i < DAYS; i++) {
			struct burst b = burst_on((struct diary){ d.of.at, d.of.len }, FIRST, FIRST + i);

			CHECK(b.known == (i + 1 >= BURST_NEEDS));
			CHECK(!b.alarm && b.score < 1);
		}
	}
	vec_free(&d.of);
}

static void
a_step_has_its_first_day(void)
{
	static const int wiggle[5] = { 0, 2, -1, 1, -2 };
	double counts[DAYS];
	struct days d = {0};
	struct diary all;
	struct burst b;
	int i;

	for (i = 0; i < DAYS; i++)
		counts[i] = (i >= 90 ? 24 : 10) + wiggle[i % 5];
	all = keep(&d, counts, DAYS);
	CHECK(!burst_on(all, FIRST, FIRST + 89).alarm);
	for (i = 91; i < 96; i++) {
		b = burst_on(all, FIRST, FIRST + i);
		CHECK(b.alarm && b.since == FIRST + 90);
	}
	CHECK(b.window == 6 && b.actual > 140 && b.expected > 50 && b.expected < 70);
	CHECK(!burst_on(all, FIRST, FIRST + DAYS - 1).alarm);	/* by then it is usual */
	CHECK(!burst_on(all, FIRST + 50, FIRST + 95).known);
	vec_free(&d.of);
}

/* The series is one day; what follows it in the diary, or came before what is looked at, does not matter. */
static void
other_days_do_not_matter(void)
{
	struct diary_day at[] = { { FIRST - 5000, 900 }, { FIRST, 1 }, { FIRST + 100, 9 }, { FIRST + 101, 700 } };
	struct burst with = burst_on((struct diary){ at, 4 }, FIRST, FIRST + 100);
	struct burst without = burst_on((struct diary){ at + 2, 1 }, FIRST, FIRST + 100);

	CHECK(with.alarm && with.since == FIRST + 100 && with.window == 1);
	CHECK_NEAR(with.score, without.score, 0);
	CHECK(!burst_on((struct diary){ NULL, 0 }, FIRST, FIRST + 100).alarm);
	CHECK(burst_on((struct diary){ NULL, 0 }, FIRST, FIRST + 100).known);
}

/* Whatever the order, never later than they were; and of half a million things nearly all are right. */
static void
firsts_are_never_too_late(void)
{
	enum { THINGS = 500000 };
	struct firsts f = {0};
	size_t early = 0;

	CHECK(firsts_day(&f, 7) == INT64_MAX);
	for (uint64_t i = 0; i < 2 * THINGS; i++) {
		uint64_t thing = i % THINGS;

		firsts_see(&f, hash64(&thing, sizeof thing), FIRST + (int64_t)(thing % 1000) + (i < THINGS ? 3 : 0));
	}
	for (uint64_t thing = 0; thing < THINGS; thing++) {
		int64_t day = firsts_day(&f, hash64(&thing, sizeof thing)), want = FIRST + (int64_t)(thing % 1000);

		if (day > want)
			CHECK(day <= want);
		early += day < want;
	}
	CHECK(early < THINGS / 1000);
	firsts_see(&f, 1, -5);
	firsts_see(&f, UINT64_C(1) << 63, 1000000);
	CHECK(firsts_day(&f, 1) == 0);
	CHECK(firsts_day(&f, UINT64_C(1) << 63) <= 65534);
	firsts_free(&f);
}

UNIT({ "tails against known values", tails_are_right }, { "tails have no seams", tails_have_no_seams },
    { "weekdays are shrunk", weekdays_are_shrunk }, { "single high days are cut from the level", level_is_cut },
    { "dispersion is of the calmer days", dispersion_is_of_the_calmer_days }, { "a scan by hand", scan_by_hand },
    { "what is usual never alarms; short histories say so", what_is_usual_never_alarms },
    { "a step has its first day", a_step_has_its_first_day }, { "other days do not matter", other_days_do_not_matter },
    { "first days are never too late", firsts_are_never_too_late })
