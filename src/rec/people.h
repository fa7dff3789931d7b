/*
 * people.h: the persons of one source, numbered, and what the source or a roster says they are.
 *
 * Messages hold a person's number, four bytes, however often and under however long an id they write.
 */
#ifndef REC_PEOPLE_H
#define REC_PEOPLE_H

#include "roles.h"
#include "roster.h"

#define PERSON_NONE UINT32_MAX		/* nobody: a deleted account, an anonymous message */

struct person {
	uint8_t field, roster;		/* enum role; ROLE_UNKNOWN: says nothing */
};

struct people {
	const char *prefix;		/* "zendesk:u:", lent */
	const struct roster *roster;	/* lent; may be empty */
	const struct roles *known;	/* lent: of those met before people_forget; NULL: of nobody */
	struct map ids;
	VEC(struct person) of;
};

/* The number of a person by the id that the source knows them by; an empty id is nobody. */
uint32_t people_number(struct people *p, struct str id);

/* That id will be asked for soon. */
void people_soon(const struct people *p, struct str id);

/* The source says what somebody is. */
void people_role(struct people *p, uint32_t person, enum role role);

/* Somebody also goes by this name or e-mail address: is that on the roster? */
void people_alias(struct people *p, uint32_t person, struct str name);

/* Append the id under which records know a person. */
void people_id(struct buf *out, const struct people *p, uint32_t person);

/* Forget all numbers and ids; what was said about somebody goes to known, and is remembered when they are met again. */
void people_forget(struct people *p, struct roles *known);

size_t people_bytes(const struct people *p);	/* see map_bytes */

void people_free(struct people *p);

#endif
