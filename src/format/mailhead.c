#include "mailhead.h"

#include <stdint.h>

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static struct str
from(struct str s, size_t n)
{
	return (struct str){ s.s + n, s.n - n };
}

/* Where a text stands in another, letters of either case: its place, or SIZE_MAX. */
static size_t
find(struct str in, const char *what)
{
	size_t n = strlen(what);

	for (size_t i = 0; i + n <= in.n; i++) {
		size_t k = 0;

		while (k < n && lower(in.s[i + k]) == what[k])
			k++;
		if (k == n)
			return i;
	}
	return SIZE_MAX;
}

/* The length of the line at the start, its end included. */
static size_t
line_length(struct str s)
{
	const char *nl = s.n > 0 ? memchr(s.s, '\n', s.n) : NULL;

	return nl != NULL ? (size_t)(nl - s.s) + 1 : s.n;
}

/* The length of the field's name at the start; 0: there is none. *value: where what it says begins. */
static size_t
field_name(struct str s, size_t *value)
{
	size_t n = 0, i;

	while (n < s.n && s.s[n] > ' ' && s.s[n] < 127 && s.s[n] != ':')
		n++;
	for (i = n; i < s.n && (s.s[i] == ' ' || s.s[i] == '\t'); i++)
		;
	*value = i + 1;
	return i < s.n && s.s[i] == ':' ? n : 0;
}

bool
mailhead_field(struct str *rest, struct str *name, struct str *value)
{
	size_t at, n, end;

	for (;;) {
		if (rest->n == 0 || rest->s[0] == '\n' || str_starts(*rest, "\r\n")) {
			*rest = from(*rest, line_length(*rest));
			return false;
		}
		if ((n = field_name(*rest, &at)) > 0)
			break;
		end = line_length(*rest);
		if (rest->s[0] != ' ' && rest->s[0] != '\t' && rest->s[0] != '>' && field_name(from(*rest, end), &at) == 0)
			return false;		/* the letter begins without a blank line */
		*rest = from(*rest, end);
	}
	for (end = line_length(*rest); end < rest->n && (rest->s[end] == ' ' || rest->s[end] == '\t');)
		end += line_length(from(*rest, end));
	*name = (struct str){ rest->s, n };
	*value = (struct str){ rest->s + at, end - at };
	*rest = from(*rest, end);
	return true;
}

void
mailhead_unfold(struct buf *out, struct str raw)
{
	raw = str_trim(raw);
	for (size_t i = 0; i < raw.n; i++) {
		if (raw.s[i] == '\0')
			continue;
		if (raw.s[i] != '\r' && raw.s[i] != '\n') {
			buf_addc(out, raw.s[i] == '\t' ? ' ' : raw.s[i]);
			continue;
		}
		while (i + 1 < raw.n && is_blank(raw.s[i + 1]))
			i++;
		buf_addc(out, ' ');
	}
}

/* Behind a quoted string or a comment that begins at i; the end if it is not closed. */
static size_t
past(struct str s, size_t i, char open, char close)
{
	size_t depth = 1;

	for (i++; i < s.n && depth > 0; i++) {
		if (s.s[i] == '\\')
			i++;
		else if (s.s[i] == close)
			depth--;
		else if (s.s[i] == open)
			depth++;
	}
	return i < s.n ? i : s.n;
}

/* The places of < and > around the address; false: there are none. */
static bool
angles(struct str s, size_t *open, size_t *close)
{
	for (size_t i = 0; i < s.n;) {
		if (s.s[i] == '"')
			i = past(s, i, '"', '"');
		else if (s.s[i] == '(')
			i = past(s, i, '(', ')');
		else if (s.s[i] == '<') {
			const char *end = memchr(s.s + i, '>', s.n - i);

			*open = i;
			*close = end != NULL ? (size_t)(end - s.s) : s.n;
			return true;
		} else
			i++;
	}
	return false;
}

/* Without quotes around it and backslashes in it. */
static void
add_name(struct buf *out, struct str s)
{
	s = str_trim(s);
	if (s.n >= 2 && s.s[0] == '"' && s.s[s.n - 1] == '"')
		s = str_trim((struct str){ s.s + 1, s.n - 2 });
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] != '\\' || i + 1 == s.n)
			buf_addc(out, s.s[i]);
		else
			buf_addc(out, s.s[++i]);
}

/* "Ada at shop.example" is an address; "Ada @end|ng |rom shop.ex@mp|e" was made unreadable, and stays. */
static void
add_address(struct buf *out, struct str s)
{
	bool obscured = find(s, " @end|ng |rom ") != SIZE_MAX;
	size_t start = out->len, at;

	s = str_trim(s);
	if (find(s, "mailto:") == 0)
		s = from(s, 7);
	while (s.n >= 2 && (s.s[0] == '"' || s.s[0] == '\'') && s.s[s.n - 1] == s.s[0])
		s = str_trim((struct str){ s.s + 1, s.n - 2 });
	at = s.n > 0 && memchr(s.s, '@', s.n) == NULL ? find(s, " at ") : SIZE_MAX;
	for (size_t i = 0; i < s.n; i++) {
		if (i == at) {
			buf_addc(out, '@');
			i += 3;
		} else if (!is_blank(s.s[i]))
			buf_addc(out, lower(s.s[i]));
		else if (out->len > start && out->data[out->len - 1] != ' ' && i + 1 < s.n && !is_blank(s.s[i + 1]) &&
		    (obscured || (s.s[i + 1] != '@' && out->data[out->len - 1] != '@')))
			buf_addc(out, ' ');
	}
}

