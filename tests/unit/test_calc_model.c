#include "heap.h"
#include "unit.h"

#include "../../src/calc/consensus.h"
#include "../../src/calc/model.h"
#include "../../src/calc/weights.h"

#include <math.h>

/* Two clusters over four words, of which nobody knows the last. */
static void
by_hand(struct model *m)
{
	static const uint32_t weight[] = { 1000, 2000, 500, 0 }, of[] = { 2, 1, 0, 2 };
	static const struct model_lift lifts[] = { { 1, 1500 }, { 1, 2000 }, { 0, 3000 }, { 0, 1000 } };

	*m = (struct model){ .clusters = 2, .words = 4, .strength = 100 };
	m->weight = mem_zeroed(4, sizeof *m->weight);
	m->docs = mem_zeroed(2, sizeof *m->docs);
	m->mass = mem_zeroed(2, sizeof *m->mass);
	memcpy(m->weight, weight, sizeof weight);
	m->docs[0] = 4;
	m->docs[1] = 2;
	m->mass[0] = 6000;
	m->mass[1] = 3000;
	model_index(m, of, lifts, 4);
}

/* Half of a mean document: (6 + 3) / (4 + 2) / 2. */
#define HALF 0.75

static void
a_document_is_placed_by_the_formula(void)
{
	static const uint32_t word[] = { 0, 2 }, other[] = { 1 }, weak[] = { 2 };
	static const float once[] = { 1, 1 }, twice[] = { 2, 1 };
	struct model m;
	struct verdict v;
	double s[3], x = 1 + log(2.0);

	by_hand(&m);
	CHECK(m.start[0] == 0 && m.start[1] == 1 && m.start[2] == 2 && m.start[3] == 4 && m.start[4] == 4);
	v = model_place(&m, word, once, 2, s);
	CHECK_NEAR(s[0], log(4 - 1 + 0.1) - 1.5 * log(100 + 6 + HALF) + 1 * 3.0 + 0.5 * 1.0, 1e-6);
	CHECK_NEAR(s[1], log(2 - 1 + 0.1) - 1.5 * log(100 + 3 + HALF) + 0.5 * 1.5, 1e-6);
	CHECK_NEAR(s[2], log(0.1) - 1.5 * log(100 + HALF), 1e-6);
	CHECK(v.best == 0 && v.second == 1 && v.known);
	CHECK_NEAR(v.fit, tanh((s[0] - s[1]) / 2), 1e-6);

	v = model_place(&m, word, twice, 2, s);		/* a word that is repeated says less each time, and is rounded */
	CHECK_NEAR(s[0], log(3.1) - (x + 0.5) * log(106.75) + x * 3.0 + 0.5 * 1.0, 3e-3);
	CHECK(model_mass(&m, 0, 2) == 1693 && model_mass(&m, 0, 1) == 1000 && model_mass(&m, 1, 1) == 2000);

	v = model_place(&m, other, once, 1, s);
	CHECK(v.best == 1 && v.fit > 0);
	v = model_place(&m, weak, once, 1, s);
	CHECK(v.best == 0);
	CHECK_NEAR(v.fit, tanh((s[0] - (s[1] > s[2] ? s[1] : s[2])) / 2), 1e-6);
	model_free(&m);
}

/* It is alone where that is likelier: many heavy words that no cluster explains well. */
static void
it_may_be_alone(void)
{
	static const uint32_t word[] = { 0, 1, 2 };
	static const float once[] = { 1, 1, 1 };
	struct model m;
	struct verdict v;
	double s[3];

	by_hand(&m);
	m.docs[0] = m.docs[1] = 1;
	m.mass[0] = m.mass[1] = 4000000;
	model_index(&m, (const uint32_t[]){ 0, 1, 2, 2 }, (const struct model_lift[]){ { 0, 1 }, { 1, 1 }, { 0, 1 }, { 1, 1 } }, 4);
	v = model_place(&m, word, once, 3, s);
	CHECK(v.best == MODEL_NONE && v.known && v.fit <= 0);
	CHECK(s[2] > s[0] && s[2] > s[1]);
	CHECK(v.second == (s[1] > s[0] ? 1 : 0));
	model_free(&m);
}

