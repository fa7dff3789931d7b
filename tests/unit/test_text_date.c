/* What texts say about moments: each form, what is impossible, and days of all years written and read again. */
#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/base/time.h"
#include "../../src/text/date.h"
#include "../../src/text/month.h"

static int64_t
at(const char *iso)
{
	int64_t ms = TIME_NONE;

	CHECK(time_parse(str_of(iso), &ms));
	return ms;
}

static bool
reads(const char *text, enum date_form form, const char *day_first, const char *month_first, bool zoned)
{
	struct date d = date_read(str_of(text));
	bool good = d.form == form && (form < DATE_CLEAR || (d.zoned == zoned && d.ms[0] == at(day_first) && d.ms[1] == at(month_first)));

	if (!good) {
		char out[2][TIME_TEXT] = { "", "" };

		for (int i = 0; i < 2 && d.form >= DATE_CLEAR; i++)
			time_write(out[i], d.ms[i]);
		printf("# \"%s\": form %d%s, %s, %s, %s\n", text, (int)d.form, d.zoned ? ", zoned" : "", out[0], out[1], d.why ? d.why : "");
	}
	return good;
}

struct sample {
	const char *text, *moment;
};

#define ALL(samples, zoned) \
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) \
		CHECK(reads(samples[i].text, DATE_CLEAR, samples[i].moment, samples[i].moment, zoned))

static void
forms_with_a_zone(void)
{
	static const struct sample samples[] = {
		{ "2017-11-20T16:45:33.000Z", "2017-11-20T16:45:33Z" },
		{ "2017-11-20T16:45:33+0000", "2017-11-20T16:45:33Z" },
		{ "2017-11-20T16:45:33.123+0000", "2017-11-20T16:45:33.123Z" },
		{ "2017-11-20 16:45:33 UTC", "2017-11-20T16:45:33Z" },
		{ "2017-11-20 16:45:33 GMT", "2017-11-20T16:45:33Z" },
		{ "2017-11-20 16:45:33 +0100", "2017-11-20T15:45:33Z" },
		{ "2017-11-20t16:45:33z", "2017-11-20T16:45:33Z" },
		{ "2022-11-21T22:50Z", "2022-11-21T22:50:00Z" },
		{ "20221121T225034Z", "2022-11-21T22:50:34Z" },
		{ "20221121T225034.5+0100", "2022-11-21T21:50:34.500Z" },
		{ "20221121T2250Z", "2022-11-21T22:50:00Z" },
		{ "2022-11-21T22:50:34,123+01:00", "2022-11-21T21:50:34.123Z" },
		{ "2022-11-21T22:50:34+01:00[Europe/Berlin]", "2022-11-21T21:50:34Z" },
		{ "2022-11-21 22:50:34.123456789 +0100 CET", "2022-11-21T21:50:34.123Z" },
		{ "Tue Oct 31 22:10:47 +0000 2017", "2017-10-31T22:10:47Z" },
		{ "Mon, 21 Nov 2022 22:50:34 +0100 (CET)", "2022-11-21T21:50:34Z" },
		{ "Mon, 21 Nov 2022 22:50:34 +0100", "2022-11-21T21:50:34Z" },
		{ "21 Nov 2022 22:50 -0330", "2022-11-22T02:20:00Z" },
		{ "Mon, 21 Nov 22 22:50:34 UT", "2022-11-21T22:50:34Z" },
		{ "Mon, 21 Nov 2022 22:50:34 GMT", "2022-11-21T22:50:34Z" },
		{ "Mon, 21 Nov 2022 22:50:34 EST", "2022-11-22T03:50:34Z" },
		{ "Mon, 21 Nov 2022 22:50:34 EDT", "2022-11-22T02:50:34Z" },
		{ "Mon, 21 Nov 2022 22:50:34 CST", "2022-11-22T04:50:34Z" },
		{ "Mon, 21 Nov 2022 22:50:34 CDT", "2022-11-22T03:50:34Z" },
		{ "Mon, 21 Nov 2022 22:50:34 MST", "2022-11-22T05:50:34Z" },
		{ "Mon, 21 Nov 2022 22:50:34 MDT", "2022-11-22T04:50:34Z" },
		{ "Mon, 21 Nov 2022 22:50:34 PST", "2022-11-22T06:50:34Z" },
		{ "Mon, 21 Nov 2022 22:50:34 PDT", "2022-11-22T05:50:34Z" },
		{ "Mon, 21 Nov 2022 22:50:34 CET", "2022-11-21T21:50:34Z" },
		{ "Mon,  3 Jan 100 10:00:00 +0000", "2000-01-03T10:00:00Z" },
		{ "Mon Nov 21 2022 22:50:34 GMT+0100 (Central European Standard Time)", "2022-11-21T21:50:34Z" },
		{ "Mon, 21 Nov 2022 22:50:34 +0100 (Romance Standard Time (heure d'hiver))", "2022-11-21T21:50:34Z" },
		{ "Mon,21 Nov 2022 22:50:34 MET DST", "2022-11-21T20:50:34Z" },
		{ "Nov 21 2022 10:50PM UTC +01:00", "2022-11-21T21:50:00Z" },
		{ "Mon Nov 21 22:50:34 CET 2022", "2022-11-21T21:50:34Z" },
		{ "Mon Nov 21 22:50:34 2022 +0100", "2022-11-21T21:50:34Z" },
		{ "21/Nov/2022:22:50:34 +0100", "2022-11-21T21:50:34Z" },
		{ "11/21/2022 22:50 UTC", NULL },
	};

	for (size_t i = 0; i + 1 < sizeof samples / sizeof *samples; i++)
		CHECK(reads(samples[i].text, DATE_CLEAR, samples[i].moment, samples[i].moment, true));
	CHECK(reads("11/21/2022 22:50 UTC", DATE_MONTH_FIRST, "2022-11-21T22:50Z", "2022-11-21T22:50Z", true));
}

