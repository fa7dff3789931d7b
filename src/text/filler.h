/*
 * filler.h: words that ask, urge, thank or pass on, and say nothing about a matter.
 *
 * "Please help me as soon as possible", "any ideas?", "see below": with or without them a text is the same. Words of the
 * languages of the sample, and a few of French, Italian, Dutch and Portuguese.
 */
#ifndef TEXT_FILLER_H
#define TEXT_FILLER_H

#include "../base/str.h"

struct filler {
	int words, others;	/* in all; that are neither filler nor stop words (text/language.h) */
	bool passes;		/* one of them passes something on: "below", "FYI" */
};

/* Looks at a text until it has seen more than `most` other words. */
struct filler filler_look(struct str text, int most);

#endif
