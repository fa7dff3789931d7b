/*
 * Any text as a date: what is read is a moment that there is, the fast way and the general one agree, and clock time
 * of a zone made UTC shows the same clock again. Bytes that begin as zone files do are also a zone.
 */
#include "feed.h"

#include "../../src/base/time.h"
#include "../../src/format/dates.h"
#include "../../src/text/date.h"

enum { GENERAL_MAX = 100 };

static bool
same(struct date a, struct date b)
{
	return a.form == b.form && (a.form < DATE_CLEAR || (a.zoned == b.zoned && a.whole_day == b.whole_day && a.ms[0] == b.ms[0] && a.ms[1] == b.ms[1]));
}

/* A mark of the direction of writing counts for nothing, but is not what the fast way takes. */
static void
compare_ways(struct str text, struct date d)
{
	char marked[GENERAL_MAX + 3] = "\xe2\x80\x8e";
	struct str trimmed = str_trim(text);

	if (trimmed.n == 0 || trimmed.n > GENERAL_MAX)
		return;
	memcpy(marked + 3, trimmed.s, trimmed.n);
	feed_check(same(d, date_read((struct str){ marked, trimmed.n + 3 })), "both ways read the same");
}

static void
in_zone(struct zone *z, int64_t local)
{
	int64_t utc;
	enum zone_status s = zone_utc(z, local, &utc);

	if (s == ZONE_GAP)
		return;
	feed_check(utc + zone_east(z, utc) == local, "the clock shows what was read");
}

static void
in_file(struct str text, struct zone *z)
{
	struct dates d = { .zone = z };
	enum dates_status first, second;
	int64_t ms[2];

	dates_file(&d);
	first = dates_read(&d, text, 1, &ms[0]);
	feed_check(first != DATES_GOOD || (ms[0] >= TIME_FIRST && ms[0] < TIME_END), "the moment is one");
	feed_check(first == DATES_GOOD || strlen(d.why) > 10, "there is a reason");
	feed_check(first == DATES_UNSETTLED ? dates_undecided(&d) : !dates_undecided(&d), "who is undecided says so");
	second = dates_read(&d, text, 2, &ms[1]);
	feed_check(first == second && (first != DATES_GOOD || ms[0] == ms[1]), "again it is the same");
}

static void
as_zone(const uint8_t *bytes, size_t n)
{
	char path[64], why[200] = "";
	FILE *f = feed_file(bytes, n, path);
	struct zone *z;

	setenv("TZDIR", "/proc/self/fd", 1);
	z = zone_open(strrchr(path, '/') + 1, why, sizeof why);
	unsetenv("TZDIR");
	feed_check(z != NULL || strlen(why) > 10, "there is a reason");
	for (int64_t local = TIME_FIRST; z != NULL && local < TIME_END; local += 3 * 365 * TIME_DAY + 12345678)
		in_zone(z, local);
	zone_close(z);
	fclose(f);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static struct zone *berlin;
	struct str text = { (const char *)bytes, n };
	struct date d = date_read(text);
	char why[200];

	if (berlin == NULL && (berlin = zone_open("Europe/Berlin", why, sizeof why)) == NULL)
		berlin = zone_open("+01:00", why, sizeof why);
	if (d.form < DATE_CLEAR)
		feed_check(d.why != NULL, "there is a reason");
	else
		for (int i = 0; i < 2; i++) {
			feed_check(d.ms[i] >= TIME_FIRST && d.ms[i] < TIME_END, "the moment is one");
			in_zone(berlin, d.ms[i]);
		}
	feed_check(d.form < DATE_CLEAR || (d.form == DATE_EITHER) == (d.ms[0] != d.ms[1]), "two readings are two moments");
	compare_ways(text, d);
	in_file(text, berlin);
	if (n > 44 && memcmp(bytes, "TZif", 4) == 0)
		as_zone(bytes, n);
	return 0;
}
