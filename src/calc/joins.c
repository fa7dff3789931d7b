#include "joins.h"
#include "logs.h"
#include "model.h"
#include "weights.h"

#include "../base/mem.h"

#include <stdlib.h>

struct urns {
	float *prior, *in;		/* per word; what the words weigh in each cluster: words x clusters */
	double *total, *size;		/* per cluster */
	double *gain;			/* of a young one, if it joined another: clusters x clusters */
	const bool *young;
	bool *gone;
	size_t words, clusters;
	double strength;
};

static void
open(struct urns *u, const struct bags *b, const bool *young, const uint32_t *label, size_t clusters, const struct sampler_setting *setting)
{
	float *weight = mem_zeroed(b->words + 1, sizeof *weight);

	*u = (struct urns){ .words = b->words, .clusters = clusters, .young = young, .strength = setting->prior, .prior = sampler_prior(b, setting->prior) };
	u->in = mem_zeroed(b->words * clusters + 1, sizeof *u->in);
	u->total = mem_zeroed(clusters + 1, sizeof *u->total);
	u->size = mem_zeroed(clusters + 1, sizeof *u->size);
	u->gone = mem_zeroed(clusters + 1, sizeof *u->gone);
	u->gain = mem_zeroed(clusters * clusters + 1, sizeof *u->gain);
	weights_learn(weight, b, label, clusters, setting);
	for (size_t d = 0; d < b->docs; d++) {
		if (label[d] == MODEL_NONE)
			continue;
		u->size[label[d]] += 1;
		for (size_t i = b->start[d]; i < b->start[d + 1]; i++) {
			double x = weights_damped(b->count[i]) * (double)weight[b->word[i]];

			u->in[b->word[i] * clusters + label[d]] += (float)x;
			u->total[label[d]] += x;
		}
	}
	free(weight);
}

static void
close(struct urns *u)
{
	free(u->prior);
	free(u->in);
	free(u->total);
	free(u->size);
	free(u->gone);
	free(u->gain);
}

/* What the log marginal likelihood gains when two become one. */
static double
gain(const struct urns *u, size_t a, size_t b)
{
	double sum = logs_gamma(u->strength + u->total[a]) + logs_gamma(u->strength + u->total[b]) - logs_gamma(u->strength) -
	    logs_gamma(u->strength + u->total[a] + u->total[b]) + logs_gamma(u->size[a] + u->size[b] + SAMPLER_ALPHA) -
	    logs_gamma(u->size[a] + SAMPLER_ALPHA) - logs_gamma(u->size[b] + SAMPLER_ALPHA);

	for (size_t w = 0; w < u->words; w++) {
		double p = (double)u->prior[w], x = (double)u->in[w * u->clusters + a], y = (double)u->in[w * u->clusters + b];

		if (x > 0 && y > 0)
			sum += logs_gamma(p + x + y) + logs_gamma(p) - logs_gamma(p + x) - logs_gamma(p + y);
	}
	return sum;
}

static void
set_gain(struct urns *u, size_t a, size_t b)
{
	bool apart = a != b && u->young[a] && !u->gone[a] && !u->gone[b] && u->size[a] > 0 && u->size[b] > 0;

	u->gain[a * u->clusters + b] = apart ? gain(u, a, b) : 0;
}

/* The best pair of which the first is young; false if none gains. */
static bool
find_pair(const struct urns *u, size_t *young, size_t *other)
{
	double best = 0;

	*young = *other = 0;
	for (size_t i = 0; i < u->clusters * u->clusters; i++)
		if (u->gain[i] > best) {
			best = u->gain[i];
			*young = i / u->clusters;
			*other = i % u->clusters;
		}
	return best > 0;
}

static void
join(struct urns *u, size_t from, size_t into)
{
	for (size_t w = 0; w < u->words; w++)
		u->in[w * u->clusters + into] += u->in[w * u->clusters + from];
	u->total[into] += u->total[from];
	u->size[into] += u->size[from];
	u->gone[from] = true;
	for (size_t k = 0; k < u->clusters; k++) {
		set_gain(u, from, k);
		set_gain(u, k, from);
		set_gain(u, into, k);
		set_gain(u, k, into);
	}
}

size_t
joins_find(const struct bags *bags, const bool *young, uint32_t *label, size_t clusters, const struct sampler_setting *setting, uint32_t *to)
{
	size_t from, into, left = 0;
	uint32_t *number = mem_zeroed(clusters + 1, sizeof *number);
	struct urns u;

	open(&u, bags, young, label, clusters, setting);
	for (size_t k = 0; k < clusters; k++)
		to[k] = (uint32_t)k;
	for (size_t a = 0; a < clusters; a++)
		for (size_t b = 0; b < clusters; b++)
			set_gain(&u, a, b);
	while (find_pair(&u, &from, &into)) {
		join(&u, from, into);
		for (size_t k = 0; k < clusters; k++)
			if (to[k] == from)
				to[k] = (uint32_t)into;
	}
	for (size_t k = 0; k < clusters; k++)
		number[k] = u.gone[k] ? MODEL_NONE : (uint32_t)left++;
	for (size_t k = 0; k < clusters; k++)
		to[k] = number[to[k]];
	for (size_t d = 0; d < bags->docs; d++)
		if (label[d] != MODEL_NONE)
			label[d] = to[label[d]];
	close(&u);
	free(number);
	return left;
}
