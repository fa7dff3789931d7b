/*
 * weights.h: how much each word tells about the cluster of a document, learned from the clusters themselves.
 *
 * A word that is used as all words are tells nothing, one that keeps to a few clusters much: its weight is a power of
 * the Kullback-Leibler divergence between the clusters of its occurrences and those of all words.
 */
#ifndef CALC_WEIGHTS_H
#define CALC_WEIGHTS_H

#include "sampler.h"

/* A repeated word says less each time: what a count is worth. */
double weights_damped(float count);

/*
 * Fills weight, one a word, from labels (below clusters; UINT32_MAX: in none, which does not count). Their mean over the
 * occurrences is setting->mean, none is above setting->cap.
 */
void weights_learn(float *weight, const struct bags *bags, const uint32_t *label, size_t clusters,
    const struct sampler_setting *setting);

#endif
