/*
 * remarks.h: what votes, comments and links on a desk come to, once it is known which messages are there.
 */
#ifndef REC_REMARKS_H
#define REC_REMARKS_H

#include "sheet.h"

/* Count each row as used or dropped, and gather by conversation what the used ones say. Once for a sheet. */
void remarks_settle(const struct sheet *s);

/* The members of the ticket whose conversation begins at root: a number, or a list of ids in their order. */
void remarks_write(struct buf *out, const struct sheet *s, uint32_t root);

#endif
