#include "charset.h"

#include "utf8.h"

#include <string.h>

size_t
charset_mark(struct str text, enum charset *charset)
{
	static const struct { enum charset charset; size_t n; const char *bytes; } marks[] = {
		{ CHARSET_UTF8, 3, "\xef\xbb\xbf" },
		{ CHARSET_UTF32LE, 4, "\xff\xfe\0\0" },		/* before UTF-16, with which it begins */
		{ CHARSET_UTF32BE, 4, "\0\0\xfe\xff" },
		{ CHARSET_UTF16LE, 2, "\xff\xfe" },
		{ CHARSET_UTF16BE, 2, "\xfe\xff" },
	};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (text.n >= marks[i].n && memcmp(text.s, marks[i].bytes, marks[i].n) == 0) {
			*charset = marks[i].charset;
			return marks[i].n;
		}
	return 0;
}

/* Headers and names of members are ASCII in any language, so that most pairs have one byte NUL, and always the same. */
bool
charset_utf16(struct str begin, enum charset *charset)
{
	size_t pairs = begin.n / 2, nul[2] = {0};

	for (size_t i = 0; i < 2 * pairs; i++)
		nul[i % 2] += begin.s[i] == '\0';
	if (pairs < 4 || (nul[0] > 0 && nul[1] > 0 && nul[0] / nul[1] < 16 && nul[1] / nul[0] < 16))
		return false;
	*charset = nul[1] > nul[0] ? CHARSET_UTF16LE : CHARSET_UTF16BE;
	return nul[0] * 4 >= pairs * 3 || nul[1] * 4 >= pairs * 3;
}

static size_t
find(struct str text, const char *what)
{
	size_t n = strlen(what);

	for (size_t i = 0; i + n <= text.n; i++)
		if (memcmp(text.s + i, what, n) == 0)
			return i;
	return SIZE_MAX;
}

struct str
charset_declared(struct str begin)
{
	static const char blanks[] = " \t\r\n";
	size_t at;
	const char *quote, *end;

	if (!str_starts(begin, "<?xml") || (at = find(begin, "?>")) == SIZE_MAX)
		return (struct str){0};
	begin.n = at;
	if ((at = find(begin, "encoding")) == SIZE_MAX)
		return (struct str){0};
	for (at += 8; at < begin.n && (begin.s[at] == '=' || memchr(blanks, begin.s[at], 4) != NULL); at++)
		;
	quote = begin.s + at;
	if (at == begin.n || (*quote != '"' && *quote != '\'') || (end = memchr(quote + 1, *quote, begin.n - at - 1)) == NULL)
		return (struct str){0};
	return (struct str){ quote + 1, (size_t)(end - quote - 1) };
}

/* A letter in Windows-1252. */
static bool
is_letter(unsigned char c)
{
	if (c < 0x80)
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
	return (c >= 0xc0 && c != 0xd7 && c != 0xf7) || c == 0x8a || c == 0x8c || c == 0x8e || c == 0x9a || c == 0x9c || c == 0x9e || c == 0x9f;
}

/* Something that stands inside of no word, as "¹" and "¿" do in Polish that is taken for French: "ksi¹¿ka". */
static bool
is_symbol(unsigned char c)
{
	return c > 0xa0 && c < 0xc0 && strchr("\xaa\xad\xb4\xb7\xba", c) == NULL;
}

static bool
stands_inside(struct str text, size_t at)
{
	unsigned char behind = at + 1 < text.n ? (unsigned char)text.s[at + 1] : ' ';

	return at > 0 && is_letter((unsigned char)text.s[at - 1]) && (is_letter(behind) || is_symbol(behind));
}

/* Neither one character drawn out nor a table of them. */
static bool
goes_on(char a, char b)
{
	return b != a && b != a + 1;
}

/*
 * The bytes >= 0x80 from `from` to `to`. Western words have one letter with an accent, or two ("ação"); three and more
 * are a word of another script, and so are runs of six of any kind.
 */
static void
judge_run(struct evidence *e, struct str text, size_t from, size_t to)
{
	struct str run = { text.s + from, to - from };
	size_t letters = 0, changes = 0, all = 0;

	for (size_t i = 0; i < run.n; i++) {
		unsigned char c = (unsigned char)run.s[i];

		e->unused += c == 0x81 || c == 0x8d || c == 0x8f || c == 0x90 || c == 0x9d;
		e->inside += is_symbol(c) && stands_inside(text, from + i);
		all += i > 0 && goes_on(run.s[i - 1], run.s[i]);
	}
	e->high += run.n;
	if (run.n >= 6 && all >= 3) {
		e->foreign += run.n;
		return;
	}
	for (size_t i = 0; i <= run.n; i++) {
		if (i < run.n && is_letter((unsigned char)run.s[i])) {
			changes += letters > 0 && goes_on(run.s[i - 1], run.s[i]);
			letters++;
			continue;
		}
		e->foreign += letters >= 3 && changes >= 2 ? letters : 0;
		letters = changes = 0;
	}
}

