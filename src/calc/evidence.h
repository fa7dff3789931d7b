/*
 * evidence.h: whether two texts that look alike say the same.
 *
 * Alike in form is not alike in matter. What strangers wrote is the same only if they share words that few others use, the
 * more of them the less alike the texts are, and if neither a number (error code, version, amount) nor a telling word stands in
 * one where another stands in the other. One person says the same thing again more often than another thing in like
 * words; there, less will do.
 */
#ifndef CALC_EVIDENCE_H
#define CALC_EVIDENCE_H

#include "../base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	BITS = 64,			/* worth is counted in parts of a bit, so that sums are exact in any order */
	EVIDENCE_WORTH = 12,		/* bits that the words shared by texts of different people must carry if they are equal */
	EVIDENCE_UNLIKE = 72,		/* and bits more the less alike they are: times 1 - J; 40 at .6 */
	EVIDENCE_OWN_UNLIKE = 48,	/* the same of one person's texts, which need none if they are equal */
	EVIDENCE_TELLING = 7		/* bits of a word that makes another matter of a text */
};

/* Which one person's texts must reach where a number or a telling word speaks against it. */
#define EVIDENCE_DISPUTED .6

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

/* Do two texts of this Jaccard similarity say the same, if one person wrote both, or if not? */
bool evidence_alike(const struct evidence *a, const struct evidence *b, bool same_person, double sim);

#endif
