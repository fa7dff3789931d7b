#include "zone.h"

#include "time.h"
#include "vec.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_MAX = 1 << 20 };
#define HOUR INT64_C(3600)
#define WINDOW (50 * HOUR)	/* offsets are within 25 hours either way */

/* From a second on the clocks are so many seconds before UTC. */
struct change {
	int64_t at, east;
};

struct zone {
	char *name;
	VEC(struct change) changes;	/* the first one at INT64_MIN */
	int64_t from, to, east;		/* local seconds within which it is known that there is one answer */
};

static bool
wrong(char *why, size_t size, const char *name, const char *what)
{
	snprintf(why, size, "\"%.60s\" %s", name, what);
	return false;
}

/* A change that changes nothing is left out. */
static void
add(struct zone *z, int64_t at, int64_t east)
{
	if (z->changes.len > 0 && z->changes.at[z->changes.len - 1].east == east)
		return;
	vec_push(&z->changes, ((struct change){ at, east }));
}

static int64_t
big_endian(const unsigned char *p, int bytes)
{
	uint64_t v = p[0] & 0x80 ? UINT64_MAX : 0;

	while (bytes-- > 0)
		v = v << 8 | *p++;
	return (int64_t)v;
}

/* The rule for the years behind the table: a POSIX TZ string, "CET-1CEST,M3.5.0,M10.5.0/3". */
struct rule_day {
	char kind;		/* 'M' month.week.day, 'J' day of the year but no February 29, 'D' with it, from 0 */
	long month, week, day;
	int64_t time;		/* of the day, seconds; may be negative or days */
};

struct rule {
	int64_t east, summer_east;
	bool summer;
	struct rule_day begin, end;	/* of the summer */
};

static bool
rule_number(const char **s, long *n)
{
	if (**s < '0' || **s > '9')
		return false;
	for (*n = 0; **s >= '0' && **s <= '9'; (*s)++)
		if ((*n = *n * 10 + (**s - '0')) > 1000)
			return false;
	return true;
}

/* "3", "-1:30", "+24:00:00", in seconds */
static bool
rule_time(const char **s, int64_t *seconds)
{
	long n[3] = {0}, sign = **s == '-' ? -1 : 1;

	*s += **s == '-' || **s == '+';
	for (int i = 0; i < 3; i++) {
		if (!rule_number(s, &n[i]))
			return false;
		if (**s != ':')
			break;
		(*s)++;
	}
	*seconds = sign * ((n[0] * 60 + n[1]) * 60 + n[2]);
	return true;
}

static bool
rule_name(const char **s)
{
	const char *from = *s;

	if (**s == '<') {
		*s += strcspn(*s, ">");
		return *(*s)++ == '>';
	}
	while ((**s >= 'A' && **s <= 'Z') || (**s >= 'a' && **s <= 'z'))
		(*s)++;
	return *s - from >= 3;
}

static bool
rule_day(const char **s, struct rule_day *d)
{
	if (*(*s)++ != ',')
		return false;
	d->time = 2 * HOUR;
	d->kind = **s == 'M' || **s == 'J' ? *(*s)++ : 'D';
	if (d->kind != 'M') {
		if (!rule_number(s, &d->day) || d->day > 365 || (d->kind == 'J' && d->day == 0))
			return false;
	} else if (!rule_number(s, &d->month) || *(*s)++ != '.' || !rule_number(s, &d->week) || *(*s)++ != '.' ||
	    !rule_number(s, &d->day) || d->month < 1 || d->month > 12 || d->week < 1 || d->week > 5 || d->day > 6)
		return false;
	if (**s != '/')
		return true;
	(*s)++;
	return rule_time(s, &d->time);
}

static bool
rule_parse(const char *s, struct rule *r)
{
	if (!rule_name(&s) || !rule_time(&s, &r->east))
		return false;
	r->east = -r->east;	/* POSIX counts west of Greenwich */
	if (*s == '\0')
		return true;
	r->summer = true;
	r->summer_east = r->east + HOUR;
	if (!rule_name(&s))
		return false;
	if (*s != ',') {
		if (!rule_time(&s, &r->summer_east))
			return false;
		r->summer_east = -r->summer_east;
	}
	return rule_day(&s, &r->begin) && rule_day(&s, &r->end) && *s == '\0';
}

/* The second, by clocks that are east before UTC, of a rule's day in a year. */
static int64_t
rule_moment(const struct rule_day *d, long year, int64_t east)
{
	int64_t day = 0, next;

	if (d->kind == 'M') {
		time_civil(year, d->month, 1, &day);
		day += ((d->day + 6) % 7 - time_weekday(day) + 7) % 7 + 7 * (d->week - 1);
		if (!time_civil(d->month == 12 ? year + 1 : year, d->month % 12 + 1, 1, &next))
			next = INT64_MAX;
		while (day >= next)
			day -= 7;
	} else {
		bool leap = time_civil(year, 2, 29, &next);

		time_civil(year, 1, 1, &day);
		day += d->kind == 'J' ? d->day - 1 + (leap && d->day >= 60) : d->day;
	}
	return day * 86400 + d->time - east;
}

