#include "clock.h"

#include <string.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static void
skip_blanks(const char **s)
{
	while (**s == ' ')
		(*s)++;
}

int
clock_digits(const char **s, long *value)
{
	int n = 0;

	for (*value = 0; n < 9 && is_digit(**s); n++, (*s)++)
		*value = *value * 10 + (**s - '0');
	return n;
}

/* Two digits, over which s moves. */
static bool
two(const char **s, long *value)
{
	if (!is_digit((*s)[0]) || !is_digit((*s)[1]) || is_digit((*s)[2]))
		return false;
	*value = ((*s)[0] - '0') * 10 + ((*s)[1] - '0');
	*s += 2;
	return true;
}

/* ".123" or ",123", as milliseconds. */
static int64_t
fraction(const char **s)
{
	int64_t ms = 0, scale = 100;

	if ((**s != '.' && **s != ',') || !is_digit((*s)[1]))
		return 0;
	for ((*s)++; is_digit(**s); (*s)++, scale /= 10)
		ms += (**s - '0') * scale;
	return ms;
}

/* "am", "p.m.", "a. m.": 'a' or 'p' and s behind it; or 0. */
static char
half_of_day(const char **s)
{
	const char *p = *s;
	char half;

	skip_blanks(&p);
	half = *p;
	if (half != 'a' && half != 'p')
		return 0;
	if (*++p == '.')
		p++;
	skip_blanks(&p);
	if (*p != 'm' || is_letter(p[1]))
		return 0;
	*s = p + 1 + (p[1] == '.');
	return half;
}

/* Noon is 12 PM, midnight 12 AM; programs that number the hours from 0 to 11 write 0 PM, 0 AM. */
static void
halve(char half, long *hour, struct clock *c)
{
	if (*hour > 12)
		c->wrong = "there is no such hour with AM or PM";
	*hour = *hour % 12 + (half == 'p' ? 12 : 0);
}

bool
clock_time(const char **s, bool joined, struct clock *c)
{
	long hour, minute = 0, second = 0;
	int64_t ms = 0;
	int n = clock_digits(s, &hour);
	char separator = **s, half;

	if (joined && (n == 4 || n == 6)) {
		second = n == 6 ? hour % 100 : 0;
		minute = n == 6 ? hour / 100 % 100 : hour % 100;
		hour /= n == 6 ? 10000 : 100;
		ms = n == 6 ? fraction(s) : 0;
	} else if (n != 1 && n != 2)
		return false;
	else if (separator == ':' || separator == '.') {
		(*s)++;
		if (!two(s, &minute))
			return false;
		if (**s == separator && is_digit((*s)[1])) {
			(*s)++;
			if (!two(s, &second))
				return false;
			ms = fraction(s);
		}
	} else if (half_of_day(&(const char *){ *s }) == 0)
		return false;
	if ((half = half_of_day(s)) != 0)
		halve(half, &hour, c);
	if (hour == 24 && c->wrong == NULL)
		c->wrong = "hour 24 may be the beginning of the day or its end";
	else if (hour > 23 || minute > 59 || second > 60)
		c->wrong = "there is no such time of day";
	c->ms = ((hour * 60 + minute) * 60 + second) * 1000 + ms;
	return true;
}

/* Minutes east of those names that stand for one zone; CST and the like as RFC 2822 has them. */
static bool
named(const char *name, size_t n, long *east)
{
	static const struct { char name[5]; signed char hours; } zones[] = {
		{ "z", 0 }, { "ut", 0 }, { "utc", 0 }, { "gmt", 0 }, { "est", -5 }, { "edt", -4 }, { "cst", -6 }, { "cdt", -5 },
		{ "mst", -7 }, { "mdt", -6 }, { "pst", -8 }, { "pdt", -7 }, { "wet", 0 }, { "west", 1 }, { "cet", 1 }, { "cest", 2 },
		{ "met", 1 }, { "mest", 2 }, { "mez", 1 }, { "mesz", 2 }, { "eet", 2 }, { "eest", 3 },
	};

	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
		if (strlen(zones[i].name) == n && memcmp(zones[i].name, name, n) == 0) {
			*east = zones[i].hours * 60;
			return true;
		}
	return false;
}

/* "+01:00", "+0100", "+01", "+1" */
static bool
offset(const char **s, struct clock *c)
{
	long sign = *(*s)++ == '-' ? -1 : 1, hours, minutes = 0;
	int n = clock_digits(s, &hours);

	if (n == 4) {
		minutes = hours % 100;
		hours /= 100;
	} else if (n != 1 && n != 2)
		return false;
	else if (**s == ':') {
		(*s)++;
		if (!two(s, &minutes))
			return false;
	}
	if (hours > 23 || minutes > 59)
		c->wrong = "there is no such time zone";
	c->east += sign * (hours * 60 + minutes);
	c->zoned = true;
	return true;
}

/* What says the same once more, for people: "(CET)", "[Europe/Berlin]", "CET". */
static void
comment(const char **s)
{
	const char *p = *s, *end;
	size_t n = 0;

	skip_blanks(&p);
	if (*p == '(' || *p == '[') {
		end = strrchr(p, *p == '(' ? ')' : ']');	/* comments hold comments */
		if (end != NULL)
			*s = end + 1;
		return;
	}
	while (is_letter(p[n]))
		n++;
	if (p > *s && n >= 2 && n <= 5)
		*s = p + n;
}

bool
clock_zone(const char **s, struct clock *c)
{
	const char *behind;
	size_t n = 0;
	long east = 0;

	skip_blanks(s);
	while (is_letter((*s)[n]))
		n++;
	if (n > 0) {
		if (!named(*s, n, &east)) {
			if (n > 5)
				return false;
			c->wrong = "its time zone is none that is known, or several";
			*s += n;
			return true;
		}
		c->zoned = true;
		c->east = east;
		*s += n;
		if (strncmp(*s, " dst", 4) == 0) {	/* "MET DST" */
			c->east += 60;
			*s += 4;
		}
		behind = *s;
		skip_blanks(&behind);
		if (east != 0 || n < 2 || (*behind != '+' && *behind != '-')) {
			if (**s == ' ' || **s == '[')
				comment(s);
			return true;
		}
		*s = behind;
	} else if (**s != '+' && **s != '-')
		return **s == '\0' || is_digit(**s);
	if (!offset(s, c))
		return false;
	comment(s);
	return true;
}
