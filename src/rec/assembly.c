#include "assembly.h"

#include "remarks.h"
#include "strand.h"
#include "ticket.h"
#include "../base/time.h"
#include "../json/write.h"

#include <stdio.h>
#include <string.h>

static const char NO_HEAD[] = "its ticket is not in the export", HEAD_GONE[] = "its ticket was deleted";

struct place {
	int64_t created_at;
	uint64_t key;		/* the first eight bytes of the id, so that most ties need not look it up */
	uint32_t sheet, root;
};

struct assembly {
	struct desks *desks;
	VEC(struct sheet) sheets;
	VEC(struct place) places;
	size_t next;
	struct strand strand;		/* the conversation at hand */
	struct buf more, id, author;
};

static uint64_t
key_head(struct str key)
{
	uint64_t head = 0;

	for (size_t i = 0; i < 8; i++)
		head = head << 8 | (i < key.n ? (unsigned char)key.s[i] : 0);
	return head;
}

static int
place_order(const struct assembly *t, const struct place *x, const struct place *y)
{
	const struct desk *dx, *dy;
	int order;

	if (x->created_at != y->created_at)
		return x->created_at < y->created_at ? -1 : 1;
	dx = t->sheets.at[x->sheet].desk;
	dy = t->sheets.at[y->sheet].desk;
	if (x->sheet != y->sheet && (order = strcmp(dx->prefix, dy->prefix)) != 0)
		return order;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return str_order(map_key(&dx->keys, x->root), map_key(&dy->keys, y->root));
}

/* Runs that are in order already, as exports mostly are, are merged from one array into the other until there is one. */
static void
order_places(struct assembly *t)
{
	size_t n = t->places.len;
	struct place *from = t->places.at, *to = mem_resize(NULL, n, sizeof *to), *swap;

	for (size_t runs = 2; runs > 1; swap = from, from = to, to = swap) {
		runs = 0;
		for (size_t begin = 0; begin < n; runs++) {
			size_t middle = begin + 1, end, i = begin, j, out = begin;

			while (middle < n && place_order(t, &from[middle - 1], &from[middle]) <= 0)
				middle++;
			for (end = middle + 1; end < n && place_order(t, &from[end - 1], &from[end]) <= 0;)
				end++;
			if (end > n)
				end = n;
			for (j = middle; i < middle && j < end; out++)
				to[out] = place_order(t, &from[i], &from[j]) <= 0 ? from[i++] : from[j++];
			memcpy(to + out, from + i, (middle - i) * sizeof *to);
			out += middle - i;
			memcpy(to + out, from + j, (end - j) * sizeof *to);
			begin = end;
		}
	}
	t->places.at = from;
	t->places.cap = n;
	free(to);
}

struct assembly *
assembly_new(struct desks *d)
{
	struct assembly *t = mem_zeroed(1, sizeof *t);

	t->desks = t->strand.desks = d;
	for (size_t i = 0; i < d->of.len; i++) {
		struct sheet *s = vec_add(&t->sheets);

		map_seal(&d->of.at[i]->keys);
		map_seal(&d->of.at[i]->people.ids);
		sheet_gather(s, d->of.at[i]);
		remarks_settle(s);
		for (uint32_t n = 0; n < s->desk->nodes.len; n++)
			if (s->start[n] < s->start[n + 1])
				vec_push(&t->places, ((struct place){ sheet_created_at(s, n), key_head(map_key(&s->desk->keys, n)), (uint32_t)i, n }));
	}
	order_places(t);
	return t;
}

void
assembly_free(struct assembly *t)
{
	struct buf *const bufs[] = { &t->more, &t->id, &t->author };

	for (size_t i = 0; i < t->sheets.len; i++)
		sheet_free(&t->sheets.at[i]);
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
		buf_free(bufs[i]);
	vec_free(&t->sheets);
	vec_free(&t->places);
	strand_free(&t->strand);
	free(t);
}

