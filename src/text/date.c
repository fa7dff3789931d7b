#include "date.h"

#include "../base/time.h"
#include "clock.h"
#include "month.h"

#include <string.h>

enum { LONGEST = 120 };		/* of a text that can be a date, comments included */

/* The days that a text may mean. */
struct days {
	long year, month, day;		/* year < 0: not yet known; numbers without names: read with the day first */
	bool choice;			/* month and day may stand the other way round */
	bool named;			/* the month is a word */
	bool joined;			/* 20221121 */
	const char *wrong;
};

static const char not_known[] = "it has no form that is known";

static struct date
no(enum date_form form, const char *why)
{
	return (struct date){ .form = form, .why = why };
}

/*
 * The text in lower case and terminated, white space of all kinds as blanks, marks of the direction of writing left
 * out. False: it cannot be a date.
 */
static bool
prepare(struct str text, char out[LONGEST + 1])
{
	static const struct { char from[4]; char to; } marks[] = {
		{ "\xc2\xa0", ' ' }, { "\xe2\x80\xaf", ' ' }, { "\xe2\x80\x89", ' ' }, { "\xe2\x88\x92", '-' },
		{ "\xe2\x80\x8e", 0 }, { "\xe2\x80\x8f", 0 }, { "\xef\xbb\xbf", 0 },
	};
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.s[i];

		if (n == LONGEST || c == '\0')
			return false;
		if ((unsigned char)c >= 0x80) {
			size_t m = 0, wide = 0;

			while (m < sizeof marks / sizeof *marks && !str_starts((struct str){ text.s + i, text.n - i }, marks[m].from))
				m++;
			if (m < sizeof marks / sizeof *marks) {
				wide = strlen(marks[m].from);
				i += wide - 1;
				c = marks[m].to;
				if (c == 0)
					continue;
			} else if (c == '\xc3' && i + 1 < text.n) {	/* capital letters with accents */
				unsigned char next = (unsigned char)text.s[++i];

				out[n++] = c;
				if (n == LONGEST)
					return false;
				c = (char)(next >= 0x80 && next <= 0x9e ? next + 0x20 : next);
			}
		}
		out[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c == '\t' ? ' ' : c;
	}
	while (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return true;
}

static void
skip_blanks(const char **s)
{
	while (**s == ' ')
		(*s)++;
}

static bool
eat(const char **s, const char *what)
{
	size_t n = strlen(what);

	if (strncmp(*s, what, n) != 0)
		return false;
	*s += n;
	return true;
}

static struct str
word(const char *s)
{
	struct str w = { s, 0 };

	while ((s[w.n] >= 'a' && s[w.n] <= 'z') || (unsigned char)s[w.n] >= 0x80)
		w.n++;
	return w;
}

/* A month by its name; a dot behind it, too. */
static bool
month_name(const char **s, struct days *d)
{
	struct str w = word(*s);

	d->month = month_number(w);
	d->named = true;
	*s += w.n;
	eat(s, ".");
	return d->month > 0;
}

/*
 * A year of four digits, or of two. Mail programs that were surprised by the year 2000 wrote 100, which RFC 2822 wants
 * read as 1900 + 100. Longer ones are years, though none that there are.
 */
static bool
year(const char **s, struct days *d)
{
	int n = clock_digits(s, &d->year);

	if (n == 2)
		d->year += d->year < 69 ? 2000 : 1900;
	else if (n == 3 && d->named)
		d->year += 1900;
	else if (n < 4 || n > 6)
		return false;
	return true;
}

/* "2022-11-21", "2022/11/21", "2022-Nov-21": s is behind the year. */
static bool
year_first(const char **s, struct days *d)
{
	char separator = *(*s)++;
	int n;

	if (separator != '-' && separator != '/' && separator != '.')
		return false;
	n = clock_digits(s, &d->month);
	if (n > 2 || (n == 0 && !month_name(s, d)) || *(*s)++ != separator)
		return false;
	n = clock_digits(s, &d->day);
	return n == 1 || n == 2;
}

/* "21.11.2022", "21/11/22", "11/21/2022", "21-Nov-2022", "21st November 2022", "21 de noviembre de 2022": s is behind the first number. */
static bool
year_last(const char **s, struct days *d)
{
	static const char *const ordinal[] = { "st", "nd", "rd", "th", "er", "." };
	char separator = **s;
	const char *before;
	int n;

	if ((separator == '/' || separator == '-' || separator == '.') && (*s)[1] >= '0' && (*s)[1] <= '9') {
		(*s)++;
		n = clock_digits(s, &d->month);
		if (n > 2 || *(*s)++ != separator)
			return false;
		before = *s;
		if (!year(s, d))
			return false;
		d->choice = separator != '.';
		if (separator == '-' && *s - before == 2)
			d->wrong = "a year of two digits between hyphens may be the first number or the last";
		return true;
	}
	for (size_t i = 0; i < sizeof ordinal / sizeof *ordinal && !eat(s, ordinal[i]); i++)
		;
	if (separator == '/' || separator == '-')
		(*s)++;
	else
		skip_blanks(s);
	if (separator == ' ')
		eat(s, "de ");
	if (!month_name(s, d))
		return false;
	if (separator == '/' || separator == '-') {
		if (*(*s)++ != separator)
			return false;
	} else {
		eat(s, ",");
		skip_blanks(s);
		eat(s, "de ");
	}
	return year(s, d);
}

/* "nov 21, 2022", "nov 21 22:50:34 2022": s is behind the month; of the second the year is left for later. */
static bool
month_first(const char **s, struct days *d)
{
	static const char *const ordinal[] = { "st", "nd", "rd", "th" };
	const char *before;
	int n;

	if (!eat(s, "-") && !eat(s, "/"))
		skip_blanks(s);
	n = clock_digits(s, &d->day);
	if (n < 1 || n > 2)
		return false;
	for (size_t i = 0; i < sizeof ordinal / sizeof *ordinal && !eat(s, ordinal[i]); i++)
		;
	before = *s;
	if (!eat(s, "-") && !eat(s, "/"))
		eat(s, ",");
	skip_blanks(s);
	if (*s > before && year(s, d) && **s != ':' && **s != '.')
		return true;
	*s = before;
	d->year = -1;
	return true;
}

static bool
day_part(const char **s, struct days *d)
{
	struct str w = word(*s);
	long first;
	int n;

	if (month_is_weekday(w) && month_number(w) == 0) {
		*s += w.n;
		eat(s, ".");
		eat(s, ",");
		skip_blanks(s);
	}
	n = clock_digits(s, &first);
	if (n == 0)
		return month_name(s, d) && month_first(s, d);
	if (n == 8) {
		d->year = first / 10000;
		d->month = first / 100 % 100;
		d->day = first % 100;
		d->joined = true;
		return true;
	}
	if (n >= 4 && n <= 6) {
		d->year = first;
		return year_first(s, d);
	}
	d->day = first;
	return n <= 2 && year_last(s, d);
}

/* What stands between a day and its time. */
static bool
to_the_clock(const char **s, const struct days *d)
{
	const char *before = *s;

	if ((**s == 't' || (**s == ':' && d->named)) && (*s)[1] >= '0' && (*s)[1] <= '9') {
		(*s)++;
		return true;
	}
	eat(s, ",");
	skip_blanks(s);
	if (eat(s, "at "))
		skip_blanks(s);
	else if (*s > before && s[0][0] == '-' && s[0][1] == ' ')
		*s += 2;
	return *s > before;
}

/* The year of "Nov 21 22:50:34 2022", behind which a zone may stand, too. */
static bool
late_year(const char **s, struct days *d, struct clock *c)
{
	skip_blanks(s);
	if (clock_digits(s, &d->year) != 4)
		return false;
	return **s == '\0' || (!c->zoned && clock_zone(s, c));
}

static const char *
why_no_day(long y, long month)
{
	if (y < 1 || y > 9999)
		return "years are from 1 to 9999";
	return month < 1 || month > 12 ? "there is no such month" : "there is no such day in that month";
}

/* One reading as a moment. */
static bool
moment(long y, long month, long mday, const struct clock *c, int64_t *ms)
{
	int64_t day;

	if (!time_civil(y, month, mday, &day))
		return false;
	*ms = day * TIME_DAY + c->ms - c->east * INT64_C(60000);
	return *ms >= TIME_FIRST && *ms < TIME_END;
}

static struct date
conclude(const struct days *d, const struct clock *c, bool whole_day)
{
	struct date date = { .form = DATE_CLEAR, .zoned = c->zoned, .whole_day = whole_day };
	bool day_first = moment(d->year, d->month, d->day, c, &date.ms[0]);
	bool month_first_too = d->choice && moment(d->year, d->day, d->month, c, &date.ms[1]);

	if (c->wrong != NULL || d->wrong != NULL)
		return no(DATE_IMPOSSIBLE, c->wrong != NULL ? c->wrong : d->wrong);
	if (!day_first && !month_first_too)
		return no(DATE_IMPOSSIBLE, why_no_day(d->year, d->choice && d->day <= 12 ? d->day : d->month));
	if (!day_first || !month_first_too) {
		if (d->choice)
			date.form = day_first ? DATE_DAY_FIRST : DATE_MONTH_FIRST;
		date.ms[day_first] = date.ms[!day_first];
	} else if (date.ms[0] != date.ms[1])
		date.form = DATE_EITHER;
	return date;
}

static struct date
calendar(const char *s)
{
	struct days d = { .year = -1 };
	struct clock c = {0};
	bool whole_day;

	if (!day_part(&s, &d))
		return no(DATE_NONE, not_known);
	whole_day = *s == '\0';
	if (whole_day && d.year < 0)
		return no(DATE_NONE, "it has no year");
	if (!whole_day) {
		if (!to_the_clock(&s, &d) || !clock_time(&s, d.joined, &c) || !clock_zone(&s, &c))
			return no(DATE_NONE, not_known);
		if (d.year < 0 && !late_year(&s, &d, &c))
			return no(DATE_NONE, "it has no year");
		skip_blanks(&s);
		if (*s != '\0')
			return no(DATE_NONE, not_known);
	}
	return conclude(&d, &c, whole_day);
}

/* "20221121", "202211212250", "20221121225034": a number of this many digits that begins as the years do in which exports are made. */
static bool
joined(const char *s, size_t digits, struct date *date)
{
	char apart[16];

	if ((digits != 8 && digits != 12 && digits != 14) || (memcmp(s, "19", 2) != 0 && memcmp(s, "20", 2) != 0))
		return false;
	memcpy(apart, s, 8);
	apart[8] = digits > 8 ? 't' : '\0';
	memcpy(apart + 9, s + 8, digits - 8);
	apart[digits + (digits > 8)] = '\0';
	*date = calendar(apart);
	return date->form == DATE_CLEAR || digits != 12;	/* 12 may be milliseconds */
}

/* "1669071034", "1669071034.0", "1669071034.123": digits, with a point among them at most. */
static struct date
since_1970(const char *s, size_t digits)
{
	static const char too_large[] = "as a number of seconds, milliseconds or microseconds since 1970 it is out of all bounds";
	struct date date = { .form = DATE_CLEAR, .zoned = true };
	int64_t n = 0, micros = 0;
	const char *p = s + digits;
	int places = 0;

	if (digits > 17)
		return no(DATE_IMPOSSIBLE, too_large);
	for (size_t i = 0; i < digits; i++)
		n = n * 10 + (s[i] - '0');
	if (*p == '.') {	/* rounded to microseconds, of which a double that was written out in full is sure */
		for (p++; *p != '\0'; p++)
			if (++places <= 6)
				micros = micros * 10 + (*p - '0');
			else if (places == 7)
				micros += *p >= '5';
		for (; places < 6; places++)
			micros *= 10;
	}
	if (p[-1] == '.')
		return no(DATE_NONE, not_known);
	if (n < INT64_C(100000000))
		return no(DATE_IMPOSSIBLE, "as seconds since 1970 it is before March 1973, and so more likely the day count of a spreadsheet");
	if (n < INT64_C(100000000000))
		date.ms[0] = n * 1000 + micros / 1000;
	else if (n < TIME_END)
		date.ms[0] = n;
	else if (n >= INT64_C(1000000000000000) && n < INT64_C(4102444800000000))	/* 2001 to 2099; as milliseconds no year that there is */
		date.ms[0] = n / 1000;
	else
		return no(DATE_IMPOSSIBLE, too_large);
	date.ms[1] = date.ms[0];
	return date;
}

static struct date
general(struct str text)
{
	char s[LONGEST + 1];
	struct date date;
	size_t digits;

	if (!prepare(text, s))
		return no(DATE_NONE, not_known);
	digits = strspn(s, "0123456789");
	if (digits > 0 && s[strspn(s, "0123456789.")] == '\0' && strchr(s, '.') == strrchr(s, '.')) {
		if (s[digits] == '\0' && joined(s, digits, &date))
			return date;
		return since_1970(s, digits);
	}
	if ((s[0] == '-' || s[0] == '+') && s[1] >= '0' && s[1] <= '9') {
		digits = strspn(s + 1, "0123456789");
		if (s[1 + strspn(s + 1, "0123456789.")] == '\0')
			return no(DATE_IMPOSSIBLE, "a number with a sign is no moment that an export can tell of");
		if (digits >= 4 && s[1 + digits] == '-')
			return no(DATE_IMPOSSIBLE, "years are from 1 to 9999");
	}
	return calendar(s);
}

struct date
date_read(struct str text)
{
	struct date date = { .form = DATE_CLEAR };

	text = str_trim(text);
	if (text.n == 0)
		return no(DATE_NONE, "it is empty");
	if (text.s[0] >= '0' && text.s[0] <= '9' ? time_parse_zoned(text, &date.ms[0], &date.zoned) :
	    (date.zoned = time_parse_twitter(text, &date.ms[0]))) {
		date.ms[1] = date.ms[0];
		date.whole_day = text.n == 10;
		return date;
	}
	return general(text);
}
