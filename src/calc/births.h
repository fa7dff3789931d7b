/*
 * births.h: problems that are new: among documents that have come since, those that explain each other better than the
 * known clusters explain them.
 *
 * The fresh documents are clustered by themselves; a cluster of them is born if the log marginal likelihood of its
 * documents in an urn of their own is higher than that of adding them to the urns of the clusters where the known model
 * has placed them. Words that no known cluster has weigh in here, which a model of the known ones cannot do. What is
 * placed in a cluster that is mostly fresh itself stays there.
 */
#ifndef CALC_BIRTHS_H
#define CALC_BIRTHS_H

#include "consensus.h"

#include <stdbool.h>

/*
 * label: per document, below clusters or MODEL_NONE; those of documents that are born get numbers from clusters on. Returns how
 * many clusters there are then. copies: how many documents each stands for; fresh: per document, has come since.
 * options->prior should be that of all documents: what is worth a dozen of a few fresh ones is little.
 */
size_t births_find(const struct bags *bags, const size_t *copies, const bool *fresh, uint32_t *label, size_t clusters,
    size_t min_size, const struct consensus_options *options);

#endif
