#include "heap.h"
#include "unit.h"

#include "../../src/calc/agreement.h"
#include "../../src/calc/bags.h"
#include "../../src/calc/births.h"

static struct consensus_options
with_seed(uint64_t seed, size_t threads)
{
	return (struct consensus_options){ .seed = seed, .seeds = 2, .threads = threads, .detail = 1 };
}

static void
clear_topics_are_found_from_any_seed(void)
{
	struct heap h = {0};
	struct bags b;
	struct consensus c;

	heap_invent(&h, 9, 400, 21, 0);
	b = heap_bags(&h, HEAP_WORDS);
	for (uint64_t seed = 0; seed < 5; seed++) {
		struct consensus_options o = with_seed(seed, 2);

		consensus_take(&c, &b, &o);
		CHECK(c.partition.docs == b.docs && c.partition.clusters == 9);
		CHECK(agreement_nmi((const int32_t *)c.partition.label, h.truth.at, b.docs) > 0.97);
		CHECK(c.stability > 0.9 && c.stability <= 1.0000001);
		consensus_free(&c);
	}
	heap_free(&h);
}

/* Topics that run into each other, so that runs do differ. */
static void
muddle(struct heap *h, size_t docs)
{
	struct rng r;

	rng_seed(&r, 12);
	for (size_t d = 0; d < docs; d++) {
		uint32_t topic = (uint32_t)rng_below(&r, 12), word[8];

		for (uint32_t i = 0; i < 8; i++)
			word[i] = (i < 3 ? topic * 6 + (uint32_t)rng_below(&r, 16) : (uint32_t)rng_below(&r, 120)) + i * 128;
		heap_add(h, word, 8, (int32_t)topic);
	}
}

static void
threads_do_not_matter(void)
{
	struct heap h = {0};
	struct bags b;
	struct consensus one, many, other;
	struct consensus_options o = with_seed(7, 1);

	muddle(&h, 250);
	b = heap_bags(&h, 1024);
	consensus_take(&one, &b, &o);
	for (size_t threads = 0; threads < 9; threads += threads == 0 ? 2 : 5) {
		o.threads = threads;
		consensus_take(&many, &b, &o);
		CHECK(many.partition.clusters == one.partition.clusters);
		CHECK(memcmp(many.partition.label, one.partition.label, b.docs * sizeof *one.partition.label) == 0);
		CHECK(memcmp(&many.stability, &one.stability, sizeof one.stability) == 0);
		CHECK(memcmp(&many.setting.prior, &one.setting.prior, sizeof one.setting.prior) == 0);
		consensus_free(&many);
	}
	CHECK(one.stability < 0.999);		/* so the threads had something to disagree about */
	o.seed = 8;
	consensus_take(&other, &b, &o);
	CHECK(memcmp(&other.stability, &one.stability, sizeof one.stability) != 0);	/* and the seed is used */
	consensus_free(&other);
	consensus_free(&one);
	heap_free(&h);
}

static void
each_cluster_has_a_member(void)
{
	struct heap h = {0};
	struct bags b;
	struct consensus c;
	struct consensus_options o = with_seed(3, 2);
	size_t *members;

	muddle(&h, 200);
	b = heap_bags(&h, 1024);
	consensus_take(&c, &b, &o);
	members = mem_zeroed(c.partition.clusters + 1, sizeof *members);
	for (size_t d = 0; d < b.docs; d++)
		if (CHECK(c.partition.label[d] < c.partition.clusters))
			members[c.partition.label[d]]++;
	for (size_t k = 0; k < c.partition.clusters; k++)
		CHECK(members[k] > 0);
	free(members);
	consensus_free(&c);
	heap_free(&h);
}

