/*
 * corpus.h: texts as sequences of words, and as the bags of stems that the models of calc take.
 *
 * Words are kept as written (folded) and stemmed at the end, each once, when it is known which language most
 * of the texts are in: a text too short to tell is taken to be in that one.
 */
#ifndef REC_CORPUS_H
#define REC_CORPUS_H

#include "../base/buf.h"
#include "../base/map.h"
#include "../base/vec.h"
#include "../calc/sampler.h"

enum { CORPUS_LONGEST = 4000 };		/* words of a text that are looked at */

struct corpus {
	struct map words;		/* as written, folded */
	struct map langs;		/* "" among them */
	VEC(uint32_t) token;		/* all texts, one after the other: numbers of words */
	VEC(size_t) start;		/* per text, where it begins; and the end */
	VEC(uint32_t) lang;		/* per text */
	struct buf folded;
};

/* One more text; lang is its language if that is known, or "" to guess. */
void corpus_add(struct corpus *c, struct str text, struct str lang);

size_t corpus_len(const struct corpus *c);
void corpus_free(struct corpus *c);

/* The texts as bags of stems. */
struct stems {
	struct bags bags;		/* its arrays are owned */
	struct map stems;		/* named by number */
	VEC(uint32_t) of_token;		/* as corpus.token, but numbers of stems */
};

/* Text order[0] comes first, and so on; order has as many as there are texts (NULL: as they came). */
void stems_take(struct stems *s, const struct corpus *c, const uint32_t *order);
void stems_free(struct stems *s);

#endif
