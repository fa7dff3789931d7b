#include "mixture.h"
#include "bags.h"
#include "births.h"
#include "distinct.h"
#include "joins.h"
#include "splits.h"

#include "../base/mem.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLE = 20000, SAMPLE_MOST = 60000, MANY = 200000, GROWN_LEAST = 40, SETTLES = 20, STILL = 1000, MOST_THREADS = 64 };

#define MOSTLY 0.7	/* of a new cluster's documents in one known one: it broke off from that */

/* The different documents, where they are at present, and what placed them there. */
struct nest {
	struct distinct all;
	const struct mixture_options *options;
	size_t min_size, clusters, words;	/* words: in the documents' own numbers */
	uint32_t *label;	/* per different document */
	float *fit;
	struct model model;
	struct sampler_setting setting;
	uint32_t *every;	/* per word: itself */
};

/* What a thread places: different documents from .. to - 1. */
struct stretch {
	struct nest *nest;
	size_t from, to, moved;
	bool started;
	pthread_t thread;
};

static void *
place_stretch(void *with)
{
	struct stretch *s = with;
	const struct bags *b = &s->nest->all.bags;
	double *scores = mem_zeroed(s->nest->model.clusters + 1, sizeof *scores);

	for (size_t d = s->from; d < s->to; d++) {
		size_t at = b->start[d];
		struct verdict v = model_place(&s->nest->model, b->word + at, b->count + at, b->start[d + 1] - at, scores);

		s->moved += v.best != s->nest->label[d];
		s->nest->label[d] = v.best;
		s->nest->fit[d] = (float)v.fit;
	}
	free(scores);
	return NULL;
}

/* Places all documents by the model, on all threads; returns how many moved. */
static size_t
place(struct nest *n)
{
	size_t threads = n->options->threads > MOST_THREADS ? MOST_THREADS : n->options->threads > 0 ? n->options->threads : 1, moved = 0;
	size_t docs = n->all.bags.docs, each = docs / threads + 1;
	struct stretch stretch[MOST_THREADS] = {0};

	for (size_t t = 0; t < threads; t++) {
		size_t from = t * each < docs ? t * each : docs;

		stretch[t] = (struct stretch){ n, from, docs - from > each ? from + each : docs, 0, false, 0 };
		if (t > 0 && stretch[t].to > from)
			stretch[t].started = pthread_create(&stretch[t].thread, NULL, place_stretch, &stretch[t]) == 0;
		if (t > 0 && !stretch[t].started)
			place_stretch(&stretch[t]);
	}
	place_stretch(&stretch[0]);
	for (size_t t = 0; t < threads; t++) {
		if (stretch[t].started)
			pthread_join(stretch[t].thread, NULL);
		moved += stretch[t].moved;
	}
	return moved;
}

/* How many documents, copies counted, each cluster has: free() it. */
static uint64_t *
count_docs(const struct nest *n, size_t clusters)
{
	uint64_t *docs = mem_zeroed(clusters + 1, sizeof *docs);

	for (size_t d = 0; d < n->all.bags.docs; d++)
		if (n->label[d] != MODEL_NONE)
			docs[n->label[d]] += n->all.copies[d];
	return docs;
}

/* The model's clusters under other numbers. */
static void
renumber(struct nest *n, const uint32_t *to, size_t clusters)
{
	struct model old = n->model;

	n->clusters = clusters;
	if (old.start == NULL)
		return;
	model_copy(&n->model, &old, to, clusters, n->every, n->all.bags.words);
	model_free(&old);
}

/* Clusters too small go, from labels and model; to[k], of as many clusters as there were, is what became of k. Were there any? */
static bool
drop_small(struct nest *n, uint32_t *to)
{
	uint64_t *docs = count_docs(n, n->clusters);
	size_t left = 0;

	for (size_t k = 0; k < n->clusters; k++)
		to[k] = docs[k] >= n->min_size ? (uint32_t)left++ : MODEL_NONE;
	free(docs);
	if (left == n->clusters)
		return false;
	for (size_t d = 0; d < n->all.bags.docs; d++)
		if (n->label[d] != MODEL_NONE)
			n->label[d] = to[n->label[d]];
	renumber(n, to, left);
	return true;
}

/* What was known as k is now to[name[k]]. */
static void
follow(uint32_t *name, size_t n, const uint32_t *to)
{
	for (size_t k = 0; k < n; k++)
		if (name[k] != MODEL_NONE)
			name[k] = to[name[k]];
}