static void
little_is_no_trouble(void)
{
	static const size_t none[1] = {0}, empty[4] = {0}, one[2] = { 0, 2 };
	static const uint32_t word[] = { 0, 1 };
	static const float count[] = { 1, 1 };
	struct consensus_options o = with_seed(1, 2);
	struct heap h = {0};
	struct bags b;
	struct consensus c;

	consensus_take(&c, &(struct bags){ 0, 0, none, word, count }, &o);
	CHECK(c.partition.docs == 0 && c.partition.clusters == 0 && c.setting.prior > 0);
	consensus_free(&c);
	consensus_take(&c, &(struct bags){ 3, 0, empty, word, count }, &o);
	CHECK(c.partition.docs == 3 && c.partition.clusters >= 1 && c.partition.label[2] < c.partition.clusters);
	consensus_free(&c);
	consensus_take(&c, &(struct bags){ 1, 2, one, word, count }, &o);
	CHECK(c.partition.docs == 1 && c.partition.clusters == 1 && c.partition.label[0] == 0);
	consensus_free(&c);
	for (int d = 0; d < 30; d++)
		heap_add(&h, (const uint32_t[]){ 4, 2, 9 }, 3, 0);
	b = heap_bags(&h, 10);
	consensus_take(&c, &b, &o);
	CHECK(c.partition.clusters == 1 && c.partition.label[0] == 0 && c.partition.label[29] == 0);
	CHECK(c.stability >= 1 && c.stability <= 1);
	consensus_free(&c);
	heap_free(&h);
}

/* The prior is worth a dozen documents, within bounds, and whole, since models are written down. */
static void
the_setting_suits_the_documents(void)
{
	struct heap h = {0};
	struct bags b;
	struct sampler_setting s, fine;

	heap_invent(&h, 4, 50, 1, 0);
	b = heap_bags(&h, HEAP_WORDS);
	s = consensus_setting(&b, 1);
	CHECK_NEAR(s.prior, 37, 1e-9);			/* of 50 documents an eighth is less than a dozen */
	fine = consensus_setting(&b, 1.5);
	CHECK_NEAR(fine.mean, 1.5 * s.mean, 1e-9);
	CHECK_NEAR(fine.cap, 1.5 * s.cap, 1e-9);
	h.count.at[0] = 3;
	CHECK_NEAR(consensus_setting(&b, 1).prior, 37, 1e-9);	/* 37.6 */
	heap_free(&h);
	heap_add(&h, (const uint32_t[]){ 0 }, 1, 0);
	b = heap_bags(&h, 1);
	CHECK_NEAR(consensus_setting(&b, 1).prior, 5, 1e-9);
	heap_free(&h);
	for (uint32_t d = 0; d < 100; d++) {
		uint32_t word[40];

		for (uint32_t i = 0; i < 40; i++)
			word[i] = i;
		heap_add(&h, word, 40, 0);
	}
	b = heap_bags(&h, 40);
	CHECK_NEAR(consensus_setting(&b, 1).prior, SAMPLER_PRIOR, 1e-9);
	heap_free(&h);
}

/* Known: documents of topics 0 to 3, where they belong. */
struct nursery {
	struct heap h;
	size_t old;
	VEC(size_t) copies;
	bool fresh[1024];
	uint32_t label[1024], before[1024];
};

static void
nursery_open(struct nursery *n)
{
	*n = (struct nursery){0};
	heap_invent(&n->h, 4, 240, 30, 0);
	n->old = n->h.start.len - 1;
	for (size_t d = 0; d < n->old; d++)
		n->label[d] = (uint32_t)n->h.truth.at[d];
}

/* More documents of topics from .. from + topics - 1, placed in `place`, or where they belong. */
static void
nursery_bring(struct nursery *n, size_t from, size_t topics, size_t docs, uint64_t seed, bool alone)
{
	size_t at = n->h.start.len - 1, first = n->h.word.len;

	heap_invent(&n->h, topics, docs, seed, 0);
	for (size_t i = first; i < n->h.word.len; i++)
		if (n->h.word.at[i] >= 40)
			n->h.word.at[i] += (uint32_t)from * 12;
	for (size_t d = at; d < at + docs; d++) {
		n->h.truth.at[d] += (int32_t)from;
		n->fresh[d] = true;
		n->label[d] = alone ? UINT32_MAX : (uint32_t)n->h.truth.at[d];
	}
}

static size_t
nursery_find(struct nursery *n, size_t min_size)
{
	struct bags b = heap_bags(&n->h, HEAP_WORDS);
	struct consensus_options o = with_seed(1, 2);

	while (n->copies.len < b.docs)
		vec_push(&n->copies, 1);
	memcpy(n->before, n->label, sizeof n->before);
	o.prior = consensus_setting(&b, 1).prior;
	return births_find(&b, n->copies.at, n->fresh, n->label, 4, min_size, &o);
}

static void
nursery_close(struct nursery *n)
{
	heap_free(&n->h);
	vec_free(&n->copies);
}

