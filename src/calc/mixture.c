#include "mixture.h"
#include "agreement.h"
#include "distinct.h"
#include "logs.h"
#include "posterior.h"

#include "../base/mem.h"
#include "../base/rng.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { PROBES = 2, RUNS = 4, MOST_RUNS = 16, SAMPLE = 20000, MANY_TOKENS = 1000000 };

static const struct setting {
	const char *name;
	struct sampler_setting how;
} settings[] = {
	{ "mild", { .5, .8, 1.75, 8, 0, 2 } },
	{ "mild, long texts tempered", { .5, .8, 1.75, 8, .5, 2 } },
	{ "medium", { .75, .65, 1.5, 8, 0, 2 } },
	{ "sharp", { 1, .6, 1.5, 8, 0, 3 } },
};

enum { SETTINGS = sizeof settings / sizeof *settings };

struct job {
	size_t setting, run;
	struct partition *out;
};

/* Runs to do, taken by threads one by one; where each puts its result is settled beforehand. */
struct jobs {
	const struct bags *bags;
	uint64_t seed;
	struct job list[SETTINGS * PROBES + MOST_RUNS];
	size_t n, next;
	pthread_mutex_t lock;
};

static void *
work(void *with)
{
	struct jobs *jobs = with;

	for (;;) {
		struct job *job = NULL;

		pthread_mutex_lock(&jobs->lock);
		if (jobs->next < jobs->n)
			job = &jobs->list[jobs->next++];
		pthread_mutex_unlock(&jobs->lock);
		if (job == NULL)
			return NULL;
		sampler_run(job->out, jobs->bags, &settings[job->setting].how,
		    jobs->seed * 0x9e3779b97f4a7c15u + job->setting * 1000 + job->run);
	}
}

static void
run_all(struct jobs *jobs, size_t threads)
{
	pthread_t thread[64];
	size_t started = 0;

	jobs->next = 0;
	pthread_mutex_init(&jobs->lock, NULL);
	while (started + 1 < threads && started < 64 && started + 1 < jobs->n &&
	    pthread_create(&thread[started], NULL, work, jobs) == 0)
		started++;
	work(jobs);		/* the work gets done even if no thread can be had */
	while (started > 0)
		pthread_join(thread[--started], NULL);
	pthread_mutex_destroy(&jobs->lock);
	jobs->n = 0;
}

static double
alike(const struct partition *a, const struct partition *b)
{
	return agreement_nmi((const int32_t *)a->label, (const int32_t *)b->label, a->docs);
}

/*
 * The setting with the highest stability between its probes x likelihood gained over "all are one". The second factor
 * is what refuses a collapse, which can be perfectly stable.
 */
static size_t
choose(const struct bags *bags, struct partition probe[SETTINGS][MOST_RUNS])
{
	uint32_t *one = mem_zeroed(bags->docs + 1, sizeof *one);
	double floor = sampler_likelihood(bags, one, 1), best = 0;
	size_t chosen = 0;

	free(one);
	for (size_t s = 0; s < SETTINGS; s++) {
		double gain = (probe[s][0].likelihood + probe[s][1].likelihood) / 2 - floor;
		double merit = alike(&probe[s][0], &probe[s][1]) * gain;

		if (merit > best) {
			best = merit;
			chosen = s;
		}
	}
	return chosen;
}

/* The run most like the others; *stability is the mean over all pairs. */
static size_t
most_central(const struct partition *run, size_t runs, double *stability)
{
	double like[MOST_RUNS] = {0}, all = 0;
	size_t best = 0;

	for (size_t a = 0; a < runs; a++)
		for (size_t b = 0; b < a; b++) {
			double x = alike(&run[a], &run[b]);

			like[a] += x;
			like[b] += x;
			all += x;
		}
	for (size_t a = 1; a < runs; a++)
		if (like[a] > like[best] || (runs == 2 && run[a].likelihood > run[best].likelihood))
			best = a;
	*stability = runs > 1 ? all / ((double)runs * ((double)runs - 1) / 2) : 1;
	return best;
}

/* Up to `sample` of the different documents that have words, in their order; which they are goes into *which. */
static void
draw_sample(struct bags *out, const struct distinct *all, size_t sample, uint64_t seed, size_t **which)
{
	const struct bags *b = &all->bags;
	size_t left = 0, *start, n = 0;
	struct rng rng;

	rng_seed(&rng, seed);
	*which = mem_zeroed(b->docs + 1, sizeof **which);
	for (size_t d = 0; d < b->docs; d++)
		left += b->start[d + 1] > b->start[d];
	for (size_t d = 0; d < b->docs; d++) {
		if (b->start[d + 1] == b->start[d])
			continue;
		if (n < sample && (left <= sample - n || rng_below(&rng, left) < sample - n))
			(*which)[n++] = d;
		left--;
	}
	start = mem_zeroed(n + 1, sizeof *start);
	for (size_t d = 0; d < n; d++)
		start[d + 1] = start[d] + b->start[(*which)[d] + 1] - b->start[(*which)[d]];
	*out = (struct bags){ n, b->words, start, mem_zeroed(start[n] + 1, sizeof(uint32_t)), mem_zeroed(start[n] + 1, sizeof(float)) };
	for (size_t d = 0; d < n; d++) {
		size_t from = b->start[(*which)[d]], rows = start[d + 1] - start[d];

		memcpy((uint32_t *)(uintptr_t)out->word + start[d], b->word + from, rows * sizeof(uint32_t));
		memcpy((float *)(uintptr_t)out->count + start[d], b->count + from, rows * sizeof(float));
	}
}

