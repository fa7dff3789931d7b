#include "mails.h"

#include "../text/date.h"
#include "../text/month.h"

#include <string.h>

enum {
	LINE = 1000,		/* a separator, or the name of a header field, is not longer */
	HEADER = 4096,		/* the first fields of a mail are looked for in so much */
	KEPT = 2 * HEADER	/* of a mail that is too long, so much stays before what is being read */
};

enum verdict { NO, YES, MORE };

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static struct str
from(struct str s, size_t n)
{
	return (struct str){ s.s + n, s.n - n };
}

/* The line at the start, without its end; *behind is where the next one begins, or 0: its end is not there. */
static struct str
line_at(struct str s, size_t *behind)
{
	const char *nl = s.n > 0 ? memchr(s.s, '\n', s.n) : NULL;
	size_t n = nl != NULL ? (size_t)(nl - s.s) : s.n;

	*behind = nl != NULL ? n + 1 : 0;
	return (struct str){ s.s, n > 0 && s.s[n - 1] == '\r' ? n - 1 : n };
}

static bool
is_weekday(struct str s)
{
	char word[4];

	if (s.n < 5 || !(is_blank(s.s[3]) || s.s[3] == ','))
		return false;
	for (size_t i = 0; i < 3; i++)
		word[i] = (char)(s.s[i] | 32);
	return month_is_weekday((struct str){ word, 3 });
}

/* What "git format-patch" begins its files with is no mail's envelope: such files are quoted in mails. */
static bool
is_patch(struct str sender, struct str date)
{
	return sender.n == 40 && str_equal(date, STR("Mon Sep 17 00:00:00 2001"));
}

/* "Thu Apr  1 15:04:22 1999 remote from wren" */
static struct str
without_remote(struct str date)
{
	static const char remote[] = " remote from ";

	for (size_t i = 0; i + sizeof remote - 1 < date.n; i++)
		if (memcmp(date.s + i, remote, sizeof remote - 1) == 0)
			return (struct str){ date.s, i };
	return date;
}

bool
mails_separator(struct str line, struct str *sender, struct str *date)
{
	if (!str_starts(line, "From ") || line.n > LINE)
		return false;
	for (size_t i = line.n; i > 5; i--) {	/* the last day of the week in the line */
		enum date_form form;

		if (!is_blank(line.s[i - 1]) || !is_weekday(from(line, i)))
			continue;
		*date = without_remote(str_trim(from(line, i)));
		*sender = str_trim((struct str){ line.s + 5, i - 5 });
		form = date_read(*date).form;
		return form == DATE_CLEAR || form == DATE_IMPOSSIBLE;
	}
	return false;
}

/* The length of a header field's name at the start of a text; 0: there is none, or *cut: it may go on behind the text. */
static size_t
field_name(struct str s, bool *cut)
{
	size_t n = 0, blanks = 0;

	while (n < s.n && n < LINE && s.s[n] > ' ' && s.s[n] < 127 && s.s[n] != ':')
		n++;
	while (n + blanks < s.n && is_blank(s.s[n + blanks]))
		blanks++;
	*cut = n + blanks == s.n;
	return !*cut && n > 0 && s.s[n + blanks] == ':' ? n : 0;
}

static bool
is_name(struct str s, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < n; i++)
		if (i >= s.n || (s.s[i] >= 'A' && s.s[i] <= 'Z' ? s.s[i] + 32 : s.s[i]) != name[i])
			return false;
	return s.n == n;
}

/* What kinds of fields there are in a header. */
struct fields {
	bool any, from, date, id, received;
	size_t length_at, body;		/* of Content-Length's value; behind the header. 0: not seen */
};

/* Look at the header at the start of a text. NO: it is none. MORE: it goes on behind the text. */
static enum verdict
look_at_header(struct str s, size_t most, struct fields *f)
{
	size_t at = 0, behind, n;
	bool cut;

	*f = (struct fields){0};
	while (at < s.n && at < most) {
		struct str line = line_at(from(s, at), &behind), name;

		if (behind == 0)
			return MORE;
		if (line.n == 0) {
			f->body = at + behind;
			return f->any ? YES : NO;
		}
		if (!(is_blank(line.s[0]) && f->any) && !(str_starts(line, ">From ") && !f->any)) {
			n = field_name(line, &cut);
			if (n == 0)
				return f->any ? YES : NO;	/* a letter without the blank line before it */
			name = (struct str){ line.s, n };
			f->any = true;
			f->from |= is_name(name, "from");
			f->date |= is_name(name, "date");
			f->id |= is_name(name, "message-id");
			f->received |= is_name(name, "received");
			if (is_name(name, "content-length"))
				f->length_at = at + n;
		}
		at += behind;
	}
	return at < s.n ? YES : MORE;
}

