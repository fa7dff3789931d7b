#include "subjects.h"

#include "../base/hash.h"
#include "../base/time.h"

#include <stdlib.h>
#include <string.h>

enum { REPLY = 1, NAMELESS = 2, REFERS = 4 };
enum { PIECE = 1 << 18 };	/* bytes */
static const int64_t silence = 14 * TIME_DAY;

/* What is kept of a mail, and behind it an id: the oldest that it names, or else its own. */
struct kept {
	uint64_t subject, self;		/* hashes; of no subject 0 */
	int64_t at;
	uint32_t marks, n;		/* n: of the id */
};

/* One of those that are looked at. */
struct item {
	uint64_t subject, id;		/* hashes; of the id that is kept */
	int64_t at;
	uint32_t marks, n, piece, place;	/* where the id lies */
};

struct items {
	VEC(struct item) of;
};

struct hashes {
	VEC(uint64_t) of;
	VEC(bool) found;
};

void
subjects_add(struct subjects *s, const struct subjects_mail *m)
{
	struct str id = m->oldest.n > 0 ? m->oldest : m->id;
	struct kept k = { .at = m->at, .self = hash64(m->id.s, m->id.n), .n = (uint32_t)id.n };

	k.subject = m->base.n > 0 ? hash64(m->base.s, m->base.n) : 0;
	k.marks = (m->reply ? REPLY : 0u) | (m->nameless ? NAMELESS : 0u) | (m->oldest.n > 0 ? REFERS : 0u);
	if (s->near.len >= PIECE) {
		struct subjects_piece piece = { spool_add(s->desk->all->spool, s->near.data, s->near.len), s->near.len };

		vec_push(&s->pieces, piece);
		s->near.len = 0;
	}
	buf_add(&s->near, &k, sizeof k);
	buf_add(&s->near, id.s, id.n);
}

/* A piece; the last is the one that is in no spool. Lent until the next. False: the spool failed. */
static bool
piece_at(const struct subjects *s, size_t i, struct str *piece)
{
	if (i == s->pieces.len)
		*piece = buf_str(&s->near);
	else
		*piece = (struct str){ spool_at(s->desk->all->spool, s->pieces.at[i].place, s->pieces.at[i].n), s->pieces.at[i].n };
	return piece->s != NULL;
}

/* The mail at *at, which moves behind it. False: there is none. */
static bool
next_kept(struct str piece, size_t *at, struct kept *k, struct str *id)
{
	if (piece.n - *at < sizeof *k)
		return false;
	memcpy(k, piece.s + *at, sizeof *k);
	*id = (struct str){ piece.s + *at + sizeof *k, k->n };
	*at += sizeof *k + k->n;
	return true;
}