/* Field, roster, rule, in this order. */
static void
decide_role(struct message_draft *m, const struct desk *d, const struct entry *e, uint32_t requester, bool opening)
{
	const struct person *p = e->author != PERSON_NONE ? &d->people.of.at[e->author] : NULL;

	m->role_by = BY_FIELD;
	if ((m->role = (enum role)e->role) != ROLE_UNKNOWN)
		return;
	if (p != NULL && (m->role = (enum role)p->field) != ROLE_UNKNOWN)
		return;
	m->role_by = BY_ROSTER;
	if (p != NULL && (m->role = (enum role)p->roster) != ROLE_UNKNOWN)
		return;
	m->role_by = BY_RULE;
	if (opening && (e->flags & POST_ANSWER) == 0)
		m->role = ROLE_CUSTOMER;
	else if (p != NULL)
		m->role = e->author == requester ? ROLE_CUSTOMER : ROLE_VOLUNTEER;
}

static struct str
prefixed(struct buf *to, const char *prefix, struct str key)
{
	buf_clear(to);
	buf_adds(to, prefix);
	buf_add(to, key.s, key.n);
	return buf_str(to);
}

/* What only the whole conversation tells of a message: an id for one without, a parent that another row named. */
static void
complete(struct assembly *t, const struct desk *d, const struct entry *e, size_t n, struct message_draft *m)
{
	const struct desk_node *node = &d->nodes.at[e->node];
	bool own = (e->flags & POST_OWN) != 0;

	m->prefix = d->prefix;
	m->id_kind = m->reply_kind = own ? "" : d->post_prefix;
	m->person_prefix = d->person_prefix;
	if (m->id.n == 0) {
		prefixed(&t->id, "", map_key(&d->keys, e->node));
		if ((e->flags & POST_REPEATED) == 0)
			buf_printf(&t->id, "/%zu", n + 1);
		m->id = buf_str(&t->id);
		m->id_kind = "";
	}
	if (m->reply_to.n == 0 && own && node->parent != 0)
		m->reply_to = map_key(&d->keys, node->parent - 1);
}

/* One message at the end of the line. */
static bool
put_post(struct assembly *t, const struct desk *d, size_t n, uint32_t requester, struct kept_post *kept, struct buf *line)
{
	const struct entry *e = &d->entries.at[t->strand.posts.at[n]];
	struct message_draft m = { .at = e->at, .score = e->score, .is_public = (e->flags & POST_PRIVATE) == 0 };

	if (!strand_fetch(&t->strand, e, kept, &m))
		return false;
	complete(t, d, e, n, &m);
	decide_role(&m, d, e, requester, n == 0);
	m.accepted = (e->flags & POST_ACCEPTED) != 0 || ((e->flags & POST_OWN) != 0 && d->nodes.at[e->node].accepted);
	message_draft_write(line, &m);
	return true;
}

/* All messages; *first is what the spool kept of the opening one. */
static bool
put_posts(struct assembly *t, const struct desk *d, uint32_t requester, struct kept_post *first, struct buf *line)
{
	struct kept_post kept;

	for (size_t i = 0; i < t->strand.posts.len; i++)
		if (!put_post(t, d, i, requester, i == 0 ? first : &kept, line))
			return false;
	return true;
}

/* What a conversation comes to: the newest time of its messages, how many had their bytes mended, is one of its texts cut. */
struct findings {
	int64_t last;
	size_t repaired;
	bool truncated;
};

static struct findings
look_over(const struct assembly *t, const struct desk *d, const struct entry *head)
{
	struct findings f = { .last = TIME_NONE, .truncated = head != NULL && (head->flags & POST_TRUNCATED) != 0 };

	for (size_t i = 0; i < t->strand.posts.len; i++) {
		const struct entry *e = &d->entries.at[t->strand.posts.at[i]];

		if (e->at > f.last)
			f.last = e->at;
		f.repaired += (e->flags & POST_REPAIRED) != 0;
		f.truncated |= (e->flags & POST_TRUNCATED) != 0;
	}
	return f;
}

static void
count_posts(struct assembly *t, const struct desk *d, bool head_counted)
{
	for (size_t i = 0; i < t->strand.posts.len; i++) {
		const struct entry *e = &d->entries.at[t->strand.posts.at[i]];

		if (e->unit == UNIT_NONE)
			continue;
		if (i == 0 && !head_counted)
			desk_count(d, e->unit)->tickets++;
		else
			desk_count(d, e->unit)->messages++;
	}
}

