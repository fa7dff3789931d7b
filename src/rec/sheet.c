#include "sheet.h"

#include "../base/time.h"

#include <string.h>

/* The node that the message of a node answers, if that message is here, or need not be. */
static uint32_t
parent_of(const struct desk *d, uint32_t node)
{
	uint32_t parent = d->nodes.at[node].parent;

	return parent != 0 && (d->binds_absent || d->nodes.at[parent - 1].post != 0) ? parent - 1 : NODE_NONE;
}

/* When a message was written; one that is not here comes behind all that are. */
static int64_t
at_of(const struct desk *d, uint32_t node)
{
	uint32_t post = d->nodes.at[node].post;

	return post != 0 ? d->entries.at[post - 1].at : INT64_MAX;
}

/* Does a message of a ring come before another as the first? One that does not say itself that it answers any does. */
static bool
is_before(const struct desk *d, uint32_t n, uint32_t other)
{
	const struct desk_node *x = &d->nodes.at[n], *y = &d->nodes.at[other];
	bool a = x->weak_parent && x->post != 0, b = y->weak_parent && y->post != 0;

	if (a != b)
		return a;
	if (at_of(d, n) != at_of(d, other))
		return at_of(d, n) < at_of(d, other);
	return str_order(map_key(&d->keys, n), map_key(&d->keys, other)) < 0;
}

/* Of a ring of replies, the first message. If only others say that it answers one, it does not. */
static uint32_t
first_of_ring(struct desk *d, uint32_t from)
{
	uint32_t best = from;

	for (uint32_t n = parent_of(d, from); n != from; n = parent_of(d, n))
		if (is_before(d, n, best))
			best = n;
	if (d->nodes.at[best].weak_parent)
		d->nodes.at[best].parent = 0;
	return best;
}

/* Follow each chain of replies to its beginning, once: what was passed on the way learns the root, too. */
static void
find_roots(struct sheet *s)
{
	struct desk *d = s->desk;
	VEC(uint32_t) path = {0};

	for (size_t i = 0; i < d->nodes.len; i++)
		s->root[i] = NODE_NONE;
	for (size_t i = 0; i < d->nodes.len; i++) {
		uint32_t n = (uint32_t)i, root = NODE_NONE;

		path.len = 0;
		while (root == NODE_NONE) {
			uint32_t parent;

			if (s->root[n] == NODE_NONE - 1)
				root = first_of_ring(d, n);
			else if (s->root[n] != NODE_NONE)
				root = s->root[n];
			else {
				vec_push(&path, n);
				s->root[n] = NODE_NONE - 1;	/* on the path */
				parent = parent_of(d, n);
				if (parent == NODE_NONE)
					root = n;
				else
					n = parent;
			}
		}
		for (size_t k = 0; k < path.len; k++)
			s->root[path.at[k]] = root;
	}
	vec_free(&path);
}

/* Counting sort of the entries by root; each conversation's stay in the order they were read in. */
void
sheet_gather(struct sheet *s, struct desk *d)
{
	size_t nodes = d->nodes.len;
	uint32_t sum = 0;

	s->desk = d;
	s->root = mem_resize(NULL, nodes, sizeof *s->root);
	s->start = mem_zeroed(nodes + 1, sizeof *s->start);
	s->order = mem_resize(NULL, d->entries.len, sizeof *s->order);
	find_roots(s);
	for (size_t i = 0; i < d->entries.len; i++)
		if ((d->entries.at[i].flags & ENTRY_DEAD) == 0)
			s->start[s->root[d->entries.at[i].node]]++;
	for (size_t i = 0; i <= nodes; i++) {
		uint32_t n = s->start[i];

		s->start[i] = sum;
		sum += n;
	}
	for (size_t i = 0; i < d->entries.len; i++)
		if ((d->entries.at[i].flags & ENTRY_DEAD) == 0)
			s->order[s->start[s->root[d->entries.at[i].node]]++] = (uint32_t)i;
	memmove(s->start + 1, s->start, nodes * sizeof *s->start);
	s->start[0] = 0;
}

int64_t
sheet_created_at(const struct sheet *s, uint32_t root)
{
	const struct desk *d = s->desk;
	const struct desk_node *n = &d->nodes.at[root];
	int64_t first = TIME_NONE;

	if (n->head != 0 && d->entries.at[n->head - 1].at != TIME_NONE)
		return d->entries.at[n->head - 1].at;
	if (n->post != 0)
		return d->entries.at[n->post - 1].at;
	for (uint32_t i = s->start[root]; i < s->start[root + 1]; i++) {
		const struct entry *e = &d->entries.at[s->order[i]];

		if ((e->flags & (ENTRY_HEAD | ENTRY_NOTE)) == 0 && e->at != TIME_NONE && (first == TIME_NONE || e->at < first))
			first = e->at;
	}
	return first;
}

void
sheet_free(struct sheet *s)
{
	free(s->root);
	free(s->start);
	free(s->order);
}
