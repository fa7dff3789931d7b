/*
 * copies.h: what dedupe remembers of each ticket instead of its text, and what it finds.
 *
 * A ticket's text is its subject and its opening message; 128-bit hashes of it, as written and
 * normalised (text/normal.h), stand for it: some 150 bytes a ticket. Tickets are numbered from 0 in the
 * order in which they were added.
 */
#ifndef REC_COPIES_H
#define REC_COPIES_H

#include "ticket.h"
#include "../calc/leaders.h"
#include "../base/vec.h"

struct copies {
	VEC(struct candidate) tickets;
	struct copy *found;		/* after copies_versions, copies_find */
	size_t *older;			/* an older version of the same ticket, from there on the next, MAP_NONE */
	bool has_versions;
};

/* Remember a ticket; line is its record's text. scratch is overwritten. */
void copies_add(struct copies *c, const struct ticket *t, struct str line, struct buf *scratch);

/* Move what from remembers to the end of c; from is empty then. */
void copies_append(struct copies *c, struct copies *from);

/* When all are there: which are older versions of which. */
void copies_versions(struct copies *c);

/* Tickets that came in several versions say what they will say once united. line(with, i): the line of ticket i. */
void copies_look_again(struct copies *c, struct str (*line)(void *with, size_t ticket), void *with);

/* The newest version's line with the messages that only older ones hold, in out. */
struct str copies_unite(const struct copies *c, size_t ticket, struct str (*line)(void *with, size_t ticket), void *with, struct buf *out);

/* Then: which repeat which. */
void copies_find(struct copies *c);

/* The member dedupe of a ticket as a JSON text, or nothing (false) where it repeats none. */
bool copies_describe(const struct copies *c, size_t ticket, struct buf *json);

/* Is it the newest of several versions of a ticket? */
bool copies_has_older(const struct copies *c, size_t ticket);

/* Why it is a copy: "exact" ...; NULL where it is none. */
const char *copies_why(const struct copies *c, size_t ticket);

void copies_clear(struct copies *c);	/* forget all; the memory for more stays */
void copies_free(struct copies *c);

#endif
