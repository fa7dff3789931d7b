/*
 * known.h: candidates by a key of theirs, four bytes each: who of a key was the first, or all of them, the last first.
 *
 * The key is not kept but asked for again, so that a million of them take a few megabytes.
 */
#ifndef CALC_KNOWN_H
#define CALC_KNOWN_H

#include "leaders.h"

#define KNOWN_NOBODY UINT32_MAX

struct known {
	struct hash128 (*key)(const struct candidate *c);	/* set this, the rest zeroed */
	uint32_t *slots;
	size_t mask, len;
};

/* Who is known by c's key, or KNOWN_NOBODY; there c itself may be put. Lent until the next call. */
uint32_t *known(struct known *k, const struct candidate *all, const struct candidate *c);
void known_free(struct known *k);

/* Those of one key in a row: the last is known, before[i] came before i. */
struct chain {
	struct known last;
	uint32_t *before;
};

void chain_make(struct chain *c, struct hash128 (*key)(const struct candidate *c), size_t n);	/* of at most n */
void chain_add(struct chain *c, const struct candidate *all, uint32_t i);
void chain_free(struct chain *c);

#endif