/*
 * Learns the model of the labels and places by it until hardly anything moves. In the end the labels are what the model says, and
 * no cluster is too small. name: numbers of clusters that the caller wants to know again.
 */
static void
settle(struct nest *n, uint32_t *name, size_t names)
{
	uint32_t *to = mem_zeroed(n->clusters + 1, sizeof *to);
	size_t moved = SIZE_MAX;

	if (drop_small(n, to))
		follow(name, names, to);
	for (int turn = 0; turn < SETTLES && moved > n->all.bags.docs / STILL; turn++) {
		model_free(&n->model);
		model_learn(&n->model, &n->all.bags, n->all.copies, n->label, n->clusters, &n->setting);
		moved = place(n);
		while (drop_small(n, to)) {
			follow(name, names, to);
			moved += place(n) + 1;
		}
	}
	free(to);
}

/* Of many documents more are clustered, which finds rarer problems; it takes longer, but not for each of them. */
static size_t
sample_of(size_t docs)
{
	size_t more = docs > MANY ? (docs - MANY) / 20 : 0;

	return SAMPLE + more < SAMPLE_MOST ? SAMPLE + more : SAMPLE_MOST;
}

static struct consensus_options
consensus_of(const struct mixture_options *o)
{
	return (struct consensus_options){ o->seed, o->seeds, o->threads, o->detail > 0 ? o->detail : 1, 0 };
}

/*
 * The different documents that have words; one with copies twice, since two people have said it. Not as often as there are
 * copies: they may all have come from one place.
 */
static size_t
find_witnesses(const struct nest *n, size_t *which)
{
	size_t docs = 0;

	for (size_t d = 0; d < n->all.bags.docs; d++)
		for (int i = 0; n->all.bags.start[d + 1] > n->all.bags.start[d] && i < (n->all.copies[d] > 1 ? 2 : 1); i++)
			which[docs++] = d;
	return docs;
}

/* Clusters from nothing. */
static void
discover(struct nest *n, struct mixture *m)
{
	const struct mixture_options *o = n->options;
	size_t *which = mem_zeroed(2 * n->all.bags.docs + 1, sizeof *which), docs;
	struct consensus_options options = consensus_of(o);
	struct consensus found;
	struct bags some;

	docs = find_witnesses(n, which);
	docs = bags_sample(which, docs, o->sample > 0 ? o->sample : sample_of(n->all.bags.docs), o->seed);
	bags_take(&some, &n->all.bags, which, docs);
	consensus_take(&found, &some, &options);
	for (size_t d = 0; d < n->all.bags.docs; d++)
		n->label[d] = MODEL_NONE;
	for (size_t d = 0; d < docs; d++)
		n->label[which[d]] = found.partition.label[d];
	n->clusters = found.partition.clusters;
	n->setting = found.setting;
	m->stability = found.stability;
	consensus_free(&found);
	bags_free(&some);
	free(which);
	settle(n, NULL, 0);
}

/* Are there as many documents in each known cluster, and in none, as there were? */
static bool
nothing_new(const struct nest *n, const uint64_t *known_docs)
{
	uint64_t *docs = count_docs(n, n->clusters), alone = 0;
	bool same;

	for (size_t d = 0; d < n->all.bags.docs; d++)
		alone += n->label[d] == MODEL_NONE ? n->all.copies[d] : 0;
	same = alone == n->model.alone;
	for (size_t k = 0; k < n->clusters; k++)
		same &= docs[k] == known_docs[k];
	free(docs);
	return same;
}

/* Per different document: has everybody who wrote its words come since? free() it. */
static bool *
find_fresh(const struct nest *n, const bool *fresh, size_t docs)
{
	bool *out = mem_zeroed(n->all.bags.docs + 1, sizeof *out), *old = mem_zeroed(n->all.bags.docs + 1, sizeof *old);

	for (size_t d = 0; d < docs; d++) {
		out[n->all.of[d]] |= fresh[d];
		old[n->all.of[d]] |= !fresh[d];
	}
	for (size_t d = 0; d < n->all.bags.docs; d++)
		out[d] &= !old[d];
	free(old);
	return out;
}

