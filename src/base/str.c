#include "str.h"

#include <limits.h>
#include <string.h>

struct str
str_of(const char *terminated)
{
	return (struct str){ terminated, terminated ? strlen(terminated) : 0 };
}

bool
str_is(struct str a, const char *terminated)
{
	return str_equal(a, str_of(terminated));
}

bool
str_equal(struct str a, struct str b)
{
	return a.n == b.n && (a.s == NULL) == (b.s == NULL) && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
str_alike(struct str a, struct str b)
{
	if (a.n != b.n || (a.s == NULL) != (b.s == NULL))
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.s[i]) != lower(b.s[i]))
			return false;
	return true;
}

int
str_order(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n > 0 ? memcmp(a.s, b.s, n) : 0;

	if (c != 0)
		return c;
	if (a.n != b.n)
		return a.n < b.n ? -1 : 1;
	return (a.s != NULL) - (b.s != NULL);
}

bool
str_starts(struct str a, const char *prefix)
{
	size_t n = strlen(prefix);

	return a.n >= n && memcmp(a.s, prefix, n) == 0;
}

bool
str_ends(struct str a, const char *suffix)
{
	size_t n = strlen(suffix);

	return a.n >= n && (n == 0 || memcmp(a.s + a.n - n, suffix, n) == 0);
}

static bool
blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool
str_holds(struct str a, const char *part)
{
	size_t n = strlen(part);

	for (size_t i = 0; i + n <= a.n; i++)
		if (a.s[i] == *part && memcmp(a.s + i, part, n) == 0)
			return true;
	return false;
}

struct str
str_trim(struct str a)
{
	while (a.n > 0 && blank(a.s[0])) {
		a.s++;
		a.n--;
	}
	while (a.n > 0 && blank(a.s[a.n - 1]))
		a.n--;
	return a;
}

bool
str_hex(struct str a, size_t digits, uint64_t *value)
{
	uint64_t v = 0;

	if (a.n != digits)
		return false;
	for (size_t i = 0; i < a.n; i++) {
		char c = a.s[i];

		if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f'))
			return false;
		v = v << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
	}
	*value = v;
	return true;
}

bool
str_int(struct str a, long long *value)
{
	bool negative = a.n > 0 && a.s[0] == '-';
	long long v = 0;
	size_t i = negative;

	if (i == a.n)
		return false;
	for (; i < a.n; i++) {
		int digit = a.s[i] - '0';

		if (digit < 0 || digit > 9 || v < (LLONG_MIN + digit) / 10)
			return false;
		v = v * 10 - digit;	/* downwards: LLONG_MIN has no positive */
	}
	if (!negative && v == LLONG_MIN)
		return false;
	*value = negative ? v : -v;
	return true;
}
