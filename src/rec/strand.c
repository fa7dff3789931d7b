#include "strand.h"

#include "sort.h"
#include "../base/time.h"

#include <string.h>

enum { SAME_MOMENT = 2000 };	/* ms within which a system writes one text twice */

bool
strand_fetch(struct strand *t, const struct entry *e, struct kept_post *kept, struct message_draft *m)
{
	const char *at = spool_at(t->desks->spool, e->place, e->length), *end = at + e->length;

	if (at == NULL)
		return false;
	memcpy(kept, at, sizeof *kept);
	at += sizeof *kept;
	m->id = (struct str){ kept->id > 0 ? at : NULL, kept->id };
	at += kept->id;
	m->author = (struct str){ kept->author > 0 ? at : NULL, kept->author };
	at += kept->author;
	m->reply_to = (struct str){ kept->reply_to > 0 ? at : NULL, kept->reply_to };
	at += kept->reply_to;
	m->text = (struct str){ at, (size_t)(end - at) };
	return true;
}

/* The id of a message within its source: of one without, an empty one. Kept in to. */
static struct str
id_of(struct strand *t, const struct desk *d, const struct entry *e, struct buf *to)
{
	struct message_draft m;
	struct kept_post kept;

	buf_clear(to);
	if ((e->flags & POST_OWN) != 0)
		return map_key(&d->keys, e->node);
	if (!strand_fetch(t, e, &kept, &m))
		return STR("");
	buf_add(to, m.id.s, m.id.n);
	return buf_str(to);
}

struct sorting {
	struct strand *t;
	const struct desk *desk;
};

static bool
post_after(uint32_t a, uint32_t b, void *with)
{
	struct sorting *s = with;
	const struct entry *x = &s->desk->entries.at[a], *y = &s->desk->entries.at[b];

	if (x->at != y->at)
		return x->at > y->at;
	return str_order(id_of(s->t, s->desk, x, &s->t->ids[0]), id_of(s->t, s->desk, y, &s->t->ids[1])) > 0;
}

static bool
mark_after(uint32_t a, uint32_t b, void *with)
{
	const struct desk *d = with;

	return d->entries.at[a].mark > d->entries.at[b].mark;
}

void
strand_drop(const struct desk *d, const struct entry *e, const char *why)
{
	if (e->unit != UNIT_NONE)
		tally_add(&desk_count(d, e->unit)->dropped, str_of(why), 1);
}

static int64_t
version_of(struct strand *t, const struct entry *e)
{
	struct message_draft m;
	struct kept_post kept;

	return strand_fetch(t, e, &kept, &m) ? kept.version : TIME_NONE;
}

/* Of messages with one id, in one conversation, the newest version stands; of equals the first. */
static void
merge_repeats(struct strand *t, struct desk *d)
{
	size_t left = 0;

	t->by_mark.len = 0;
	for (size_t i = 0; i < t->posts.len; i++)
		if (d->entries.at[t->posts.at[i]].mark != 0)
			vec_push(&t->by_mark, t->posts.at[i]);
	sort_numbers(t->by_mark.at, t->by_mark.len, mark_after, d);
	for (size_t i = 1, one = 0; i < t->by_mark.len; i++) {
		struct entry *a = &d->entries.at[t->by_mark.at[one]], *b = &d->entries.at[t->by_mark.at[i]], *lost;

		if (a->mark != b->mark || !str_equal(id_of(t, d, a, &t->ids[0]), id_of(t, d, b, &t->ids[1]))) {
			one = i;
			continue;
		}
		lost = version_of(t, b) > version_of(t, a) ? a : b;
		if (lost == a)
			one = i;
		lost->flags |= ENTRY_DEAD;
		if (lost->unit != UNIT_NONE)
			desk_count(d, lost->unit)->merged++;
	}
	for (size_t i = 0; i < t->posts.len; i++)
		if ((d->entries.at[t->posts.at[i]].flags & ENTRY_DEAD) == 0)
			t->posts.at[left++] = t->posts.at[i];
	t->posts.len = left;
}

static void
drop_deleted(struct strand *t, struct desk *d)
{
	size_t left = 0;

	for (size_t i = 0; i < t->posts.len; i++)
		if ((d->entries.at[t->posts.at[i]].flags & POST_DELETED) != 0)
			strand_drop(d, &d->entries.at[t->posts.at[i]], STRAND_DELETED);
		else
			t->posts.at[left++] = t->posts.at[i];
	t->posts.len = left;
}

