#include "births.h"
#include "bags.h"
#include "logs.h"
#include "model.h"
#include "weights.h"

#include "../base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
	LEAST = 5,		/* documents that may be born: fewer are not worth a name of their own yet */
	SAMPLE = 20000		/* of more fresh ones so many are looked at */
};

/* The clusters without the fresh documents, and a row to add some of those to. */
struct urns {
	const struct bags *bags;
	float *weight, *prior, *in;	/* per word; the same; words x clusters */
	double strength;		/* the sum of the prior */
	double *total, *size;		/* per cluster */
	size_t clusters;
	float *added;			/* per word: what is being added to one of them, and which words those are */
	uint32_t *word;
	size_t words;
};

static void
add_document(struct urns *u, size_t d, double *total)
{
	for (size_t i = u->bags->start[d]; i < u->bags->start[d + 1]; i++) {
		double x = weights_damped(u->bags->count[i]) * (double)u->weight[u->bags->word[i]];

		if (u->added[u->bags->word[i]] <= 0)
			u->word[u->words++] = u->bags->word[i];
		u->added[u->bags->word[i]] += (float)x;
		*total += x;
	}
}

/* The log marginal likelihood of what was added, on top of cluster k (MODEL_NONE: of nothing); nothing is added any more. */
static double
worth(struct urns *u, uint32_t k, double docs, double total)
{
	double all = u->strength + (k != MODEL_NONE ? u->total[k] : 0), size = SAMPLER_ALPHA + (k != MODEL_NONE ? u->size[k] : 0), sum;

	sum = logs_gamma(all) - logs_gamma(all + total) + logs_gamma(size + docs) - logs_gamma(size);
	for (size_t i = 0; i < u->words; i++) {
		size_t w = u->word[i];
		double has = (double)u->prior[w] + (k != MODEL_NONE ? (double)u->in[w * u->clusters + k] : 0);

		sum += logs_gamma(has + (double)u->added[w]) - logs_gamma(has);
		u->added[w] = 0;
	}
	u->words = 0;
	return sum;
}

/* A fresh document: its new cluster, where the known model has it, which it is. */
struct newcomer {
	uint32_t group, place;
	size_t doc;
};

static int
by_group(const void *a, const void *b)
{
	const struct newcomer *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return x->doc < y->doc ? -1 : x->doc > y->doc;
}

/* Are these, all of one group, better off by themselves? */
static bool
are_born(struct urns *u, const struct newcomer *c, size_t n)
{
	double total = 0, apart = 0;

	for (size_t i = 0, from = 0; i < n; i++) {
		add_document(u, c[i].doc, &total);
		if (i + 1 == n || c[i + 1].place != c[i].place || c[i].place == MODEL_NONE) {
			apart += worth(u, c[i].place, (double)(i + 1 - from), total);
			from = i + 1;
			total = 0;
		}
	}
	for (size_t i = 0; i < n; i++)
		add_document(u, c[i].doc, &total);
	return worth(u, MODEL_NONE, (double)n, total) > apart;
}

static void
fill(struct urns *u, const struct bags *b, const bool *fresh, const uint32_t *label, size_t clusters, const struct sampler_setting *setting)
{
	u->bags = b;
	u->clusters = clusters;
	u->strength = setting->prior;
	u->prior = sampler_prior(b, setting->prior);
	u->in = mem_zeroed(b->words * clusters + 1, sizeof *u->in);
	u->total = mem_zeroed(clusters + 1, sizeof *u->total);
	u->size = mem_zeroed(clusters + 1, sizeof *u->size);
	u->added = mem_zeroed(b->words + 1, sizeof *u->added);
	u->word = mem_zeroed(b->words + 1, sizeof *u->word);
	for (size_t d = 0; d < b->docs; d++) {
		if (fresh[d] || label[d] == MODEL_NONE)
			continue;
		u->size[label[d]] += 1;
		for (size_t i = b->start[d]; i < b->start[d + 1]; i++) {
			double x = weights_damped(b->count[i]) * (double)u->weight[b->word[i]];

			u->in[b->word[i] * clusters + label[d]] += (float)x;
			u->total[label[d]] += x;
		}
	}
}

/* Fresh documents, but for those of clusters that are as young: these are born already. */
static size_t
find_candidates(const struct bags *b, const bool *fresh, const uint32_t *label, size_t clusters, size_t *which)
{
	size_t n = 0, *all = mem_zeroed(clusters + 1, sizeof *all), *young = mem_zeroed(clusters + 1, sizeof *young);

	for (size_t d = 0; d < b->docs; d++)
		if (label[d] != MODEL_NONE) {
			all[label[d]]++;
			young[label[d]] += fresh[d];
		}
	for (size_t d = 0; d < b->docs; d++)
		if (fresh[d] && b->start[d + 1] > b->start[d] && (label[d] == MODEL_NONE || young[label[d]] * 2 < all[label[d]]))
			which[n++] = d;
	free(all);
	free(young);
	return n;
}

/* Words weigh what they would if every group of fresh documents were a cluster. */
static void
weigh(struct urns *u, const struct bags *b, const uint32_t *label, size_t clusters, const size_t *which, const struct consensus *found,
    size_t n, const struct sampler_setting *setting)
{
	uint32_t *all = mem_zeroed(b->docs + 1, sizeof *all);

	memcpy(all, label, b->docs * sizeof *all);
	for (size_t i = 0; i < n; i++)
		all[which[i]] = (uint32_t)clusters + found->partition.label[i];
	u->weight = mem_zeroed(b->words + 1, sizeof *u->weight);
	weights_learn(u->weight, b, all, clusters + found->partition.clusters, setting);
	free(all);
}

size_t
births_find(const struct bags *bags, const size_t *copies, const bool *fresh, uint32_t *label, size_t clusters, size_t min_size,
    const struct consensus_options *options)
{
	size_t n, *which = mem_zeroed(bags->docs + 1, sizeof *which), known = clusters;
	struct newcomer *c;
	struct consensus found;
	struct bags some;
	struct urns urns = {0};
	struct sampler_setting setting = consensus_setting(bags, options->detail);

	n = bags_sample(which, find_candidates(bags, fresh, label, clusters, which), SAMPLE, options->seed);
	bags_take(&some, bags, which, n);
	consensus_take(&found, &some, options);
	weigh(&urns, bags, label, known, which, &found, n, &setting);
	fill(&urns, bags, fresh, label, known, &setting);
	c = mem_zeroed(n + 1, sizeof *c);
	for (size_t i = 0; i < n; i++)
		c[i] = (struct newcomer){ found.partition.label[i], label[which[i]], which[i] };
	qsort(c, n, sizeof *c, by_group);
	for (size_t from = 0, to; from < n; from = to) {
		size_t tickets = 0;

		for (to = from; to < n && c[to].group == c[from].group; to++)
			tickets += copies[c[to].doc];
		if (tickets < (min_size > LEAST ? min_size : LEAST) || !are_born(&urns, c + from, to - from))
			continue;
		for (size_t i = from; i < to; i++)
			label[c[i].doc] = (uint32_t)clusters;
		clusters++;
	}
	free(urns.weight);
	free(urns.prior);
	free(urns.in);
	free(urns.total);
	free(urns.size);
	free(urns.added);
	free(urns.word);
	free(c);
	free(which);
	bags_free(&some);
	consensus_free(&found);
	return clusters;
}
