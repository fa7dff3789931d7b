/*
 * ties.h: pairs of tickets that have a key in common (rec/key.h), kept by the number of the key until the tickets are numbered.
 *
 *	ties_add(&t, &pair)		in any order; on any thread, each into its own, and then
 *	ties_append(&all, &t)
 *	ties_number(&all, n, id, number)	each ticket once
 *	ties_keys(&all, column, keys)	what each ticket has there, as a column of keys again
 *
 * Ids are known by 64 bits of hash: that two of ten million meet happens once in 300,000 such runs, and then costs a comparison.
 */
#ifndef REC_TIES_H
#define REC_TIES_H

#include "key.h"
#include "../base/vec.h"
#include "../io/streams.h"

struct tie {
	uint64_t id, of;		/* hashes */
	uint64_t key;
};

/* A zeroed one is empty. */
struct ties {
	VEC(struct tie) fresh;		/* until they are appended */
	struct streams *columns;	/* NULL: none were */
	uint64_t *ids;			/* a hash table; 0: there is none here */
	uint32_t *numbers;
	size_t room;
	bool strange;			/* a pair names a ticket that has no number */
};

/* False: there is no key of that number. */
bool ties_add(struct ties *t, const struct pair *p);

/* from is empty then. */
void ties_append(struct ties *to, struct ties *from);

/* A ticket's number, for each of at most n. */
void ties_number(struct ties *t, size_t n, struct str id, uint32_t number);

/* The keys of a column by number, 0: none; keys must be zeroed. Each column once. False: the file failed, or the pairs are strange. */
bool ties_keys(struct ties *t, unsigned column, uint32_t *keys);

const char *ties_error(const struct ties *t);	/* NULL, or why the file failed */
void ties_free(struct ties *t);

#endif
