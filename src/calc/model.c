#include "model.h"
#include "logs.h"
#include "weights.h"

#include "../base/mem.h"
#include "../base/vec.h"

#include <stdlib.h>
#include <string.h>

enum { LEAST_LIFT = 50 };	/* thousandths: less is noise, and makes files long */

static int64_t
thousandths(double x)
{
	return (int64_t)(x * MODEL_UNIT + 0.5);
}

int64_t
model_mass(const struct model *m, uint32_t word, float count)
{
	return word < m->words ? (int64_t)(weights_damped(count) * m->weight[word] + 0.5) : 0;
}

static double
margin(double best, double second)
{
	double x = second - best;

	return x >= 0 ? 0 : x < -30 ? 1 : (1 - logs_exp(x)) / (1 + logs_exp(x));
}

struct verdict
model_place(const struct model *m, const uint32_t *word, const float *count, size_t n, double *scores)
{
	double total, high, next;
	struct verdict v = { MODEL_NONE, MODEL_NONE, 0, false };
	int64_t sum = 0;
	size_t k;

	memset(scores, 0, (m->clusters + 1) * sizeof *scores);
	for (size_t i = 0; i < n; i++) {
		int64_t mass = model_mass(m, word[i], count[i]);

		sum += mass;
		v.known |= mass > 0;
		for (size_t at = mass > 0 ? m->start[word[i]] : 1, end = mass > 0 ? m->start[word[i] + 1] : 0; at < end; at++)
			scores[m->lift[at].cluster] += (double)(mass * m->lift[at].lift);	/* whole numbers: exact */
	}
	total = (double)sum / MODEL_UNIT;
	high = next = scores[m->clusters] = m->ln_docs[m->clusters] - total * m->ln_all[m->clusters];
	if (!v.known)
		return v;
	for (k = 0; k < m->clusters; k++) {
		scores[k] = scores[k] / (MODEL_UNIT * MODEL_UNIT) + m->ln_docs[k] - total * m->ln_all[k];
		if (scores[k] > high) {
			next = high;
			v.second = v.best;
			high = scores[k];
			v.best = (uint32_t)k;
		} else if (scores[k] > next || (v.best == MODEL_NONE && v.second == MODEL_NONE)) {
			next = scores[k];
			v.second = (uint32_t)k;
		}
	}
	v.fit = v.best != MODEL_NONE ? margin(high, next) : 0;
	return v;
}

static void
set_logs(struct model *m)
{
	int64_t mass = 0, docs = 0;
	double half;

	free(m->ln_docs);
	free(m->ln_all);
	m->ln_docs = mem_zeroed(m->clusters + 1, sizeof *m->ln_docs);
	m->ln_all = mem_zeroed(m->clusters + 1, sizeof *m->ln_all);
	for (size_t k = 0; k < m->clusters; k++) {
		mass += m->mass[k];
		docs += m->docs[k];
	}
	half = docs > 0 ? (double)mass / (double)docs / MODEL_UNIT / 2 : 0;
	for (size_t k = 0; k <= m->clusters; k++) {
		bool alone = k == m->clusters;

		m->ln_docs[k] = logs_ln((alone || m->docs[k] < 2 ? 0 : m->docs[k] - 1) + SAMPLER_ALPHA);
		m->ln_all[k] = logs_ln(m->strength + (alone ? 0 : (double)m->mass[k] / MODEL_UNIT) + half);
	}
}

void
model_index(struct model *m, const uint32_t *of, const struct model_lift *lifts, size_t n)
{
	free(m->start);
	free(m->lift);
	m->start = mem_zeroed(m->words + 2, sizeof *m->start);
	m->lift = mem_zeroed(n + 1, sizeof *m->lift);
	for (size_t i = 0; i < n; i++)
		m->start[of[i] + 2]++;
	for (size_t w = 2; w <= m->words; w++)
		m->start[w] += m->start[w - 1];
	for (size_t i = 0; i < n; i++)
		m->lift[m->start[of[i] + 1]++] = lifts[i];
	set_logs(m);
}

/* A word of a cluster, and how much it explains there. */
struct candidate {
	double gain;
	uint32_t word;
	int32_t lift;
};

static int
more_first(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->gain < y->gain || x->gain > y->gain)
		return x->gain > y->gain ? -1 : 1;
	return x->word < y->word ? -1 : x->word > y->word;
}

