#include "posterior.h"
#include "logs.h"

#include "../base/mem.h"

#include <math.h>
#include <stdlib.h>

static double
mass_of(const struct posterior *p, const struct bags *bags, size_t i, double temper)
{
	float count = bags->count[i];

	return (count > 1 ? 1 + logs_ln((double)count) : (double)count) * (double)p->partition->weight[bags->word[i]] * temper;
}

void
posterior_open(struct posterior *p, const struct bags *bags, const struct sampler_setting *setting,
    const struct partition *partition)
{
	size_t k = partition->clusters, cells = bags->words * k;

	*p = (struct posterior){ bags, setting, partition, .clusters = k };
	p->prior = sampler_prior(bags);
	p->sum = mem_zeroed(cells + 1, sizeof *p->sum);
	p->ln_sum = mem_zeroed(cells + 1, sizeof *p->ln_sum);
	p->all = mem_zeroed(k + 1, sizeof *p->all);
	p->size = mem_zeroed(k + 1, sizeof *p->size);
	p->score = mem_zeroed(k + 1, sizeof *p->score);
	for (size_t w = 0; w < bags->words; w++)
		for (size_t c = 0; c < k; c++)
			p->sum[w * k + c] = p->prior[w];
	for (size_t d = 0; d < bags->docs; d++) {
		double temper = sampler_temper(bags, d, setting);

		for (size_t i = bags->start[d]; i < bags->start[d + 1]; i++) {
			double mass = mass_of(p, bags, i, temper);

			p->sum[bags->word[i] * k + partition->label[d]] += (float)mass;
			p->all[partition->label[d]] += mass;
		}
		p->size[partition->label[d]] += 1;
	}
	for (size_t i = 0; i < cells; i++)
		p->ln_sum[i] = (float)logs_ln((double)p->sum[i]);
}

const double *
posterior_score(struct posterior *p, const struct bags *bags, size_t doc, size_t own)
{
	double temper = sampler_temper(bags, doc, p->setting), total = 0, *score = p->score;
	size_t k = p->clusters;

	for (size_t i = bags->start[doc]; i < bags->start[doc + 1]; i++)
		total += mass_of(p, bags, i, temper);
	for (size_t c = 0; c <= k; c++) {
		double all = c < k ? p->all[c] - (c == own ? total : 0) : 0, size = c < k ? p->size[c] - (c == own) : 0;

		score[c] = logs_ln(size + SAMPLER_ALPHA) - total * logs_ln(SAMPLER_PRIOR + all + total / 2);
	}
	for (size_t i = bags->start[doc]; i < bags->start[doc + 1]; i++) {
		size_t w = bags->word[i];
		double mass = mass_of(p, bags, i, temper);

		for (size_t c = 0; c < k; c++)
			if (c != own)
				score[c] += mass * (double)p->ln_sum[w * k + c];
		score[k] += mass * logs_ln((double)p->prior[w]);
		if (own < k) {
			double left = (double)p->sum[w * k + own] - mass;

			score[own] += mass * logs_ln(left > (double)p->prior[w] ? left : (double)p->prior[w]);
		}
	}
	return score;
}

size_t
posterior_best(const struct posterior *p, double *second)
{
	size_t best = 0;

	for (size_t c = 1; c < p->clusters; c++)
		if (p->score[c] > p->score[best])
			best = c;
	*second = p->score[p->clusters];
	for (size_t c = 0; c < p->clusters; c++)
		if (c != best && p->score[c] > *second)
			*second = p->score[c];
	return best;
}

void
posterior_close(struct posterior *p)
{
	free(p->prior);
	free(p->sum);
	free(p->ln_sum);
	free(p->all);
	free(p->size);
	free(p->score);
	*p = (struct posterior){0};
}
