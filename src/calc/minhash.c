#include "minhash.h"

enum { ROWS = MINHASH_ORDERS / MINHASH_KEYS, AT_ONCE = 32 };

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define WIDE __attribute__((target_clones("avx2", "arch=x86-64-v2", "default"), optimize("O3")))
#else
#define WIDE
#endif

/* splitmix64: factors without a pattern. */
static uint64_t
scatter(uint64_t x)
{
	x = (x + 1) * 0x9e3779b97f4a7c15u;
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

WIDE void
minhash(const uint32_t *set, size_t n, uint32_t least[MINHASH_ORDERS])
{
	for (uint32_t from = 0; from < MINHASH_ORDERS; from += AT_ONCE) {
		uint32_t factor[AT_ONCE], more[AT_ONCE], min[AT_ONCE];

		for (uint32_t k = 0; k < AT_ONCE; k++) {
			uint64_t random = scatter(from + k);

			factor[k] = (uint32_t)random | 1;	/* odd: a bijection */
			more[k] = (uint32_t)(random >> 32);
			min[k] = UINT32_MAX;
		}
		for (size_t i = 0; i < n; i++) {
			uint32_t x = set[i];

			for (uint32_t k = 0; k < AT_ONCE; k++) {
				uint32_t place = x * factor[k] + more[k];

				min[k] = place < min[k] ? place : min[k];
			}
		}
		for (uint32_t k = 0; k < AT_ONCE; k++)
			least[from + k] = min[k];
	}
}

void
minhash_keys(const uint32_t least[MINHASH_ORDERS], uint32_t keys[MINHASH_KEYS])
{
	for (size_t k = 0; k < MINHASH_KEYS; k++) {
		const uint32_t *row = least + k * ROWS;
		uint64_t h = scatter((uint64_t)row[0] << 32 | row[1]);

		h = scatter(h ^ ((uint64_t)row[2] << 32 | row[3]));
		keys[k] = (uint32_t)(h >> 32);
	}
}