/* What the words weigh in each cluster: words x clusters. */
static float *
weigh(struct model *m, const struct bags *b, const size_t *copies, const uint32_t *label, const float *weight)
{
	float *in = mem_zeroed(b->words * m->clusters + 1, sizeof *in);
	double *mass = mem_zeroed(m->clusters + 1, sizeof *mass);

	for (size_t d = 0; d < b->docs; d++) {
		uint32_t times = copies[d] > 1 ? 2 : 1;

		if (label[d] == MODEL_NONE)
			continue;
		m->docs[label[d]] += times;
		for (size_t i = b->start[d]; i < b->start[d + 1]; i++) {
			double x = weights_damped(b->count[i]) * (double)weight[b->word[i]] * times;

			in[b->word[i] * m->clusters + label[d]] += (float)x;
			mass[label[d]] += x;
		}
	}
	for (size_t k = 0; k < m->clusters; k++)
		m->mass[k] = thousandths(mass[k]);
	free(mass);
	return in;
}

void
model_learn(struct model *m, const struct bags *b, const size_t *copies, const uint32_t *label, size_t clusters,
    const struct sampler_setting *setting)
{
	float *weight = mem_zeroed(b->words + 1, sizeof *weight), *prior = sampler_prior(b, setting->prior), *in;
	struct candidate *c = mem_zeroed(b->words + 1, sizeof *c);
	VEC(uint32_t) of = {0};
	VEC(struct model_lift) lifts = {0};

	*m = (struct model){ .clusters = clusters, .words = b->words, .strength = setting->prior };
	m->weight = mem_zeroed(b->words + 1, sizeof *m->weight);
	m->docs = mem_zeroed(clusters + 1, sizeof *m->docs);
	m->mass = mem_zeroed(clusters + 1, sizeof *m->mass);
	weights_learn(weight, b, label, clusters, setting);
	in = weigh(m, b, copies, label, weight);
	for (size_t k = 0; k < clusters; k++) {
		size_t n = 0;

		for (size_t w = 0; w < b->words; w++) {
			double left = (double)in[w * clusters + k] - (double)weight[w];
			int64_t lift = left > 0 ? thousandths(logs_ln(1 + left / (double)prior[w])) : 0;

			if (lift >= LEAST_LIFT)
				c[n++] = (struct candidate){ left * (double)lift, (uint32_t)w, (int32_t)lift };
		}
		qsort(c, n, sizeof *c, more_first);
		for (size_t i = 0; i < n && i < MODEL_WORDS; i++) {
			vec_push(&of, c[i].word);
			vec_push(&lifts, ((struct model_lift){ (uint32_t)k, c[i].lift }));
			m->weight[c[i].word] = (uint32_t)thousandths((double)weight[c[i].word]);
		}
	}
	model_index(m, of.at, lifts.at, of.len);
	vec_free(&of);
	vec_free(&lifts);
	free(c);
	free(in);
	free(prior);
	free(weight);
}

void
model_copy(struct model *out, const struct model *m, const uint32_t *cluster, size_t clusters, const uint32_t *word, size_t words)
{
	uint32_t *of = mem_zeroed(m->start[m->words] + 1, sizeof *of);
	struct model_lift *lifts = mem_zeroed(m->start[m->words] + 1, sizeof *lifts);
	size_t n = 0;

	*out = (struct model){ .clusters = clusters, .words = words, .alone = m->alone, .strength = m->strength };
	out->weight = mem_zeroed(words + 1, sizeof *out->weight);
	out->docs = mem_zeroed(clusters + 1, sizeof *out->docs);
	out->mass = mem_zeroed(clusters + 1, sizeof *out->mass);
	for (size_t k = 0; k < m->clusters; k++)
		if (cluster[k] != MODEL_NONE) {
			out->docs[cluster[k]] = m->docs[k];
			out->mass[cluster[k]] = m->mass[k];
		}
	for (size_t w = 0; w < m->words; w++)
		for (size_t i = m->start[w]; word[w] != MODEL_NONE && i < m->start[w + 1]; i++)
			if (cluster[m->lift[i].cluster] != MODEL_NONE) {
				of[n] = word[w];
				lifts[n++] = (struct model_lift){ cluster[m->lift[i].cluster], m->lift[i].lift };
				out->weight[word[w]] = m->weight[w];
			}
	model_index(out, of, lifts, n);
	free(of);
	free(lifts);
}

void
model_free(struct model *m)
{
	free(m->start);
	free(m->lift);
	free(m->weight);
	free(m->docs);
	free(m->mass);
	free(m->ln_docs);
	free(m->ln_all);
	*m = (struct model){0};
}