static void
forms_without_a_zone(void)
{
	static const struct sample samples[] = {
		{ "2022-11-21 22:50:34", "2022-11-21T22:50:34Z" },
		{ "2022-11-21 22:50:34.123456", "2022-11-21T22:50:34.123Z" },
		{ "2022-11-21 22:50:34,123", "2022-11-21T22:50:34.123Z" },
		{ "2022-11-21, 22:50", "2022-11-21T22:50:00Z" },
		{ "2022-11-21 - 22:50", "2022-11-21T22:50:00Z" },
		{ "  2022-11-21\t22:50\r\n", "2022-11-21T22:50:00Z" },
		{ "2022/11/21 22:50", "2022-11-21T22:50:00Z" },
		{ "2022.11.21 22:50", "2022-11-21T22:50:00Z" },
		{ "2022-Nov-21", "2022-11-21" },
		{ "2022-1-2 3:04", "2022-01-02T03:04:00Z" },
		{ "20221121", "2022-11-21" },
		{ "202211212250", "2022-11-21T22:50:00Z" },
		{ "20221121225034", "2022-11-21T22:50:34Z" },
		{ "11/May/24 03:26 PM", "2024-05-11T15:26:00Z" },
		{ "11/May/24 3:26 pm", "2024-05-11T15:26:00Z" },
		{ "11/May/2024 15:26", "2024-05-11T15:26:00Z" },
		{ "1/Jan/70 12:00 AM", "1970-01-01" },
		{ "11/May/68", "2068-05-11" },
		{ "11/May/69", "1969-05-11" },
		{ "21-Nov-2022 15:26:01", "2022-11-21T15:26:01Z" },
		{ "21-NOV-22 03.26.01.123456000 PM", "2022-11-21T15:26:01.123Z" },
		{ "21.11.2022 15:26", "2022-11-21T15:26:00Z" },
		{ "21.11.2022 15.26", "2022-11-21T15:26:00Z" },
		{ "3.4.2025", "2025-04-03" },
		{ "03.04.25, 15:26:01", "2025-04-03T15:26:01Z" },
		{ "5/5/2025", "2025-05-05" },
		{ "05-05-2025 12:00 AM", "2025-05-05" },
		{ "Nov 21, 2022 3:26 PM", "2022-11-21T15:26:00Z" },
		{ "Nov 21, 2022, 3:26:01\xe2\x80\xafPM", "2022-11-21T15:26:01Z" },
		{ "November 21, 2022, 3:26 p.m.", "2022-11-21T15:26:00Z" },
		{ "November 21st, 2022 at 3 PM", "2022-11-21T15:00:00Z" },
		{ "Monday, November 21, 2022 12:26 PM", "2022-11-21T12:26:00Z" },
		{ "21 November 2022 15:26", "2022-11-21T15:26:00Z" },
		{ "21st Nov 2022", "2022-11-21" },
		{ "21. November 2022, 15:26", "2022-11-21T15:26:00Z" },
		{ "21 de noviembre de 2022, 3:26:01 a.\xc2\xa0m.", "2022-11-21T03:26:01Z" },
		{ "Thu Apr  1 15:04:22 1999", "1999-04-01T15:04:22Z" },
		{ "1/Jan/24 0:26 PM", "2024-01-01T12:26:00Z" },
		{ "11/Mai/24 03:26 PM", "2024-05-11T15:26:00Z" },
		{ "11/d\xc3\xa9""c./24 15:26", "2024-12-11T15:26:00Z" },
		{ "11 D\xc3\x89""C 2024", "2024-12-11" },
		{ "1er ao\xc3\xbbt 2024", "2024-08-01" },
	};

	ALL(samples, false);
}

