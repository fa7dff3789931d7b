#include "show.h"
#include "../base/time.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

bool
show_numeric(enum value_kind kind)
{
	return kind == VALUE_COUNT || kind == VALUE_NUMBER || kind == VALUE_SHARE || kind == VALUE_MONEY;
}

static void
money(char *out, size_t size, int64_t minor, bool always)
{
	uint64_t u = minor < 0 ? -(uint64_t)minor : (uint64_t)minor;
	const char *sign = minor < 0 ? "-" : "";

	if (u % 100 == 0 && !always)
		snprintf(out, size, "%s%" PRIu64, sign, u / 100);
	else
		snprintf(out, size, "%s%" PRIu64 ".%02u", sign, u / 100, (unsigned)(u % 100));
}

void
show_value(struct buf *to, const struct value *v)
{
	char out[400];

	switch (v->kind) {
	case VALUE_ABSENT:
		buf_adds(to, "\xe2\x80\x93");
		break;
	case VALUE_TEXT:
		buf_add(to, v->text.s, v->text.n);
		break;
	case VALUE_COUNT:
		snprintf(out, sizeof out, "%" PRId64, v->whole);
		document_group(to, out);
		break;
	case VALUE_NUMBER:
		snprintf(out, sizeof out, "%.*f", v->decimals, v->number);
		document_group(to, out);
		break;
	case VALUE_SHARE:
		buf_printf(to, "%.1f %%", v->number * 100);
		break;
	case VALUE_MONEY:
		money(out, sizeof out, v->whole, false);
		document_group(to, out);
		buf_addc(to, ' ');
		buf_add(to, v->text.s, v->text.n);
		break;
	case VALUE_DATE:
		buf_add(to, out, time_write_day(out, v->whole));
		break;
	case VALUE_TIME:
		time_write(out, v->whole);
		buf_printf(to, "%.10s %.5s UTC", out, out + 11);
		break;
	case VALUE_SERIES:
		show_spark(to, v->series, v->series_len, 24);
		break;
	}
}

void
show_bare(struct buf *to, const struct value *v)
{
	char out[400];

	switch (v->kind) {
	case VALUE_ABSENT:
		break;
	case VALUE_COUNT:
		buf_printf(to, "%" PRId64, v->whole);
		break;
	case VALUE_NUMBER:
		buf_printf(to, "%.*f", v->decimals, v->number);
		break;
	case VALUE_SHARE:
		buf_printf(to, "%.3f", v->number);
		break;
	case VALUE_MONEY:
		money(out, sizeof out, v->whole, true);
		buf_adds(to, out);
		break;
	case VALUE_TIME:
		buf_add(to, out, time_write(out, v->whole));
		break;
	case VALUE_SERIES:
		for (size_t i = 0; i < v->series_len; i++)
			buf_printf(to, i > 0 ? " %.0f" : "%.0f", v->series[i]);
		break;
	case VALUE_TEXT:
	case VALUE_DATE:
		show_value(to, v);
		break;
	}
}

struct range {
	uint32_t from, to;
};

static bool
within(uint32_t c, const struct range *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (c >= r[i].from && c <= r[i].to)
			return true;
	return false;
}

#define WITHIN(c, ranges) within((c), (ranges), sizeof (ranges) / sizeof *(ranges))

uint32_t
show_next(struct str s, size_t *bytes, size_t *columns)
{
	/* Marks that stand on the letter before, joiners and variation selectors take no room. */
	static const struct range none[] = {
		{ 0x300, 0x36f }, { 0x483, 0x489 }, { 0x591, 0x5bd }, { 0x610, 0x61a }, { 0x64b, 0x65f },
		{ 0x900, 0x902 }, { 0x93c, 0x93c }, { 0x941, 0x948 }, { 0xe31, 0xe31 }, { 0xe34, 0xe3a },
		{ 0xe47, 0xe4e }, { 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff }, { 0x200b, 0x200f }, { 0x20d0, 0x20ff },
		{ 0x2060, 0x2064 }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f }, { 0xfeff, 0xfeff },
		{ 0x1f3fb, 0x1f3ff }, { 0xe0100, 0xe01ef },
	};
	static const struct range two[] = {
		{ 0x1100, 0x115f }, { 0x231a, 0x231b }, { 0x23e9, 0x23ec }, { 0x26a1, 0x26a1 }, { 0x2705, 0x2705 },
		{ 0x274c, 0x274c }, { 0x2753, 0x2757 }, { 0x2e80, 0x303e }, { 0x3041, 0xa4cf }, { 0xac00, 0xd7a3 },
		{ 0xf900, 0xfaff }, { 0xfe30, 0xfe6f }, { 0xff00, 0xff60 }, { 0xffe0, 0xffe6 },
		{ 0x1f300, 0x1f64f }, { 0x1f680, 0x1f6ff }, { 0x1f900, 0x1faff }, { 0x20000, 0x3fffd },
	};
	const unsigned char *u = (const unsigned char *)s.s;
	size_t n = u[0] < 0x80 ? 1 : u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : 4;
	uint32_t c = n == 1 ? u[0] : u[0] & (0x7fU >> n);

	if (n > s.n)
		n = s.n;
	for (size_t i = 1; i < n; i++)
		c = c << 6 | (u[i] & 0x3f);
	*bytes = n;
	*columns = c < 0x300 ? 1 : WITHIN(c, none) ? 0 : WITHIN(c, two) ? 2 : 1;
	return c;
}