static void
unknown_words_are_passed_over(void)
{
	static const uint32_t with[] = { 3, 0, 4, UINT32_MAX, 1000000 }, without[] = { 0 }, none[] = { 3, 4, UINT32_MAX };
	static const float count[] = { 7, 1, 3, 1, 9 }, one[] = { 1 };
	struct model m;
	struct verdict v, w;
	double a[3], b[3];

	by_hand(&m);
	CHECK(model_mass(&m, 3, 5) == 0 && model_mass(&m, 4, 5) == 0 && model_mass(&m, UINT32_MAX, 1) == 0);
	v = model_place(&m, with, count, 5, a);
	w = model_place(&m, without, one, 1, b);
	CHECK(memcmp(a, b, sizeof a) == 0 && v.best == w.best && v.best == 0 && v.second == w.second && v.known);
	v = model_place(&m, none, count, 3, a);
	CHECK(v.best == MODEL_NONE && v.second == MODEL_NONE && !v.known && v.fit <= 0);
	v = model_place(&m, none, count, 0, a);
	CHECK(v.best == MODEL_NONE && !v.known);
	model_free(&m);
	m = (struct model){0};			/* no clusters, no words */
	model_index(&m, NULL, NULL, 0);
	v = model_place(&m, with, count, 5, a);
	CHECK(v.best == MODEL_NONE && !v.known);
	model_free(&m);
}

/* To the last bit: lines may come in any order, and so may a ticket's words after stemming. */
static void
the_order_of_words_does_not_matter(void)
{
	struct heap h = {0};
	struct bags b;
	struct model m;
	struct sampler_setting setting;
	struct rng r;
	size_t *copies;

	heap_invent(&h, 6, 200, 9, 0);
	b = heap_bags(&h, HEAP_WORDS);
	setting = consensus_setting(&b, 1);
	copies = mem_zeroed(b.docs, sizeof *copies);
	model_learn(&m, &b, copies, (const uint32_t *)h.truth.at, 6, &setting);
	rng_seed(&r, 5);
	for (size_t d = 0; d < b.docs; d++) {
		uint32_t word[24];
		float count[24];
		double s[7], t[7];
		size_t n = b.start[d + 1] - b.start[d], all = 0;
		struct verdict v, w;

		for (size_t i = 0; i < n; i++, all++) {
			word[all] = b.word[b.start[d] + i];
			count[all] = (float)(i + 1);
		}
		v = model_place(&m, word, count, all, s);
		for (size_t i = all - 1; i > 0; i--) {
			size_t j = (size_t)rng_below(&r, i + 1);
			uint32_t x = word[i];
			float y = count[i];

			word[i] = word[j];
			count[i] = count[j];
			word[j] = x;
			count[j] = y;
		}
		w = model_place(&m, word, count, all, t);
		CHECK(memcmp(s, t, sizeof s) == 0 && v.best == w.best && v.second == w.second);
	}
	free(copies);
	model_free(&m);
	heap_free(&h);
}

static size_t
lifts_of(const struct model *m, uint32_t word)
{
	return m->start[word + 1] - m->start[word];
}

/* Two clusters of two documents each, and one in none. Words 2, 3 and 8 are in one document only. */
static void
witnesses(struct heap *h)
{
	heap_add(h, (const uint32_t[]){ 0, 1, 2 }, 3, 0);
	heap_add(h, (const uint32_t[]){ 0, 1, 3 }, 3, 0);
	heap_add(h, (const uint32_t[]){ 4, 5, 6, 7 }, 4, 1);
	heap_add(h, (const uint32_t[]){ 4, 5, 6, 7, 8 }, 5, 1);
	heap_add(h, (const uint32_t[]){ 0, 9 }, 2, -1);
}

static void
what_one_document_has_is_none_of_the_clusters(void)
{
	struct heap h = {0};
	struct bags b;
	struct model m;
	struct sampler_setting setting = { .5, .8, 1.75, 8, 0, 2, 20 };
	const size_t once[] = { 1, 1, 1, 1, 1 };

	witnesses(&h);
	b = heap_bags(&h, 10);
	model_learn(&m, &b, once, (const uint32_t *)h.truth.at, 2, &setting);
	CHECK(m.docs[0] == 2 && m.docs[1] == 2);
	for (uint32_t w = 0; w < 10; w++) {
		bool shared = w < 2 || (w >= 4 && w < 8);

		CHECK(lifts_of(&m, w) == shared);
		CHECK((m.weight[w] > 0) == shared);
		if (shared)
			CHECK(m.lift[m.start[w]].cluster == (w < 2 ? 0 : 1) && m.lift[m.start[w]].lift > 0);
	}
	model_free(&m);
	heap_free(&h);
}

