/*
 * roster.h: files that say who is staff and who is a volunteer, where the export does not.
 *
 * One entry a line: an id ("81", "zendesk:u:81"), a domain ("@shop.example": every e-mail address there and
 * below it), or a pattern with * ? [ ] as in file names ("*Support"). '#' begins a comment. Where both lists name
 * somebody, they are staff.
 */
#ifndef REC_ROSTER_H
#define REC_ROSTER_H

#include "ticket.h"

#include "../base/map.h"

struct roster_pattern {
	char *text;
	enum role role;
};

/* A zeroed one is empty: nobody is on it. */
struct roster {
	struct map ids;
	VEC(enum role) roles;			/* of the ids */
	VEC(struct roster_pattern) domains;	/* without the @ */
	VEC(struct roster_pattern) patterns;
};

/* Read files (plain or compressed), all of one role. False with the reason in why (of n bytes). */
bool roster_load(struct roster *r, const char *const *paths, size_t count, enum role role, char *why, size_t n);

/* Take one entry; empty and comment lines are nothing. False: one that can match nobody. */
bool roster_add(struct roster *r, struct str line, enum role role);

bool roster_is_empty(const struct roster *r);

/* The role of somebody who goes by this name, id or address; ROLE_UNKNOWN: not on the roster. */
enum role roster_find(const struct roster *r, struct str name);

void roster_free(struct roster *r);

#endif
