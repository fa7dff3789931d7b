/*
 * posterior.h: how well a document belongs to each cluster of a finished partition.
 */
#ifndef CALC_POSTERIOR_H
#define CALC_POSTERIOR_H

#include "sampler.h"

struct posterior {
	const struct bags *bags;		/* lent: the documents that made the clusters */
	const struct sampler_setting *setting;
	const struct partition *partition;	/* lent */
	size_t clusters;
	float *prior;
	float *sum;		/* words x clusters: masses + prior */
	float *ln_sum;
	double *all, *size;	/* per cluster */
	double *score;		/* clusters + 1; the last: a cluster of its own */
};

void posterior_open(struct posterior *p, const struct bags *bags, const struct sampler_setting *setting,
    const struct partition *partition);

/*
 * The log posterior of a document of bags (over the same words) in each cluster and, last, alone: lent until the next
 * call. own: the cluster that it was counted in, to be left out of it; SIZE_MAX if it was not.
 */
const double *posterior_score(struct posterior *p, const struct bags *bags, size_t doc, size_t own);

/* The best cluster by those scores, not counting alone, and the second best score, alone counting. */
size_t posterior_best(const struct posterior *p, double *second);

void posterior_close(struct posterior *p);

#endif