/* lift = ln(1 + S / prior), S without one occurrence; the prior half uniform, half by use. */
static void
lifts_are_those_of_the_formula(void)
{
	struct heap h = {0};
	struct bags b;
	struct model m;
	struct sampler_setting setting = { .5, .8, 1.75, 8, 0, 2, 20 };
	const size_t once[] = { 1, 1, 1, 1, 1 };
	float weight[10], *prior;

	witnesses(&h);
	b = heap_bags(&h, 10);
	model_learn(&m, &b, once, (const uint32_t *)h.truth.at, 2, &setting);
	weights_learn(weight, &b, (const uint32_t *)h.truth.at, 2, &setting);
	prior = sampler_prior(&b, 20);
	CHECK_NEAR((double)m.weight[4], 1000 * (double)weight[4], 0.51);
	CHECK_NEAR((double)m.lift[m.start[4]].lift, 1000 * log(1 + (double)weight[4] / (double)prior[4]), 0.51);
	CHECK_NEAR((double)m.mass[0], 1000.0 * (2 * (double)weight[0] + 2 * (double)weight[1] + (double)weight[2] + (double)weight[3]), 1);
	free(prior);
	model_free(&m);
	heap_free(&h);
}

static void
copies_count_twice(void)
{
	struct heap h = {0};
	struct bags b;
	struct model one, two, many;
	struct sampler_setting setting = { .5, .8, 1.75, 8, 0, 2, 20 };
	const size_t once[] = { 1, 1, 1, 1, 1 }, twice[] = { 2, 1, 1, 1, 1 }, often[] = { 500, 1, 1, 1, 1 };

	witnesses(&h);
	b = heap_bags(&h, 10);
	model_learn(&one, &b, once, (const uint32_t *)h.truth.at, 2, &setting);
	model_learn(&two, &b, twice, (const uint32_t *)h.truth.at, 2, &setting);
	model_learn(&many, &b, often, (const uint32_t *)h.truth.at, 2, &setting);
	CHECK(two.docs[0] == 3 && many.docs[0] == 3 && two.docs[1] == 2);
	CHECK(two.mass[0] > one.mass[0] && two.mass[0] == many.mass[0] && two.mass[1] == one.mass[1]);
	CHECK(lifts_of(&one, 2) == 0 && lifts_of(&two, 2) == 1 && lifts_of(&two, 3) == 0);
	CHECK(two.start[10] == many.start[10] && memcmp(two.lift, many.lift, two.start[10] * sizeof *two.lift) == 0);
	model_free(&one);
	model_free(&two);
	model_free(&many);
	heap_free(&h);
}

/* At most MODEL_WORDS a cluster, those that say most. */
static void
the_words_that_say_most_are_kept(void)
{
	enum { WORDS = MODEL_WORDS + 50, DOCS = 40 };
	struct heap h = {0};
	uint32_t word[WORDS], label[DOCS];
	size_t copies[DOCS], kept = 0, often = 0;
	struct sampler_setting setting = { .5, .8, 1.75, 8, 0, 2, 20 };
	struct bags b;
	struct model m;

	for (uint32_t d = 0; d < DOCS; d++) {
		uint32_t n = 0;

		label[d] = d % 2;
		copies[d] = 1;
		if (d % 2 == 0)
			for (uint32_t w = 0; w < WORDS; w++)	/* the first 50 are in two documents, the others in all */
				if (w >= 50 || d < 4)
					word[n++] = w;
		if (d % 2 == 1)
			word[n++] = WORDS;
		heap_add(&h, word, n, (int32_t)label[d]);
	}
	b = heap_bags(&h, WORDS + 1);
	model_learn(&m, &b, copies, label, 2, &setting);
	for (uint32_t w = 0; w < WORDS; w++) {
		kept += lifts_of(&m, w);
		often += w >= 50 ? lifts_of(&m, w) : 0;
		CHECK((lifts_of(&m, w) > 0) == (m.weight[w] > 0));
	}
	CHECK(kept == MODEL_WORDS && often == MODEL_WORDS);
	model_free(&m);
	heap_free(&h);
}

