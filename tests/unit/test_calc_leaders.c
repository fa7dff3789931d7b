#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/base/hash.h"
#include "../../src/calc/groups.h"
#include "../../src/calc/jaccard.h"
#include "../../src/calc/leaders.h"

#include <stdlib.h>

enum { MANY = 300, SET = 60 };

/* Texts that are equal or not: their candidates are in order, their raw and normalised texts and ids told by these. */
struct few {
	const struct candidate *all;
	const char *const *raw, *const *normal, *const *id;
	uint32_t groups[8][LEADERS_COLUMNS];
};

static const uint32_t *
few_groups(void *with, uint32_t i)
{
	return ((struct few *)with)->groups[i];
}

static bool
few_equal(void *with, uint32_t a, uint32_t b, enum copy_why tier)
{
	struct few *f = with;

	return tier == COPY_EXACT ? strcmp(f->raw[a], f->raw[b]) == 0 : strcmp(f->normal[a], f->normal[b]) == 0;
}

/* With hashes of one bit, so that many that differ share a group. */
static void
find(struct few *f, size_t n, struct copy *copies)
{
	struct rings rings = {0};
	struct groups groups = {0};
	struct leaders_by by = { .all = f->all, .rings = &rings, .same = 0.5, .other = 0.6, .groups = few_groups, .equal = few_equal, .with = f };
	uint32_t keys[8], group[8];

	for (unsigned column = 0; column < LEADERS_COLUMNS; column++) {
		for (size_t i = 0; i < n; i++) {
			const char *text = column == LEADERS_RAW ? f->raw[i] : f->normal[i];
			uint32_t key = column == LEADERS_RAW || column == LEADERS_NORMAL ? (uint32_t)(hash64(text, strlen(text)) & 1) + 1 : 0;

			keys[i] = leaders_key(&f->all[i], column, *text != '\0' ? key : 0);
		}
		groups_make(&groups, keys, n, leaders_most(column), &rings, group);
		for (size_t i = 0; i < n; i++)
			f->groups[i][column] = group[i];
	}
	memset(copies, 0, n * sizeof *copies);
	leaders_find(&by, n, copies);
	groups_free(&groups);
	rings_free(&rings);
}

static void
the_first_leads(void)
{
	struct candidate all[4] = { { .says = true }, { .says = true, .requester = 1 }, { .says = true, .requester = 1 }, { .says = true, .out = true } };
	struct few f = { .all = all, .raw = (const char *const[]){ "x", "y", "x", "x" }, .normal = (const char *const[]){ "x", "y", "x", "x" } };
	struct copy copies[4];

	find(&f, 4, copies);
	CHECK(copies[0].why == COPY_NONE && copies[1].why == COPY_NONE);
	CHECK(copies[2].why == COPY_EXACT && copies[2].of == 0 && !copies[2].same_requester);
	CHECK(copies[3].why == COPY_NONE);	/* it was decided before */
	all[2].leads = true;
	find(&f, 4, copies);
	CHECK(copies[2].why == COPY_NONE);
	CHECK_TEXT(copy_why_name(COPY_NORMAL_EXACT), "normal-exact");
	find(&f, 0, copies);
}

static void
strangers_must_say_something(void)
{
	struct candidate all[5];
	struct few f = { .all = all, .raw = (const char *const[]){ "Thanks!", "thanks", "THANKS", "ThAnKs", "ThaNKs" },
		.normal = (const char *const[]){ "thanks", "thanks", "thanks", "thanks", "thanks" } };
	static const uint64_t who[] = { 1ull << 40, 2ull << 40, 1ull << 40, 2ull << 40, 0 };
	struct copy copies[5];

	for (int i = 0; i < 5; i++)
		all[i] = (struct candidate){ .says = true, .requester = who[i], .worth = LEADERS_WORTH * BITS - 1 };
	find(&f, 5, copies);
	CHECK(copies[1].why == COPY_NONE && copies[4].why == COPY_NONE);
	CHECK(copies[2].why == COPY_NORMAL_EXACT && copies[2].of == 0 && copies[2].same_requester);
	CHECK(copies[3].why == COPY_NORMAL_EXACT && copies[3].of == 1 && copies[3].same_requester);
	for (int i = 0; i < 5; i++)
		all[i].worth++;
	find(&f, 5, copies);
	CHECK(copies[1].why == COPY_NORMAL_EXACT && copies[1].of == 0 && !copies[1].same_requester);
	CHECK(copies[3].of == 0 && copies[4].of == 0);
}

static void
what_says_nothing_is_no_copy(void)
{
	struct candidate all[5] = {0};
	struct few f = { .all = all, .raw = (const char *const[]){ "", "", ":-)", ":-(", ":-)" }, .normal = (const char *const[]){ "", "", "", "", "" } };
	struct copy copies[5];

	find(&f, 5, copies);
	for (int i = 0; i < 4; i++)
		CHECK(copies[i].why == COPY_NONE);
	CHECK(copies[4].why == COPY_EXACT && copies[4].of == 2);
}

