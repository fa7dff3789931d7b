#include "books.h"

#include "../base/hash.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

/* Lines that were no record: nobody can have written such, so they are in no sum. */
static const char UNREADABLE[] = "unreadable";

static const char SOURCE[] = "ingest";		/* the program that reads no records */

static void
finding(struct books *b, const char *fmt, ...)
{
	char text[600];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	vec_push(&b->findings, mem_copy(text, strlen(text)));
}

static const struct account *
account(const struct ledger *l, struct str type)
{
	static const struct account none;
	size_t i = map_find(&l->types, type);

	return i == MAP_NONE ? &none : &l->accounts.at[i];
}

void
books_amount(struct buf *to, uint64_t n, const char *type)
{
	static const char *const plain[] = { "ticket", "issue", "volunteer", "cover", "ledger", "reject", "card", "key", "pair" };

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (strcmp(type, plain[i]) == 0) {
			buf_printf(to, "%" PRIu64 " %s%s", n, type, n == 1 ? "" : "s");
			return;
		}
	if (strcmp(type, UNREADABLE) == 0)
		buf_printf(to, "%" PRIu64 " line%s no record", n, n == 1 ? " that is" : "s that are");
	else
		buf_printf(to, "%" PRIu64 " record%s of type %.80s", n, n == 1 ? "" : "s", type);
}

static void
check_own_law(struct books *b, const struct ledger *l)
{
	for (size_t i = 0; i < l->accounts.len; i++) {
		const struct account *a = &l->accounts.at[i];

		if (!account_balances(a))
			finding(b, "The ledger of %.80s contradicts itself: of type %.80s it read %" PRIu64 ", dropped %" PRIu64
			    ", rejected %" PRIu64 " and made %" PRIu64 ", yet wrote %" PRIu64 ".", l->program, a->type,
			    a->read, a->dropped, a->rejected, a->made, a->written);
	}
	for (size_t i = 0; i < l->units.len; i++)
		if (!unit_balances(&l->units.at[i]))
			finding(b, "%.80s does not account for every row of %.80s: it read %" PRIu64 ".", l->program,
			    l->units.at[i].name, l->units.at[i].read);
}

/*
 * Whoever is behind another program reads that one's ledger at the least. A program that read nothing at
 * all had a predecessor that died before its first line; without this, it would pass for a quiet night,
 * and that of one shard would be hidden among the others.
 */
static void
check_beginning(struct books *b, const struct ledger *l)
{
	for (size_t i = 0; i < l->accounts.len; i++)
		if (l->accounts.at[i].read > 0)
			return;
	if (strcmp(l->program, SOURCE) != 0)
		finding(b, "%.80s read nothing, not even a ledger: the program before it was probably cut short.", l->program);
}

void
books_ticket(struct books *b, struct str line)
{
	struct hash128 h = hash128(line.s, line.n);

	b->tickets++;
	b->digest[0] += h.high;		/* sums, for the order of tickets does not matter */
	b->digest[1] += h.low;
}

/* The tickets since the last ledger are all of a stretch. */
static void
close_stretch(struct books *b)
{
	struct buf amount = {0};
	bool fresh = true;

	if (b->tickets > 0)
		map_add(&b->stretches, (struct str){ (const char *)b->digest, sizeof b->digest }, &fresh);
	if (!fresh) {
		books_amount(&amount, b->tickets, "ticket");
		finding(b, "The same stream of %s came twice: everything in it is counted twice.", amount.data);
	}
	b->tickets = b->digest[0] = b->digest[1] = 0;
	buf_free(&amount);
}

void
books_take(struct books *b, struct ledger *l)
{
	struct book *book;

	close_stretch(b);
	check_own_law(b, l);
	check_beginning(b, l);
	for (size_t i = 0; i < b->books.len; i++)
		if (strcmp(b->books.at[i].sum.program, l->program) == 0) {
			ledger_merge(&b->books.at[i].sum, l);
			b->books.at[i].signatures++;
			ledger_free(l);
			return;
		}
	book = vec_add(&b->books);
	book->sum = *l;
	book->signatures = 1;
	*l = (struct ledger){0};
}

