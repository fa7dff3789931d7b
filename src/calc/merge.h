/*
 * merge.h: clusters joined, best pair first, while that makes the documents likelier.
 *
 * The log marginal likelihood of a cluster is that of a Polya urn over its words; two clusters are joined if one urn
 * for both explains them better than two, and the number of clusters left is the one that the documents support.
 */
#ifndef CALC_MERGE_H
#define CALC_MERGE_H

#include "sampler.h"

struct merge_input {
	const struct bags *bags;
	const float *mass;	/* per entry of the bags */
	const float *prior;	/* per word */
	double strength;	/* the sum of those */
};

/* Joins clusters, rewriting label (below clusters, each with a member); returns how many are left, numbered from 0. */
size_t merge_clusters(const struct merge_input *in, uint32_t *label, size_t clusters);

#endif