static int
number_order(const void *x, const void *y)
{
	const uint64_t *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

static void
unite(struct hashes *h)
{
	size_t n = 0;

	vec_sort(&h->of, number_order);
	for (size_t i = 0; i < h->of.len; i++)
		if (n == 0 || h->of.at[n - 1] != h->of.at[i])
			h->of.at[n++] = h->of.at[i];
	h->of.len = n;
	vec_zero(&h->found, n);
}

/* Where a hash stands among others, or SIZE_MAX. */
static size_t
place_of(const struct hashes *h, uint64_t hash)
{
	size_t low = 0, high = h->of.len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (h->of.at[middle] < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low < h->of.len && h->of.at[low] == hash ? low : SIZE_MAX;
}

/* A reply that names no mail wants one of its subject; a mail without an id may be wanted by others. */
static bool
find_wanted(const struct subjects *s, struct hashes *wanted)
{
	struct str piece, id;
	struct kept k;

	for (size_t i = 0; i <= s->pieces.len; i++) {
		if (!piece_at(s, i, &piece))
			return false;
		for (size_t at = 0; next_kept(piece, &at, &k, &id);)
			if (k.subject != 0 && (k.marks & REFERS) == 0 && (k.marks & (REPLY | NAMELESS)) != 0)
				vec_push(&wanted->of, k.subject);
	}
	unite(wanted);
	return true;
}

static int
item_order(const void *x, const void *y)
{
	const struct item *a = x, *b = y;

	if (a->subject != b->subject)
		return a->subject < b->subject ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->marks != b->marks)	/* a thread begins before it is answered */
		return a->marks < b->marks ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

/* All mails of the subjects that are wanted, by subject and time; and the ids that answers there name. */
static bool
gather(const struct subjects *s, const struct hashes *wanted, struct items *items, struct hashes *named)
{
	struct str piece, id;
	struct kept k;

	for (size_t i = 0; i <= s->pieces.len; i++) {
		if (!piece_at(s, i, &piece))
			return false;
		for (size_t at = 0; next_kept(piece, &at, &k, &id);) {
			struct item new = { k.subject, hash64(id.s, id.n), k.at, k.marks, k.n, (uint32_t)i, (uint32_t)(id.s - piece.s) };

			if (k.subject == 0 || place_of(wanted, k.subject) == SIZE_MAX)
				continue;
			vec_push(&items->of, new);
			if ((k.marks & REFERS) != 0)
				vec_push(&named->of, new.id);
		}
	}
	vec_sort(&items->of, item_order);
	unite(named);
	return true;
}

/* Which of those ids are mails that are here? */
static bool
find_named(const struct subjects *s, struct hashes *named)
{
	struct str piece, id;
	struct kept k;
	size_t place;

	for (size_t i = 0; named->of.len > 0 && i <= s->pieces.len; i++) {
		if (!piece_at(s, i, &piece))
			return false;
		for (size_t at = 0; next_kept(piece, &at, &k, &id);)
			if ((place = place_of(named, k.self)) != SIZE_MAX)
				named->found.at[place] = true;
	}
	return true;
}

static bool
copy_id(const struct subjects *s, const struct item *of, struct buf *to)
{
	struct str piece;

	buf_clear(to);
	if (!piece_at(s, of->piece, &piece))
		return false;
	buf_add(to, piece.s + of->place, of->n);
	return true;
}

/* The mail that an item names or is answers that one. */
static bool
put_under(const struct subjects *s, const struct item *reply, const struct item *first, struct buf ids[2])
{
	uint32_t node;

	if (reply->id == first->id)
		return true;
	if (!copy_id(s, reply, &ids[0]) || !copy_id(s, first, &ids[1]))
		return false;
	desks_row(s->desk->all);
	node = desk_node(s->desk, buf_str(&ids[0]));
	desk_reply(s->desk, node, desk_node(s->desk, buf_str(&ids[1])), true);
	return true;
}

/* Go through the mails of each subject in the order of time. */
static void
link_replies(const struct subjects *s, const struct items *items, const struct hashes *named)
{
	const struct item *first = NULL;	/* the mail that began the last thread */
	struct buf ids[2] = {0};
	int64_t last = 0;
	bool good = true;

	for (size_t i = 0; good && i < items->of.len; i++) {
		const struct item *m = &items->of.at[i];
		bool refers = (m->marks & REFERS) != 0, reply = (m->marks & REPLY) != 0;

		if (first != NULL && (first->subject != m->subject || m->at - last > silence))
			first = NULL;
		if (!reply && !refers)
			first = m;
		else if (first != NULL && reply && (!refers || ((first->marks & NAMELESS) != 0 && !named->found.at[place_of(named, m->id)])))
			good = put_under(s, m, first, ids);
		last = m->at;
	}
	buf_free(&ids[0]);
	buf_free(&ids[1]);
}

void
subjects_finish(struct subjects *s)
{
	struct hashes wanted = {0}, named = {0};
	struct items items = {0};

	if (find_wanted(s, &wanted) && wanted.of.len > 0 && gather(s, &wanted, &items, &named) && find_named(s, &named))
		link_replies(s, &items, &named);
	vec_free(&wanted.of);
	vec_free(&wanted.found);
	vec_free(&named.of);
	vec_free(&named.found);
	vec_free(&items.of);
}

void
subjects_free(struct subjects *s)
{
	buf_free(&s->near);
	vec_free(&s->pieces);
}
