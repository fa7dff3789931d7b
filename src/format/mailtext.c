#include "mailtext.h"

#include "../rec/desk.h"
#include "../text/charset.h"
#include "../text/utf8.h"

#include <string.h>

static struct str
from(struct str s, size_t n)
{
	return (struct str){ s.s + n, s.n - n };
}

/* Of Windows-1252, five bytes have no meaning. */
static void
put_cp1252(struct buf *out, struct str s, unsigned *flags)
{
	static const char unused[] = "\x81\x8d\x8f\x90\x9d";

	while (s.n > 0) {
		size_t n = 0;

		while (n < s.n && ((unsigned char)s.s[n] < 0x80 || memchr(unused, s.s[n], sizeof unused - 1) == NULL))
			n++;
		decoder_cp1252(out, (struct str){ s.s, n });
		for (s = from(s, n); s.n > 0 && (unsigned char)s.s[0] >= 0x80 && memchr(unused, s.s[0], sizeof unused - 1) != NULL; s = from(s, 1)) {
			utf8_put(out, UTF8_BAD);
			*flags |= POST_REPAIRED;
		}
	}
}

/* UTF-8 stays, every other byte is Windows-1252. */
static void
put_mixed(struct buf *out, struct str s, unsigned *flags)
{
	while (s.n > 0) {
		size_t good = utf8_good(s), n;

		buf_add(out, s.s, good);
		s = from(s, good);
		for (n = 0; n < s.n && (unsigned char)s.s[n] >= 0x80 && utf8_good(from(s, n)) == 0; n++)
			;
		put_cp1252(out, (struct str){ s.s, n }, flags);
		s = from(s, n);
	}
}

/* Nothing is declared that can be believed, but perhaps UTF-8, of which some characters have come to harm. */
static void
put_unsure(struct buf *out, struct str s, bool utf8, unsigned *flags)
{
	struct evidence e = {0};

	if (utf8_valid(s)) {
		buf_add(out, s.s, s.n);
		return;
	}
	charset_judge(&e, s, true);
	if (!utf8 || e.sequences <= e.invalid)
		put_mixed(out, s, flags);
	else if (utf8_repair(out, s) > 0)
		*flags |= POST_REPAIRED;
}

/* The name of a charset in small letters, without '-' and '_'. */
static void
bare_name(char bare[64], struct str name)
{
	size_t n = 0;

	for (size_t i = 0; i < name.n && n < 63; i++) {
		char c = name.s[i];

		if (c != '-' && c != '_' && c != ' ' && c != '"' && c != '\'')
			bare[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	bare[n] = '\0';
}

/* Names that mail programs have for charsets that have others. */
static const char *
usual_name(const char *bare)
{
	static const char *const names[][2] = {
		{ "ksc56011987", "CP949" }, { "ksc5601", "CP949" }, { "xsjis", "CP932" }, { "xgbk", "GB18030" }, { "xbig5", "BIG5" },
		{ "xeucjp", "EUC-JP" }, { "xmacroman", "MACINTOSH" }, { "iso88598i", "ISO-8859-8" }, { "iso88598e", "ISO-8859-8" },
		{ "ansix3.41968", "ASCII" }, { "iso88591:1987", "LATIN1" }, { "iso646us", "ASCII" }, { "utf7", "UTF-7" },
		{ "xcp1252", "CP1252" }, { "win1252", "CP1252" }, { "win1251", "CP1251" }, { "win1250", "CP1250" }, { "koi8", "KOI8-R" },
		{ "iso2022jpms", "ISO-2022-JP" },
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i][0], bare) == 0)
			return names[i][1];
	return NULL;
}

