#include "unit.h"

#include "../../src/base/buf.h"
#include "../../src/base/hash.h"
#include "../../src/base/map.h"
#include "../../src/base/rng.h"
#include "../../src/base/time.h"

#include <limits.h>

static void
buf_grows_and_stays_terminated(void)
{
	struct buf b = {0};

	CHECK_TEXT(buf_str(&b).s, "");
	for (int i = 0; i < 10000; i++)
		buf_printf(&b, "%d,", i % 10);
	CHECK(b.len == 20000);
	CHECK(b.data[b.len] == '\0');
	CHECK(memcmp(b.data + 19990, "5,6,7,8,9,", 10) == 0);
	buf_clear(&b);
	CHECK_TEXT(b.data, "");
	buf_add(&b, "a\0b", 3);
	CHECK(b.len == 3 && b.data[1] == '\0' && b.data[3] == '\0');
	buf_free(&b);
	CHECK(b.data == NULL && b.cap == 0);
}

static void
integers_are_read_whole_or_not_at_all(void)
{
	long long v = 7;

	CHECK(str_int(STR("9223372036854775807"), &v) && v == LLONG_MAX);
	CHECK(str_int(STR("-9223372036854775808"), &v) && v == LLONG_MIN);
	v = 7;
	CHECK(!str_int(STR("9223372036854775808"), &v) && v == 7);
	CHECK(!str_int(STR("-9223372036854775809"), &v) && v == 7);
	CHECK(!str_int(STR(""), &v) && !str_int(STR("-"), &v) && !str_int(STR("1.0"), &v) && !str_int(STR(" 1"), &v));
}

static void
hex_digits_are_just_so_many(void)
{
	uint64_t v = 7;

	CHECK(str_hex(STR("00ff"), 4, &v) && v == 255);
	CHECK(str_hex(STR("fedcba9876543210"), 16, &v) && v == UINT64_C(0xfedcba9876543210));
	v = 7;
	CHECK(!str_hex(STR("00ff"), 5, &v) && !str_hex(STR("00FF"), 4, &v) && !str_hex(STR("0x1f"), 4, &v) && !str_hex(STR(" 1ff"), 4, &v));
	CHECK(!str_hex(STR("/:g`"), 4, &v) && !str_hex((struct str){0}, 1, &v) && v == 7);
}

static void
strings_compare_by_bytes(void)
{
	CHECK(str_order(STR("a"), STR("ab")) < 0 && str_order(STR("b"), STR("ab")) > 0);
	CHECK(str_order(STR("a\xff"), STR("a\x01")) > 0);
	CHECK(str_order((struct str){0}, STR("")) < 0 && !str_equal((struct str){0}, STR("")));
	CHECK(str_equal(str_trim(STR(" \t a b\r\n")), STR("a b")));
	CHECK(str_starts(STR("abc"), "ab") && !str_starts(STR("a"), "ab") && str_ends(STR("x.gz"), ".gz"));
}

static void
map_numbers_keys_as_they_come(void)
{
	struct map m = {0};
	char key[16];
	bool fresh;

	CHECK(map_find(&m, STR("none")) == MAP_NONE);
	for (size_t i = 0; i < 100000; i++) {
		int n = snprintf(key, sizeof key, "k%zu", i * 7);

		CHECK(map_add(&m, (struct str){ key, (size_t)n }, &fresh) == i && fresh);
	}
	CHECK(map_add(&m, STR("k7"), &fresh) == 1 && !fresh);
	CHECK(map_find(&m, STR("k14")) == 2 && map_find(&m, STR("k15")) == MAP_NONE);
	CHECK_TEXT(map_key(&m, 3).s, "k21");
	CHECK(map_len(&m) == 100000);
	map_free(&m);
	CHECK(map_add(&m, STR(""), &fresh) == 0 && fresh && map_find(&m, STR("")) == 0);
	CHECK(map_find(&m, (struct str){ "\0", 1 }) == MAP_NONE);
	map_free(&m);
}

static void
hashes_are_those_of_xxh3(void)
{
	CHECK(hash64("", 0) == UINT64_C(0x2d06800538d394c2));
	CHECK(hash128("", 0).low == UINT64_C(0x6001c324468d497f));
}

static void
random_numbers_repeat(void)
{
	struct rng a, b;
	double sum = 0;

	rng_seed(&a, 1);
	rng_seed(&b, 1);
	for (int i = 0; i < 1000; i++)
		CHECK(rng_next(&a) == rng_next(&b));
	for (int i = 0; i < 100000; i++) {
		CHECK(rng_below(&a, 3) < 3);
		sum += rng_unit(&a);
	}
	CHECK_NEAR(sum / 100000, 0.5, 0.005);
}

