#include "desk.h"

#include "../base/hash.h"
#include "../base/time.h"

#include <string.h>

void
desks_open(struct desks *d, struct ledger *ledger, const struct roster *roster, size_t memory, int64_t now)
{
	*d = (struct desks){ .ledger = ledger, .roster = roster, .now = now, .spool = spool_new(memory) };
}

static void
desk_free(struct desk *d)
{
	people_free(&d->people);
	map_free(&d->keys);
	vec_free(&d->nodes);
	vec_free(&d->entries);
	for (size_t i = 0; i < d->remarks.len; i++) {
		vec_free(&d->remarks.at[i].count);
		vec_free(&d->remarks.at[i].references);
		vec_free(&d->remarks.at[i].order);
	}
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
	for (size_t i = 0; i < d->files.len; i++)
		free(d->files.at[i]);
	vec_free(&d->of);
	vec_free(&d->files);
	buf_free(&d->scratch);
	spool_free(d->spool);
}

void
desks_file(struct desks *d, const char *name)
{
	vec_push(&d->files, mem_copy(name, strlen(name)));
}

const char *
desks_error(const struct desks *d)
{
	return spool_error(d->spool);
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

	if (n->parent != 0 && (weak || !n->weak_parent))
		return;
	n->parent = parent + 1;
	n->weak_parent = weak;
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
spool_entry(struct desk *d, struct entry *e, const struct buf *head, struct str text)
{
	e->place = spool_add(d->all->spool, head->data, head->len);
	if (text.n > 0)
		spool_add(d->all->spool, text.s, text.n);
	e->length = (uint32_t)(head->len + text.n);
}

static void
count_merged(struct desk *d, unsigned unit)
{
	if (unit != UNIT_NONE)
		desk_count(d, unit)->merged++;
}

/* A message whose node has one already: the newer version stands, of equals the first. True: the new one. */
static bool
replaces(struct desk *d, const struct desk_post *p)
{
	struct entry *old = &d->entries.at[d->nodes.at[p->node].post - 1];
	struct kept_post kept;
	const char *at = spool_at(d->all->spool, old->place, sizeof kept);
	bool newer;

	if (at == NULL)
		return false;
	memcpy(&kept, at, sizeof kept);
	newer = p->version > kept.version;
	if (newer)
		old->flags |= ENTRY_DEAD;
	count_merged(d, newer ? old->unit : p->unit);
	return newer;
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

	if ((p->flags & POST_OWN) != 0) {
		struct desk_node *n = &d->nodes.at[p->node];

		if (n->post != 0 && !replaces(d, p))
			return;
		n->post = (uint32_t)d->entries.len + 1;
	}
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
	spool_entry(d, &e, head, p->text);
	vec_push(&d->entries, e);
}

void
desk_add_head(struct desk *d, const struct desk_head *h)
{
	const struct str texts[] = { h->subject, h->status, h->channel, h->product, h->lang, h->tags, h->more };
	struct kept_head kept = { h->updated_at, h->solved_at, h->line, this_file(d->all), {0} };
	struct entry e = { .at = h->created_at, .node = h->node, .author = h->requester,
		.flags = (uint16_t)(h->flags | ENTRY_HEAD), .unit = (uint8_t)h->unit, .version = h->version };
	struct desk_node *n = &d->nodes.at[h->node];
	struct buf *head = &d->all->scratch;

	if (n->head != 0) {
		struct entry *old = &d->entries.at[n->head - 1];
		bool newer = h->version > old->version;

		count_merged(d, newer ? old->unit : h->unit);
		if (!newer)
			return;
		old->flags |= ENTRY_DEAD;
	}
	n->head = (uint32_t)d->entries.len + 1;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		kept.texts[i] = texts[i].s != NULL ? (uint32_t)texts[i].n + 1 : 0;
	head->len = 0;
	buf_add(head, &kept, sizeof kept);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i].n > 0)
			buf_add(head, texts[i].s, texts[i].n);
	spool_entry(d, &e, head, (struct str){0});
	vec_push(&d->entries, e);
}

void
desk_add_note(struct desk *d, uint32_t node, struct str member)
{
	struct entry e = { .node = node, .flags = ENTRY_NOTE, .author = PERSON_NONE };
	struct buf *head = &d->all->scratch;

	head->len = 0;
	spool_entry(d, &e, head, member);
	vec_push(&d->entries, e);
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
desk_remark(struct desk *d, unsigned kind, unsigned unit, uint32_t node)
{
	struct desk_remarks *r = &d->remarks.at[kind];

	r->unit = unit;
	while (r->count.len <= node)
		(void)vec_add(&r->count);
	r->count.at[node]++;
}

void
desk_refer(struct desk *d, unsigned kind, unsigned unit, uint32_t node, uint32_t to)
{
	struct desk_remarks *r = &d->remarks.at[kind];
	struct desk_reference new = { node, to };

	r->unit = unit;
	vec_push(&r->references, new);
}
