#include "sampler.h"
#include "logs.h"
#include "merge.h"
#include "weights.h"

#include "../base/mem.h"
#include "../base/rng.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { LANES = 8, BLOCK = 4 * LANES, SWEEPS = 20, SETTLE = 5, REFINE = 15, MOST = 300, MANY_DOCS = 100, SPARE = 4 };

#define HOT 3.0
#define COLD 0.5
#define REFINE_HOT 0.7
#define REFINE_COLD 0.3

/*
 * Eight at a time, and four of those in registers: the same sums in the same order on every machine. Where the machine
 * has them (AVX2), eight are one register; target_clones picks when the program starts.
 */
typedef float lanes __attribute__((vector_size(LANES * sizeof(float)), aligned(sizeof(float)), may_alias));
typedef int32_t bits_of_lanes __attribute__((vector_size(LANES * sizeof(int32_t)), aligned(sizeof(float))));

#if defined __x86_64__ && defined __gnu_linux__ && !defined __clang__ && !defined __SANITIZE_ADDRESS__
#define WIDEST __attribute__((target_clones("avx2", "default")))
#else
#define WIDEST
#endif
#define INSIDE static inline __attribute__((always_inline))

/* The state of a run. Tables have a row a word and a column a cluster; rows are padded to whole blocks. */
struct sampler {
	const struct bags *bags;
	const struct sampler_setting *setting;
	struct rng rng;
	float *prior, *weight;
	float *mass;		/* per entry of the bags: count x weight x temper */
	float *total;		/* per document: the sum of its masses */
	float *temper;		/* per document */
	uint32_t *order;	/* in which documents are visited */
	uint32_t *label;
	size_t clusters, stride;
	float *sum, *ln_sum;	/* words x stride: masses + prior, and their logarithms */
	float *all, *ln_all;	/* per cluster: all masses + prior + half a document */
	float *size, *ln_size;	/* per cluster: documents, and ln(documents + alpha) */
	float *score, *part;	/* part: sums of LANES scores */
	float typical;		/* half the mean document, which the totals are taken at */
};

static float
ln(float x)
{
	return (float)logs_ln((double)x);
}

/* How much of a document's length counts under a setting: 1 or less. */
static double
temper_of(const struct bags *bags, size_t doc, const struct sampler_setting *setting)
{
	double length = 0;

	for (size_t i = bags->start[doc]; i < bags->start[doc + 1]; i++)
		length += weights_damped(bags->count[i]);
	if (setting->bend <= 0 || length <= setting->length)
		return 1;
	return logs_exp(setting->bend * logs_ln(setting->length / length));
}

float *
sampler_prior(const struct bags *bags, double strength)
{
	float *prior = mem_zeroed(bags->words + 1, sizeof *prior);
	size_t n = bags->start[bags->docs];
	double all = 0, *used = mem_zeroed(bags->words + 1, sizeof *used);

	for (size_t i = 0; i < n; i++) {
		used[bags->word[i]] += weights_damped(bags->count[i]);
		all += weights_damped(bags->count[i]);
	}
	for (size_t w = 0; w < bags->words; w++)
		prior[w] = (float)(strength / 2 * (1 / (double)bags->words + (all > 0 ? used[w] / all : 0)));
	free(used);
	return prior;
}

static void
weigh_documents(struct sampler *s)
{
	double all = 0;

	for (size_t d = 0; d < s->bags->docs; d++) {
		double total = 0;

		for (size_t i = s->bags->start[d]; i < s->bags->start[d + 1]; i++) {
			s->mass[i] = (float)(weights_damped(s->bags->count[i]) * (double)s->weight[s->bags->word[i]] * (double)s->temper[d]);
			total += (double)s->mass[i];
		}
		s->total[d] = (float)total;
		all += total;
	}
	s->typical = s->bags->docs > 0 ? (float)(all / (double)s->bags->docs / 2) : 0;
}

