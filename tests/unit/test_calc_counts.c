/* Small counts: ladder, suppress, survival. */
#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/calc/ladder.h"
#include "../../src/calc/suppress.h"
#include "../../src/calc/survival.h"

#include <math.h>

enum { MINUTE = 60000 };

static void
times_stand_on_their_rung(void)
{
	struct ladder l = {0};

	ladder_add(&l, -5);			/* up to a minute: 4 */
	ladder_add(&l, INT64_MIN);
	ladder_add(&l, 0);
	ladder_add(&l, MINUTE);
	ladder_add(&l, MINUTE + 1);		/* up to 2 */
	ladder_add(&l, INT64_C(80640) * MINUTE);	/* the last: 8 weeks, and what is longer: 3 */
	ladder_add(&l, INT64_C(80640) * MINUTE + 1);
	ladder_add(&l, INT64_MAX);
	CHECK(l.n[0] == 4 && l.n[1] == 1 && l.n[LADDER_RUNGS - 1] == 3);
	for (size_t i = 2; i + 1 < LADDER_RUNGS; i++)
		CHECK(l.n[i] == 0);
}

/* All between 30 minutes and an hour: in the middle of the rung; by hand for two rungs, too. */
static void
medians_are_interpolated(void)
{
	struct ladder l = {0};

	CHECK(isnan(ladder_median(&l)));
	for (int i = 0; i < 10; i++)
		ladder_add(&l, 45 * MINUTE);
	CHECK_NEAR(ladder_median(&l), 45.0, 1e-12);
	for (int i = 0; i < 20; i++)
		ladder_add(&l, 90 * MINUTE);	/* 30 altogether: the 15th is the 5th of 20 between 60 and 120 */
	CHECK_NEAR(ladder_median(&l), 60 + 60 * 5.0 / 20, 1e-12);
	l = (struct ladder){0};
	ladder_add(&l, 0);
	CHECK_NEAR(ladder_median(&l), .5, 1e-12);
	l = (struct ladder){0};
	ladder_add(&l, INT64_MAX);
	CHECK_NEAR(ladder_median(&l), 60480.0, 1e-9);
}

/* Two rungs as much: the median is the step between them. */
static void
an_even_count_has_its_median_between(void)
{
	struct ladder l = {0};

	ladder_add(&l, 2 * MINUTE);
	ladder_add(&l, 100 * MINUTE);
	CHECK_NEAR(ladder_median(&l), 2.0, 1e-12);
}

static void
ladders_of_parts_add_up(void)
{
	struct ladder whole = {0}, part[3] = { { { 0 } } }, sum = {0};
	struct rng r;

	rng_seed(&r, 3);
	for (int i = 0; i < 1000; i++) {
		int64_t ms = (int64_t)(rng_next(&r) >> (20 + rng_below(&r, 40)));

		ladder_add(&whole, ms);
		ladder_add(&part[rng_below(&r, 3)], ms);
	}
	for (int i = 0; i < 3; i++)
		ladder_merge(&sum, &part[i]);
	CHECK(memcmp(&sum, &whole, sizeof sum) == 0);
}

static void
ladders_stop_at_the_top(void)
{
	struct ladder a = {0}, b = {0};

	a.n[0] = b.n[0] = UINT32_MAX;
	a.n[1] = UINT32_MAX - 1;
	b.n[1] = 1;
	ladder_add(&a, 0);
	CHECK(a.n[0] == UINT32_MAX);
	ladder_merge(&a, &b);
	CHECK(a.n[0] == UINT32_MAX && a.n[1] == UINT32_MAX);
	CHECK_NEAR(ladder_median(&a), 1.0, 1e-9);
}

/* "5 0 3": which are hidden, a letter each: h, or - where shown. */
static const char *
hidden_of(const uint64_t *people, size_t n)
{
	static char out[64];
	bool hidden[64];

	suppress_cells(people, n, hidden);
	for (size_t i = 0; i < n; i++)
		out[i] = hidden[i] ? 'h' : '-';
	out[n] = '\0';
	return out;
}

