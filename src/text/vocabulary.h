/*
 * vocabulary.h: the different words of a normalised text.
 *
 * Scripts without spaces come in pairs of characters (text/words.h), so that what two of their texts share can be told.
 */
#ifndef TEXT_VOCABULARY_H
#define TEXT_VOCABULARY_H

#include "words.h"
#include "../base/buf.h"
#include "../base/str.h"
#include "../base/vec.h"

#include <stdint.h>

struct vocabulary_word {
	uint64_t hash;		/* the same on every machine */
	uint32_t at, n;		/* in the text, where it stands first */
	bool number;		/* holds a digit */
};

/* Which slot a hash belongs in: the upper bits of its product with an odd number that is another one for each text. */
struct vocabulary_order {
	uint64_t factor;
	unsigned shift;
};

struct vocabulary {
	VEC(struct vocabulary_word) words;	/* each once, as they come */
	size_t total;				/* with repetitions */
	VEC(uint64_t) seen;			/* a hash table of them */
	struct vocabulary_order seen_by;
	struct buf text;			/* a copy with room behind it */
	struct words walk;
	bool ascii;
};

/* The words of a text (text/normal.h); a zeroed struct is needed once. */
void vocabulary_of(struct vocabulary *v, struct str text);

/* The same word by word, for who has seen enough before the end: the next one that was not there yet, lent until then; NULL. */
void vocabulary_begin(struct vocabulary *v, struct str text);
const struct vocabulary_word *vocabulary_next(struct vocabulary *v);

void vocabulary_free(struct vocabulary *v);

#endif
