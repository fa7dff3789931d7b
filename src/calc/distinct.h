/*
 * distinct.h: the different bags among many, over the words that more than one of them has.
 *
 * Whatever is sent a thousand times is one document to a model, or it would be a thousand independent witnesses.
 */
#ifndef CALC_DISTINCT_H
#define CALC_DISTINCT_H

#include "sampler.h"

struct distinct {
	struct bags bags;	/* each different bag once, in the order in which they first came; its arrays are owned */
	size_t *copies;		/* per bag: how many documents have it */
	uint32_t *of;		/* per document: its bag */
	uint32_t *from;		/* per word: its number in the documents */
};

/*
 * Words are numbered anew, in the order in which documents first use them, so that nothing depends on the numbers
 * given. A word that only one document has says nothing about others and is left out (of many documents: fewer than
 * one in 50,000), unless wanted (per word; NULL: none is) is more than 0; a bag may be left with no words.
 */
void distinct_take(struct distinct *d, const struct bags *docs, const uint32_t *wanted);
void distinct_free(struct distinct *d);

#endif
