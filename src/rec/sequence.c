#define _GNU_SOURCE	/* qsort_r */
#include "sequence.h"
#include "sort.h"
#include "../base/vec.h"
#include "../calc/groups.h"

#include <stdlib.h>
#include <string.h>

static bool
is_later(uint32_t a, uint32_t b, void *with)
{
	const struct sequence_entry *x = &((const struct sequence *)with)->at[a], *y = &((const struct sequence *)with)->at[b];

	return x->first != y->first ? y->first : x->created_at > y->created_at;
}

/* Ids of tickets of one moment, to be compared again and again. */
struct ids {
	struct buf bytes;
	VEC(size_t) from;		/* of the k-th of them; its end is the next's */
};

struct tied {
	uint32_t i, k;
};

static int
by_id(const void *a, const void *b, void *with)
{
	const struct tied *x = a, *y = b;
	const struct ids *ids = with;
	const size_t *from = ids->from.at;
	int r = str_order((struct str){ ids->bytes.data + from[x->k], from[x->k + 1] - from[x->k] },
	    (struct str){ ids->bytes.data + from[y->k], from[y->k + 1] - from[y->k] });

	return r != 0 ? r : (x->i > y->i) - (x->i < y->i);
}

/* Those of one moment, n of them, by their ids. */
static void
order_tied(const struct sequence *s, uint32_t *at, size_t n, struct ids *ids)
{
	struct tied *tied = mem_resize(NULL, n, sizeof *tied);
	struct slip slip = {0};

	buf_clear(&ids->bytes);
	buf_room(&ids->bytes, 1);
	ids->from.len = 0;
	for (uint32_t k = 0; k < n; k++) {
		tied[k] = (struct tied){ at[k], k };
		vec_push(&ids->from, ids->bytes.len);
		if (s->slip(s->with, at[k], &slip))
			buf_add(&ids->bytes, slip.id.s, slip.id.n);
	}
	vec_push(&ids->from, ids->bytes.len);
	qsort_r(tied, n, sizeof *tied, by_id, ids);
	for (size_t k = 0; k < n; k++)
		at[k] = tied[k].i;
	free(tied);
}

uint32_t *
sequence_ranks(const struct sequence *s)
{
	uint32_t *order = mem_resize(NULL, s->n, sizeof *order), *rank = mem_resize(NULL, s->n, sizeof *rank);
	struct ids ids = {0};
	size_t end;

	for (uint32_t i = 0; i < s->n; i++)
		order[i] = i;
	sort_numbers(order, s->n, is_later, (void *)(size_t)s);	/* which it hands back as it is */
	for (size_t i = 0; i < s->n; i = end) {
		for (end = i + 1; end < s->n && !is_later(order[end], order[i], (void *)(size_t)s); end++)
			;
		if (end - i > 1)
			order_tied(s, order + i, end - i, &ids);
	}
	for (uint32_t k = 0; k < s->n; k++)
		rank[order[k]] = k;
	buf_free(&ids.bytes);
	vec_free(&ids.from);
	free(order);
	return rank;
}

/* A ticket whose id may be that of others. */
struct version {
	uint32_t ring, i;
	size_t id;			/* where its id is */
	uint32_t id_n, messages;
	int64_t updated_at;
	struct hash128 line;
	struct hash128 requester;
	bool has_requester, kept;
};

struct versions_of_all {
	VEC(struct version) at;
	struct buf ids;
};

static struct str
id_of(const struct versions_of_all *all, const struct version *v)
{
	return (struct str){ all->ids.data + v->id, v->id_n };
}

static int
order_hash(struct hash128 a, struct hash128 b)
{
	if (a.high != b.high)
		return a.high < b.high ? -1 : 1;
	return (a.low > b.low) - (a.low < b.low);
}

/* Those of one id together, the newest of them first. */
static int
by_id_and_age(const void *a, const void *b, void *with)
{
	const struct version *x = a, *y = b;
	int r;

	if (x->ring != y->ring)
		return x->ring < y->ring ? -1 : 1;
	if ((r = str_order(id_of(with, x), id_of(with, y))) != 0)
		return r;
	if (x->updated_at != y->updated_at)
		return x->updated_at > y->updated_at ? -1 : 1;
	if (x->kept != y->kept)
		return x->kept ? 1 : -1;
	if (x->messages != y->messages)
		return x->messages > y->messages ? -1 : 1;
	r = order_hash(y->line, x->line);
	return r != 0 ? r : (x->i > y->i) - (x->i < y->i);
}

static void
gather(const struct sequence *s, const uint32_t *ring, struct versions_of_all *all)
{
	struct slip slip;

	buf_room(&all->ids, 1);
	for (uint32_t i = 0; i < s->n; i++) {
		if (ring[i] == RINGS_NONE || !s->slip(s->with, i, &slip))
			continue;
		vec_push(&all->at, ((struct version){ ring[i], i, all->ids.len, (uint32_t)slip.id.n, slip.messages, slip.updated_at,
			slip.line, hash128(slip.requester.n > 0 ? slip.requester.s : "", slip.requester.n), slip.requester.n > 0, s->at[i].kept }));
		buf_add(&all->ids, slip.id.s, slip.id.n);
	}
}

static int
by_input(const void *a, const void *b)
{
	const struct version *x = a, *y = b;

	return (x->i > y->i) - (x->i < y->i);
}

void
sequence_versions(const struct sequence *s, void (*older)(void *with, uint32_t i, uint32_t newest, bool same_requester))
{
	uint32_t *ids = mem_resize(NULL, s->n, sizeof *ids), *ring = mem_resize(NULL, s->n, sizeof *ring);
	struct versions_of_all all = {0};
	struct groups groups = {0};
	struct rings rings = {0};
	size_t end;

	for (size_t i = 0; i < s->n; i++)
		ids[i] = s->at[i].id;
	groups_make(&groups, ids, s->n, 1, &rings, ring);
	gather(s, ring, &all);
	if (all.at.len > 1)
		qsort_r(all.at.at, all.at.len, sizeof *all.at.at, by_id_and_age, &all);
	for (size_t i = 0; i < all.at.len; i = end) {
		const struct version newest = all.at.at[i];

		for (end = i + 1; end < all.at.len && str_equal(id_of(&all, &newest), id_of(&all, &all.at.at[end])); end++)
			;
		if (end - i > 2)
			qsort(&all.at.at[i + 1], end - i - 1, sizeof newest, by_input);
		for (size_t k = end; k-- > i + 1;) {	/* the last first, as a chain is made */
			const struct version *v = &all.at.at[k];

			older(s->with, v->i, newest.i, newest.has_requester && v->has_requester && order_hash(newest.requester, v->requester) == 0);
		}
	}
	groups_free(&groups);
	rings_free(&rings);
	vec_free(&all.at);
	buf_free(&all.ids);
	free(ids);
	free(ring);
}
