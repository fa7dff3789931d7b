/*
 * ledger.h: double-entry: what a program read, dropped, rejected, made and wrote, type by type.
 *
 *	written = read - dropped - rejected + made
 *
 * for every type, or the books do not balance. A program writes its ledger as its last line and only if
 * it ended well; the line counts itself (made and written: ledger 1). Ledgers of shards add up.
 * ingest reads no records but rows of exports; they are counted as units, by source.
 */
#ifndef REC_LEDGER_H
#define REC_LEDGER_H

#include "record.h"
#include "../base/map.h"
#include "../base/vec.h"

#include <stdint.h>

#define LEDGER_TYPE "ledger"

/* How many, by a name: a reason, a language ... In the order in which they first came. */
struct tally {
	VEC(struct tally_entry { char *name; uint64_t n; }) of;
};

void tally_add(struct tally *t, struct str name, uint64_t n);
uint64_t tally_total(const struct tally *t);
void tally_sort(struct tally *t);			/* by name: output must not depend on the order of input */
void tally_free(struct tally *t);

struct account {
	const char *type;			/* lent by the ledger */
	uint64_t read, dropped, rejected, made, written;
	struct tally why;			/* of dropped and rejected */
};

/* Rows of an export, mails of a mailbox: read = tickets + messages + used + merged + dropped + rejected. */
struct unit {
	char *name;				/* "stackexchange.posts" */
	uint64_t read, tickets, messages;	/* that opened a ticket; that became a further message */
	uint64_t used;				/* that told something about others: users, votes */
	uint64_t merged;			/* a newer version or a repeat of the same thing stands */
	uint64_t rejected;
	struct tally dropped;			/* by reason */
};

struct ledger {
	char *program;
	struct map types;			/* number of a type: its place in accounts */
	VEC(struct account) accounts;
	VEC(struct unit) units;
};

/* The account of a type, made if need be; lent until the next new one. */
struct account *ledger_account(struct ledger *l, struct str type);
struct unit *ledger_unit(struct ledger *l, struct str name);

/* Count a rejected record; of the reason, what differs from row to row is left out, so that there are few of them. */
void account_reject(struct account *a, const char *why);

/* Every figure back to zero. The accounts may stay to be used again. */
void ledger_clear(struct ledger *l);

/* Add b's figures to a. */
void ledger_merge(struct ledger *a, const struct ledger *b);

bool account_balances(const struct account *a);
bool unit_balances(const struct unit *u);

/* The record, without a newline; accounts and units in the order of their names. */
void ledger_write(struct buf *out, struct ledger *l, const char *program, const char *version);

/* Read a ledger record into an empty ledger. */
bool ledger_parse(struct ledger *l, const struct record *r, struct scan_error *error);
bool ledger_is(const struct record *r);
void ledger_free(struct ledger *l);

#endif
