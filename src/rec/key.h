/*
 * key.h: the keys under which tickets meet, and the pairs that met, as records, so that sort(1) or any engine that
 * groups may stand between.
 *
 * A key record begins with its key, the time and the id, so that its bytes sort in the order in which tickets lead:
 *
 *	{"key":"00a1b2c3d4","type":"key","created_at":"2026-01-31T09:00:00.000Z","id":"desk:1"}
 *
 * Of sorted keys each but the first of its group makes a pair with the one before it (rec/pairs).
 */
#ifndef REC_KEY_H
#define REC_KEY_H

#include "record.h"

#define KEY_TYPE "key"
#define PAIR_TYPE "pair"

enum { KEY_DIGITS = 10 };	/* two for the number of the key, eight for the key (calc/minhash) */

struct key {
	uint64_t key;			/* below 2^40 */
	int64_t created_at;		/* TIME_NONE: not known; comes first */
	struct str id;			/* lent */
};

struct pair {
	uint64_t key;
	struct str id, of;		/* of led before id; lent */
};

void key_write(struct buf *out, const struct key *k);		/* no newline */
bool key_is(const struct record *r);
bool key_parse(struct key *k, const struct record *r, struct scan_error *error);

void pair_write(struct buf *out, const struct pair *p);		/* no newline */
bool pair_is(const struct record *r);
bool pair_parse(struct pair *p, const struct record *r, struct scan_error *error);

#endif
