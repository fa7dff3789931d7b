#include "rings.h"

/* The bytes of a head. */
enum { CAN_HOLD = 0, HOLDS = 8, NEXT = 16, BYTE = 255 };

uint32_t
rings_add(struct rings *r, uint32_t most)
{
	uint32_t ring = (uint32_t)r->at.len;

	vec_reserve(&r->at, r->at.len + 1 + most);
	r->at.at[ring] = most << CAN_HOLD;
	r->at.len += 1 + most;
	return ring;
}

void
rings_push(struct rings *r, uint32_t ring, uint32_t number)
{
	uint32_t *at = r->at.at + ring, most = *at >> CAN_HOLD & BYTE, holds = *at >> HOLDS & BYTE, next = *at >> NEXT & BYTE;

	at[1 + next] = number;
	holds += holds < most;
	next = next + 1 < most ? next + 1 : 0;
	*at = most << CAN_HOLD | holds << HOLDS | next << NEXT;
}

const uint32_t *
rings_of(const struct rings *r, uint32_t ring, uint32_t *n)
{
	*n = r->at.at[ring] >> HOLDS & BYTE;
	return r->at.at + ring + 1;
}

void
rings_soon(const struct rings *r, uint32_t ring)
{
	__builtin_prefetch(r->at.at + ring);
}

void
rings_free(struct rings *r)
{
	vec_free(&r->at);
}
