#include "kin.h"

#include "../base/hash.h"
#include "../base/time.h"

#include <stdlib.h>
#include <string.h>

enum { WEAK = 1, HERE = 2, REPLY = 4, NAMELESS = 8 };	/* marks: only others name its parent; there is such a mail */

enum {
	STEPS = 4096,		/* a chain is followed so far: a ring has no end */
	TRIES = 256,		/* mails of one subject that are looked at for one reply */
	PIECE = 4096		/* subjects */
};
static const int64_t window = 14 * TIME_DAY;

/* What is kept of a mail for its subject. */
struct subject {
	uint64_t hash;
	int64_t at;
	uint32_t node, reply;
};

struct subjects {
	VEC(struct subject) of;
};

/* Node numbers grow as the desk learns ids. */
static void
make_room(struct kin *k, uint32_t node)
{
	while (k->up.len <= node) {
		(void)vec_add(&k->up);
		(void)vec_add(&k->marks);
	}
}

/* Does a chain of parents that begins at a node come to another? *weak: the link on the way that is, if any. */
static bool
leads_to(const struct kin *k, uint32_t from, uint32_t to, uint32_t *weak)
{
	*weak = NODE_NONE;
	for (size_t i = 0; i < STEPS; i++) {
		if (from == to)
			return true;
		if (k->up.at[from] == 0)
			return false;
		if ((k->marks.at[from] & WEAK) != 0)
			*weak = from;
		from = k->up.at[from] - 1;
	}
	return false;
}

static void
set_parent(struct kin *k, uint32_t node, uint32_t parent, bool is_weak)
{
	k->up.at[node] = parent + 1;
	k->marks.at[node] = (uint8_t)((k->marks.at[node] & ~WEAK) | (is_weak ? WEAK : 0));
}

/* Others say that a mail answers another. */
static void
link_weakly(struct kin *k, uint32_t node, uint32_t parent)
{
	uint32_t weak;

	if (k->up.at[node] == 0 && !leads_to(k, parent, node, &weak))
		set_parent(k, node, parent, true);
}

/* The mail itself says so: where that closes a ring, what others said gives way. */
static void
link_strongly(struct kin *k, uint32_t node, uint32_t parent)
{
	uint32_t weak;

	if (node == parent || (k->up.at[node] != 0 && (k->marks.at[node] & WEAK) == 0))
		return;
	if (leads_to(k, parent, node, &weak) && weak != NODE_NONE) {
		k->up.at[weak] = 0;
		k->marks.at[weak] &= (uint8_t)~WEAK;
	}
	set_parent(k, node, parent, false);
	desk_reply(k->desk, node, parent, false);
}

bool
kin_has(const struct kin *k, uint32_t node)
{
	return node < k->marks.len && (k->marks.at[node] & HERE) != 0;
}

void
kin_add(struct kin *k, const struct kin_mail *m)
{
	struct subject s = { .at = m->at, .node = m->node, .reply = m->reply };

	make_room(k, m->node);
	if (m->parent != NODE_NONE)
		make_room(k, m->parent);
	for (size_t i = 0; i < m->count; i++) {
		make_room(k, m->before[i]);
		if (i > 0)
			link_weakly(k, m->before[i], m->before[i - 1]);
	}
	k->marks.at[m->node] |= (uint8_t)(HERE | (m->reply ? REPLY : 0) | (m->nameless ? NAMELESS : 0));
	if (m->parent != NODE_NONE)
		link_strongly(k, m->node, m->parent);
	if (m->subject.n == 0)
		return;
	s.hash = hash64(m->subject.s, m->subject.n);
	if (k->subjects.len == PIECE * sizeof s) {
		vec_push(&k->pieces, spool_add(k->desk->all->spool, k->subjects.data, k->subjects.len));
		k->subjects.len = 0;
	}
	buf_add(&k->subjects, &s, sizeof s);
}

/* Where a chain of parents begins; NODE_NONE: nowhere. */
static uint32_t
root_of(const struct kin *k, uint32_t node)
{
	for (size_t i = 0; i < STEPS; i++) {
		if (k->up.at[node] == 0)
			return node;
		node = k->up.at[node] - 1;
	}
	return NODE_NONE;
}

