#include "consensus.h"
#include "agreement.h"
#include "weights.h"

#include "../base/mem.h"

#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

enum { WORK = 300000, SEEDS_LEAST = 2, SEEDS = 4, MOST_SEEDS = 16, MOST_THREADS = 64 };	/* WORK: words that all seeds of a setting look at */

/* A prior worth a dozen documents, an eighth of them where there are few, as far as that is not more than the usual one. */
#define PRIOR_DOCS 12.0
#define PRIOR_PART 8.0
#define PRIOR_LEAST 5.0

/* The prior of the mixture over votes, for each run: the more documents, the larger a cluster that is one. */
#define VOTE_LEAST 0.6
#define VOTE_MOST 19.0
#define VOTE_DOCS 640.0

/* The first is that under which what was found is kept as a model. */
static const struct sampler_setting settings[] = {
	{ .5, .8, 1.75, 8, 0, 2, SAMPLER_PRIOR },	/* mild */
	{ .5, .8, 1.75, 8, .5, 2, SAMPLER_PRIOR },	/* mild, long texts tempered */
	{ .75, .65, 1.5, 8, 0, 2, SAMPLER_PRIOR },	/* medium */
	{ 1, .6, 1.5, 8, 0, 3, SAMPLER_PRIOR },		/* sharp */
};

enum { SETTINGS = sizeof settings / sizeof *settings };

/* Runs to do, taken by threads one by one; where each puts its result is settled beforehand. */
struct runs {
	const struct bags *bags;
	uint64_t seed;
	struct sampler_setting how[SETTINGS];
	struct partition *of;	/* run r of setting s: s x seeds + r */
	size_t seeds, next;
	pthread_mutex_t lock;
};

static void *
work(void *with)
{
	struct runs *runs = with;

	for (;;) {
		size_t i;

		pthread_mutex_lock(&runs->lock);
		i = runs->next++;
		pthread_mutex_unlock(&runs->lock);
		if (i >= SETTINGS * runs->seeds)
			return NULL;
		i = SETTINGS * runs->seeds - 1 - i;	/* the longest, sharp ones, first */
		sampler_run(&runs->of[i], runs->bags, &runs->how[i / runs->seeds], runs->seed * 0x9e3779b97f4a7c15u + i / runs->seeds * 1000 + i % runs->seeds);
	}
}

static void
run_all(struct runs *runs, size_t threads)
{
	pthread_t thread[MOST_THREADS];
	size_t started = 0;

	pthread_mutex_init(&runs->lock, NULL);
	while (started + 1 < threads && started < MOST_THREADS && started + 1 < SETTINGS * runs->seeds &&
	    pthread_create(&thread[started], NULL, work, runs) == 0)
		started++;
	work(runs);		/* the work gets done even if no thread can be had */
	while (started > 0)
		pthread_join(thread[--started], NULL);
	pthread_mutex_destroy(&runs->lock);
}

static double
alike(const struct partition *a, const struct partition *b)
{
	return agreement_nmi((const int32_t *)a->label, (const int32_t *)b->label, a->docs);
}

/* The clusters that the runs gave a document, as its words. */
static void
vote(struct partition *out, const struct runs *runs, double detail)
{
	size_t docs = runs->bags->docs, n = SETTINGS * runs->seeds, words = 0;
	size_t *start = mem_zeroed(docs + 1, sizeof *start);
	uint32_t *word = mem_zeroed(docs * n + 1, sizeof *word);
	float *count = mem_zeroed(docs * n + 1, sizeof *count);
	double prior = (double)docs / VOTE_DOCS / detail;
	struct sampler_setting plain = { 1, 1, 1, 1, 0, 0, SAMPLER_PRIOR };

	for (size_t r = 0; r < n; r++) {
		for (size_t d = 0; d < docs; d++) {
			word[d * n + r] = (uint32_t)words + runs->of[r].label[d];
			count[d * n + r] = 1;
		}
		words += runs->of[r].clusters;
	}
	for (size_t d = 0; d <= docs; d++)
		start[d] = d * n;
	plain.prior = (double)n * (prior < VOTE_LEAST ? VOTE_LEAST : prior > VOTE_MOST ? VOTE_MOST : prior);
	sampler_run(out, &(struct bags){ docs, words, start, word, count }, &plain, runs->seed);
	free(start);
	free(word);
	free(count);
}

/* The mean over all pairs of seeds of a setting, over settings that did not put everything into one. */
static double
stability(const struct runs *runs)
{
	double sum = 0, pairs = 0;

	for (size_t s = 0; s < SETTINGS; s++)
		for (size_t a = s * runs->seeds; a < (s + 1) * runs->seeds; a++)
			for (size_t b = s * runs->seeds; b < a; b++)
				if (runs->of[a].clusters > 1 || runs->of[b].clusters > 1) {
					sum += alike(&runs->of[a], &runs->of[b]);
					pairs += 1;
				}
	return pairs > 0 ? sum / pairs : 1;
}

/* A setting as a corpus like this one wants it. */
static struct sampler_setting
suited(const struct sampler_setting *setting, const struct bags *bags, double detail)
{
	struct sampler_setting s = *setting;
	double words = 0, worth;

	for (size_t i = 0; i < bags->start[bags->docs]; i++)
		words += weights_damped(bags->count[i]);
	worth = (double)bags->docs / PRIOR_PART < PRIOR_DOCS ? (double)bags->docs / PRIOR_PART : PRIOR_DOCS;
	s.prior = bags->docs > 0 ? floor(worth * words / (double)bags->docs) : SAMPLER_PRIOR;	/* whole: models are written down */
	s.prior = s.prior > SAMPLER_PRIOR ? SAMPLER_PRIOR : s.prior < PRIOR_LEAST ? PRIOR_LEAST : s.prior;
	s.mean *= detail;
	s.cap *= detail;
	return s;
}

struct sampler_setting
consensus_setting(const struct bags *bags, double detail)
{
	return suited(&settings[0], bags, detail);
}

static size_t
seeds_for(size_t words)
{
	size_t seeds = WORK / (words + 1);

	return seeds < SEEDS_LEAST ? SEEDS_LEAST : seeds > SEEDS ? SEEDS : seeds;
}

void
consensus_take(struct consensus *c, const struct bags *bags, const struct consensus_options *o)
{
	size_t n;
	struct runs runs = { .bags = bags, .seed = o->seed, .seeds = o->seeds > 0 ? o->seeds : seeds_for(bags->start[bags->docs]) };

	runs.seeds = runs.seeds > MOST_SEEDS ? MOST_SEEDS : runs.seeds;
	n = SETTINGS * runs.seeds;
	runs.of = mem_zeroed(n, sizeof *runs.of);
	for (size_t s = 0; s < SETTINGS; s++) {
		runs.how[s] = suited(&settings[s], bags, o->detail);
		if (o->prior > 0)
			runs.how[s].prior = o->prior;
	}
	run_all(&runs, o->threads);
	*c = (struct consensus){ .setting = runs.how[0] };
	vote(&c->partition, &runs, o->detail);
	c->stability = stability(&runs);
	for (size_t r = 0; r < n; r++)
		partition_free(&runs.of[r]);
	free(runs.of);
}

void
consensus_free(struct consensus *c)
{
	partition_free(&c->partition);
}
