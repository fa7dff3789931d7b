/*
 * heap.h: invented documents of known topics, for the tests of the models.
 *
 * Words 0 .. 39 belong to all topics, those of topic t are 40 + 12 t .. 51 + 12 t.
 */
#ifndef HEAP_H
#define HEAP_H

#include "../../src/base/rng.h"
#include "../../src/base/vec.h"
#include "../../src/calc/sampler.h"

#include <stdbool.h>

enum { HEAP_WORDS = 256 };

struct heap {
	VEC(size_t) start;
	VEC(uint32_t) word;
	VEC(float) count;
	VEC(int32_t) truth;
};

static inline struct bags
heap_bags(const struct heap *h, size_t words)
{
	return (struct bags){ h->start.len - 1, words, h->start.at, h->word.at, h->count.at };
}

static inline void
heap_free(struct heap *h)
{
	vec_free(&h->start);
	vec_free(&h->word);
	vec_free(&h->count);
	vec_free(&h->truth);
}

/* Documents of 6 different words: 4 of their topic's 12, 2 of 40 that all share. */
static inline void
heap_invent(struct heap *h, size_t topics, size_t docs, uint64_t seed, uint32_t rename)
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

/* One document of just these words, each once. */
static inline void
heap_add(struct heap *h, const uint32_t *word, size_t n, int32_t topic)
{
	if (h->start.len == 0)
		vec_push(&h->start, 0);
	for (size_t i = 0; i < n; i++) {
		vec_push(&h->word, word[i]);
		vec_push(&h->count, 1.0f);
	}
	vec_push(&h->start, h->word.len);
	vec_push(&h->truth, topic);
}

#endif
