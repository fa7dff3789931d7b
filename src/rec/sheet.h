/*
 * sheet.h: the entries of a desk, gathered by the conversation that they belong to.
 *
 * Chains of replies are followed to the message that began them; a parent that is in no export ends the chain (unless
 * the desk binds_absent: then it begins the conversation), and of a ring of replies the earliest message counts as the
 * first. Linear in nodes and entries.
 */
#ifndef REC_SHEET_H
#define REC_SHEET_H

#include "desk.h"

struct sheet {
	struct desk *desk;
	uint32_t *root;		/* of each node */
	uint32_t *start;	/* of each node: where its entries begin in order; one more at the end */
	uint32_t *order;	/* entry numbers; those of one conversation as they were read */
};

void sheet_gather(struct sheet *s, struct desk *d);

/* When a conversation began: as its row says, or with its opening message; TIME_NONE: nobody knows. */
int64_t sheet_created_at(const struct sheet *s, uint32_t root);

void sheet_free(struct sheet *s);

#endif