static void
groups_are_those_of_equal_keys(void)
{
	enum { N = 5000 };
	static uint32_t keys[N], group[N];
	struct groups groups = {0};
	struct rings rings = {0};
	struct rng r;

	rng_seed(&r, 8);
	for (int round = 0; round < 4; round++) {
		for (size_t i = 0; i < N; i++)
			keys[i] = (uint32_t)rng_below(&r, round < 2 ? 2000 : 40000) * 0x9e3779b1u;
		groups_make(&groups, keys, N, 3, &rings, group);
		for (size_t i = 0; i < N; i++) {
			size_t same = 0;

			for (size_t j = 0; j < N; j++) {
				same += keys[j] == keys[i];
				if (i % 50 == 0 && group[i] != RINGS_NONE)
					CHECK((group[j] == group[i]) == (keys[j] == keys[i]));
			}
			CHECK((group[i] == RINGS_NONE) == (keys[i] == 0 || same == 1));
		}
	}
	groups_free(&groups);
	rings_free(&rings);
}

static void
rings_hold_the_last(void)
{
	struct rings rings = {0};
	uint32_t a = rings_add(&rings, 3), b = rings_add(&rings, 1), n, sum = 0;
	const uint32_t *in;

	CHECK((rings_of(&rings, a, &n), n == 0));
	for (uint32_t i = 1; i <= 5; i++) {
		rings_push(&rings, a, i);
		rings_push(&rings, b, 10 * i);
		in = rings_of(&rings, a, &n);
		CHECK(n == (i < 3 ? i : 3));
	}
	for (uint32_t k = 0; k < n; k++)
		sum += in[k];
	CHECK(sum == 3 + 4 + 5);
	in = rings_of(&rings, b, &n);
	CHECK(n == 1 && in[0] == 50);
	rings_free(&rings);
}

/* Random texts: sets of numbers, each also a word, drawn from a few subjects so that many are alike. */
static struct world {
	struct candidate all[MANY];
	char id[MANY][8];
	uint32_t set[MANY][SET], keys[MANY][MINHASH_KEYS], groups[MANY][LEADERS_COLUMNS];
	struct sketch sketches[MANY];
	struct evidence_word words[MANY][SET];
	struct evidence evidence[MANY];
} world;