/* Is a separator that does not follow a blank line one? */
static enum verdict
judge_header(struct str s, bool ended)
{
	struct fields f;
	enum verdict v = look_at_header(s, HEADER, &f);

	if (f.from && (f.date || f.id))
		return YES;
	return v == MORE && !ended && s.n < HEADER ? MORE : NO;
}

/* Does a field stand at the start of a text, behind lines of the kind ">From"? */
static enum verdict
judge_field(struct str s, bool ended)
{
	bool cut;
	size_t behind, n;

	while (str_starts(s, ">From ")) {
		line_at(s, &behind);
		if (behind == 0)
			return ended || s.n > LINE ? NO : MORE;
		s = from(s, behind);
	}
	n = field_name(s, &cut);
	if (cut && s.n < LINE)
		return ended ? NO : MORE;
	return n > 0 ? YES : NO;
}

/* Does a mail begin at a place in a text where "From " stands behind a line's end? */
static enum verdict
judge(struct str s, size_t at, bool ended)
{
	struct str line, sender, date;
	size_t behind;
	bool blank = at == 0 || (at >= 2 && s.s[at - 2] == '\n') || (at >= 3 && s.s[at - 2] == '\r' && s.s[at - 3] == '\n') || at == 1;

	s = from(s, at);
	line = line_at(s, &behind);
	if (behind == 0)
		return ended || s.n > LINE ? NO : MORE;
	if (!mails_separator(line, &sender, &date) || is_patch(sender, date))
		return NO;
	return blank ? judge_field(from(s, behind), ended) : judge_header(from(s, behind), ended);
}

int
mails_recognise(struct str s)
{
	struct fields f;

	while (s.n > 0 && (s.s[0] == '\n' || s.s[0] == '\r'))
		s = from(s, 1);
	if (judge(s, 0, true) == YES)
		return 95;
	look_at_header(s, s.n, &f);
	return f.from && (f.date || f.id || f.received) ? 60 : 0;
}

enum format_status
mails_begin(struct mails *m, struct intake *in)
{
	enum source_status r = window_begin_raw(&m->window, in);
	struct fields f;

	m->in = in;
	if (r < 0 || (r = window_fill(&m->window, 3)) < 0)
		return intake_failed(in, r);
	if (str_starts(window_rest(&m->window), "\xef\xbb\xbf"))
		m->window.at += 3;
	m->line = 1;
	m->given = 0;
	m->raw = (struct str){0};
	m->single = look_at_header(in->glimpse->text, GLIMPSE, &f) != NO && (f.from || f.date || f.id || f.received) &&
	    !str_starts(in->glimpse->text, "From ");
	return FORMAT_SOME;
}

/* The number that a field has, where its value begins with ':'; SIZE_MAX: none. */
static size_t
number_at(struct str s)
{
	size_t n = 0, i = 0;

	while (i < s.n && (is_blank(s.s[i]) || s.s[i] == ':'))
		i++;
	if (i == s.n || s.s[i] < '0' || s.s[i] > '9')
		return SIZE_MAX;
	for (; i < s.n && s.s[i] >= '0' && s.s[i] <= '9'; i++)
		if ((n = n * 10 + (size_t)(s.s[i] - '0')) > SIZE_MAX / 20)
			return SIZE_MAX;
	return n;
}

/*
 * Where the letter ends, by Content-Length, if another mail begins there or nothing does; 0: that cannot be said. s is
 * the mail from its separator on.
 */
static enum verdict
end_by_length(struct str s, size_t most, bool ended, size_t *end)
{
	struct fields f;
	size_t header, length, at;
	enum verdict v;

	line_at(s, &header);
	v = look_at_header(from(s, header), s.n, &f);
	if (v == MORE || f.body == 0 || f.length_at == 0 || (length = number_at(from(s, header + f.length_at))) > most)
		return NO;
	at = header + f.body + length;
	if (at > s.n)
		return ended ? NO : MORE;
	for (int i = 0; i < 2 && at < s.n && (s.s[at] == '\n' || s.s[at] == '\r'); i++)
		at++;
	*end = at;
	if (at == s.n)
		return ended ? YES : MORE;
	if (s.n - at < 5 && !ended)
		return MORE;
	return str_starts(from(s, at), "From ") && s.s[at - 1] == '\n' ? judge(s, at, ended) : NO;
}

/* Read more; offsets into the window's rest stay what they are. */
static bool
more(struct mails *m, enum format_status *r)
{
	enum source_status s = window_more(&m->window);

	if (s < 0)
		*r = intake_failed(m->in, s);
	return s >= 0;
}

/* Of a mail that is too long only the last bytes stay, so that its end is seen. */
static void
shorten(struct mails *m, size_t *at)
{
	struct str s = window_rest(&m->window);
	size_t n;

	if (m->head.len == 0)
		buf_add(&m->head, s.s, s.n < LINE ? s.n : LINE);
	if (*at < KEPT)
		return;
	n = *at - KEPT;
	m->line += window_lines((struct str){ s.s, n });
	m->window.at += n;
	*at -= n;
}

