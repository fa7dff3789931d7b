#include "write.h"
#include "scan.h"
#include "../base/time.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* A comma, unless something was just opened or named, or this is the first byte of a line. */
static inline void
comma(struct buf *b)
{
	char last = b->len > 0 ? b->data[b->len - 1] : '\n';

	if (last != '{' && last != '[' && last != ':' && last != '\n' && last != ',')
		buf_add(b, ",", 1);
}

void
write_name(struct buf *b, const char *name)
{
	if (b->len > 0)
		comma(b);
	if (name == NULL)
		return;
	buf_add(b, "\"", 1);
	buf_add(b, name, strlen(name));
	buf_add(b, "\":", 2);
}

void
write_name_of(struct buf *b, struct str name)
{
	comma(b);
	write_quoted(b, name);
	buf_addc(b, ':');
}

void
write_object(struct buf *b, const char *name)
{
	write_name(b, name);
	buf_addc(b, '{');
}

void
write_end_object(struct buf *b)
{
	buf_addc(b, '}');
}

void
write_array(struct buf *b, const char *name)
{
	write_name(b, name);
	buf_addc(b, '[');
}

void
write_end_array(struct buf *b)
{
	buf_addc(b, ']');
}

/* What a byte needs: 0 nothing, 'u' a \u00xx escape, else the letter behind the backslash. */
static const char escapes[256] = {
	'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'b', 't', 'n', 'u', 'f', 'r', 'u', 'u',
	'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u',
	['"'] = '"', ['\\'] = '\\', [0x7f] = 'u',
};

static void
escape(struct buf *b, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	char out[6] = { '\\', escapes[c], '0', '0', hex[c >> 4], hex[c & 15] };

	buf_add(b, out, escapes[c] == 'u' ? 6 : 2);
}

/* The length of the well-formed character at s, or 0 (Unicode 15, table 3-7). */
static size_t
character(const unsigned char *s, size_t n)
{
	size_t len = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : s[0] < 0xf5 ? 4 : 0;

	if (len == 0 || n < len)
		return 0;
	if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
	    (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
		return 0;
	for (size_t i = 1; i < len; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return len;
}

/* The slow way: character by character, for a text that is not UTF-8 throughout. */
static void
quote_repaired(struct buf *b, const unsigned char *s, size_t n)
{
	while (n > 0) {
		size_t len = character(s, n);

		if (len == 0)
			buf_add(b, "\xef\xbf\xbd", 3);
		else if (escapes[*s] != 0)
			escape(b, *s);
		else
			buf_add(b, s, len);
		s += len > 0 ? len : 1;
		n -= len > 0 ? len : 1;
	}
}

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Not 0 if one of eight bytes is zero. */
static inline uint64_t
has_zero(uint64_t eight)
{
	return (eight - EACH(1)) & ~eight & EACH(0x80);
}

/* How many bytes at the start need no escape; with ascii, how many of those are ASCII, too. */
static inline size_t
plain_run(const unsigned char *s, size_t n, bool ascii)
{
	uint64_t high = ascii ? EACH(0x80) : 0, x;
	size_t i = 0;

#ifdef __SSE2__
	for (; i + 16 <= n; i += 16) {
		const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s + i));
		const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v);
		const __m128i odd = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')), _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
		const __m128i all = _mm_or_si128(_mm_or_si128(low, odd), _mm_cmpeq_epi8(v, _mm_set1_epi8(0x7f)));

		if ((_mm_movemask_epi8(all) | (ascii ? _mm_movemask_epi8(v) : 0)) != 0)
			break;
	}
#endif
	for (; i + 8 <= n; i += 8) {
		memcpy(&x, s + i, 8);
		if ((((x - EACH(0x20)) & ~x & EACH(0x80)) | has_zero(x ^ EACH('"')) | has_zero(x ^ EACH('\\')) |
		    has_zero(x ^ EACH(0x7f)) | (x & high)) != 0)
			break;
	}
	while (i < n && escapes[s[i]] == 0 && !(ascii && s[i] >= 0x80))
		i++;
	return i;
}

void
write_escaped(struct buf *b, struct str value)
{
	const unsigned char *s = (const unsigned char *)value.s;
	size_t n = value.n;
	bool ascii = true;	/* so far; the first byte that is not has the rest checked */

	buf_room(b, n + 2);
	while (n > 0) {
		size_t run = plain_run(s, n, ascii);

		buf_add(b, s, run);
		s += run;
		n -= run;
		if (n == 0)
			break;
		if (*s < 0x80) {
			escape(b, *s++);
			n--;
		} else if (scan_utf8((struct str){ (const char *)s, n }))
			ascii = false;
		else {
			quote_repaired(b, s, n);
			break;
		}
	}
}

void
write_quoted(struct buf *b, struct str value)
{
	buf_room(b, value.n + 2);
	buf_add(b, "\"", 1);
	write_escaped(b, value);
	buf_add(b, "\"", 1);
}

void
write_string(struct buf *b, const char *name, struct str value)
{
	write_name(b, name);
	if (value.s == NULL)
		buf_add(b, "null", 4);
	else
		write_quoted(b, value);
}

void
write_int(struct buf *b, const char *name, int64_t value)
{
	char out[24], *at = out + sizeof out;
	uint64_t left = value < 0 ? -(uint64_t)value : (uint64_t)value;

	write_name(b, name);
	do
		*--at = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (value < 0)
		*--at = '-';
	buf_add(b, at, (size_t)(out + sizeof out - at));
}

void
write_hex(struct buf *b, const char *name, const uint64_t *values, size_t n, unsigned digits)
{
	write_name(b, name);
	buf_add(b, "\"", 1);
	for (size_t i = 0; i < n; i++) {
		char out[16];
		uint64_t value = values[i];

		for (unsigned k = digits; k-- > 0; value >>= 4)
			out[k] = "0123456789abcdef"[value & 15];
		buf_add(b, out, digits);
	}
	buf_add(b, "\"", 1);
}

void
write_bool(struct buf *b, const char *name, bool value)
{
	write_raw(b, name, value ? STR("true") : STR("false"));
}

void
write_null(struct buf *b, const char *name)
{
	write_raw(b, name, STR("null"));
}

void
write_real(struct buf *b, const char *name, double value)
{
	char out[40];
	int n;

	if (!isfinite(value)) {
		write_null(b, name);
		return;
	}
	n = snprintf(out, sizeof out, "%.9g", value + 0.0);	/* + 0.0 makes a negative zero plain */
	write_name(b, name);
	buf_add(b, out, (size_t)n);
}

void
write_time(struct buf *b, const char *name, int64_t ms)
{
	char out[TIME_TEXT];

	if (ms == TIME_NONE) {
		write_null(b, name);
		return;
	}
	write_name(b, name);
	buf_addc(b, '"');
	buf_add(b, out, time_write(out, ms));
	buf_addc(b, '"');
}

void
write_raw(struct buf *b, const char *name, struct str json)
{
	write_name(b, name);
	buf_add(b, json.s, json.n);
}
