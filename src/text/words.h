/*
 * words.h: the words of a folded text, lent one by one.
 *
 * Words are letters, digits, marks and underscores in a row; scripts written without spaces
 * (Han, kana, Thai, Lao, Khmer, Burmese) give overlapping pairs of characters, which serve as words in
 * search engines too. An apostrophe stays inside English contractions (don't) and parts elsewhere (l'eau).
 * 3.50, 12:30 and 1,000 are one number.
 */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "../base/str.h"

enum word_kind {
	WORD_LETTERS,
	WORD_NUMBER,		/* digits, perhaps with . , : between them */
	WORD_MIXED,		/* letters and digits: e404, mp3 */
	WORD_PAIR		/* two characters (or a lone one) of a script without spaces */
};

struct words {
	struct str text;	/* lent: give it here, folded, the rest zeroed */
	bool whole;		/* a run of a script without spaces is one word, not pairs */
	size_t at;
	bool inside;		/* at stands on the second character of a pair */
};

struct word {
	struct str s;		/* lent from the text */
	enum word_kind kind;
};

/* The next word; false after the last. */
bool words_next(struct words *w, struct word *word);

#endif
