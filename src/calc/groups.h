/*
 * groups.h: which of many things have a key in common.
 *
 * Things with the same key get a ring together (calc/rings.h), in which the last few of them can be held; what shares its
 * key with nobody, as most do, costs nothing from then on.
 */
#ifndef CALC_GROUPS_H
#define CALC_GROUPS_H

#include "rings.h"

#include <stddef.h>

/* What is needed meanwhile; a zeroed struct is needed once, and it may be used again. */
struct groups {
	VEC(uint64_t) seen, twice;	/* a bit for each of many keys: an even glance at most that are alone */
	VEC(uint64_t) at, spare;	/* the others, to be sorted */
};

/*
 * Of n things, each with a key (well mixed; 0: it has none): group[i] becomes the ring of those that have the same key, or
 * RINGS_NONE. A ring holds at most `most`, and no more than the others of its group.
 */
void groups_make(struct groups *g, const uint32_t *keys, size_t n, uint32_t most, struct rings *rings, uint32_t *group);

void groups_free(struct groups *g);

#endif
