/*
 * sequence.h: tickets in the order in which they lead, that of (created_at, id), and which are versions of one ticket.
 *
 * Times and a hash of the id are in memory; the ids themselves are asked for only where those do not decide.
 */
#ifndef REC_SEQUENCE_H
#define REC_SEQUENCE_H

#include "slip.h"

#include <stddef.h>

struct sequence_entry {
	int64_t created_at;
	uint64_t slip;			/* where what it says is: the caller's */
	uint32_t id;			/* a hash of it, not 0 */
	bool first;			/* before all that are not, whatever their times */
	bool kept;			/* what was kept of a ticket: of versions of one moment, what is read now is the newer */
};

struct sequence {
	const struct sequence_entry *at;
	size_t n;
	bool (*slip)(void *with, uint32_t i, struct slip *slip);	/* lent until the next; false: it failed, and what is given is worth nothing */
	void *with;
};

/* rank[i]: how many stand before i. To be freed. */
uint32_t *sequence_ranks(const struct sequence *s);

/* Tells, in order, of each that is an older version: of which, and whether both are of one requester. */
void sequence_versions(const struct sequence *s, void (*older)(void *with, uint32_t i, uint32_t newest, bool same_requester));

#endif
