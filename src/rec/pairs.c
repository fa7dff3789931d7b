#define _GNU_SOURCE	/* qsort_r */
#include "pairs.h"

#include <stdio.h>

static struct str
held(const struct pairs *p, size_t i)
{
	return (struct str){ p->held.data + p->ids.at[i].at, p->ids.at[i].n };
}

static int
by_id(const void *a, const void *b, void *with)
{
	const struct pairs *p = with;
	const struct pairs_id *x = a, *y = b;

	return str_order((struct str){ p->held.data + x->at, x->n }, (struct str){ p->held.data + y->at, y->n });
}

static void
hold(struct pairs *p, const struct key *k)
{
	p->key = k->key;
	p->created_at = k->created_at;
	vec_push(&p->ids, ((struct pairs_id){ p->held.len, k->id.n }));
	buf_add(&p->held, k->id.s, k->id.n);
}

/* Those that are held have no others between them any more. */
static void
settle(struct pairs *p)
{
	if (p->ids.len > 1)
		qsort_r(p->ids.at, p->ids.len, sizeof *p->ids.at, by_id, p);
	p->ready = true;
	p->told = 0;
}

bool
pairs_add(struct pairs *p, const struct key *k, const struct record *r, struct scan_error *error)
{
	if (p->ids.len > 0 && (k->key < p->key || (k->key == p->key && k->created_at < p->created_at))) {
		error->byte = record_byte(r, k->key < p->key ? "key" : "created_at");
		snprintf(error->why, sizeof error->why, "key: keys are not sorted: LC_ALL=C sort them");
		return false;
	}
	if (p->ids.len > 0 && (k->key != p->key || k->created_at != p->created_at)) {
		settle(p);
		buf_clear(&p->coming);
		buf_add(&p->coming, k->id.s, k->id.n);
		p->next = (struct key){ k->key, k->created_at, buf_str(&p->coming) };
		p->has_next = true;
	} else {
		hold(p, k);
	}
	return true;
}

/* What was held has been told: the last of it is whom the next one pairs with, if that has the same key. */
static void
move_on(struct pairs *p)
{
	uint64_t key = p->key;

	if (p->ids.len > 0) {
		struct str id = held(p, p->ids.len - 1);

		buf_clear(&p->last);
		buf_add(&p->last, id.s, id.n);
	}
	buf_clear(&p->held);
	p->ids.len = 0;
	p->ready = false;
	if (p->has_next)
		hold(p, &p->next);
	p->has_last = p->has_next && p->key == key;
	p->has_next = false;
}

bool
pairs_next(struct pairs *p, struct pair *pair)
{
	if (!p->ready)
		return false;
	while (p->told < p->ids.len) {
		size_t i = p->told++;

		*pair = (struct pair){ p->key, held(p, i), i > 0 ? held(p, i - 1) : buf_str(&p->last) };
		if ((i > 0 || p->has_last) && !str_equal(pair->id, pair->of))	/* a ticket that came twice makes no pair with itself */
			return true;
	}
	move_on(p);
	return false;
}

void
pairs_end(struct pairs *p)
{
	settle(p);
}

void
pairs_free(struct pairs *p)
{
	buf_free(&p->held);
	buf_free(&p->last);
	buf_free(&p->coming);
	vec_free(&p->ids);
	*p = (struct pairs){0};
}
