/*
 * rng.h: random numbers that are the same for the same seed, on every machine.
 * xoshiro256** 1.0 seeded by splitmix64 (Blackman and Vigna, 2018).
 */
#ifndef BASE_RNG_H
#define BASE_RNG_H

#include <stdint.h>

struct rng {
	uint64_t s[4];
};

void rng_seed(struct rng *r, uint64_t seed);
uint64_t rng_next(struct rng *r);
uint64_t rng_below(struct rng *r, uint64_t n);	/* 0 .. n-1, without bias; n > 0 */
double rng_unit(struct rng *r);			/* 0 <= u < 1, 53 bits */

#endif