/*
 * Valid UTF-8, n bytes from s on, that is rubbish as Windows-1252: "â€™" and its kin, "ðŸ˜€", "ï»¿"; not "é »" or "É”", which
 * are valid UTF-8 by chance.
 */
static bool
is_rubbish(const unsigned char *s, size_t n)
{
	return n == 4 || (n == 3 && ((s[0] == 0xe2 && s[1] <= 0x84) || (s[0] == 0xef && s[1] >= 0xb8)));
}

/* "Ã©", "Â°": no word has that but in capitals, where a symbol may stand behind "MAÇÃ". */
static bool
is_accent(const char *begin, const char *at, size_t n)
{
	unsigned char lead = (unsigned char)at[0], before = at > begin ? (unsigned char)at[-1] : ' ';

	return n == 2 && (lead == 0xc2 || lead == 0xc3) && !(before >= 'A' && before <= 'Z') && !(before >= 0xc0 && before <= 0xde);
}

/* Move past the character at *at. False: there is none. (U+FFFD is one.) */
static bool
next_valid(struct str text, size_t *at)
{
	const char *from = text.s + *at;

	return utf8_next(text, at) != UTF8_BAD || str_starts((struct str){ from, (size_t)(text.s + *at - from) }, "\xef\xbf\xbd");
}

void
charset_western(struct buf *out, struct str text)
{
	size_t from = 0, i = 0, at;

	while (i < text.n) {
		i += utf8_ascii((struct str){ text.s + i, text.n - i });
		if (i == text.n)
			break;
		at = i;
		if (!next_valid(text, &i)) {
			i = at + 1;
			continue;
		}
		if (is_rubbish((const unsigned char *)text.s + at, i - at) || is_accent(text.s, text.s + at, i - at)) {
			decoder_cp1252(out, (struct str){ text.s + from, at - from });
			buf_add(out, text.s + at, i - at);
			from = i;
		} else
			i = at + 1;
	}
	decoder_cp1252(out, (struct str){ text.s + from, text.n - from });
}

size_t
charset_judge(struct evidence *e, struct str text, bool ended)
{
	size_t i = 0, n = text.n;

	/* The first bytes of a character stand at most three before the end. */
	for (size_t back = 1; !ended && back <= 3 && back <= n; back++) {
		unsigned char c = (unsigned char)text.s[n - back];

		if (c >= 0xc0) {
			n -= (c >= 0xf0 ? 4u : c >= 0xe0 ? 3u : 2u) > back ? back : 0;
			break;
		}
		if (c < 0x80)
			break;
	}
	text.n = n;
	for (;;) {
		size_t from, before;

		i += utf8_ascii((struct str){ text.s + i, n - i });
		if (i >= n)
			return n;
		for (from = i; i < n && (unsigned char)text.s[i] >= 0x80; ) {
			before = i;
			if (next_valid(text, &i))
				e->sequences += is_rubbish((const unsigned char *)text.s + before, i - before) ? 4 : 1;
			else {
				i = before + 1;
				e->invalid++;
			}
		}
		judge_run(e, text, from, i);
	}
}

enum { CLEAR = 8 };

bool
charset_is_utf8(const struct evidence *e, const struct evidence *before)
{
	if (e->sequences >= CLEAR && e->sequences >= 4 * e->invalid)
		return true;
	if (e->invalid >= CLEAR && e->invalid >= 4 * e->sequences)
		return false;
	return e->sequences + before->sequences >= e->invalid + before->invalid;
}

bool
charset_surely_utf8(const struct evidence *e)
{
	return e->sequences >= 4 * CLEAR && e->sequences >= 4 * e->invalid;
}

/* A few are none: somebody may have tried "äöüß ÄÖÜ" on a form. */
bool
charset_is_foreign(const struct evidence *e)
{
	return (e->foreign >= 20 && 2 * e->foreign > e->high) || (e->inside >= 12 && 5 * e->inside > e->high) || (e->unused >= CLEAR && 10 * e->unused > e->high);
}
