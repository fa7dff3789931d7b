/*
 * copies.h: what dedupe remembers of each ticket besides its words, and what it finds.
 *
 * A ticket's text is its subject and its opening message. The words are on a spool (rec/wording.h); hashes, a bitmap
 * and the keys under which similar texts meet stand for them: some 400 bytes a ticket. Tickets are numbered from 0 in
 * the order in which they were added.
 */
#ifndef REC_COPIES_H
#define REC_COPIES_H

#include "ticket.h"
#include "wording.h"
#include "../calc/leaders.h"
#include "../base/vec.h"

struct copies_options {
	double same, other;		/* least similarity to a text of the same requester, and of others */
	double drop;			/* and to one of others that is dropped */
	bool edges, explain;
	size_t threads, memory;		/* bytes of text that stay in memory */
};

struct copies_edge {
	size_t ticket;
	struct copy to;
};

struct copies {
	struct copies_options options;
	VEC(struct candidate) tickets;
	VEC(struct saying) sayings;
	struct spoken spoken;		/* of those that were not appended to others yet */
	struct wording *wording;
	struct copy *found;		/* after copies_versions, copies_find */
	size_t *older;			/* an older version of the same ticket, from there on the next, MAP_NONE */
	VEC(struct copies_edge) edges;	/* with that option: ordered by ticket and leader */
	bool has_versions;
};

/* What all the others are appended to. */
void copies_open(struct copies *c, const struct copies_options *options);

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

/* Why the spool failed, at any time; NULL: it did not. What was found is then worth nothing. */
const char *copies_error(const struct copies *c);

/* The member dedupe of a ticket as a JSON text, or nothing (false) where it repeats none. */
bool copies_describe(struct copies *c, size_t ticket, struct buf *json);

/* The record of an edge, below edges.len. */
void copies_describe_edge(struct copies *c, size_t edge, struct buf *json);

/* Is it the newest of several versions of a ticket? */
bool copies_has_older(const struct copies *c, size_t ticket);

/* Is it a copy so sure that it may be dropped? */
bool copies_is_sure(const struct copies *c, size_t ticket);

/* Why it is a copy: "exact" ...; NULL where it is none. */
const char *copies_why(const struct copies *c, size_t ticket);

void copies_clear(struct copies *c);	/* forget all; the memory for more stays */
void copies_free(struct copies *c);

#endif
