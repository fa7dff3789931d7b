#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/calc/today.h"

#include <stdlib.h>

enum { DAYS = 4000, YEAR = 365 };

static struct diary_day seen[DAYS];

/* n a day on each of so many days from first on, behind the len that are there already. How many there are then. */
static size_t
daily(size_t len, int64_t first, size_t days, uint64_t n)
{
	for (size_t i = 0; i < days; i++)
		seen[len + i] = (struct diary_day){ first + (int64_t)i, n };
	return len + days;
}

static int64_t
today(size_t len)
{
	return seen[today_find((struct diary){ seen, len }).last].day;
}

static int64_t
begin(size_t len)
{
	return seen[today_find((struct diary){ seen, len }).first].day;
}

static void
data_end_on_their_last_day(void)
{
	CHECK(today(daily(0, 20000, 1, 1)) == 20000);
	CHECK(today(daily(0, 20000, 1, 1000000)) == 20000);
	CHECK(today(daily(0, 20000, 400, 5)) == 20399);
	CHECK(today(daily(0, -3, 2, 1)) == -2);			/* 1969 */
	CHECK(today(daily(daily(0, 0, 1, 1), 40, 1, 1)) == 40);	/* two moments: none is less than the other */
}

/* 2,000 moments until day 20199; the year 2099 begins on day 47117. */
static void
one_wrong_clock_is_found(void)
{
	size_t len = daily(0, 20000, 200, 10);

	CHECK(today(daily(len, 47117, 1, 1)) == 20199);
	CHECK(today(daily(len, 2932896, 1, 1)) == 20199);	/* the last day of 9999 */
	CHECK(today(daily(len, 20230, 1, 1)) == 20199);		/* a gap of 31 days */
	CHECK(today(daily(len, 20229, 1, 1)) == 20229);		/* one of 30 is none */
	CHECK(today(daily(len, 20230, 1, 3)) == 20230);		/* 3 of 2003 are more than one in a thousand */
}

/* Each goes ahead by itself, each in a year of its own: together they are few. */
static void
wrong_clocks_apart_are_found(void)
{
	size_t len = daily(0, 20000, 200, 100);

	for (int64_t i = 0; i < 10; i++)
		len = daily(len, 30000 + 1000 * i, 1, 1);
	CHECK(today(len) == 20199);
}

/* A tenth of the moments lie behind a gap that is longer than a year and than all history: clocks, if fewer. */
static void
decades_ahead_of_a_short_history(void)
{
	size_t len = daily(0, 20000, 10, 10);

	CHECK(today(daily(len, 20010 + 2 * YEAR, 1, 5)) == 20009);
	CHECK(today(daily(len, 20010 + 2 * YEAR, 1, 50)) == 20010 + 2 * YEAR);
	CHECK(today(daily(len, 20010 + YEAR / 2, 1, 5)) == 20010 + YEAR / 2);	/* half a year may be a pause */
}

/* Four years of history, 100 days of rest, then a few come back: that is how things stand. */
static void
a_quiet_community_has_a_real_gap(void)
{
	size_t len = daily(0, 20000, 4 * YEAR, 1);

	CHECK(today(daily(len, 20000 + 4 * YEAR + 100, 3, 1)) == 20000 + 4 * YEAR + 102);
	CHECK(today(daily(len, 20000 + 4 * YEAR + 500, 3, 1)) == 20000 + 4 * YEAR + 502);	/* a gap shorter than history */
}

/* A clock set to long ago makes no history end, nor begin: -719162 is the first day of the year 1. */
static void
what_is_too_early_is_neither_begin_nor_end(void)
{
	size_t len = daily(0, -719162, 1, 1);

	CHECK(today(daily(len, 20000, 300, 10)) == 20299 && begin(daily(len, 20000, 300, 10)) == 20000);
	CHECK(begin(daily(0, 20000, 300, 10)) == 20000);
	CHECK(begin(daily(daily(0, 19969, 1, 1), 20000, 300, 10)) == 20000);	/* a gap of 31 days */
	CHECK(begin(daily(daily(0, 19970, 1, 1), 20000, 300, 10)) == 19970);	/* one of 30 is none */
	CHECK(begin(daily(daily(0, -719162, 1, 5), 20000, 300, 10)) == 20000);	/* more, but ages ago */
	CHECK(begin(daily(daily(0, -719162, 1, 400), 20000, 300, 10)) == -719162);	/* too many for clocks */
}

