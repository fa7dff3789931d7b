/*
 * gather.h: the messages of a record that a mapping describes, gathered before the first of them is laid on the desk:
 * of a record with a fault nothing may be.
 */
#ifndef FORMAT_GATHER_H
#define FORMAT_GATHER_H

#include "mapping.h"
#include "pick.h"

#include "../rec/desk.h"

/* Zeroed but for people, it is ready. */
struct gather {
	struct people *people;			/* lent: authors are numbered there */
	VEC(struct desk_post) posts;		/* of the record at hand, lent until the next; their nodes are for the caller to set */
	struct buf text, clean, item;
	VEC(struct buf) kept;			/* texts of the posts that the record itself does not hold */
	size_t kept_now;
};

/* Read the messages of a record. like: what they have in common. False with why (of PICK_WHY bytes): it has a fault. */
bool gather_messages(struct gather *g, const struct mapping_file *f, const struct pick_place *at, const struct desk_post *like, char *why);
void gather_free(struct gather *g);

/* A word for a role, or ROLE_UNKNOWN for none. False with why: it is neither. */
bool gather_role(const struct field *f, struct str text, enum role *role, char *why);

#endif
