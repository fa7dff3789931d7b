#include "heap.h"
#include "unit.h"

#include "../../src/calc/logs.h"
#include "../../src/calc/mixture.h"
#include "../../src/calc/agreement.h"

#include <math.h>

static void
logarithms_are_right(void)
{
	for (double x = 1e-6; x < 1e9; x *= 1.37) {
		CHECK_NEAR(logs_ln(x), log(x), 2e-9 * (1 + fabs(log(x))));
		CHECK_NEAR(logs_gamma(x), lgamma(x), 1e-7 * (1 + fabs(lgamma(x))));
	}
	for (double x = -30; x < 30; x += 0.173)
		CHECK_NEAR(logs_exp(x) / exp(x), 1.0, 1e-6);
}

static void
topics_are_found(void)
{
	struct heap h = {0};
	struct mixture m;
	struct bags bags;
	struct agreement a;

	heap_invent(&h, 12, 900, 4, 0);
	bags = heap_bags(&h, 256);
	mixture_fit(&m, &bags, &(struct mixture_options){ .seed = 1 });
	a = agreement(m.label, h.truth.at, m.docs);
	CHECK(m.clusters == 12);
	CHECK(a.nmi > 0.97 && a.ari > 0.97);
	CHECK(m.stability > 0.9);
	for (size_t d = 0; d < m.docs; d++)
		CHECK(m.fit[d] >= 0 && m.fit[d] <= 1);
	mixture_free(&m);
	heap_free(&h);
}

/* The same for any number of threads, and whatever the words are numbered. */
static void
results_repeat(void)
{
	struct heap h = {0}, renamed = {0};
	struct mixture a, b, c;
	struct bags bags, other;

	heap_invent(&h, 8, 400, 4, 0);
	heap_invent(&renamed, 8, 400, 4, 255);
	bags = heap_bags(&h, 256);
	other = heap_bags(&renamed, 256);
	mixture_fit(&a, &bags, &(struct mixture_options){ .seed = 3, .threads = 1 });
	mixture_fit(&b, &bags, &(struct mixture_options){ .seed = 3, .threads = 3 });
	mixture_fit(&c, &other, &(struct mixture_options){ .seed = 3, .threads = 2 });
	CHECK(memcmp(a.label, b.label, a.docs * sizeof *a.label) == 0 && memcmp(a.fit, b.fit, a.docs * sizeof *a.fit) == 0);
	CHECK(memcmp(a.label, c.label, a.docs * sizeof *a.label) == 0 && memcmp(a.fit, c.fit, a.docs * sizeof *a.fit) == 0);
	mixture_free(&a);
	mixture_free(&b);
	mixture_free(&c);
	heap_free(&h);
	heap_free(&renamed);
}

static void
a_sample_assigns_the_rest(void)
{
	struct heap h = {0};
	struct mixture m;
	struct bags bags;

	heap_invent(&h, 6, 1200, 4, 0);
	bags = heap_bags(&h, 256);
	mixture_fit(&m, &bags, &(struct mixture_options){ .seed = 1, .sample = 400 });
	CHECK(agreement_nmi(m.label, h.truth.at, m.docs) > 0.95);
	mixture_free(&m);
	heap_free(&h);
}

static void
copies_share_their_fate(void)
{
	struct heap h = {0};
	struct mixture m;
	struct bags bags;
	size_t half;

	heap_invent(&h, 5, 300, 8, 0);
	half = h.start.len - 1;
	heap_invent(&h, 5, 300, 8, 0);
	bags = heap_bags(&h, 256);
	mixture_fit(&m, &bags, &(struct mixture_options){ .seed = 1 });
	for (size_t d = 0; d < half; d++)
		CHECK(m.label[d] == m.label[d + half] && m.label[d] >= 0);
	mixture_free(&m);
	heap_free(&h);
}