static int64_t
moment(const char *text)
{
	int64_t ms = TIME_NONE;

	return time_parse(str_of(text), &ms) ? ms : TIME_NONE;
}

static void
moments_are_read(void)
{
	CHECK(moment("1970-01-01T00:00:00Z") == 0);
	CHECK(moment("2017-11-20T16:45:33.000Z") == INT64_C(1511196333000));
	CHECK(moment("2017-11-20 16:45:33") == INT64_C(1511196333000));
	CHECK(moment("2017-11-20 16:45:33 UTC") == INT64_C(1511196333000));
	CHECK(moment("2017-11-20T17:45:33.1239+01:00") == INT64_C(1511196333123));
	CHECK(moment("2017-11-20T16:15:33-0030") == INT64_C(1511196333000));
	CHECK(moment("2017-11-20T16:45Z") == INT64_C(1511196300000));
	CHECK(moment("2017-11-20") == INT64_C(1511136000000));
	CHECK(moment("0001-01-01") == INT64_C(-62135596800000));
}

static void
impossible_moments_are_refused(void)
{
	static const char *const bad[] = { "", "2017", "2017-13-01", "2017-02-29", "2100-02-29", "2017-11-20T24:00:00Z",
		"2017-11-20T16:60:00Z", "2017-11-20T16:45:33+24:00", "2017-11-20T16:45:33x", "2017-11-20T16:45:33.Z", "2017-11-20T16:45.5",
		"0001-01-01T00:00+01:00", "9999-12-31T23:30-01:00", "9999-12-31T23:59:60Z",
		"0000-01-01", "+275760-09-13T00:00:00Z", "-271821-04-20", "20/11/2017", "2017-11-20T", "2017-11-20T16:45:33 +1" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (!CHECK(moment(bad[i]) == TIME_NONE))
			printf("#   %s\n", bad[i]);
}

static void
moments_survive_writing(void)
{
	char out[TIME_TEXT];
	struct rng r;

	rng_seed(&r, 3);
	for (int i = 0; i < 200000; i++) {
		int64_t ms = (int64_t)rng_below(&r, UINT64_C(315537897600000)) - INT64_C(62135596800000);
		size_t n = time_write(out, ms);

		if (!CHECK(strlen(out) == n && moment(out) == ms))
			break;
	}
	time_write(out, INT64_C(1511196333000));
	CHECK_TEXT(out, "2017-11-20T16:45:33Z");
	time_write(out, -1);
	CHECK_TEXT(out, "1969-12-31T23:59:59.999Z");
}

static void
twitter_times_are_read(void)
{
	int64_t ms = 0;

	CHECK(time_parse_twitter(STR("Tue Oct 31 22:10:47 +0000 2017"), &ms) && ms == moment("2017-10-31T22:10:47Z"));
	CHECK(time_parse_twitter(STR("Tue Oct 31 22:10:47 +0130 2017"), &ms) && ms == moment("2017-10-31T20:40:47Z"));
	CHECK(!time_parse_twitter(STR("Tue Okt 31 22:10:47 +0000 2017"), &ms));
	CHECK(!time_parse_twitter(STR("Tue Feb 30 22:10:47 +0000 2017"), &ms));
	CHECK(!time_parse_twitter(STR("2017-10-31T22:10:47Z"), &ms));
}

static void
days_and_weekdays(void)
{
	char out[TIME_TEXT];
	int64_t day;

	CHECK(time_day(-1) == -1 && time_day(0) == 0 && time_day(TIME_DAY - 1) == 0 && time_day(-TIME_DAY) == -1);
	CHECK(time_parse_day(STR("2026-11-22"), &day) && time_weekday(day) == 6);
	CHECK(!time_parse_day(STR("2026-11-22T00:00"), &day));
	time_write_day(out, day);
	CHECK_TEXT(out, "2026-11-22");
	CHECK(time_weekday(-4) == 6 && time_weekday(-3) == 0);
}

UNIT(
	{ "base: a buf grows and stays terminated", buf_grows_and_stays_terminated },
	{ "base: integers are read whole or not at all", integers_are_read_whole_or_not_at_all },
	{ "base: hexadecimal digits are just so many", hex_digits_are_just_so_many },
	{ "base: strings compare by bytes", strings_compare_by_bytes },
	{ "base: a map numbers keys as they come", map_numbers_keys_as_they_come },
	{ "base: hashes are those of XXH3", hashes_are_those_of_xxh3 },
	{ "base: random numbers repeat", random_numbers_repeat },
	{ "base: moments are read", moments_are_read },
	{ "base: impossible moments are refused", impossible_moments_are_refused },
	{ "base: moments survive writing", moments_survive_writing },
	{ "base: Twitter times are read", twitter_times_are_read },
	{ "base: days and weekdays", days_and_weekdays },
)