static void
a_copy_has_other_numbers_and_may_have_less(void)
{
	static const uint32_t swap[] = { 1, 0 }, reverse[] = { 3, 2, 1, 0 }, one[] = { MODEL_NONE, 0 }, few[] = { 5, MODEL_NONE, 0, 1 };
	static const uint32_t word[] = { 0, 1, 2 }, renamed[] = { 3, 2, 1 }, left[] = { 5, 0 };
	static const float count[] = { 1, 1, 1 };
	struct model m, c;
	struct verdict v, w;
	double s[3], t[3];

	by_hand(&m);
	model_copy(&c, &m, swap, 2, reverse, 4);
	v = model_place(&m, word, count, 3, s);
	w = model_place(&c, renamed, count, 3, t);
	CHECK(v.best != MODEL_NONE && w.best == swap[v.best] && w.second == swap[v.second]);
	CHECK(s[0] >= t[1] && s[0] <= t[1] && s[1] >= t[0] && s[1] <= t[0] && s[2] >= t[2] && s[2] <= t[2]);
	CHECK(c.docs[1] == 4 && c.mass[0] == 3000 && c.weight[3] == 1000 && c.weight[0] == 0);
	model_free(&c);

	model_copy(&c, &m, one, 1, few, 6);		/* without cluster 0 and word 1 */
	CHECK(c.clusters == 1 && c.words == 6 && c.docs[0] == 2 && c.mass[0] == 3000 && c.strength >= 100 && c.strength <= 100);
	CHECK(c.start[6] == 1 && lifts_of(&c, 0) == 1 && c.lift[0].cluster == 0 && c.lift[0].lift == 1500);
	CHECK(c.weight[0] == 500 && c.weight[5] == 0 && c.weight[1] == 0);	/* what only the other knew nobody knows */
	w = model_place(&c, left, count, 2, s);
	CHECK(w.known);
	CHECK_NEAR(s[0], log(1.1) - 0.5 * log(100 + 3 + 3.0 / 2 / 2) + 0.5 * 1.5, 1e-6);
	CHECK_NEAR(s[1], log(0.1) - 0.5 * log(100 + 3.0 / 2 / 2), 1e-6);
	model_free(&c);
	model_free(&m);
}

static void
documents_of_clear_topics_are_placed_back(void)
{
	struct heap h = {0}, others = {0};
	struct bags b, o;
	struct model m;
	struct sampler_setting setting;
	size_t *copies, wrong = 0;
	double s[11];

	heap_invent(&h, 10, 600, 3, 0);
	heap_invent(&others, 10, 300, 77, 0);
	b = heap_bags(&h, HEAP_WORDS);
	o = heap_bags(&others, HEAP_WORDS);
	copies = mem_zeroed(b.docs, sizeof *copies);
	setting = consensus_setting(&b, 1);
	model_learn(&m, &b, copies, (const uint32_t *)h.truth.at, 10, &setting);
	for (size_t d = 0; d < b.docs; d++)
		wrong += model_place(&m, b.word + b.start[d], b.count + b.start[d], 6, s).best != (uint32_t)h.truth.at[d];
	CHECK(wrong == 0);
	for (size_t d = 0; d < o.docs; d++)		/* and so are those that it was not learned from */
		wrong += model_place(&m, o.word + o.start[d], o.count + o.start[d], 6, s).best != (uint32_t)others.truth.at[d];
	CHECK(wrong == 0);
	for (uint32_t w = 0; w < 250; w += 12) {	/* words of all topics alone say nothing */
		uint32_t common[] = { w % 40, (w + 1) % 40 };
		struct verdict v = model_place(&m, common, (const float[]){ 1, 1 }, 2, s);

		CHECK(v.best == MODEL_NONE || v.fit < 0.9);
	}
	free(copies);
	model_free(&m);
	heap_free(&h);
	heap_free(&others);
}

UNIT(
	{ "model: a document is placed by the formula", a_document_is_placed_by_the_formula },
	{ "model: it may be alone", it_may_be_alone },
	{ "model: unknown words are passed over", unknown_words_are_passed_over },
	{ "model: the order of words does not matter", the_order_of_words_does_not_matter },
	{ "model: what one document has is none of the cluster's", what_one_document_has_is_none_of_the_clusters },
	{ "model: lifts are those of the formula", lifts_are_those_of_the_formula },
	{ "model: copies count twice", copies_count_twice },
	{ "model: the words that say most are kept", the_words_that_say_most_are_kept },
	{ "model: a copy has other numbers, and may have less", a_copy_has_other_numbers_and_may_have_less },
	{ "model: documents of clear topics are placed back", documents_of_clear_topics_are_placed_back },
)
