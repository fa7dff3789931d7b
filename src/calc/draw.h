/* draw.h: random draws that are the same for the same seed, on every machine. */
#ifndef CALC_DRAW_H
#define CALC_DRAW_H

#include "../base/rng.h"

#include <stddef.h>

double draw_normal(struct rng *r);		/* Marsaglia's polar method */

/* Shape > 0, scale 1: Marsaglia and Tsang, A simple method for generating gamma variables (2000). */
double draw_gamma(struct rng *r, double shape);
double draw_beta(struct rng *r, double a, double b);	/* of two gammas */

/*
 * PERT (Malcolm et al. 1959): a beta from low to high, its mean (low + 4 mode + high)/6. The mode is taken to lie between
 * the two; where high is not above low, low.
 */
struct draw_pert {
	double low, mode, high;
};

double draw_pert(struct rng *r, struct draw_pert p);

/* Of n trials with probability p. By its law where few are expected, else the nearest normal draw: good for bootstraps. */
uint64_t draw_binomial(struct rng *r, uint64_t n, double p);

/* n things dealt to the cells as often as those have come: one resample of a bootstrap. n may be 0, as may all cells. */
void draw_multinomial(struct rng *r, const uint64_t *cell, size_t cells, uint64_t n, uint64_t *drawn);

#endif
