/*
 * ticket.h: one conversation: its reading, its writing, and the only place where its members are named.
 *
 * Reading lends: strings belong to the record's scan. Only the top level is read at once; messages
 * are walked one by one, since many filters want none of them.
 */
#ifndef REC_TICKET_H
#define REC_TICKET_H

#include "record.h"
#include "../base/vec.h"

enum role { ROLE_UNKNOWN, ROLE_CUSTOMER, ROLE_VOLUNTEER, ROLE_STAFF, ROLE_BOT };
enum role_by { BY_FIELD, BY_ROSTER, BY_RULE };
enum { ROLES = 5, ROLE_BYS = 3 };

struct ticket {
	struct str id, source, channel, status, requester, subject, product, lang;	/* absent where not given */
	int64_t created_at, updated_at, solved_at;	/* TIME_NONE where not given */
	struct scan_value tags, messages;		/* arrays, or absent */
	struct str copy_of, copy_why;			/* dedupe.of and .why; absent where this repeats nothing */
	struct str issue;				/* issue.id */
	double issue_fit;
};

struct message {
	struct str id, author, text, reply_to;
	enum role role;
	enum role_by role_by;
	int64_t at;			/* TIME_NONE where not given */
	int64_t score;
	bool is_public, accepted;
};

#define TICKET_TYPE "ticket"
#define TICKET_DEDUPE "dedupe"		/* members that filters add */
#define TICKET_ISSUE "issue"
#define TICKET_MESSAGES "messages"

/* Is the record a ticket? */
bool ticket_is(const struct record *r);

/* Read a record that is one. False with *error: a required member is missing or one has the wrong type. */
bool ticket_parse(struct ticket *t, const struct record *r, struct scan_error *error);

/* Its messages, all of them good; at[0] opened the conversation. A zeroed one is empty; it may be filled again and again. */
struct messages {
	VEC(struct message) of;
};

/* Read a record that is one with all its messages at once, which spares those who want them a second reading. */
bool ticket_parse_whole(struct ticket *t, struct messages *m, const struct record *r, struct scan_error *error);

/* Walk the messages: messages[0] opened the conversation. False at the end; a wrong one is told by ticket_parse. */
bool message_next(struct scan_each *walk, struct message *m);

/* An answer: public, by somebody else than the requester, from a person (volunteer or staff). */
bool message_answers(const struct message *m, const struct ticket *t);

const char *role_name(enum role r);
bool role_parse(struct str name, enum role *r);
const char *role_by_name(enum role_by b);

/* What ingest writes. Absent strings and times are left out; messages and tags are ready JSON arrays. */
struct ticket_draft {
	struct str id, source, channel, status, requester, subject, product, lang;
	int64_t created_at, updated_at, solved_at;
	struct str tags, messages;
	struct str origin_file;
	uint64_t origin_line;		/* 0: not known */
	struct str more;		/* ready members to add, without braces; may be empty */
};

void ticket_write(struct buf *out, const struct ticket_draft *t);	/* no newline */

/* The same around messages that are written where they stay: up to and with their [, and from their ] on. */
void ticket_open(struct buf *out, const struct ticket_draft *t);
void ticket_close(struct buf *out, const struct ticket_draft *t);
void message_write(struct buf *out, const struct message *m);		/* as one more element of an array */

/* A message whose ids are put together from parts: PREFIX ID_KIND id, PERSON_PREFIX author. Absent ones are left out. */
struct message_draft {
	const char *prefix, *id_kind, *reply_kind, *person_prefix;	/* need no escapes */
	struct str id, author, reply_to, text;
	enum role role;
	enum role_by role_by;
	int64_t at, score;
	bool is_public, accepted;
};

void message_draft_write(struct buf *out, const struct message_draft *m);	/* as one more element of an array */

#endif