/*
 * Find where the mail at the window's start ends; at: nothing before that needs to be searched. FORMAT_SOME and *end, or
 * FORMAT_FAILED. m->head has something in it if the mail is too long.
 */
static enum format_status
find_end(struct mails *m, size_t at, size_t *end)
{
	enum format_status r = FORMAT_SOME;
	size_t trusted = 0;
	bool asked = m->single;

	for (;;) {
		struct str s = window_rest(&m->window);
		bool ended = m->window.ended;
		const char *nl = at < s.n && !m->single ? memchr(s.s + at, '\n', s.n - at) : NULL;
		enum verdict v = NO;

		if (nl == NULL) {
			at = s.n;
			v = MORE;
		} else {
			at = (size_t)(nl - s.s);
			if (s.n - at < 6)
				v = MORE;
			else if (memcmp(nl + 1, "From ", 5) == 0 && at + 1 >= trusted)
				v = judge(s, at + 1, ended);
			if (v == YES && !asked && m->head.len == 0) {
				enum verdict longer = end_by_length(s, m->in->max_record, ended, &trusted);

				asked = longer != MORE;
				if (longer != YES)
					trusted = 0;
				if (longer == MORE)
					v = MORE;
				else if (trusted > at + 1) {
					at = trusted == s.n ? s.n : trusted - 1;
					continue;
				}
			}
		}
		if (v == YES || (v == MORE && ended)) {
			*end = v == YES ? at + 1 : s.n;
			return FORMAT_SOME;
		}
		if (v == NO) {
			at++;
			continue;
		}
		if (s.n > m->in->max_record)
			shorten(m, &at);
		if (!more(m, &r))
			return r;
	}
}

/* ">From " in the letter, as often as '>' was put before it. */
static struct str
unescaped(struct mails *m, struct str s)
{
	const char *at = s.s, *end = s.s + s.n, *kept = s.s;

	buf_clear(&m->plain);
	while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		const char *line = ++at;

		while (at < end && *at == '>')
			at++;
		if (at > line && end - at >= 5 && memcmp(at, "From ", 5) == 0) {
			buf_add(&m->plain, kept, (size_t)(line - kept));
			kept = line + 1;
		}
	}
	if (kept == s.s)
		return s;
	buf_add(&m->plain, kept, (size_t)(end - kept));
	return buf_str(&m->plain);
}

/* The mail, without the lines before its header. */
static void
take(struct mails *m)
{
	struct str s = m->raw;
	size_t behind;

	m->sender = m->date = (struct str){0};
	while (str_starts(s, "From ") || str_starts(s, ">From ")) {
		struct str line = line_at(s, &behind);

		if (m->date.s == NULL && !m->single)
			mails_separator(line, &m->sender, &m->date);
		s = from(s, behind > 0 ? behind : s.n);
	}
	m->mail = m->single ? s : unescaped(m, s);
}

/* Blank lines before the first mail are nothing. */
static enum format_status
skip_blank(struct mails *m)
{
	enum format_status r = FORMAT_SOME;

	for (;;) {
		struct str s = window_rest(&m->window);
		size_t n = 0;

		while (n < s.n && (s.s[n] == '\n' || s.s[n] == '\r'))
			n++;
		m->line += window_lines((struct str){ s.s, n });
		m->window.at += n;
		if (m->window.ended || s.n - n > LINE)
			return FORMAT_SOME;
		if (!more(m, &r))
			return r;
	}
}

enum format_status
mails_next(struct mails *m)
{
	struct str sender, date, s, first;
	enum format_status r;
	size_t end = 0, behind;
	uint64_t line;

	m->line += window_lines((struct str){ window_rest(&m->window).s, m->given });
	m->window.at += m->given;
	m->given = 0;
	if ((r = skip_blank(m)) != FORMAT_SOME)
		return r;
	if (window_rest(&m->window).n == 0)
		return FORMAT_END;
	line = m->line;
	buf_clear(&m->head);
	if ((r = find_end(m, 0, &end)) != FORMAT_SOME)
		return r;
	s = window_rest(&m->window);
	m->given = end;
	m->raw = (struct str){ s.s, end };
	if (m->head.len > 0 || end > m->in->max_record) {
		if (m->head.len == 0)
			buf_add(&m->head, s.s, end < LINE ? end : LINE);
		return intake_bad(m->in, FORMAT_BAD, line, 0, buf_str(&m->head), "the mail is longer than --max-record=%zu bytes", m->in->max_record);
	}
	first = line_at(m->raw, &behind);
	if (!m->single && !mails_separator(first, &sender, &date))
		return intake_bad(m->in, FORMAT_BAD, line, 0, m->raw, "no mail begins here: \"From SENDER DATE\" and a header are expected");
	take(m);
	return FORMAT_SOME;
}

void
mails_free(struct mails *m)
{
	window_free(&m->window);
	buf_free(&m->plain);
	buf_free(&m->head);
}
