/*
 * bags.h: some of many documents.
 */
#ifndef CALC_BAGS_H
#define CALC_BAGS_H

#include "sampler.h"

/* The numbers of the documents that have words go into which, in their order; how many there are. */
size_t bags_with_words(const struct bags *b, size_t *which);

/* Up to `most` of those n stay in which, in their order, drawn without favour; how many. The same for the same seed. */
size_t bags_sample(size_t *which, size_t n, size_t most, uint64_t seed);

/* The documents which[0] .. which[n - 1] as bags of their own, over the same words; bags_free. */
void bags_take(struct bags *out, const struct bags *from, const size_t *which, size_t n);
void bags_free(struct bags *b);

#endif