static void
degenerate_heaps_are_no_trouble(void)
{
	static const size_t none[1] = {0}, empty[4] = { 0, 0, 0, 0 }, one[2] = { 0, 2 }, same[4] = { 0, 2, 4, 6 }, apart[4] = { 0, 2, 4, 6 };
	static const uint32_t word[6] = { 0, 1, 0, 1, 0, 1 }, own[6] = { 0, 1, 2, 3, 4, 5 };
	static const float count[6] = { 1, 1, 1, 1, 1, 1 };
	struct mixture m;

	mixture_fit(&m, &(struct bags){ 0, 0, none, word, count }, &(struct mixture_options){0});
	CHECK(m.docs == 0 && m.clusters == 0);
	mixture_free(&m);
	mixture_fit(&m, &(struct bags){ 3, 0, empty, word, count }, &(struct mixture_options){0});
	CHECK(m.clusters == 0 && m.label[0] == -1 && m.label[2] == -1);
	mixture_free(&m);
	mixture_fit(&m, &(struct bags){ 1, 2, one, word, count }, &(struct mixture_options){0});
	CHECK(m.clusters == 0 && m.label[0] == -1 && m.fit[0] <= 0);
	mixture_free(&m);
	mixture_fit(&m, &(struct bags){ 3, 2, same, word, count }, &(struct mixture_options){0});
	CHECK(m.clusters == 1 && m.label[0] == 0 && m.label[1] == 0 && m.label[2] == 0 && m.fit[1] > 0);
	mixture_free(&m);
	mixture_fit(&m, &(struct bags){ 3, 6, apart, own, count }, &(struct mixture_options){0});
	CHECK(m.clusters == 0 && m.label[1] == -1);
	mixture_free(&m);
	mixture_fit(&m, &(struct bags){ 3, 2, same, word, count }, &(struct mixture_options){ .min_size = 4 });
	CHECK(m.clusters == 0 && m.label[0] == -1);
	mixture_free(&m);
}

static void
count_labels(const struct mixture *m, uint64_t *n)
{
	for (size_t d = 0; d < m->docs; d++)
		if (m->label[d] >= 0)
			n[m->label[d]]++;
}

static bool
same_models(const struct model *a, const struct model *b)
{
	return a->clusters == b->clusters && a->words == b->words && a->start[a->words] == b->start[b->words] &&
	    memcmp(a->start, b->start, (a->words + 1) * sizeof *a->start) == 0 && memcmp(a->lift, b->lift, a->start[a->words] * sizeof *a->lift) == 0 &&
	    memcmp(a->weight, b->weight, a->words * sizeof *a->weight) == 0 && memcmp(a->docs, b->docs, a->clusters * sizeof *a->docs) == 0 &&
	    memcmp(a->mass, b->mass, a->clusters * sizeof *a->mass) == 0 && a->alone == b->alone && memcmp(&a->strength, &b->strength, sizeof a->strength) == 0;
}

/* A second night without anything new, and a third: labels, fits and the model stay to the last bit. */
static void
nothing_new_changes_nothing(void)
{
	struct heap h = {0};
	struct mixture first, night, third;
	struct bags b;
	uint64_t docs[32] = {0};
	bool *fresh;

	heap_invent(&h, 7, 500, 14, 0);
	heap_add(&h, (const uint32_t[]){ 200, 201, 202 }, 3, -1);
	b = heap_bags(&h, HEAP_WORDS);
	fresh = mem_zeroed(b.docs, sizeof *fresh);
	mixture_fit(&first, &b, &(struct mixture_options){ .seed = 1 });
	CHECK(first.into == NULL && first.clusters == 7 && first.label[b.docs - 1] == -1);
	count_labels(&first, docs);
	mixture_fit(&night, &b, &(struct mixture_options){ .seed = 99, .known = &first.model, .known_docs = docs, .fresh = fresh });
	mixture_fit(&third, &b, &(struct mixture_options){ .threads = 3, .known = &night.model, .known_docs = docs, .fresh = fresh });
	for (const struct mixture *m = &night; m != NULL; m = m == &night ? &third : NULL) {
		CHECK(m->clusters == first.clusters);
		CHECK(memcmp(m->label, first.label, b.docs * sizeof *first.label) == 0);
		CHECK(memcmp(m->fit, first.fit, b.docs * sizeof *first.fit) == 0);
		CHECK(same_models(&m->model, &first.model));
		for (uint32_t k = 0; k < first.clusters; k++)
			CHECK(m->into[k] == k && m->split[k] == MODEL_NONE);
	}
	mixture_free(&first);
	mixture_free(&night);
	mixture_free(&third);
	free(fresh);
	heap_free(&h);
}

