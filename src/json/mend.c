#include "mend.h"

#include <stdint.h>

/* The four digits behind "\u" at s[at]; UINT32_MAX: that is not there. */
static uint32_t
escaped(struct str s, size_t at)
{
	uint32_t c = 0;

	if (at + 6 > s.n || s.s[at] != '\\' || s.s[at + 1] != 'u')
		return UINT32_MAX;
	for (size_t i = at + 2; i < at + 6; i++) {
		char d = s.s[i];

		if (d >= '0' && d <= '9')
			c = c << 4 | (uint32_t)(d - '0');
		else if ((d >= 'a' && d <= 'f') || (d >= 'A' && d <= 'F'))
			c = c << 4 | (uint32_t)((d | 0x20) - 'a' + 10);
		else
			return UINT32_MAX;
	}
	return c;
}

/* A backslash inside of a string: how long the escape is that it begins, and whether it is half of a pair. */
static size_t
escape(struct str s, size_t at, bool *half)
{
	uint32_t c = escaped(s, at), next;

	*half = false;
	if (c == UINT32_MAX)
		return at + 2 <= s.n ? 2 : 1;	/* another escape, or what is none */
	if (c < 0xd800 || c >= 0xe000)
		return 6;
	next = c < 0xdc00 ? escaped(s, at + 6) : 0;
	*half = next < 0xdc00 || next >= 0xe000;
	return *half ? 6 : 12;
}

/*
 * One step from *at on: a run that stays as it is, or one thing that is mended; *inside whether that is in a string.
 * What it becomes is appended. True: it was mended.
 */
static bool
step(struct buf *out, struct str s, size_t *at, bool *inside)
{
	size_t from = *at, i = from;
	bool half = false;

	while (i < s.n && !half) {
		unsigned char c = (unsigned char)s.s[i];

		if (c == '"')
			*inside = !*inside;
		else if (*inside && c < 0x20)
			break;
		else if (*inside && c == '\\') {
			size_t n = escape(s, i, &half);

			if (half)
				break;
			i += n;
			continue;
		}
		i++;
	}
	if (i > from) {
		buf_add(out, s.s + from, i - from);
		*at = i;
		return false;
	}
	*at = i + (half ? 6 : 1);
	if (half)
		buf_adds(out, "\\ufffd");
	else if (s.s[i] != '\0')
		buf_printf(out, "\\u%04x", (unsigned)s.s[i]);
	return true;
}

size_t
mend_text(struct buf *out, struct str text)
{
	size_t at = 0, mended = 0;
	bool inside = false;

	while (at < text.n)
		mended += step(out, text, &at, &inside);
	return mended;
}

size_t
mend_origin(struct str text, size_t at)
{
	struct buf out = {0};
	size_t from = 0, end = 0, before = 0;
	bool inside = false, mended = false;

	while (end < text.n && out.len <= at) {
		from = end;
		before = out.len;
		mended = step(&out, text, &end, &inside);
	}
	if (out.len <= at)
		from = text.n;
	else if (!mended)
		from += at - before;
	buf_free(&out);
	return from;
}
