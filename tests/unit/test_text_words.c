#include "unit.h"

#include "../../src/base/buf.h"
#include "../../src/base/rng.h"
#include "../../src/text/fold.h"
#include "../../src/text/language.h"
#include "../../src/text/stem.h"
#include "../../src/text/utf8.h"
#include "../../src/text/words.h"

static void
bad_bytes_are_found_and_mended(void)
{
	static const struct {
		const char *raw, *mended;
		size_t bad;
	} cases[] = {
		{ "plain", "plain", 0 }, { "caf\xc3\xa9", "caf\xc3\xa9", 0 }, { "caf\xe9!", "caf\xef\xbf\xbd!", 1 },
		{ "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd", 2 }, { "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 3 },
		{ "\xf0\x9f\x98", "\xef\xbf\xbd", 1 }, { "\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 4 },
		{ "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80", 0 }, { "12345678\xff" "12345678", "12345678\xef\xbf\xbd" "12345678", 1 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = {0};

		CHECK(utf8_repair(&out, str_of(cases[i].raw)) == cases[i].bad);
		CHECK_TEXT(buf_str(&out).s, cases[i].mended);
		CHECK(utf8_valid(str_of(cases[i].raw)) == (cases[i].bad == 0));
		CHECK(utf8_valid(buf_str(&out)));
		buf_free(&out);
	}
}

static void
characters_survive_a_round(void)
{
	struct buf out = {0};

	for (uint32_t c = 1; c < 0x110000; c += c < 0x3000 ? 1 : 97) {
		size_t at = 0;

		if (c >= 0xd800 && c < 0xe000)
			continue;
		buf_clear(&out);
		utf8_put(&out, c);
		if (!CHECK(utf8_valid(buf_str(&out)) && utf8_next(buf_str(&out), &at) == c && at == out.len))
			break;
	}
	buf_free(&out);
	CHECK(utf8_cut(STR("ab\xc3\xa9" "c"), 3).n == 2);
	CHECK(utf8_cut(STR("ab\xc3\xa9" "c"), 4).n == 4);
	CHECK(utf8_cut(STR("ab"), 9).n == 2);
	CHECK(utf8_cut(STR("\xf0\x9f\x98\x80"), 3).n == 0);
}

static const char *
folded(const char *text)
{
	static struct buf b;

	buf_clear(&b);
	fold(&b, str_of(text));
	return buf_str(&b).s;
}

static void
fold_makes_one_of_many_spellings(void)
{
	CHECK_TEXT(folded("  Hello\t\n  World \r\n"), "hello world");
	CHECK_TEXT(folded("Stra\xc3\x9f" "e STRASSE"), "strasse strasse");
	CHECK_TEXT(folded("Caf\xc3\xa9 cafe\xcc\x81 CAF\xc3\x89"), "cafe cafe cafe");
	CHECK_TEXT(folded("don\xe2\x80\x99t \xe2\x80\x9cgo\xe2\x80\x9d"), "don't \"go\"");
	CHECK_TEXT(folded("\xc5\x81\xc3\xb3" "d\xc5\xba \xc3\xa6r\xc3\xb8"), "lodz aero");
	CHECK_TEXT(folded("a\xc2\xa0" "b\xe3\x80\x80" "c"), "a b c");
	CHECK_TEXT(folded("\xef\xbc\xa1\xef\xbc\xa2 \xef\xac\x81"), "ab fi");			/* full width, ligature */
	CHECK_TEXT(folded("\xd0\xa1\xd1\x87\xd1\x91\xd1\x82 \xd0\xbc\xd0\xbe\xd0\xb9"), "\xd1\x81\xd1\x87\xd0\xb5\xd1\x82 \xd0\xbc\xd0\xbe\xd0\xb9");
	CHECK_TEXT(folded("\xe3\x81\x8c\xed\x95\x9c"), "\xe3\x81\x8c\xed\x95\x9c");		/* ga and han stay whole */
	CHECK_TEXT(folded("\xd9\x85\xd9\x8f\xd9\x85"), "\xd9\x85\xd9\x85");			/* Arabic vowel sign */
	CHECK_TEXT(folded("\xc4\xb0stanbul"), "istanbul");
	CHECK_TEXT(folded("\xff"), "\xef\xbf\xbd");
	CHECK_TEXT(folded(""), "");
	CHECK_TEXT(folded(" \n "), "");
}

/* Long stretches go eight bytes at a time, short ones do not. */
static void
fold_does_not_depend_on_length(void)
{
	struct buf whole = {0}, part = {0};

	for (int c = 1; c < 128; c++) {
		for (size_t at = 0; at < 17; at++) {
			char text[18] = "mmmmmmmmmmmmmmmmm", three[4] = "MMM";

			buf_clear(&whole);
			buf_clear(&part);
			text[at] = three[1] = (char)c;
			fold(&whole, str_of(text));
			three[2] = at < 16 ? 'M' : '\0';
			fold(&part, str_of(at == 0 ? three + 1 : three));
			for (size_t i = at + 2; i < 17; i++)
				buf_addc(&part, 'm');
			CHECK(part.len <= whole.len && memcmp(whole.data + (at > 0 ? at - 1 : 0), part.data, part.len) == 0);
			CHECK(whole.len == part.len + (at > 0 ? at - 1 : 0));
		}
	}
	buf_clear(&whole);
	fold(&whole, STR("abcdefg  Abcdefg \t abcdefgh  "));
	CHECK_TEXT(whole.data, "abcdefg abcdefg abcdefgh");
	buf_free(&whole);
	buf_free(&part);
}

static void
fold_appends_valid_text(void)
{
	struct buf b = {0};
	struct rng r;

	buf_adds(&b, "x");
	fold(&b, STR("  A "));
	CHECK_TEXT(b.data, "xa");
	rng_seed(&r, 11);
	for (int round = 0; round < 3000; round++) {
		struct buf raw = {0};

		for (size_t n = (size_t)rng_below(&r, 40); n > 0; n--)
			utf8_put(&raw, (uint32_t)rng_below(&r, rng_below(&r, 3) == 0 ? 0x11000 : 0x250));
		buf_clear(&b);
		fold(&b, buf_str(&raw));
		CHECK(utf8_valid(buf_str(&b)));
		buf_free(&raw);
	}
	buf_free(&b);
}

/* All words of a text, folded first, with a bar between them. */
static const char *
words_of(const char *text, bool whole)
{
	static struct buf out, f;
	struct words walk = { .whole = whole };
	struct word word;

	buf_clear(&out);
	buf_clear(&f);
	fold(&f, str_of(text));
	walk.text = buf_str(&f);
	while (words_next(&walk, &word)) {
		if (out.len > 0)
			buf_addc(&out, '|');
		buf_add(&out, word.s.s, word.s.n);
		if (word.kind == WORD_NUMBER)
			buf_addc(&out, '#');
	}
	return buf_str(&out).s;
}

static void
words_are_told_apart(void)
{
	CHECK_TEXT(words_of("Hello, World! foo_bar --- e404 x", false), "hello|world|foo_bar|e404|x");
	CHECK_TEXT(words_of("I don't, they'll; l'eau rock'n'roll 'quoted'", false), "i|don't|they'll|l|eau|rock'n|roll|quoted");
	CHECK_TEXT(words_of("costs 3.50 or 1,000. At 12:30", false), "costs|3.50#|or|1,000#|at|12:30#");
	CHECK_TEXT(words_of("___ ... \xf0\x9f\x98\x80 \xe2\x82\xac", false), "");
	CHECK_TEXT(words_of("", false), "");
	CHECK_TEXT(words_of("\xd0\xba\xd0\xb0\xd1\x80\xd1\x82\xd0\xb0, \xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7", false),
	    "\xd0\xba\xd0\xb0\xd1\x80\xd1\x82\xd0\xb0|\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7");
}

static void
scripts_without_spaces_give_pairs(void)
{
	CHECK_TEXT(words_of("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e", false), "\xe6\x97\xa5\xe6\x9c\xac|\xe6\x9c\xac\xe8\xaa\x9e");
	CHECK_TEXT(words_of("\xe6\x97\xa5 x\xe6\x9c\xac", false), "\xe6\x97\xa5|x|\xe6\x9c\xac");
	CHECK_TEXT(words_of("\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e", true), "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e");
}

static void
words_of_random_bytes_stay_inside(void)
{
	struct rng r;
	char raw[64];

	rng_seed(&r, 5);
	for (int round = 0; round < 20000; round++) {
		struct words walk = { .whole = round % 2 == 0 };
		struct word word;
		size_t n = (size_t)rng_below(&r, sizeof raw), count = 0;

		for (size_t i = 0; i < n; i++)
			raw[i] = (char)rng_below(&r, rng_below(&r, 2) == 0 ? 128 : 256);
		walk.text = (struct str){ raw, n };
		while (words_next(&walk, &word) && count++ < 200)
			CHECK(word.s.n > 0 && word.s.s >= raw && word.s.s + word.s.n <= raw + n);
		CHECK(count < 200);
	}
}

static void
stems_know_their_language(void)
{
	struct stem s = {0};

	CHECK(str_is(stem(&s, STR("en"), STR("payments")), "payment"));
	CHECK(str_is(stem(&s, STR("en-GB"), STR("failing")), "fail"));
	CHECK(str_is(stem(&s, STR("de"), STR("rechnungen")), "rechnung"));
	CHECK(str_is(stem(&s, STR("es"), STR("tarjetas")), "tarjet"));
	CHECK(str_is(stem(&s, STR(""), STR("payments")), "payments"));
	CHECK(str_is(stem(&s, STR("tlh"), STR("payments")), "payments"));
	CHECK(str_is(stem(&s, (struct str){0}, STR("payments")), "payments"));
	stem_free(&s);
}

static void
languages_are_guessed_or_not(void)
{
	CHECK_TEXT(language_guess(str_of(folded("I can't log in to my account since the update"))), "en");
	CHECK_TEXT(language_guess(str_of(folded("Ich kann mich seit dem Update nicht mehr anmelden"))), "de");
	CHECK_TEXT(language_guess(str_of(folded("No puedo entrar en mi cuenta desde la actualizaci\xc3\xb3n"))), "es");
	CHECK_TEXT(language_guess(str_of(folded("Je ne peux plus me connecter depuis la mise \xc3\xa0 jour"))), "fr");
	CHECK_TEXT(language_guess(str_of(folded("Non riesco ad accedere al mio account, perch\xc3\xa9?"))), "it");
	CHECK_TEXT(language_guess(str_of(folded("N\xc3\xa3o consigo entrar na minha conta desde ontem"))), "pt");
	CHECK_TEXT(language_guess(str_of(folded("Ik kan niet meer inloggen op mijn account"))), "nl");
	CHECK_TEXT(language_guess(STR("error 404 printer")), "");
	CHECK_TEXT(language_guess(STR("")), "");
	CHECK(language_is_stop(STR("the")) && language_is_stop(STR("nicht")) && !language_is_stop(STR("printer")));
	CHECK(language_is_stop(STR("a")) && language_is_stop(STR("y")) && language_is_stop(STR("zur")));
	CHECK(language_is_stop(STR("shouldn't")) && language_is_stop(STR("everything")));
	/* the same first and last bytes, and another word */
	CHECK(!language_is_stop(STR("th")) && !language_is_stop(STR("thhe")) && !language_is_stop(STR("everrything")));
	CHECK(!language_is_stop(STR("")) && !language_is_stop(STR("everythingeverything")));
}

UNIT(
	{ "text: bad bytes are found and mended", bad_bytes_are_found_and_mended },
	{ "text: characters survive a round", characters_survive_a_round },
	{ "text: fold makes one of many spellings", fold_makes_one_of_many_spellings },
	{ "text: fold takes long stretches as it takes short ones", fold_does_not_depend_on_length },
	{ "text: fold appends, and gives valid UTF-8", fold_appends_valid_text },
	{ "text: words are told apart", words_are_told_apart },
	{ "text: scripts without spaces give pairs", scripts_without_spaces_give_pairs },
	{ "text: words of random bytes stay inside", words_of_random_bytes_stay_inside },
	{ "text: stems know their language", stems_know_their_language },
	{ "text: languages are guessed or not", languages_are_guessed_or_not },
)