/* The labels are what the model says: who has it can place a document alone. */
static void
labels_are_what_the_model_says(void)
{
	struct heap h = {0};
	struct mixture m;
	struct bags b;
	double scores[64];

	heap_invent(&h, 7, 400, 15, 0);
	heap_invent(&h, 14, 60, 16, 0);
	b = heap_bags(&h, HEAP_WORDS);
	mixture_fit(&m, &b, &(struct mixture_options){ .seed = 1 });
	CHECK(m.clusters > 7);
	for (size_t d = 0; d < b.docs; d++) {
		struct verdict v = model_place(&m.model, b.word + b.start[d], b.count + b.start[d], 6, scores);

		CHECK((v.best == MODEL_NONE ? -1 : (int32_t)v.best) == m.label[d]);
		CHECK_NEAR((float)v.fit, m.fit[d], 0);
	}
	mixture_free(&m);
	heap_free(&h);
}

/* More of what is known, and a topic that is new: the known ones keep their documents, one is born. */
static void
a_topic_is_born(void)
{
	struct heap h = {0};
	struct mixture first, night;
	struct bags b;
	uint64_t docs[32] = {0};
	bool fresh[600] = {0};
	uint32_t of[6];
	size_t born = 0;

	heap_invent(&h, 5, 300, 17, 0);
	b = heap_bags(&h, HEAP_WORDS);
	mixture_fit(&first, &b, &(struct mixture_options){ .seed = 1 });
	CHECK(first.clusters == 5);
	count_labels(&first, docs);
	heap_invent(&h, 6, 200, 18, 0);
	for (size_t d = 300; d < 500; d++)
		fresh[d] = true;
	b = heap_bags(&h, HEAP_WORDS);
	mixture_fit(&night, &b, &(struct mixture_options){ .seed = 1, .known = &first.model, .known_docs = docs, .fresh = fresh });
	CHECK(night.clusters == 6);
	CHECK(agreement_nmi(night.label, h.truth.at, b.docs) > 0.97);
	for (size_t d = 0; d < 300; d++)
		of[h.truth.at[d]] = (uint32_t)first.label[d];
	for (uint32_t k = 0; k < 5; k++) {
		size_t stayed = 0, of_topic = 0;

		for (size_t d = 0; d < 500; d++)
			if (h.truth.at[d] < 5 && of[h.truth.at[d]] == k) {
				of_topic++;
				stayed += night.label[d] == (int32_t)night.into[k];
			}
		CHECK(stayed * 100 > of_topic * 97);
		CHECK(night.into[k] != MODEL_NONE && night.split[night.into[k]] != MODEL_NONE);
	}
	for (size_t k = 0; k < 6; k++) {
		bool is_known = false;

		for (size_t j = 0; j < 5; j++)
			is_known |= night.into[j] == k;
		born += !is_known;
	}
	CHECK(born == 1);
	for (size_t k = 1; k < 6; k++) {		/* the largest first */
		uint64_t n[8] = {0};

		count_labels(&night, n);
		CHECK(n[k] <= n[k - 1]);
	}
	mixture_free(&first);
	mixture_free(&night);
	heap_free(&h);
}

/* Nothing else came: the known clusters have just the documents that they had. */
static void
a_topic_is_born_though_the_others_rest(void)
{
	struct heap h = {0};
	struct mixture first, night;
	struct bags b;
	uint64_t docs[32] = {0};
	bool fresh[340] = {0};

	heap_invent(&h, 5, 300, 17, 0);
	b = heap_bags(&h, HEAP_WORDS);
	mixture_fit(&first, &b, &(struct mixture_options){ .seed = 1 });
	count_labels(&first, docs);
	for (uint32_t i = 0; i < 40; i++) {
		heap_add(&h, (const uint32_t[]){ 210 + i % 5, 215 + i % 4, 220 + i % 3, 225 + i % 7, 235 }, 5, 5);
		fresh[300 + i] = true;
	}
	b = heap_bags(&h, HEAP_WORDS);
	mixture_fit(&night, &b, &(struct mixture_options){ .seed = 1, .known = &first.model, .known_docs = docs, .fresh = fresh });
	CHECK(night.clusters == 6 && agreement_nmi(night.label, h.truth.at, b.docs) > 0.97);
	for (size_t d = 301; d < 340; d++)
		CHECK(night.label[d] == night.label[300] && night.label[d] >= 0);
	mixture_free(&first);
	mixture_free(&night);
	heap_free(&h);
}