/* Make the decoder one for this charset. False: there is none of that name. */
static bool
ready(struct mailtext *t, struct str charset)
{
	char bare[64], name[64];
	const char *usual;

	bare_name(bare, charset);
	if (bare[0] == '\0' || charset.n > 60 || strncmp(bare, "iso2022cn", 9) == 0)
		return false;
	if (strcmp(bare, t->charset) == 0)
		return t->known;
	decoder_free(&t->decoder);
	memcpy(t->charset, bare, sizeof bare);
	if ((usual = usual_name(bare)) == NULL) {
		size_t n = 0;

		for (size_t i = 0; i < charset.n && n < 63; i++)
			if (charset.s[i] != '"' && charset.s[i] != '\'' && charset.s[i] != ' ')
				name[n++] = charset.s[i];
		name[n] = '\0';
		usual = name;
	}
	return t->known = decoder_begin(&t->decoder, usual);
}

static bool
begins(const char *s, const char *const *with)
{
	for (; *with != NULL; with++)
		if (strncmp(s, *with, strlen(*with)) == 0)
			return true;
	return false;
}

/* Charsets whose texts are ASCII bytes that mean something else, and those with characters of several bytes. */
static const char *const seven_bit[] = { "iso2022", "utf7", "csiso2022", NULL },
    *const several_bytes[] = { "gb", "xgb", "euc", "xeuc", "big5", "xbig5", "ks", "cp949", "cp932", "windows949", "windows31j", "shift", "sjis",
	"xsjis", "csshift", "ms", "uhc", "johab", "iso2022", "utf", NULL };

/* ISO 8859 has nothing at 0x80 .. 0x9f; what stands there is meant to be Windows-1252. */
static size_t
put_declared(struct mailtext *t, struct buf *out, struct str s, unsigned *flags)
{
	size_t bad = 0;

	if (strncmp(t->charset, "iso8859", 7) != 0 && strncmp(t->charset, "latin", 5) != 0)
		return decoder_put(&t->decoder, out, s, true);
	while (s.n > 0) {
		size_t n = 0;

		while (n < s.n && ((unsigned char)s.s[n] < 0x80 || (unsigned char)s.s[n] >= 0xa0))
			n++;
		bad += decoder_put(&t->decoder, out, (struct str){ s.s, n }, true);
		s = from(s, n);
		for (n = 0; n < s.n && (unsigned char)s.s[n] >= 0x80 && (unsigned char)s.s[n] < 0xa0; n++)
			;
		put_cp1252(out, (struct str){ s.s, n }, flags);
		s = from(s, n);
	}
	return bad;
}

/* Decode by what is declared, if that can be. */
static bool
by_charset(struct mailtext *t, struct buf *out, struct str s, unsigned *flags)
{
	struct evidence e = {0};
	enum charset marked;
	size_t bad, mark;
	unsigned found = 0;
	bool wide = t->decoder.charset >= CHARSET_UTF16LE && t->decoder.charset <= CHARSET_UTF32BE;

	if (wide && memchr(s.s, '\0', s.n) == NULL)
		return false;
	if (wide && (mark = charset_mark(s, &marked)) > 0 && marked != CHARSET_UTF8) {
		t->decoder.charset = marked;
		s = from(s, mark);
		t->charset[0] = '\0';		/* it is not the one of that name any more */
	} else if (!wide && !begins(t->charset, several_bytes) && utf8_ascii(s) < s.n && utf8_valid(s))
		return false;
	buf_clear(&t->work);
	bad = put_declared(t, &t->work, s, &found);
	if (bad > 0) {
		charset_judge(&e, s, true);
		if (utf8_valid(s) || bad > (e.high > 0 ? e.high : s.n) / 20)
			return false;	/* too much of it is wrong: it is not what it says */
		found |= POST_REPAIRED;
	}
	*flags |= found;
	buf_add(out, t->work.data, t->work.len);
	return true;
}

