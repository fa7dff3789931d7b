/*
 * explanation.h: why a ticket belongs where it does: the words that put it there, the runner-up, what would have moved it.
 */
#ifndef REC_EXPLANATION_H
#define REC_EXPLANATION_H

#include "../base/buf.h"
#include "../base/str.h"
#include "../calc/model.h"

/* A model and what its words and clusters are called: lent, the names for as long as the call lasts. */
struct namer {
	const struct model *model;
	struct str (*word)(void *with, size_t number);
	struct str (*issue)(void *with, size_t cluster);
	void *with;
};

/*
 * For a ticket with these words: why becomes a JSON object (of a ticket without an issue: ""), told the same as a sentence
 * or two for people, which begins with the ticket's id.
 *
 *	{"words":[{"word":"card","weight":4.1}],"runner_up":{"id":"issue:1","behind":2.7,"words":[...]},"without":["card"],"with":["refund"]}
 *
 * Words are stems. weight: by how much a word raises the log odds, of the issue against none, of the runner-up against the
 * issue. behind: by how much the runner-up falls short. without, with: the fewest words, the strongest first, that had they
 * not been there, or had they been, would have placed the ticket elsewhere; null: words do not decide it.
 */
void explanation_make(struct buf *why, struct buf *told, const struct namer *namer, struct str ticket,
    const uint32_t *word, const float *count, size_t n);

#endif
