#include "map.h"
#include "die.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define XXH_INLINE_ALL	/* keys are short: a call would cost as much as the hash */
#include <xxhash.h>

enum { PAGE = 1 << 16 };

static uint64_t seed;
static pthread_once_t seeded = PTHREAD_ONCE_INIT;

static void
draw_seed(void)
{
	int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
	struct timespec now;

	if (fd < 0 || read(fd, &seed, sizeof seed) != (ssize_t)sizeof seed) {
		clock_gettime(CLOCK_MONOTONIC, &now);
		seed = (uint64_t)now.tv_nsec * 0x9e3779b97f4a7c15u ^ (uint64_t)getpid();
	}
	if (fd >= 0)
		close(fd);
}

/* A key as a slot holds it, its number still to come. */
static struct map_slot
hash_of(const struct map *m, struct str key)
{
	const char *s = key.n > 0 ? key.s : "";
	unsigned char last = key.n > 0 ? (unsigned char)s[key.n - 1] : 0;
	XXH128_hash_t h;

	if (m->slots == NULL)
		pthread_once(&seeded, draw_seed);	/* before the first key of any map */
	h = XXH3_128bits_withSeed(s, key.n > 0 ? key.n - 1 : 0, seed);
	return (struct map_slot){ .high = h.high64 ^ (uint64_t)key.n << 56, .low = (uint32_t)h.low64 ^ (uint32_t)last << 24 };
}

/*
 * Where the search for a slot begins. Keys that differ in their last byte alone lie side by side: exports number
 * their things one after the other, and what is asked for next is then in the cache already.
 */
static size_t
home_of(struct map_slot h)
{
	return ((size_t)h.high & ~(size_t)15) | (h.low >> 24 & 15);
}

/*
 * The slot that holds the key, or the empty one where it belongs. 96 bits of a hash whose seed nobody knows stand for
 * the key: two keys that share them would be found once in 10^15 inputs of ten million, and not touching the keys
 * spares two of the three waits for memory that a look-up costs.
 */
static size_t
slot_of(const struct map *m, struct map_slot h)
{
	size_t i = home_of(h) & m->mask;

	while (m->slots[i].number != 0 && (m->slots[i].low != h.low || m->slots[i].high != h.high))
		i = (i + 1) & m->mask;
	return i;
}

static void
grow(struct map *m)
{
	size_t old = m->slots != NULL ? m->mask + 1 : 0, size = old > 0 ? old * 2 : 64;
	struct map_slot *slots = mem_zeroed(size, sizeof *slots);

	m->mask = size - 1;
	for (size_t k = 0; k < old; k++) {
		size_t i = home_of(m->slots[k]) & m->mask;

		if (m->slots[k].number == 0)
			continue;
		while (slots[i].number != 0)
			i = (i + 1) & m->mask;
		slots[i] = m->slots[k];
	}
	free(m->slots);
	m->slots = slots;
}

static const char *
keep(struct map *m, struct str key)
{
	char *to;

	if (m->free_len < key.n + 1) {
		size_t page = key.n + 1 > PAGE ? key.n + 1 : PAGE;

		m->free_bytes = mem_resize(NULL, page, 1);
		m->free_len = page;
		m->page_bytes += page;
		vec_push(&m->pages, m->free_bytes);
	}
	to = m->free_bytes;
	if (key.n > 0)
		memcpy(to, key.s, key.n);
	to[key.n] = '\0';
	m->free_bytes += key.n + 1;
	m->free_len -= key.n + 1;
	return to;
}

size_t
map_add(struct map *m, struct str key, bool *fresh)
{
	struct map_slot new = hash_of(m, key);
	size_t i;

	if (key.n > UINT32_MAX - 1 || m->keys.len >= UINT32_MAX - 1)
		die(EXIT_SYSTEM, "more than %u different keys, or one of more than 4 GB", UINT32_MAX - 2);
	if (m->slots == NULL || m->keys.len * 8 >= (m->mask + 1) * 5)
		grow(m);
	i = slot_of(m, new);
	if (fresh != NULL)
		*fresh = m->slots[i].number == 0;
	if (m->slots[i].number == 0) {
		struct map_key k = { keep(m, key), (uint32_t)key.n };

		vec_push(&m->keys, k);
		new.number = (uint32_t)m->keys.len;
		m->slots[i] = new;
	}
	return m->slots[i].number - 1;
}

void
map_soon(const struct map *m, struct str key)
{
	if (m->slots != NULL)
		__builtin_prefetch(&m->slots[home_of(hash_of(m, key)) & m->mask]);
}

size_t
map_find(const struct map *m, struct str key)
{
	size_t i;

	if (m->slots == NULL || key.n > UINT32_MAX - 1)
		return MAP_NONE;
	i = slot_of(m, hash_of(m, key));
	return m->slots[i].number != 0 ? m->slots[i].number - 1 : MAP_NONE;
}

struct str
map_key(const struct map *m, size_t number)
{
	return (struct str){ m->keys.at[number].s, m->keys.at[number].n };
}

size_t
map_len(const struct map *m)
{
	return m->keys.len;
}

uint64_t
map_hash(struct str key)
{
	pthread_once(&seeded, draw_seed);
	return XXH3_64bits_withSeed(key.n > 0 ? key.s : "", key.n, seed);
}

size_t
map_bytes(const struct map *m)
{
	size_t slots = m->slots != NULL ? m->mask + 1 : 0, soon = slots / 64 + 256;
	size_t held = m->page_bytes + m->keys.len * sizeof *m->keys.at + slots * sizeof *m->slots;

	return (m->keys.len + soon) * 8 >= slots * 5 ? held + 2 * slots * sizeof *m->slots : held;
}

void
map_seal(struct map *m)
{
	free(m->slots);
	m->slots = NULL;
	m->mask = 0;
}

void
map_free(struct map *m)
{
	for (size_t i = 0; i < m->pages.len; i++)
		free(m->pages.at[i]);
	vec_free(&m->pages);
	vec_free(&m->keys);
	free(m->slots);
	*m = (struct map){0};
}
