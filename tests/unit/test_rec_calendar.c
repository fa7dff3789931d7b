#include "unit.h"
#include "value.h"

#include "../../src/base/rng.h"
#include "../../src/base/time.h"
#include "../../src/io/source.h"
#include "../../src/rec/calendar.h"

enum { DAYS = 3000 };

static void
check_naive(const struct calendar *c, const uint64_t *naive, int64_t first)
{
	struct daily d = {0};
	size_t i = 0;

	calendar_list(c, &d);
	CHECK(daily_diary(&d).len == d.of.len);		/* each day once, in order, already */
	for (size_t day = 0; day < DAYS; day++) {
		if (naive[day] == 0)
			continue;
		CHECK(i < d.of.len && d.of.at[i].day == first + (int64_t)day && d.of.at[i].n == naive[day]);
		i++;
	}
	CHECK(i == d.of.len);
	daily_free(&d);
}

static void
days_in_any_order_are_a_naive_count(void)
{
	static uint64_t naive[DAYS];
	struct rng r;

	rng_seed(&r, 51);
	for (int round = 0; round < 60; round++) {
		struct calendar c = {0}, parts[2] = {0};
		int64_t first = round % 3 == 0 ? -DAYS / 2 : 19000;
		size_t n = rng_below(&r, 4000), span = 1 + rng_below(&r, DAYS);

		memset(naive, 0, sizeof naive);
		for (size_t i = 0; i < n; i++) {
			size_t day = round % 4 == 0 ? (n - i) % span : rng_below(&r, span);	/* some in falling order */
			uint64_t more = rng_below(&r, 5);	/* may be none */

			naive[day] += more;
			calendar_add(&c, first + (int64_t)day, more);
			calendar_add(&parts[rng_below(&r, 2)], first + (int64_t)day, more);
		}
		check_naive(&c, naive, first);
		struct daily d = {0};

		calendar_list(&parts[0], &d);
		calendar_merge(&parts[1], &d);
		check_naive(&parts[1], naive, first);
		daily_free(&d);
		calendar_free(&parts[0]);
		calendar_free(&parts[1]);
		calendar_free(&c);
	}
}

/* From the year 1 to the year 9999, in either order. */
static void
all_years_have_their_place(void)
{
	for (int turn = 0; turn < 2; turn++) {
		const int64_t ends[2] = { TIME_FIRST / TIME_DAY, TIME_END / TIME_DAY - 1 };
		struct calendar c = {0};
		struct daily d = {0};

		calendar_add(&c, ends[turn], 1);
		calendar_add(&c, 20000, 5);
		calendar_add(&c, ends[1 - turn], 2);
		calendar_list(&c, &d);
		CHECK(d.of.len == 3 && d.of.at[0].day == ends[0] && d.of.at[1].day == 20000 && d.of.at[2].day == ends[1]);
		CHECK(d.of.at[turn ? 2 : 0].n == 1 && d.of.at[1].n == 5 && d.of.at[turn ? 0 : 2].n == 2);
		daily_free(&d);
		calendar_free(&c);
	}
}

static bool
parsed(struct daily *d, const char *json)
{
	struct scan *scan = scan_new();
	struct buf line = {0};
	bool good = daily_parse(d, value_of(scan, &line, json));

	scan_free(scan);
	buf_free(&line);
	return good;
}

static void
what_is_written_is_read(void)
{
	struct rng r;

	rng_seed(&r, 52);
	for (int round = 0; round < 200; round++) {
		struct daily d = {0}, back = {0};
		struct buf out = {0}, again = {0};

		for (size_t n = rng_below(&r, 40); n > 0; n--)
			daily_add(&d, (int64_t)rng_below(&r, 3000000) - 700000, 1 + rng_below(&r, UINT64_C(1) << 53));
		daily_write(&out, NULL, &d);
		CHECK(parsed(&back, buf_str(&out).s));
		CHECK(back.of.len == d.of.len && (d.of.len == 0 || memcmp(back.of.at, d.of.at, d.of.len * sizeof *d.of.at) == 0));
		daily_write(&again, NULL, &back);
		CHECK_TEXT(again.data, out.data);
		daily_free(&d);
		daily_free(&back);
		buf_free(&out);
		buf_free(&again);
	}
}

static void
damaged_ones_are_refused(void)
{
	static const char *const bad[] = {
		"null", "[]", "1", "\"2026-01-01\"", "{\"2026-01-01\":-1}", "{\"2026-01-01\":\"1\"}", "{\"2026-01-01\":1.5}", "{\"2026-01-01\":null}",
		"{\"2026-02-29\":1}", "{\"2026-13-01\":1}", "{\"0000-01-01\":1}", "{\"10000-01-01\":1}", "{\"2026-1-1\":1}", "{\"\":1}",
		"{\"2026-01-01T00:00:00Z\":1}", "{\"2026-01-01\":9007199254740993}", "{\"2026-01-01\":9223372036854775807}", "{\"2026-01-01\":1,\"x\":1}",
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct daily d = {0};

		if (!CHECK(!parsed(&d, bad[i])))
			printf("#   %s\n", bad[i]);
		daily_free(&d);
	}
}

UNIT(
	{ "calendar: days in any order are a naive count", days_in_any_order_are_a_naive_count },
	{ "calendar: all years have their place", all_years_have_their_place },
	{ "daily: what is written is read", what_is_written_is_read },
	{ "daily: damaged ones are refused", damaged_ones_are_refused },
)
