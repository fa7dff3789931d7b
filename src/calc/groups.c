#include "groups.h"
#include "../base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { BYTE = 256 };

/* By the upper half, those that are equal as they came; the result is in `at` again. */
static void
sort(uint64_t *at, uint64_t *spare, size_t n)
{
	size_t place[4][BYTE + 1];

	memset(place, 0, sizeof place);
	for (size_t i = 0; i < n; i++)
		for (int byte = 0; byte < 4; byte++)
			place[byte][(at[i] >> (32 + 8 * byte) & (BYTE - 1)) + 1]++;
	for (int byte = 0; byte < 4; byte++) {
		uint64_t *swap = at;

		for (size_t k = 0; k < BYTE; k++)
			place[byte][k + 1] += place[byte][k];
		for (size_t i = 0; i < n; i++)
			spare[place[byte][at[i] >> (32 + 8 * byte) & (BYTE - 1)]++] = at[i];
		at = spare;
		spare = swap;
	}
}

uint32_t
groups_make(uint32_t *keys, size_t n, size_t columns, const bool *left_out)
{
	uint64_t *at = mem_resize(NULL, n, sizeof *at), *spare = mem_resize(NULL, n, sizeof *spare);
	uint32_t groups = 0;

	for (size_t column = 0; column < columns; column++) {
		size_t in = 0, end;

		for (size_t i = 0; i < n; i++) {
			uint32_t *key = &keys[i * columns + column];

			if (!left_out[i])
				at[in++] = (uint64_t)*key << 32 | i;
			*key = GROUPS_NONE;
		}
		sort(at, spare, in);
		for (size_t i = 0; i < in; i = end) {
			for (end = i + 1; end < in && at[end] >> 32 == at[i] >> 32; end++)
				;
			if (end - i == 1)
				continue;
			for (size_t k = i; k < end; k++)
				keys[(size_t)(uint32_t)at[k] * columns + column] = groups;
			groups++;
		}
	}
	free(at);
	free(spare);
	return groups;
}
