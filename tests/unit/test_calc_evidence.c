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

/* The words of a text, each worth ten bits but for "the" and the like: those of three letters or fewer. */
static const struct evidence *
says(struct text *t, const char *text)
{
	size_t n = 0;

	for (const char *s = text; *s != '\0';) {
		size_t length = strcspn(s, " ");
		uint64_t hash = hash64(s, length);
		bool there = false;

		for (size_t i = 0; i < n; i++)
			there |= t->words[i].hash == hash;
		if (!there)
			t->words[n++] = (struct evidence_word){ hash, (uint32_t)(s - text), (uint32_t)length, (length > 3 ? 10 : 1) * BITS,
				*s >= '0' && *s <= '9' };
		s += length + (s[length] == ' ');
	}
	qsort(t->words, n, sizeof *t->words, by_hash);
	t->evidence = (struct evidence){ .text = str_of(text), .words = t->words, .n = n };
	return &t->evidence;
}

static bool
strangers(const char *a, const char *b, double sim)
{
	struct text x, y;
	bool alike = evidence_alike(says(&x, a), says(&y, b), false, sim);

	CHECK(alike == evidence_alike(&y.evidence, &x.evidence, false, sim));
	return alike;
}

static bool
one_person(const char *a, const char *b, double sim)
{
	struct text x, y;
	bool alike = evidence_alike(says(&x, a), says(&y, b), true, sim);

	CHECK(alike == evidence_alike(&y.evidence, &x.evidence, true, sim));
	return alike;
}

static void
the_less_alike_the_more_must_be_shared(void)
{
	CHECK(strangers("scanner offline", "scanner offline", 1));		/* 20 bits; 12 are needed */
	CHECK(!strangers("scanner", "scanner", 1));
	CHECK(strangers("scanner offline the", "scanner offline", .89));
	CHECK(!strangers("scanner offline the", "scanner offline", .88));
	CHECK(!strangers("", "scanner offline", .9));
	CHECK(one_person("the", "the", 1));
	CHECK(one_person("scanner offline the", "scanner offline", .6));
	CHECK(!one_person("scanner the", "scanner", .7));
	CHECK(one_person("scanner the", "scanner", .8));
}

static void
numbers_are_worth_nothing(void)
{
	CHECK(!strangers("5040 5041 scanner", "5040 5041 scanner", 1));
}

#define LONG "scanner offline since monday morning "

static void
another_number_is_another_matter(void)
{
	CHECK(strangers(LONG "504", LONG "504", .9));
	CHECK(!strangers(LONG "504", LONG "503", .9));
	CHECK(strangers(LONG "504 12", LONG "504", .9));
	CHECK(strangers(LONG, LONG "504", .9));
	CHECK(!strangers(LONG "1 unit 6 days", LONG "1 unit 1 days", .9));	/* the same numbers, but not as often */
	CHECK(strangers(LONG "1 unit 6 days", LONG "6 unit 1 days", .9));
	CHECK(strangers(LONG "1 unit 1 days", LONG "1 unit days", .9));
	CHECK(one_person(LONG "504", LONG "503", .6));
	CHECK(!one_person(LONG "504", LONG "503", .59));
}

static void
another_telling_word_is_another_matter(void)
{
	CHECK(!strangers(LONG "lisbon", LONG "morocco", .9));
	CHECK(strangers(LONG "lisbon", LONG, .9));
	CHECK(strangers(LONG "lisbon", LONG "bus", .9));			/* tells nothing */
	CHECK(!one_person(LONG "lisbon", LONG "morocco", .59));
	CHECK(one_person(LONG "lisbon", LONG "morocco", .6));
}

static void
another_spelling_is_not(void)
{
	CHECK(strangers(LONG "lisbon", LONG "libson", .9));
	CHECK(strangers(LONG "lisbon", LONG "lissbon", .9));
	CHECK(strangers(LONG "lisbon", LONG "lisbn", .9));
	CHECK(strangers(LONG "lisbon", LONG "listen lisbin", .9));
	CHECK(!strangers(LONG "lisbon", LONG "listen", .9));
	CHECK(strangers(LONG "exchange", LONG "exchanging", .9));
	CHECK(!strangers(LONG "card", LONG "cash", .9));
	/* What was added beside a slip is no exchange. */
	CHECK(strangers(LONG "lisbon", LONG "lisbn terrible weather", .9));
}

UNIT(
	{ "the less alike the more must be shared", the_less_alike_the_more_must_be_shared },
	{ "numbers are worth nothing", numbers_are_worth_nothing },
	{ "another number is another matter", another_number_is_another_matter },
	{ "another telling word is another matter", another_telling_word_is_another_matter },
	{ "another spelling is not", another_spelling_is_not },
)
