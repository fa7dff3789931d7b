#include "merge.h"
#include "logs.h"

#include "../base/mem.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* A cluster's words as a dense row, the numbers of those it has, and the urn's logarithms for them. */
struct urn {
	float *mass, *ln_gamma;		/* per word: mass; lnG(prior + mass) - lnG(prior), 0 without mass */
	uint32_t *word;			/* those with mass */
	size_t words;
	double total, docs;
	bool gone;
	size_t best;			/* the later cluster that it would best be joined with */
	double gain;
};

static void
count_urns(const struct merge_input *in, struct urn *urn, const uint32_t *label)
{
	const struct bags *b = in->bags;

	for (size_t d = 0; d < b->docs; d++) {
		struct urn *u = &urn[label[d]];

		for (size_t i = b->start[d]; i < b->start[d + 1]; i++) {
			double mass = (double)in->mass[i];

			u->mass[b->word[i]] += (float)mass;
			u->total += mass;
		}
		u->docs += 1;
	}
}

/* Lists the words of an urn and takes their logarithms. */
static void
list_words(const struct merge_input *in, const float *ln_prior, struct urn *u)
{
	size_t n = 0;

	for (size_t w = 0; w < in->bags->words; w++)
		n += u->mass[w] > 0;
	u->word = mem_resize(u->word, n + 1, sizeof *u->word);
	u->words = 0;
	for (size_t w = 0; w < in->bags->words; w++)
		if (u->mass[w] > 0) {
			u->word[u->words++] = (uint32_t)w;
			u->ln_gamma[w] = (float)(logs_gamma((double)(in->prior[w] + u->mass[w])) - (double)ln_prior[w]);
		}
}

/* What the log marginal likelihood gains when two urns become one. */
static double
gain(const struct merge_input *in, const float *ln_prior, const struct urn *a, const struct urn *b)
{
	const struct urn *few = a->words <= b->words ? a : b, *many = few == a ? b : a;
	double sum = 0;

	for (size_t i = 0; i < few->words; i++) {
		size_t w = few->word[i];

		if (many->mass[w] > 0)
			sum += logs_gamma((double)(in->prior[w] + few->mass[w] + many->mass[w])) - (double)ln_prior[w] -
			    (double)few->ln_gamma[w] - (double)many->ln_gamma[w];
	}
	sum -= logs_gamma(in->strength + a->total + b->total) + logs_gamma(in->strength) -
	    logs_gamma(in->strength + a->total) - logs_gamma(in->strength + b->total);
	return sum + logs_gamma(a->docs + b->docs + SAMPLER_ALPHA) - logs_gamma(a->docs + SAMPLER_ALPHA) -
	    logs_gamma(b->docs + SAMPLER_ALPHA);
}

/* The best later partner in a row of the table of gains. */
static void
find_best(struct urn *urn, const float *gains, size_t clusters, size_t i)
{
	urn[i].gain = -INFINITY;
	urn[i].best = i;
	for (size_t j = i + 1; j < clusters; j++)
		if (!urn[j].gone && (double)gains[i * clusters + j] > urn[i].gain) {
			urn[i].gain = (double)gains[i * clusters + j];
			urn[i].best = j;
		}
}

static void
join(const struct merge_input *in, const float *ln_prior, struct urn *a, struct urn *b)
{
	for (size_t i = 0; i < b->words; i++)
		a->mass[b->word[i]] += b->mass[b->word[i]];
	a->total += b->total;
	a->docs += b->docs;
	b->gone = true;
	list_words(in, ln_prior, a);
}

/* Joins the best pair until none gains; into[k] is where cluster k went. */
static void
join_all(const struct merge_input *in, const float *ln_prior, struct urn *urn, size_t clusters, uint32_t *into)
{
	float *gains = mem_zeroed(clusters * clusters + 1, sizeof *gains);

	for (size_t i = 0; i < clusters; i++)
		for (size_t j = i + 1; j < clusters; j++)
			gains[i * clusters + j] = (float)gain(in, ln_prior, &urn[i], &urn[j]);
	for (size_t i = 0; i < clusters; i++)
		find_best(urn, gains, clusters, i);
	for (;;) {
		size_t a = clusters, b;

		for (size_t i = 0; i < clusters; i++)
			if (!urn[i].gone && urn[i].gain > 0 && (a == clusters || urn[i].gain > urn[a].gain))
				a = i;
		if (a == clusters)
			break;
		b = urn[a].best;
		join(in, ln_prior, &urn[a], &urn[b]);
		for (size_t k = 0; k < clusters; k++)
			if (into[k] == b)
				into[k] = (uint32_t)a;
		for (size_t i = 0; i < clusters; i++) {
			if (urn[i].gone || i == a)
				continue;
			gains[i < a ? i * clusters + a : a * clusters + i] = (float)gain(in, ln_prior, &urn[i], &urn[a]);
		}
		for (size_t i = 0; i < clusters; i++)
			if (!urn[i].gone && (i <= a || urn[i].best == b))
				find_best(urn, gains, clusters, i);
	}
	free(gains);
}

size_t
merge_clusters(const struct merge_input *in, uint32_t *label, size_t clusters)
{
	size_t words = in->bags->words, left = 0;
	struct urn *urn = mem_zeroed(clusters + 1, sizeof *urn);
	float *rows = mem_zeroed(clusters * words * 2 + 1, sizeof *rows), *ln_prior = mem_zeroed(words + 1, sizeof *ln_prior);
	uint32_t *into = mem_zeroed(clusters + 1, sizeof *into), *number = mem_zeroed(clusters + 1, sizeof *number);

	for (size_t w = 0; w < words; w++)
		ln_prior[w] = (float)logs_gamma((double)in->prior[w]);
	for (size_t k = 0; k < clusters; k++) {
		urn[k].mass = rows + k * words * 2;
		urn[k].ln_gamma = urn[k].mass + words;
		into[k] = (uint32_t)k;
	}
	count_urns(in, urn, label);
	for (size_t k = 0; k < clusters; k++)
		list_words(in, ln_prior, &urn[k]);
	join_all(in, ln_prior, urn, clusters, into);
	for (size_t k = 0; k < clusters; k++)
		if (!urn[k].gone)
			number[k] = (uint32_t)left++;
	for (size_t d = 0; d < in->bags->docs; d++)
		label[d] = number[into[label[d]]];
	for (size_t k = 0; k < clusters; k++)
		free(urn[k].word);
	free(urn);
	free(rows);
	free(ln_prior);
	free(into);
	free(number);
	return left;
}
