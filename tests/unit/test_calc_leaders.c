#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/calc/jaccard.h"
#include "../../src/calc/leaders.h"

#include <stdlib.h>

enum { MANY = 300, SET = 60 };

static struct candidate
ticket(const char *id, const char *raw, const char *normal, int64_t created_at, const char *who)
{
	struct candidate c = { .id = str_of(id), .created_at = created_at, .updated_at = created_at, .words = 6, .has_text = true };

	c.raw = hash128(raw, strlen(raw));
	c.normal = hash128(normal, strlen(normal));
	c.requester = hash128(who, strlen(who));
	c.has_requester = *who != '\0';
	c.line = hash128(id, strlen(id));
	c.worth = LEADERS_WORTH * BITS;
	return c;
}

/* Versions first, then copies, as dedupe does. */
static void
find(const struct candidate *all, size_t n, struct copy *copies)
{
	struct leaders_by equal = {0};

	leaders_versions(all, n, copies);
	leaders_find(all, n, &equal, copies);
}

static void
leaders_come_first_in_time_then_by_id(void)
{
	struct candidate all[] = { ticket("c", "x", "x", 2, "ann"), ticket("b", "x", "x", 1, "bob"), ticket("a", "x", "x", 2, "ann") };
	struct copy copies[3];

	find(all, 3, copies);
	CHECK(copies[1].why == COPY_NONE);
	CHECK(copies[0].why == COPY_EXACT && copies[0].of == 1 && !copies[0].same_requester);
	CHECK(copies[2].why == COPY_EXACT && copies[2].of == 1);
}

static void
the_newest_version_stands(void)
{
	struct candidate all[] = { ticket("t", "new", "new", 1, "ann"), ticket("t", "old", "old", 1, "ann"), ticket("u", "old", "old", 5, "eve") };
	struct copy copies[3];

	all[0].updated_at = 9;
	find(all, 3, copies);
	CHECK(copies[0].why == COPY_NONE);
	CHECK(copies[1].why == COPY_SAME_ID && copies[1].of == 0 && copies[1].same_requester);
	CHECK(copies[2].why == COPY_NONE);	/* an old version leads nobody */
}

static void
strangers_must_say_something(void)
{
	struct candidate all[] = { ticket("a", "Thanks!", "thanks", 1, "ann"), ticket("b", "thanks", "thanks", 2, "bob"),
		ticket("c", "THANKS", "thanks", 3, "ann"), ticket("d", "ThAnKs", "thanks", 4, "bob"), ticket("e", "ThaNKs", "thanks", 5, "") };
	struct copy copies[5];

	for (int i = 0; i < 5; i++)
		all[i].worth--;
	find(all, 5, copies);
	CHECK(copies[1].why == COPY_NONE && copies[4].why == COPY_NONE);
	CHECK(copies[2].why == COPY_NORMAL_EXACT && copies[2].of == 0 && copies[2].same_requester);
	CHECK(copies[3].why == COPY_NORMAL_EXACT && copies[3].of == 1 && copies[3].same_requester);
	for (int i = 0; i < 5; i++)
		all[i].worth++;
	find(all, 5, copies);
	CHECK(copies[1].why == COPY_NORMAL_EXACT && copies[1].of == 0 && !copies[1].same_requester);
	CHECK(copies[3].of == 0 && copies[4].of == 0);
}

static void
what_says_nothing_is_no_copy(void)
{
	struct candidate all[] = { ticket("a", "", "", 1, ""), ticket("b", "", "", 2, ""), ticket("c", ":-)", "", 3, ""), ticket("d", ":-(", "", 4, "") };
	struct copy copies[4];

	all[0].has_text = all[1].has_text = false;
	all[2].words = all[3].words = 0;
	find(all, 4, copies);
	for (int i = 0; i < 4; i++)
		CHECK(copies[i].why == COPY_NONE);
	find(all, 0, copies);
	CHECK_TEXT(copy_why_name(COPY_NORMAL_EXACT), "normal-exact");
}