/* Fills the tables from the labels. */
static void
count(struct sampler *s, size_t clusters)
{
	size_t words = s->bags->words, stride = (clusters + BLOCK - 1) / BLOCK * BLOCK;

	s->clusters = clusters;
	s->stride = stride;
	for (size_t w = 0; w < words; w++)
		for (size_t k = 0; k < stride; k++)
			s->sum[w * stride + k] = s->prior[w];
	for (size_t k = 0; k < stride; k++) {
		s->all[k] = (float)s->setting->prior + s->typical;
		s->size[k] = 0;
	}
	for (size_t d = 0; d < s->bags->docs; d++) {
		size_t k = s->label[d];

		for (size_t i = s->bags->start[d]; i < s->bags->start[d + 1]; i++)
			s->sum[s->bags->word[i] * stride + k] += s->mass[i];
		s->all[k] += s->total[d];
		s->size[k] += 1;
	}
	for (size_t w = 0; w < words; w++) {
		float none = ln(s->prior[w]);

		for (size_t k = 0; k < stride; k++) {
			float x = s->sum[w * stride + k];

			s->ln_sum[w * stride + k] = x == s->prior[w] ? none : ln(x);
		}
	}
	for (size_t k = 0; k < stride; k++) {
		s->ln_all[k] = ln(s->all[k]);
		s->ln_size[k] = ln(s->size[k] + (float)SAMPLER_ALPHA);
	}
}

/* A document's log posterior in each cluster, without itself in its own. */
INSIDE void
score(struct sampler *s, size_t d)
{
	const struct bags *b = s->bags;
	size_t from = b->start[d], to = b->start[d + 1], own = s->label[d];
	float total = s->total[d], alone;

	for (size_t k = 0; k < s->stride; k += BLOCK) {
		const lanes *size = (const lanes *)(s->ln_size + k), *all = (const lanes *)(s->ln_all + k);
		lanes a = size[0] - total * all[0], e = size[1] - total * all[1];
		lanes f = size[2] - total * all[2], g = size[3] - total * all[3], *out = (lanes *)(s->score + k);

		for (size_t i = from; i < to; i++) {
			const lanes *row = (const lanes *)(s->ln_sum + b->word[i] * s->stride + k);
			float mass = s->mass[i];

			a += mass * row[0];
			e += mass * row[1];
			f += mass * row[2];
			g += mass * row[3];
		}
		out[0] = a;
		out[1] = e;
		out[2] = f;
		out[3] = g;
	}
	alone = ln((s->size[own] > 1.5f ? s->size[own] - 1 : 0) + (float)SAMPLER_ALPHA) - total * ln(s->all[own] - total);
	for (size_t i = from; i < to; i++) {
		float prior = s->prior[b->word[i]], left = s->sum[b->word[i] * s->stride + own] - s->mass[i];

		alone += s->mass[i] * ln(left > prior ? left : prior);
	}
	s->score[own] = alone;
}

/* x becomes e^((x - high) / temperature), all lanes at once, to some 1e-6; exponents below -80 count as -80. */
INSIDE void
exponentiate(lanes *x, float high, float cold)
{
	const lanes low = (lanes){0} - 80;
	const float round = 12582912.0f;	/* 1.5 x 2^23: added to a small number, its last bits are the whole part */
	lanes y = (*x - high) * cold, f, whole;
	bits_of_lanes below = y < low, scale;

	y = (lanes)(((bits_of_lanes)low & below) | ((bits_of_lanes)y & ~below)) * 1.44269504f;
	whole = y + round;
	scale = ((bits_of_lanes)whole - 0x4b400000 + 127) << 23;
	f = (y - (whole - round)) * 0.69314718f;
	*x = (lanes)scale * (1 + f * (1 + f * (0.5f + f * (1.0f / 6 + f * (1.0f / 24 + f * (1.0f / 120))))));
}

INSIDE size_t
best_of(const struct sampler *s)
{
	size_t best = 0;

	for (size_t k = 1; k < s->clusters; k++)
		if (s->score[k] > s->score[best])
			best = k;
	return best;
}

