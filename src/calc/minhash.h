/*
 * minhash.h: sets that are alike found without comparing each with each (Broder 1997).
 *
 * Under a random order of all elements two sets have the same first element with the probability of their Jaccard
 * similarity J. Of 128 orders, four at a time make 32 keys; sets with a key in common are worth comparing: that is
 * found for 87 of 100 pairs at J = .5, 99 at .6, all but 2 in 10,000 at .7. Elements must be mixed already
 * (text/shingle.h): the orders are 32-bit multiply-add.
 */
#ifndef CALC_MINHASH_H
#define CALC_MINHASH_H

#include <stddef.h>
#include <stdint.h>

enum { MINHASH_ORDERS = 128, MINHASH_KEYS = 32 };

/* The least of the set in each order; UINT32_MAX throughout where the set is empty. The same on every processor. */
void minhash(const uint32_t *set, size_t n, uint32_t least[MINHASH_ORDERS]);

/* The keys of what minhash gave. */
void minhash_keys(const uint32_t least[MINHASH_ORDERS], uint32_t keys[MINHASH_KEYS]);

/* Four bits of each order's least: enough to estimate from, in the room of one cache line. */
struct sketch {
	uint64_t bits[MINHASH_ORDERS / 16];
};

struct sketch minhash_sketch(const uint32_t least[MINHASH_ORDERS]);

/* In how many orders two sketches agree; and so many that two sets of that similarity nearly always do (3 standard errors). */
unsigned sketch_agree(const struct sketch *a, const struct sketch *b);
unsigned sketch_least(double similarity);

#endif