static void
numbers_since_1970(void)
{
	static const struct sample samples[] = {
		{ "1511196333", "2017-11-20T16:45:33Z" },
		{ "1511196333.0", "2017-11-20T16:45:33Z" },
		{ "1511196333.123", "2017-11-20T16:45:33.123Z" },
		{ "1511196333.1229999", "2017-11-20T16:45:33.123Z" },
		{ "1511196333.999999999999", "2017-11-20T16:45:34Z" },
		{ "1511196333123", "2017-11-20T16:45:33.123Z" },
		{ "1511196333123.0", "2017-11-20T16:45:33.123Z" },
		{ "1511196333123456", "2017-11-20T16:45:33.123Z" },
		{ "922978800", "1999-04-01T15:00:00Z" },
		{ "253402300799999", "9999-12-31T23:59:59.999Z" },
	};

	ALL(samples, true);
}

static void
day_and_month_by_numbers(void)
{
	CHECK(reads("6/21/2025 16:14", DATE_MONTH_FIRST, "2025-06-21T16:14Z", "2025-06-21T16:14Z", false));
	CHECK(reads("29/2/2016 01:16", DATE_DAY_FIRST, "2016-02-29T01:16Z", "2016-02-29T01:16Z", false));
	CHECK(reads("03/04/2025 3:26:01 PM", DATE_EITHER, "2025-04-03T15:26:01Z", "2025-03-04T15:26:01Z", false));
	CHECK(reads("03/04/25", DATE_EITHER, "2025-04-03", "2025-03-04", false));
	CHECK(reads("21-11-2022", DATE_DAY_FIRST, "2022-11-21", "2022-11-21", false));
	CHECK(reads("03-04-2025 00:00", DATE_EITHER, "2025-04-03", "2025-03-04", false));
	CHECK(reads("\xe2\x80\x8e""3\xe2\x80\x8e/\xe2\x80\x8e""4\xe2\x80\x8e/\xe2\x80\x8e""2025", DATE_EITHER, "2025-04-03", "2025-03-04", false));
}