/* Is it a reply that nothing leads to its thread's first mail? Then *root is what it is under now. */
static bool
is_orphan(const struct kin *k, const struct subject *s, uint32_t *root)
{
	if (s->reply == 0)
		return false;
	*root = root_of(k, s->node);
	return *root != NODE_NONE && (*root == s->node || (k->marks.at[*root] & HERE) == 0);
}

static int
subject_order(const void *x, const void *y)
{
	const struct subject *a = x, *b = y;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->node < b->node ? -1 : a->node > b->node;
}

/* Where in order an item stands, or would. */
static size_t
place_of(const struct subjects *in, const struct subject *s)
{
	size_t low = 0, high = in->of.len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (subject_order(&in->of.at[middle], s) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
has_subject(const struct subjects *in, uint64_t hash)
{
	struct subject first = { .hash = hash, .at = TIME_NONE };
	size_t n = place_of(in, &first);

	return n < in->of.len && in->of.at[n].hash == hash;
}

/* Of a piece, the orphans; or, of = orphans, all mails of their subjects. */
static void
gather_piece(const struct kin *k, const struct subjects *of, struct subjects *out, struct str piece)
{
	struct subject s;
	uint32_t root;

	for (size_t i = 0; i + sizeof s <= piece.n; i += sizeof s) {
		memcpy(&s, piece.s + i, sizeof s);
		if (of != NULL ? has_subject(of, s.hash) : is_orphan(k, &s, &root))
			vec_push(&out->of, s);
	}
}

/* Of all, in order. False: the spool failed. */
static bool
gather(const struct kin *k, const struct subjects *of, struct subjects *out)
{
	const size_t n = PIECE * sizeof(struct subject);

	for (size_t i = 0; i < k->pieces.len; i++) {
		const char *piece = spool_at(k->desk->all->spool, k->pieces.at[i], n);

		if (piece == NULL)
			return false;
		gather_piece(k, of, out, (struct str){ piece, n });
	}
	gather_piece(k, of, out, buf_str(&k->subjects));
	vec_sort(&out->of, subject_order);
	return true;
}

/* The mail that a reply without a thread is put under, or NODE_NONE. */
static uint32_t
nearest(const struct kin *k, const struct subjects *all, const struct subject *s, uint32_t root)
{
	bool nowhere = root != s->node;		/* it answers a mail that is in no archive */

	for (size_t i = place_of(all, s), tries = 0; i > 0 && tries < TRIES; tries++) {
		const struct subject *c = &all->of.at[--i];
		uint32_t begins;

		if (c->hash != s->hash || c->at < s->at - window)
			break;
		begins = c->node != s->node ? root_of(k, c->node) : NODE_NONE;
		if (begins == NODE_NONE || begins == root || (k->marks.at[begins] & (HERE | REPLY)) != HERE)
			continue;
		if (!nowhere || (k->marks.at[begins] & NAMELESS) != 0)
			return c->node;
	}
	return NODE_NONE;
}

void
kin_finish(struct kin *k)
{
	struct subjects orphans = {0}, all = {0};
	uint32_t root, under;

	if (gather(k, NULL, &orphans) && (orphans.of.len == 0 || gather(k, &orphans, &all)))
		for (size_t i = 0; i < orphans.of.len; i++)
			if (is_orphan(k, &orphans.of.at[i], &root) && (under = nearest(k, &all, &orphans.of.at[i], root)) != NODE_NONE)
				set_parent(k, root, under, true);
	for (uint32_t n = 0; n < k->up.len; n++)
		if (k->up.at[n] != 0 && (k->marks.at[n] & WEAK) != 0)
			desk_reply(k->desk, n, k->up.at[n] - 1, true);
	vec_free(&orphans.of);
	vec_free(&all.of);
}

void
kin_free(struct kin *k)
{
	vec_free(&k->up);
	vec_free(&k->marks);
	vec_free(&k->pieces);
	buf_free(&k->subjects);
}
