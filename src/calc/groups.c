#include "groups.h"

enum { BYTE = 256, WORD = 64 };

/* By the upper half; the result is in `at` again. */
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

/* Mark the keys that somebody else may have, by their lower bits. */
static uint32_t
mark_twice(struct groups *g, const uint32_t *keys, size_t n)
{
	size_t bits = 1024;
	uint32_t mask;

	while (bits < 8 * n && bits < (size_t)1 << 31)
		bits *= 2;
	mask = (uint32_t)(bits - 1);
	vec_zero(&g->seen, bits / WORD);
	vec_zero(&g->twice, bits / WORD);
	for (size_t i = 0; i < n; i++) {
		uint32_t bit = keys[i] & mask;
		uint64_t in_word = (uint64_t)1 << bit % WORD, *seen = &g->seen.at[bit / WORD];

		if (keys[i] == 0)
			continue;
		if ((*seen & in_word) != 0)
			g->twice.at[bit / WORD] |= in_word;
		*seen |= in_word;
	}
	return mask;
}

void
groups_make(struct groups *g, const uint32_t *keys, size_t n, uint32_t most, struct rings *rings, uint32_t *group)
{
	uint32_t mask = mark_twice(g, keys, n);
	size_t end;

	g->at.len = 0;
	for (size_t i = 0; i < n; i++) {
		uint32_t bit = keys[i] & mask;

		group[i] = RINGS_NONE;
		if (keys[i] != 0 && (g->twice.at[bit / WORD] >> bit % WORD & 1) != 0)
			vec_push(&g->at, (uint64_t)keys[i] << 32 | i);
	}
	vec_reserve(&g->spare, g->at.len);
	sort(g->at.at, g->spare.at, g->at.len);
	for (size_t i = 0; i < g->at.len; i = end) {
		uint32_t ring, others;

		for (end = i + 1; end < g->at.len && g->at.at[end] >> 32 == g->at.at[i] >> 32; end++)
			;
		if (end - i == 1)
			continue;
		others = end - i - 1 < most ? (uint32_t)(end - i - 1) : most;
		ring = rings_add(rings, others);
		for (size_t k = i; k < end; k++)
			group[(uint32_t)g->at.at[k]] = ring;
	}
}

void
groups_free(struct groups *g)
{
	vec_free(&g->seen);
	vec_free(&g->twice);
	vec_free(&g->at);
	vec_free(&g->spare);
}
