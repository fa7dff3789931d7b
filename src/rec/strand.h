/*
 * strand.h: the messages of one conversation: chosen, repeats united, put in order.
 */
#ifndef REC_STRAND_H
#define REC_STRAND_H

#include "sheet.h"
#include "ticket.h"

#define STRAND_LATER "later than --now"
#define STRAND_DELETED "deleted"

/* A zeroed one with desks set is ready. */
struct strand {
	struct desks *desks;
	VEC(uint32_t) posts;		/* entry numbers, the opening message first */
	VEC(uint32_t) by_mark;
	struct buf text, ids[2];
};

/* Take the messages of the conversation that begins at root. drop_all: why none of them can be kept; NULL: they can. */
void strand_take(struct strand *t, const struct sheet *s, uint32_t root, const char *drop_all);

/* The ids and the text of a message, lent by the spool until it is asked again. False: the spool failed. */
bool strand_fetch(struct strand *t, const struct entry *e, struct kept_post *kept, struct message_draft *m);

/* Count an entry's row, if it is one, as dropped. */
void strand_drop(const struct desk *d, const struct entry *e, const char *why);

void strand_free(struct strand *t);

#endif
