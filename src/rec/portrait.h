/*
 * portrait.h: what makes an issue recognisable: its words, its typical tickets, the answer to give.
 *
 * Terms are words (or two that stand together) with the highest weighted log-odds against all other issues; a ticket is
 * central if many of its few words are such terms, an answer if its words are those of the other answers given. What is
 * taken from a ticket to be shown stands in public messages and subjects only.
 */
#ifndef REC_PORTRAIT_H
#define REC_PORTRAIT_H

#include "caseload.h"
#include "issue.h"
#include "phrases.h"

struct portrait {
	size_t docs;				/* tickets, copies included, older versions not */
	struct buf terms[ISSUE_TERMS];		/* best first */
	double weights[ISSUE_TERMS];
	size_t term_count;
	struct phrase phrases[PHRASES_MOST];	/* best first */
	size_t phrase_count;
	uint32_t exemplars[ISSUE_EXEMPLARS];	/* numbers of tickets as they came */
	size_t exemplar_count;
	uint32_t titled;			/* the ticket with the most telling title, subject or sentence; UINT32_MAX: none */
	uint32_t answered;			/* the ticket whose answer is the best known; UINT32_MAX: none */
	size_t answers, accepted;		/* how many there were to choose from; of those, accepted */
};

/* Everything that portraits of one sorting share. */
struct easel;

struct easel *easel_new(const struct caseload *c, const struct sorting *s);
void easel_free(struct easel *e);

/* The portrait of issue number k, into p, which is zeroed or was used before. */
void portrait_make(struct portrait *p, struct easel *e, size_t k);
void portrait_free(struct portrait *p);

/* The tickets of issue k in the order of time: numbers as they came, lent. */
const uint32_t *easel_members(const struct easel *e, size_t k, size_t *n);

#endif
