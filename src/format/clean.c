#include "clean.h"

#include "../json/scan.h"
#include "../rec/desk.h"
#include "../text/utf8.h"

#include <string.h>

/* CRLF and lone CR become LF, NUL goes. */
static void
plain_lines(struct buf *to, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.s[i] == '\r') {
			buf_addc(to, '\n');
			i += i + 1 < s.n && s.s[i + 1] == '\n';
		} else if (s.s[i] != '\0')
			buf_addc(to, s.s[i]);
	}
}

bool
clean_has_bad(struct str text)
{
	const char *at = text.s, *end = text.n > 0 ? text.s + text.n : at;

	for (; at < end && (at = memchr(at, '\xef', (size_t)(end - at))) != NULL; at++)
		if (end - at >= 3 && memcmp(at, "\xef\xbf\xbd", 3) == 0)
			return true;
	return false;
}

struct str
clean_text(struct buf *scratch, struct str text, unsigned *flags)
{
	struct buf lines = {0};
	bool odd = text.n > 0 && (memchr(text.s, '\r', text.n) != NULL || memchr(text.s, '\0', text.n) != NULL);

	if (scan_utf8(text) && !odd)
		return text;
	buf_clear(scratch);
	if (odd)
		plain_lines(&lines, text);
	else
		buf_add(&lines, text.s, text.n);
	if (utf8_repair(scratch, buf_str(&lines)) > 0)
		*flags |= POST_REPAIRED;
	buf_free(&lines);
	return buf_str(scratch);
}

bool
clean_id(struct str text, struct str *id)
{
	size_t n = 0;

	while (n < text.n && text.s[n] >= '0' && text.s[n] <= '9')
		n++;
	*id = (struct str){ text.s, n };
	if (n == 0)
		return false;
	if (n == text.n)
		return true;
	if (text.s[n] != '.')
		return false;
	for (n++; n < text.n && text.s[n] == '0'; n++)
		;
	return n == text.n;
}

/* Every id of every row comes this way: not through printf. */
static void
put_digits(struct buf *out, bool negative, uint64_t n)
{
	char digits[20];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	if (negative)
		buf_addc(out, '-');
	buf_add(out, digits + at, sizeof digits - at);
}

struct str
clean_scalar(struct scan_value v, struct buf *scratch, bool *structure)
{
	int64_t i;
	uint64_t u;
	double d;
	bool b = false;

	*structure = scan_type(v) == SCAN_ARRAY || scan_type(v) == SCAN_OBJECT;
	switch (scan_type(v)) {
	case SCAN_STRING:
		return scan_string(v);
	case SCAN_BOOL:
		scan_bool(v, &b);
		return b ? STR("true") : STR("false");
	case SCAN_INT:
	case SCAN_REAL:
		buf_clear(scratch);
		if (scan_int(v, &i))
			put_digits(scratch, i < 0, i < 0 ? 0 - (uint64_t)i : (uint64_t)i);
		else if (scan_uint(v, &u))
			put_digits(scratch, false, u);
		else if (scan_real(v, &d))
			buf_printf(scratch, d < 9e15 && d > -9e15 && d == (double)(int64_t)d ? "%.0f" : "%.17g", d);
		return buf_str(scratch);
	default:
		return (struct str){0};
	}
}