/* A wrong clock at one end makes the gap at the other short against history: both are found all the same. */
static void
wrong_clocks_at_both_ends_are_found(void)
{
	for (size_t way = 0; way < 4; way++) {
		size_t len = daily(0, -719162, way & 1, 1), end;

		len = daily(len, 20000, 60, 1);
		end = daily(len, 47117, way >> 1, 1);
		CHECK(begin(end) == 20000 && today(end) == 20059);
	}
	CHECK(begin(daily(daily(daily(0, -719162, 1, 1), 20000, 30, 2), 47117, 1, 1)) == 20000);
}

/* Less than one in a thousand: of 1,000 moments one is a thousandth, of 1,001 it is less, and it is never rounded down to none. */
static void
less_than_one_in_a_thousand(void)
{
	CHECK(today(daily(daily(0, 20000, 1, 999), 20050, 1, 1)) == 20050);
	CHECK(today(daily(daily(0, 20000, 1, 1000), 20050, 1, 1)) == 20000);
	CHECK(today(daily(daily(0, 20000, 1, 1998), 20050, 1, 2)) == 20050);
	CHECK(today(daily(daily(0, 20000, 1, 1999), 20050, 1, 2)) == 20000);
	CHECK(begin(daily(daily(0, 20000, 1, 1), 20050, 1, 999)) == 20000);
	CHECK(begin(daily(daily(0, 20000, 1, 1), 20050, 1, 1000)) == 20050);
	CHECK(today(daily(daily(0, 20000, 1, 1500), 20050, 1, 1)) == 20000);
}

/* Which days may be the last is told by the gaps alone. */
static void
days_before_gaps_may_be_last(void)
{
	size_t len = daily(daily(daily(0, 100, 3, 1), 133, 1, 1), 163, 1, 1);
	struct diary d = { seen, len };

	CHECK(!today_may_be(d, 0) && !today_may_be(d, 1));
	CHECK(today_may_be(d, 2));	/* 102, then 133: 31 days */
	CHECK(!today_may_be(d, 3));	/* 163: 30 days */
	CHECK(today_may_be(d, 4));
}

/* Whatever days there are: the end is one that may be, and every part has one that may be on it or before it, all of the part's near days with it. */
static void
parts_keep_what_the_whole_needs(void)
{
	struct rng r;

	rng_seed(&r, 11);
	for (int round = 0; round < 500; round++) {
		size_t len = 0, n = 1 + rng_below(&r, 60);
		static struct diary_day part[DAYS];
		int64_t day = 20000;

		for (size_t i = 0; i < n; i++) {
			day += 1 + (int64_t)(rng_below(&r, 8) == 0 ? rng_below(&r, 900) : rng_below(&r, 20));
			seen[i] = (struct diary_day){ day, 1 + (rng_below(&r, 4) == 0 ? rng_below(&r, 5000) : 0) };
		}
		struct today whole = today_find((struct diary){ seen, n });
		size_t end = whole.last;

		CHECK(whole.first <= end && end < n && today_may_be((struct diary){ seen, n }, end));
		for (size_t i = 0; i < n; i++)
			if (rng_below(&r, 3) > 0)
				part[len++] = seen[i];
		for (size_t i = 0; i < len; i++) {
			size_t k = i;

			if (part[i].day > seen[end].day)
				break;
			while (!today_may_be((struct diary){ part, len }, k))
				k++;
			CHECK(part[k].day <= seen[end].day);
		}
	}
}

UNIT(
	{ "today: data end on their last day, be it the only one", data_end_on_their_last_day },
	{ "today: one wrong clock among thousands is found", one_wrong_clock_is_found },
	{ "today: so are several apart", wrong_clocks_apart_are_found },
	{ "today: decades ahead of a short history", decades_ahead_of_a_short_history },
	{ "today: a quiet community has a real gap", a_quiet_community_has_a_real_gap },
	{ "today: what is too early is neither begin nor end", what_is_too_early_is_neither_begin_nor_end },
	{ "today: wrong clocks at both ends at once", wrong_clocks_at_both_ends_are_found },
	{ "today: less than one in a thousand is not rounded down", less_than_one_in_a_thousand },
	{ "today: days before gaps may be the last", days_before_gaps_may_be_last },
	{ "today: parts keep what the whole needs", parts_keep_what_the_whole_needs },
)