/* The rule, written out from the last change of the table to the year 9999: some 16,000 changes, and nothing else need know of rules. */
static void
add_rule(struct zone *z, const struct rule *r, int64_t last)
{
	int64_t day = last == INT64_MIN ? TIME_FIRST / TIME_DAY : last / 86400;
	char text[TIME_TEXT];
	long year = 1;

	if (!r->summer) {
		add(z, last == INT64_MIN ? last : last + 1, r->east);
		return;
	}
	if (day > TIME_FIRST / TIME_DAY && day < TIME_END / TIME_DAY) {
		time_write_day(text, day);
		year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
	}
	for (; year <= 9999; year++) {
		struct change c[2] = {
			{ rule_moment(&r->begin, year, r->east), r->summer_east },
			{ rule_moment(&r->end, year, r->summer_east), r->east },
		};
		int first = c[0].at > c[1].at;

		if (c[first].at > last)
			add(z, c[first].at, c[first].east);
		if (c[!first].at > last)
			add(z, c[!first].at, c[!first].east);
	}
}

struct counts {
	size_t utc, standard, leaps, times, types, letters;
};

static bool
header(const unsigned char *p, const unsigned char *end, struct counts *c)
{
	if (end - p < 44 || memcmp(p, "TZif", 4) != 0)
		return false;
	c->utc = (size_t)(uint32_t)big_endian(p + 20, 4);
	c->standard = (size_t)(uint32_t)big_endian(p + 24, 4);
	c->leaps = (size_t)(uint32_t)big_endian(p + 28, 4);
	c->times = (size_t)(uint32_t)big_endian(p + 32, 4);
	c->types = (size_t)(uint32_t)big_endian(p + 36, 4);
	c->letters = (size_t)(uint32_t)big_endian(p + 40, 4);
	return c->utc <= 256 && c->standard <= 256 && c->leaps <= 4096 && c->times <= FILE_MAX && c->types >= 1 && c->types <= 256 &&
	    c->letters <= 4096;
}

static size_t
body_size(const struct counts *c, size_t word)
{
	return c->times * (word + 1) + c->types * 6 + c->letters + c->leaps * (word + 4) + c->standard + c->utc;
}

/* A TZif file of version 2 or later; of a version 1 file its 32-bit table, all it has. NULL, or what is wrong with it. */
static const char *
read_file(struct zone *z, unsigned char *p, size_t n)
{
	static const char damaged[] = "is damaged in the system's time zone data base";
	unsigned char *end = p + n, *types;
	struct counts c;
	struct rule rule = {0};
	int64_t last = INT64_MIN;
	size_t word = 4;

	if (!header(p, end, &c))
		return "is no time zone in the system's data base";
	if (p[4] >= '2') {
		word = 8;
		if (body_size(&c, 4) > (size_t)(end - p) - 44)
			return damaged;
		p += 44 + body_size(&c, 4);
		if (!header(p, end, &c))
			return damaged;
	}
	p += 44;
	if (body_size(&c, word) > (size_t)(end - p))
		return damaged;
	if (c.leaps > 0)
		return "counts leap seconds, which times in exports do not";
	types = p + c.times * (word + 1);
	add(z, INT64_MIN, big_endian(types, 4));
	for (size_t i = 0; i < c.times; i++) {
		size_t type = p[c.times * word + i];
		int64_t at = big_endian(p + i * word, (int)word);

		if (type >= c.types || at <= last || at > INT64_MAX / 2)
			return damaged;
		last = at;
		add(z, at, big_endian(types + 6 * type, 4));
	}
	for (size_t i = 0; i < z->changes.len; i++)
		if (z->changes.at[i].east < -25 * HOUR || z->changes.at[i].east > 26 * HOUR)
			return damaged;
	p += body_size(&c, word);
	if (word == 8 && end - p > 2 && p[0] == '\n' && end[-1] == '\n' && p + 1 < end - 1) {
		end[-1] = '\0';
		if (!rule_parse((char *)p + 1, &rule))
			return damaged;
		add_rule(z, &rule, last);
	}
	return NULL;
}

/* Letters, digits and -_+ between slashes: nothing that leaves the folder. Two files there are the host's own zone. */
static bool
is_name(const char *s)
{
	if (*s == '/' || strlen(s) > 100 || strncmp(s, "local", 5) == 0 || strcmp(s, "posixrules") == 0)
		return false;
	return *s != '\0' && s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-_/")] == '\0';
}

