#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/calc/evidence.h"
#include "../../src/io/source.h"
#include "../../src/rec/frequencies.h"
#include "../../src/rec/tables.h"
#include "../../src/text/boilerplate.h"

#include <pthread.h>

static void
count_word(struct frequencies *f, uint64_t hash, unsigned texts)
{
	frequencies_begin_words(f);
	while (texts-- > 0)
		frequencies_word(f, hash);
}

static void
an_empty_one_knows_nothing(void)
{
	struct frequencies f = {0};
	struct frequency_walk walk = {0};
	struct buf out = {0};

	CHECK(!frequencies_sieved(&f) && !frequencies_is_boilerplate(&f, 5));
	CHECK(!frequencies_next(&f, &walk, &out));
	frequencies_freeze(&f, 0);
	CHECK(!frequencies_is_boilerplate(&f, 5));
	CHECK(frequencies_worth(&f, 5, false) == 638 && frequencies_worth(&f, 5, true) == 2 * BITS);	/* 10 and 2,500 of 10,000 */
	CHECK(!frequencies_next(&f, &walk, &out));
	frequencies_free(&f);
	buf_free(&out);
}

/* 40 texts make a line boilerplate; a text that holds it twice is one. */
static void
count_lines(struct frequencies *f, bool sieve)
{
	for (int pass = sieve ? 0 : 1; pass < 2; pass++)
		for (size_t text = 0; text < 100; text++)
			for (uint64_t k = 0; k < 4; k++) {
				uint64_t line = (k + 1) << 40 | 7, rare = (text * 4 + k + 10) << 40;

				if (k == 0 && text >= BOILERPLATE_TEXTS)
					continue;
				if (k == 1 && text >= BOILERPLATE_TEXTS - 1)
					continue;
				for (int twice = 0; twice < 2; twice++)
					pass == 0 ? frequencies_sieve(f, line) : frequencies_line(f, line, text);
				pass == 0 ? frequencies_sieve(f, rare) : frequencies_line(f, rare, text);
			}
}

static void
boilerplate_is_what_forty_texts_hold(void)
{
	for (int sieve = 0; sieve < 2; sieve++) {
		struct frequencies f = {0};

		count_lines(&f, sieve);
		CHECK(frequencies_sieved(&f) == (sieve == 1));
		CHECK(sieve == 1 ? f.line_count < 10 : f.line_count > 200);
		frequencies_end_lines(&f);
		CHECK(f.line_count == 3);
		CHECK(frequencies_is_boilerplate(&f, UINT64_C(1) << 40 | 7) && !frequencies_is_boilerplate(&f, UINT64_C(2) << 40 | 7));
		CHECK(frequencies_is_boilerplate(&f, UINT64_C(3) << 40 | 7) && frequencies_is_boilerplate(&f, UINT64_C(4) << 40 | 7));
		CHECK(!frequencies_is_boilerplate(&f, UINT64_C(3) << 40) && !frequencies_is_boilerplate(&f, UINT64_C(13) << 40));
		frequencies_free(&f);
	}
}

static void
a_sieve_without_a_common_line_spares_the_second_pass(void)
{
	struct frequencies f = {0};

	for (int i = 0; i < BOILERPLATE_TEXTS - 1; i++)
		frequencies_sieve(&f, 77);
	CHECK(!frequencies_sieved(&f));
	frequencies_end_lines(&f);
	CHECK(!frequencies_is_boilerplate(&f, 77));
	frequencies_free(&f);
}

static void
the_rarer_a_word_the_more_it_is_worth(void)
{
	struct frequencies f = {0};
	uint32_t last = UINT32_MAX;

	for (unsigned k = 0; k < 12; k++)
		count_word(&f, k, 1U << k);
	frequencies_freeze(&f, 20000);
	for (unsigned k = 5; k < 12; k++) {
		CHECK(frequencies_worth(&f, k, false) < last);
		CHECK(frequencies_worth(&f, k, true) < frequencies_worth(&f, k, false));
		last = frequencies_worth(&f, k, false);
	}
	CHECK(frequencies_worth(&f, 5, false) == 607);	/* log2(30,000 / 42) in 1/64 */
	CHECK(frequencies_worth(&f, FREQUENCY_SLOTS + UINT64_C(5), false) == 607);
	CHECK(frequencies_worth(&f, 4, false) == 640 && frequencies_worth(&f, 1000, false) == 640);	/* no more than 10 bits */
	frequencies_free(&f);
}

static void *
count_many(void *with)
{
	for (uint64_t i = 0; i < 100000; i++)
		frequencies_word(with, i % 10);
	return NULL;
}

static void
words_are_counted_on_any_thread(void)
{
	struct frequencies f = {0};
	pthread_t other[3];

	frequencies_begin_words(&f);
	for (int i = 0; i < 3; i++)
		CHECK(pthread_create(&other[i], NULL, count_many, &f) == 0);
	count_many(&f);
	for (int i = 0; i < 3; i++)
		pthread_join(other[i], NULL);
	CHECK(f.words[0] == 40000 && f.words[9] == 40000 && f.words[10] == 0);
	frequencies_free(&f);
}

