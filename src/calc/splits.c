#include "splits.h"
#include "bags.h"

#include "../base/mem.h"

#include <stdlib.h>

enum { SAMPLE = 20000 };	/* documents of a cluster that are clustered; the model places the rest */

/* The documents of one cluster, with their words. */
static size_t
members(const struct bags *b, const uint32_t *label, uint32_t cluster, size_t *which)
{
	size_t n = 0;

	for (size_t d = 0; d < b->docs; d++)
		if (label[d] == cluster && b->start[d + 1] > b->start[d])
			which[n++] = d;
	return n;
}

static size_t
largest(const struct partition *p)
{
	size_t best = 0, *size = mem_zeroed(p->clusters + 1, sizeof *size);

	for (size_t d = 0; d < p->docs; d++)
		size[p->label[d]]++;
	for (size_t k = 1; k < p->clusters; k++)
		if (size[k] > size[best])
			best = k;
	free(size);
	return best;
}

size_t
splits_find(const struct bags *bags, uint32_t *label, size_t clusters, const bool *grown, const struct consensus_options *options)
{
	size_t *which = mem_zeroed(bags->docs + 1, sizeof *which), known = clusters;

	for (size_t k = 0; k < known; k++) {
		size_t n = grown[k] ? bags_sample(which, members(bags, label, (uint32_t)k, which), SAMPLE, options->seed) : 0, stays;
		struct consensus found;
		struct bags some;

		if (n == 0)
			continue;
		bags_take(&some, bags, which, n);
		consensus_take(&found, &some, options);
		stays = largest(&found.partition);
		for (size_t i = 0; i < n; i++)
			if (found.partition.label[i] != stays)
				label[which[i]] = (uint32_t)(clusters + found.partition.label[i] - (found.partition.label[i] > stays));
		clusters += found.partition.clusters - 1;
		bags_free(&some);
		consensus_free(&found);
	}
	free(which);
	return clusters;
}
