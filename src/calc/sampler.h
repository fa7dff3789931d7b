/*
 * sampler.h: one run of the annealed Dirichlet multinomial mixture over bags of words.
 *
 * Each document belongs to one cluster, each cluster has its own distribution of words under a common prior. The
 * distributions are integrated out (collapsed Gibbs sampling, Yin and Wang, "A Dirichlet multinomial mixture model-
 * based approach for short text clustering", KDD 2014); the temperature falls as the sweeps go by; words are weighted
 * by how unevenly the clusters of the round before used them; clusters are merged while that raises the marginal
 * likelihood, which is what finds their number.
 */
#ifndef CALC_SAMPLER_H
#define CALC_SAMPLER_H

#include <stddef.h>
#include <stdint.h>

/* Documents as rows: those of document d are word[start[d]] .. word[start[d + 1]], each word at most once. */
struct bags {
	size_t docs, words;	/* how many documents; word numbers are below words */
	const size_t *start;	/* docs + 1 of them */
	const uint32_t *word;
	const float *count;
};

struct sampler_setting {
	double power, mean, cap;	/* a word's weight: divergence^power, scaled to a mean over tokens, cut at cap */
	double length, bend;		/* documents over length words count (length / words)^bend times as much */
	int rounds;			/* how often weights are learned anew */
	double prior;			/* the strength of the prior over words, in words */
};

struct partition {
	size_t docs, clusters;
	uint32_t *label;		/* per document, 0 .. clusters - 1; each cluster has a member */
};

/* The usual strength of the prior over words, and that over clusters. */
#define SAMPLER_PRIOR 150.0
#define SAMPLER_ALPHA 0.1

/* Runs one setting with one seed. Same input, same output. The caller frees the partition. */
void sampler_run(struct partition *out, const struct bags *bags, const struct sampler_setting *setting, uint64_t seed);

/* Each word's share of a prior of that strength: half uniform, half by how often it is used. words of them; free() them. */
float *sampler_prior(const struct bags *bags, double strength);

void partition_free(struct partition *p);

#endif
