#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/base/vec.h"
#include "../../src/calc/logs.h"
#include "../../src/calc/mixture.h"
#include "../../src/calc/agreement.h"

#include <math.h>

struct heap {
	VEC(size_t) start;
	VEC(uint32_t) word;
	VEC(float) count;
	VEC(int32_t) truth;
};

static struct bags
bags_of(const struct heap *h, size_t words)
{
	return (struct bags){ h->start.len - 1, words, h->start.at, h->word.at, h->count.at };
}

static void
heap_free(struct heap *h)
{
	vec_free(&h->start);
	vec_free(&h->word);
	vec_free(&h->count);
	vec_free(&h->truth);
}

/* Documents of 6 different words: 4 of their topic's 12, 2 of 40 that all share. */
static void
invent(struct heap *h, size_t topics, size_t docs, uint64_t seed, uint32_t rename)
{
	struct rng r;

	rng_seed(&r, seed);
	if (h->start.len == 0)
		vec_push(&h->start, 0);
	for (size_t d = 0; d < docs; d++) {
		size_t topic = (size_t)rng_below(&r, topics), from = h->word.len;

		while (h->word.len < from + 6) {
			uint32_t w = h->word.len < from + 4 ? (uint32_t)(40 + topic * 12 + rng_below(&r, 12)) : (uint32_t)rng_below(&r, 40);
			bool twice = false;

			for (size_t i = from; i < h->word.len; i++)
				twice |= h->word.at[i] == (w ^ rename);
			if (twice)
				continue;
			vec_push(&h->word, w ^ rename);
			vec_push(&h->count, 1.0f);
		}
		vec_push(&h->start, h->word.len);
		vec_push(&h->truth, (int32_t)topic);
	}
}

static void
logarithms_are_right(void)
{
	for (double x = 1e-6; x < 1e9; x *= 1.37) {
		CHECK_NEAR(logs_ln(x), log(x), 2e-9 * (1 + fabs(log(x))));
		CHECK_NEAR(logs_gamma(x), lgamma(x), 1e-7 * (1 + fabs(lgamma(x))));
	}
	for (double x = -30; x < 30; x += 0.173)
		CHECK_NEAR(logs_exp(x) / exp(x), 1.0, 1e-6);
}

static void
topics_are_found(void)
{
	struct heap h = {0};
	struct mixture m;
	struct bags bags;
	struct agreement a;

	invent(&h, 12, 900, 4, 0);
	bags = bags_of(&h, 256);
	mixture_fit(&m, &bags, &(struct mixture_options){ .seed = 1 });
	a = agreement(m.label, h.truth.at, m.docs);
	CHECK(m.clusters == 12);
	CHECK(a.nmi > 0.97 && a.ari > 0.97);
	CHECK(m.stability > 0.9);
	for (size_t d = 0; d < m.docs; d++)
		CHECK(m.fit[d] >= 0 && m.fit[d] <= 1);
	mixture_free(&m);
	heap_free(&h);
}

/* The same for any number of threads, and whatever the words are numbered. */
static void
results_repeat(void)
{
	struct heap h = {0}, renamed = {0};
	struct mixture a, b, c;
	struct bags bags, other;

	invent(&h, 8, 400, 4, 0);
	invent(&renamed, 8, 400, 4, 255);
	bags = bags_of(&h, 256);
	other = bags_of(&renamed, 256);
	mixture_fit(&a, &bags, &(struct mixture_options){ .seed = 3, .threads = 1 });
	mixture_fit(&b, &bags, &(struct mixture_options){ .seed = 3, .threads = 3 });
	mixture_fit(&c, &other, &(struct mixture_options){ .seed = 3, .threads = 2 });
	CHECK(memcmp(a.label, b.label, a.docs * sizeof *a.label) == 0 && memcmp(a.fit, b.fit, a.docs * sizeof *a.fit) == 0);
	CHECK(memcmp(a.label, c.label, a.docs * sizeof *a.label) == 0 && memcmp(a.fit, c.fit, a.docs * sizeof *a.fit) == 0);
	mixture_free(&a);
	mixture_free(&b);
	mixture_free(&c);
	heap_free(&h);
	heap_free(&renamed);
}

static void
a_sample_assigns_the_rest(void)
{
	struct heap h = {0};
	struct mixture m;
	struct bags bags;

	invent(&h, 6, 1200, 4, 0);
	bags = bags_of(&h, 256);
	mixture_fit(&m, &bags, &(struct mixture_options){ .seed = 1, .sample = 400 });
	CHECK(agreement_nmi(m.label, h.truth.at, m.docs) > 0.95);
	mixture_free(&m);
	heap_free(&h);
}

static void
copies_share_their_fate(void)
{
	struct heap h = {0};
	struct mixture m;
	struct bags bags;
	size_t half;

	invent(&h, 5, 300, 8, 0);
	half = h.start.len - 1;
	invent(&h, 5, 300, 8, 0);
	bags = bags_of(&h, 256);
	mixture_fit(&m, &bags, &(struct mixture_options){ .seed = 1 });
	for (size_t d = 0; d < half; d++)
		CHECK(m.label[d] == m.label[d + half] && m.label[d] >= 0);
	mixture_free(&m);
	heap_free(&h);
}

static void
degenerate_heaps_are_no_trouble(void)
{
	static const size_t none[1] = {0}, empty[4] = { 0, 0, 0, 0 }, one[2] = { 0, 2 }, same[4] = { 0, 2, 4, 6 }, apart[4] = { 0, 2, 4, 6 };
	static const uint32_t word[6] = { 0, 1, 0, 1, 0, 1 }, own[6] = { 0, 1, 2, 3, 4, 5 };
	static const float count[6] = { 1, 1, 1, 1, 1, 1 };
	struct mixture m;

	mixture_fit(&m, &(struct bags){ 0, 0, none, word, count }, &(struct mixture_options){0});
	CHECK(m.docs == 0 && m.clusters == 0);
	mixture_free(&m);
	mixture_fit(&m, &(struct bags){ 3, 0, empty, word, count }, &(struct mixture_options){0});
	CHECK(m.clusters == 0 && m.label[0] == -1 && m.label[2] == -1);
	mixture_free(&m);
	mixture_fit(&m, &(struct bags){ 1, 2, one, word, count }, &(struct mixture_options){0});
	CHECK(m.clusters == 0 && m.label[0] == -1 && m.fit[0] <= 0);
	mixture_free(&m);
	mixture_fit(&m, &(struct bags){ 3, 2, same, word, count }, &(struct mixture_options){0});
	CHECK(m.clusters == 1 && m.label[0] == 0 && m.label[1] == 0 && m.label[2] == 0 && m.fit[1] > 0);
	mixture_free(&m);
	mixture_fit(&m, &(struct bags){ 3, 6, apart, own, count }, &(struct mixture_options){0});
	CHECK(m.clusters == 0 && m.label[1] == -1);
	mixture_free(&m);
	mixture_fit(&m, &(struct bags){ 3, 2, same, word, count }, &(struct mixture_options){ .min_size = 4 });
	CHECK(m.clusters == 0 && m.label[0] == -1);
	mixture_free(&m);
}

UNIT(
	{ "logs: logarithms are right", logarithms_are_right },
	{ "mixture: topics are found, and how many there are", topics_are_found },
	{ "mixture: results repeat", results_repeat },
	{ "mixture: a sample assigns the rest", a_sample_assigns_the_rest },
	{ "mixture: copies share their fate", copies_share_their_fate },
	{ "mixture: degenerate heaps are no trouble", degenerate_heaps_are_no_trouble },
)
