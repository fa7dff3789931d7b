/*
 * desk.h: what the exports of one support system said, laid out until its conversations can be put together.
 *
 * Messages of one conversation lie apart, in other rows and other files, in any order. Every conversation, and
 * where messages answer each other every message, is a node with a number; a row becomes an entry of 40 bytes in
 * memory, its text goes to the spool. rec/thread takes it from here. A row is counted in its unit by whoever
 * decides its fate: the reader of the format (read, used, rejected, dropped at once), or rec/thread.
 *
 * Where memory does not do, the desks are cleared between two rows and what lay there goes to a journal: the numbers
 * of nodes and persons, and what is known by them here, last for the row at hand only. What must last longer is kept
 * by its id.
 */
#ifndef REC_DESK_H
#define REC_DESK_H

#include "ledger.h"
#include "people.h"

#include "../io/spool.h"

#define NODE_NONE UINT32_MAX
#define UNIT_NONE 0		/* not a row of its own: counted with another one */

enum {
	POST_OWN = 1,		/* the node is this message's own, not its conversation's */
	POST_PRIVATE = 2,	/* an internal note */
	POST_ACCEPTED = 4,
	POST_ANSWER = 8,	/* an answer by its nature: whoever wrote it did not ask; as the first it tells that the opening is missing */
	POST_REPEATED = 16,	/* an opening text that may be there as a message too */
	POST_REPAIRED = 32,	/* its bytes were no UTF-8 throughout */
	HEAD_DELETED = 64,
	ENTRY_HEAD = 128, ENTRY_NOTE = 256, ENTRY_DEAD = 512,
	POST_TRUNCATED = 2048,	/* the export says that it cut the text */
	POST_DELETED = 1024	/* no message: of all versions of one the newest, which says that it is gone */
};

/* A message as a row gives it. */
struct desk_post {
	uint32_t node, author;		/* PERSON_NONE: not told */
	unsigned unit, flags;
	enum role role;			/* ROLE_UNKNOWN: not told by the source */
	int64_t at, version, score;	/* of two with one id the greater version stands; TIME_NONE: unknown */
	struct str id, reply_to;	/* within the source; absent with POST_OWN, or where there is none */
	struct str key, author_id;	/* of node and author, where they are at hand: it spares looking them up; so does
					   reply_to of a message with a node of its own, if desk_reply was told the same */
	struct str text;
	uint64_t line;
};

/*
 * What a row says about a whole conversation. Of several the one with the greatest version stands. One that is no row of
 * its own (UNIT_NONE) makes no ticket where there are no messages.
 */
struct desk_head {
	uint32_t node, requester;	/* PERSON_NONE: who opened it */
	unsigned unit, flags;
	int64_t created_at, updated_at, solved_at, version;
	struct str subject, status, channel, product, lang;
	struct str tags, more;		/* a JSON array; JSON members without braces */
	uint64_t line;
};

struct desk_node {
	uint32_t parent, post, head;	/* numbers + 1; 0: none */
	bool weak_parent, accepted;
};

struct entry {
	int64_t at;			/* of a head: created_at */
	uint64_t place;			/* in the spool */
	uint32_t length, node, author;	/* of a head: the requester */
	uint16_t flags;
	uint8_t unit, role;
	union {
		struct {
			uint32_t mark;	/* hash of the id; 0: none */
			int32_t score;
		};
		int64_t version;	/* of a head */
	};
};

/* What the spool holds of an entry; the texts follow in this order, so that what a message needs lies in one place. */
struct kept_post {
	uint64_t line;
	int64_t version;
	uint32_t file, id, author, reply_to;	/* lengths; 0: none, or not known when the row was read */
};

struct kept_head {
	int64_t updated_at, solved_at;
	uint64_t line;
	uint32_t file, texts[7];	/* lengths: subject, status, channel, product, lang, tags, more */
};

struct desk_reference {
	uint32_t node, to;
};

/*
 * Rows of one kind that say something about messages and are none: votes, comments that are no answers, links. One is
 * used if the message of its node is in the export, or else dropped as gone.
 */
