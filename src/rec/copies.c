#include "copies.h"
#include "versions.h"
#include "../base/map.h"
#include "../base/time.h"
#include "../io/source.h"
#include "../json/write.h"
#include "../text/normal.h"

static struct hash128
hash_of(struct str s)
{
	return hash128(s.n > 0 ? s.s : "", s.n);
}

void
copies_add(struct copies *c, const struct ticket *t, struct str line, struct buf *scratch)
{
	struct scan_each walk = scan_each(t->messages);
	struct message opening = {0};
	struct candidate new = { .created_at = t->created_at };

	message_next(&walk, &opening);
	new.id = (struct str){ mem_copy(t->id.s, t->id.n), t->id.n };
	new.updated_at = t->updated_at != TIME_NONE ? t->updated_at : t->created_at;
	new.has_requester = t->requester.n > 0;
	new.requester = hash_of(t->requester);
	new.line = hash_of(line);
	new.messages = (uint32_t)scan_count(t->messages);
	buf_clear(scratch);
	buf_add(scratch, t->subject.s, t->subject.n);
	buf_addc(scratch, '\n');
	buf_add(scratch, opening.text.s, opening.text.n);
	new.has_text = str_trim(buf_str(scratch)).n > 0;
	new.raw = hash_of(buf_str(scratch));
	buf_clear(scratch);
	new.words = (uint32_t)normal(scratch, t->subject);
	buf_addc(scratch, ' ');
	new.words += (uint32_t)normal(scratch, opening.text);
	new.normal = hash_of(buf_str(scratch));
	vec_push(&c->tickets, new);
}

void
copies_append(struct copies *c, struct copies *from)
{
	for (size_t i = 0; i < from->tickets.len; i++)
		vec_push(&c->tickets, from->tickets.at[i]);
	from->tickets.len = 0;
}

/* The versions of a ticket hang in a chain behind the newest, in the order in which they came. */
static void
chain_versions(struct copies *c)
{
	c->older = mem_resize(NULL, c->tickets.len, sizeof *c->older);
	for (size_t i = 0; i < c->tickets.len; i++)
		c->older[i] = MAP_NONE;
	for (size_t i = c->tickets.len; i-- > 0;)
		if (c->found[i].why == COPY_SAME_ID) {
			size_t newest = c->found[i].of;

			c->older[i] = c->older[newest];
			c->older[newest] = i;
			c->has_versions = true;
		}
}

void
copies_versions(struct copies *c)
{
	c->found = mem_zeroed(c->tickets.len, sizeof *c->found);
	leaders_versions(c->tickets.at, c->tickets.len, c->found);
	chain_versions(c);
}

struct str
copies_unite(const struct copies *c, size_t ticket, struct str (*line)(void *with, size_t ticket), void *with, struct buf *out)
{
	struct versions all = {0};
	struct buf newest = {0};
	struct str lent = line(with, ticket);

	buf_add(&newest, lent.s, lent.n);	/* it lasts until the next is asked for */
	versions_begin(&all, buf_str(&newest));
	for (size_t older = c->older[ticket]; older != MAP_NONE; older = c->older[older])
		versions_add(&all, line(with, older));
	buf_clear(out);
	if (!versions_end(&all, out))
		buf_add(out, newest.data, newest.len);
	versions_free(&all);
	buf_free(&newest);
	return buf_str(out);
}

/* The line, padding behind it, is what the ticket says from now on. */
static void
reread(struct copies *c, size_t ticket, struct str line)
{
	struct copies one = {0};
	struct scan *scan = scan_new();
	struct scan_error error;
	struct buf scratch = {0};
	struct record r = {0};
	struct ticket t;

	if (scan != NULL && record_parse(&r, scan, line, &error) && ticket_parse(&t, &r, &error)) {
		struct candidate *old = &c->tickets.at[ticket], *new;

		copies_add(&one, &t, line, &scratch);
		new = &one.tickets.at[0];
		old->raw = new->raw;
		old->normal = new->normal;
		old->words = new->words;
		old->has_text = new->has_text;
	}
	copies_free(&one);
	record_free(&r);
	buf_free(&scratch);
	scan_free(scan);
}

void
copies_look_again(struct copies *c, struct str (*line)(void *with, size_t ticket), void *with)
{
	struct buf united = {0};

	for (size_t i = 0; i < c->tickets.len; i++)
		if (copies_has_older(c, i)) {
			copies_unite(c, i, line, with, &united);
			buf_room(&united, SOURCE_PADDING);
			reread(c, i, buf_str(&united));
		}
	buf_free(&united);
}

void
copies_find(struct copies *c)
{
	leaders_find(c->tickets.at, c->tickets.len, c->found);
}

bool
copies_describe(const struct copies *c, size_t ticket, struct buf *json)
{
	const struct copy *copy = &c->found[ticket];

	buf_clear(json);
	if (copy->why == COPY_NONE)
		return false;
	write_object(json, NULL);
	write_string(json, "of", c->tickets.at[copy->of].id);
	write_string(json, "why", str_of(copy_why_name(copy->why)));
	if (copy->why != COPY_SAME_ID)	/* versions were not compared */
		write_int(json, "sim", 1);
	write_string(json, "who", copy->same_requester ? STR("same-requester") : STR("other-requester"));
	write_end_object(json);
	return true;
}

bool
copies_has_older(const struct copies *c, size_t ticket)
{
	return c->older[ticket] != MAP_NONE && c->found[ticket].why != COPY_SAME_ID;
}

const char *
copies_why(const struct copies *c, size_t ticket)
{
	return copy_why_name(c->found[ticket].why);
}

void
copies_clear(struct copies *c)
{
	for (size_t i = 0; i < c->tickets.len; i++)
		free((char *)(size_t)c->tickets.at[i].id.s);	/* ours, lent to calc as const */
	c->tickets.len = 0;
}

void
copies_free(struct copies *c)
{
	copies_clear(c);
	vec_free(&c->tickets);
	free(c->found);
	free(c->older);
	*c = (struct copies){0};
}