/* Random texts: sets of numbers, each also a word, drawn from a few subjects so that many are alike. */
static struct world {
	struct candidate all[MANY];
	char id[MANY][8];
	uint32_t set[MANY][SET], keys[MANY][MINHASH_KEYS], used[MANY][MINHASH_KEYS];
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
		*c = (struct candidate){ .id = str_of(world.id[i]), .has_text = true, .words = 9, .tokens = 9 };
		c->created_at = (int64_t)rng_below(&r, 50);
		c->has_requester = rng_below(&r, 5) > 0;
		c->requester = (struct hash128){ rng_below(&r, 6) * 77777, 5 };
		c->raw = c->normal = (struct hash128){ i, i };
		c->elements = (uint32_t)kept;
		c->bits = bitmap_of(world.set[i], kept);
		for (size_t k = 0; k < kept; k++) {
			uint32_t worth = world.set[i][k] % 60;	/* parts of a bit: the guard decides often */

			world.words[i][k] = (struct evidence_word){ .hash = world.set[i][k], .worth = worth, .number = world.set[i][k] % 97 == 0 };
			c->worth += world.words[i][k].number ? 0 : worth;
		}
		world.evidence[i] = (struct evidence){ STR(""), world.set[i], kept, kept, world.words[i] };
		minhash(world.set[i], kept, least);
		minhash_keys(least, world.keys[i]);
		world.sketches[i] = minhash_sketch(least);
	}
	memcpy(world.used, world.keys, sizeof world.used);
}

static const struct evidence *
evidence(void *with, size_t i, bool leader)
{
	(void)with;
	(void)leader;
	return &world.evidence[i];
}

static bool
same_person(const struct candidate *a, const struct candidate *b)
{
	return a->has_requester && b->has_requester && a->requester.high == b->requester.high;
}

/* Would i follow leader l, by all that is said of it? Its similarity, or 0. */
static double
slowly_alike(size_t i, size_t l, double same, double other)
{
	const struct evidence *a = &world.evidence[i], *b = &world.evidence[l];
	bool person = same_person(&world.all[i], &world.all[l]), only_a = false, only_b = false;
	size_t shared = 0;
	double sim, worth = 0;

	for (size_t x = 0; x < a->n; x++) {
		bool found = false;

		for (size_t y = 0; y < b->n && !found; y++)
			found = a->set[x] == b->set[y];
		shared += found;
		only_a |= !found && a->words[x].number;
		worth += found && !a->words[x].number ? a->words[x].worth : 0;
	}
	for (size_t y = 0; y < b->n; y++) {
		bool found = false;

		for (size_t x = 0; x < a->n && !found; x++)
			found = a->set[x] == b->set[y];
		only_b |= !found && b->words[y].number;
	}
	sim = jaccard(shared, a->n, b->n);
	if (sketch_agree(&world.sketches[i], &world.sketches[l]) < sketch_least(person ? same : other))
		return 0;
	if (person)
		return sim >= same ? sim : 0;
	return sim >= other && !(only_a && only_b) && worth >= (LEADERS_WORTH + LEADERS_UNLIKE * (1 - sim)) * BITS ? sim : 0;
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

static int
by_time(const void *a, const void *b)
{
	const struct candidate *x = &world.all[*(const size_t *)a], *y = &world.all[*(const size_t *)b];

	return x->created_at != y->created_at ? (x->created_at < y->created_at ? -1 : 1) : str_order(x->id, y->id);
}

static void
leaders_are_those_of_comparing_each_with_each(void)
{
	static struct copy copies[MANY];
	size_t near = 0, strangers = 0;

	for (uint64_t seed = 0; seed < 8; seed++) {
		struct leaders_by by = { &world.used[0][0], world.sketches, 0.5, 0.6, evidence, NULL, NULL };
		size_t order[MANY], leaders[MANY], n = 0;

		make_world(seed);
		leaders_versions(world.all, MANY, copies);
		leaders_find(world.all, MANY, &by, copies);
		for (size_t i = 0; i < MANY; i++)
			order[i] = i;
		qsort(order, MANY, sizeof *order, by_time);
		for (size_t k = 0; k < MANY; k++) {
			size_t i = order[k], best = MANY;
			double most = 0;

			for (size_t l = 0; l < n; l++) {
				double sim = meets(i, leaders, n, l) ? slowly_alike(i, leaders[l], 0.5, 0.6) : 0;

				if (sim > most || (sim > 0 && sim >= most && str_order(world.all[leaders[l]].id, world.all[best].id) < 0)) {
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
	}
	printf("# %zu of one person, %zu of others\n", near - strangers, strangers);
	CHECK(strangers > 50 && near - strangers > 50);
}

UNIT(
	{ "leaders: the first in time leads, then the smaller id", leaders_come_first_in_time_then_by_id },
	{ "leaders: the newest version of a ticket stands", the_newest_version_stands },
	{ "leaders: equal normalised texts of strangers must say something", strangers_must_say_something },
	{ "leaders: what says nothing is no copy", what_says_nothing_is_no_copy },
	{ "leaders: those that comparing each with each finds", leaders_are_those_of_comparing_each_with_each },
)
