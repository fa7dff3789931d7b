#include "ledger.h"
#include "../json/write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char READ[] = "read", DROPPED[] = "dropped", REJECTED[] = "rejected", MADE[] = "made",
    WRITTEN[] = "written", WHY[] = "why", UNITS[] = "units", TICKETS[] = "tickets", MESSAGES[] = "messages",
    USED[] = "used", MERGED[] = "merged";

void
tally_add(struct tally *t, struct str name, uint64_t n)
{
	struct tally_entry *e;

	if (n == 0)
		return;
	for (size_t i = 0; i < t->of.len; i++)
		if (str_is(name, t->of.at[i].name)) {
			t->of.at[i].n += n;
			return;
		}
	e = vec_add(&t->of);
	e->name = mem_copy(name.s, name.n);
	e->n = n;
}

uint64_t
tally_total(const struct tally *t)
{
	uint64_t n = 0;

	for (size_t i = 0; i < t->of.len; i++)
		n += t->of.at[i].n;
	return n;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct tally_entry *)a)->name, ((const struct tally_entry *)b)->name);
}

void
tally_sort(struct tally *t)
{
	vec_sort(&t->of, by_name);
}

void
tally_free(struct tally *t)
{
	for (size_t i = 0; i < t->of.len; i++)
		free(t->of.at[i].name);
	vec_free(&t->of);
}

struct account *
ledger_account(struct ledger *l, struct str type)
{
	struct account *a;
	bool fresh;
	size_t i = map_add(&l->types, type, &fresh);

	if (!fresh)
		return &l->accounts.at[i];
	a = vec_add(&l->accounts);
	a->type = map_key(&l->types, i).s;
	return a;
}

struct unit *
ledger_unit(struct ledger *l, struct str name)
{
	struct unit *u;

	for (size_t i = 0; i < l->units.len; i++)
		if (str_is(name, l->units.at[i].name))
			return &l->units.at[i];
	u = vec_add(&l->units);
	u->name = mem_copy(name.s, name.n);
	return u;
}

void
account_reject(struct account *a, const char *why)
{
	const char *end = strstr(why, " near ");
	struct buf plain = {0};

	for (const char *s = why; *s != '\0' && s != end; s++)
		if (*s < '0' || *s > '9')
			buf_addc(&plain, *s);
		else if (s == why || s[-1] < '0' || s[-1] > '9')
			buf_addc(&plain, 'N');
	a->rejected++;
	tally_add(&a->why, buf_str(&plain), 1);
	buf_free(&plain);
}

void
ledger_clear(struct ledger *l)
{
	enum { USUAL = 64 };	/* of very many accounts, each clearing and merging would walk them all */

	if (l->accounts.len > USUAL || l->units.len > 0) {
		ledger_free(l);
		return;
	}
	for (size_t i = 0; i < l->accounts.len; i++) {
		struct account *a = &l->accounts.at[i];

		a->read = a->dropped = a->rejected = a->made = a->written = 0;
		tally_free(&a->why);
	}
}

static void
tally_merge(struct tally *a, const struct tally *b)
{
	for (size_t i = 0; i < b->of.len; i++)
		tally_add(a, str_of(b->of.at[i].name), b->of.at[i].n);
}

void
ledger_merge(struct ledger *a, const struct ledger *b)
{
	for (size_t i = 0; i < b->accounts.len; i++) {
		const struct account *from = &b->accounts.at[i];
		struct account *to = ledger_account(a, str_of(from->type));

		to->read += from->read;
		to->dropped += from->dropped;
		to->rejected += from->rejected;
		to->made += from->made;
		to->written += from->written;
		tally_merge(&to->why, &from->why);
	}
	for (size_t i = 0; i < b->units.len; i++) {
		const struct unit *from = &b->units.at[i];
		struct unit *to = ledger_unit(a, str_of(from->name));

		to->read += from->read;
		to->tickets += from->tickets;
		to->messages += from->messages;
		to->used += from->used;
		to->merged += from->merged;
		to->rejected += from->rejected;
		tally_merge(&to->dropped, &from->dropped);
	}
}

