#include "bags.h"

#include "../base/mem.h"
#include "../base/rng.h"

#include <stdlib.h>
#include <string.h>

size_t
bags_with_words(const struct bags *b, size_t *which)
{
	size_t n = 0;

	for (size_t d = 0; d < b->docs; d++)
		if (b->start[d + 1] > b->start[d])
			which[n++] = d;
	return n;
}

size_t
bags_sample(size_t *which, size_t n, size_t most, uint64_t seed)
{
	size_t taken = 0;
	struct rng rng;

	if (n <= most)
		return n;
	rng_seed(&rng, seed);
	for (size_t i = 0; i < n; i++)
		if (rng_below(&rng, n - i) < most - taken)
			which[taken++] = which[i];
	return taken;
}

void
bags_take(struct bags *out, const struct bags *from, const size_t *which, size_t n)
{
	size_t *start = mem_zeroed(n + 1, sizeof *start);
	uint32_t *word;
	float *count;

	for (size_t d = 0; d < n; d++)
		start[d + 1] = start[d] + from->start[which[d] + 1] - from->start[which[d]];
	word = mem_zeroed(start[n] + 1, sizeof *word);
	count = mem_zeroed(start[n] + 1, sizeof *count);
	for (size_t d = 0; d < n; d++) {
		size_t rows = start[d + 1] - start[d];

		if (rows > 0) {
			memcpy(word + start[d], from->word + from->start[which[d]], rows * sizeof *word);
			memcpy(count + start[d], from->count + from->start[which[d]], rows * sizeof *count);
		}
	}
	*out = (struct bags){ n, from->words, start, word, count };
}

void
bags_free(struct bags *b)
{
	free((void *)(uintptr_t)b->start);
	free((void *)(uintptr_t)b->word);
	free((void *)(uintptr_t)b->count);
}
