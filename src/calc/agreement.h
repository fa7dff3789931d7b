/*
 * agreement.h: how far two ways of sorting the same things agree.
 *
 * Labels are numbers with no order; a negative one is a class of its own for each thing that bears it ("alone").
 */
#ifndef CALC_AGREEMENT_H
#define CALC_AGREEMENT_H

#include <stddef.h>
#include <stdint.h>

struct agreement {
	double nmi;	/* mutual information over the mean of the entropies; 1 if both have one class only */
	double ari;	/* pairs, adjusted for chance (Hubert and Arabie 1985); 1 for equal partitions */
	double acc;	/* share right under the best one-to-one match of labels (Kuhn and Munkres) */
};

/* Of n things; n may be 0, which agrees with itself. */
struct agreement agreement(const int32_t *a, const int32_t *b, size_t n);

/* Only the first number, which takes no matching: time and memory near-linear in n. */
double agreement_nmi(const int32_t *a, const int32_t *b, size_t n);

#endif
