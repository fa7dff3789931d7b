#include "evidence.h"
#include "../base/hash.h"

#include <stdlib.h>
#include <string.h>

enum { UNSHARED = 256, NUMBERS = 256, LONG_WORD = 8 };

/* Words of a text that the other lacks. */
struct unshared {
	const struct evidence_word *at[UNSHARED];
	size_t n;
};

struct comparison {
	struct unshared only_a, only_b;
	uint32_t worth;			/* of words in both, but for numbers */
	bool number_a, number_b;	/* a number is in one only */
	bool numbers;			/* a number is in both */
};

static void
take(struct unshared *u, const struct evidence_word *w, bool *number)
{
	if (w->number)
		*number = true;
	else if (u->n < UNSHARED)
		u->at[u->n++] = w;
}

static void
compare(struct comparison *c, const struct evidence *a, const struct evidence *b)
{
	const struct evidence_word *x = a->words, *x_end = x + a->n, *y = b->words, *y_end = y + b->n;

	c->only_a.n = c->only_b.n = 0;
	c->worth = 0;
	c->number_a = c->number_b = c->numbers = false;
	while (x < x_end || y < y_end) {
		if (y == y_end || (x < x_end && x->hash < y->hash)) {
			take(&c->only_a, x++, &c->number_a);
		} else if (x == x_end || y->hash < x->hash) {
			take(&c->only_b, y++, &c->number_b);
		} else {
			c->worth += x->number ? 0 : x->worth;
			c->numbers |= x->number;
			x++;
			y++;
		}
	}
}

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* The numbers of a text as often as they come, ascending by hash; NUMBERS + 1 if there are more. */
static size_t
numbers_of(struct str text, uint64_t hashes[NUMBERS])
{
	size_t n = 0;

	for (size_t at = 0, end; at < text.n; at = end + 1) {
		bool digit = false;

		for (end = at; end < text.n && text.s[end] != ' '; end++)
			digit |= text.s[end] >= '0' && text.s[end] <= '9';
		if (digit && n == NUMBERS)
			return NUMBERS + 1;
		if (digit)
			hashes[n++] = hash64(text.s + at, end - at);
	}
	qsort(hashes, n, sizeof *hashes, by_value);
	return n;
}

/* "6 days ago with one valve" and "1 days ago with one valve" hold the same numbers, but not as often. */
static bool
differ_as_often(struct str a, struct str b)
{
	uint64_t x[NUMBERS], y[NUMBERS];
	size_t n = numbers_of(a, x), m = numbers_of(b, y), i = 0, j = 0;
	bool more_a = false, more_b = false;

	if (n > NUMBERS || m > NUMBERS)
		return false;
	while (i < n || j < m) {
		if (j == m || (i < n && x[i] < y[j])) {
			more_a = true;
			i++;
		} else if (i == n || y[j] < x[i]) {
			more_b = true;
			j++;
		} else {
			i++;
			j++;
		}
	}
	return more_a && more_b;
}

static bool
numbers_differ(const struct comparison *c, const struct evidence *a, const struct evidence *b)
{
	if (c->number_a && c->number_b)
		return true;
	return c->numbers && differ_as_often(a->text, b->text);
}

/* Do two words differ by a letter, by two that changed places, or, if they are long, by three in a row? */
static bool
spelt_alike(struct str a, struct str b)
{
	size_t less = a.n < b.n ? a.n : b.n, more = a.n < b.n ? b.n : a.n, head = 0, tail = 0;

	while (head < less && a.s[head] == b.s[head])
		head++;
	while (tail < less - head && a.s[a.n - 1 - tail] == b.s[b.n - 1 - tail])
		tail++;
	if (head + tail + (more < LONG_WORD ? 1 : 3) >= more)
		return true;
	return a.n == b.n && head + tail + 2 == a.n && a.s[head] == b.s[head + 1] && a.s[head + 1] == b.s[head];
}

static struct str
spelling(const struct evidence *e, const struct evidence_word *w)
{
	return (struct str){ e->text.s + w->at, w->n };
}

/* A word of a script without spaces is any two of its characters; one other character makes two other words. */
static bool
stands_alone(struct str text, const struct evidence_word *w)
{
	size_t end = w->at + w->n;

	return (w->at == 0 || text.s[w->at - 1] == ' ') && (end == text.n || text.s[end] == ' ');
}

/* Does a hold a telling word that is not among b's, however b spells it? */
static bool
tells_more(const struct evidence *a, const struct unshared *only_a, const struct evidence *b, const struct unshared *only_b)
{
	for (size_t i = 0; i < only_a->n; i++) {
		size_t j = 0;

		if (only_a->at[i]->worth < EVIDENCE_TELLING * BITS || !stands_alone(a->text, only_a->at[i]))
			continue;
		while (j < only_b->n && !spelt_alike(spelling(a, only_a->at[i]), spelling(b, only_b->at[j])))
			j++;
		if (j == only_b->n)
			return true;
	}
	return false;
}

/* Not if the other has a word spelt nearly so: slips of the keyboard and endings make no other matter. */
static bool
words_differ(const struct comparison *c, const struct evidence *a, const struct evidence *b)
{
	return tells_more(a, &c->only_a, b, &c->only_b) && tells_more(b, &c->only_b, a, &c->only_a);
}

bool
evidence_alike(const struct evidence *a, const struct evidence *b, bool same_person, double sim)
{
	struct comparison c;

	compare(&c, a, b);
	if (same_person)
		return c.worth >= EVIDENCE_OWN_UNLIKE * (1 - sim) * BITS &&
		    (sim >= EVIDENCE_DISPUTED || !(numbers_differ(&c, a, b) || words_differ(&c, a, b)));
	return c.worth >= (EVIDENCE_WORTH + EVIDENCE_UNLIKE * (1 - sim)) * BITS && !numbers_differ(&c, a, b) && !words_differ(&c, a, b);
}
