/*
 * meaning.h: what the name of a column usually means, and the words that its values are made of.
 *
 * For drafting a mapping only: a guess that somebody will read. Names are compared by their letters and digits alone,
 * in lower case: "Issue key", "issue_key" and "issueKey" are one.
 */
#ifndef FORMAT_MEANING_H
#define FORMAT_MEANING_H

#include "../base/str.h"

enum meaning {
	MEANS_TICKET,		/* the id of a conversation, where the name says so */
	MEANS_ID,		/* an id of whatever it stands with */
	MEANS_SUBJECT, MEANS_TEXT, MEANS_CREATED, MEANS_UPDATED, MEANS_SOLVED, MEANS_REQUESTER, MEANS_AUTHOR, MEANS_ROLE, MEANS_INBOUND,
	MEANS_STATUS, MEANS_TAGS, MEANS_PRODUCT, MEANS_CHANNEL, MEANS_LANG, MEANS_PUBLIC, MEANS_PRIVATE, MEANS_ACCEPTED,
	MEANS_REPLY, MEANS_SCORE, MEANINGS
};

/*
 * How well a column's name, or the last member of a path, fits a meaning: 100 best, 0 or less not at all. Of
 * "author.name" the object says what it is.
 */
int meaning_of(const char *path, enum meaning m);

/* The role that a word for a kind of person stands for: "agent" is staff. NULL: not known. */
const char *meaning_role(struct str word);

/* The status that a support system's word stands for: "RESOLVED" is solved. NULL: not known. */
const char *meaning_status(struct str word);

#endif
