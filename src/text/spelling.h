/*
 * spelling.h: how people wrote what is known in its folded form only: with its accents and capitals.
 */
#ifndef TEXT_SPELLING_H
#define TEXT_SPELLING_H

#include "../base/str.h"

/*
 * Where the first lines of a text have the words of a folded phrase, one right behind the other, parted by blanks or hyphens:
 * lent from the text; absent where nowhere.
 */
struct str spelling_find(struct str text, struct str phrase);

#endif