/* Of n counts the place of the highest, the first of equals; MODEL_NONE if it is less than `least` of their sum. */
static uint32_t
majority(const uint64_t *count, size_t n, double least)
{
	uint64_t sum = 0;
	size_t best = 0;

	for (size_t k = 0; k < n; k++) {
		sum += count[k];
		if (count[k] > count[best])
			best = k;
	}
	return sum > 0 && (double)count[best] >= least * (double)sum ? (uint32_t)best : MODEL_NONE;
}

/*
 * Per cluster of one labelling, `from`, the cluster of another, `to`, that has most of its documents, if that is at least
 * so large a part of them; else MODEL_NONE. free() it.
 */
static uint32_t *
descend(const struct nest *n, const uint32_t *from, size_t rows, const uint32_t *to, size_t columns, double least)
{
	uint64_t *count = mem_zeroed(rows * columns + 1, sizeof *count);
	uint32_t *out = mem_zeroed(rows + 1, sizeof *out);

	for (size_t d = 0; d < n->all.bags.docs; d++)
		if (from[d] != MODEL_NONE && to[d] != MODEL_NONE)
			count[from[d] * columns + to[d]] += n->all.copies[d];
	for (size_t k = 0; k < rows; k++)
		out[k] = columns > 0 ? majority(count + k * columns, columns, least) : MODEL_NONE;
	free(count);
	return out;
}

/* Per cluster: has it at least doubled? free() it. */
static bool *
find_grown(const struct nest *n, const uint64_t *known_docs, size_t known)
{
	bool *grown = mem_zeroed(n->clusters + 1, sizeof *grown);
	uint64_t *docs = count_docs(n, n->clusters);

	for (size_t k = 0; k < known; k++)
		grown[k] = docs[k] >= GROWN_LEAST && docs[k] >= 2 * known_docs[k];
	free(docs);
	return grown;
}

/* Per cluster: are most of its documents fresh, or is it part of one that has grown? Has it a known name, it may still be young. free() it. */
static bool *
find_young(const struct nest *n, const bool *fresh, const bool *grown, size_t known)
{
	bool *young = mem_zeroed(n->clusters + 1, sizeof *young);
	size_t *all = mem_zeroed(n->clusters + 1, sizeof *all), *recent = mem_zeroed(n->clusters + 1, sizeof *recent);

	for (size_t d = 0; d < n->all.bags.docs; d++)
		if (n->label[d] != MODEL_NONE) {
			all[n->label[d]]++;
			recent[n->label[d]] += fresh[d];
		}
	for (size_t k = 0; k < n->clusters; k++)
		young[k] = k >= known || grown[k] || recent[k] * 2 >= all[k];
	free(all);
	free(recent);
	return young;
}

/* What is new among the documents as the known model has placed them: parts of what has grown, births, joins. */
static void
renew(struct nest *n, uint32_t *into, size_t known, const bool *fresh)
{
	struct consensus_options options = consensus_of(n->options);
	bool *grown = find_grown(n, n->options->known_docs, known), *young;
	uint32_t *joined;

	options.prior = n->setting.prior;
	n->clusters = births_find(&n->all.bags, n->all.copies, fresh, n->label, n->clusters, n->min_size, &options);
	grown = mem_resize(grown, n->clusters + 1, sizeof *grown);
	memset(grown + known, 0, n->clusters + 1 - known);
	n->clusters = splits_find(&n->all.bags, n->label, n->clusters, grown, &options);
	young = find_young(n, fresh, grown, known);
	joined = mem_zeroed(n->clusters + 1, sizeof *joined);
	n->clusters = joins_find(&n->all.bags, young, n->label, n->clusters, &n->setting, joined);
	follow(into, known, joined);
	model_free(&n->model);
	settle(n, into, known);
	free(grown);
	free(young);
	free(joined);
}