struct desk_remarks {
	const char *member;		/* of the ticket: how many, or what they name; NULL: only counted in the unit */
	const char *gone;
	unsigned unit;
	VEC(uint32_t) count;		/* by node; it may be shorter than there are nodes */
	VEC(struct desk_reference) references;
	VEC(uint32_t) order;		/* rec/remarks */
};

struct desks;

struct desk {
	struct desks *all;
	char *name, *prefix, *person_prefix;	/* "zendesk", "zendesk:", "zendesk:u:" */
	const char *post_prefix;		/* between prefix and a message's id: "c:" */
	const char *channel;			/* of conversations whose rows tell none; NULL: not known */
	bool needs_head;			/* messages without a row for their conversation are of no use */
	bool binds_absent;			/* a message that is in no file still binds those that answer it together */
	struct people people;
	struct roles roles;		/* of people who were forgotten */
	uint32_t linked;		/* number + 1 of the node whose parent is the one it was last told; 0: none */
	struct map keys;
	VEC(struct desk_node) nodes;
	VEC(struct entry) entries;
	VEC(struct desk_remarks) remarks;
};

/* All desks of a run. */
struct desks {
	struct ledger *ledger;		/* lent */
	const struct roster *roster;	/* lent */
	int64_t now;			/* TIME_NONE, or: what is later is dropped */
	size_t memory;
	struct spool *spool;
	struct journal *journal;	/* NULL: everything lies on the desks */
	char failed[256];		/* why a spool failed that is none of these */
	bool part;			/* what lies here must stay */
	unsigned rows;			/* since memory was looked at */
	VEC(struct desk *) of;
	VEC(char *) files;
	struct buf scratch;
};

void desks_open(struct desks *d, struct ledger *ledger, const struct roster *roster, size_t memory, int64_t now);
void desks_close(struct desks *d);

/* Empty desks of the same systems, for a part of what the journal holds; they borrow, and must be closed first. */
void desks_open_part(struct desks *part, const struct desks *of);

/* A new row begins: the numbers that earlier ones were given are void. Here memory is looked after. */
void desks_row(struct desks *d);

/* From here on rows come from this file. */
void desks_file(struct desks *d, const char *name);

const char *desks_error(const struct desks *d);		/* NULL, or why a spool failed */
void desks_fail(struct desks *d, const char *why);	/* that it was a spool that others use for them */

/* The spool and the journal have been read for good. */
void desks_give_up(struct desks *d);

/* The desk of a system, made if need be. */
struct desk *desks_desk(struct desks *d, struct str name);

size_t desk_bytes(const struct desk *d);	/* memory for what lies on it, and what it is about to take */
void desk_clear(struct desk *d);		/* as after the last file; what was said of people is remembered */

/* The number, not 0, of the unit "NAME.what"; and its counts, lent until the next new unit. */
unsigned desk_unit(struct desk *d, const char *what);
struct unit *desk_count(const struct desk *d, unsigned unit);

/* The node of a key (an id within the source). */
uint32_t desk_node(struct desk *d, struct str key);

/* The message of a node answers that of another. A weak link counts only where there is no other. */
void desk_reply(struct desk *d, uint32_t node, uint32_t parent, bool weak);

void desk_accept(struct desk *d, uint32_t node);	/* the message of that node is the accepted answer */

void desk_add_post(struct desk *d, const struct desk_post *p);
void desk_add_head(struct desk *d, const struct desk_head *h);

/*
 * A kind of remarks: its number. Members stand in the order in which they are declared here, so that should be the same
 * whatever files there are. Both texts are lent for good.
 */
unsigned desk_remarks(struct desk *d, const char *member, const char *gone);

/* Rows of that kind, which their unit counted as read; and one that names another node, whose id is listed once. */
void desk_remark(struct desk *d, unsigned kind, unsigned unit, uint32_t node, uint32_t rows);
void desk_refer(struct desk *d, unsigned kind, unsigned unit, uint32_t node, uint32_t to);

/* One more JSON member (no braces) for the ticket that the node belongs to. */
void desk_add_note(struct desk *d, uint32_t node, struct str member);

/*
 * Lay something down again: an entry with its node's key and, of a head, the requester's id, and what the spool held of
 * it, whose author and the like it tells itself. Links must have been made again before.
 */
void desk_restore(struct desk *d, const struct entry *e, struct str key, struct str requester, struct str kept);

#endif