size_t
show_columns(struct str s)
{
	size_t sum = 0, bytes, columns;

	while (s.n > 0) {
		show_next(s, &bytes, &columns);
		sum += columns;
		s = (struct str){ s.s + bytes, s.n - bytes };
	}
	return sum;
}

/* Embeddings, overrides, isolates and marks of direction; line and paragraph separators. */
static bool
turns(uint32_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f ||
	    c == 0x61c || c == 0x2028 || c == 0x2029;
}

void
show_text(struct buf *to, struct str s, bool lines)
{
	size_t bytes, columns;

	while (s.n > 0) {
		uint32_t c = show_next(s, &bytes, &columns);

		if (c == '\n' && lines)
			buf_addc(to, '\n');
		else if (c == '\n' || c == '\t' || c == ' ' || c == 0x2028 || c == 0x2029) {
			if (to->len == 0 || to->data[to->len - 1] != ' ')
				buf_addc(to, ' ');
		} else if (c == '\r')
			;
		else if (c < 0x20 || c == 0x7f) {
			c = c == 0x7f ? 0x2421 : 0x2400 + c;		/* its picture */
			buf_printf(to, "\xe2%c%c", (int)(0x80 | (c >> 6 & 0x3f)), (int)(0x80 | (c & 0x3f)));
		} else if ((c >= 0x80 && c < 0xa0) || turns(c))
			buf_adds(to, "\xef\xbf\xbd");
		else
			buf_add(to, s.s, bytes);
		s = (struct str){ s.s + bytes, s.n - bytes };
	}
}

void
show_json(struct buf *to, struct str s)
{
	size_t bytes, columns;

	buf_addc(to, '"');
	while (s.n > 0) {
		uint32_t c = show_next(s, &bytes, &columns);

		if (c == '"' || c == '\\')
			buf_printf(to, "\\%c", (int)c);
		else if (c == '\n')
			buf_adds(to, "\\n");
		else if (c < 0x20 || c == '<' || (c >= 0x7f && c < 0xa0) || turns(c))
			buf_printf(to, "\\u%04x", c);
		else
			buf_add(to, s.s, bytes);
		s = (struct str){ s.s + bytes, s.n - bytes };
	}
	buf_addc(to, '"');
}

size_t
show_bins(double *bins, const double *counts, size_t n, size_t width)
{
	size_t each = n > width ? (n + width - 1) / width : 1, used = 0;

	for (size_t i = 0; i < n; i++) {
		if (i % each == 0)
			bins[used++] = 0;
		bins[used - 1] += counts[i];
	}
	return used;
}

void
show_spark(struct buf *to, const double *counts, size_t n, size_t width)
{
	static const char *const height[] = {
		"\xe2\x96\x81", "\xe2\x96\x82", "\xe2\x96\x83", "\xe2\x96\x84",
		"\xe2\x96\x85", "\xe2\x96\x86", "\xe2\x96\x87", "\xe2\x96\x88",
	};
	double *bins = mem_zeroed(width + 1, sizeof *bins), most = 0;
	size_t used = show_bins(bins, counts, n, width);

	for (size_t i = 0; i < used; i++)
		most = fmax(most, bins[i]);
	for (size_t i = 0; i < used; i++) {
		if (bins[i] <= 0)
			buf_adds(to, "\xc2\xb7");
		else
			buf_adds(to, height[(size_t)fmin(7, ceil(bins[i] / most * 8) - 1)]);
	}
	free(bins);
}
