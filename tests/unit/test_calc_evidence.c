#include "unit.h"

#include "../../src/base/hash.h"
#include "../../src/calc/evidence.h"

#include <stdlib.h>

enum { WORDS = 16 };

struct text {
	struct evidence_word words[WORDS];
	struct evidence evidence;
};

static int
by_hash(const void *a, const void *b)
{
	const struct evidence_word *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

/* The words of a text, each worth five bits. */
static const struct evidence *
says(struct text *t, const char *text)
{
	size_t n = 0;

	t->evidence = (struct evidence){ .text = str_of(text), .words = t->words };
	for (const char *s = text; *s != '\0';) {
		size_t length = strcspn(s, " ");

		t->words[n++] = (struct evidence_word){ hash64(s, length), (uint32_t)(s - text), (uint32_t)length, 5 * BITS,
			*s >= '0' && *s <= '9' };
		s += length + (s[length] == ' ');
	}
	qsort(t->words, n, sizeof *t->words, by_hash);
	t->evidence.n = n;
	return &t->evidence;
}

static void
only_words_of_both_count(void)
{
	struct text a, b;
	bool conflict;

	CHECK(evidence_shared(says(&a, "the scanner is offline"), says(&b, "the scanner beeps"), &conflict) == 10 * BITS);
	CHECK(!conflict);
	CHECK(evidence_shared(says(&a, ""), says(&b, "the scanner beeps"), &conflict) == 0 && !conflict);
}

static void
numbers_are_worth_nothing(void)
{
	struct text a, b;
	bool conflict;

	CHECK(evidence_shared(says(&a, "error 504 again"), says(&b, "error 504 again"), &conflict) == 10 * BITS && !conflict);
}

static void
another_number_is_a_conflict(void)
{
	struct text a, b;
	bool conflict;

	evidence_shared(says(&a, "error 504"), says(&b, "error 503"), &conflict);
	CHECK(conflict);
	evidence_shared(says(&a, "error 504 12"), says(&b, "error 504"), &conflict);
	CHECK(!conflict);
	evidence_shared(says(&a, "error"), says(&b, "error 504"), &conflict);
	CHECK(!conflict);
}

UNIT(
	{ "only words of both count", only_words_of_both_count },
	{ "numbers are worth nothing", numbers_are_worth_nothing },
	{ "another number is a conflict", another_number_is_a_conflict },
)
