/*
 * telling.h: which words tell a reader something, and where a phrase may begin and end.
 *
 * Words as text/words.h gives them from folded text. Where stop words are known they tell nothing; of other scripts short
 * words are taken for such, and of the scripts without spaces hiragana and the commonest Chinese particles.
 */
#ifndef TEXT_TELLING_H
#define TEXT_TELLING_H

#include "../base/str.h"

enum telling {
	TELLING_STARTS = 1,	/* a phrase may begin with it */
	TELLING_ENDS = 2,	/* and end */
	TELLING_ALONE = 3,	/* both: it says something by itself */
	TELLING_PAIR = 4	/* characters of a script without spaces */
};

/* What a word is: bits of enum telling. */
unsigned telling_of(struct str word);

/* Does it say something by itself? */
bool telling_alone(struct str word);

/* Of two pairs: how many bytes at the start of the second are the character that ends the first; 0: they do not overlap. */
size_t telling_overlap(struct str a, struct str b);

#endif
