/*
 * joins.h: young clusters that turn out to be about the same as another one.
 *
 * What was born one night as two problems, or beside one that was known, may be seen to be one once more tickets have
 * come. A young cluster joins another if the log marginal likelihood of both in one urn is higher than that of two. Old
 * ones stay apart: people know them by their names.
 */
#ifndef CALC_JOINS_H
#define CALC_JOINS_H

#include "sampler.h"

#include <stdbool.h>

/*
 * label: per document, below clusters or MODEL_NONE, rewritten; young: per cluster. to[k] becomes the number of what has
 * become of cluster k; returns how many there are then.
 */
size_t joins_find(const struct bags *bags, const bool *young, uint32_t *label, size_t clusters, const struct sampler_setting *setting,
    uint32_t *to);

#endif