static int
ascending(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void
make_world(uint64_t seed)
{
	struct rng r;

	rng_seed(&r, seed);
	for (size_t i = 0; i < MANY; i++) {
		struct candidate *c = &world.all[i];
		uint32_t subject = (uint32_t)rng_below(&r, 25), change = (uint32_t)rng_below(&r, 40), least[MINHASH_ORDERS];
		size_t n = 0, from = SET - rng_below(&r, 30), kept = 0;

		while (n < from) {
			uint64_t x = rng_below(&r, 100) < change ? rng_next(&r) : subject * 1000 + n;

			world.set[i][n++] = (uint32_t)(x * 0x9e3779b97f4a7c15u >> 32);
		}
		qsort(world.set[i], n, sizeof *world.set[i], ascending);
		for (size_t k = 0; k < n; k++)
			if (k == 0 || world.set[i][k] != world.set[i][k - 1])
				world.set[i][kept++] = world.set[i][k];
		snprintf(world.id[i], sizeof world.id[i], "t%zu", (size_t)rng_below(&r, 100) * 1000 + i);
		*c = (struct candidate){ .says = true, .can_be_near = true, .elements = (uint32_t)kept };
		c->requester = rng_below(&r, 5) > 0 ? (1 + rng_below(&r, 6)) * 0x123456789abcdefu : 0;
		for (size_t k = 0; k < kept; k++) {
			uint32_t worth = world.set[i][k] % 100;	/* parts of a bit: the guard decides often */

			world.words[i][k] = (struct evidence_word){ .hash = world.set[i][k], .worth = worth, .number = world.set[i][k] % 97 == 0 };
			c->worth = (uint16_t)(c->worth + (world.words[i][k].number ? 0 : worth));
		}
		world.evidence[i] = (struct evidence){ STR(""), world.set[i], kept, kept, world.words[i] };
		minhash(world.set[i], kept, least);
		minhash_keys(least, world.keys[i]);
		world.sketches[i] = minhash_sketch(least);
	}
}

/* Who has what in common with whom. */
static void
group_world(struct rings *rings)
{
	uint32_t keys[MANY], group[MANY];
	struct groups groups = {0};

	for (unsigned column = 0; column < LEADERS_COLUMNS; column++) {
		for (size_t i = 0; i < MANY; i++) {
			uint32_t key = column < MINHASH_KEYS ? world.keys[i][column] : column == LEADERS_REQUESTER ? (uint32_t)world.all[i].requester : 0;

			keys[i] = leaders_key(&world.all[i], column, key);
		}
		groups_make(&groups, keys, MANY, leaders_most(column), rings, group);
		for (size_t i = 0; i < MANY; i++)
			world.groups[i][column] = group[i];
	}
	groups_free(&groups);
}

static const uint32_t *
groups_of(void *with, uint32_t i)
{
	(void)with;
	return world.groups[i];
}

static bool
smaller_id(void *with, uint32_t a, uint32_t b)
{
	(void)with;
	return strcmp(world.id[a], world.id[b]) < 0;
}

static const struct evidence *
evidence(void *with, uint32_t i, bool leader)
{
	(void)with;
	(void)leader;
	return &world.evidence[i];
}

static bool
same_person(const struct candidate *a, const struct candidate *b)
{
	return a->requester != 0 && a->requester == b->requester;
}

/* Would i follow leader l, by all that is said of it? Its similarity, or 0. */
static double
slowly_alike(size_t i, size_t l, double same, double other)
{
	const struct evidence *a = &world.evidence[i], *b = &world.evidence[l];
	bool person = same_person(&world.all[i], &world.all[l]);
	size_t shared = 0;
	double sim;

	for (size_t x = 0; x < a->n; x++) {
		bool found = false;

		for (size_t y = 0; y < b->n && !found; y++)
			found = a->set[x] == b->set[y];
		shared += found;
	}
	sim = jaccard(shared, a->n, b->n);
	if (sketch_agree(&world.sketches[i], &world.sketches[l]) < sketch_least(person ? same : other))
		return 0;
	return sim >= (person ? same : other) && evidence_alike(a, b, person, sim) ? sim : 0;
}

/* Of the leaders so far, newest first: is it among those that i meets? */
static bool
meets(size_t i, const size_t *leaders, size_t n, size_t which)
{
	const struct candidate *c = &world.all[i], *l = &world.all[leaders[which]];
	bool worth = c->worth >= LEADERS_WORTH * BITS && l->worth >= LEADERS_WORTH * BITS;
	size_t between = 0;

	for (size_t k = which + 1; k < n; k++)
		between += same_person(c, &world.all[leaders[k]]);
	if (same_person(c, l) && between < LEADERS_RECENT)
		return true;
	if (!worth)
		return false;	/* the others of the same person are too few here to matter */
	for (size_t key = 0; key < MINHASH_KEYS; key++) {
		between = 0;
		for (size_t k = which + 1; k < n; k++)
			between += world.keys[leaders[k]][key] == world.keys[i][key] && world.all[leaders[k]].worth >= LEADERS_WORTH * BITS;
		if (l->worth >= LEADERS_WORTH * BITS && world.keys[leaders[which]][key] == world.keys[i][key] && between < LEADERS_A_KEY)
			return true;
	}
	return false;
}

static void
leaders_are_those_of_comparing_each_with_each(void)
{
	static struct copy copies[MANY];
	size_t near = 0, strangers = 0;

	for (uint64_t seed = 0; seed < 8; seed++) {
		struct rings rings = {0};
		struct leaders_by by = { world.all, world.sketches, &rings, 0.5, 0.6, groups_of, NULL, smaller_id, evidence, NULL, NULL };
		size_t leaders[MANY], n = 0;

		make_world(seed);
		group_world(&rings);
		leaders_find(&by, MANY, copies);
		for (size_t i = 0; i < MANY; i++) {
			size_t best = MANY;
			double most = 0;

			for (size_t l = 0; l < n; l++) {
				double sim = meets(i, leaders, n, l) ? slowly_alike(i, leaders[l], 0.5, 0.6) : 0;

				if (sim > most || (sim > 0 && sim >= most && strcmp(world.id[leaders[l]], world.id[best]) < 0)) {
					most = sim;
					best = leaders[l];
				}
			}
			CHECK((best == MANY) == (copies[i].why == COPY_NONE));
			if (best == MANY) {
				leaders[n++] = i;
				continue;
			}
			CHECK(copies[i].why == COPY_NEAR && copies[i].of == best);
			CHECK_NEAR(copies[i].sim, most, 1e-12);
			near++;
			strangers += !copies[i].same_requester;
		}
		rings_free(&rings);
	}
	printf("# %zu of one person, %zu of others\n", near - strangers, strangers);
	CHECK(strangers > 50 && near - strangers > 50);
}

UNIT(
	{ "leaders: the first leads, and what was decided stays", the_first_leads },
	{ "leaders: equal normalised texts of strangers must say something", strangers_must_say_something },
	{ "leaders: what says nothing is no copy", what_says_nothing_is_no_copy },
	{ "groups: those of equal keys", groups_are_those_of_equal_keys },
	{ "rings: the last few", rings_hold_the_last },
	{ "leaders: those that comparing each with each finds", leaders_are_those_of_comparing_each_with_each },
)
