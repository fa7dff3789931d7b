#include "time.h"

#include <string.h>

static bool
leap(long y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

/* Days from the civil date; years are counted from March so that a leap day ends one. */
bool
time_civil(long year, long month, long mday, int64_t *day)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int64_t y = year - (month <= 2), era = y / 400, yoe = y - era * 400, doy;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || mday < 1 ||
	    mday > length[month - 1] + (month == 2 && leap(year)))
		return false;
	doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + mday - 1;
	*day = era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
	return true;
}

/* n digits at *s, moved over; -1 if one of them is none. */
static long
digits(const char **s, const char *end, int n)
{
	long v = 0;

	if (end - *s < n)
		return -1;
	for (; n > 0; n--, (*s)++) {
		if (**s < '0' || **s > '9')
			return -1;
		v = v * 10 + (**s - '0');
	}
	return v;
}

static bool
eat(const char **s, const char *end, char c)
{
	if (*s == end || **s != c)
		return false;
	(*s)++;
	return true;
}

/* Z, +01:00, +0100, +01 or nothing: minutes east. */
static bool
zone(const char **s, const char *end, long *east, bool *zoned)
{
	long sign, h, m = 0;

	*east = 0;
	*zoned = *s != end;
	if (*s == end || eat(s, end, 'Z') || eat(s, end, 'z'))
		return true;
	if (**s != '+' && **s != '-')
		return false;
	sign = *(*s)++ == '-' ? -1 : 1;
	if ((h = digits(s, end, 2)) < 0 || h > 23)
		return false;
	if (eat(s, end, ':') || *s != end)
		m = digits(s, end, 2);
	*east = sign * (h * 60 + m);
	return m >= 0 && m < 60;
}

/* "16:45", "16:45:33", "16:45:33.000": milliseconds of the day. 23:59:60 is taken as the next second. */
static bool
clock_time(const char **s, const char *end, int64_t *ms)
{
	long h, m, sec = 0, scale = 100;
	bool seconds;

	if ((h = digits(s, end, 2)) < 0 || !eat(s, end, ':') || (m = digits(s, end, 2)) < 0)
		return false;
	seconds = eat(s, end, ':');
	if (seconds && (sec = digits(s, end, 2)) < 0)
		return false;
	*ms = ((h * 60 + m) * 60 + sec) * 1000;
	if (seconds && eat(s, end, '.')) {
		if (*s == end || **s < '0' || **s > '9')
			return false;
		for (; *s < end && **s >= '0' && **s <= '9'; (*s)++, scale /= 10)
			*ms += (**s - '0') * scale;
	}
	return h < 24 && m < 60 && sec < 61;
}

/* East of Greenwich the year 1 begins in the year 0, west of it 9999 ends in 10000. */
static bool
moment_of(int64_t day, int64_t ofday, long east, int64_t *ms)
{
	int64_t at = day * TIME_DAY + ofday - east * INT64_C(60000);

	if (at < TIME_FIRST || at >= TIME_END)
		return false;
	*ms = at;
	return true;
}

/* "2017-11-20". Neighbours in a stream are of one day, mostly. */
static bool
iso_day(const char **s, const char *end, int64_t *day)
{
	static _Thread_local char known[10] = "1970-01-01";
	static _Thread_local int64_t known_day;
	const char *from = *s;
	long y, mo, d;

	if (end - *s >= 10 && memcmp(known, *s, 10) == 0) {
		*day = known_day;
		*s += 10;
		return true;
	}
	if ((y = digits(s, end, 4)) < 0 || !eat(s, end, '-') || (mo = digits(s, end, 2)) < 0 || !eat(s, end, '-') ||
	    (d = digits(s, end, 2)) < 0 || !time_civil(y, mo, d, day))
		return false;
	memcpy(known, from, 10);
	known_day = *day;
	return true;
}

bool
time_parse_zoned(struct str text, int64_t *ms, bool *zoned)
{
	const char *s = text.s != NULL ? text.s : "", *end = s + text.n;
	int64_t day, ofday = 0;
	long east = 0;

	if (!iso_day(&s, end, &day))
		return false;
	*zoned = false;
	if (s != end) {
		bool utc;

		if (!eat(&s, end, 'T') && !eat(&s, end, 't') && !eat(&s, end, ' '))
			return false;
		if (!clock_time(&s, end, &ofday))
			return false;
		eat(&s, end, ' ');	/* "16:45:33 UTC" and "16:45:33 +0000" */
		utc = end - s == 3 && memcmp(s, "UTC", 3) == 0;
		if (utc)
			s = end;
		if (!zone(&s, end, &east, zoned) || s != end)
			return false;
		*zoned |= utc;
	}
	return moment_of(day, ofday, east, ms);
}

