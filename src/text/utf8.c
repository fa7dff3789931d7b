#include "utf8.h"

size_t
utf8_ascii(struct str text)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	uint64_t eight[4];
	size_t i = 0;

	for (; i + 32 <= text.n; i += 32) {
		memcpy(eight, text.s + i, 32);
		if (((eight[0] | eight[1] | eight[2] | eight[3]) & high) != 0)
			break;
	}
	for (; i + 8 <= text.n; i += 8) {
		memcpy(eight, text.s + i, 8);
		if ((eight[0] & high) != 0)
			break;
	}
	while (i < text.n && (unsigned char)text.s[i] < 0x80)
		i++;
	return i;
}

/*
 * The length of the character at s, n > 0 bytes long, or 0; *wrong is then how many bytes at s
 * could have begun one (Unicode 15, table 3-7 and "maximal subparts"), at least 1.
 */
static size_t
length(const unsigned char *s, size_t n, size_t *wrong)
{
	unsigned char low = 0x80, high = 0xbf;
	size_t want;

	*wrong = 1;
	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 0;
	want = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	if (s[0] == 0xe0)
		low = 0xa0;
	else if (s[0] == 0xed)
		high = 0x9f;
	else if (s[0] == 0xf0)
		low = 0x90;
	else if (s[0] == 0xf4)
		high = 0x8f;
	for (size_t i = 1; i < want; i++, low = 0x80, high = 0xbf) {
		if (i >= n || s[i] < low || s[i] > high) {
			*wrong = i;
			return 0;
		}
	}
	return want;
}

size_t
utf8_good(struct str text)
{
	size_t i = 0, k, wrong;

	for (;;) {
		i += utf8_ascii((struct str){ text.s + i, text.n - i });
		if (i >= text.n)
			return i;
		k = length((const unsigned char *)text.s + i, text.n - i, &wrong);
		if (k == 0)
			return i;
		i += k;
	}
}

bool
utf8_valid(struct str text)
{
	return text.n == 0 || utf8_good(text) == text.n;
}

size_t
utf8_repair(struct buf *out, struct str text)
{
	size_t bad = 0, wrong;

	while (text.n > 0) {
		size_t good = utf8_good(text);

		buf_add(out, text.s, good);
		text = (struct str){ text.s + good, text.n - good };
		if (text.n == 0)
			break;
		length((const unsigned char *)text.s, text.n, &wrong);
		buf_add(out, "\xef\xbf\xbd", 3);
		text = (struct str){ text.s + wrong, text.n - wrong };
		bad++;
	}
	return bad;
}

size_t
utf8_origin(struct str text, size_t at)
{
	size_t from = 0, made = 0, wrong;

	for (;;) {
		struct str rest = { text.s + from, text.n - from };
		size_t good = utf8_good(rest);

		if (made + good > at || good == rest.n)
			return at - made < rest.n ? from + (at - made) : text.n;
		from += good;
		made += good + 3;
		if (made > at)
			return from;
		length((const unsigned char *)text.s + from, text.n - from, &wrong);
		from += wrong;
	}
}

uint32_t
utf8_next(struct str text, size_t *at)
{
	const unsigned char *s = (const unsigned char *)text.s + *at;
	size_t wrong, k = length(s, text.n - *at, &wrong);

	*at += k > 0 ? k : wrong;
	switch (k) {
	case 1:
		return s[0];
	case 2:
		return (s[0] & 0x1fu) << 6 | (s[1] & 0x3fu);
	case 3:
		return (s[0] & 0xfu) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu);
	case 4:
		return (s[0] & 7u) << 18 | (s[1] & 0x3fu) << 12 | (s[2] & 0x3fu) << 6 | (s[3] & 0x3fu);
	default:
		return UTF8_BAD;
	}
}

void
utf8_put(struct buf *out, uint32_t c)
{
	char b[4];
	size_t n = 0;

	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = UTF8_BAD;
	if (c < 0x80) {
		b[n++] = (char)c;
	} else if (c < 0x800) {
		b[n++] = (char)(0xc0 | c >> 6);
		b[n++] = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		b[n++] = (char)(0xe0 | c >> 12);
		b[n++] = (char)(0x80 | (c >> 6 & 0x3f));
		b[n++] = (char)(0x80 | (c & 0x3f));
	} else {
		b[n++] = (char)(0xf0 | c >> 18);
		b[n++] = (char)(0x80 | (c >> 12 & 0x3f));
		b[n++] = (char)(0x80 | (c >> 6 & 0x3f));
		b[n++] = (char)(0x80 | (c & 0x3f));
	}
	buf_add(out, b, n);
}

size_t
utf8_length(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++)
		n += ((unsigned char)text.s[i] & 0xc0) != 0x80;
	return n;
}

struct str
utf8_cut(struct str text, size_t max)
{
	size_t n = max;

	if (text.n <= max)
		return text;
	while (n > 0 && max - n < 4 && ((unsigned char)text.s[n] & 0xc0) == 0x80)
		n--;
	return (struct str){ text.s, n };
}
