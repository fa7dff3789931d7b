#include "desk.h"

#include "journal.h"
#include "../base/hash.h"
#include "../base/time.h"

#include <stdio.h>
#include <string.h>

void
desks_open(struct desks *d, struct ledger *ledger, const struct roster *roster, size_t memory, int64_t now)
{
	mem_tight();
	*d = (struct desks){ .ledger = ledger, .roster = roster, .now = now, .memory = memory, .spool = spool_new(memory) };
}

void
desks_open_part(struct desks *part, const struct desks *of)
{
	desks_open(part, of->ledger, NULL, of->memory, of->now);
	part->part = true;
	part->files.at = of->files.at;
	part->files.len = of->files.len;
	for (size_t i = 0; i < of->of.len; i++) {
		const struct desk *from = of->of.at[i];
		struct desk *to = desks_desk(part, str_of(from->name));

		to->post_prefix = from->post_prefix;
		to->channel = from->channel;
		to->needs_head = from->needs_head;
		to->binds_absent = from->binds_absent;
		to->people.prefix = from->people.prefix;
		to->people.known = &from->roles;
		for (size_t k = 0; k < from->remarks.len; k++) {
			desk_remarks(to, from->remarks.at[k].member, from->remarks.at[k].gone);
			to->remarks.at[k].unit = from->remarks.at[k].unit;
		}
	}
}

static void
desk_free(struct desk *d)
{
	people_free(&d->people);	/* nobody need be remembered */
	desk_clear(d);
	roles_free(&d->roles);
	vec_free(&d->remarks);
	free(d->name);
	free(d->prefix);
	free(d->person_prefix);
	free(d);
}

void
desks_close(struct desks *d)
{
	for (size_t i = 0; i < d->of.len; i++)
		desk_free(d->of.at[i]);
	for (size_t i = 0; i < d->files.len && !d->part; i++)
		free(d->files.at[i]);
	if (!d->part)
		vec_free(&d->files);
	vec_free(&d->of);
	buf_free(&d->scratch);
	spool_free(d->spool);
	journal_free(d->journal);
}

size_t
desk_bytes(const struct desk *d)
{
	size_t bytes = map_bytes(&d->keys) + people_bytes(&d->people) + roles_bytes(&d->roles);

	bytes += d->nodes.len * sizeof *d->nodes.at + d->entries.len * sizeof *d->entries.at;
	for (size_t i = 0; i < d->remarks.len; i++)
		bytes += d->remarks.at[i].count.len * sizeof(uint32_t) + d->remarks.at[i].references.len * sizeof(struct desk_reference);
	return bytes;
}

void
desk_clear(struct desk *d)
{
	people_forget(&d->people, &d->roles);
	map_free(&d->keys);
	vec_free(&d->nodes);
	vec_free(&d->entries);
	for (size_t i = 0; i < d->remarks.len; i++) {
		vec_free(&d->remarks.at[i].count);
		vec_free(&d->remarks.at[i].references);
		vec_free(&d->remarks.at[i].order);
	}
	d->linked = 0;
}

/* Texts go to their file first: it costs less than putting conversations together in parts. */
void
desks_row(struct desks *d)
{
	enum { ROWS = 16 };
	size_t bytes = d->memory / 14;		/* for what else the program needs */

	if (++d->rows % ROWS != 0)
		return;
	for (size_t i = 0; i < d->of.len; i++)
		bytes += desk_bytes(d->of.at[i]);
	if (bytes + spool_held(d->spool) <= d->memory)
		return;
	spool_limit(d->spool);
	if (bytes <= d->memory || d->part)
		return;
	if (d->journal == NULL)
		d->journal = journal_new();
	journal_take(d->journal, d);
}

void
desks_file(struct desks *d, const char *name)
{
	vec_push(&d->files, mem_copy(name, strlen(name)));
}

const char *
desks_error(const struct desks *d)
{
	const char *why = d->failed[0] != '\0' ? d->failed : spool_error(d->spool);

	return why == NULL && d->journal != NULL ? journal_error(d->journal) : why;
}

void
desks_fail(struct desks *d, const char *why)
{
	snprintf(d->failed, sizeof d->failed, "%s", why);
}

void
desks_give_up(struct desks *d)
{
	const char *why = desks_error(d);

	if (why != NULL)
		desks_fail(d, why);
	journal_free(d->journal);
	spool_free(d->spool);
	d->journal = NULL;
	d->spool = spool_new(0);
}

static char *
joined(struct str name, const char *tail)
{
	struct buf b = {0};

	buf_add(&b, name.s, name.n);
	buf_adds(&b, tail);
	return b.data;
}

struct desk *
desks_desk(struct desks *all, struct str name)
{
	struct desk *d;

	for (size_t i = 0; i < all->of.len; i++)
		if (str_is(name, all->of.at[i]->name))
			return all->of.at[i];
	d = mem_zeroed(1, sizeof *d);
	d->all = all;
	d->name = joined(name, "");
	d->prefix = joined(name, ":");
	d->person_prefix = joined(name, ":u:");
	d->post_prefix = "";
	d->people = (struct people){ .prefix = d->person_prefix, .roster = all->roster };
	vec_push(&all->of, d);
	return d;
}

