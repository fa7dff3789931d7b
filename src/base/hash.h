/* hash.h: XXH3. The same bytes give the same hash on every machine and in every run. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

struct hash128 {
	uint64_t high, low;
};

uint64_t hash64(const void *bytes, size_t n);
uint64_t hash64_seeded(const void *bytes, size_t n, uint64_t seed);

/* Wide enough that two different texts of one input never meet: (n^2) / 2^129. */
struct hash128 hash128(const void *bytes, size_t n);

#endif
