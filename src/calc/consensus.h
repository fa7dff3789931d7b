/*
 * consensus.h: clusters on which many runs of the mixture agree.
 *
 * No setting of calc/sampler serves every corpus, and each run ends somewhere else. So it is run under several settings
 * (how sharply words are weighted, whether long texts are tempered), each with several seeds; then the clusters that a
 * document was given are taken for its words and the mixture is run once more, over those (Strehl and Ghosh, "Cluster
 * ensembles", JMLR 2002, with the mixture for the consensus function). A run that collapsed gives all documents the same
 * word, which says nothing: it does no harm. Measured, this finds more of the known classes than the best single setting.
 */
#ifndef CALC_CONSENSUS_H
#define CALC_CONSENSUS_H

#include "sampler.h"

struct consensus_options {
	uint64_t seed;
	size_t seeds;		/* runs of each setting; 0: 4, or 2 where there is much to do */
	size_t threads;		/* 0 and 1: one; the result does not depend on it */
	double detail;		/* 1; less gives fewer and larger clusters, more gives more and smaller ones */
	double prior;		/* over words, in words; 0: as suits the documents */
};

struct consensus {
	struct partition partition;
	struct sampler_setting setting;	/* under which to learn a model of it */
	double stability;		/* mean NMI between seeds of one setting */
};

/* Same input, same output. */
void consensus_take(struct consensus *c, const struct bags *bags, const struct consensus_options *options);
void consensus_free(struct consensus *c);

/* The setting under which a model of such documents is learned where the clusters are known already. */
struct sampler_setting consensus_setting(const struct bags *bags, double detail);

#endif
