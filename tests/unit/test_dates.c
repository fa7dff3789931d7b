/* Clock time of places made UTC, against libc and by hand-made zone files; and the dates of a file, settled together. */
#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/base/time.h"
#include "../../src/base/zone.h"
#include "../../src/text/date.h"
#include "../../src/format/dates.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int64_t
at(const char *iso)
{
	int64_t ms = TIME_NONE;

	CHECK(time_parse(str_of(iso), &ms));
	return ms;
}

static struct zone *
open_zone(const char *name)
{
	char why[200] = "";
	struct zone *z = zone_open(name, why, sizeof why);

	if (!CHECK(z != NULL))
		printf("# %s: %s\n", name, why);
	return z;
}

static bool
is_installed(void)
{
	return access("/usr/share/zoneinfo/Europe/Berlin", R_OK) == 0;
}

/* What libc's clocks show at a moment, as if it were UTC. */
static int64_t
libc_local(int64_t utc)
{
	time_t t = (time_t)utc;
	struct tm tm;
	int64_t day = 0;

	localtime_r(&t, &tm);
	time_civil(tm.tm_year + 1900L, tm.tm_mon + 1L, tm.tm_mday, &day);
	return ((day * 24 + tm.tm_hour) * 60 + tm.tm_min) * 60 + tm.tm_sec;
}

static bool
agrees(struct zone *z, int64_t utc)
{
	int64_t local = libc_local(utc), back = 0;
	enum zone_status s;

	if (zone_east(z, utc * 1000) != (local - utc) * 1000)
		return false;
	s = zone_utc(z, local * 1000 + 7, &back);
	if (s == ZONE_TWICE)	/* the earlier moment; the later one shows the same */
		return back <= utc * 1000 + 7 && libc_local((back - 7) / 1000) == local;
	return s == ZONE_ONE && back == utc * 1000 + 7;
}

static void
zones_are_those_of_libc(void)
{
	static const char *const names[] = { "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca",
		"America/Sao_Paulo", "Asia/Kathmandu", "America/Nuuk", "Europe/Dublin", "Antarctica/Troll", "Asia/Gaza", "Africa/Monrovia",
		"America/St_Johns", "Pacific/Kiritimati", "Asia/Tehran", "Etc/GMT+5", "EST5EDT", "UTC" };
	struct rng r;

	rng_seed(&r, 11);
	for (size_t i = 0; is_installed() && i < sizeof names / sizeof *names; i++) {
		struct zone *z = open_zone(names[i]);
		int wrong = 0;

		if (z == NULL)
			continue;
		setenv("TZ", names[i], 1);
		tzset();
		for (int64_t utc = at("1850-01-01") / 1000; utc < at("2120-01-01") / 1000 && wrong < 3; utc += 3600 * 7 + 1)
			if (!CHECK(agrees(z, utc)))
				printf("# %s %lld\n", names[i], (long long)utc), wrong++;
		for (int n = 0; n < 100000 && wrong < 3; n++) {
			int64_t utc = at("0001-01-03") / 1000 + (int64_t)rng_below(&r, (uint64_t)(at("9999-12-30") - at("0001-01-03")) / 1000);

			if (!CHECK(agrees(z, utc)))
				printf("# %s %lld\n", names[i], (long long)utc), wrong++;
		}
		zone_close(z);
	}
	setenv("TZ", "Asia/Tokyo", 1);	/* the host's zone is nobody's business */
}

static bool
shows(struct zone *z, const char *local, enum zone_status status, const char *utc)
{
	int64_t ms = 0;

	return zone_utc(z, at(local), &ms) == status && ms == at(utc);
}

static void
clocks_jump(void)
{
	struct zone *z;

	if (!is_installed())
		return;
	z = open_zone("Europe/Berlin");
	CHECK(shows(z, "2024-03-31T01:59:59.999Z", ZONE_ONE, "2024-03-31T00:59:59.999Z"));
	CHECK(shows(z, "2024-03-31T02:00", ZONE_GAP, "2024-03-31T01:00Z"));
	CHECK(shows(z, "2024-03-31T02:59:59.999", ZONE_GAP, "2024-03-31T01:00Z"));
	CHECK(shows(z, "2024-03-31T03:00", ZONE_ONE, "2024-03-31T01:00Z"));
	CHECK(shows(z, "2024-10-27T01:59:59.999", ZONE_ONE, "2024-10-26T23:59:59.999Z"));
	CHECK(shows(z, "2024-10-27T02:00", ZONE_TWICE, "2024-10-27T00:00Z"));
	CHECK(shows(z, "2024-10-27T02:59:59.999", ZONE_TWICE, "2024-10-27T00:59:59.999Z"));
	CHECK(shows(z, "2024-10-27T03:00", ZONE_ONE, "2024-10-27T02:00Z"));
	CHECK(shows(z, "2024-07-01T12:00", ZONE_ONE, "2024-07-01T10:00Z"));
	CHECK(shows(z, "2024-07-01T13:00", ZONE_ONE, "2024-07-01T11:00Z"));
	CHECK(shows(z, "2500-07-01T12:00", ZONE_ONE, "2500-07-01T10:00Z"));
	CHECK(shows(z, "9999-12-31T12:00", ZONE_ONE, "9999-12-31T11:00Z"));
	CHECK_TEXT(zone_name(z), "Europe/Berlin");
	zone_close(z);
	z = open_zone("Pacific/Apia");
	CHECK(shows(z, "2011-12-30T12:00", ZONE_GAP, "2011-12-30T10:00Z"));
	zone_close(z);
}

