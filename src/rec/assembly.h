/*
 * assembly.h: conversations put together from what lies on the desks, all of it in memory but for texts.
 *
 * Needs four bytes for each entry, eight for each node and 24 for each conversation, less than the desks give back of
 * what they looked keys up with.
 */
#ifndef REC_ASSEMBLY_H
#define REC_ASSEMBLY_H

#include "desk.h"

struct assembly;

/* Where a ticket belongs among all: by time, then by its desk's prefix, then by its id. */
struct ticket_place {
	int64_t created_at;
	uint32_t desk;			/* number of the desk */
	struct str id;			/* within its source; lent by the desk */
};

/* Nothing may be put on the desks any more, nor looked up. */
struct assembly *assembly_new(struct desks *d);
void assembly_free(struct assembly *a);

/* The next ticket in line, which is cleared first. False at the end, or where the spool failed (desks_error). */
bool assembly_next(struct assembly *a, struct buf *line);
struct ticket_place assembly_place(const struct assembly *a);	/* of that ticket */

#endif
