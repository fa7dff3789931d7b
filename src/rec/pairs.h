/*
 * pairs.h: of sorted keys, which tickets have one in common: each with the one before it.
 *
 *	pairs_add(&p, &key, record, &error)	for each key
 *	while (pairs_next(&p, &pair)) ...	all that are ready, before the next is added
 *	pairs_end(&p)				then the last ones are
 *
 * Nothing is kept but one key's tickets of one moment: those are put in the order of their ids, which is not quite that
 * of the ids' escaped forms.
 */
#ifndef REC_PAIRS_H
#define REC_PAIRS_H

#include "key.h"
#include "../base/vec.h"

struct pairs_id {
	size_t at, n;
};

/* A zeroed one is at the beginning. */
struct pairs {
	uint64_t key;
	int64_t created_at;
	struct buf held, last, coming;	/* ids of that key and moment; the one before them, of the same key; what comes behind */
	VEC(struct pairs_id) ids;	/* in held */
	struct key next;		/* its id is in coming */
	size_t told;
	bool has_last, has_next, ready;
};

/* Take in the next key, of that record. False with *error: it does not come in order. */
bool pairs_add(struct pairs *p, const struct key *k, const struct record *r, struct scan_error *error);

/* The next pair that is certain, lent until the next call. */
bool pairs_next(struct pairs *p, struct pair *pair);

void pairs_end(struct pairs *p);
void pairs_free(struct pairs *p);

#endif
