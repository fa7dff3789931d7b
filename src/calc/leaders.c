#include "leaders.h"
#include "../base/map.h"
#include "../base/mem.h"
#include "../base/vec.h"

#include <stdlib.h>

static const char *const names[] = { NULL, "same-id", "exact", "normal-exact" };

const char *
copy_why_name(enum copy_why why)
{
	return names[why];
}

static int
order_hash(struct hash128 a, struct hash128 b)
{
	if (a.high != b.high)
		return a.high < b.high ? -1 : 1;
	return (a.low > b.low) - (a.low < b.low);
}

static bool
same(struct hash128 a, struct hash128 b)
{
	return a.high == b.high && a.low == b.low;
}

/* Is a the newer version of the same ticket? */
static bool
newer(const struct candidate *a, const struct candidate *b)
{
	if (a->updated_at != b->updated_at)
		return a->updated_at > b->updated_at;
	if (a->messages != b->messages)
		return a->messages > b->messages;
	return order_hash(a->line, b->line) > 0;
}

void
leaders_versions(const struct candidate *all, size_t n, struct copy *copies)
{
	struct map ids = {0};
	VEC(size_t) newest = {0};
	bool fresh;

	for (size_t i = 0; i < n; i++) {
		size_t k = map_add(&ids, all[i].id, &fresh);

		if (fresh)
			vec_push(&newest, i);
		else if (newer(&all[i], &all[newest.at[k]]))
			newest.at[k] = i;
	}
	for (size_t i = 0; i < n; i++) {
		size_t k = newest.at[map_find(&ids, all[i].id)];

		copies[i] = (struct copy){ .of = k };
		if (k != i) {
			copies[i].why = COPY_SAME_ID;
			copies[i].same_requester = all[i].has_requester && same(all[i].requester, all[k].requester);
		}
	}
	vec_free(&newest);
	map_free(&ids);
}

struct ordered {
	const struct candidate *c;
	size_t index;
};

static int
by_time_and_id(const void *a, const void *b)
{
	const struct candidate *x = ((const struct ordered *)a)->c, *y = ((const struct ordered *)b)->c;

	if (x->created_at != y->created_at)
		return x->created_at < y->created_at ? -1 : 1;
	return str_order(x->id, y->id);
}

/* The leaders known by a hash: a map of the hash's bytes to an index. */
struct known {
	struct map keys;
	VEC(size_t) leader;
};

static size_t
known_find(const struct known *k, const struct hash128 *hash)
{
	size_t at = map_find(&k->keys, (struct str){ (const char *)hash, sizeof *hash });

	return at == MAP_NONE ? MAP_NONE : k->leader.at[at];
}

static void
known_add(struct known *k, const struct hash128 *hash, size_t leader)
{
	bool fresh;

	map_add(&k->keys, (struct str){ (const char *)hash, sizeof *hash }, &fresh);
	if (fresh)
		vec_push(&k->leader, leader);
}

static void
known_free(struct known *k)
{
	map_free(&k->keys);
	vec_free(&k->leader);
}

static bool
from_same(const struct candidate *a, const struct candidate *b)
{
	return a->has_requester && b->has_requester && same(a->requester, b->requester);
}

/* What equal normalised texts must hold to be a copy: between strangers more than "thank you so much". */
static bool
says_enough(const struct candidate *a, const struct candidate *b)
{
	return a->words >= (from_same(a, b) ? 1 : LEADERS_WORDS);
}

static void
lead_or_copy(const struct candidate *all, size_t i, struct known *raw, struct known *normal, struct copy *copies)
{
	const struct candidate *c = &all[i];
	size_t of;

	if (!c->has_text)
		return;
	if ((of = known_find(raw, &c->raw)) != MAP_NONE)
		copies[i] = (struct copy){ of, COPY_EXACT, from_same(c, &all[of]) };
	else if (c->words > 0 && (of = known_find(normal, &c->normal)) != MAP_NONE && says_enough(c, &all[of]))
		copies[i] = (struct copy){ of, COPY_NORMAL_EXACT, from_same(c, &all[of]) };
	else {
		known_add(raw, &c->raw, i);
		if (c->words > 0)
			known_add(normal, &c->normal, i);
	}
}

void
leaders_find(const struct candidate *all, size_t n, struct copy *copies)
{
	struct ordered *order = mem_zeroed(n, sizeof *order);
	struct known raw = {0}, normal = {0};

	for (size_t i = 0; i < n; i++)
		order[i] = (struct ordered){ &all[i], i };
	qsort(order, n, sizeof *order, by_time_and_id);
	for (size_t i = 0; i < n; i++)
		if (copies[order[i].index].why == COPY_NONE)
			lead_or_copy(all, order[i].index, &raw, &normal, copies);
	known_free(&raw);
	known_free(&normal);
	free(order);
}
