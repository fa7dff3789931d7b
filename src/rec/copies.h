/*
 * copies.h: what dedupe remembers of each ticket, and what it finds.
 *
 * A ticket's text is its subject and its opening message. What it says is on a spool (rec/wording.h); a sketch and the rings
 * of those with which it has something in common stand for it: some 150 bytes a ticket. Tickets are numbered from 0 in the
 * order in which they were added; inside, candidates are numbered by (created_at, id).
 */
#ifndef REC_COPIES_H
#define REC_COPIES_H

#include "card.h"
#include "sequence.h"
#include "ticket.h"
#include "wording.h"
#include "../calc/leaders.h"
#include "../base/vec.h"

struct copies_options {
	double same, other;		/* least similarity to a text of the same requester, and of others */
	double drop;			/* and to one of others that is dropped */
	bool edges, explain;
	int64_t now;			/* TIME_NONE: the newest created_at */
	size_t days;			/* how long a leader stays, from one night to the next */
	size_t threads, memory;		/* bytes for all of it, of which texts take what is left */
};

struct copies_edge {
	uint32_t ticket;		/* by candidate */
	struct copy to;
};

struct copies {
	struct copies_options options;
	VEC(struct sequence_entry) entries;	/* until copies_find: tickets; from copies_versions on the cards behind them */
	VEC(struct sequence_entry) cards;	/* until copies_versions */
	struct spoken spoken;		/* of those that were not appended to others yet */
	struct frequencies frequencies;
	struct wording *wording;
	struct columns *columns;
	struct sketch *sketches;
	struct ties ties;		/* pairs of parts */
	struct rings rings;
	size_t tickets, n, first;	/* how many; with the cards; seen leaders, which come first */
	int64_t oldest;			/* leaders created before are not seen any more */
	uint32_t *rank;			/* a ticket's number among the candidates */
	struct candidate *candidates;
	struct copy *found;		/* by candidate */
	uint32_t *older;		/* an older version of the same ticket, from there on the next, or NOBODY; NULL: none came in versions */
	char refusal[300];		/* why cards, pairs and tickets do not fit together; empty: they do */
	VEC(struct copies_edge) edges;	/* with that option: by ticket and leader, in the order of candidates */
};

/* What all the others are appended to. */
void copies_open(struct copies *c, const struct copies_options *options);

/* Remember a ticket; line is its record's text. scratch is overwritten. */
void copies_add(struct copies *c, const struct ticket *t, struct str line, struct buf *scratch);

/* Tell a ticket's place in the sequence by what is kept of it. */
struct sequence_entry copies_entry(const struct slip *slip, uint64_t at);

/* Remember a leader of an earlier night, before any ticket. It leads whatever comes. */
void copies_add_leader(struct copies *c, const struct card *card);

/* Move what from remembers to the end of c; from is empty then. */
void copies_append(struct copies *c, struct copies *from);

/* Bytes that it takes and will take in memory; and put of them on a file what can be. */
size_t copies_held(const struct copies *c);
void copies_limit(struct copies *c);

/* When all are there: which are older versions of which. */
void copies_versions(struct copies *c);
bool copies_has_versions(const struct copies *c);

/* Tickets that came in several versions say what they will say once united. line(with, i): the line of ticket i. */
void copies_look_again(struct copies *c, struct str (*line)(void *with, size_t ticket), void *with);

/* The newest version's line with the messages that only older ones hold, in out. */
struct str copies_unite(const struct copies *c, size_t ticket, struct str (*line)(void *with, size_t ticket), void *with, struct buf *out);

/* Then: which repeat which. */
void copies_find(struct copies *c);

/* Or else, where all this is of a part: count its lines and words, or besides make sketches and keys, and no more. */
void copies_count(struct copies *c);
void copies_reduce(struct copies *c);

/* Why a spool failed, at any time; NULL: none did. What was found is then worth nothing. */
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

/* Did a leader of that time come too long ago to be known tomorrow? After copies_versions. */
bool copies_is_expired(const struct copies *c, int64_t created_at);

void copies_clear(struct copies *c);	/* forget all; the memory for more stays */
void copies_free(struct copies *c);

#endif
