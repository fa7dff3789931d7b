/*
 * splits.h: clusters that have grown enough to be looked at again.
 *
 * What looked like one problem when there were few tickets may be several: a cluster that has doubled is clustered anew by
 * itself. The parts are tried on each other by calc/joins, which puts together again what belongs together.
 */
#ifndef CALC_SPLITS_H
#define CALC_SPLITS_H

#include "consensus.h"

#include <stdbool.h>

/*
 * grown: per cluster, is to be looked at. label: per document, below clusters or MODEL_NONE; the largest part of a cluster keeps its
 * number, the others get numbers from clusters on. Returns how many clusters there are then.
 */
size_t splits_find(const struct bags *bags, uint32_t *label, size_t clusters, const bool *grown, const struct consensus_options *options);

#endif
