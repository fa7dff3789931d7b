#include "hash.h"

#include <xxhash.h>

uint64_t
hash64(const void *bytes, size_t n)
{
	return XXH3_64bits(bytes, n);
}

uint64_t
hash64_seeded(const void *bytes, size_t n, uint64_t seed)
{
	return XXH3_64bits_withSeed(bytes, n, seed);
}

struct hash128
hash128(const void *bytes, size_t n)
{
	XXH128_hash_t h = XXH3_128bits(bytes, n);

	return (struct hash128){ h.high64, h.low64 };
}
