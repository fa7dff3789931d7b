/*
 * mixture.h: which texts are about the same thing, without labels and without being told how many things there are.
 *
 * The mixture of calc/sampler is run under several settings (how sharply words are weighted, whether long texts are
 * tempered), each with several seeds. No setting serves every corpus; the one taken has the highest product of how well
 * its seeds agree and how much likelier its clusters make the words: a collapse may be stable, but explains nothing.
 * Of the chosen setting's runs the one most like the others stands.
 */
#ifndef CALC_MIXTURE_H
#define CALC_MIXTURE_H

#include "sampler.h"

struct mixture_options {
	uint64_t seed;
	size_t runs;		/* seeds of the chosen setting; 0: as many as serve (4), fewer where that takes long */
	size_t threads;		/* 0 and 1: one; the result does not depend on it */
	size_t min_size;	/* documents that make a cluster; 0: 2 */
	size_t sample;		/* at most so many different documents are fitted, the rest assigned; 0: 20,000 */
};

struct mixture {
	size_t docs, clusters;
	int32_t *label;		/* per document: 0 is the largest cluster; -1: alone */
	float *fit;		/* per document: how much likelier its cluster is than anything else, 0 .. 1; alone: 0 */
	const char *setting;	/* which was chosen */
	double stability;	/* NMI between its seeds; 1 where there was one run only */
};

/*
 * Sorts documents (words in the order of the text, each once). Neither the numbers of the words nor the number of
 * threads matter to the result, the order of the documents does. Documents with the same words share their label.
 */
void mixture_fit(struct mixture *m, const struct bags *docs, const struct mixture_options *options);
void mixture_free(struct mixture *m);

#endif
