/*
 * gather.h: the first pass of dedupe, on every thread: each ticket is remembered, its line kept without an old mark, and
 * versions of one ticket are united.
 */
#ifndef CLI_GATHER_H
#define CLI_GATHER_H

#include "shelf.h"
#include "../rec/census.h"
#include "../rec/copies.h"

enum { GATHER_OTHER = 0, GATHER_TICKET = 1 };	/* tags of what is kept: what passes as it is, what may be marked */

struct gathering {
	struct copies *copies;		/* may hold leaders of earlier nights */
	bool alone;			/* nothing but tickets is wanted */
	bool merge;			/* what --emit made of parts is no record like others */
	struct census census;		/* of that */
};

/* Until the input ends. shelf is filled where tickets have versions. The program ends (3) where a spool fails. */
void gather(struct filter *f, struct gathering *g, struct shelf *shelf);

/* The spool of the texts failed: nothing that was found can be trusted, and the program ends (3). */
void gather_check(const struct copies *copies);

#endif