INSIDE float
highest(const struct sampler *s)
{
	lanes high = ((const lanes *)s->score)[0];
	float best;

	for (size_t k = 1; k < s->stride / LANES; k++) {
		lanes x = ((const lanes *)s->score)[k];
		bits_of_lanes more = x > high;

		high = (lanes)(((bits_of_lanes)x & more) | ((bits_of_lanes)high & ~more));
	}
	best = high[0];
	for (int i = 1; i < LANES; i++)
		best = high[i] > best ? high[i] : best;
	return best;
}

/* Draws a cluster by the scores at a temperature; the best one at 0. */
INSIDE size_t
draw(struct sampler *s, double temperature)
{
	lanes *p = (lanes *)s->score;
	float high, cold;
	double sum = 0, u;
	size_t k;

	if (temperature <= 0)
		return best_of(s);
	for (k = s->clusters; k < s->stride; k++)	/* columns that only fill the last block */
		s->score[k] = -1e30f;
	high = highest(s);
	cold = (float)(1 / temperature);
	for (k = 0; k < s->stride / LANES; k++) {
		exponentiate(&p[k], high, cold);
		s->part[k] = ((p[k][0] + p[k][1]) + (p[k][2] + p[k][3])) + ((p[k][4] + p[k][5]) + (p[k][6] + p[k][7]));
		sum += (double)s->part[k];
	}
	u = rng_unit(&s->rng) * sum;
	for (k = 0; k + 1 < s->stride / LANES && (double)s->part[k] <= u; k++)
		u -= (double)s->part[k];
	k *= LANES;
	for (size_t end = k + LANES; k + 1 < s->clusters && k + 1 < end && (double)s->score[k] <= u; k++)
		u -= (double)s->score[k];
	return k < s->clusters ? k : s->clusters - 1;
}

static void
shift(struct sampler *s, size_t d, size_t k, float sign)
{
	const struct bags *b = s->bags;

	for (size_t i = b->start[d]; i < b->start[d + 1]; i++) {
		size_t cell = b->word[i] * s->stride + k;
		float x = s->sum[cell] + sign * s->mass[i], prior = s->prior[b->word[i]];

		s->sum[cell] = x = x > prior ? x : prior;
		s->ln_sum[cell] = ln(x);
	}
	s->all[k] += sign * s->total[d];
	s->ln_all[k] = ln(s->all[k]);
	s->size[k] += sign;
	s->ln_size[k] = ln(s->size[k] + (float)SAMPLER_ALPHA);
}

/* Visits every document once; returns how many moved. */
WIDEST static size_t
sweep(struct sampler *s, double temperature)
{
	size_t moved = 0;

	for (size_t n = 0; n < s->bags->docs; n++) {
		size_t d = s->order[n], to;

		score(s, d);
		to = draw(s, temperature);
		if (to == s->label[d])
			continue;
		shift(s, d, s->label[d], -1);
		shift(s, d, to, 1);
		s->label[d] = (uint32_t)to;
		moved++;
	}
	return moved;
}

/* Renumbers the labels in the order in which documents first bear them; returns how many there are. */
static size_t
close_ranks(uint32_t *label, size_t docs, size_t below)
{
	uint32_t *to = mem_zeroed(below + 1, sizeof *to), next = 0;

	for (size_t d = 0; d < docs; d++) {
		if (to[label[d]] == 0)
			to[label[d]] = ++next;
		label[d] = to[label[d]] - 1;
	}
	free(to);
	return next;
}

/* Clusters that have emptied cost as much as others: all but a few are given up once there are many. */
static void
drop_empty(struct sampler *s)
{
	size_t left = SPARE;

	for (size_t k = 0; k < s->clusters; k++)
		left += s->size[k] > 0.5f;
	if (left * 10 > s->clusters * 9)
		return;
	close_ranks(s->label, s->bags->docs, s->clusters);
	count(s, left);
}

static void
anneal(struct sampler *s, double hot, double cold, int sweeps)
{
	for (int n = 0; n < sweeps; n++) {
		sweep(s, hot * logs_exp(logs_ln(cold / hot) * n / (sweeps - 1)));
		drop_empty(s);
	}
	for (int n = 0; n < SETTLE && sweep(s, 0) > 0;)
		n++;
}

