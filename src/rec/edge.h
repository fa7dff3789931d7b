/* edge.h: two tickets that were compared and found alike: the record that dedupe --edges writes. */
#ifndef REC_EDGE_H
#define REC_EDGE_H

#include "record.h"
#include "../calc/evidence.h"

#define EDGE_TYPE "edge"

/* What was found of a ticket and its leader. */
struct likeness {
	struct str of;			/* the leader's id */
	const char *why;
	double sim;			/* below 0: they were not compared */
	bool same_requester;
	const struct str *words;	/* that decided; NULL: not asked for */
	size_t word_count;
};

/* The words that two texts share, but for numbers: those worth most first, then as they stand in a; lent by it. How many. */
enum { LIKENESS_WORDS = 8 };
size_t likeness_words(const struct evidence *a, const struct evidence *b, struct str words[LIKENESS_WORDS]);

/* Appends the member dedupe of a ticket, or the record edge of it. */
void likeness_write(struct buf *out, const struct likeness *l);
void edge_write(struct buf *out, struct str ticket, const struct likeness *l);	/* no newline */

bool edge_is(const struct record *r);

#endif