/* The conversation's messages; what does not belong to them is dropped and counted. */
static void
select_posts(struct strand *t, const struct sheet *s, uint32_t root, const char *drop_all)
{
	struct desk *d = s->desk;
	int64_t now = t->desks->now;
	size_t marked = 0;
	bool deleted = false;

	t->posts.len = 0;
	for (uint32_t i = s->start[root]; i < s->start[root + 1]; i++) {
		const struct entry *e = &d->entries.at[s->order[i]];

		if ((e->flags & ENTRY_HEAD) != 0 && s->order[i] + 1 != d->nodes.at[root].head && e->unit != UNIT_NONE)
			desk_count(d, e->unit)->merged++;	/* of a conversation that is a part of this one */
		if ((e->flags & (ENTRY_HEAD | ENTRY_NOTE)) != 0)
			continue;
		if (drop_all != NULL || (now != TIME_NONE && e->at > now))
			strand_drop(d, e, drop_all != NULL ? drop_all : STRAND_LATER);
		else {
			vec_push(&t->posts, s->order[i]);
			marked += e->mark != 0;
			deleted |= (e->flags & POST_DELETED) != 0;
		}
	}
	if (marked > 1)
		merge_repeats(t, d);
	if (deleted)
		drop_deleted(t, d);
}

/* By time, unless a message lacks one: then they stay as they were read. The opening one goes first. */
static void
order_posts(struct strand *t, struct desk *d, uint32_t root)
{
	struct sorting with = { t, d };
	bool timed = true;
	uint32_t own = d->nodes.at[root].post;

	for (size_t i = 0; i < t->posts.len; i++)
		timed &= d->entries.at[t->posts.at[i]].at != TIME_NONE;
	if (timed)
		sort_numbers(t->posts.at, t->posts.len, post_after, &with);
	for (size_t i = 1; own != 0 && i < t->posts.len; i++)
		if (t->posts.at[i] == own - 1) {
			memmove(t->posts.at + 1, t->posts.at, i * sizeof *t->posts.at);
			t->posts.at[0] = own - 1;
			break;
		}
}

/* Do two texts hold the same, white space aside? */
static bool
same_text(struct str a, struct str b)
{
	static const char space[] = " \t\r\n";
	size_t i = 0, j = 0;

	for (;;) {
		while (i < a.n && memchr(space, a.s[i], sizeof space - 1) != NULL)
			i++;
		while (j < b.n && memchr(space, b.s[j], sizeof space - 1) != NULL)
			j++;
		if (i == a.n || j == b.n)
			return i == a.n && j == b.n;
		if (a.s[i++] != b.s[j++])
			return false;
	}
}

/* The opening text stands in the ticket's row and again as its first message: the message stands. */
static void
merge_opening(struct strand *t, struct desk *d)
{
	struct message_draft m;
	struct kept_post kept;
	size_t n = t->posts.len, at;

	for (at = 0; at < n && (d->entries.at[t->posts.at[at]].flags & POST_REPEATED) == 0; at++)
		;
	if (at == n || !strand_fetch(t, &d->entries.at[t->posts.at[at]], &kept, &m))
		return;
	buf_clear(&t->text);
	buf_add(&t->text, m.text.s, m.text.n);	/* what the spool lends lasts until it is asked again */
	for (size_t i = 0; i < n; i++) {
		const struct entry *a = &d->entries.at[t->posts.at[at]], *b = &d->entries.at[t->posts.at[i]];
		bool same = i != at && (b->flags & (POST_PRIVATE | POST_REPEATED)) == 0;
		bool together = a->at != TIME_NONE && b->at != TIME_NONE && b->at - a->at <= SAME_MOMENT && a->at - b->at <= SAME_MOMENT;
		bool one_hand = a->author == b->author || a->author == PERSON_NONE || b->author == PERSON_NONE;

		if (same && !(together && one_hand))	/* an automatic reply is as quick as the ticket itself */
			same = strand_fetch(t, b, &kept, &m) && same_text(buf_str(&t->text), m.text);
		if (same) {
			memmove(t->posts.at + at, t->posts.at + at + 1, (n - at - 1) * sizeof *t->posts.at);
			t->posts.len--;
			return;
		}
	}
}

void
strand_take(struct strand *t, const struct sheet *s, uint32_t root, const char *drop_all)
{
	select_posts(t, s, root, drop_all);
	if (t->posts.len > 1) {
		merge_opening(t, s->desk);
		order_posts(t, s->desk, root);
	}
}

void
strand_free(struct strand *t)
{
	vec_free(&t->posts);
	vec_free(&t->by_mark);
	buf_free(&t->text);
	buf_free(&t->ids[0]);
	buf_free(&t->ids[1]);
}