static void
what_is_impossible(void)
{
	static const char *const bad[] = { "2022-13-01", "2022-02-29", "2022-11-21 25:00", "2022-11-21T24:00:00Z", "2022-11-21 22:60",
		"31/4/2022", "13/13/2022", "2/29/2015", "30.2.2024", "0/1/2022", "00/May/24", "21/11/2022 15:26 PM", "21/11/0000",
		"0000-00-00 00:00:00", "+275760-09-13T00:00:00Z", "-000001-01-01T00:00:00Z", "-271821-04-20", "12022-11-21",
		"8640000000000000", "-1", "-62135596800", "-1511196333.5", "0", "44886.951", "2022", "253402300800000", "99999999999999999999",
		"0001-01-01T00:00+01:00", "9999-12-31T23:30-01:00", "2022-11-21T22:50:34+24:00", "Mon, 21 Nov 2022 22:50:34 IST",
		"20221321", "20221121256161", "22-11-21", "21/11/275760", "2022-11-21 22:50:34 on" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(reads(bad[i], DATE_IMPOSSIBLE, NULL, NULL, false) && date_read(str_of(bad[i])).why != NULL);
}

static void
what_is_no_date(void)
{
	static const char *const bad[] = { "", " ", "soon", "null", "N/A", "?", "Nov 21", "Nov 21 22:50:34", "21 Foo 2022", "21/11", "2022-11",
		"2022-11-21T", "2022-11-21 noon", "2022-11-21 22:50:34 onwards", "2022-11-21x", "1.2.3", "1/2/3", "1511196333.", "1.5e9", "12:30", "./..", "mar",
		"21 jui 2022", "21 11 2022", "21/11-2022", "2022-11-21 1:2", "-", "+", "- 5", "Monday", "2022-11-21 22:50:34 +1:00:00" };
	char longer[400];

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(reads(bad[i], DATE_NONE, NULL, NULL, false) && date_read(str_of(bad[i])).why != NULL);
	memset(longer, '1', sizeof longer);
	CHECK(date_read((struct str){ longer, sizeof longer }).form == DATE_NONE);
	CHECK(date_read((struct str){ "2022\0" "11-21", 10 }).form == DATE_NONE);
	CHECK(date_read((struct str){ NULL, 0 }).form == DATE_NONE);
}

static void
months_in_seven_languages(void)
{
	static const char *const words[12] = {
		"jan january januar janv janvier ene enero januari gen gennaio", "feb februar f\xc3\xa9vr febr febbraio fev", "mar m\xc3\xa4rz mrz mars marzo mrt maart m\xc3\xa4r",
		"apr avr avril abr abril aprile", "may mai mayo maio mag mei", "jun juni juin junho giu", "jul juli juil juillet luglio", "aug ao\xc3\xbbt ago agosto augustus",
		"sep sept set septiembre settembre", "oct okt ott out octubre", "nov noviembre novembro", "dec dez dic d\xc3\xa9""c de\xcc\x81""c diciembre" };

	for (int m = 0; m < 12; m++)
		for (const char *s = words[m]; *s != '\0'; s += strspn(s, " ")) {
			size_t n = strcspn(s, " ");

			if (!CHECK(month_number((struct str){ s, n }) == m + 1))
				printf("# %.*s\n", (int)n, s);
			s += n;
		}
	CHECK(month_number(STR("jui")) == 0 && month_number(STR("ma")) == 0 && month_number(STR("mon")) == 0 && month_number(STR("")) == 0);
	CHECK(month_number(STR("september\xff")) == 0 && month_number(STR("septemberseptember")) == 0);
	CHECK(month_is_weekday(STR("thurs")) && month_is_weekday(STR("sunday")) && !month_is_weekday(STR("mo")) && !month_is_weekday(STR("nov")));
}

/* Each day of 400 years, in forms that people write. */
static void
every_day_is_read(void)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	char iso[TIME_TEXT], text[64];
	int64_t from = at("1800-01-01") / TIME_DAY;
	size_t wrong = 0;

	for (int64_t day = from; day < from + 146097 && wrong < 5; day++) {
		long y, m, d, h = (long)(day % 24 + 24) % 24;
		int64_t want = day * TIME_DAY + h * 3600000;
		struct date got;

		time_write_day(iso, day);
		sscanf(iso, "%ld-%ld-%ld", &y, &m, &d);
		snprintf(text, sizeof text, "%ld/%ld/%ld %ld:00", d, m, y, h);
		got = date_read(str_of(text));
		wrong += !CHECK(got.form == (m == d ? DATE_CLEAR : d > 12 ? DATE_DAY_FIRST : DATE_EITHER) && got.ms[0] == want);
		snprintf(text, sizeof text, "%02ld-%02ld-%04ld %02ld:00:00 %s", m, d, y, h % 12 == 0 ? 12 : h % 12, h < 12 ? "AM" : "PM");
		got = date_read(str_of(text));
		wrong += !CHECK(got.form == (m == d ? DATE_CLEAR : d > 12 ? DATE_MONTH_FIRST : DATE_EITHER) && got.ms[1] == want);
		snprintf(text, sizeof text, "%ld.%ld.%ld, %ld:00", d, m, y, h);
		got = date_read(str_of(text));
		wrong += !CHECK(got.form == DATE_CLEAR && got.ms[0] == want);
		snprintf(text, sizeof text, "%ld-%.3s-%ld %ld:00Z", d, names + 3 * (m - 1), y, h);
		got = date_read(str_of(text));
		wrong += !CHECK(got.form == DATE_CLEAR && got.zoned && got.ms[1] == want);
		snprintf(text, sizeof text, "%.3s %ld, %ld %ld:00", names + 3 * (m - 1), d, y, h);
		got = date_read(str_of(text));
		wrong += !CHECK(got.form == DATE_CLEAR && !got.zoned && got.ms[0] == want);
		snprintf(text, sizeof text, "%04ld%02ld%02ldT%02ld0000Z", y, m, d, h);
		got = date_read(str_of(text));
		wrong += !CHECK(got.form == DATE_CLEAR && got.zoned && got.ms[0] == want);
		if (wrong > 0)
			printf("# %s\n", text);
	}
}