#define HIDDEN(...) hidden_of((const uint64_t[]){ __VA_ARGS__ }, sizeof((const uint64_t[]){ __VA_ARGS__ }) / sizeof(uint64_t))

static void
few_people_are_hidden_and_one_more(void)
{
	CHECK_TEXT(HIDDEN(5, 9, 100), "---");
	CHECK_TEXT(HIDDEN(4, 9, 100), "hh-");		/* alone: the total gives it away */
	CHECK_TEXT(HIDDEN(100, 9, 4, 9), "-hh-");	/* the smallest of the others, the first of equals */
	CHECK_TEXT(HIDDEN(1, 1, 9, 30), "hhh-");	/* two together are still a few */
	CHECK_TEXT(HIDDEN(3, 2, 9, 30), "hh--");	/* five together */
	CHECK_TEXT(HIDDEN(0, 3, 0, 7, 8, 0), "-h-h--");	/* empty groups tell of nobody */
	CHECK_TEXT(HIDDEN(0, 0), "--");
	CHECK_TEXT(HIDDEN(3), "h");
	CHECK_TEXT(HIDDEN(3, 0), "h-");
	CHECK_TEXT(HIDDEN(1, 1, 1), "hhh");
	CHECK_TEXT(hidden_of(NULL, 0), "");
}

/* Nothing shown tells of few: neither a shown group nor, given the total, those hidden together. */
static void
nothing_shown_tells_of_few(void)
{
	struct rng r;

	rng_seed(&r, 6);
	for (int round = 0; round < 2000; round++) {
		uint64_t people[12], together = 0;
		size_t n = 1 + rng_below(&r, 12), groups = 0, shown = 0;
		bool hidden[12];

		for (size_t i = 0; i < n; i++)
			people[i] = rng_below(&r, 2) ? rng_below(&r, 7) : rng_below(&r, 60);
		suppress_cells(people, n, hidden);
		for (size_t i = 0; i < n; i++) {
			CHECK(!hidden[i] || people[i] > 0);
			CHECK(hidden[i] || people[i] == 0 || people[i] >= SUPPRESS_LEAST);
			together += hidden[i] ? people[i] : 0;
			groups += hidden[i];
			shown += !hidden[i] && people[i] > 0;
		}
		CHECK(groups == 0 || shown == 0 || (groups >= 2 && together >= SUPPRESS_LEAST));
	}
}

static void
who_stayed_and_who_was_asked(void)
{
	struct survival s = {0};

	survival_add(&s, 1000, 1000, 1029);	/* too young to be asked about */
	CHECK(s.people == 1 && s.asked[0] == 0);
	survival_add(&s, 1000, 1000, 1030);	/* asked at 30 days: gone */
	CHECK(s.asked[0] == 1 && s.stayed[0] == 0 && s.asked[1] == 0);
	survival_add(&s, 1000, 1030, 1030);	/* came on the day itself */
	CHECK(s.asked[0] == 2 && s.stayed[0] == 1);
	survival_add(&s, 1000, 1364, 3000);	/* stayed for 364 days */
	CHECK(s.people == 4);
	CHECK(s.asked[0] == 3 && s.asked[1] == 1 && s.asked[2] == 1 && s.asked[3] == 1);
	CHECK(s.stayed[0] == 2 && s.stayed[1] == 1 && s.stayed[2] == 1 && s.stayed[3] == 0);
	survival_add(&s, 1000, 1365, 3000);
	CHECK(s.asked[3] == 2 && s.stayed[3] == 1);
}

UNIT(
	{ "ladder: times stand on their rung", times_stand_on_their_rung },
	{ "ladder: medians are interpolated", medians_are_interpolated },
	{ "ladder: an even count has its median between", an_even_count_has_its_median_between },
	{ "ladder: ladders of parts add up", ladders_of_parts_add_up },
	{ "ladder: counts stop at the top", ladders_stop_at_the_top },
	{ "suppress: few people are hidden, and one more", few_people_are_hidden_and_one_more },
	{ "suppress: nothing shown tells of few", nothing_shown_tells_of_few },
	{ "survival: who stayed, and who was asked", who_stayed_and_who_was_asked },
)
