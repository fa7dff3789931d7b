#include "heap.h"
#include "unit.h"

#include "../../src/calc/joins.h"
#include "../../src/calc/model.h"
#include "../../src/calc/splits.h"

enum { DOCS = 300 };

static const struct consensus_options options = { .seed = 1, .seeds = 2, .threads = 2, .detail = 1 };

/* Do documents share a label just where they share a topic? */
static bool
follows_truth(const struct heap *h, const uint32_t *label)
{
	for (size_t a = 0; a < DOCS; a++)
		for (size_t b = 0; b < a; b++)
			if ((label[a] == label[b]) != (h->truth.at[a] == h->truth.at[b]))
				return false;
	return true;
}

static void
what_has_grown_comes_apart_and_the_rest_stays(void)
{
	struct heap h = {0};
	uint32_t label[DOCS], before[DOCS];
	struct bags b;

	heap_invent(&h, 6, DOCS, 41, 0);
	b = heap_bags(&h, HEAP_WORDS);
	for (size_t d = 0; d < DOCS; d++)
		label[d] = before[d] = (uint32_t)h.truth.at[d] / 3;	/* three topics each */
	CHECK(splits_find(&b, label, 2, (const bool[]){ false, true }, &options) == 4);
	for (size_t d = 0; d < DOCS; d++) {
		CHECK(before[d] == 1 || label[d] == 0);
		for (size_t e = 0; e < d; e++)
			CHECK(before[d] == 0 || before[e] == 0 || (label[d] == label[e]) == (h.truth.at[d] == h.truth.at[e]));
	}
	memcpy(label, before, sizeof label);
	CHECK(splits_find(&b, label, 2, (const bool[]){ false, false }, &options) == 2);
	CHECK(memcmp(label, before, sizeof label) == 0);
	heap_free(&h);
}

/* Two halves of each topic: the young ones find the other, and nobody else. */
static void
halves_of_a_topic_join(void)
{
	struct heap h = {0};
	uint32_t label[DOCS], to[8], turn[4] = {0};
	struct sampler_setting setting;
	struct bags b;

	heap_invent(&h, 4, DOCS, 42, 0);
	b = heap_bags(&h, HEAP_WORDS);
	setting = consensus_setting(&b, 1);
	for (size_t d = 0; d < DOCS; d++)
		label[d] = (uint32_t)h.truth.at[d] + (turn[h.truth.at[d]]++ % 2) * 4;
	CHECK(joins_find(&b, (const bool[]){ false, false, false, false, true, true, true, true }, label, 8, &setting, to) == 4);
	CHECK(follows_truth(&h, label));
	for (size_t k = 0; k < 4; k++)
		CHECK(to[k] == to[k + 4]);
	heap_free(&h);
}

static void
old_clusters_stay_apart(void)
{
	struct heap h = {0};
	uint32_t label[DOCS], before[DOCS], to[2];
	struct sampler_setting setting;
	struct bags b;

	heap_invent(&h, 1, DOCS, 43, 0);
	b = heap_bags(&h, HEAP_WORDS);
	setting = consensus_setting(&b, 1);
	for (size_t d = 0; d < DOCS; d++)
		label[d] = before[d] = d % 7 == 0 ? MODEL_NONE : (uint32_t)d % 2;
	CHECK(joins_find(&b, (const bool[]){ false, false }, label, 2, &setting, to) == 2);
	CHECK(memcmp(label, before, sizeof label) == 0 && to[0] == 0 && to[1] == 1);
	CHECK(joins_find(&b, (const bool[]){ false, true }, label, 2, &setting, to) == 1);
	for (size_t d = 0; d < DOCS; d++)
		CHECK(label[d] == (d % 7 == 0 ? MODEL_NONE : 0));
	heap_free(&h);
}

static void
different_topics_do_not_join_however_young(void)
{
	struct heap h = {0};
	uint32_t label[DOCS], to[5];
	struct sampler_setting setting;
	struct bags b;

	heap_invent(&h, 5, DOCS, 44, 0);
	b = heap_bags(&h, HEAP_WORDS);
	setting = consensus_setting(&b, 1);
	for (size_t d = 0; d < DOCS; d++)
		label[d] = (uint32_t)h.truth.at[d];
	CHECK(joins_find(&b, (const bool[]){ true, true, true, true, true }, label, 5, &setting, to) == 5);
	CHECK(follows_truth(&h, label));
	heap_free(&h);
}

UNIT(
	{ "splits: what has grown comes apart, the rest stays", what_has_grown_comes_apart_and_the_rest_stays },
	{ "joins: halves of a topic", halves_of_a_topic_join },
	{ "joins: old clusters stay apart", old_clusters_stay_apart },
	{ "joins: different topics do not join, however young", different_topics_do_not_join_however_young },
)
