/*
 * rings.h: a great many small rings of numbers, each with the last few that were put into it, in one array.
 *
 * A ring of k takes 4 (k + 1) bytes, and what is in it lies together: looking through it costs one fetch from memory.
 */
#ifndef CALC_RINGS_H
#define CALC_RINGS_H

#include "../base/vec.h"

#include <stdint.h>

#define RINGS_NONE UINT32_MAX

enum { RINGS_MOST = 255 };	/* that a ring can hold */

struct rings {
	VEC(uint32_t) at;	/* per ring a head (how many it can hold, holds, where the next goes: a byte each), then the numbers */
};

/* A new empty ring for at most `most` numbers, 1 to RINGS_MOST: its number. */
uint32_t rings_add(struct rings *r, uint32_t most);

/* Put a number in; in a full ring the one that came first makes room. */
void rings_push(struct rings *r, uint32_t ring, uint32_t number);

/* What is in it, in no order that means anything; lent until the next rings_add. */
const uint32_t *rings_of(const struct rings *r, uint32_t ring, uint32_t *n);

/* It will be asked for soon. */
void rings_soon(const struct rings *r, uint32_t ring);

void rings_free(struct rings *r);

#endif
