#include "heading.h"
#include "courtesy.h"
#include "quote.h"
#include "utf8.h"

#include <string.h>

/* C0, DEL, C1, and the marks that turn, join or hide what stands behind them. */
static bool
is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0xad || c == 0x61c || c == 0x200b || c == 0x200e || c == 0x200f ||
	    (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == UTF8_BAD;
}

static bool
is_space(uint32_t c)
{
	return c <= 0x20 || c == 0x85 || c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x3000;
}

/* The end of an escape sequence of a terminal whose ESC ends at `at`; `at` if none stands there. */
static size_t
escape_end(struct str s, size_t at)
{
	size_t end = at;

	if (end >= s.n || s.s[end] != '[')
		return at;
	for (end++; end < s.n && end < at + 16; end++)
		if (s.s[end] >= '@' && s.s[end] <= '~')
			return end + 1;
	return at;
}

static void
add_line(struct buf *out, struct str s)
{
	size_t start = out->len, at = 0;
	bool parted = false;

	while (at < s.n && out->len - start < HEADING_LONGEST) {
		size_t from = at;
		uint32_t c = utf8_next(s, &at);

		if (c == 0x1b) {
			at = escape_end(s, at);
		} else if (is_space(c)) {
			parted = true;
		} else if (!is_control(c)) {
			if (parted && out->len > start)
				buf_addc(out, ' ');
			parted = false;
			buf_add(out, s.s + from, at - from);
		}
	}
}

/* Without the mentions that a post begins with. */
static struct str
skip_mentions(struct str s)
{
	while (s.n > 0 && s.s[0] == '@') {
		while (s.n > 0 && (unsigned char)s.s[0] > ' ')
			s = (struct str){ s.s + 1, s.n - 1 };
		s = str_trim(s);
	}
	return s;
}

void
heading_of_subject(struct buf *out, struct str s)
{
	static const char *const prefixes[] = { "re:", "aw:", "fwd:", "fw:", "wg:", "rv:", "tr:", "sv:", "antw:" };
	size_t before;

	do {
		before = s.n;
		s = str_trim(s);
		for (size_t k = 0; k < sizeof prefixes / sizeof *prefixes; k++) {
			size_t n = strlen(prefixes[k]);

			if (s.n >= n && str_alike((struct str){ s.s, n }, str_of(prefixes[k])))
				s = (struct str){ s.s + n, s.n - n };
		}
		if (s.n > 0 && s.s[0] == '[') {
			const char *end = memchr(s.s, ']', s.n);

			if (end != NULL && (size_t)(end - s.s) + 1 < s.n)
				s = (struct str){ end + 1, s.n - (size_t)(end - s.s) - 1 };
		}
	} while (s.n < before);
	add_line(out, skip_mentions(s));
}

/* Does a sentence end with this character, whatever follows? Of those that need no blank behind them. */
static bool
ends_alone(uint32_t c)
{
	return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff0e || c == 0x61f || c == 0x6d4 || c == 0x964;
}

/* A line end within a sentence: what goes on is neither a blank line nor begins like something new. */
static bool
goes_on(struct str s, size_t at, size_t so_far)
{
	unsigned char next = at < s.n ? (unsigned char)s.s[at] : '\n';

	return so_far >= 40 && ((next >= 'a' && next <= 'z') || next >= 0x80);
}

static struct str
first_sentence(struct str s)
{
	size_t at = 0;

	while (at < s.n) {
		size_t from = at;
		uint32_t c = utf8_next(s, &at);
		char next = at < s.n ? s.s[at] : ' ';

		if (c == '\n' && !goes_on(s, at, from))
			return (struct str){ s.s, from };
		if (ends_alone(c) || ((c == '.' || c == '!' || c == '?') && (next == ' ' || next == '\n' || next == '\t')))
			return (struct str){ s.s, at };
	}
	return s;
}

void
heading_of_text(struct buf *out, struct str text)
{
	struct buf cut = {0};
	struct str core;

	quote_cut(&cut, text);
	core = courtesy_core(buf_str(&cut));
	add_line(out, first_sentence(skip_mentions(str_trim(core))));
	buf_free(&cut);
}

void
heading_cut(struct buf *out, struct str line, size_t characters)
{
	size_t at = 0, word = 0, end = 0;

	for (size_t n = 0; at < line.n && n < characters; n++) {
		if (line.s[at] == ' ')
			word = at;
		utf8_next(line, &at);
		end = at;
	}
	if (end < line.n && line.s[end] != ' ' && word > 0)
		end = word;
	while (end > 0 && end < line.n && strchr(" ,:;-", line.s[end - 1]) != NULL)
		end--;
	buf_add(out, line.s, end);
}
