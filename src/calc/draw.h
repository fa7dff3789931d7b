/* draw.h: random draws that are the same for the same seed, on every machine. */
#ifndef CALC_DRAW_H
#define CALC_DRAW_H

#include "../base/rng.h"

#include <stddef.h>

double draw_normal(struct rng *r);		/* Marsaglia's polar method */

/* Of n trials with probability p. By its law where few are expected, else the nearest normal draw: good for bootstraps. */
uint64_t draw_binomial(struct rng *r, uint64_t n, double p);

/* n things dealt to the cells as often as those have come: one resample of a bootstrap. n may be 0, as may all cells. */
void draw_multinomial(struct rng *r, const uint64_t *cell, size_t cells, uint64_t n, uint64_t *drawn);

#endif