/* All records, one a line. */
static void
dump(const struct frequencies *f, struct buf *all)
{
	struct frequency_walk walk = {0};
	struct buf line = {0};

	while (frequencies_next(f, &walk, &line)) {
		buf_add(all, line.data, line.len);
		buf_addc(all, '\n');
	}
	buf_free(&line);
}

static bool
take(struct frequencies *f, const char *text, size_t n, struct scan_error *error)
{
	struct scan *scan = scan_new();
	struct record r = {0};
	struct buf line = {0};
	bool good;

	buf_room(&line, n + SOURCE_PADDING);
	buf_add(&line, text, n);
	good = CHECK(record_parse(&r, scan, buf_str(&line), error) && frequency_is(&r)) && frequencies_take(f, &r, error);
	buf_free(&line);
	scan_free(scan);
	return good;
}

static void
load(struct frequencies *f, const struct buf *all)
{
	struct scan_error error;

	for (size_t at = 0; at < all->len;) {
		size_t n = (size_t)((char *)memchr(all->data + at, '\n', all->len - at) - (all->data + at));

		CHECK(take(f, all->data + at, n, &error));
		at += n + 1;
	}
}

static void
parts_add_up_and_are_frozen_as_the_whole(void)
{
	struct frequencies whole = {0}, part[3] = {0}, sum = {0}, again = {0};
	struct buf all = {0}, parts = {0}, frozen = {0}, back = {0};
	struct rng rng;

	rng_seed(&rng, 5);
	for (size_t text = 0; text < 500; text++)
		for (int i = 0; i < 20; i++) {
			uint64_t line = 1 + rng_below(&rng, rng_below(&rng, 2) == 0 ? 20 : 5000), word = rng_below(&rng, 300);

			frequencies_line(&whole, line, text);
			frequencies_line(&part[text % 3], line, text);
			count_word(&whole, word, 1);
			count_word(&part[text % 3], word, 1);
		}
	dump(&whole, &all);
	for (int i = 0; i < 3; i++)
		dump(&part[i], &parts);
	load(&sum, &parts);
	dump(&sum, &back);
	CHECK_TEXT(back.data, all.data);
	CHECK(strstr(all.data, "{\"type\":\"frequency\",\"of\":\"line\",\"hash\":\"0000000000000001\",\"texts\":") == all.data);
	CHECK(strstr(all.data, "\n{\"type\":\"frequency\",\"of\":\"word\",\"hash\":\"000000\",\"texts\":") != NULL);

	frequencies_freeze(&whole, 500);
	frequencies_freeze(&sum, 500);
	dump(&whole, &frozen);
	buf_clear(&back);
	dump(&sum, &back);
	CHECK_TEXT(back.data, frozen.data);
	CHECK(frozen.len < all.len / 2);
	load(&again, &frozen);
	frequencies_freeze(&again, 500);
	buf_clear(&back);
	dump(&again, &back);
	CHECK_TEXT(back.data, frozen.data);
	for (uint64_t word = 0; word < 301; word++)
		CHECK(frequencies_worth(&again, word, false) == frequencies_worth(&whole, word, false) &&
		    frequencies_worth(&again, word, true) == frequencies_worth(&whole, word, true));
	for (uint64_t line = 1; line < 30; line++)
		CHECK(frequencies_is_boilerplate(&again, line) == frequencies_is_boilerplate(&whole, line));
	frequencies_free(&whole);
	frequencies_free(&sum);
	frequencies_free(&again);
	for (int i = 0; i < 3; i++)
		frequencies_free(&part[i]);
	buf_free(&all);
	buf_free(&parts);
	buf_free(&frozen);
	buf_free(&back);
}

static void
wrong_frequencies_are_refused(void)
{
	static const char *const bad[] = {
		"{\"type\":\"frequency\"}",
		"{\"type\":\"frequency\",\"of\":\"letter\",\"hash\":\"000001\",\"texts\":1}",
		"{\"type\":\"frequency\",\"of\":7,\"hash\":\"000001\",\"texts\":1}",
		"{\"type\":\"frequency\",\"of\":\"word\",\"hash\":\"00001\",\"texts\":1}",
		"{\"type\":\"frequency\",\"of\":\"word\",\"hash\":\"0000001\",\"texts\":1}",
		"{\"type\":\"frequency\",\"of\":\"word\",\"hash\":\"400000\",\"texts\":1}",
		"{\"type\":\"frequency\",\"of\":\"word\",\"hash\":\"00000A\",\"texts\":1}",
		"{\"type\":\"frequency\",\"of\":\"word\",\"hash\":1,\"texts\":1}",
		"{\"type\":\"frequency\",\"of\":\"line\",\"hash\":\"000001\",\"texts\":1}",
		"{\"type\":\"frequency\",\"of\":\"line\",\"hash\":\"0000000000000000\",\"texts\":1}",
		"{\"type\":\"frequency\",\"of\":\"word\",\"hash\":\"000001\"}",
		"{\"type\":\"frequency\",\"of\":\"word\",\"hash\":\"000001\",\"texts\":0}",
		"{\"type\":\"frequency\",\"of\":\"word\",\"hash\":\"000001\",\"texts\":-1}",
		"{\"type\":\"frequency\",\"of\":\"word\",\"hash\":\"000001\",\"texts\":1.5}",
		"{\"type\":\"frequency\",\"of\":\"line\",\"hash\":\"0000000000000001\",\"texts\":4294967296}",
		"{\"type\":\"frequency\",\"of\":\"line\",\"hash\":\"0000000000000001\",\"texts\":\"9\"}",
	};
	static const char most[] = "{\"type\":\"frequency\",\"of\":\"word\",\"hash\":\"3fffff\",\"texts\":4294967295}";
	struct frequencies f = {0};
	struct scan_error error;

	for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
		error = (struct scan_error){0};
		CHECK(!take(&f, bad[k], strlen(bad[k]), &error) && strncmp(error.why, "frequency: ", 11) == 0 && error.byte > 0);
	}
	CHECK(f.line_count == 0);
	CHECK(take(&f, most, strlen(most), &error) && !take(&f, most, strlen(most), &error));
	frequencies_freeze(&f, 1);
	CHECK(frequencies_worth(&f, 0x3fffff, false) == 0);
	frequencies_free(&f);
}

