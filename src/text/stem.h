/*
 * stem.h: words cut to their stems by Snowball's rules, one language at a time.
 *
 * One struct stem a thread: libstemmer keeps its working memory in the stemmer. A zeroed one is empty.
 */
#ifndef TEXT_STEM_H
#define TEXT_STEM_H

#include "../base/str.h"

struct sb_stemmer;

struct stem {
	struct {
		char lang[4];
		struct sb_stemmer *stemmer;	/* NULL: no such language */
	} known[16];
	int count;
};

/*
 * The stem of a folded word in a language ("en", "de", "pt-BR": what follows the code does not count).
 * Lent from the word or from s until the next call. A language that is unknown or "", and a word over
 * 64 bytes, come back as they are.
 */
struct str stem(struct stem *s, struct str lang, struct str word);

void stem_free(struct stem *s);

#endif