/* Three documents that are half of topic 0 and half of their own, known as cluster 4. */
static void
known_with_a_small_one(struct heap *h, struct model *m)
{
	static const uint32_t own[3][6] = { { 40, 41, 42, 200, 201, 3 }, { 41, 43, 44, 200, 201, 7 }, { 42, 45, 46, 200, 201, 9 } };
	struct sampler_setting setting = { .5, .8, 1.75, 8, 0, 2, 72 };
	struct bags b;
	size_t *copies;

	heap_invent(h, 4, 300, 19, 0);
	for (int i = 0; i < 3; i++)
		heap_add(h, own[i], 6, 4);
	b = heap_bags(h, HEAP_WORDS);
	copies = mem_zeroed(b.docs, sizeof *copies);
	model_learn(m, &b, copies, (const uint32_t *)h->truth.at, 5, &setting);
	free(copies);
}

static void
one_that_dissolves_is_in_another(void)
{
	struct heap h = {0};
	struct model known;
	struct mixture m;
	struct bags b;
	uint64_t docs[5] = {0};
	bool fresh[303] = {0};

	known_with_a_small_one(&h, &known);
	for (size_t d = 0; d < 303; d++)
		docs[h.truth.at[d]]++;
	b = heap_bags(&h, HEAP_WORDS);
	mixture_fit(&m, &b, &(struct mixture_options){ .known = &known, .known_docs = docs, .fresh = fresh });
	CHECK(m.clusters == 5 && m.label[300] == 4 && m.label[302] == 4 && m.into[4] == 4);	/* nothing new: it may stay */
	mixture_free(&m);
	docs[4] = 7;							/* it had more, which are gone */
	mixture_fit(&m, &b, &(struct mixture_options){ .known = &known, .known_docs = docs, .fresh = fresh, .min_size = 4 });
	CHECK(m.clusters == 4);
	CHECK(m.into[4] == m.into[0] && m.into[0] != MODEL_NONE);
	for (size_t d = 0; d < 303; d++)
		CHECK(m.label[d] == (int32_t)m.into[h.truth.at[d]]);
	mixture_free(&m);
	model_free(&known);
	heap_free(&h);
}

/* Without its documents nothing is left of it; the numbers of the others say which they were. */
static void
one_that_has_no_documents_is_gone(void)
{
	struct heap h = {0}, all = {0};
	struct model known;
	struct mixture m;
	struct bags b;
	uint64_t docs[5] = {0};
	bool fresh[303] = {0};

	known_with_a_small_one(&all, &known);
	for (size_t d = 0; d < 303; d++) {
		docs[all.truth.at[d]]++;
		if (all.truth.at[d] != 2)
			heap_add(&h, all.word.at + all.start.at[d], 6, all.truth.at[d]);
	}
	b = heap_bags(&h, HEAP_WORDS);
	mixture_fit(&m, &b, &(struct mixture_options){ .known = &known, .known_docs = docs, .fresh = fresh });
	CHECK(m.into[2] == MODEL_NONE);
	CHECK(m.into[0] != MODEL_NONE && m.into[1] != MODEL_NONE && m.into[3] != MODEL_NONE);
	for (size_t d = 0; d < b.docs; d++)
		if (h.truth.at[d] < 4)
			CHECK(m.label[d] == (int32_t)m.into[h.truth.at[d]]);
	mixture_free(&m);
	model_free(&known);
	heap_free(&h);
	heap_free(&all);
}

/* A known cluster of two topics, of which fresh documents make one of their own: that broke off from it. */
static void
one_breaks_off(void)
{
	struct heap h = {0};
	struct sampler_setting setting = { .5, .8, 1.75, 8, 0, 2, 72 };
	struct model known;
	struct mixture m;
	struct bags b;
	uint64_t docs[3] = {0};
	uint32_t label[560];
	size_t copies[560] = {0}, apart = 0;
	bool fresh[560] = {0};

	heap_invent(&h, 4, 400, 20, 0);
	for (size_t d = 0; d < 400; d++)
		label[d] = h.truth.at[d] == 3 ? (d % 8 == 0 ? 0 : MODEL_NONE) : (uint32_t)h.truth.at[d];	/* a little of topic 3 is in 0 */
	b = heap_bags(&h, HEAP_WORDS);
	model_learn(&known, &b, copies, label, 3, &setting);
	for (size_t d = 0; d < 400; d++)
		fresh[d] = h.truth.at[d] == 3 && label[d] == MODEL_NONE;
	mixture_fit(&m, &b, &(struct mixture_options){ .known = &known, .known_docs = docs, .fresh = fresh });
	CHECK(m.clusters == 4);
	for (uint32_t k = 0; k < m.clusters; k++)
		if (k != m.into[0] && k != m.into[1] && k != m.into[2]) {
			apart++;
			CHECK(m.split[k] == 0);
			for (size_t d = 0; d < 400; d++)
				CHECK((m.label[d] == (int32_t)k) == (h.truth.at[d] == 3));
		}
	CHECK(apart == 1);
	mixture_free(&m);
	model_free(&known);
	heap_free(&h);
}

