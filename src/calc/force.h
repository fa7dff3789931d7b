/*
 * force.h: how much a body of volunteers hangs on a few of them, from how much each did.
 *
 * Contributor absence factor: the fewest people who did at least half (CHAOSS). Gini of the counts, zeros
 * included; the effective number, e^entropy; and 1 / sum of squared shares (Herfindahl).
 */
#ifndef CALC_FORCE_H
#define CALC_FORCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct force_measures {
	size_t absence_factor;
	double gini, effective, inverse_herfindahl;
};

/* Of n people's counts. False, and nothing written, where nobody did anything. */
bool force_measure(struct force_measures *m, const uint64_t *counts, size_t n);

/* The shares of all that so many people, those with the most, did; tops ascending. False where nobody did anything. */
bool force_top_shares(double *share, const size_t *tops, size_t shares, const uint64_t *counts, size_t n);

#endif
