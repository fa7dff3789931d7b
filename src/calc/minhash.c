#include "minhash.h"
#include "../base/wide.h"

#include <math.h>
#include <pthread.h>

enum { ROWS = MINHASH_ORDERS / MINHASH_KEYS, AT_ONCE = 64 };

/* splitmix64: factors without a pattern. */
static uint64_t
scatter(uint64_t x)
{
	x = (x + 1) * 0x9e3779b97f4a7c15u;
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

static uint32_t factors[MINHASH_ORDERS], addends[MINHASH_ORDERS];
static pthread_once_t drawn = PTHREAD_ONCE_INIT;

static void
draw(void)
{
	for (uint32_t k = 0; k < MINHASH_ORDERS; k++) {
		uint64_t random = scatter(k);

		factors[k] = (uint32_t)random | 1;	/* odd: a bijection */
		addends[k] = (uint32_t)(random >> 32);
	}
}

/* As many orders at once as there are registers for, so that the set is read few times. */
WIDE static void
find_least(const uint32_t *set, size_t n, uint32_t least[MINHASH_ORDERS])
{
	for (size_t from = 0; from < MINHASH_ORDERS; from += AT_ONCE) {
		uint32_t factor[AT_ONCE], addend[AT_ONCE], min[AT_ONCE];

		for (size_t k = 0; k < AT_ONCE; k++) {
			factor[k] = factors[from + k];
			addend[k] = addends[from + k];
			min[k] = UINT32_MAX;
		}
		for (size_t i = 0; i < n; i++) {
			uint32_t x = set[i];

			for (size_t k = 0; k < AT_ONCE; k++) {
				uint32_t place = x * factor[k] + addend[k];

				min[k] = place < min[k] ? place : min[k];
			}
		}
		for (size_t k = 0; k < AT_ONCE; k++)
			least[from + k] = min[k];
	}
}

void
minhash(const uint32_t *set, size_t n, uint32_t least[MINHASH_ORDERS])
{
	pthread_once(&drawn, draw);
	find_least(set, n, least);
}

WIDE void
minhash_keys(const uint32_t least[MINHASH_ORDERS], uint32_t keys[MINHASH_KEYS])
{
	for (size_t k = 0; k < MINHASH_KEYS; k++) {
		const uint32_t *row = least + k * ROWS;
		uint64_t h = scatter((uint64_t)row[0] << 32 | row[1]);

		h = scatter(h ^ ((uint64_t)row[2] << 32 | row[3]));
		keys[k] = (uint32_t)(h >> 32);
	}
}

struct sketch
minhash_sketch(const uint32_t least[MINHASH_ORDERS])
{
	struct sketch s = {0};

	for (size_t i = 0; i < MINHASH_ORDERS / 16; i++)
		for (size_t k = 16; k-- > 0;)
			s.bits[i] = s.bits[i] << 4 | (least[16 * i + k] & 15);
	return s;
}

unsigned
sketch_agree(const struct sketch *a, const struct sketch *b)
{
	uint64_t differ = 0;	/* in each four bits up to eight */

	for (size_t i = 0; i < MINHASH_ORDERS / 16; i++) {
		uint64_t x = a->bits[i] ^ b->bits[i];

		x |= x >> 2;
		differ += (x | x >> 1) & 0x1111111111111111u;
	}
	differ = (differ & 0x0f0f0f0f0f0f0f0fu) + (differ >> 4 & 0x0f0f0f0f0f0f0f0fu);
	return MINHASH_ORDERS - (unsigned)(differ * 0x0101010101010101u >> 56);
}

unsigned
sketch_least(double similarity)
{
	double agree = similarity + (1 - similarity) / 16;	/* one in 16 by chance */
	double least = MINHASH_ORDERS * agree - 3 * sqrt(MINHASH_ORDERS * agree * (1 - agree));

	return least > 0 ? (unsigned)least : 0;
}