/* The head's texts, lent by the spool until it is asked again. */
static bool
fetch_head(struct assembly *t, const struct entry *e, struct kept_head *kept, struct ticket_draft *to)
{
	struct str *const texts[] = { &to->subject, &to->status, &to->channel, &to->product, &to->lang, &to->tags, &to->more };
	const char *at = spool_at(t->desks->spool, e->place, e->length);

	if (at == NULL)
		return false;
	memcpy(kept, at, sizeof *kept);
	at += sizeof *kept;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (kept->texts[i] > 0) {
			*texts[i] = (struct str){ at, kept->texts[i] - 1 };
			at += kept->texts[i] - 1;
		}
	to->updated_at = kept->updated_at;
	to->solved_at = kept->solved_at;
	return true;
}

static bool
opening_is_missing(const struct assembly *t, const struct desk *d, const struct desk_node *root)
{
	if (t->strand.posts.len > 0 && (d->entries.at[t->strand.posts.at[0]].flags & POST_ANSWER) != 0)
		return true;
	return root->post != 0 ? root->parent != 0 : d->binds_absent;
}

/* Members that say what was found while putting the conversation together, and the readers' notes. */
static bool
gather_more(struct assembly *t, const struct sheet *s, uint32_t root, const struct findings *f)
{
	const struct desk *d = s->desk;
	const struct desk_node *node = &d->nodes.at[root];

	buf_clear(&t->more);
	if (opening_is_missing(t, d, node))
		write_bool(&t->more, "opening_missing", true);
	if (f->repaired > 0)
		write_int(&t->more, "repaired", (int64_t)f->repaired);
	if (f->truncated)
		write_bool(&t->more, "truncated", true);
	for (uint32_t i = s->start[root]; i < s->start[root + 1]; i++) {
		const struct entry *e = &d->entries.at[s->order[i]];
		const char *at;

		if ((e->flags & ENTRY_NOTE) == 0)
			continue;
		if ((at = spool_at(t->desks->spool, e->place, e->length)) == NULL)
			return false;
		if (t->more.len > 0)
			buf_addc(&t->more, ',');
		buf_add(&t->more, at, e->length);
	}
	remarks_write(&t->more, s, root);
	return true;
}

/* Why a conversation is no ticket; NULL: it is one. */
static const char *
why_not(const struct assembly *t, const struct desk *d, const struct place *p, const struct entry *head)
{
	if (head == NULL && d->needs_head)
		return NO_HEAD;
	if (head != NULL && (head->flags & HEAD_DELETED) != 0)
		return HEAD_GONE;
	return t->desks->now != TIME_NONE && p->created_at > t->desks->now ? STRAND_LATER : NULL;
}

static bool
serves(const struct desk *d, const struct entry *e)
{
	enum role role = (enum role)e->role;

	if (role == ROLE_UNKNOWN && e->author != PERSON_NONE)
		role = (enum role)d->people.of.at[e->author].field;
	if (role == ROLE_UNKNOWN && e->author != PERSON_NONE)
		role = (enum role)d->people.of.at[e->author].roster;
	return role == ROLE_STAFF || role == ROLE_BOT;
}

/*
 * Whose conversation it is where no row says so: who opened it. Where staff did, because the customer's own first words
 * are in no file, the first other person who speaks.
 */
static uint32_t
find_requester(const struct assembly *t, const struct desk *d)
{
	const struct entry *opening = t->strand.posts.len > 0 ? &d->entries.at[t->strand.posts.at[0]] : NULL;

	if (opening == NULL || (opening->flags & POST_ANSWER) != 0)
		return PERSON_NONE;
	for (size_t i = 0; serves(d, opening) && i < t->strand.posts.len; i++) {
		const struct entry *e = &d->entries.at[t->strand.posts.at[i]];

		if (e->author != PERSON_NONE && !serves(d, e))
			return e->author;
	}
	return opening->author;
}