static bool
load(struct zone *z, const char *name, char *why, size_t size)
{
	const char *folder = getenv("TZDIR"), *what;
	char path[4200];
	unsigned char *bytes;
	struct stat st;
	size_t n;
	FILE *f;

	if (folder == NULL || *folder == '\0')
		folder = "/usr/share/zoneinfo";
	if (!is_name(name))
		return wrong(why, size, name, "is no time zone: UTC, an offset like +02:00 or a name like Europe/Berlin is one");
	if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, name) >= sizeof path || stat(path, &st) != 0 || !S_ISREG(st.st_mode) ||
	    (f = fopen(path, "rb")) == NULL) {
		snprintf(why, size, "\"%.60s\" is no time zone in %.80s: give a name that is there, like Europe/Berlin, or an offset like +02:00", name, folder);
		return false;
	}
	n = st.st_size < FILE_MAX ? (size_t)st.st_size : 0;
	bytes = mem_zeroed(n + 1, 1);
	what = fread(bytes, 1, n, f) != n ? "cannot be read in the system's time zone data base" : read_file(z, bytes, n);
	fclose(f);
	free(bytes);
	return what == NULL || wrong(why, size, name, what);
}

/* "+02:00", "-0330", "+01". */
static bool
offset(const char *s, int64_t *east)
{
	static const char *const shapes[] = { "+dd:dd", "+dddd", "+dd" };

	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		int64_t n[4] = {0};
		size_t digits = 0, k = 0;

		if (strlen(s) != strlen(shapes[i]))
			continue;
		for (; s[k] != '\0'; k++)
			if (shapes[i][k] == 'd' && s[k] >= '0' && s[k] <= '9')
				n[digits++] = s[k] - '0';
			else if (shapes[i][k] != s[k] && !(k == 0 && s[k] == '-'))
				break;
		*east = (*s == '-' ? -1 : 1) * ((n[0] * 10 + n[1]) * 60 + n[2] * 10 + n[3]) * 60;
		return s[k] == '\0' && n[0] * 10 + n[1] <= 23 && n[2] <= 5;
	}
	return false;
}

struct zone *
zone_open(const char *name, char *why, size_t size)
{
	struct zone *z = mem_zeroed(1, sizeof *z);
	int64_t east = 0;

	z->name = mem_copy(name, strlen(name));
	z->from = z->to = 0;
	if (strcmp(name, "UTC") == 0 || strcmp(name, "Z") == 0 || strcmp(name, "GMT") == 0 || offset(name, &east))
		add(z, INT64_MIN, east);
	else if (!load(z, name, why, size)) {
		zone_close(z);
		return NULL;
	}
	return z;
}

void
zone_close(struct zone *z)
{
	if (z == NULL)
		return;
	vec_free(&z->changes);
	free(z->name);
	free(z);
}

const char *
zone_name(const struct zone *z)
{
	return z != NULL ? z->name : "UTC";
}

/* The last change at or before a second. */
static size_t
find(const struct zone *z, int64_t at)
{
	size_t low = 0, high = z->changes.len;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (z->changes.at[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static int64_t
end_of(const struct zone *z, size_t i)
{
	return i + 1 < z->changes.len ? z->changes.at[i + 1].at : INT64_MAX;
}

/*
 * Around a second there may be several changes. Each stretch between two of them shows the clocks once; whoever is in
 * none of them is in a gap.
 */
static enum zone_status
settle(struct zone *z, int64_t local, int64_t *utc)
{
	size_t first = find(z, local - WINDOW), i = first, found = 0;
	int64_t gap = 0;

	for (; i < z->changes.len && (i == first || z->changes.at[i].at <= local + WINDOW); i++) {
		int64_t moment = local - z->changes.at[i].east;

		if (moment >= z->changes.at[i].at && moment < end_of(z, i)) {
			if (found++ == 0)
				*utc = moment;
		} else if (moment >= end_of(z, i))
			gap = end_of(z, i);	/* so far the last change that was before it by the old clocks */
	}
	if (found == 0)
		*utc = gap;
	if (i == first + 1 && found == 1) {	/* no change is near: rows of one season in a row are known without a search */
		z->east = z->changes.at[first].east;
		z->from = first == 0 ? INT64_MIN : z->changes.at[first].at + WINDOW;
		z->to = first + 1 == z->changes.len ? INT64_MAX : end_of(z, first) - WINDOW;
	}
	return found == 0 ? ZONE_GAP : found == 1 ? ZONE_ONE : ZONE_TWICE;
}

enum zone_status
zone_utc(struct zone *z, int64_t local, int64_t *utc)
{
	int64_t seconds, rest;
	enum zone_status status;

	if (z == NULL) {
		*utc = local;
		return ZONE_ONE;
	}
	seconds = local / 1000 - (local % 1000 < 0);
	if (seconds >= z->from && seconds < z->to) {
		*utc = local - z->east * 1000;
		return ZONE_ONE;
	}
	rest = local - seconds * 1000;
	status = settle(z, seconds, utc);
	*utc = *utc * 1000 + (status == ZONE_GAP ? 0 : rest);
	return status;
}

int64_t
zone_east(const struct zone *z, int64_t utc)
{
	return z == NULL ? 0 : z->changes.at[find(z, utc / 1000 - (utc % 1000 < 0))].east * 1000;
}
