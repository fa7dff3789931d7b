#include "known.h"
#include "../base/mem.h"

#include <stdlib.h>
#include <string.h>

static bool
same(struct hash128 a, struct hash128 b)
{
	return a.high == b.high && a.low == b.low;
}

static uint32_t *
slot_of(const struct known *k, const struct candidate *all, struct hash128 key)
{
	size_t i = key.low & k->mask;

	while (k->slots[i] != KNOWN_NOBODY && !same(k->key(&all[k->slots[i]]), key))
		i = (i + 1) & k->mask;
	return &k->slots[i];
}

static void
grow(struct known *k, const struct candidate *all)
{
	struct known old = *k;

	k->mask = old.slots != NULL ? old.mask * 2 + 1 : 1023;
	k->slots = mem_resize(NULL, k->mask + 1, sizeof *k->slots);
	memset(k->slots, 0xff, (k->mask + 1) * sizeof *k->slots);
	for (size_t i = 0; old.slots != NULL && i <= old.mask; i++)
		if (old.slots[i] != KNOWN_NOBODY)
			*slot_of(k, all, k->key(&all[old.slots[i]])) = old.slots[i];
	free(old.slots);
}

uint32_t *
known(struct known *k, const struct candidate *all, const struct candidate *c)
{
	uint32_t *slot;

	if (k->slots == NULL || k->len * 2 > k->mask)
		grow(k, all);
	slot = slot_of(k, all, k->key(c));
	k->len += *slot == KNOWN_NOBODY;	/* an empty slot that stays so is counted, too: it only grows a little earlier */
	return slot;
}

void
known_free(struct known *k)
{
	free(k->slots);
}

void
chain_make(struct chain *c, struct hash128 (*key)(const struct candidate *c), size_t n)
{
	c->last.key = key;
	c->before = mem_resize(NULL, n, sizeof *c->before);
}

void
chain_add(struct chain *c, const struct candidate *all, uint32_t i)
{
	uint32_t *slot = known(&c->last, all, &all[i]);

	c->before[i] = *slot;
	*slot = i;
}

void
chain_free(struct chain *c)
{
	known_free(&c->last);
	free(c->before);
}
