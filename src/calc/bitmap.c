#include "bitmap.h"

struct bitmap
bitmap_of(const uint32_t *set, size_t n)
{
	struct bitmap b = {0};

	for (size_t i = 0; i < n; i++)
		b.bits[set[i] >> 30] ^= UINT64_C(1) << (set[i] >> 24 & 63);
	return b;
}

double
bitmap_bound(const struct bitmap *a, size_t n, const struct bitmap *b, size_t m)
{
	size_t differ = 0, shared, least = n < m ? n : m;

	for (int i = 0; i < 4; i++)
		differ += (size_t)__builtin_popcountll(a->bits[i] ^ b->bits[i]);
	if (n + m == 0)
		return 1;
	shared = differ < n + m ? (n + m - differ) / 2 : 0;
	if (shared > least)
		shared = least;
	return (double)shared / (double)(n + m - shared);
}
