/*
 * map.h: a set of keys, each with a number: 0, 1, 2 ... in the order they first came.
 *
 * What belongs to a key is held by the caller in a vec under that number, so walking it never
 * depends on the hash. The hash is seeded afresh in each process: an export that was made to
 * collide finds nothing to aim at. A zeroed struct map is an empty one. Keys are copied.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "str.h"
#include "vec.h"

#include <stdint.h>

#define MAP_NONE SIZE_MAX

struct map_key {
	const char *s;
	uint32_t n;
};

struct map_slot {
	uint64_t high;
	uint32_t low;			/* of the key's hash */
	uint32_t number;		/* + 1; 0: empty */
};

struct map {
	VEC(struct map_key) keys;
	VEC(char *) pages;		/* the keys' bytes; they never move */
	char *free_bytes;
	size_t free_len, page_bytes;
	struct map_slot *slots;
	size_t mask;
};

/* The key's number, made if need be; *fresh (may be NULL) says whether this call made it. */
size_t map_add(struct map *m, struct str key, bool *fresh);

/* The key will be asked for soon: have the memory brought up meanwhile. */
void map_soon(const struct map *m, struct str key);

/* The key's number, or MAP_NONE. */
size_t map_find(const struct map *m, struct str key);

struct str map_key(const struct map *m, size_t number);	/* lent until map_free; NUL-terminated */
size_t map_len(const struct map *m);

/* Memory that it takes; just before it must grow, with what that takes. */
size_t map_bytes(const struct map *m);

/* No key will be looked up or added any more, only numbers: the greater part of the memory is given back. */
void map_seal(struct map *m);

/* A key's hash, seeded like those of all maps: other numbers in each process. */
uint64_t map_hash(struct str key);

void map_free(struct map *m);

#endif