bool
account_balances(const struct account *a)
{
	return a->written + a->dropped + a->rejected == a->read + a->made;
}

bool
unit_balances(const struct unit *u)
{
	return u->read == u->tickets + u->messages + u->used + u->merged + u->rejected + tally_total(&u->dropped);
}

static int
by_type(const void *a, const void *b)
{
	return strcmp((*(const struct account *const *)a)->type, (*(const struct account *const *)b)->type);
}

static int
by_unit(const void *a, const void *b)
{
	return strcmp(((const struct unit *)a)->name, ((const struct unit *)b)->name);
}

static void
put_tally(struct buf *out, const char *name, struct tally *t)
{
	tally_sort(t);
	write_object(out, name);
	for (size_t i = 0; i < t->of.len; i++) {
		write_name_of(out, str_of(t->of.at[i].name));
		write_int(out, NULL, (int64_t)t->of.at[i].n);
	}
	write_end_object(out);
}

/* One column of the books as an object {type: n}, zeros left out. */
static void
put_column(struct buf *out, const char *name, struct account *const *accounts, size_t len, size_t offset)
{
	write_object(out, name);
	for (size_t i = 0; i < len; i++) {
		const struct account *a = accounts[i];
		uint64_t n;

		memcpy(&n, (const char *)a + offset, sizeof n);
		if (n == 0)
			continue;
		write_name_of(out, str_of(a->type));
		write_int(out, NULL, (int64_t)n);
	}
	write_end_object(out);
}

static void
put_units(struct buf *out, struct ledger *l)
{
	write_object(out, UNITS);
	for (size_t i = 0; i < l->units.len; i++) {
		struct unit *u = &l->units.at[i];

		write_name_of(out, str_of(u->name));
		write_object(out, NULL);
		write_int(out, READ, (int64_t)u->read);
		write_int(out, TICKETS, (int64_t)u->tickets);
		write_int(out, MESSAGES, (int64_t)u->messages);
		write_int(out, USED, (int64_t)u->used);
		write_int(out, MERGED, (int64_t)u->merged);
		put_tally(out, DROPPED, &u->dropped);
		write_int(out, REJECTED, (int64_t)u->rejected);
		write_end_object(out);
	}
	write_end_object(out);
}

void
ledger_write(struct buf *out, struct ledger *l, const char *program, const char *version)
{
	size_t len = l->accounts.len;
	struct account **sorted = mem_zeroed(len, sizeof *sorted);

	for (size_t i = 0; i < len; i++)
		sorted[i] = &l->accounts.at[i];
	qsort(sorted, len, sizeof *sorted, by_type);
	vec_sort(&l->units, by_unit);
	write_object(out, NULL);
	write_string(out, "type", STR(LEDGER_TYPE));
	write_string(out, "program", str_of(program));
	write_string(out, "version", str_of(version));
	put_column(out, READ, sorted, len, offsetof(struct account, read));
	put_column(out, DROPPED, sorted, len, offsetof(struct account, dropped));
	put_column(out, REJECTED, sorted, len, offsetof(struct account, rejected));
	put_column(out, MADE, sorted, len, offsetof(struct account, made));
	put_column(out, WRITTEN, sorted, len, offsetof(struct account, written));
	write_object(out, WHY);
	for (size_t i = 0; i < len; i++)
		if (sorted[i]->why.of.len > 0) {
			write_name_of(out, str_of(sorted[i]->type));
			put_tally(out, NULL, &sorted[i]->why);
		}
	write_end_object(out);
	if (l->units.len > 0)
		put_units(out, l);
	write_end_object(out);
	free(sorted);
}

bool
ledger_is(const struct record *r)
{
	return str_is(r->type, LEDGER_TYPE);
}

static bool
refuse(const struct record *r, struct scan_error *error, const char *member)
{
	error->byte = record_byte(r, member);
	snprintf(error->why, sizeof error->why, "ledger: \"%s\" is missing or not of the form {name: count}", member);
	return false;
}

