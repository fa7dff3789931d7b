/*
 * leaders.h: which of many texts repeat which: groups around leaders that never chain.
 *
 * Candidates are taken in their order, which is that of (created_at, id); one that says what an earlier leader says is
 * its copy, any other is a leader itself. So a copy has met its leader, never a mere relation of it, and
 * texts that arrive in order get the same answer night by night as all at once.
 *
 * Whom a candidate meets is bounded, so that the time is linear: of each of its keys (calc/minhash) the last LEADERS_A_KEY
 * leaders that have it, and the last LEADERS_RECENT of the same person. Each is compared in full unless the sketches rule it
 * out, and the most similar one that is similar enough is the leader. Between people a text must besides share words
 * that say something, and nothing may speak against it (calc/evidence.h).
 *
 * What a candidate has in common with others is told by rings (calc/groups.h): one for each of its keys that it shares.
 */
#ifndef CALC_LEADERS_H
#define CALC_LEADERS_H

#include "evidence.h"
#include "minhash.h"
#include "rings.h"

enum copy_why { COPY_NONE, COPY_SAME_ID, COPY_EXACT, COPY_NORMAL_EXACT, COPY_NEAR, COPY_TRUNCATED };

enum {
	LEADERS_WORTH = EVIDENCE_WORTH,	/* bits of a text that can be a copy of somebody else's */
	LEADERS_CUT = 30,		/* bits of a cut text that is to be the beginning of somebody else's */
	LEADERS_TOKENS = 4,		/* words of a text that can be near another one */
	LEADERS_BEGINNING = 6,		/* words with which a text and a cut one both begin; less is not enough */
	LEADERS_RECENT = 32,		/* of the same person that are met */
	LEADERS_CUTS = 64,		/* that begin alike which are met, where one of the two was cut */
	LEADERS_A_KEY = 8		/* the last that have a key which are met: texts of one form share some keys by the thousand */
};

/* What two candidates can have in common: keys of MinHash, then the hashes of these. */
enum {
	LEADERS_RAW = MINHASH_KEYS, LEADERS_NORMAL, LEADERS_REQUESTER,
	LEADERS_BEGINNINGS, LEADERS_CUT_BEGINNINGS,	/* of the first words: rings of all, and of those that were cut */
	LEADERS_COLUMNS
};

struct candidate {
	uint64_t requester;		/* a hash; 0: not known */
	uint32_t elements;		/* of its set */
	uint16_t worth;			/* of its different words but for numbers, in 1/BITS bits, up to LEADERS_CUT */
	bool out : 1;			/* is not to be looked at: an older version of another one */
	bool says : 1;			/* its normalised text says something */
	bool can_be_near : 1;		/* it has LEADERS_TOKENS words or more */
	bool truncated : 1;		/* it ends in an ellipsis: something cut it */
	bool leads : 1;			/* it is a leader, whatever came before it: that was decided before */
};

struct copy {
	double sim;			/* Jaccard similarity */
	uint32_t of;			/* the leader's number; meaningless where why is COPY_NONE */
	unsigned char why;		/* enum copy_why */
	bool same_requester;
};

/*
 * The callbacks get `with`. groups: LEADERS_COLUMNS rings of a candidate, RINGS_NONE where it shares nothing; lent until the
 * next are asked for. equal: of two whose raw (COPY_EXACT) or normalised texts (COPY_NORMAL_EXACT) have the same hash, are they
 * the same? smaller_id: has a the smaller id? evidence: lent until the next that is no leader is asked for, a leader's until
 * the next leader's. edge: told of each leader that a candidate could follow; may be NULL.
 */
struct leaders_by {
	const struct candidate *all;
	const struct sketch *sketches;	/* one a candidate */
	struct rings *rings;		/* empty ones */
	double same, other;		/* the least similarity to a text of the same person, and of others */
	const uint32_t *(*groups)(void *with, uint32_t candidate);
	bool (*equal)(void *with, uint32_t a, uint32_t b, enum copy_why tier);
	bool (*smaller_id)(void *with, uint32_t a, uint32_t b);
	const struct evidence *(*evidence)(void *with, uint32_t candidate, bool leader);
	void (*edge)(void *with, uint32_t candidate, const struct copy *copy);
	void *with;
};

/*
 * The key of a candidate in a column, as groups_make is to have it, from what minhash or a hash gave; 0: none. A text that is
 * worth nothing to others is grouped with those of the same person alone.
 */
uint32_t leaders_key(const struct candidate *c, unsigned column, uint32_t key);

/* How many of a group must be held, for groups_make. */
uint32_t leaders_most(unsigned column);

/* Of n candidates, in order, which repeat a leader: copies[i] says of which. */
void leaders_find(const struct leaders_by *by, size_t n, struct copy *copies);

const char *copy_why_name(enum copy_why why);	/* "same-id", "exact" ...; NULL for COPY_NONE */

#endif
