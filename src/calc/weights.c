#include "weights.h"
#include "logs.h"

#include "../base/mem.h"

#include <stdlib.h>

#define SHRINKAGE 5.0	/* occurrences as all words have them, added to each word's */
#define LEAST 0.02

double
weights_damped(float count)
{
	return count > 1 ? 1 + logs_ln((double)count) : (double)count;
}

/* How far a word's clusters lie from those of all words; in: its occurrences by cluster. */
static double
divergence(const float *in, size_t clusters, const double *share, double tokens, double used)
{
	double sum = 0, seen = 0;

	for (size_t k = 0; k < clusters; k++) {
		double x = (double)in[k], p = share[k] / tokens;

		if (x <= 0)
			continue;
		seen += p;
		x = (x + SHRINKAGE * p) / (used + SHRINKAGE);
		sum += x * logs_ln(x / p);
	}
	return sum + (1 - seen) * SHRINKAGE / (used + SHRINKAGE) * logs_ln(SHRINKAGE / (used + SHRINKAGE));
}

void
weights_learn(float *weight, const struct bags *b, const uint32_t *label, size_t clusters, const struct sampler_setting *setting)
{
	double tokens = 0, mean = 0, *share = mem_zeroed(clusters + 1, sizeof *share), *used = mem_zeroed(b->words + 1, sizeof *used);
	float *in = mem_zeroed(b->words * clusters + 1, sizeof *in);

	for (size_t d = 0; d < b->docs; d++)
		for (size_t i = b->start[d]; label[d] != UINT32_MAX && i < b->start[d + 1]; i++) {
			double x = weights_damped(b->count[i]);

			in[b->word[i] * clusters + label[d]] += (float)x;
			used[b->word[i]] += x;
			share[label[d]] += x;
			tokens += x;
		}
	for (size_t w = 0; w < b->words; w++) {
		double far = used[w] > 0 ? divergence(in + w * clusters, clusters, share, tokens, used[w]) : 0;

		weight[w] = far > 1e-12 ? (float)logs_exp(setting->power * logs_ln(far)) : 0;
		mean += used[w] * (double)weight[w];
	}
	for (size_t w = 0; w < b->words; w++) {
		double x = mean > 0 ? (double)weight[w] * setting->mean * tokens / mean : 1;

		weight[w] = (float)(x > setting->cap ? setting->cap : x < LEAST ? LEAST : x);
	}
	free(in);
	free(share);
	free(used);
}