static void
offsets_and_refusals(void)
{
	static const struct { const char *name, *noon; } good[] = { { "UTC", "12:00" }, { "Z", "12:00" }, { "GMT", "12:00" }, { "+02:00", "10:00" },
		{ "-0330", "15:30" }, { "+01", "11:00" }, { "-00:00", "12:00" } };
	static const char *const bad[] = { "", "utc+", "+2", "+25:00", "+24", "+01:60", "+1:00", "02:00", "..", "../../etc/passwd", "/etc/passwd",
		"Europe/../Europe/Berlin", "Europe", "Nowhere/City", "europe/Berlin ", "localtime", "posixrules", "leapseconds", "zone.tab", "\x01" };
	char why[200], text[40];

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct zone *z = open_zone(good[i].name);

		snprintf(text, sizeof text, "2024-05-01T%sZ", good[i].noon);
		CHECK(z != NULL && shows(z, "2024-05-01T12:00", ZONE_ONE, text));
		zone_close(z);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct zone *z;

		why[0] = '\0';
		z = zone_open(bad[i], why, sizeof why);
		if (!CHECK(z == NULL && why[0] == '"'))
			printf("# %s: %s\n", bad[i], why);
		zone_close(z);
	}
	CHECK(shows(NULL, "2024-05-01T12:00", ZONE_ONE, "2024-05-01T12:00") && strcmp(zone_name(NULL), "UTC") == 0 && zone_east(NULL, 0) == 0);
	zone_close(NULL);
}

/* A zone file of version 2 with one change, at 1970-01-02, to two hours. */
static size_t
zone_file(unsigned char *out, char version, unsigned char leaps, const char *footer)
{
	static const unsigned char types[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0x1c, 0x20, 0, 0 };
	unsigned char *p = out;

	for (int pass = 0; pass < 2; pass++) {
		memset(p, 0, 44);
		memcpy(p, "TZif", 4);
		p[4] = (unsigned char)version;
		p[31] = pass == 1 ? leaps : 0;
		p[35] = (unsigned char)pass;
		p[39] = 2;
		p[43] = 2;
		p += 44;
		if (pass == 1) {
			memcpy(p, "\0\0\0\0\0\1\x51\x80\1", 9);
			p += 9;
		}
		memcpy(p, types, 12);
		memcpy(p + 12, "X", 2);
		p += 14;
		memset(p, 0, 12 * (size_t)leaps);
		p += pass == 1 ? 12 * leaps : 0;
	}
	return (size_t)(p - out) + (size_t)sprintf((char *)p, "\n%s\n", footer);
}

static struct zone *
zone_from(const char *folder, const void *bytes, size_t n, char why[200])
{
	char path[100];
	FILE *f;

	snprintf(path, sizeof path, "%s/Made", folder);
	f = fopen(path, "wb");
	CHECK(f != NULL && fwrite(bytes, 1, n, f) == n);
	if (f != NULL)
		fclose(f);
	return zone_open("Made", why, 200);
}