static void
free_bags(struct bags *b)
{
	free((void *)(uintptr_t)b->start);
	free((void *)(uintptr_t)b->word);
	free((void *)(uintptr_t)b->count);
}

/* How much likelier the best is than all else put together falls short of 1 by what the second has. */
static float
margin(double best, double second)
{
	double x = second - best;

	return x >= 0 ? 0 : x < -30 ? 1 : (float)((1 - logs_exp(x)) / (1 + logs_exp(x)));
}

/* Labels and margins for all different documents. */
static void
assign(const struct distinct *all, const struct bags *fitted, const size_t *which, const struct sampler_setting *how,
    const struct partition *p, int32_t *label, float *fit)
{
	struct posterior post;
	size_t next = 0;

	posterior_open(&post, fitted, how, p);
	for (size_t d = 0; d < all->bags.docs; d++) {
		bool fitted_too = next < fitted->docs && which[next] == d, copied = all->copies[d] > 1;
		size_t own = fitted_too ? p->label[next++] : SIZE_MAX, best;
		const double *score;
		double second;

		label[d] = -1;
		fit[d] = 0;
		if (all->bags.start[d + 1] == all->bags.start[d] || p->clusters == 0)
			continue;
		/* A document is no witness for itself, but its copies are. */
		score = posterior_score(&post, &all->bags, d, copied ? SIZE_MAX : own);
		best = posterior_best(&post, &second);
		if (score[best] < score[post.clusters] && !copied)
			continue;		/* nothing explains it better than a cluster of its own */
		if (own != SIZE_MAX && copied)
			best = own;		/* which may hold nothing else */
		label[d] = (int32_t)best;
		fit[d] = margin(score[best], second < score[best] ? second : score[best]);
	}
	posterior_close(&post);
}

struct rank {
	size_t docs, cluster;
};

static int
larger_first(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->docs != y->docs)
		return x->docs > y->docs ? -1 : 1;
	return x->cluster < y->cluster ? -1 : x->cluster > y->cluster;
}

/* Clusters too small are dissolved, the others numbered by size. */
static void
renumber(struct mixture *m, size_t clusters, size_t min_size)
{
	struct rank *rank = mem_zeroed(clusters + 1, sizeof *rank);
	int32_t *to = mem_zeroed(clusters + 1, sizeof *to);

	for (size_t k = 0; k < clusters; k++)
		rank[k].cluster = k;
	for (size_t d = 0; d < m->docs; d++)
		if (m->label[d] >= 0)
			rank[m->label[d]].docs++;
	qsort(rank, clusters, sizeof *rank, larger_first);
	for (size_t k = 0; k < clusters; k++)
		to[rank[k].cluster] = rank[k].docs >= min_size ? (int32_t)m->clusters++ : -1;
	for (size_t d = 0; d < m->docs; d++) {
		if (m->label[d] >= 0)
			m->label[d] = to[m->label[d]];
		if (m->label[d] < 0)
			m->fit[d] = 0;
	}
	free(rank);
	free(to);
}

void
mixture_fit(struct mixture *m, const struct bags *docs, const struct mixture_options *o)
{
	struct partition run[SETTINGS][MOST_RUNS] = {0};
	size_t min_size = o->min_size > 2 ? o->min_size : 2, runs = o->runs > MOST_RUNS ? MOST_RUNS : o->runs, chosen, best, *which;
	int32_t *label;
	float *fit;
	struct distinct all;
	struct bags fitted;
	struct jobs jobs = { .bags = &fitted, .seed = o->seed };

	*m = (struct mixture){ .docs = docs->docs };
	m->label = mem_zeroed(docs->docs + 1, sizeof *m->label);
	m->fit = mem_zeroed(docs->docs + 1, sizeof *m->fit);
	distinct_take(&all, docs);
	draw_sample(&fitted, &all, o->sample > 0 ? o->sample : SAMPLE, o->seed, &which);
	if (runs == 0)
		runs = fitted.start[fitted.docs] > MANY_TOKENS ? PROBES : RUNS;
	for (size_t s = 0; s < SETTINGS; s++)
		for (size_t r = 0; r < PROBES; r++)
			jobs.list[jobs.n++] = (struct job){ s, r, &run[s][r] };
	run_all(&jobs, o->threads);
	chosen = choose(&fitted, run);
	for (size_t r = PROBES; r < runs; r++)
		jobs.list[jobs.n++] = (struct job){ chosen, r, &run[chosen][r] };
	run_all(&jobs, o->threads);
	best = most_central(run[chosen], runs > PROBES ? runs : PROBES, &m->stability);
	m->setting = settings[chosen].name;
	label = mem_zeroed(all.bags.docs + 1, sizeof *label);
	fit = mem_zeroed(all.bags.docs + 1, sizeof *fit);
	assign(&all, &fitted, which, &settings[chosen].how, &run[chosen][best], label, fit);
	for (size_t d = 0; d < docs->docs; d++) {
		m->label[d] = label[all.of[d]];
		m->fit[d] = fit[all.of[d]];
	}
	renumber(m, run[chosen][best].clusters, min_size);
	free(label);
	free(fit);
	free(which);
	free_bags(&fitted);
	distinct_free(&all);
	for (size_t s = 0; s < SETTINGS; s++)
		for (size_t r = 0; r < MOST_RUNS; r++)
			partition_free(&run[s][r]);
}

void
mixture_free(struct mixture *m)
{
	free(m->label);
	free(m->fit);
	*m = (struct mixture){0};
}
