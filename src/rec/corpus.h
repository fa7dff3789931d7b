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
#include "../text/words.h"

enum { CORPUS_LONGEST = 4000, CORPUS_WORD_LONGEST = 64 };	/* words of a text, bytes of a word that are looked at */

struct corpus {
	struct map words;		/* as written, folded */
	struct map langs;		/* "" among them */
	VEC(uint32_t) token;		/* all texts, one after the other: numbers of words */
	VEC(size_t) start;		/* per text, where it begins; and the end */
	VEC(uint32_t) lang;		/* per text */
	struct buf folded;
};

/* The words of a text, one by one, as corpus_add takes them. */
struct corpus_walk {
	struct words words;
	size_t n;
};

/* Begin: folded is overwritten and lends the words; returns the text's language, lang if that is known, "" if it cannot be told. */
struct str corpus_begin(struct corpus_walk *walk, struct buf *folded, struct str text, struct str lang);
bool corpus_next(struct corpus_walk *walk, struct str *word);

/* One more text; lang is its language if that is known, or "" to guess. */
void corpus_add(struct corpus *c, struct str text, struct str lang);

/* Put the texts of from behind those of c. */
void corpus_append(struct corpus *c, const struct corpus *from);

size_t corpus_len(const struct corpus *c);
void corpus_free(struct corpus *c);

/* The texts as bags of stems. */
struct stems {
	struct bags bags;		/* its arrays are owned */
	struct map stems;		/* named by number */
	uint32_t *of_token;		/* as corpus.token, but numbers of stems; only of texts that were taken */
	char lang[4];			/* in which texts were stemmed whose language nobody knows */
};

/*
 * As many documents as said: the texts text[0], text[1] ...; one may be there more than once. lang: what a text of unknown
 * language is in; "" for the language that most texts are in.
 */
void stems_take(struct stems *s, const struct corpus *c, const uint32_t *text, size_t documents, struct str lang);

/* A text's words as stems, in their order: lent. */
struct stem_line {
	const uint32_t *stem, *word;	/* word: numbers in the corpus */
	size_t n;
};

struct stem_line stems_line(const struct stems *s, const struct corpus *c, size_t text);
void stems_free(struct stems *s);

#endif