/* The first of several persons: where the comma stands behind an address. */
static struct str
first_person(struct str s)
{
	for (size_t i = 0, at = SIZE_MAX; i < s.n; i++) {
		if (s.s[i] == '"')
			i = past(s, i, '"', '"') - 1;
		else if (s.s[i] == '(')
			i = past(s, i, '(', ')') - 1;
		else if (s.s[i] == '@' || (s.s[i] == ' ' && find((struct str){ s.s + i, s.n - i < 4 ? s.n - i : 4 }, " at ") == 0))
			at = i;
		else if (s.s[i] == ',' && at != SIZE_MAX)
			return (struct str){ s.s, i };
	}
	return s;
}

void
mailhead_person(struct buf *address, struct buf *name, struct str line)
{
	size_t start = address->len, name_start = name->len, open, close;
	struct str s = str_trim(first_person(line));
	const char *paren;

	if (angles(s, &open, &close)) {
		add_address(address, (struct str){ s.s + open + 1, close > open ? close - open - 1 : 0 });
		add_name(name, (struct str){ s.s, open });
	} else if (s.n > 0 && (paren = memchr(s.s, '(', s.n)) != NULL && paren > s.s) {
		add_address(address, (struct str){ s.s, (size_t)(paren - s.s) });
		s = from(s, (size_t)(paren - s.s) + 1);
		add_name(name, (struct str){ s.s, s.n > 0 && s.s[s.n - 1] == ')' ? s.n - 1 : s.n });
	} else if (s.n > 0 && s.s[0] == '(') {
		size_t end = past(s, 0, '(', ')');

		add_name(name, (struct str){ s.s + 1, end > 1 ? end - 2 : 0 });
		add_address(address, from(s, end));
	} else
		add_address(address, s);
	if (address->len == start && name->len > name_start)
		add_address(address, (struct str){ name->data + name_start, name->len - name_start });
}

/* An id between two blanks: it has an @ inside. */
static bool
bare_id(struct buf *id, struct str *rest)
{
	while (rest->n > 0) {
		size_t n = 0;
		const char *at;

		*rest = str_trim(*rest);
		while (n < rest->n && !is_blank(rest->s[n]))
			n++;
		at = n > 0 ? memchr(rest->s, '@', n) : NULL;
		if (at != NULL && at > rest->s && at < rest->s + n - 1) {
			buf_add(id, rest->s, n);
			*rest = from(*rest, n);
			return true;
		}
		*rest = from(*rest, n);
	}
	return false;
}

bool
mailhead_id(struct buf *id, struct str *rest)
{
	buf_clear(id);
	if (rest->n == 0)
		return false;
	if (memchr(rest->s, '<', rest->n) == NULL)
		return memchr(rest->s, '>', rest->n) == NULL && bare_id(id, rest);
	while (rest->n > 0) {
		const char *open = memchr(rest->s, '<', rest->n);
		size_t i;

		if (open == NULL)
			break;
		buf_clear(id);
		i = (size_t)(open - rest->s) + 1;
		for (; i < rest->n && rest->s[i] != '>' && rest->s[i] != '<'; i++)
			if (!is_blank(rest->s[i]))
				buf_addc(id, rest->s[i]);
		*rest = from(*rest, i < rest->n && rest->s[i] == '>' ? i + 1 : i);
		if (id->len > 0) {
			if (memchr(rest->s, '<', rest->n) == NULL)
				*rest = from(*rest, rest->n);	/* what follows the last one is no bare id */
			return true;
		}
	}
	*rest = from(*rest, rest->n);
	return false;
}

/* Is there the word "from" in what stands before an id, outside of quotes? */
static bool
says_from(struct str before)
{
	for (size_t i = 0; i < before.n; i++) {
		if (before.s[i] == '"') {
			i = past(before, i, '"', '"') - 1;
			continue;
		}
		if ((i == 0 || is_blank(before.s[i - 1])) && before.n - i > 4 && is_blank(before.s[i + 4]) &&
		    find((struct str){ before.s + i, 4 }, "from") == 0)
			return true;
	}
	return false;
}

static bool
has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] >= '0' && s.s[i] <= '9')
			return true;
	return false;
}

/* Does a line hold nothing but what stands in <>? */
static bool
is_bare(struct str s)
{
	while (s.n > 0) {
		const char *close = s.s[0] == '<' ? memchr(s.s, '>', s.n) : NULL;

		if (close == NULL && !is_blank(s.s[0]))
			return false;
		s = from(s, close != NULL ? (size_t)(close - s.s) + 1 : 1);
	}
	return true;
}

