/*
 * leaders.h: which of many texts repeat which: groups around leaders that never chain.
 *
 * Candidates are taken in the order of (created_at, id); one that says what an earlier leader says is
 * its copy, any other is a leader itself. So a copy has met its leader, never a mere relation of it, and
 * texts that arrive in order get the same answer night by night as all at once. The order of input does
 * not matter.
 *
 * Leaders worth meeting are the last LEADERS_A_KEY that share a key (calc/minhash) and the last LEADERS_RECENT of the same
 * person, so that the time is linear; last is by the order above, not by that of the input. Each is compared in full
 * unless a sketch or bitmap rules it out, and the most similar one that is similar enough is the leader. Between people a text must
 * besides share words that say something, and no number may speak against it.
 */
#ifndef CALC_LEADERS_H
#define CALC_LEADERS_H

#include "bitmap.h"
#include "evidence.h"
#include "minhash.h"
#include "../base/hash.h"
#include "../base/str.h"

enum copy_why { COPY_NONE, COPY_SAME_ID, COPY_EXACT, COPY_NORMAL_EXACT, COPY_NEAR, COPY_TRUNCATED };

enum {
	LEADERS_WORTH = 12,		/* bits that the words shared by texts of different people must carry if they are equal */
	LEADERS_UNLIKE = 60,		/* and bits more the less alike they are: times 1 - J */
	LEADERS_CUT = 30,		/* bits of a cut text that is to be the beginning of somebody else's */
	LEADERS_TOKENS = 4,		/* words of a text that can be near another one */
	LEADERS_BEGINNING = 6,		/* words with which a text and a cut one both begin; less is not enough */
	LEADERS_RECENT = 32,		/* of the same person that are met */
	LEADERS_A_KEY = 8		/* the last that have a key which are met: texts of one form share some keys by the thousand */
};

struct candidate {
	struct str id;			/* must outlive the call */
	struct hash128 requester, raw, normal;	/* of the person, the text as written, the text normalised */
	struct hash128 line;		/* of everything, to order what is left */
	struct bitmap bits;		/* of its set */
	int64_t created_at, updated_at;
	uint64_t beginning;		/* hash of its first LEADERS_BEGINNING words; 0: it has no more than that */
	uint32_t messages;		/* of versions that claim the same moment the one with most stands: it may hold the others' */
	uint32_t words;			/* words of the normalised text that say something */
	uint32_t tokens;		/* all of its words */
	uint32_t elements;		/* of its set */
	uint32_t worth;			/* of its different words but for numbers, in 1/BITS bits */
	bool has_text, has_requester;
	bool truncated;			/* it ends in an ellipsis: something cut it */
};

struct copy {
	size_t of;			/* the leader's index; meaningless where why is COPY_NONE */
	double sim;			/* Jaccard similarity */
	enum copy_why why;
	bool same_requester;
};

struct leaders_by {
	uint32_t *keys;			/* MINHASH_KEYS a candidate; overwritten. NULL: nothing is near */
	const struct sketch *sketches;	/* one a candidate */
	double same, other;		/* the least similarity to a text of the same person, and of others */
	/* Lent until the next that is no leader is asked for, a leader's until the next leader's. */
	const struct evidence *(*evidence)(void *with, size_t candidate, bool leader);
	void (*edge)(void *with, size_t candidate, const struct copy *copy);	/* each leader that it could follow; may be NULL */
	void *with;
};

/* Of the versions of each ticket the newest stands; in copies the others become its copies, all else none. */
void leaders_versions(const struct candidate *all, size_t n, struct copy *copies);

/* Then, among those that stand, what repeats a leader becomes its copy. */
void leaders_find(const struct candidate *all, size_t n, const struct leaders_by *by, struct copy *copies);

const char *copy_why_name(enum copy_why why);	/* "same-id", "exact" ...; NULL for COPY_NONE */

#endif