/* What is short and made of the letters of dates must end well, and agree with itself: a reading is in the years that there are. */
static void
garbage_is_survived(void)
{
	static const char letters[] = "0123456789012345678901/-.:, TZ+apmJanv\xc3\xa9\xe2\x80\xaf()";
	struct rng r;
	size_t dates = 0;

	rng_seed(&r, 7);
	for (int i = 0; i < 2000000; i++) {
		char text[40];
		size_t n = rng_below(&r, sizeof text);
		struct date d;

		for (size_t k = 0; k < n; k++)
			text[k] = letters[rng_below(&r, sizeof letters - 1)];
		d = date_read((struct str){ text, n });
		if (d.form < DATE_CLEAR ? !CHECK(d.why != NULL) :
		    !CHECK(d.ms[0] >= TIME_FIRST && d.ms[0] < TIME_END && d.ms[1] >= TIME_FIRST && d.ms[1] < TIME_END && (d.form == DATE_EITHER) == (d.ms[0] != d.ms[1])))
			break;
		dates += d.form >= DATE_CLEAR;
	}
	CHECK(dates > 100);
}

UNIT({ "forms with a zone", forms_with_a_zone }, { "forms without a zone", forms_without_a_zone }, { "numbers since 1970", numbers_since_1970 },
    { "day and month by numbers", day_and_month_by_numbers }, { "what is impossible", what_is_impossible }, { "what is no date", what_is_no_date },
    { "months in seven languages", months_in_seven_languages }, { "every day is read", every_day_is_read }, { "garbage is survived", garbage_is_survived })
