#include "ties.h"
#include "../base/hash.h"
#include "../base/mem.h"
#include "../calc/leaders.h"

enum { PIECE = 1 << 16 };

/* Never 0. */
static uint64_t
hash_of(struct str id)
{
	uint64_t hash = hash64(id.s, id.n);

	return hash != 0 ? hash : 1;
}

bool
ties_add(struct ties *t, const struct pair *p)
{
	if (p->key >> 32 >= LEADERS_COLUMNS)
		return false;
	vec_push(&t->fresh, ((struct tie){ hash_of(p->id), hash_of(p->of), p->key }));
	return true;
}

void
ties_append(struct ties *to, struct ties *from)
{
	if (to->columns == NULL && from->fresh.len > 0)
		to->columns = streams_new(LEADERS_COLUMNS, PIECE);
	for (size_t i = 0; i < from->fresh.len; i++) {
		const struct tie *tie = &from->fresh.at[i];

		streams_add(to->columns, (size_t)(tie->key >> 32), tie, sizeof *tie);
	}
	from->fresh.len = 0;
}

/* Where a hash is, or belongs. */
static size_t
place_of(const struct ties *t, uint64_t id)
{
	size_t at = (size_t)id & (t->room - 1);

	while (t->ids[at] != 0 && t->ids[at] != id)
		at = (at + 1) & (t->room - 1);
	return at;
}

void
ties_number(struct ties *t, size_t n, struct str id, uint32_t number)
{
	size_t at;

	if (t->room == 0) {
		for (t->room = 1024; t->room < n + n / 2; t->room *= 2)
			;
		t->ids = mem_zeroed(t->room, sizeof *t->ids);
		t->numbers = mem_resize(NULL, t->room, sizeof *t->numbers);
	}
	at = place_of(t, hash_of(id));
	t->ids[at] = hash_of(id);
	t->numbers[at] = number;
}

static void
set(struct ties *t, uint64_t id, uint32_t key, uint32_t *keys)
{
	size_t at = t->room > 0 ? place_of(t, id) : 0;

	if (t->room > 0 && t->ids[at] != 0)
		keys[t->numbers[at]] = key;
	else
		t->strange = true;
}

bool
ties_keys(struct ties *t, unsigned column, uint32_t *keys)
{
	const char *bytes;
	struct tie tie;

	if (t->columns == NULL)
		return true;
	if (column == 0)
		streams_end(t->columns);
	streams_open(t->columns, column);
	while ((bytes = streams_next(t->columns, sizeof tie)) != NULL) {
		memcpy(&tie, bytes, sizeof tie);
		set(t, tie.id, (uint32_t)tie.key, keys);
		set(t, tie.of, (uint32_t)tie.key, keys);
	}
	return ties_error(t) == NULL && !t->strange;
}

const char *
ties_error(const struct ties *t)
{
	return t->columns != NULL ? streams_error(t->columns) : NULL;
}

void
ties_free(struct ties *t)
{
	vec_free(&t->fresh);
	streams_free(t->columns);
	free(t->ids);
	free(t->numbers);
	*t = (struct ties){0};
}
