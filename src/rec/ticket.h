/*
 * ticket.h: one conversation: its reading, its writing, and the only place where its members are named.
 *
 * Reading lends: strings belong to the record's scan. Only the top level is read at once; messages
 * are walked one by one, since many filters want none of them.
 */
#ifndef REC_TICKET_H
#define REC_TICKET_H

#include "record.h"

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
void message_write(struct buf *out, const struct message *m);		/* as one more element of an array */

/*
 * A message in pieces, for ingest: what its row tells is written when the row is read, in the cache, and is only
 * copied when the conversation is put together and the roles are known. Each piece is a text of JSON members.
 */
struct message_pieces {
	struct str id, author;		/* by message_id, message_author; may be empty */
	struct str text;		/* by message_text */
	struct str reply_to;		/* by message_reply; may be empty */
	enum role role;
	enum role_by role_by;
	int64_t score;
	bool is_public, accepted;
};

void message_id(struct buf *out, const char *prefix, const char *kind, struct str id);	/* PREFIX KIND ID */
void message_author(struct buf *out, const char *prefix, struct str id);
void message_text(struct buf *out, int64_t at, struct str text);			/* at: TIME_NONE is left out */
void message_reply(struct buf *out, const char *prefix, const char *kind, struct str id);
void message_join(struct buf *out, const struct message_pieces *m);			/* as one more element of an array */

#endif