unsigned
desk_unit(struct desk *d, const char *what)
{
	struct buf name = {0};
	struct ledger *l = d->all->ledger;
	unsigned number;

	buf_printf(&name, "%s.%s", d->name, what);
	number = (unsigned)(ledger_unit(l, buf_str(&name)) - l->units.at) + 1;
	buf_free(&name);
	return number;
}

struct unit *
desk_count(const struct desk *d, unsigned unit)
{
	return &d->all->ledger->units.at[unit - 1];
}

uint32_t
desk_node(struct desk *d, struct str key)
{
	bool fresh;
	size_t n = map_add(&d->keys, key, &fresh);

	if (fresh)
		(void)vec_add(&d->nodes);
	return (uint32_t)n;
}

void
desk_reply(struct desk *d, uint32_t node, uint32_t parent, bool weak)
{
	struct desk_node *n = &d->nodes.at[node];

	if (n->parent == 0 || (n->weak_parent && !weak)) {
		n->parent = parent + 1;
		n->weak_parent = weak;
	}
	if (!weak || d->linked == node + 1)
		d->linked = n->parent == parent + 1 ? node + 1 : 0;
}

void
desk_accept(struct desk *d, uint32_t node)
{
	d->nodes.at[node].accepted = true;
}

static uint32_t
this_file(const struct desks *all)
{
	return (uint32_t)all->files.len;
}

/* The texts go to the spool; the entry remembers where. */
static void
put_entry(struct desk *d, struct entry *e, struct str head, struct str text)
{
	e->place = spool_add(d->all->spool, head.s, head.n);
	if (text.n > 0)
		spool_add(d->all->spool, text.s, text.n);
	e->length = (uint32_t)(head.n + text.n);
	vec_push(&d->entries, *e);
}

/* Of two rows about one thing, one is not counted on its own. */
static void
merge(struct desk *d, unsigned unit)
{
	if (unit != UNIT_NONE)
		desk_count(d, unit)->merged++;
}

/* The message of a node. If it has one already: the newer version stands, of equals the first. True: the new one. */
static bool
take_node(struct desk *d, uint32_t node, unsigned unit, int64_t version)
{
	struct desk_node *n = &d->nodes.at[node];

	if (n->post != 0) {
		struct entry *old = &d->entries.at[n->post - 1];
		const char *at = spool_at(d->all->spool, old->place, sizeof(struct kept_post));
		struct kept_post kept;

		if (at == NULL)
			return false;
		memcpy(&kept, at, sizeof kept);
		if (version <= kept.version) {
			merge(d, unit);
			return false;
		}
		old->flags |= ENTRY_DEAD;
		merge(d, old->unit);
	}
	n->post = (uint32_t)d->entries.len + 1;
	return true;
}

/* The same for what is said about a conversation. */
static bool
take_head(struct desk *d, uint32_t node, unsigned unit, int64_t version)
{
	struct desk_node *n = &d->nodes.at[node];

	if (n->head != 0) {
		struct entry *old = &d->entries.at[n->head - 1];

		if (version <= old->version) {
			merge(d, unit);
			return false;
		}
		old->flags |= ENTRY_DEAD;
		merge(d, old->unit);
	}
	n->head = (uint32_t)d->entries.len + 1;
	return true;
}

static int32_t
clamped(int64_t score)
{
	return score > INT32_MAX ? INT32_MAX : score < INT32_MIN ? INT32_MIN : (int32_t)score;
}

/* The ids of a message that its row tells: of its own node, its author, the message it answers. */
static void
tell_ids(struct desk_post *p, const struct desk *d)
{
	const struct desk_node *n = &d->nodes.at[p->node];

	if ((p->flags & POST_OWN) != 0) {
		p->id = p->key.n > 0 ? p->key : map_key(&d->keys, p->node);
		if (n->parent == 0 || n->weak_parent)	/* only a strong link stays */
			p->reply_to = (struct str){0};
		else if (p->reply_to.n == 0)
			p->reply_to = map_key(&d->keys, n->parent - 1);
	}
	if (p->author != PERSON_NONE && p->author_id.n == 0)
		p->author_id = map_key(&d->people.ids, p->author);
}