/* Clusters from those that are known. */
static void
go_on(struct nest *n, struct mixture *m, size_t docs)
{
	const struct mixture_options *o = n->options;
	const struct model *known = o->known;
	size_t different = n->all.bags.docs, names = known->clusters;
	uint32_t *word = mem_zeroed(known->words + 1, sizeof *word), *same = mem_zeroed(known->clusters + 1, sizeof *same);
	uint32_t *before = mem_zeroed(different + 1, sizeof *before), *to;
	bool *fresh;

	for (size_t w = 0; w < known->words; w++)
		word[w] = MODEL_NONE;
	for (size_t w = 0; w < n->all.bags.words; w++)
		if (n->all.from[w] < known->words)
			word[n->all.from[w]] = (uint32_t)w;
	m->into = mem_zeroed(names + 1, sizeof *m->into);
	for (size_t k = 0; k < names; k++)
		m->into[k] = same[k] = (uint32_t)k;
	model_copy(&n->model, known, same, names, word, n->all.bags.words);
	n->clusters = names;
	n->setting = consensus_setting(&n->all.bags, consensus_of(o).detail);
	n->setting.prior = known->strength;
	place(n);
	m->stability = 1;
	if (!nothing_new(n, o->known_docs)) {
		memcpy(before, n->label, different * sizeof *before);
		fresh = find_fresh(n, o->fresh, docs);
		renew(n, m->into, names, fresh);
		to = descend(n, before, names, n->label, n->clusters, 0);
		for (size_t k = 0; k < names; k++)	/* one that has dissolved went where most of its documents went */
			m->into[k] = m->into[k] == MODEL_NONE ? to[k] : m->into[k];
		m->split = descend(n, n->label, n->clusters, before, names, MOSTLY);
		free(to);
		free(fresh);
	}
	free(word);
	free(same);
	free(before);
}

struct rank {
	uint64_t docs;
	size_t cluster;
};

static int
larger_first(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->docs != y->docs)
		return x->docs > y->docs ? -1 : 1;
	return x->cluster < y->cluster ? -1 : x->cluster > y->cluster;
}

/* Clusters in the order of their size, labels of the documents, the model over their words. */
static void
hand_over(struct nest *n, struct mixture *m)
{
	size_t known = n->options->known != NULL ? n->options->known->clusters : 0;
	struct rank *rank = mem_zeroed(n->clusters + 1, sizeof *rank);
	uint32_t *to = mem_zeroed(n->clusters + 1, sizeof *to), *split = mem_zeroed(n->clusters + 1, sizeof *split);
	uint64_t *docs = count_docs(n, n->clusters), alone = 0;

	for (size_t k = 0; k < n->clusters; k++)
		rank[k] = (struct rank){ docs[k], k };
	qsort(rank, n->clusters, sizeof *rank, larger_first);
	for (size_t k = 0; k < n->clusters; k++)
		to[rank[k].cluster] = (uint32_t)k;
	for (size_t k = 0; k < n->clusters; k++)
		split[to[k]] = m->split != NULL ? m->split[k] : MODEL_NONE;
	free(m->split);
	m->split = split;
	follow(m->into, known, to);
	m->clusters = n->clusters;
	model_copy(&m->model, &n->model, to, n->clusters, n->all.from, n->words);
	for (size_t d = 0; d < m->docs; d++) {
		uint32_t k = n->label[n->all.of[d]];

		m->label[d] = k != MODEL_NONE ? (int32_t)to[k] : -1;
		m->fit[d] = k != MODEL_NONE ? n->fit[n->all.of[d]] : 0;
		alone += k == MODEL_NONE;
	}
	m->model.alone = alone;
	free(rank);
	free(to);
	free(docs);
}

void
mixture_fit(struct mixture *m, const struct bags *docs, const struct mixture_options *o)
{
	struct nest n = { .options = o, .min_size = o->min_size > 2 ? o->min_size : 2, .words = docs->words };

	*m = (struct mixture){ .docs = docs->docs };
	m->label = mem_zeroed(docs->docs + 1, sizeof *m->label);
	m->fit = mem_zeroed(docs->docs + 1, sizeof *m->fit);
	distinct_take(&n.all, docs, o->known != NULL ? o->known->weight : NULL);
	n.label = mem_zeroed(n.all.bags.docs + 1, sizeof *n.label);
	n.fit = mem_zeroed(n.all.bags.docs + 1, sizeof *n.fit);
	n.every = mem_zeroed(n.all.bags.words + 1, sizeof *n.every);
	for (size_t w = 0; w < n.all.bags.words; w++)
		n.every[w] = (uint32_t)w;
	if (o->known != NULL && o->known->clusters > 0)
		go_on(&n, m, docs->docs);
	else
		discover(&n, m);
	hand_over(&n, m);
	distinct_free(&n.all);
	model_free(&n.model);
	free(n.label);
	free(n.fit);
	free(n.every);
}

void
mixture_free(struct mixture *m)
{
	free(m->label);
	free(m->fit);
	free(m->into);
	free(m->split);
	model_free(&m->model);
	*m = (struct mixture){0};
}