/* Sort and add up what bears one name: a record may hold more names than can be looked for one by one. */
static void
tally_unite(struct tally *t)
{
	size_t kept = 0;

	tally_sort(t);
	for (size_t i = 0; i < t->of.len; i++)
		if (kept > 0 && strcmp(t->of.at[kept - 1].name, t->of.at[i].name) == 0) {
			t->of.at[kept - 1].n += t->of.at[i].n;
			free(t->of.at[i].name);
		} else
			t->of.at[kept++] = t->of.at[i];
	t->of.len = kept;
}

static bool
parse_tally(struct scan_value v, struct tally *t)
{
	struct scan_each walk = scan_each(v);
	struct tally_entry new = {0};
	struct str name;

	if (scan_type(v) != SCAN_OBJECT)
		return false;
	while (scan_next(&walk, &name, &v)) {
		if (!record_count(v, &new.n))
			return false;
		new.name = mem_copy(name.s, name.n);
		vec_push(&t->of, new);
	}
	tally_unite(t);
	return true;
}

static bool
parse_column(struct ledger *l, struct scan_value v, size_t offset)
{
	struct scan_each walk = scan_each(v);
	struct str type;
	uint64_t n;

	if (scan_type(v) != SCAN_OBJECT)
		return false;
	while (scan_next(&walk, &type, &v)) {
		if (!record_count(v, &n))
			return false;
		memcpy((char *)ledger_account(l, type) + offset, &n, sizeof n);
	}
	return true;
}

static bool
parse_unit(struct ledger *l, struct str name, struct scan_value v)
{
	struct unit *u = ledger_unit(l, name);

	return record_count(scan_member(v, STR("read")), &u->read) &&
	    record_count(scan_member(v, STR("tickets")), &u->tickets) &&
	    record_count(scan_member(v, STR("messages")), &u->messages) &&
	    record_count(scan_member(v, STR("used")), &u->used) &&
	    record_count(scan_member(v, STR("merged")), &u->merged) &&
	    record_count(scan_member(v, STR("rejected")), &u->rejected) &&
	    parse_tally(scan_member(v, STR("dropped")), &u->dropped);
}

bool
ledger_parse(struct ledger *l, const struct record *r, struct scan_error *error)
{
	static const struct { const char *name; size_t offset; } columns[] = {
		{ READ, offsetof(struct account, read) }, { DROPPED, offsetof(struct account, dropped) },
		{ REJECTED, offsetof(struct account, rejected) }, { MADE, offsetof(struct account, made) },
		{ WRITTEN, offsetof(struct account, written) },
	};
	struct str program = scan_string(scan_member(r->root, STR("program"))), name;
	struct scan_each walk;
	struct scan_value v;

	if (program.s == NULL)
		return refuse(r, error, "program");
	l->program = mem_copy(program.s, program.n);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (!parse_column(l, scan_member(r->root, str_of(columns[i].name)), columns[i].offset))
			return refuse(r, error, columns[i].name);
	walk = scan_each(scan_member(r->root, str_of(WHY)));
	while (scan_next(&walk, &name, &v))
		if (!parse_tally(v, &ledger_account(l, name)->why))
			return refuse(r, error, WHY);
	walk = scan_each(scan_member(r->root, str_of(UNITS)));
	while (scan_next(&walk, &name, &v))
		if (!parse_unit(l, name, v))
			return refuse(r, error, UNITS);
	return true;
}

void
ledger_free(struct ledger *l)
{
	for (size_t i = 0; i < l->accounts.len; i++)
		tally_free(&l->accounts.at[i].why);
	for (size_t i = 0; i < l->units.len; i++) {
		free(l->units.at[i].name);
		tally_free(&l->units.at[i].dropped);
	}
	free(l->program);
	map_free(&l->types);
	vec_free(&l->accounts);
	vec_free(&l->units);
	*l = (struct ledger){0};
}