void
mailtext_put(struct mailtext *t, struct buf *out, struct str s, struct str charset, unsigned *flags)
{
	bool plain = s.n == 0 || utf8_ascii(s) == s.n, known;
	const char *escape;

	if (s.n == 0)
		return;
	known = charset.n > 0 && ready(t, charset);
	if (plain && !(known && (begins(t->charset, seven_bit) || t->decoder.charset >= CHARSET_UTF16LE))) {
		escape = memchr(s.s, '\x1b', s.n);
		if (escape == NULL || escape + 2 >= s.s + s.n || escape[1] != '$') {
			buf_add(out, s.s, s.n);
			return;
		}
		known = ready(t, STR("iso-2022-jp"));	/* Japanese mail often does not say so */
	}
	if (!known || t->decoder.charset == CHARSET_UTF8 || t->decoder.charset == CHARSET_CP1252)
		put_unsure(out, s, known && t->decoder.charset == CHARSET_UTF8, flags);
	else if (!by_charset(t, out, s, flags))
		put_unsure(out, s, false, flags);
}

static int
base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* One line, white space at its ends left out: is it base64? */
static bool
is_base64(struct str line)
{
	size_t i = 0;

	while (i < line.n && base64_value(line.s[i]) >= 0)
		i++;
	while (i < line.n && line.s[i] == '=')
		i++;
	return i == line.n;
}

size_t
mailtext_base64(struct buf *out, struct str text)
{
	uint32_t bits = 0;
	unsigned held = 0;
	bool over = false;
	size_t at = 0;

	while (at < text.n && !over) {
		const char *nl = memchr(text.s + at, '\n', text.n - at);
		size_t n = nl != NULL ? (size_t)(nl - text.s) - at + 1 : text.n - at;
		struct str line = str_trim((struct str){ text.s + at, n });

		if (!is_base64(line))
			break;
		for (size_t i = 0; i < line.n && !over; i++) {
			if (line.s[i] == '=') {
				over = true;
				break;
			}
			bits = bits << 6 | (uint32_t)base64_value(line.s[i]);
			held += 6;
			if (held >= 8) {
				held -= 8;
				buf_addc(out, (char)(bits >> held & 0xff));
			}
		}
		at += n;
	}
	return at;
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 32);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What stands in an encoded word with Q. */
static void
put_q(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.s[i] == '=' && i + 2 < s.n && hex(s.s[i + 1]) >= 0 && hex(s.s[i + 2]) >= 0) {
			buf_addc(out, (char)(hex(s.s[i + 1]) << 4 | hex(s.s[i + 2])));
			i += 2;
		} else
			buf_addc(out, s.s[i] == '_' ? ' ' : s.s[i]);
	}
}

enum { LONGEST = 8192 };	/* an encoded word; 75 are allowed */

/*
 * An encoded word at the start of s: its charset, its bytes at the end of `bytes`, its length; 0: it is none. *closing: where
 * the next "?=" was seen, so that it is not looked for again; NULL at first.
 */
static size_t
word_at(struct str s, struct str *charset, struct buf *bytes, const char **closing)
{
	const char *q, *star, *end = *closing;
	struct str name, text;

	if (s.n < 8 || s.s[0] != '=' || s.s[1] != '?')
		return 0;
	name = from(s, 2);
	q = memchr(name.s, '?', name.n < 64 ? name.n : 64);
	if (q == NULL || q == name.s || q + 3 > s.s + s.n || q[2] != '?')
		return 0;
	name.n = (size_t)(q - name.s);
	for (size_t i = 0; i < name.n; i++)
		if (name.s[i] == ' ' || name.s[i] == '=')
			return 0;
	text = (struct str){ q + 3, s.n - (size_t)(q + 3 - s.s) };
	if (end == NULL || end < text.s) {
		for (end = text.s; end < text.s + text.n && !(end[0] == '?' && end + 1 < text.s + text.n && end[1] == '='); end++)
			;
		*closing = end;
	}
	if (end == text.s + text.n || (size_t)(end - text.s) > LONGEST)
		return 0;
	text.n = (size_t)(end - text.s);
	if (name.n > 0 && (star = memchr(name.s, '*', name.n)) != NULL)
		name.n = (size_t)(star - name.s);
	*charset = name;
	if ((q[1] | 32) == 'q')
		put_q(bytes, text);
	else if ((q[1] | 32) == 'b') {
		if (mailtext_base64(bytes, text) < text.n)
			return 0;
	} else
		return 0;
	return (size_t)(end + 2 - s.s);
}