bool
time_parse(struct str text, int64_t *ms)
{
	bool zoned;

	return time_parse_zoned(text, ms, &zoned);
}

/* The day of "Tue Oct 31 22:10:47 +0000 2017", which lies at both ends. Neighbours are of one day, here too. */
static bool
twitter_day(const char *text, int64_t *day)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	static _Thread_local char known[2][6] = { "Jan 01", " 1970" };
	static _Thread_local int64_t known_day;
	const char *mday = text + 8, *year = text + 26;
	long mo, d, y;

	if (memcmp(known[0], text + 4, 6) == 0 && memcmp(known[1], text + 25, 5) == 0) {
		*day = known_day;
		return true;
	}
	for (mo = 0; mo < 12 && memcmp(months + 3 * mo, text + 4, 3) != 0; mo++)
		;
	if (mo == 12 || text[7] != ' ' || text[25] != ' ' || (d = digits(&mday, text + 10, 2)) < 0 ||
	    (y = digits(&year, text + 30, 4)) < 0 || !time_civil(y, mo + 1, d, day))
		return false;
	memcpy(known[0], text + 4, 6);
	memcpy(known[1], text + 25, 5);
	known_day = *day;
	return true;
}

bool
time_parse_twitter(struct str text, int64_t *ms)
{
	const char *s = text.s != NULL ? text.s : "", *end = s + text.n;
	int64_t day, ofday;
	long east;
	bool zoned;

	if (text.n != 30 || s[3] != ' ' || s[10] != ' ' || !twitter_day(s, &day))
		return false;
	s += 11;
	if (!clock_time(&s, end - 11, &ofday) || end - s != 11 || *s != ' ')
		return false;
	s++;
	if (!zone(&s, end - 5, &east, &zoned) || s != end - 5)
		return false;
	return moment_of(day, ofday, east, ms);
}

bool
time_is_later(int64_t ms, int64_t now)
{
	return ms != TIME_NONE && now != TIME_NONE && ms > now;
}

int64_t
time_day(int64_t ms)
{
	return ms >= 0 ? ms / TIME_DAY : -((-ms + TIME_DAY - 1) / TIME_DAY);
}

int
time_weekday(int64_t day)
{
	return (int)(((day + 3) % 7 + 7) % 7);	/* 1970-01-01 was a Thursday */
}

static void
put(char *out, int64_t value, int width)
{
	uint32_t v = (uint32_t)value;

	while (width-- > 0) {
		out[width] = (char)('0' + v % 10);
		v /= 10;
	}
}

size_t
time_write_day(char out[TIME_TEXT], int64_t day)
{
	int64_t z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	int64_t month = mp < 10 ? mp + 3 : mp - 9;

	memcpy(out, "0000-00-00", 11);
	put(out, yoe + era * 400 + (month <= 2), 4);
	put(out + 5, month, 2);
	put(out + 8, doy - (153 * mp + 2) / 5 + 1, 2);
	return 10;
}

size_t
time_write(char out[TIME_TEXT], int64_t ms)
{
	static _Thread_local int64_t known = INT64_MAX;		/* neighbours in a stream are of one day, mostly */
	static _Thread_local char known_text[TIME_TEXT];
	int64_t day = time_day(ms);
	uint32_t rest = (uint32_t)(ms - day * TIME_DAY);
	size_t n = 10;

	if (day != known) {
		time_write_day(known_text, day);
		known = day;
	}
	memcpy(out, known_text, n);
	memcpy(out + n, "T00:00:00.000Z", 15);
	put(out + n + 1, rest / 3600000, 2);
	put(out + n + 4, rest / 60000 % 60, 2);
	put(out + n + 7, rest / 1000 % 60, 2);
	if (rest % 1000 == 0) {
		memcpy(out + n + 9, "Z", 2);
		return n + 10;
	}
	put(out + n + 10, rest % 1000, 3);
	return n + 14;
}

bool
time_parse_day(struct str text, int64_t *day)
{
	int64_t ms;

	if (text.n != 10 || !time_parse(text, &ms))
		return false;
	*day = time_day(ms);
	return true;
}
