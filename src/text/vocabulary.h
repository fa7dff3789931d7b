/*
 * vocabulary.h: the different words of a normalised text.
 *
 * Scripts without spaces come in pairs of characters (text/words.h), so that what two of their texts share can be told.
 */
#ifndef TEXT_VOCABULARY_H
#define TEXT_VOCABULARY_H

#include "../base/str.h"
#include "../base/vec.h"

#include <stdint.h>

struct vocabulary_word {
	uint64_t hash;		/* the same on every machine */
	uint32_t at, n;		/* in the text, where it stands first */
	bool number;		/* holds a digit */
};

struct vocabulary {
	VEC(struct vocabulary_word) words;	/* each once, as they come */
	size_t total;				/* with repetitions */
	VEC(uint64_t) seen;			/* a hash table of those of this round */
	VEC(uint32_t) round_of;
	uint32_t round;
};

/* The words of a text (text/normal.h); a zeroed struct is needed once. */
void vocabulary_of(struct vocabulary *v, struct str text);

void vocabulary_free(struct vocabulary *v);

#endif