void
desk_add_post(struct desk *d, const struct desk_post *p)
{
	struct kept_post kept = { .line = p->line, .version = p->version, .file = this_file(d->all) };
	struct entry e = { .at = p->at, .node = p->node, .author = p->author, .flags = (uint16_t)p->flags,
		.unit = (uint8_t)p->unit, .role = (uint8_t)p->role, .score = clamped(p->score) };
	struct desk_post told = *p;
	struct buf *head = &d->all->scratch;

	if (d->linked != p->node + 1 && (p->flags & POST_OWN) != 0)
		told.reply_to = (struct str){0};
	d->linked = 0;
	if ((p->flags & POST_OWN) != 0 && !take_node(d, p->node, p->unit, p->version))
		return;
	if (p->id.n > 0)
		e.mark = (uint32_t)hash64(p->id.s, p->id.n) | 1;
	tell_ids(&told, d);
	kept.id = (uint32_t)told.id.n;
	kept.author = (uint32_t)told.author_id.n;
	kept.reply_to = (uint32_t)told.reply_to.n;
	head->len = 0;
	buf_add(head, &kept, sizeof kept);
	buf_add(head, told.id.s, told.id.n);
	buf_add(head, told.author_id.s, told.author_id.n);
	buf_add(head, told.reply_to.s, told.reply_to.n);
	put_entry(d, &e, buf_str(head), p->text);
}

void
desk_add_head(struct desk *d, const struct desk_head *h)
{
	const struct str texts[] = { h->subject, h->status, h->channel, h->product, h->lang, h->tags, h->more };
	struct kept_head kept = { h->updated_at, h->solved_at, h->line, this_file(d->all), {0} };
	struct entry e = { .at = h->created_at, .node = h->node, .author = h->requester,
		.flags = (uint16_t)(h->flags | ENTRY_HEAD), .unit = (uint8_t)h->unit, .version = h->version };
	struct buf *head = &d->all->scratch;

	if (!take_head(d, h->node, h->unit, h->version))
		return;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		kept.texts[i] = texts[i].s != NULL ? (uint32_t)texts[i].n + 1 : 0;
	head->len = 0;
	buf_add(head, &kept, sizeof kept);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i].n > 0)
			buf_add(head, texts[i].s, texts[i].n);
	put_entry(d, &e, buf_str(head), (struct str){0});
}

void
desk_add_note(struct desk *d, uint32_t node, struct str member)
{
	struct entry e = { .node = node, .flags = ENTRY_NOTE, .author = PERSON_NONE };

	put_entry(d, &e, member, (struct str){0});
}

unsigned
desk_remarks(struct desk *d, const char *member, const char *gone)
{
	struct desk_remarks *r = vec_add(&d->remarks);

	r->member = member;
	r->gone = gone;
	return (unsigned)d->remarks.len - 1;
}

void
desk_remark(struct desk *d, unsigned kind, unsigned unit, uint32_t node, uint32_t rows)
{
	struct desk_remarks *r = &d->remarks.at[kind];

	r->unit = unit;
	while (r->count.len <= node)
		(void)vec_add(&r->count);
	r->count.at[node] += rows;
}

void
desk_refer(struct desk *d, unsigned kind, unsigned unit, uint32_t node, uint32_t to)
{
	struct desk_remarks *r = &d->remarks.at[kind];
	struct desk_reference new = { node, to };

	r->unit = unit;
	vec_push(&r->references, new);
}

/* A message again. The link that stands in the end is the node's, whatever the row itself was told. */
static void
restore_post(struct desk *d, struct entry *e, struct str key, struct str kept)
{
	struct kept_post head;
	struct str tail = { kept.s + sizeof head, kept.n - sizeof head };
	struct buf *b = &d->all->scratch;

	memcpy(&head, kept.s, sizeof head);
	if ((e->flags & POST_OWN) != 0)
		key = (struct str){ tail.s, head.id };
	e->node = desk_node(d, key);
	e->author = people_number(&d->people, (struct str){ tail.s + head.id, head.author });
	if ((e->flags & POST_OWN) != 0) {
		const struct desk_node *n = &d->nodes.at[e->node];
		struct str told = { tail.s + head.id + head.author, head.reply_to };

		if (!take_node(d, e->node, e->unit, head.version))
			return;
		if (told.n > 0 && (n->parent == 0 || n->weak_parent || !str_equal(told, map_key(&d->keys, n->parent - 1)))) {
			head.reply_to = 0;
			buf_clear(b);
			buf_add(b, &head, sizeof head);
			buf_add(b, tail.s, (size_t)(told.s - tail.s));
			put_entry(d, e, buf_str(b), (struct str){ told.s + told.n, tail.n - (size_t)(told.s + told.n - tail.s) });
			return;
		}
	}
	put_entry(d, e, kept, (struct str){0});
}

void
desk_restore(struct desk *d, const struct entry *old, struct str key, struct str requester, struct str kept)
{
	struct entry e = *old;

	if ((e.flags & (ENTRY_HEAD | ENTRY_NOTE)) == 0) {
		restore_post(d, &e, key, kept);
		return;
	}
	e.node = desk_node(d, key);
	if ((e.flags & ENTRY_HEAD) != 0) {
		e.author = people_number(&d->people, requester);
		if (!take_head(d, e.node, e.unit, e.version))
			return;
	}
	put_entry(d, &e, kept, (struct str){0});
}
