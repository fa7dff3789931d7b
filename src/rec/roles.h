/*
 * roles.h: what is known of persons whose ids are not kept: nine bytes for each about whom anything is.
 *
 * 64 bits of a seeded hash stand for an id: two of a million persons would share them once in ten million runs.
 */
#ifndef REC_ROLES_H
#define REC_ROLES_H

#include "../base/str.h"

#include <stdint.h>

/* A zeroed one is empty. */
struct roles {
	uint64_t *hash;			/* 0: an empty place */
	uint8_t *said;			/* low half: enum role by field; high half: by roster */
	size_t len, places;
};

void roles_set(struct roles *r, struct str id, unsigned field, unsigned roster);

/* False: nothing is known, and both stay as they are. */
bool roles_find(const struct roles *r, struct str id, uint8_t *field, uint8_t *roster);

size_t roles_bytes(const struct roles *r);	/* just before it must grow, with what that takes */
void roles_free(struct roles *r);

#endif
