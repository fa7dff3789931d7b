/*
 * bitmap.h: 256 bits that tell how alike two sets can be at most, before they are fetched and compared.
 *
 * Each element turns one bit over. What only one of two sets holds turns bits in which their bitmaps then differ, so
 * that many differing bits mean at least as many elements not shared (Sandes, Teodoro and Melo 2020).
 */
#ifndef CALC_BITMAP_H
#define CALC_BITMAP_H

#include <stddef.h>
#include <stdint.h>

struct bitmap {
	uint64_t bits[4];
};

/* Of a set of mixed 32-bit numbers, each there once. */
struct bitmap bitmap_of(const uint32_t *set, size_t n);

/* Never below the Jaccard similarity of the two sets, of n and m elements. */
double bitmap_bound(const struct bitmap *a, size_t n, const struct bitmap *b, size_t m);

#endif
