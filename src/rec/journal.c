#include "journal.h"

#include <string.h>

enum { PIECE = 1 << 12 };

struct journal *
journal_new(void)
{
	struct journal *j = mem_zeroed(1, sizeof *j);

	j->rows = spool_new(0);
	j->ties = spool_new(0);
	j->seen = streams_new(LABEL_BUCKETS, PIECE);
	return j;
}

void
journal_free(struct journal *j)
{
	if (j == NULL)
		return;
	spool_free(j->rows);
	spool_free(j->ties);
	streams_free(j->seen);
	buf_free(&j->scratch);
	free(j);
}

const char *
journal_error(const struct journal *j)
{
	const char *why = spool_error(j->rows);

	if (why == NULL)
		why = spool_error(j->ties);
	return why != NULL ? why : j->seen != NULL ? streams_error(j->seen) : NULL;
}

static uint32_t
top_of(uint32_t *up, uint32_t n)
{
	while (up[n] != n)
		n = up[n] = up[up[n]];
	return n;
}

/* Of each node one that stands for all it is linked with, whether those links will count or not. */
static uint32_t *
join(const struct desk *d)
{
	size_t n = d->nodes.len;
	uint32_t *up = mem_resize(NULL, n, sizeof *up);

	for (uint32_t i = 0; i < n; i++)
		up[i] = i;
	for (uint32_t i = 0; i < n; i++)
		if (d->nodes.at[i].parent != 0) {
			uint32_t a = top_of(up, i), b = top_of(up, d->nodes.at[i].parent - 1);

			up[a < b ? b : a] = a < b ? a : b;
		}
	for (uint32_t i = 0; i < n; i++)
		up[i] = up[up[i]];	/* smaller numbers have arrived already */
	return up;
}

static uint64_t
label_of(const struct desk *d, const uint32_t *up, uint32_t node)
{
	return label_hash(map_key(&d->keys, up[node]));
}

static void
take_nodes(struct journal *j, const struct desk *d, const uint32_t *up)
{
	for (uint32_t n = 0; n < d->nodes.len; n++) {
		struct label_seen one = { .node = label_hash(map_key(&d->keys, n)) };
		size_t bucket = label_bucket(one.node);

		one.label = up[n] == n ? one.node : label_of(d, up, n);
		streams_add(j->seen, bucket, &one, sizeof one);
		j->nodes[bucket]++;
	}
}

static void
take_rows(struct journal *j, const struct desk *d, uint32_t number, const uint32_t *up)
{
	for (size_t i = 0; i < d->entries.len; i++) {
		struct journal_row row = { .entry = d->entries.at[i], .desk = number };
		struct str key = {0}, who = {0};

		if ((row.entry.flags & ENTRY_DEAD) != 0)
			continue;
		row.label = label_of(d, up, row.entry.node);
		if ((row.entry.flags & POST_OWN) == 0)
			key = map_key(&d->keys, row.entry.node);
		if ((row.entry.flags & ENTRY_HEAD) != 0 && row.entry.author != PERSON_NONE)
			who = map_key(&d->people.ids, row.entry.author);
		row.key = (uint32_t)key.n;
		row.who = (uint32_t)who.n;
		buf_clear(&j->scratch);
		buf_add(&j->scratch, &row, sizeof row);
		buf_add(&j->scratch, key.s, key.n);
		buf_add(&j->scratch, who.s, who.n);
		spool_add(j->rows, j->scratch.data, j->scratch.len);
	}
}

static void
take_tie(struct journal *j, struct journal_tie tie, struct str from, struct str to)
{
	tie.from = (uint32_t)from.n;
	tie.to = (uint32_t)to.n;
	buf_clear(&j->scratch);
	buf_add(&j->scratch, &tie, sizeof tie);
	buf_add(&j->scratch, from.s, from.n);
	buf_add(&j->scratch, to.s, to.n);
	spool_add(j->ties, j->scratch.data, j->scratch.len);
}

static void
take_ties(struct journal *j, const struct desk *d, uint32_t number, const uint32_t *up)
{
	for (uint32_t n = 0; n < d->nodes.len; n++) {
		const struct desk_node *node = &d->nodes.at[n];
		struct journal_tie tie = { .desk = number };

		if (node->parent == 0 && !node->accepted)
			continue;
		tie.label = label_of(d, up, n);
		tie.what = node->weak_parent ? TIE_WEAK : TIE_STRONG;
		if (node->parent != 0)
			take_tie(j, tie, map_key(&d->keys, n), map_key(&d->keys, node->parent - 1));
		tie.what = TIE_ACCEPTED;
		if (node->accepted)
			take_tie(j, tie, map_key(&d->keys, n), (struct str){0});
	}
}

static void
take_remarks(struct journal *j, const struct desk *d, uint32_t number, const uint32_t *up, uint32_t kind)
{
	const struct desk_remarks *r = &d->remarks.at[kind];
	struct journal_tie tie = { .desk = number, .what = TIE_REMARKS, .kind = kind };

	for (uint32_t n = 0; n < r->count.len; n++)
		if (r->count.at[n] > 0) {
			tie.label = label_of(d, up, n);
			tie.count = r->count.at[n];
			take_tie(j, tie, map_key(&d->keys, n), (struct str){0});
		}
	tie.what = TIE_REFERENCE;
	for (size_t i = 0; i < r->references.len; i++) {
		tie.label = label_of(d, up, r->references.at[i].node);
		take_tie(j, tie, map_key(&d->keys, r->references.at[i].node), map_key(&d->keys, r->references.at[i].to));
	}
}

void
journal_take(struct journal *j, struct desks *all)
{
	for (uint32_t i = 0; i < all->of.len; i++) {
		struct desk *d = all->of.at[i];
		uint32_t *up;

		j->memory += desk_bytes(d);
		map_seal(&d->keys);
		map_seal(&d->people.ids);
		up = join(d);
		take_nodes(j, d, up);
		take_rows(j, d, i, up);
		take_ties(j, d, i, up);
		for (uint32_t k = 0; k < d->remarks.len; k++)
			take_remarks(j, d, i, up, k);
		free(up);
		desk_clear(d);
	}
}

/* A record of size bytes, and behind it what the caller finds in it. */
static const char *
at_place(struct spool *s, uint64_t at, size_t size)
{
	return spool_error(s) == NULL && at < spool_len(s) ? spool_at(s, at, size) : NULL;
}

bool
journal_row(struct journal *j, uint64_t *at, struct journal_row *row, struct str *tail)
{
	const char *bytes = at_place(j->rows, *at, sizeof *row);

	if (bytes == NULL)
		return false;
	memcpy(row, bytes, sizeof *row);
	*at += sizeof *row;
	*tail = (struct str){ "", (size_t)row->key + row->who };
	if (tail->n > 0 && (tail->s = spool_at(j->rows, *at, tail->n)) == NULL)
		return false;
	*at += tail->n;
	return true;
}

bool
journal_tie(struct journal *j, uint64_t *at, struct journal_tie *tie, struct str *tail)
{
	const char *bytes = at_place(j->ties, *at, sizeof *tie);

	if (bytes == NULL)
		return false;
	memcpy(tie, bytes, sizeof *tie);
	*at += sizeof *tie;
	*tail = (struct str){ "", (size_t)tie->from + tie->to };
	if (tail->n > 0 && (tail->s = spool_at(j->ties, *at, tail->n)) == NULL)
		return false;
	*at += tail->n;
	return true;
}