/* Reads a header that should be one of this run, with its thresholds. */
static bool
header(const char *text, struct tables *t, struct scan_error *error)
{
	struct scan *scan = scan_new();
	struct record r = {0};
	struct buf line = {0};
	bool good;

	*error = (struct scan_error){0};
	buf_room(&line, strlen(text) + SOURCE_PADDING);
	buf_adds(&line, text);
	good = CHECK(record_parse(&r, scan, buf_str(&line), error) && tables_is(&r)) && tables_parse(t, &r, error) &&
	    tables_fit(t, 0.5, 0.6, &r, error);
	buf_free(&line);
	scan_free(scan);
	return good;
}

static void
tables_of_other_rules_are_refused(void)
{
	struct tables t = { 0.5, 0.6, 43000, true };
	struct buf line = {0};
	struct scan_error error;

	tables_write(&line, &t);
	CHECK_TEXT(line.data, "{\"type\":\"tables\",\"version\":1,\"same\":0.5,\"other\":0.6,\"texts\":43000,\"partial\":true}");
	t = (struct tables){0};
	CHECK(header(line.data, &t, &error) && t.texts == 43000 && t.partial);
	CHECK(header("{\"type\":\"tables\",\"version\":1,\"same\":0.500000000001,\"other\":0.6,\"texts\":1}", &t, &error) && !t.partial);
	CHECK(!header("{\"type\":\"tables\",\"version\":2,\"rules\":[]}", &t, &error));
	CHECK_TEXT(error.why, "tables: made by version 2 of the rules, this program has version 1: make them anew, without this file");
	CHECK(error.byte == 28);
	CHECK(!header("{\"type\":\"tables\",\"version\":1,\"same\":0.5,\"other\":0.7,\"texts\":1}", &t, &error));
	CHECK_TEXT(error.why, "tables: made with --same=0.5 --other=0.7, this run has 0.5 and 0.6: give those, or begin anew without this file");
	CHECK(error.byte == 49);
	CHECK(!header("{\"type\":\"tables\",\"version\":1,\"same\":0.4,\"other\":0.6,\"texts\":1}", &t, &error));
	CHECK(!header("{\"type\":\"tables\"}", &t, &error) && strstr(error.why, "\"version\"") != NULL);
	CHECK(!header("{\"type\":\"tables\",\"version\":1,\"same\":0,\"other\":0.6,\"texts\":1}", &t, &error) && strstr(error.why, "\"same\"") != NULL);
	CHECK(!header("{\"type\":\"tables\",\"version\":1,\"same\":0.5,\"other\":2,\"texts\":1}", &t, &error) && strstr(error.why, "\"other\"") != NULL);
	CHECK(!header("{\"type\":\"tables\",\"version\":1,\"same\":0.5,\"other\":0.6,\"texts\":-1}", &t, &error) && strstr(error.why, "\"texts\"") != NULL);
	CHECK(!header("{\"type\":\"tables\",\"version\":1,\"same\":0.5,\"other\":0.6,\"texts\":1,\"partial\":1}", &t, &error));
	buf_free(&line);
}

UNIT(
	{ "frequencies: an empty one knows nothing", an_empty_one_knows_nothing },
	{ "frequencies: boilerplate is what forty texts hold", boilerplate_is_what_forty_texts_hold },
	{ "frequencies: a sieve without a common line spares the second pass", a_sieve_without_a_common_line_spares_the_second_pass },
	{ "frequencies: the rarer a word the more it is worth", the_rarer_a_word_the_more_it_is_worth },
	{ "frequencies: words are counted on any thread", words_are_counted_on_any_thread },
	{ "frequencies: parts add up and are frozen as the whole", parts_add_up_and_are_frozen_as_the_whole },
	{ "frequencies: wrong ones are refused", wrong_frequencies_are_refused },
	{ "tables: those of other rules are refused", tables_of_other_rules_are_refused },
)
