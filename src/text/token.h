/*
 * token.h: a word of up to 16 bytes as two numbers, for what is done once for every word of every text.
 *
 * How long words are cannot be predicted; two loads and a mask take as long for each of them. So the 16 bytes from the
 * word on must be there to be read, whatever they are.
 */
#ifndef TEXT_TOKEN_H
#define TEXT_TOKEN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { TOKEN_LONGEST = 16 };

#define TOKEN_EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

struct token {
	uint64_t low, high;	/* the first byte is the lowest; zeros behind the last */
};

/* Eight bytes as they lie in memory to a number of which the first is the lowest, and back. */
static inline uint64_t
token_order(uint64_t x)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	x = __builtin_bswap64(x);
#endif
	return x;
}

static inline uint64_t
token_eight(const char *s)
{
	uint64_t x;

	memcpy(&x, s, sizeof x);
	return token_order(x);
}

static inline void
token_put_eight(char *to, uint64_t x)
{
	x = token_order(x);
	memcpy(to, &x, sizeof x);
}

static inline uint64_t
token_four(const char *s)
{
	uint32_t x;

	memcpy(&x, s, sizeof x);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	x = __builtin_bswap32(x);
#endif
	return x;
}

static inline struct token
token_load(const char *s)
{
	return (struct token){ token_eight(s), token_eight(s + 8) };
}

/* Its first n bytes, n <= TOKEN_LONGEST. */
static inline struct token
token_first(struct token t, size_t n)
{
	static const unsigned char mask[2 * TOKEN_LONGEST] = { [0 ... TOKEN_LONGEST - 1] = 0xff };
	struct token keep = token_load((const char *)mask + TOKEN_LONGEST - n);

	return (struct token){ t.low & keep.low, t.high & keep.high };
}

/* A word where nothing may be read behind it, 0 < n <= TOKEN_LONGEST: both its ends are read, which overlap in the middle. */
static inline struct token
token_of(const char *s, size_t n)
{
	const unsigned char *u = (const unsigned char *)s;

	if (n > 8)
		return (struct token){ token_eight(s), token_eight(s + n - 8) >> 8 * (TOKEN_LONGEST - n) };
	if (n == 8)
		return (struct token){ token_eight(s), 0 };
	if (n >= 4)
		return (struct token){ token_four(s) | token_four(s + n - 4) << 8 * (n - 4), 0 };
	return (struct token){ u[0] | (uint64_t)u[n / 2] << 8 * (n / 2) | (uint64_t)u[n - 1] << 8 * (n - 1), 0 };
}

/* The first byte of which `marks` has the upper bit: TOKEN_LONGEST if there is none. */
static inline size_t
token_first_mark(struct token marks)
{
	uint64_t in_high = -(uint64_t)(marks.low == 0);

	if ((marks.low | marks.high) == 0)
		return TOKEN_LONGEST;
	return ((size_t)__builtin_ctzll(marks.low | (marks.high & in_high)) >> 3) + (8 & in_high);
}

/* How many bytes stand before the first space. */
static inline size_t
token_length(struct token t)
{
	uint64_t low = t.low ^ TOKEN_EACH(' '), high = t.high ^ TOKEN_EACH(' ');

	/* The lowest mark is that of the first zero byte; those above it may be wrong. */
	return token_first_mark((struct token){ (low - TOKEN_EACH(1)) & ~low & TOKEN_EACH(0x80),
	    (high - TOKEN_EACH(1)) & ~high & TOKEN_EACH(0x80) });
}

static inline uint64_t
token_no_letters(uint64_t x)
{
	uint64_t seven = x & TOKEN_EACH(0x7f);

	return (~(seven + TOKEN_EACH(0x80 - 'a')) | (seven + TOKEN_EACH(0x7f - 'z')) | x) & TOKEN_EACH(0x80);
}

/* How many small letters of ASCII it begins with. */
static inline size_t
token_letters(struct token t)
{
	return token_first_mark((struct token){ token_no_letters(t.low), token_no_letters(t.high) });
}

/* Is one of the bytes a digit? */
static inline int
token_has_digit(struct token t)
{
	uint64_t low = t.low ^ TOKEN_EACH('0'), high = t.high ^ TOKEN_EACH('0');	/* digits are now 0 to 9 */

	low |= (low & TOKEN_EACH(0x7f)) + TOKEN_EACH(0x80 - 10);
	high |= (high & TOKEN_EACH(0x7f)) + TOKEN_EACH(0x80 - 10);
	return (~(low & high) & TOKEN_EACH(0x80)) != 0;
}

/* The same on every machine; words of up to eight bytes never share one. */
static inline uint64_t
token_hash(struct token t)
{
	uint64_t h = t.high * UINT64_C(0x9fb21c651e98df25);

	h = (t.low ^ (h << 32 | h >> 32)) * UINT64_C(0x9e3779b97f4a7c15);
	h = (h ^ h >> 32) * UINT64_C(0xd6e8feb86659fd93);
	return h ^ h >> 32;
}

#endif
