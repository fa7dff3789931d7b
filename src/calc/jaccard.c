#include "jaccard.h"

enum { STRETCH = 64 };	/* elements between two looks at whether it still matters */

double
jaccard(size_t shared, size_t n, size_t m)
{
	return n + m > 0 ? (double)shared / (double)(n + m - shared) : 1;
}

size_t
jaccard_shared(const uint32_t *a, size_t n, const uint32_t *b, size_t m, double least)
{
	size_t i = 0, j = 0, shared = 0;

	while (i < n && j < m) {
		size_t end = i + STRETCH < n ? i + STRETCH : n, left;

		while (i < end && j < m) {
			uint32_t x = a[i], y = b[j];

			shared += x == y;
			i += x <= y;
			j += y <= x;
		}
		left = n - i < m - j ? n - i : m - j;
		if (jaccard(shared + left, n, m) < least)
			break;
	}
	return shared;
}