/* Words of one charset that stand beside each other are decoded as one: they may share a character. */
void
mailtext_words(struct mailtext *t, struct buf *out, struct str s, unsigned *flags)
{
	struct str charset = {0}, next;
	const char *closing = NULL;
	size_t n, blanks;

	while (s.n > 0) {
		const char *mark = memchr(s.s, '=', s.n);
		size_t before = mark != NULL ? (size_t)(mark - s.s) : s.n;

		buf_add(out, s.s, before);
		s = from(s, before);
		if (s.n == 0)
			break;
		buf_clear(&t->word);
		if ((n = word_at(s, &charset, &t->word, &closing)) == 0) {
			buf_addc(out, '=');
			s = from(s, 1);
			continue;
		}
		for (;;) {
			size_t was = t->word.len;

			s = from(s, n);
			for (blanks = 0; blanks < s.n && (s.s[blanks] == ' ' || s.s[blanks] == '\t'); blanks++)
				;
			n = word_at(from(s, blanks), &next, &t->word, &closing);
			if (n > 0 && next.n == charset.n && memcmp(next.s, charset.s, next.n) == 0) {
				s = from(s, blanks);
				continue;
			}
			t->word.len = was;
			if (n > 0)
				s = from(s, blanks);
			break;
		}
		mailtext_put(t, out, buf_str(&t->word), charset, flags);
	}
}

/* The line at the start of a text, its end included. */
static struct str
first_line(struct str s)
{
	const char *nl = s.n > 0 ? memchr(s.s, '\n', s.n) : NULL;

	return (struct str){ s.s, nl != NULL ? (size_t)(nl - s.s) + 1 : s.n };
}

static bool
says(struct str line, const char *what)
{
	size_t n = strlen(what);

	for (size_t i = 0; i + n <= line.n; i++)
		if (memcmp(line.s + i, what, n) == 0)
			return true;
	return false;
}

/* How much of a text, behind "next part", tells of a scrubbed attachment; 0: nothing. *name: if it has one. */
static size_t
scrubbed(struct str s, struct str *name)
{
	static const char *const particulars[] = { "Name:", "Type:", "Size:", "Desc:", "URL:", "Url:", "Url :", "From:", "Subject:", "Date:", "To:" };
	struct str line = first_line(s);
	size_t n = line.n;

	if (!says(line, " was scrubbed..."))
		return 0;
	for (bool more = true; more && n < s.n;) {
		line = first_line(from(s, n));
		more = false;
		for (size_t i = 0; i < sizeof particulars / sizeof *particulars && !more; i++)
			more = str_starts(line, particulars[i]);
		if (more)
			n += line.n;
		if (str_starts(line, particulars[0]))
			*name = str_trim((struct str){ line.s + 5, line.n - 5 });
	}
	return n;
}

size_t
mailtext_unscrub(struct buf *text, struct buf *names)
{
	static const char mark[] = "-------------- next part --------------\n";
	struct str s = buf_str(text);
	size_t kept = 0, count = 0, n;

	if (s.n == 0 || strstr(s.s, mark) == NULL)
		return 0;
	while (s.n > 0) {
		struct str line = first_line(s), name = {0};

		if (str_starts(line, mark) && (n = scrubbed(from(s, line.n), &name)) > 0) {
			count++;
			buf_add(names, name.s, name.n);
			buf_addc(names, '\0');
			s = from(s, line.n + n);
			continue;
		}
		memmove(text->data + kept, line.s, line.n);
		kept += line.n;
		s = from(s, line.n);
	}
	text->len = kept;
	text->data[kept] = '\0';
	return count;
}

void
mailtext_free(struct mailtext *t)
{
	decoder_free(&t->decoder);
	buf_free(&t->work);
	buf_free(&t->word);
}
