#include "roles.h"

#include "../base/map.h"
#include "../base/mem.h"

#include <stdlib.h>

enum { FIRST = 64 };

static uint64_t
hash_of(struct str id)
{
	uint64_t h = map_hash(id);

	return h != 0 ? h : 1;
}

/* The place of a hash, or the empty one where it belongs. */
static size_t
place_of(const struct roles *r, uint64_t hash)
{
	size_t i = (size_t)((unsigned __int128)hash * r->places >> 64);

	while (r->hash[i] != 0 && r->hash[i] != hash)
		i = i + 1 < r->places ? i + 1 : 0;
	return i;
}

static bool
is_full(const struct roles *r, size_t soon)
{
	return (r->len + soon) * 4 >= r->places * 3;
}

/* By half: of tables that double, three quarters may be empty. */
static size_t
grown(const struct roles *r)
{
	return r->places > 0 ? r->places + r->places / 2 : FIRST;
}

static void
grow(struct roles *r)
{
	struct roles new = { .places = grown(r), .len = r->len };

	new.hash = mem_zeroed(new.places, sizeof *new.hash);
	new.said = mem_zeroed(new.places, sizeof *new.said);
	for (size_t i = 0; i < r->places; i++)
		if (r->hash[i] != 0) {
			size_t to = place_of(&new, r->hash[i]);

			new.hash[to] = r->hash[i];
			new.said[to] = r->said[i];
		}
	roles_free(r);
	*r = new;
}

void
roles_set(struct roles *r, struct str id, unsigned field, unsigned roster)
{
	uint64_t hash = hash_of(id);
	size_t i;

	if (is_full(r, 1))
		grow(r);
	i = place_of(r, hash);
	r->len += r->hash[i] == 0;
	r->hash[i] = hash;
	r->said[i] = (uint8_t)(field | roster << 4);
}

bool
roles_find(const struct roles *r, struct str id, uint8_t *field, uint8_t *roster)
{
	size_t i;

	if (r->len == 0)
		return false;
	i = place_of(r, hash_of(id));
	if (r->hash[i] == 0)
		return false;
	*field = r->said[i] & 15;
	*roster = r->said[i] >> 4;
	return true;
}

size_t
roles_bytes(const struct roles *r)
{
	enum { EACH = 9 };

	return EACH * (r->places + (is_full(r, r->places / 32 + 1) ? grown(r) : 0));
}

void
roles_free(struct roles *r)
{
	free(r->hash);
	free(r->said);
	*r = (struct roles){0};
}
