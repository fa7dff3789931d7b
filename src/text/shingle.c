#include "shingle.h"
#include "utf8.h"

enum { WIDTH = 4 };

/* A bijection of 32 bits that leaves no trace of the order of letters (MurmurHash3's finaliser). */
static uint32_t
mix(uint32_t x)
{
	x ^= x >> 16;
	x *= 0x85ebca6bu;
	x ^= x >> 13;
	x *= 0xc2b2ae35u;
	return x ^ x >> 16;
}

static uint32_t
of_characters(const uint32_t c[WIDTH])
{
	uint64_t h = 0;

	if ((c[0] | c[1] | c[2] | c[3]) < 0x80)
		return mix(c[0] | c[1] << 8 | c[2] << 16 | c[3] << 24);
	for (int i = 0; i < WIDTH; i++)
		h = (h ^ c[i]) * 0x9e3779b97f4a7c15u;
	return mix((uint32_t)(h >> 32));
}

static void
add(struct shingles *s, uint32_t hash)
{
	size_t mask = s->seen.len - 1, i = hash & mask;
	uint64_t entry = (uint64_t)s->round << 32 | hash;

	while (s->seen.at[i] >> 32 == s->round) {
		if (s->seen.at[i] == entry)
			return;
		i = (i + 1) & mask;
	}
	s->seen.at[i] = entry;
	s->set.at[s->set.len++] = hash;
}

static void
begin(struct shingles *s, size_t most)
{
	size_t size = 1024;

	while (size < 2 * most)
		size *= 2;
	if (s->seen.len < size || ++s->round == 0) {
		vec_zero(&s->seen, size);
		s->round = 1;
	}
	s->set.len = 0;
	vec_reserve(&s->set, most);
}

void
shingle_set(struct shingles *s, struct str text)
{
	uint32_t c[WIDTH] = {0};
	size_t n = 0;

	buf_clear(&s->padded);
	buf_addc(&s->padded, ' ');
	buf_add(&s->padded, text.n > 0 ? text.s : "", text.n);
	buf_addc(&s->padded, ' ');
	begin(s, s->padded.len + 1);
	if (text.n == 0)
		return;
	text = buf_str(&s->padded);
	if (text.n >= WIDTH && utf8_ascii(text) == text.n) {
		const unsigned char *p = (const unsigned char *)text.s;

		for (size_t i = 0; i + WIDTH <= text.n; i++)
			add(s, mix((uint32_t)p[i] | (uint32_t)p[i + 1] << 8 | (uint32_t)p[i + 2] << 16 | (uint32_t)p[i + 3] << 24));
		return;
	}
	for (size_t at = 0; at < text.n;) {
		c[0] = c[1];
		c[1] = c[2];
		c[2] = c[3];
		c[3] = utf8_next(text, &at);
		if (++n >= WIDTH)
			add(s, of_characters(c));
	}
	if (n < WIDTH)
		add(s, of_characters(c));
}

void
shingle_sort(struct shingles *s)
{
	size_t n = s->set.len;
	uint32_t *from, *to;

	vec_reserve(&s->spare, n);
	from = s->set.at;
	to = s->spare.at;
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
	vec_free(&s->spare);
	buf_free(&s->padded);
	*s = (struct shingles){0};
}
