#include "decoder.h"

#include "utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#define NO_CHARACTER UINT32_MAX

static const char *const charset_names[] = { "UTF-8", "CP1252", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "" };

/* Names without case, '-', '_' and blanks. */
static const struct { const char *name; enum charset charset; } own[] = {
	{ "utf8", CHARSET_UTF8 },
	{ "cp1252", CHARSET_CP1252 }, { "windows1252", CHARSET_CP1252 }, { "ansi", CHARSET_CP1252 }, { "iso88591", CHARSET_CP1252 },
	{ "latin1", CHARSET_CP1252 }, { "l1", CHARSET_CP1252 }, { "ascii", CHARSET_CP1252 }, { "usascii", CHARSET_CP1252 },
	{ "utf16", CHARSET_UTF16LE }, { "utf16le", CHARSET_UTF16LE }, { "utf16be", CHARSET_UTF16BE }, { "unicode", CHARSET_UTF16LE },
	{ "ucs2", CHARSET_UTF16LE }, { "utf32", CHARSET_UTF32LE }, { "utf32le", CHARSET_UTF32LE }, { "utf32be", CHARSET_UTF32BE },
};

/* What is said, and what is meant by it: the larger set (and in Japanese a backslash that is one). */
static const struct { const char *name, *iconv; } meant[] = {
	{ "shiftjis", "CP932" }, { "sjis", "CP932" }, { "windows31j", "CP932" }, { "gb2312", "GB18030" }, { "euccn", "GB18030" },
	{ "gbk", "GB18030" }, { "cp936", "GB18030" }, { "euckr", "CP949" }, { "ksc5601", "CP949" }, { "iso88599", "CP1254" },
	{ "latin5", "CP1254" }, { "tis620", "CP874" }, { "iso885911", "CP874" }, { "macroman", "MACINTOSH" },
};

const char *
decoder_charset_name(enum charset c)
{
	return charset_names[c];
}

/* The bare name; false: this cannot be one. What iconv(3) takes besides names is not let through. */
static bool
bare_name(const char *name, char bare[64])
{
	size_t n = 0;

	for (; *name != '\0'; name++) {
		char c = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;

		if (c == '-' || c == '_' || c == ' ')
			continue;
		if (n == 63 || !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == ':' || c == '+'))
			return false;
		bare[n++] = c;
	}
	bare[n] = '\0';
	return n > 0 && strcmp(bare, "internal") != 0 && strcmp(bare, "wchart") != 0;
}

bool
decoder_begin(struct decoder *d, const char *name)
{
	const char *iconv_name = name;
	char bare[64];
	iconv_t open;

	*d = (struct decoder){0};
	if (!bare_name(name, bare))
		return false;
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (strcmp(own[i].name, bare) == 0) {
			d->charset = own[i].charset;
			return true;
		}
	for (size_t i = 0; i < sizeof meant / sizeof *meant; i++)
		if (strcmp(meant[i].name, bare) == 0)
			iconv_name = meant[i].iconv;
	open = iconv_open("UTF-8", iconv_name);
	if (open == (iconv_t)-1)
		return false;
	d->charset = CHARSET_OTHER;
	d->iconv = open;
	return true;
}

bool
decoder_knows(const char *name)
{
	struct decoder d;
	char bare[64];
	bool knows = decoder_begin(&d, name) && bare_name(name, bare) && strstr(bare, "utf7") == NULL;

	decoder_free(&d);
	return knows;
}

void
decoder_free(struct decoder *d)
{
	if (d->iconv != NULL)
		iconv_close(d->iconv);
	*d = (struct decoder){0};
}

static void
put_bad(const struct decoder *d, struct buf *out)
{
	if (d->leave_bad)
		buf_addc(out, '\xff');
	else
		utf8_put(out, UTF8_BAD);
}

/* What Windows-1252 has at 0x80 .. 0x9f, in UTF-8; from 0xa0 on it is Latin-1. */
static const char windows[32][4] = {
	"\xe2\x82\xac", "\xc2\x81", "\xe2\x80\x9a", "\xc6\x92", "\xe2\x80\x9e", "\xe2\x80\xa6", "\xe2\x80\xa0", "\xe2\x80\xa1",
	"\xcb\x86", "\xe2\x80\xb0", "\xc5\xa0", "\xe2\x80\xb9", "\xc5\x92", "\xc2\x8d", "\xc5\xbd", "\xc2\x8f",
	"\xc2\x90", "\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\xa2", "\xe2\x80\x93", "\xe2\x80\x94",
	"\xcb\x9c", "\xe2\x84\xa2", "\xc5\xa1", "\xe2\x80\xba", "\xc5\x93", "\xc2\x9d", "\xc5\xbe", "\xc5\xb8"
};

void
decoder_cp1252(struct buf *out, struct str text)
{
	const char *at = text.s, *end = text.s + text.n;
	char *to = buf_room(out, 3 * text.n);
	uint64_t eight;

	while (at < end) {
		unsigned char c;

		for (; end - at >= 8; at += 8, to += 8) {
			memcpy(&eight, at, 8);
			if ((eight & UINT64_C(0x8080808080808080)) != 0)
				break;
			memcpy(to, &eight, 8);
		}
		while (at < end && (unsigned char)*at < 0x80)
			*to++ = *at++;
		if (at == end)
			break;
		c = (unsigned char)*at++;
		if (c < 0xa0) {
			memcpy(to, windows[c - 0x80], 3);
			to += windows[c - 0x80][2] != '\0' ? 3 : 2;
		} else {
			*to++ = (char)(0xc0 | c >> 6);
			*to++ = (char)(0x80 | (c & 0x3f));
		}
	}
	out->len = (size_t)(to - out->data);
	*to = '\0';
}

