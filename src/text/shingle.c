#include "shingle.h"
#include "utf8.h"
#include "../base/wide.h"

#include <stdbool.h>

enum { WIDTH = 4 };

/* Three characters before it and the last: four bytes of ASCII as they stand, or the hash of others. */
static uint32_t
piece_of(const uint32_t c[WIDTH])
{
	uint64_t h = 0;

	if ((c[0] | c[1] | c[2] | c[3]) < 0x80)
		return c[0] | c[1] << 8 | c[2] << 16 | c[3] << 24;
	for (int i = 0; i < WIDTH; i++)
		h = (h ^ c[i]) * 0x9e3779b97f4a7c15u;
	return (uint32_t)(h >> 32);
}

/* In place: a bijection of 32 bits that leaves no trace of the order of letters (MurmurHash3's finaliser). */
WIDE static void
mix(uint32_t *pieces, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t x = pieces[i];

		x ^= x >> 16;
		x *= 0x85ebca6bu;
		x ^= x >> 13;
		x *= 0xc2b2ae35u;
		pieces[i] = x ^ x >> 16;
	}
}

/* The four bytes at p: of a text the first is the lowest, on every machine. */
static inline uint32_t
four(const char *p, size_t step)
{
	uint32_t x;

	memcpy(&x, p, sizeof x);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	if (step == 1)
		x = __builtin_bswap32(x);
#else
	(void)step;
#endif
	return x;
}

/*
 * Takes n pieces that stand `step` bytes apart: those that find their slot of the table empty into the set; those that
 * find another one there are left over, to be tried in another order; those that find themselves are repetitions. Which
 * of the three cannot be predicted, so nothing branches: a piece is put behind each list, which grows or does not. The
 * slot is the upper bits of the key, so a key that belongs elsewhere marks a slot as empty. Returns how many are left over.
 */
static inline size_t
take(struct shingles *s, const char *from, size_t n, size_t step, uint32_t factor)
{
	uint32_t *seen, *new, *over = s->over.at, below;
	unsigned bits = 6;

	while ((size_t)1 << bits < 2 * n && bits < 31)
		bits++;
	vec_zero(&s->seen, (size_t)1 << bits);
	seen = s->seen.at;
	seen[0] = UINT32_MAX;
	below = UINT32_C(1) << (32 - bits);	/* two keys of a slot differ by less */
	new = s->set.at + s->set.len;
	for (size_t i = 0; i < n; i++) {
		uint32_t piece = four(from + i * step, step), key = piece * factor;
		uint32_t *slot = &seen[key >> (32 - bits)], there = *slot, differ = there ^ key;
		bool other = differ - 1 < below - 1;

		*new = piece;
		new += differ >= below;
		*over = piece;
		over += other;
		*slot = other ? there : key;
	}
	s->set.len = (size_t)(new - s->set.at);
	return (size_t)(over - s->over.at);
}

/* The pieces of a text that is not all ASCII, into s->over. */
static size_t
cut(struct shingles *s, struct str text)
{
	uint32_t c[WIDTH] = {0};
	size_t n = 0, pieces = 0;

	for (size_t at = 0; at < text.n;) {
		c[0] = c[1];
		c[1] = c[2];
		c[2] = c[3];
		c[3] = utf8_next(text, &at);
		if (++n >= WIDTH)
			s->over.at[pieces++] = piece_of(c);
	}
	if (pieces == 0)
		s->over.at[pieces++] = piece_of(c);
	return pieces;
}

void
shingle_set(struct shingles *s, struct str text)
{
	uint32_t factor = 0x9e3779b1u;	/* odd, as all that follow: a bijection */
	size_t left;

	buf_clear(&s->padded);
	buf_addc(&s->padded, ' ');
	buf_add(&s->padded, text.n > 0 ? text.s : "", text.n);
	buf_addc(&s->padded, ' ');
	s->set.len = 0;
	if (text.n == 0)
		return;
	text = buf_str(&s->padded);
	vec_reserve(&s->set, text.n + 1);
	vec_reserve(&s->over, text.n + 1);
	if (text.n >= WIDTH && utf8_ascii(text) == text.n)
		left = take(s, text.s, text.n - WIDTH + 1, 1, factor);
	else
		left = cut(s, text);
	while (left > 0) {
		factor = factor * 0x2c9277b5u + 2;
		left = take(s, (const char *)s->over.at, left, sizeof *s->over.at, factor);
	}
	mix(s->set.at, s->set.len);
}

void
shingle_sort(struct shingles *s)
{
	size_t n = s->set.len;
	uint32_t *from, *to;

	vec_reserve(&s->over, n);
	from = s->set.at;
	to = s->over.at;
	for (unsigned shift = 0; shift < 32; shift += 8) {	/* four times there and back: it ends where it began */
		uint32_t place[257] = {0}, *swap;

		for (size_t i = 0; i < n; i++)
			place[(from[i] >> shift & 255) + 1]++;
		for (size_t i = 0; i < 256; i++)
			place[i + 1] += place[i];
		for (size_t i = 0; i < n; i++)
			to[place[from[i] >> shift & 255]++] = from[i];
		swap = from;
		from = to;
		to = swap;
	}
}

void
shingle_free(struct shingles *s)
{
	vec_free(&s->set);
	vec_free(&s->seen);
	vec_free(&s->over);
	buf_free(&s->padded);
	*s = (struct shingles){0};
}
