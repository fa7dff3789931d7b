/*
 * evidence.h: what two texts say in common, and whether a number speaks against it.
 *
 * Alike in form is not alike in matter: what strangers wrote is the same only if they share words that few others use,
 * and if no error code, version or amount tells them apart.
 */
#ifndef CALC_EVIDENCE_H
#define CALC_EVIDENCE_H

#include "../base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	BITS = 64	/* worth is counted in parts of a bit, so that sums are exact in any order */
};

/* A word of a text; they ascend by hash, each once. */
struct evidence_word {
	uint64_t hash;
	uint32_t at, n;			/* where it is in the text */
	uint32_t worth;			/* in 1/BITS bits */
	bool number;			/* holds a digit */
};

/* What is fetched of a text only when it is compared. */
struct evidence {
	struct str text;		/* normalised: words with a space between */
	const uint32_t *set;		/* ascending */
	size_t elements, n;
	const struct evidence_word *words;
};

/* Words that both texts hold: their worth but for numbers; *conflict: each holds a number that the other lacks. */
uint32_t evidence_shared(const struct evidence *a, const struct evidence *b, bool *conflict);

#endif
