/*
 * volunteer.h: one volunteer's record, and the partial from which several are made one.
 *
 * An answer is a public message by a volunteer in somebody else's conversation.
 */
#ifndef REC_VOLUNTEER_H
#define REC_VOLUNTEER_H

#include "daily.h"
#include "record.h"

#define VOLUNTEER_TYPE "volunteer"

struct volunteer {
	struct str id;			/* lent */
	uint64_t answers, accepted;
	int64_t first_at, last_at;	/* TIME_NONE: no answer bears a time */
	struct daily days;		/* answers by day */
};

/* Add what b did to a; b's id and days stay its own. */
void volunteer_merge(struct volunteer *a, const struct volunteer *b);

void volunteer_write(struct buf *out, struct volunteer *v);

/* Read a record into v, whose days are emptied first. False with *error. */
bool volunteer_parse(struct volunteer *v, const struct record *r, struct scan_error *error);
bool volunteer_is(const struct record *r);

#endif
