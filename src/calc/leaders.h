/*
 * leaders.h: which of many texts repeat which: groups around leaders that never chain.
 *
 * Candidates are taken in the order of (created_at, id); one that says what an earlier leader says is
 * its copy, any other is a leader itself. So a copy has met its leader, never a mere relation of it, and
 * texts that arrive in order get the same answer night by night as all at once. The order of input does
 * not matter.
 */
#ifndef CALC_LEADERS_H
#define CALC_LEADERS_H

#include "../base/hash.h"
#include "../base/str.h"

enum copy_why { COPY_NONE, COPY_SAME_ID, COPY_EXACT, COPY_NORMAL_EXACT };

struct candidate {
	struct str id;			/* must outlive the call */
	struct hash128 requester, raw, normal;	/* of the person, the text as written, the text normalised */
	struct hash128 line;		/* of everything, to order what is left */
	int64_t created_at, updated_at;
	uint32_t messages;		/* of versions that claim the same moment the one with most stands: it may hold the others' */
	uint32_t words;			/* words of the normalised text that say something */
	bool has_text, has_requester;
};

struct copy {
	size_t of;			/* the leader's index; meaningless where why is COPY_NONE */
	enum copy_why why;
	bool same_requester;
};

/* The fewest telling words at which equal normalised texts of different people count as the same. */
enum { LEADERS_WORDS = 4 };

/* Of the versions of each ticket the newest stands; in copies the others become its copies, all else none. */
void leaders_versions(const struct candidate *all, size_t n, struct copy *copies);

/* Then, among those that stand, what repeats a leader becomes its copy. */
void leaders_find(const struct candidate *all, size_t n, struct copy *copies);

const char *copy_why_name(enum copy_why why);	/* "same-id", "exact" ...; NULL for COPY_NONE */

#endif