bool
mailhead_answered(struct buf *id, struct str line, bool *plain)
{
	struct str rest = str_trim(line);
	bool bare;

	if (rest.n == 0)
		return false;
	if (memchr(rest.s, '<', rest.n) == NULL) {
		/* "ada@shop.example's message of ..." holds an address, and a bare id stands alone. */
		for (size_t i = 0; i < rest.n; i++)
			if (is_blank(rest.s[i]))
				return false;
		*plain = !has_digit(rest);
		return mailhead_id(id, &rest);
	}
	bare = is_bare(rest);
	while (rest.n > 0) {
		const char *open = memchr(rest.s, '<', rest.n);
		struct str before = { rest.s, open != NULL ? (size_t)(open - rest.s) : 0 };

		if (!mailhead_id(id, &rest))
			return false;
		*plain = !has_digit(buf_str(id));
		if (bare || !(*plain || says_from(before)))
			return true;
	}
	return false;
}

/* Does a field of addresses begin here? */
static bool
has_addresses(struct str s)
{
	static const char *const names[] = { "to", "cc", "bcc", "from", "sender", "reply-to" };
	size_t n, at;

	if (s.n == 0 || memchr("tTcCbBfFsSrR", s.s[0], 12) == NULL)
		return false;
	n = field_name(s, &at);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (n == strlen(names[i]) && find((struct str){ s.s, n }, names[i]) == 0)
			return true;
	return false;
}

/* A part begins with a line "--BOUNDARY" and fields; behind those of a mail inside come its own. */
size_t
mailhead_tame(char *text, size_t n)
{
	enum { COLONS = 64 };
	size_t colons = 0, count = 0, value;
	bool header = false, inside = false, addresses = false;

	for (size_t at = 0, end; at < n; at = end) {
		struct str line = { text + at, 0 };

		line.n = line_length((struct str){ text + at, n - at });
		end = at + line.n;
		if (line.s[0] != ' ' && line.s[0] != '\t') {
			bool part = line.n > 2 && line.s[0] == '-' && line.s[1] == '-';

			if (header && (line.s[0] == '\n' || line.s[0] == '\r')) {
				header = inside;
				inside = false;
			}
			header |= part;
			count += part || (header && field_name(line, &value) > 0);
			addresses = has_addresses(line);
			colons = 0;
		}
		if (header && (find(line, "message/") != SIZE_MAX || find(line, "/digest") != SIZE_MAX))
			inside = true;
		for (char *c = text + at; addresses && c < text + end && (c = memchr(c, ':', (size_t)(text + end - c))) != NULL; c++)
			if (++colons > COLONS)
				*c = ' ';
	}
	return count;
}

/* The length of a "Re:", "Re[2]:", "RE :", "Re^3:" ... at the start; 0: there is none. */
static size_t
reply_mark(struct str s)
{
	static const char *const marks[] = { "re", "aw", "sv", "vs", "antw", "antwort", "odp", "rif", "res", "ynt", "r\xc3\xa9" };

	for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
		size_t i = strlen(marks[m]);

		if (i >= s.n || find((struct str){ s.s, i }, marks[m]) != 0)
			continue;
		if (s.s[i] == '[' || s.s[i] == '(' || s.s[i] == '^') {
			size_t digits = ++i;

			while (i < s.n && s.s[i] >= '0' && s.s[i] <= '9')
				i++;
			if (i == digits || i == s.n)
				continue;
			i += s.s[i] == ']' || s.s[i] == ')';
		}
		while (i < s.n && s.s[i] == ' ')
			i++;
		if (i < s.n && s.s[i] == ':')
			return i + 1;
		if (i + 3 <= s.n && memcmp(s.s + i, "\xef\xbc\x9a", 3) == 0)	/* the wide colon */
			return i + 3;
	}
	return 0;
}

struct str
mailhead_subject(struct str subject)
{
	size_t n;

	subject = str_trim(subject);
	while ((n = reply_mark(subject)) > 0)
		subject = str_trim(from(subject, n));
	return subject;
}

/* The length of a list's tag, "[R-help]", at the start; 0: there is none, or nothing else. */
static size_t
list_tag(struct str s)
{
	enum { LONGEST = 40 };
	const char *close;

	if (s.n == 0 || s.s[0] != '[' || (close = memchr(s.s, ']', s.n < LONGEST ? s.n : LONGEST)) == NULL)
		return 0;
	return close + 1 < s.s + s.n ? (size_t)(close - s.s) + 1 : 0;
}

bool
mailhead_base(struct buf *out, struct str subject)
{
	size_t n, mark;
	bool reply = false;

	subject = str_trim(subject);
	while ((mark = reply_mark(subject)) > 0 || (n = list_tag(subject)) > 0) {
		reply |= mark > 0;
		subject = str_trim(from(subject, mark > 0 ? mark : n));
	}
	for (size_t i = 0; i < subject.n; i++) {
		if (!is_blank(subject.s[i]))
			buf_addc(out, lower(subject.s[i]));
		else if (i + 1 < subject.n && !is_blank(subject.s[i + 1]))
			buf_addc(out, ' ');
	}
	return reply;
}