/* True: line holds the ticket. False: it was dropped, or the spool failed. */
static bool
put_thread(struct assembly *t, const struct place *p, struct buf *line)
{
	const struct sheet *s = &t->sheets.at[p->sheet];
	struct desk *d = s->desk;
	uint32_t head_number = d->nodes.at[p->root].head, requester = PERSON_NONE;
	const struct entry *head = head_number != 0 ? &d->entries.at[head_number - 1] : NULL;
	const char *why = why_not(t, d, p, head);
	struct ticket_draft draft = { .created_at = p->created_at, .updated_at = TIME_NONE, .solved_at = TIME_NONE };
	struct kept_post first = {0};
	struct kept_head kept = {0};
	struct findings found;
	uint32_t file;

	strand_take(&t->strand, s, p->root, why);
	if (why != NULL || (t->strand.posts.len == 0 && (head == NULL || head->unit == UNIT_NONE))) {
		if (head != NULL)
			strand_drop(d, head, why == HEAD_GONE ? STRAND_DELETED : why);
		return false;
	}
	if (head != NULL)
		requester = head->author;
	if (requester == PERSON_NONE)
		requester = find_requester(t, d);
	found = look_over(t, d, head);
	if (!gather_more(t, s, p->root, &found) || (head != NULL && !fetch_head(t, head, &kept, &draft)))
		return false;
	if (draft.more.n > 0) {
		if (t->more.len > 0)
			buf_addc(&t->more, ',');
		buf_add(&t->more, draft.more.s, draft.more.n);
	}
	draft.more = buf_str(&t->more);
	if (draft.updated_at == TIME_NONE)
		draft.updated_at = found.last;
	draft.id = prefixed(&t->id, d->prefix, map_key(&d->keys, p->root));
	draft.source = str_of(d->name);
	if (draft.channel.s == NULL)
		draft.channel = str_of(d->channel);
	if (requester != PERSON_NONE)
		draft.requester = prefixed(&t->author, d->person_prefix, map_key(&d->people.ids, requester));
	ticket_open(line, &draft);
	if (!put_posts(t, d, requester, &first, line))
		return false;
	count_posts(t, d, head != NULL && head->unit != UNIT_NONE);
	if (head != NULL && head->unit != UNIT_NONE)
		desk_count(d, head->unit)->tickets++;
	file = head != NULL ? kept.file : first.file;
	if (file > 0)
		draft.origin_file = str_of(t->desks->files.at[file - 1]);
	draft.origin_line = head != NULL ? kept.line : first.line;
	ticket_close(line, &draft);
	return true;
}

/* Where the order of time is not that of the file, memory is asked for what comes soon. */
static void
look_ahead(const struct assembly *t)
{
	enum { FAR = 12, NEAR = 5 };
	const struct place *p;
	const struct sheet *s;

	if (t->next + FAR < t->places.len) {
		p = &t->places.at[t->next + FAR];
		s = &t->sheets.at[p->sheet];
		__builtin_prefetch(&s->start[p->root]);
		__builtin_prefetch(&s->desk->nodes.at[p->root]);
		__builtin_prefetch(&s->desk->keys.keys.at[p->root]);
	}
	if (t->next + NEAR < t->places.len) {
		p = &t->places.at[t->next + NEAR];
		s = &t->sheets.at[p->sheet];
		__builtin_prefetch(&s->desk->entries.at[s->order[s->start[p->root]]]);
		__builtin_prefetch(map_key(&s->desk->keys, p->root).s);
	}
	if (t->next + 2 < t->places.len) {
		p = &t->places.at[t->next + 2];
		s = &t->sheets.at[p->sheet];
		spool_soon(t->desks->spool, s->desk->entries.at[s->order[s->start[p->root]]].place);
	}
}

bool
assembly_next(struct assembly *t, struct buf *line)
{
	buf_clear(line);
	while (t->next < t->places.len && desks_error(t->desks) == NULL) {
		look_ahead(t);
		if (put_thread(t, &t->places.at[t->next++], line))
			return true;
	}
	return false;
}

struct ticket_place
assembly_place(const struct assembly *t)
{
	const struct place *p = &t->places.at[t->next - 1];

	return (struct ticket_place){ p->created_at, p->sheet, map_key(&t->sheets.at[p->sheet].desk->keys, p->root) };
}
