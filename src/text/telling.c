#include "telling.h"
#include "language.h"
#include "utf8.h"
#include "words.h"

#include <string.h>

static bool
is_pair(struct str word)
{
	struct words walk = { .text = word };
	struct word found;

	return words_next(&walk, &found) && found.kind == WORD_PAIR;
}

/* Hiragana is grammar, mostly; and so are these: de le shi wo ni nin zai ma ne ba qing ba bei he ye jiu dou zen shen me dao. */
static bool
is_particle(uint32_t c)
{
	static const uint32_t chinese[] = { 0x7684, 0x4e86, 0x662f, 0x6211, 0x4f60, 0x60a8, 0x5728, 0x5417, 0x5462, 0x5427, 0x8bf7, 0x628a,
		0x88ab, 0x548c, 0x4e5f, 0x5c31, 0x90fd, 0x600e, 0x4ec0, 0x4e48, 0x5230 };

	for (size_t i = 0; i < sizeof chinese / sizeof *chinese; i++)
		if (c == chinese[i])
			return true;
	return c >= 0x3041 && c <= 0x309f;
}

static unsigned
pair_of(struct str word)
{
	size_t at = 0;
	bool starts = !is_particle(utf8_next(word, &at));

	if (at >= word.n)
		return TELLING_PAIR;	/* a lone character */
	return TELLING_PAIR | (starts ? TELLING_STARTS : 0) | (is_particle(utf8_next(word, &at)) ? 0 : TELLING_ENDS);
}

unsigned
telling_of(struct str word)
{
	bool letter = false;
	size_t n = utf8_length(word);

	for (size_t i = 0; i < word.n; i++)
		letter |= (unsigned char)word.s[i] >= 'a';
	if (!letter || n < 2 || language_is_stop(word))
		return is_pair(word) ? TELLING_PAIR : 0;
	if (n == word.n)
		return TELLING_ALONE;
	return is_pair(word) ? pair_of(word) : n > 2 ? TELLING_ALONE : 0;
}

bool
telling_alone(struct str word)
{
	return (telling_of(word) & TELLING_ALONE) == TELLING_ALONE;
}

size_t
telling_overlap(struct str a, struct str b)
{
	size_t at = 0;

	if (a.n == 0)
		return 0;
	utf8_next(a, &at);
	return at < a.n && b.n >= a.n - at && memcmp(a.s + at, b.s, a.n - at) == 0 ? a.n - at : 0;
}
