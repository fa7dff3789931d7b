#include "labels.h"

#include "../base/map.h"

#include <string.h>

uint64_t
label_hash(struct str key)
{
	uint64_t h = map_hash(key);

	return h != 0 ? h : 1;
}

size_t
label_bucket(uint64_t node)
{
	return (size_t)(node >> 56);
}

static size_t
slot_of(const struct labels *l, uint64_t label)
{
	size_t i = (size_t)label & l->mask;

	while (l->slots[i] != 0 && l->label.at[l->slots[i] - 1] != label)
		i = (i + 1) & l->mask;
	return i;
}

static void
grow(struct labels *l)
{
	size_t size = l->slots != NULL ? (l->mask + 1) * 2 : 64;

	free(l->slots);
	l->slots = mem_zeroed(size, sizeof *l->slots);
	l->mask = size - 1;
	for (size_t i = 0; i < l->label.len; i++)
		l->slots[slot_of(l, l->label.at[i])] = (uint32_t)i + 1;
}

/* The number of a label, made if need be. */
static uint32_t
number_of(struct labels *l, uint64_t label)
{
	size_t i;

	if (l->slots == NULL || l->label.len * 4 >= (l->mask + 1) * 3)
		grow(l);
	i = slot_of(l, label);
	if (l->slots[i] == 0) {
		uint32_t n = (uint32_t)l->label.len;

		vec_push(&l->label, label);
		vec_push(&l->up, n);
		l->slots[i] = n + 1;
	}
	return l->slots[i] - 1;
}

static uint32_t
top_of(struct labels *l, uint32_t n)
{
	while (l->up.at[n] != n)
		n = l->up.at[n] = l->up.at[l->up.at[n]];
	return n;
}

static void
unite(struct labels *l, uint64_t a, uint64_t b)
{
	uint32_t x = top_of(l, number_of(l, a)), y = top_of(l, number_of(l, b));

	if (x != y)
		l->up.at[x < y ? y : x] = x < y ? x : y;
}

void
labels_gather(struct labels *l, struct streams *seen, size_t bucket, size_t count)
{
	struct label_seen *first, one;
	size_t size = 64;
	const char *bytes;

	while (size < 2 * count)
		size *= 2;
	first = mem_zeroed(size, sizeof *first);	/* of each node: where it was seen first */
	streams_open(seen, bucket);
	while ((bytes = streams_next(seen, sizeof one)) != NULL) {
		size_t i;

		memcpy(&one, bytes, sizeof one);
		for (i = (size_t)one.node & (size - 1); first[i].node != 0 && first[i].node != one.node; i = (i + 1) & (size - 1))
			;
		if (first[i].node == 0)
			first[i] = one;
		else if (first[i].label != one.label)
			unite(l, first[i].label, one.label);
	}
	free(first);
}

uint64_t
labels_find(struct labels *l, uint64_t label)
{
	size_t i;

	if (l->slots == NULL)
		return label;
	i = slot_of(l, label);
	return l->slots[i] != 0 ? l->label.at[top_of(l, l->slots[i] - 1)] : label;
}

void
labels_free(struct labels *l)
{
	vec_free(&l->label);
	vec_free(&l->up);
	free(l->slots);
	*l = (struct labels){0};
}
