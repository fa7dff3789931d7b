/* jaccard.h: how alike two sets are: what they share over what either holds. */
#ifndef CALC_JACCARD_H
#define CALC_JACCARD_H

#include <stddef.h>
#include <stdint.h>

/*
 * The elements that two ascending sets share. Less than the true number may come back where their Jaccard similarity
 * is below `least` anyway: the comparison ends when that is sure.
 */
size_t jaccard_shared(const uint32_t *a, size_t n, const uint32_t *b, size_t m, double least);

/* Similarity from the numbers: 1 for two empty sets. */
double jaccard(size_t shared, size_t n, size_t m);

#endif
