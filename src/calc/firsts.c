#include "firsts.h"
#include "../base/mem.h"

#include <stdlib.h>

enum { BLOCK_BITS = 19, ROWS = 4, ROW = 8, LAST = 65534 };	/* a cell holds LAST + 1 - day: zero is never */

/* The block of the key: what it asks for lies in one line of the processor's cache (Putze, Sanders and Singler, 2007). */
static uint16_t *
block(const struct firsts *f, uint64_t key)
{
	return &f->cells[(key >> (64 - BLOCK_BITS)) * ROWS * ROW];
}

static uint16_t *
cell(uint16_t *in, uint64_t key, unsigned row)
{
	return &in[row * ROW + (key >> 3 * row) % ROW];
}

void
firsts_soon(const struct firsts *f, uint64_t key)
{
	if (f->cells != NULL)
		__builtin_prefetch(block(f, key), 1);
}

void
firsts_see(struct firsts *f, uint64_t key, int64_t day)
{
	uint16_t value = (uint16_t)(LAST + 1 - (day < 0 ? 0 : day > LAST ? LAST : day));

	uint16_t *in;

	if (f->cells == NULL)
		f->cells = mem_scattered((size_t)(ROWS * ROW) << BLOCK_BITS, sizeof *f->cells);
	in = block(f, key);
	for (unsigned row = 0; row < ROWS; row++) {
		uint16_t *c = cell(in, key, row);

		if (value > *c)
			*c = value;
	}
}

int64_t
firsts_day(const struct firsts *f, uint64_t key)
{
	uint16_t least = UINT16_MAX;

	for (unsigned row = 0; row < ROWS && f->cells != NULL; row++) {
		uint16_t c = *cell(block(f, key), key, row);

		least = c < least ? c : least;
	}
	return f->cells == NULL || least == 0 ? INT64_MAX : LAST + 1 - least;
}

void
firsts_free(struct firsts *f)
{
	free(f->cells);
	f->cells = NULL;
}
