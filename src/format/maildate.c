#include "maildate.h"

#include "../text/date.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST = 120 };

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Without a comment at the end; *comment is what stands in it. */
static struct str
without_comment(struct str s, struct str *comment)
{
	size_t open = s.n;

	if (s.n < 2 || s.s[s.n - 1] != ')')
		return s;
	while (open > 0 && s.s[open - 1] != '(')
		open--;
	if (open == 0)
		return s;
	*comment = str_trim((struct str){ s.s + open, s.n - 1 - open });
	return str_trim((struct str){ s.s, open - 1 });
}

/* Without the words at the end. */
static struct str
without_words(struct str s)
{
	while (s.n > 0 && (is_letter(s.s[s.n - 1]) || s.s[s.n - 1] == ' '))
		s.n--;
	return s;
}

/* Without what stands before a comma at the start, if it is no number. */
static struct str
without_weekday(struct str s)
{
	size_t n = 0;

	while (n < s.n && n < 16 && s.s[n] != ',' && !is_digit(s.s[n]))
		n++;
	return n < s.n && s.s[n] == ',' ? str_trim((struct str){ s.s + n + 1, s.n - n - 1 }) : s;
}

/* The date as it is meant: no quotes, the years 19100 and 0100 as 2000, a zone of three digits with four. Its length; 0: too long. */
static size_t
mend(struct str s, char out[2 * LONGEST])
{
	size_t n = 0;

	if (s.n > LONGEST)
		return 0;
	for (size_t i = 0; i < s.n; i++) {
		bool is_signed = n > 0 && (out[n - 1] == '+' || out[n - 1] == '-');
		size_t digits = 0;

		while (i + digits < s.n && is_digit(s.s[i + digits]))
			digits++;
		if ((digits == 5 && memcmp(s.s + i, "191", 3) == 0) || (digits == 4 && !is_signed && memcmp(s.s + i, "01", 2) == 0)) {
			memcpy(out + n, "20", 2);
			memcpy(out + n + 2, s.s + i + digits - 2, 2);
			n += 4;
		} else if (digits == 3 && is_signed && (i + 3 == s.n || s.s[i + 3] == ' ')) {
			out[n++] = '0';
			memcpy(out + n, s.s + i, 3);
			n += 3;
		} else if (digits > 0) {
			memcpy(out + n, s.s + i, digits);
			n += digits;
		} else if (s.s[i] != '"')
			out[n++] = s.s[i];
		i += digits > 0 ? digits - 1 : 0;
	}
	return n;
}

static bool
is_moment(const struct date *d)
{
	return d->form == DATE_CLEAR && !d->whole_day;
}

/* The first mail was sent in 1971. */
static bool
is_set(int64_t ms)
{
	return ms >= INT64_C(31536000000);
}

enum maildate
maildate_read(struct str text, struct dates *dates, uint64_t line, int64_t *ms)
{
	char mended[2 * LONGEST], zoned[3 * LONGEST + 2];
	struct date d = date_read(text);
	struct str s = text, comment = {0};

	if ((!is_moment(&d) || !is_set(d.ms[0])) && d.form != DATE_EITHER && text.n > 0) {
		s = without_weekday(str_trim((struct str){ mended, mend(text, mended) }));
		d = date_read(s);
		if (!is_moment(&d)) {
			s = without_comment(s, &comment);
			d = date_read(s);
			if (is_moment(&d) && !d.zoned && comment.n > 0) {	/* the zone stands there, or nowhere */
				snprintf(zoned, sizeof zoned, "%.*s %.*s", (int)s.n, s.s, (int)comment.n, comment.s);
				s = str_of(zoned);
				d = date_read(s);
			}
		}
	}
	if (is_moment(&d)) {
		*ms = d.ms[0];
		return is_set(*ms) && (d.zoned || dates_read(dates, s, line, ms) == DATES_GOOD) ? MAILDATE_GOOD : MAILDATE_UNREADABLE;
	}
	if (d.form == DATE_IMPOSSIBLE) {
		d = date_read(without_words(s));
		if (is_moment(&d))
			return MAILDATE_UNREADABLE;
		return MAILDATE_IMPOSSIBLE;
	}
	return MAILDATE_UNREADABLE;
}
