#include "unit.h"

#include "../../src/text/token.h"
#include "../../src/text/vocabulary.h"

static struct vocabulary v;

static bool
holds(const char *text, const char *word, size_t times)
{
	size_t n = 0;

	for (size_t i = 0; i < v.words.len; i++) {
		struct str s = { text + v.words.at[i].at, v.words.at[i].n };

		n += str_is(s, word) && v.words.at[i].hash == token_hash(token_of(s.s, s.n));
	}
	return n == times;
}

static void
each_word_once(void)
{
	const char *text = "the valve drips the valve 12 e404 12";

	vocabulary_of(&v, str_of(text));
	CHECK(v.total == 8 && v.words.len == 5);
	CHECK(holds(text, "the", 1) && holds(text, "valve", 1) && holds(text, "12", 1) && holds(text, "val", 0));
	CHECK(v.words.at[0].at == 0 && v.words.at[1].at == 4);	/* where it stands first, in that order */
	CHECK(!v.words.at[2].number && v.words.at[3].number && v.words.at[4].number);
}

static void
nothing_has_no_words(void)
{
	vocabulary_of(&v, STR(""));
	CHECK(v.total == 0 && v.words.len == 0);
	vocabulary_of(&v, STR("  "));
	CHECK(v.total == 0 && v.words.len == 0);
}

static void
scripts_without_spaces_come_in_pairs(void)
{
	const char *text = "\xe9\x9b\xbb\xe6\xba\x90\xe3\x81\x8c ok";

	vocabulary_of(&v, str_of(text));
	CHECK(holds(text, "\xe9\x9b\xbb\xe6\xba\x90", 1) && holds(text, "\xe6\xba\x90\xe3\x81\x8c", 1) && holds(text, "ok", 1));
	CHECK(v.total == 3);
}

static void
one_after_the_other(void)
{
	char many[4000] = "";
	size_t n = 0;

	for (int round = 0; round < 3; round++) {
		vocabulary_of(&v, STR("a b a"));
		CHECK(v.words.len == 2 && v.total == 3);
	}
	for (int i = 0; i < 600; i++)
		n += (size_t)snprintf(many + n, sizeof many - n, "w%d ", i % 300);
	vocabulary_of(&v, (struct str){ many, n });
	CHECK(v.words.len == 300 && v.total == 600);
	vocabulary_of(&v, STR("w1 w1"));
	CHECK(v.words.len == 1);
	vocabulary_free(&v);
}

UNIT(
	{ "vocabulary: each word once", each_word_once },
	{ "vocabulary: nothing has no words", nothing_has_no_words },
	{ "vocabulary: scripts without spaces come in pairs", scripts_without_spaces_come_in_pairs },
	{ "vocabulary: one after the other", one_after_the_other },
)