/* The character at s and how many bytes it takes; 0: they are not all there yet. n > 0. */
static size_t
take(enum charset charset, const unsigned char *s, size_t n, bool ended, uint32_t *c)
{
	bool big = charset == CHARSET_UTF16BE;
	uint32_t low;

	*c = NO_CHARACTER;
	if (charset == CHARSET_UTF32LE || charset == CHARSET_UTF32BE) {
		if (n < 4)
			return ended ? n : 0;
		*c = charset == CHARSET_UTF32BE ? (uint32_t)s[0] << 24 | (uint32_t)s[1] << 16 | (uint32_t)s[2] << 8 | s[3] :
		    (uint32_t)s[3] << 24 | (uint32_t)s[2] << 16 | (uint32_t)s[1] << 8 | s[0];
		if (*c > 0x10ffff || (*c >= 0xd800 && *c < 0xe000))
			*c = NO_CHARACTER;
		return 4;
	}
	if (n < 2)
		return ended ? n : 0;
	*c = (uint32_t)s[!big] << 8 | s[big];
	if (*c < 0xd800 || *c >= 0xe000)
		return 2;
	if (*c < 0xdc00 && n < 4 && !ended)
		return 0;
	low = n < 4 ? 0 : (uint32_t)s[2 + !big] << 8 | s[2 + big];
	if (*c >= 0xdc00 || low < 0xdc00 || low >= 0xe000) {
		*c = NO_CHARACTER;	/* half a pair */
		return 2;
	}
	*c = 0x10000 + ((*c - 0xd800) << 10) + (low - 0xdc00);
	return 4;
}

static size_t
put_character(const struct decoder *d, struct buf *out, uint32_t c)
{
	if (c == NO_CHARACTER)
		put_bad(d, out);
	else
		utf8_put(out, c);
	return c == NO_CHARACTER;
}

/* How many characters at the start are ASCII; they are appended. */
static size_t
put_ascii(const struct decoder *d, struct buf *out, struct str s)
{
	bool big = d->charset == CHARSET_UTF16BE;
	char *to = buf_room(out, s.n / 2);
	size_t n = 0;

	for (; 2 * n + 1 < s.n && s.s[2 * n + !big] == '\0' && (unsigned char)s.s[2 * n + big] < 0x80; n++)
		to[n] = s.s[2 * n + big];
	out->len += n;
	out->data[out->len] = '\0';
	return n;
}

static size_t
put_wide(struct decoder *d, struct buf *out, struct str s, bool ended)
{
	bool pairs = d->charset == CHARSET_UTF16LE || d->charset == CHARSET_UTF16BE;
	size_t bad = 0, used, i = 0;
	uint32_t c;

	while (d->held_n > 0 && (s.n > 0 || ended)) {
		size_t more = s.n < sizeof d->held - d->held_n ? s.n : sizeof d->held - d->held_n;

		if (more > 0)
			memcpy(d->held + d->held_n, s.s, more);
		used = take(d->charset, d->held, d->held_n + more, ended && more == s.n, &c);
		if (used == 0) {
			d->held_n += more;
			return bad;
		}
		bad += put_character(d, out, c);
		if (used < d->held_n) {
			d->held_n -= used;
			memmove(d->held, d->held + used, d->held_n);
		} else {
			s = (struct str){ s.s + (used - d->held_n), s.n - (used - d->held_n) };
			d->held_n = 0;
		}
	}
	while (i < s.n) {
		if (pairs)
			i += 2 * put_ascii(d, out, (struct str){ s.s + i, s.n - i });
		if (i >= s.n)
			break;
		used = take(d->charset, (const unsigned char *)s.s + i, s.n - i, ended, &c);
		if (used == 0) {
			d->held_n = s.n - i;
			memcpy(d->held, s.s + i, d->held_n);
			break;
		}
		bad += put_character(d, out, c);
		i += used;
	}
	return bad;
}

static size_t
put_other(struct decoder *d, struct buf *out, struct str s, bool ended)
{
	struct buf joined = {0};
	char *in, *to;
	size_t n, room, skip, bad = 0;
	bool cut;

	buf_add(&joined, d->held, d->held_n);	/* a copy in any case: iconv wants what it may write to */
	buf_add(&joined, s.s, s.n);
	d->held_n = 0;
	in = joined.data;
	n = joined.len;
	for (;;) {
		bool flush = n == 0;
		size_t r;

		if (flush && !ended)
			break;
		to = buf_room(out, n + n / 2 + 64);
		room = out->cap - out->len - 1;
		r = iconv(d->iconv, flush ? NULL : &in, flush ? NULL : &n, &to, &room);
		out->len = (size_t)(to - out->data);
		*to = '\0';
		if (r == (size_t)-1 && errno == E2BIG)
			continue;
		if (flush)
			break;
		if (r != (size_t)-1)
			continue;
		cut = errno == EINVAL;
		if (cut && !ended && n <= sizeof d->held) {
			memcpy(d->held, in, n);
			d->held_n = n;
			break;
		}
		put_bad(d, out);
		bad++;
		skip = cut && ended ? n : 1;
		in += skip;
		n -= skip;
	}
	buf_free(&joined);
	return bad;
}

size_t
decoder_put(struct decoder *d, struct buf *out, struct str piece, bool ended)
{
	switch (d->charset) {
	case CHARSET_UTF8:
		buf_add(out, piece.s, piece.n);
		return 0;
	case CHARSET_CP1252:
		decoder_cp1252(out, piece);
		return 0;
	case CHARSET_OTHER:
		return put_other(d, out, piece, ended);
	default:
		return put_wide(d, out, piece, ended);
	}
}
