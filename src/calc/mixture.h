/*
 * mixture.h: which texts are about the same thing, without labels and without being told how many things there are.
 *
 * Of the different documents as many as serve are clustered by consensus (calc/consensus); of those clusters a model is
 * learned (calc/model), which places all documents; what it says is learned anew until nothing moves. So the labels are
 * what the model says, and whoever has the model can place a document alone.
 *
 * Where a model of an earlier night is known, that places the documents. If they fall into its clusters, and into none, in just the same
 * numbers there is nothing new, and it stays to the last bit; else clusters are born (calc/births), dissolve or join,
 * and the model is learned anew from there.
 */
#ifndef CALC_MIXTURE_H
#define CALC_MIXTURE_H

#include "model.h"

struct mixture_options {
	uint64_t seed;
	size_t seeds;		/* runs of each setting; 0: as many as serve */
	size_t threads;		/* 0 and 1: one; the result does not depend on it */
	size_t min_size;	/* documents that make a cluster; 0: 2 */
	size_t sample;		/* at most so many different documents are clustered, the rest placed; 0: 20,000, of a million 60,000 */
	double detail;		/* 0: 1; less gives fewer, larger clusters, more gives more, smaller ones */
	const struct model *known;	/* NULL: none; over the same words */
	const uint64_t *known_docs;	/* with known: how many documents were in each of its clusters */
	const bool *fresh;		/* with known: per document, has come since */
};

struct mixture {
	size_t docs, clusters;
	int32_t *label;		/* per document: 0 is the largest cluster; -1: alone */
	float *fit;		/* per document: how much likelier its cluster is than anything else, 0 .. 1; alone: 0 */
	struct model model;	/* which gave those */
	double stability;	/* NMI between runs; 1 where a known model served */
	uint32_t *into;		/* per known cluster: where its documents went, MODEL_NONE: there are none left */
	uint32_t *split;	/* per cluster: which known one it broke off from; MODEL_NONE: none */
};

/*
 * Sorts documents (words in the order of the text, each once). Neither the numbers of the words nor the number of
 * threads matter to the result, the order of the documents does. Documents with the same words share their label.
 */
void mixture_fit(struct mixture *m, const struct bags *docs, const struct mixture_options *options);
void mixture_free(struct mixture *m);

#endif