static void
zone_files_are_checked(void)
{
	static const char *const footers[] = { "X", "X1Y,M13.1.1,M1.1.1", "X1Y,M1.6.1,M1.1.1", "X1Y,J0,J5", "X1Y,0,366", "X1Y", "X1Y,M1.1.1,M2.1.1x", "<A1", "XXX1Y2,M1.1.1/" };
	unsigned char bytes[400];
	char folder[] = "/tmp/muster-zone-XXXXXX", why[200], path[100];
	struct zone *z;
	size_t n;

	CHECK(mkdtemp(folder) != NULL);
	setenv("TZDIR", folder, 1);
	n = zone_file(bytes, '2', 0, "XXX-2YYY,M3.5.0,M10.5.0/3");
	z = zone_from(folder, bytes, n, why);
	CHECK(z != NULL && shows(z, "1970-01-01T12:00", ZONE_ONE, "1970-01-01T12:00Z") && shows(z, "1970-01-02T12:00", ZONE_ONE, "1970-01-02T10:00Z"));
	CHECK(z != NULL && shows(z, "1970-01-02T01:00", ZONE_GAP, "1970-01-02T00:00Z") && shows(z, "2024-07-01T12:00", ZONE_ONE, "2024-07-01T09:00Z"));
	zone_close(z);
	for (size_t cut = 0; cut + 30 < n; cut++)	/* what is cut off early is damaged; the rule behind the table is only part of it */
		if (!CHECK((z = zone_from(folder, bytes, cut, why)) == NULL))
			zone_close(z);
	n = zone_file(bytes, '2', 0, "");
	z = zone_from(folder, bytes, n, why);
	CHECK(z != NULL && shows(z, "2024-07-01T12:00", ZONE_ONE, "2024-07-01T10:00Z"));
	zone_close(z);
	n = zone_file(bytes, '2', 0, "<-03>3<-02>,0/0,J365/25");	/* summer all the year */
	z = zone_from(folder, bytes, n, why);
	CHECK(z != NULL && shows(z, "2024-01-01T00:30", ZONE_ONE, "2024-01-01T02:30Z") && shows(z, "2024-12-31T23:30", ZONE_ONE, "2025-01-01T01:30Z"));
	zone_close(z);
	for (size_t i = 0; i < sizeof footers / sizeof *footers; i++) {
		n = zone_file(bytes, '2', 0, footers[i]);
		if (!CHECK((z = zone_from(folder, bytes, n, why)) == NULL && strstr(why, "damaged") != NULL))
			printf("# %s\n", footers[i]);
		zone_close(z);
	}
	n = zone_file(bytes, '2', 2, "X");
	CHECK(zone_from(folder, bytes, n, why) == NULL && strstr(why, "leap") != NULL);
	snprintf(path, sizeof path, "%s/Made", folder);
	unlink(path);
	CHECK(zone_open("Made", why, sizeof why) == NULL && strstr(why, folder) != NULL);
	mkfifo(path, 0600);
	CHECK(zone_open("Made", why, sizeof why) == NULL);	/* and does not wait */
	unlink(path);
	rmdir(folder);
	unsetenv("TZDIR");
}

static enum dates_status
take(struct dates *d, const char *text, uint64_t line, const char *want)
{
	int64_t ms = TIME_NONE;
	enum dates_status s = dates_read(d, str_of(text), line, &ms);

	if (s == DATES_GOOD && !CHECK(ms == at(want)))
		printf("# %s\n", text);
	return s;
}

static void
one_date_settles_the_file(void)
{
	struct dates d = {0};

	dates_file(&d);
	CHECK(!dates_undecided(&d));
	CHECK(take(&d, "2025-01-02", 2, "2025-01-02") == DATES_GOOD && take(&d, "3.4.2025", 2, "2025-04-03") == DATES_GOOD && !d.numbers);
	CHECK(take(&d, "3/4/2025", 3, NULL) == DATES_UNSETTLED && take(&d, "4/5/2025", 4, NULL) == DATES_UNSETTLED && d.numbers);
	CHECK(dates_undecided(&d));
	CHECK_TEXT(d.why, "in all dates of this file, like \"3/4/2025\" in line 3, the day or the month may be first: say which with --date-order=dmy or --date-order=mdy");
	CHECK(take(&d, "5/5/2025", 5, "2025-05-05") == DATES_GOOD && d.order == ORDER_UNKNOWN);
	CHECK(take(&d, "6/21/2025 16:14", 6, "2025-06-21T16:14Z") == DATES_GOOD && dates_are_settled(&d) && !dates_undecided(&d));
	CHECK(d.order == ORDER_MONTH_FIRST && d.evidence_line == 6 && strcmp(d.evidence, "6/21/2025 16:14") == 0);
	CHECK(take(&d, "3/4/2025", 3, "2025-03-04") == DATES_GOOD);
	CHECK(take(&d, "29/2/2016 01:16", 7, NULL) == DATES_WRONG);
	CHECK_TEXT(d.why, "\"29/2/2016 01:16\" can only have the day first; line 6, \"6/21/2025 16:14\", settled that this file writes the month first");
	CHECK(take(&d, "31/31/2016", 8, NULL) == DATES_WRONG);
	CHECK_TEXT(d.why, "\"31/31/2016\" is no possible date: there is no such month");
	CHECK(take(&d, "so\x01on \xff", 8, NULL) == DATES_WRONG);
	CHECK_TEXT(d.why, "\"so?on \" is no date: it has no form that is known");
	dates_file(&d);
	CHECK(d.order == ORDER_UNKNOWN && d.evidence_line == 0 && !d.numbers);
	dates_see(&d, STR("soon"), 1);
	dates_see(&d, STR("1/2/2025"), 1);
	CHECK(!dates_are_settled(&d));
	dates_see(&d, STR("29/2/2016"), 2);
	dates_see(&d, STR("2/29/2016"), 3);
	CHECK(d.order == ORDER_DAY_FIRST && d.evidence_line == 2 && take(&d, "3/4/2025", 1, "2025-04-03") == DATES_GOOD);
}

