/*
 * firsts.h: the first day on which each of many things was seen, in fixed memory.
 *
 * A sketch like the count-min one (Cormode and Muthukrishnan, 2005), of minima in place of sums: each thing has four
 * cells, a cell keeps the first day of all that fall into it, and of the four the latest is believed. That is the
 * thing's first day or, where others were in its way, an earlier one, never a later one: what is called new is new. The order in
 * which things come does not matter. About 4 million things take 1 in 6 of the new ones for old, a million 1 in 500.
 */
#ifndef CALC_FIRSTS_H
#define CALC_FIRSTS_H

#include <stdint.h>

/* Zeroed: nothing was seen. 32 MB once something was. */
struct firsts {
	uint16_t *cells;
};

/* key: a good hash of the thing; days since 1970, those before count as that day, those after 2149-06-05 as this one. */
void firsts_see(struct firsts *f, uint64_t key, int64_t day);

/* The key will be seen soon: have the memory brought up meanwhile. */
void firsts_soon(const struct firsts *f, uint64_t key);

/* INT64_MAX: surely never. */
int64_t firsts_day(const struct firsts *f, uint64_t key);

void firsts_free(struct firsts *f);

#endif
