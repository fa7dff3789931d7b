/*
 * journal.h: what lay on desks that were cleared for want of memory, in the order in which it was read.
 *
 * Rows and ties refer to nodes and persons by their keys, not by numbers, and carry a label: what has one label is one
 * conversation, and rec/labels tells which labels are. A row's text stays where it was put first, in the desks' spool,
 * which is in the same order.
 */
#ifndef REC_JOURNAL_H
#define REC_JOURNAL_H

#include "desk.h"
#include "labels.h"

/* An entry; its node's key follows, unless it is the id of the message itself, and of a head the requester's id. */
struct journal_row {
	uint64_t label;
	struct entry entry;
	uint32_t desk, key, who;	/* number of the desk; lengths */
	uint32_t spare;
};

enum { TIE_STRONG, TIE_WEAK, TIE_ACCEPTED, TIE_REMARKS, TIE_REFERENCE };

/* What was said about a node apart from its rows; its key follows, and that of the other node. */
struct journal_tie {
	uint64_t label;
	uint32_t desk, from, to;	/* number of the desk; lengths */
	uint32_t count;			/* of remarks */
	uint32_t what, kind;		/* of remarks and references: which */
};

struct journal {
	struct spool *rows, *ties;
	struct streams *seen;
	size_t nodes[LABEL_BUCKETS];	/* how many were seen */
	uint64_t memory;		/* that all would take on the desks */
	struct buf scratch;
};

struct journal *journal_new(void);
void journal_free(struct journal *j);		/* may be NULL */

/* Write down what lies on the desks and clear them: numbers of nodes and persons are void. */
void journal_take(struct journal *j, struct desks *d);

const char *journal_error(const struct journal *j);	/* NULL, or why it failed */

/*
 * Read on at *at, from 0 on. False: at the end, or where the spool failed. What is lent lasts until the next call;
 * tail holds the keys that follow.
 */
bool journal_row(struct journal *j, uint64_t *at, struct journal_row *row, struct str *tail);
bool journal_tie(struct journal *j, uint64_t *at, struct journal_tie *tie, struct str *tail);

#endif