/* Merges the labels at hand and refines them under the present weights. */
static void
settle(struct sampler *s, int sweeps)
{
	struct merge_input in = { s->bags, s->mass, s->prior, s->setting->prior };

	s->clusters = close_ranks(s->label, s->bags->docs, s->clusters);
	s->clusters = merge_clusters(&in, s->label, s->clusters);
	count(s, s->clusters);
	anneal(s, REFINE_HOT, REFINE_COLD, sweeps);
	s->clusters = close_ranks(s->label, s->bags->docs, s->clusters);
	count(s, s->clusters);
}

/* From random labels to merged and refined ones under the present weights. */
static void
round_of(struct sampler *s, size_t most, int sweeps, int refine)
{
	weigh_documents(s);
	for (size_t d = 0; d < s->bags->docs; d++)
		s->label[d] = (uint32_t)rng_below(&s->rng, most);
	count(s, most);
	anneal(s, HOT, COLD, sweeps);
	settle(s, refine);
}

/* Memory for up to so many clusters, documents in an order of their own, all words of weight 1, all labels 0. */
static void
open(struct sampler *s, size_t most, uint64_t seed)
{
	const struct bags *b = s->bags;
	size_t padded = (most + BLOCK - 1) / BLOCK * BLOCK;

	rng_seed(&s->rng, seed);
	s->label = mem_zeroed(b->docs + 1, sizeof *s->label);
	s->weight = mem_zeroed(b->words + 1, sizeof *s->weight);
	for (size_t w = 0; w < b->words; w++)
		s->weight[w] = 1;
	s->prior = sampler_prior(b, s->setting->prior);
	s->mass = mem_zeroed(b->start[b->docs] + 1, sizeof *s->mass);
	s->total = mem_zeroed(b->docs + 1, sizeof *s->total);
	s->temper = mem_zeroed(b->docs + 1, sizeof *s->temper);
	s->order = mem_zeroed(b->docs + 1, sizeof *s->order);
	s->sum = mem_zeroed(b->words * padded + 1, sizeof *s->sum);
	s->ln_sum = mem_zeroed(b->words * padded + 1, sizeof *s->ln_sum);
	s->all = mem_zeroed(padded * 6 + 1, sizeof *s->all);
	s->ln_all = s->all + padded;
	s->size = s->ln_all + padded;
	s->ln_size = s->size + padded;
	s->score = s->ln_size + padded;
	s->part = s->score + padded;
	for (size_t d = 0; d < b->docs; d++) {
		size_t other = (size_t)rng_below(&s->rng, d + 1);

		s->order[d] = s->order[other];
		s->order[other] = (uint32_t)d;
		s->temper[d] = (float)temper_of(b, d, s->setting);
	}
}

/* What was found goes to *out, the rest is freed. */
static void
close(struct sampler *s, struct partition *out)
{
	*out = (struct partition){ .docs = s->bags->docs, .clusters = s->clusters, .label = s->label };
	free(s->weight);
	free(s->prior);
	free(s->mass);
	free(s->total);
	free(s->temper);
	free(s->order);
	free(s->sum);
	free(s->ln_sum);
	free(s->all);
}

/* As many clusters as there are to begin with: merging finds out how many are left. */
static size_t
most_clusters(size_t docs)
{
	size_t most = docs / MANY_DOCS > MOST ? docs / MANY_DOCS : MOST;

	return docs == 0 ? 1 : docs < most ? docs : most;
}

void
sampler_run(struct partition *out, const struct bags *bags, const struct sampler_setting *setting, uint64_t seed)
{
	size_t docs = bags->docs, most = most_clusters(docs);
	struct sampler s = { .bags = bags, .setting = setting };

	open(&s, most, seed);
	for (int round = 0; docs > 0 && round <= setting->rounds; round++) {
		bool last = round == setting->rounds;	/* the others only find weights for it */

		if (round > 0)
			weights_learn(s.weight, bags, s.label, s.clusters, setting);
		round_of(&s, most, last ? SWEEPS : SWEEPS / 2, last ? REFINE : REFINE / 2);
	}
	close(&s, out);
}

void
partition_free(struct partition *p)
{
	free(p->label);
	*p = (struct partition){0};
}