/* A cluster has as many documents as it must, in a run from nothing and in one that goes on. */
static void
none_is_too_small(void)
{
	struct heap h = {0};
	struct mixture first, m;
	struct bags b;
	uint64_t docs[32] = {0};
	bool fresh[215] = {0};

	heap_invent(&h, 4, 200, 23, 0);
	for (uint32_t i = 0; i < 15; i++)	/* a topic of 15 */
		heap_add(&h, (const uint32_t[]){ 210 + i % 5, 211 + i % 7, 220 + i % 4, 225 + i % 3, 230, i }, 6, 4);
	b = heap_bags(&h, HEAP_WORDS);
	mixture_fit(&first, &b, &(struct mixture_options){ .seed = 1, .min_size = 15 });
	CHECK(first.clusters == 5);
	count_labels(&first, docs);
	for (size_t k = 0; k < first.clusters; k++)
		CHECK(docs[k] >= 15);
	docs[0]++;				/* something did change */
	for (size_t least = 15; least < 70; least += 20) {
		uint64_t n[32] = {0}, labelled = 0;

		mixture_fit(&m, &b, &(struct mixture_options){ .seed = 1, .min_size = least, .known = &first.model, .known_docs = docs, .fresh = fresh });
		count_labels(&m, n);
		for (size_t k = 0; k < m.clusters; k++) {
			CHECK(n[k] >= least);
			labelled += n[k];
		}
		CHECK(least > 15 || m.clusters == 5);
		CHECK(least < 35 || m.clusters <= 4);
		CHECK(m.model.clusters == m.clusters && labelled <= b.docs);
		mixture_free(&m);
	}
	mixture_free(&first);
	heap_free(&h);
}

/* A known file of no issues: all that there is is born. */
static void
from_no_known_cluster_all_are_born(void)
{
	struct heap h = {0};
	struct model known = { .strength = 72 };
	struct mixture m;
	struct bags b;
	bool fresh[300];
	uint64_t docs[1] = {0};

	memset(fresh, 1, sizeof fresh);
	known.weight = mem_zeroed(1, sizeof *known.weight);
	known.docs = mem_zeroed(1, sizeof *known.docs);
	known.mass = mem_zeroed(1, sizeof *known.mass);
	model_index(&known, NULL, NULL, 0);
	heap_invent(&h, 5, 300, 24, 0);
	b = heap_bags(&h, HEAP_WORDS);
	mixture_fit(&m, &b, &(struct mixture_options){ .seed = 1, .known = &known, .known_docs = docs, .fresh = fresh });
	CHECK(m.clusters == 5 && agreement_nmi(m.label, h.truth.at, b.docs) > 0.97);
	for (size_t k = 0; k < m.clusters; k++)
		CHECK(m.split[k] == MODEL_NONE);
	mixture_free(&m);
	model_free(&known);
	heap_free(&h);
}

UNIT(
	{ "logs: logarithms are right", logarithms_are_right },
	{ "mixture: topics are found, and how many there are", topics_are_found },
	{ "mixture: results repeat", results_repeat },
	{ "mixture: a sample assigns the rest", a_sample_assigns_the_rest },
	{ "mixture: copies share their fate", copies_share_their_fate },
	{ "mixture: degenerate heaps are no trouble", degenerate_heaps_are_no_trouble },
	{ "mixture: nothing new changes nothing", nothing_new_changes_nothing },
	{ "mixture: labels are what the model says", labels_are_what_the_model_says },
	{ "mixture: a topic is born", a_topic_is_born },
	{ "mixture: a topic is born though the others rest", a_topic_is_born_though_the_others_rest },
	{ "mixture: one that dissolves is in another", one_that_dissolves_is_in_another },
	{ "mixture: one that has no documents is gone", one_that_has_no_documents_is_gone },
	{ "mixture: one breaks off", one_breaks_off },
	{ "mixture: none is too small", none_is_too_small },
	{ "mixture: from no known cluster all are born", from_no_known_cluster_all_are_born },
)
