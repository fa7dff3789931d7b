#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/text/token.h"
#include "../../src/text/vocabulary.h"

/* All of it, for its list of common words; what is linked is this. */
#include "../../src/text/language.c"

static void
tokens_are_the_bytes_of_words(void)
{
	static const char text[] = "a1 longest_of_them! sixteen_letters_ x                ";

	CHECK(token_length(token_load(text)) == 2);
	CHECK(token_length(token_load(text + 3)) == 16 && token_length(token_load(text + 4)) == 15);
	CHECK(token_length(token_load(text + 20)) == 16 && token_length(token_load(text + 2)) == 0);
	CHECK(token_has_digit(token_first(token_load(text), 2)) && !token_has_digit(token_first(token_load(text), 1)));
	for (size_t n = 1; n <= TOKEN_LONGEST; n++) {
		struct token part = token_first(token_load(text + 3), n), copy = token_of(text + 3, n);

		CHECK(part.low == copy.low && part.high == copy.high && token_hash(part) == token_hash(copy));
	}
	for (int c = 1; c < 256; c++) {
		for (size_t at = 0; at < TOKEN_LONGEST; at++) {
			char b[TOKEN_LONGEST];

			memset(b, c == '0' + 10 ? 'z' : '0' + 10, sizeof b);
			b[at] = (char)c;
			CHECK((token_has_digit(token_load(b)) != 0) == (c >= '0' && c <= '9'));
			CHECK(token_length(token_load(b)) == (c == ' ' ? at : TOKEN_LONGEST));
			memset(b, at % 2 == 0 ? 'a' : 'z', sizeof b);
			b[at] = (char)c;
			CHECK(token_letters(token_load(b)) == (c >= 'a' && c <= 'z' ? TOKEN_LONGEST : at));
		}
	}
	CHECK(token_hash(token_of("heater", 6)) == UINT64_C(0x18d1a6fba77422be));	/* frozen: states hold it */
}

/* Words of one to 40 letters, some of them again and again, some with digits. */
static size_t
write_text(struct rng *r, char *text, size_t words, bool ascii)
{
	size_t at = 0;

	for (size_t i = 0; i < words; i++) {
		size_t n = 1 + rng_below(r, rng_below(r, 8) == 0 ? 40 : 6);

		if (at > 0)
			text[at++] = ' ';
		for (size_t k = 0; k < n; k++)
			text[at++] = rng_below(r, 20) == 0 ? '7' : (char)('a' + rng_below(r, n > 10 ? 2 : 5));
		if (!ascii && rng_below(r, 3) == 0) {
			text[at++] = (char)0xd0;
			text[at++] = (char)(0xb0 + rng_below(r, 8));
		}
	}
	return at;
}

static void
vocabulary_has_each_word_once(void)
{
	struct vocabulary v = {0}, slow = {0};
	static char text[20000];
	struct rng r;

	rng_seed(&r, 9);
	for (int k = 0; k < 1000; k++) {
		struct str all = { text, write_text(&r, text, rng_below(&r, k % 50 == 0 ? 400 : 60), k % 3 != 0) };
		struct words walk = { .text = all };
		const struct vocabulary_word *next;
		size_t total = 0, different = 0;
		struct word word;

		vocabulary_of(&v, all);
		while (words_next(&walk, &word)) {
			size_t i = 0;

			total++;
			while (i < different && (v.words.at[i].n != word.s.n || memcmp(text + v.words.at[i].at, word.s.s, word.s.n) != 0))
				i++;
			if (i < different)
				continue;
			if (!CHECK(different < v.words.len && v.words.at[different].at == (size_t)(word.s.s - text) && v.words.at[different].n == word.s.n))
				break;
			CHECK(v.words.at[different].number == (memchr(word.s.s, '7', word.s.n) != NULL));
			different++;
		}
		CHECK(total == v.total && different == v.words.len);
		vocabulary_begin(&slow, all);
		for (size_t i = 0; (next = vocabulary_next(&slow)) != NULL; i++)
			CHECK(i < v.words.len && next->hash == v.words.at[i].hash && next->at == v.words.at[i].at && next->n == v.words.at[i].n);
		CHECK(slow.words.len == v.words.len && slow.total == v.total);
	}
	vocabulary_of(&v, STR(""));
	CHECK(v.words.len == 0 && v.total == 0);
	vocabulary_of(&v, STR("heater"));
	CHECK(v.words.len == 1 && v.words.at[0].hash == token_hash(token_of("heater", 6)));
	vocabulary_free(&v);
	vocabulary_free(&slow);
}

static void
common_words_are_all_known(void)
{
	static const char *const other[] = { "printer", "heater", "th", "thhe", "zurr", "everythingeverything", "shouldn't've" };

	for (size_t i = 0; i < COMMON; i++) {
		struct str word = str_of(common[i].word);

		CHECK(language_is_stop(word) && languages_of(word) == common[i].in);
		CHECK(language_is_stop_hash(token_hash(token_of(word.s, word.n))));
	}
	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		CHECK(!language_is_stop(str_of(other[i])));
	CHECK(!language_is_stop_hash(0));
}

UNIT(
	{ "tokens: the bytes of a word, its length and its digits", tokens_are_the_bytes_of_words },
	{ "vocabulary: each word once, at once or one by one", vocabulary_has_each_word_once },
	{ "language: every common word is known, and no other", common_words_are_all_known },
)
