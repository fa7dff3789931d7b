/*
 * kin.h: which mail answers which, by Jamie Zawinski's algorithm (https://www.jwz.org/doc/threading.html).
 *
 * A mail's own References and In-Reply-To decide what it answers; what the References of others say of it counts where
 * it says nothing itself. Mails that are in no archive have their place in these chains. A reply that names no mail
 * ("Re:" and neither field) is put under the mail of the same subject that came last before it, if that was in the
 * last 14 days and its thread begins, here, with a mail that is no reply. So is a reply to a mail that is nowhere,
 * if that may be one that came without an id.
 *
 * Five bytes a node stay in memory, and 24 a mail go to the desks' spool.
 */
#ifndef FORMAT_KIN_H
#define FORMAT_KIN_H

#include "../rec/desk.h"

/* Zeroed but for desk, there are no mails yet. */
struct kin {
	struct desk *desk;
	VEC(uint32_t) up;		/* by node: the parent's number + 1; 0: none */
	VEC(uint8_t) marks;
	struct buf subjects;		/* of the last mails; those before lie in the spool, in pieces of one size */
	VEC(uint64_t) pieces;		/* where */
};

struct kin_mail {
	uint32_t node;
	uint32_t parent;		/* what it answers; NODE_NONE: nothing, or it does not say */
	const uint32_t *before;		/* nodes, each of which answers the one before it, as this mail says */
	size_t count;
	struct str subject;		/* its base (mailhead_base) */
	bool reply;			/* by its subject */
	bool nameless;			/* it came without a message id */
	int64_t at;
};

/* Has a mail of this node been added? */
bool kin_has(const struct kin *k, uint32_t node);

/* A mail of the desk, before it is added there as a post. */
void kin_add(struct kin *k, const struct kin_mail *m);

/* All mails have been added: tell the desk what was found out, unless its spool fails. */
void kin_finish(struct kin *k);

void kin_free(struct kin *k);

#endif
