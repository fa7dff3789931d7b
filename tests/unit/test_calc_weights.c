#include "heap.h"
#include "unit.h"

#include "../../src/calc/weights.h"

#include <math.h>

static void
a_repeated_word_says_less_each_time(void)
{
	CHECK_NEAR(weights_damped(0), 0, 1e-12);
	CHECK_NEAR(weights_damped(0.25f), 0.25, 1e-12);
	CHECK_NEAR(weights_damped(1), 1, 1e-12);
	CHECK_NEAR(weights_damped(2), 1 + log(2.0), 1e-6);
	CHECK_NEAR(weights_damped(100), 1 + log(100.0), 1e-6);
}

/* Three clusters: word 0 is in all documents, 1 .. 3 keep to one cluster each, 4 to two. */
static void
three(struct heap *h, int32_t label)
{
	for (int i = 0; i < 12; i++)
		for (int32_t k = 0; k < 3; k++) {
			uint32_t word[] = { 0, (uint32_t)k + 1, 4 };

			heap_add(h, word, k < 2 ? 3 : 2, k);
		}
	for (int i = 0; i < 5; i++)
		heap_add(h, (const uint32_t[]){ 0, 4, 5 }, 3, label);
}

static const struct sampler_setting plain = { .5, .8, 100, 8, 0, 2, 150 };

/* The divergence between a word's clusters, shrunk by five occurrences, and those of all words; straight from the definition. */
static double
divergence(const double in[3], const double share[3])
{
	double sum = 0, used = in[0] + in[1] + in[2], tokens = share[0] + share[1] + share[2];

	for (int k = 0; k < 3; k++) {
		double p = share[k] / tokens, q = (in[k] + 5 * p) / (used + 5);

		sum += q * log(q / p);
	}
	return sum;
}

static void
a_weight_is_a_power_of_the_divergence(void)
{
	static const double in[5][3] = { { 12, 12, 12 }, { 12, 0, 0 }, { 0, 12, 0 }, { 0, 0, 12 }, { 12, 12, 0 } }, share[] = { 36, 36, 24 };
	struct heap h = {0};
	struct bags b;
	struct sampler_setting sharp = plain;
	float weight[6], other[6];
	double mean = 0;

	three(&h, -1);
	b = heap_bags(&h, 6);
	weights_learn(weight, &b, (const uint32_t *)h.truth.at, 3, &plain);
	sharp.power = 1;
	weights_learn(other, &b, (const uint32_t *)h.truth.at, 3, &sharp);
	for (int w = 0; w < 5; w++) {
		CHECK_NEAR((double)(weight[w] / weight[1]), sqrt(divergence(in[w], share) / divergence(in[1], share)), 1e-5);
		CHECK_NEAR((double)(other[w] / other[1]), divergence(in[w], share) / divergence(in[1], share) > 0.02 / (double)other[1] ?
		    divergence(in[w], share) / divergence(in[1], share) : 0.02 / (double)other[1], 1e-5);
		mean += (in[w][0] + in[w][1] + in[w][2]) * (double)weight[w] / 96;
	}
	CHECK_NEAR(mean, 0.8, 1e-5);
	CHECK(weight[1] > weight[4] && weight[4] > weight[0]);
	CHECK(weight[5] > 0 && weight[5] <= 0.0201f);		/* in no cluster: the least there is */
	heap_free(&h);
}

static void
what_is_in_no_cluster_does_not_count(void)
{
	struct heap with = {0}, without = {0};
	struct bags a, b;
	float one[6], two[6];

	three(&with, -1);
	three(&without, -1);
	without.start.len -= 5;
	a = heap_bags(&with, 6);
	b = heap_bags(&without, 6);
	CHECK(a.docs == b.docs + 5);
	weights_learn(one, &a, (const uint32_t *)with.truth.at, 3, &plain);
	weights_learn(two, &b, (const uint32_t *)without.truth.at, 3, &plain);
	CHECK(memcmp(one, two, sizeof one) == 0);
	for (size_t d = b.docs; d < a.docs; d++)
		with.truth.at[d] = 2;
	weights_learn(two, &a, (const uint32_t *)with.truth.at, 3, &plain);
	CHECK(memcmp(one, two, sizeof one) != 0);
	heap_free(&with);
	heap_free(&without);
}

static void
none_is_above_the_cap(void)
{
	struct heap h = {0};
	struct bags b;
	struct sampler_setting capped = plain;
	float free_weight[6], weight[6];

	three(&h, -1);
	b = heap_bags(&h, 6);
	weights_learn(free_weight, &b, (const uint32_t *)h.truth.at, 3, &plain);
	capped.cap = (double)free_weight[4] + 0.01;
	weights_learn(weight, &b, (const uint32_t *)h.truth.at, 3, &capped);
	for (int w = 0; w < 6; w++)
		CHECK_NEAR((double)weight[w], (double)free_weight[w] < capped.cap ? (double)free_weight[w] : capped.cap, 1e-6);
	CHECK((double)free_weight[1] > capped.cap);
	heap_free(&h);
}

/* One cluster tells nothing of words: all weigh the same, and there is no trouble with no documents. */
static void
one_cluster_tells_nothing(void)
{
	static const size_t none[1] = {0};
	struct heap h = {0};
	struct bags b;
	float weight[6];
	uint32_t label[64] = {0};

	three(&h, -1);
	b = heap_bags(&h, 6);
	weights_learn(weight, &b, label, 1, &plain);
	for (int w = 1; w < 6; w++)
		CHECK(weight[w] >= weight[0] && weight[w] <= weight[0] && weight[w] > 0);
	weights_learn(weight, &(struct bags){ 0, 6, none, NULL, NULL }, label, 0, &plain);
	for (int w = 0; w < 6; w++)
		CHECK(weight[w] >= 0.02f && weight[w] <= 1);
	heap_free(&h);
}

UNIT(
	{ "weights: a repeated word says less each time", a_repeated_word_says_less_each_time },
	{ "weights: a weight is a power of the divergence", a_weight_is_a_power_of_the_divergence },
	{ "weights: what is in no cluster does not count", what_is_in_no_cluster_does_not_count },
	{ "weights: none is above the cap", none_is_above_the_cap },
	{ "weights: one cluster tells nothing", one_cluster_tells_nothing },
)
