#include "evidence.h"

uint32_t
evidence_shared(const struct evidence *a, const struct evidence *b, bool *conflict)
{
	const struct evidence_word *x = a->words, *x_end = x + a->n, *y = b->words, *y_end = y + b->n;
	bool only_a = false, only_b = false;
	uint32_t worth = 0;

	while (x < x_end || y < y_end) {
		if (y == y_end || (x < x_end && x->hash < y->hash)) {
			only_a |= x++->number;
		} else if (x == x_end || y->hash < x->hash) {
			only_b |= y++->number;
		} else {
			worth += x->number ? 0 : x->worth;
			x++;
			y++;
		}
	}
	*conflict = only_a && only_b;
	return worth;
}
