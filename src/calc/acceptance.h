/*
 * acceptance.h: the share of a person's answers that are accepted, shrunk to what is usual: a beta-binomial.
 *
 * Everybody's own chance of acceptance is drawn from one beta distribution, which is fitted to all; of somebody with few
 * answers the estimate stays near to its mean. (Skellam 1948; fitted by Newton's method over ln alpha, ln beta with a wide
 * ln-normal prior, so that it stays finite where nothing, or everything, was accepted.)
 */
#ifndef CALC_ACCEPTANCE_H
#define CALC_ACCEPTANCE_H

#include <stddef.h>
#include <stdint.h>

struct acceptance {
	double alpha, beta;
};

struct acceptance_count {
	uint64_t accepted, answers;	/* accepted <= answers, else the excess is left out */
};

void acceptance_fit(struct acceptance *a, const struct acceptance_count *of, size_t n);

/* (accepted + alpha) / (answers + alpha + beta). */
double acceptance_share(const struct acceptance *a, const struct acceptance_count *of);

#endif
