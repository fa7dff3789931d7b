/*
 * shingle.h: a text as the set of its pieces of four characters, the measure of how alike two texts are.
 *
 * Of " t1 t2 ... ", words with a space around each, so that the ends of words count too; each piece is a 32-bit hash
 * that is the same on every machine. Pieces of ASCII never share a hash: there the set is exact.
 */
#ifndef TEXT_SHINGLE_H
#define TEXT_SHINGLE_H

#include "../base/buf.h"
#include "../base/str.h"
#include "../base/vec.h"

#include <stdint.h>

struct shingles {
	VEC(uint32_t) set;	/* each once */
	VEC(uint32_t) seen;	/* by a piece's key: which one was there first */
	VEC(uint32_t) over;	/* that have no place there yet; or room for sorting */
	struct buf padded;
};

/* The set of a normalised text (text/normal.h), in no order that means anything; lent until the next. A zeroed struct is needed once. */
void shingle_set(struct shingles *s, struct str text);

/* Ascending, as calc/jaccard wants it. */
void shingle_sort(struct shingles *s);

void shingle_free(struct shingles *s);

#endif