static void
the_order_is_given(void)
{
	struct dates d = {0};

	CHECK(!dates_order_parse("ymd", &d.given) && dates_order_parse("mdy", &d.given) && d.given == ORDER_MONTH_FIRST);
	CHECK(dates_order_parse("dmy", &d.given) && d.given == ORDER_DAY_FIRST);
	dates_file(&d);
	CHECK(take(&d, "3/4/2025", 1, "2025-04-03") == DATES_GOOD && take(&d, "3/14/2025", 2, NULL) == DATES_WRONG);
	CHECK_TEXT(d.why, "\"3/14/2025\" can only have the month first; --date-order says day first");
	CHECK(take(&d, "2025-03-14", 3, "2025-03-14") == DATES_GOOD && !dates_undecided(&d));
}

static void
dates_without_a_zone(void)
{
	struct dates d = { .zone = open_zone("+02:00") };

	dates_file(&d);
	CHECK(take(&d, "2025-01-02 12:00Z", 1, "2025-01-02T12:00Z") == DATES_GOOD && take(&d, "1511196333", 1, "2017-11-20T16:45:33Z") == DATES_GOOD && !d.zoneless);
	CHECK(take(&d, "2025-01-02 12:00", 1, "2025-01-02T10:00Z") == DATES_GOOD && take(&d, "21/11/2025", 1, "2025-11-20T22:00Z") == DATES_GOOD && d.zoneless);
	CHECK(take(&d, "0001-01-01", 1, NULL) == DATES_WRONG && strstr(d.why, "1 to 9999") != NULL);
	zone_close(d.zone);
	if (!is_installed())
		return;
	d.zone = open_zone("Europe/Berlin");
	CHECK(take(&d, "31/3/2024 02:30", 1, NULL) == DATES_WRONG);
	CHECK_TEXT(d.why, "\"31/3/2024 02:30\" never was in Europe/Berlin, whose clocks were put forward over it: is that the right --timezone?");
	CHECK(take(&d, "27.10.2024 02:30", 1, NULL) == DATES_WRONG);
	CHECK_TEXT(d.why, "\"27.10.2024 02:30\" was twice in Europe/Berlin, whose clocks were put back, and nothing tells which is meant; an offset as --timezone would");
	CHECK(take(&d, "27.10.2024 02:30 CET", 1, "2024-10-27T01:30Z") == DATES_GOOD);
	zone_close(d.zone);
	d.zone = open_zone("America/Sao_Paulo");	/* its clocks went from 00:00 to 01:00, and from 24:00 to 23:00 */
	CHECK(take(&d, "2018-11-04", 1, "2018-11-04T03:00Z") == DATES_GOOD && take(&d, "2018-11-04 00:00", 1, NULL) == DATES_WRONG);
	zone_close(d.zone);
	d.zone = open_zone("America/Havana");
	CHECK(take(&d, "2018-11-04", 1, "2018-11-04T04:00Z") == DATES_GOOD && take(&d, "2018-11-04 00:00:00", 1, NULL) == DATES_WRONG);
	zone_close(d.zone);
	d.zone = open_zone("Pacific/Apia");	/* a day that was left out */
	CHECK(take(&d, "2011-12-30", 1, NULL) == DATES_WRONG && take(&d, "2011-12-31", 1, "2011-12-30T10:00Z") == DATES_GOOD);
	zone_close(d.zone);
}

/* A date that needs no more than its own text to be told. */
static bool
clear_date(struct str text, int64_t *ms)
{
	struct date date = date_read(text);

	*ms = date.ms[0];
	return date.form == DATE_CLEAR;
}

static void
without_context_nothing_is_settled(void)
{
	int64_t ms;

	CHECK(clear_date(STR("11/May/24 03:26 PM"), &ms) && ms == at("2024-05-11T15:26Z"));
	CHECK(clear_date(STR("Mon, 21 Nov 2022 22:50:34 +0100 (CET)"), &ms) && ms == at("2022-11-21T21:50:34Z"));
	CHECK(clear_date(STR("5/5/2025"), &ms) && !clear_date(STR("21/11/2022"), &ms) && !clear_date(STR("3/4/2022"), &ms));
	CHECK(!clear_date((struct str){ NULL, 0 }, &ms));
}

UNIT({ "zones are those of libc", zones_are_those_of_libc }, { "clocks jump", clocks_jump }, { "offsets and refusals", offsets_and_refusals },
    { "zone files are checked", zone_files_are_checked }, { "one date settles the file", one_date_settles_the_file },
    { "the order is given", the_order_is_given }, { "dates without a zone", dates_without_a_zone },
    { "without context nothing is settled", without_context_nothing_is_settled })
