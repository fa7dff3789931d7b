#include "span.h"

#include <string.h>

static size_t
skip_space(struct str t, size_t i)
{
	while (i < t.n && (t.s[i] == ' ' || t.s[i] == '\t' || t.s[i] == '\n' || t.s[i] == '\r'))
		i++;
	return i;
}

/* From the opening quote to behind the closing one. */
static size_t
skip_string(struct str t, size_t i)
{
	for (i++; i < t.n; i++) {
		const char *quote = memchr(t.s + i, '"', t.n - i);
		size_t slashes = 0;

		if (quote == NULL)
			return t.n;
		i = (size_t)(quote - t.s);
		while (t.s[i - 1 - slashes] == '\\')
			slashes++;
		if (slashes % 2 == 0)
			return i + 1;
	}
	return t.n;
}

static size_t
skip_value(struct str t, size_t i)
{
	size_t depth = 0;

	while (i < t.n) {
		char c = t.s[i];

		if (c == '"') {
			i = skip_string(t, i);
			if (depth == 0)
				return i;
			continue;
		}
		if (depth == 0 && (c == ',' || c == ']' || c == '}' || c == ' ' || c == '\t' || c == '\n' || c == '\r'))
			return i;
		depth += c == '{' || c == '[';
		depth -= c == '}' || c == ']';
		i++;
		if (depth == 0 && (c == '}' || c == ']'))
			return i;
	}
	return t.n;
}

bool
span_next(struct str t, size_t *position, struct span *found)
{
	size_t i = skip_space(t, *position), from;
	bool object;

	if (*position == 0) {
		i = skip_space(t, i + 1);	/* behind the opening bracket */
	} else if (i < t.n && t.s[i] == ',')
		i = skip_space(t, i + 1);
	object = t.s[skip_space(t, 0)] == '{';
	if (i >= t.n || t.s[i] == '}' || t.s[i] == ']')
		return false;
	from = i;
	found->name = (struct str){0};
	if (object) {
		i = skip_string(t, i);
		found->name = (struct str){ t.s + from + 1, i - from - 2 };
		i = skip_space(t, skip_space(t, i) + 1);	/* behind the colon */
	}
	found->value.s = t.s + i;
	*position = i = skip_value(t, i);
	found->value.n = (size_t)(t.s + i - found->value.s);
	found->whole = (struct str){ t.s + from, i - from };
	return true;
}

/* The character of the four hexadecimal digits at s, as far as it is ASCII; else 0. */
static char
escaped(const char *s)
{
	static const char digits[] = "0123456789abcdef";
	unsigned v = 0;

	for (int i = 0; i < 4; i++) {
		const char *digit = strchr(digits, s[i] >= 'A' && s[i] <= 'F' ? s[i] | 0x20 : s[i]);

		if (s[i] == '\0' || digit == NULL)
			return 0;
		v = v << 4 | (unsigned)(digit - digits);
	}
	return v < 0x80 ? (char)v : 0;
}

bool
span_named(const struct span *member, const char *name)
{
	struct str written = member->name;

	if (written.n == 0 || memchr(written.s, '\\', written.n) == NULL)
		return str_is(written, name);
	for (size_t i = 0; i < written.n; name++) {
		char c = written.s[i];
		size_t step = 1;

		if (c == '\\') {	/* \" \\ \/ and the like are in no name of ours */
			if (written.n - i < 6 || written.s[i + 1] != 'u' || (c = escaped(written.s + i + 2)) == 0)
				return false;
			step = 6;
		}
		if (c != *name)	/* its end, too */
			return false;
		i += step;
	}
	return *name == '\0';
}

bool
span_member(struct str object, const char *name, struct span *found)
{
	struct span member;
	size_t position = 0;
	bool any = false;

	while (span_next(object, &position, &member))
		if (span_named(&member, name)) {
			*found = member;
			any = true;
		}
	return any;
}

size_t
span_close(struct str object)
{
	size_t i = object.n;

	while (i > 0 && object.s[i - 1] != '}')
		i--;
	return i > 0 ? i - 1 : 0;
}
