#include "heap.h"
#include "unit.h"

#include "../../src/calc/logs.h"
#include "../../src/calc/mixture.h"
#include "../../src/calc/agreement.h"

#include <math.h>

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

	heap_invent(&h, 12, 900, 4, 0);
	bags = heap_bags(&h, 256);
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

	heap_invent(&h, 8, 400, 4, 0);
	heap_invent(&renamed, 8, 400, 4, 255);
	bags = heap_bags(&h, 256);
	other = heap_bags(&renamed, 256);
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

	heap_invent(&h, 6, 1200, 4, 0);
	bags = heap_bags(&h, 256);
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

	heap_invent(&h, 5, 300, 8, 0);
	half = h.start.len - 1;
	heap_invent(&h, 5, 300, 8, 0);
	bags = heap_bags(&h, 256);
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
