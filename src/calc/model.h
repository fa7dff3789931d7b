/*
 * model.h: issues as what is left of them when their tickets have gone: for each, which words raise it by how much.
 *
 * A cluster's log posterior for a document is that of the mixture of calc/sampler,
 *
 *	ln(docs - 1 + alpha) - T ln(strength + mass + t/2) + sum over its words of m lift,	lift = ln(1 + S / prior),
 *
 * m being what the word weighs in the document, T the sum of those, t that of a mean document, and S what it weighs in the cluster, less one
 * occurrence: so no document is a witness for itself, and a word that one document of a cluster has is none of the
 * cluster's. "Alone" is the same with nothing in it. Weights and lifts are whole thousandths and added up as such, so
 * that a model read back from a file places every document as the one that was written did, on any machine.
 */
#ifndef CALC_MODEL_H
#define CALC_MODEL_H

#include "sampler.h"

#include <stdbool.h>

#define MODEL_NONE UINT32_MAX		/* in no cluster */

enum { MODEL_UNIT = 1000, MODEL_WORDS = 400 };	/* at most so many words a cluster */

struct model_lift {
	uint32_t cluster;
	int32_t lift;
};

struct model {
	size_t clusters, words;
	size_t *start;			/* words + 1: where a word's lifts begin */
	struct model_lift *lift;	/* by word */
	uint32_t *weight;		/* per word, in thousandths; 0: no cluster knows it */
	uint32_t *docs;			/* per cluster: different documents; one with copies counts twice */
	int64_t *mass;			/* per cluster, in thousandths */
	uint64_t alone;			/* documents that were in no cluster when it was done */
	double strength;		/* of the prior over words that it was learned under */
	double *ln_docs, *ln_all;	/* the formula's first terms: per cluster, and last, of "alone" */
};

/* Where a document belongs. */
struct verdict {
	uint32_t best, second;		/* MODEL_NONE: alone */
	double fit;			/* how much likelier the best is than the second: 0 .. 1; alone: 0 */
	bool known;			/* the model knows one of its words */
};

/*
 * Learns a model from labels (below clusters, or MODEL_NONE); copies: how many documents each stands for. Within a
 * cluster the MODEL_WORDS words that say most are kept.
 */
void model_learn(struct model *m, const struct bags *bags, const size_t *copies, const uint32_t *label, size_t clusters,
    const struct sampler_setting *setting);

/* What a word that stands so often in a document weighs there, in thousandths; 0 where the model does not know it. */
int64_t model_mass(const struct model *m, uint32_t word, float count);

/* Of a document's words and counts. scores: room for clusters + 1 numbers, in the end the log posteriors, that of "alone" last. */
struct verdict model_place(const struct model *m, const uint32_t *word, const float *count, size_t n, double *scores);

/* A copy with other numbers: cluster k becomes cluster[k] of `clusters`, word w word[w] of `words`; what becomes MODEL_NONE is left out. */
void model_copy(struct model *out, const struct model *m, const uint32_t *cluster, size_t clusters, const uint32_t *word, size_t words);

/* When docs and mass are there: lifts in any order, of[i] being the word of lift i, are sorted into place. */
void model_index(struct model *m, const uint32_t *of, const struct model_lift *lifts, size_t n);

void model_free(struct model *m);

#endif