/* Where in the pipe the type's sum breaks: hold what each program read against what the one before wrote. */
static void
locate(struct books *b, const struct ledger *reader, const char *name, struct str type)
{
	bool ingested = false, found = false;
	uint64_t written = 0;
	const char *before = NULL;
	struct buf amount = {0};

	for (size_t i = 0; i < b->books.len; i++)
		ingested |= strcmp(b->books.at[i].sum.program, SOURCE) == 0;
	for (size_t i = 0; i <= b->books.len; i++) {
		const struct ledger *l = i < b->books.len ? &b->books.at[i].sum : reader;
		const struct account *a = account(l, type);
		const char *program = i < b->books.len ? l->program : name;

		buf_clear(&amount);
		if (a->read > written) {
			books_amount(&amount, a->read - written, type.s);
			finding(b, "No program signed for %s that %.80s read: %s was probably cut short.", amount.data, program,
			    ingested ? "the program before it" : "ingest, or whatever wrote them,");
		} else if (a->read < written) {
			books_amount(&amount, written, type.s);
			finding(b, "%.80s wrote %s, but %.80s read only %" PRIu64 ": the stream between them was probably cut.",
			    before, amount.data, program, a->read);
		}
		found |= a->read != written;
		written = a->written;
		before = program;
	}
	if (!found)
		finding(b, "Records of type %.80s were written and read in different numbers.", type.s);
	buf_free(&amount);
}

static void
nobody_signed(struct books *b, const struct ledger *reader, const char *name)
{
	struct buf all = {0};

	for (size_t i = 0; i < reader->accounts.len; i++) {
		const struct account *a = &reader->accounts.at[i];

		if (a->read == 0)
			continue;
		if (all.len > 0)
			buf_adds(&all, ", ");
		books_amount(&all, a->read, a->type);
	}
	if (all.len == 0)
		finding(b, "The input is empty: not even a ledger came. The program before %s was probably cut short.", name);
	else
		finding(b, "No program signed for %.300s that %s read: whatever wrote them was probably cut short.", all.data,
		    name);
	buf_free(&all);
}

static void
sum_type(const struct books *b, const struct ledger *reader, struct str type, uint64_t *read, uint64_t *written)
{
	*read = account(reader, type)->read;
	*written = 0;
	for (size_t i = 0; i < b->books.len; i++) {
		const struct account *a = account(&b->books.at[i].sum, type);

		*read += a->read;
		*written += a->written;
	}
}

void
books_expect(struct books *b, const char *program)
{
	for (size_t i = 0; i < b->books.len; i++)
		if (strcmp(b->books.at[i].sum.program, program) == 0)
			return;
	if (b->books.len > 0)	/* else nobody signed, which is told anyway */
		finding(b, "Tickets bear the marks of %.80s, which signed no ledger: it did not end well.", program);
}

bool
books_close(struct books *b, const struct ledger *reader, const char *name)
{
	struct map types = {0};
	size_t before = b->findings.len;
	uint64_t read, written;

	if (b->books.len == 0) {
		nobody_signed(b, reader, name);
		return false;
	}
	for (size_t i = 0; i <= b->books.len; i++) {
		const struct ledger *l = i < b->books.len ? &b->books.at[i].sum : reader;

		for (size_t k = 0; k < l->accounts.len; k++)
			map_add(&types, str_of(l->accounts.at[k].type), NULL);
	}
	for (size_t i = 0; i < map_len(&types); i++) {
		struct str type = map_key(&types, i);

		if (str_is(type, UNREADABLE) || str_is(type, LEDGER_TYPE))
			continue;
		sum_type(b, reader, type, &read, &written);
		if (read != written)
			locate(b, reader, name, type);
	}
	sum_type(b, reader, STR(LEDGER_TYPE), &read, &written);
	if (read != written && b->findings.len == before)
		finding(b, "Programs signed for %" PRIu64 " ledgers, but %" PRIu64 " were read: a ledger was lost or came twice.",
		    written, read);
	map_free(&types);
	return b->findings.len == 0;
}

void
books_free(struct books *b)
{
	for (size_t i = 0; i < b->books.len; i++)
		ledger_free(&b->books.at[i].sum);
	for (size_t i = 0; i < b->findings.len; i++)
		free(b->findings.at[i]);
	vec_free(&b->books);
	vec_free(&b->findings);
	map_free(&b->stretches);
}