static void
a_new_topic_is_born(void)
{
	struct nursery n;
	size_t clusters;

	nursery_open(&n);
	nursery_bring(&n, 4, 1, 25, 31, true);		/* alone so far */
	nursery_bring(&n, 0, 4, 60, 32, false);
	clusters = nursery_find(&n, 2);
	CHECK(clusters == 5);
	for (size_t d = 0; d < n.h.truth.len; d++)
		CHECK(n.label[d] == (uint32_t)n.h.truth.at[d]);
	nursery_close(&n);
}

/* Also where the known model, which has no words for it, put it somewhere; two of them apart. */
static void
two_new_topics_are_born_from_a_known_one(void)
{
	struct nursery n;

	nursery_open(&n);
	nursery_bring(&n, 5, 2, 60, 33, false);
	for (size_t d = n.old; d < n.h.truth.len; d++)
		n.label[d] = 2;
	CHECK(nursery_find(&n, 2) == 6);
	for (size_t d = 0; d < n.old; d++)
		CHECK(n.label[d] == n.before[d]);
	for (size_t d = n.old; d < n.h.truth.len; d++)
		CHECK(n.label[d] >= 4 && n.label[d] < 6 && (n.label[d] == n.label[n.old]) == (n.h.truth.at[d] == n.h.truth.at[n.old]));
	nursery_close(&n);
}

static void
more_of_the_same_is_not_born(void)
{
	struct nursery n;

	nursery_open(&n);
	nursery_bring(&n, 0, 4, 120, 34, false);
	CHECK(nursery_find(&n, 2) == 4);
	CHECK(memcmp(n.label, n.before, sizeof n.label) == 0);
	nursery_close(&n);
	nursery_open(&n);				/* and nothing is, where nothing came */
	CHECK(nursery_find(&n, 2) == 4);
	CHECK(memcmp(n.label, n.before, sizeof n.label) == 0);
	nursery_close(&n);
}

static void
too_few_are_not_born_but_copies_count(void)
{
	struct nursery n;

	nursery_open(&n);
	nursery_bring(&n, 4, 1, 12, 35, true);
	CHECK(nursery_find(&n, 13) == 4);
	CHECK(memcmp(n.label, n.before, sizeof n.label) == 0);
	CHECK(nursery_find(&n, 12) == 5);
	nursery_close(&n);
	nursery_open(&n);
	nursery_bring(&n, 4, 1, 12, 35, true);
	while (n.copies.len < n.old)
		vec_push(&n.copies, 1);
	vec_push(&n.copies, 2);				/* of the first that is fresh */
	CHECK(nursery_find(&n, 13) == 5);
	nursery_close(&n);
}

static void
some_bags_are_taken(void)
{
	struct heap h = {0};
	struct bags b, some;
	const size_t which[] = { 3, 0 };

	heap_invent(&h, 2, 5, 1, 0);
	b = heap_bags(&h, HEAP_WORDS);
	bags_take(&some, &b, which, 2);
	CHECK(some.docs == 2 && some.words == HEAP_WORDS && some.start[0] == 0 && some.start[1] == 6 && some.start[2] == 12);
	CHECK(memcmp(some.word, b.word + 18, 6 * sizeof *b.word) == 0 && memcmp(some.word + 6, b.word, 6 * sizeof *b.word) == 0);
	bags_free(&some);
	bags_take(&some, &b, which, 0);
	CHECK(some.docs == 0 && some.start[0] == 0);
	bags_free(&some);
	heap_free(&h);
}

UNIT(
	{ "consensus: clear topics are found from any seed", clear_topics_are_found_from_any_seed },
	{ "consensus: threads do not matter", threads_do_not_matter },
	{ "consensus: each cluster has a member", each_cluster_has_a_member },
	{ "consensus: little is no trouble", little_is_no_trouble },
	{ "consensus: the setting suits the documents", the_setting_suits_the_documents },
	{ "births: a new topic is born", a_new_topic_is_born },
	{ "births: two new topics are born from a known one", two_new_topics_are_born_from_a_known_one },
	{ "births: more of the same is not born", more_of_the_same_is_not_born },
	{ "births: too few are not born, but copies count", too_few_are_not_born_but_copies_count },
	{ "births: some bags are taken", some_bags_are_taken },
)
