#include "vocabulary.h"
#include "token.h"
#include "utf8.h"
#include "../base/hash.h"

void
vocabulary_begin(struct vocabulary *v, struct str text)
{
	unsigned bits = 6;

	buf_clear(&v->text);
	memset(buf_room(&v->text, text.n + 2 * TOKEN_LONGEST) + text.n, ' ', 2 * TOKEN_LONGEST);
	buf_add(&v->text, text.n > 0 ? text.s : "", text.n);
	v->text.data[text.n] = ' ';
	v->walk = (struct words){ .text = buf_str(&v->text) };
	v->ascii = utf8_ascii(v->walk.text) == text.n;
	while (text.n >> bits != 0)	/* twice as many as there can be words */
		bits++;
	vec_zero(&v->seen, (size_t)1 << bits);
	v->seen_by = (struct vocabulary_order){ hash64(text.n > 0 ? text.s : "", text.n) | 1, 64 - bits };
	vec_reserve(&v->words, text.n / 2 + 2);
	v->words.len = 0;
	v->total = 0;
}

static struct vocabulary_word
long_word(const char *s, size_t at, size_t n)
{
	bool number = false;

	for (size_t k = 0; k < n && !number; k++)
		number = s[at + k] >= '0' && s[at + k] <= '9';
	return (struct vocabulary_word){ hash64(s + at, n), (uint32_t)at, (uint32_t)n, number };
}

static inline struct vocabulary_word
word_of(const char *s, size_t at, size_t n)
{
	struct token token;

	if (n > TOKEN_LONGEST)
		return long_word(s, at, n);
	token = token_first(token_load(s + at), n);
	return (struct vocabulary_word){ token_hash(token), (uint32_t)at, (uint32_t)n, token_has_digit(token) };
}

/* The next word of ASCII, where normal puts single spaces between them, and one stands behind the last; false at the end. */
static inline bool
next_plain(struct str text, size_t *at, struct vocabulary_word *word)
{
	size_t from = *at, n = 0;

	while (from < text.n && (n = token_length(token_load(text.s + from))) == 0)
		from++;
	if (from >= text.n)
		return false;
	if (n == TOKEN_LONGEST)
		n = (size_t)((const char *)memchr(text.s + from, ' ', text.n + 1 - from) - (text.s + from));
	*word = word_of(text.s, from, n);
	*at = from + n + 1;
	return true;
}

static bool
next_spoken(struct words *walk, struct vocabulary_word *word)
{
	struct word next;

	if (!words_next(walk, &next))
		return false;
	*word = word_of(walk->text.s, (size_t)(next.s.s - walk->text.s), next.s.n);
	return true;
}

/*
 * A word behind the last one, and 1 if it was not there yet: if not, the next one is to be put in its place. Whether it
 * was cannot be predicted, so nothing branches on it. A search past the first slot is rare, and made long
 * by nobody: the slots hang on the text as a whole.
 */
static inline size_t
put(uint64_t *seen, struct vocabulary_order by, struct vocabulary_word *end, struct vocabulary_word word)
{
	uint64_t hash = word.hash + (word.hash == 0), there, differ;
	size_t i = (size_t)(hash * by.factor >> by.shift), mask = (size_t)(UINT64_MAX >> by.shift);

	there = seen[i];
	differ = there ^ hash;
	if (((there | -there) & (differ | -differ)) >> 63 != 0)	/* neither is 0: there is another word */
		while (there != 0 && there != hash)
			there = seen[i = (i + 1) & mask];
	seen[i] = hash;
	*end = word;
	return there == 0;
}

const struct vocabulary_word *
vocabulary_next(struct vocabulary *v)
{
	struct vocabulary_word *end = v->words.at + v->words.len, word;

	while (v->ascii ? next_plain(v->walk.text, &v->walk.at, &word) : next_spoken(&v->walk, &word)) {
		v->total++;
		if (put(v->seen.at, v->seen_by, end, word) != 0) {
			v->words.len++;
			return end;
		}
	}
	return NULL;
}

void
vocabulary_of(struct vocabulary *v, struct str text)
{
	struct vocabulary_word *end, word;
	struct vocabulary_order by;
	size_t at = 0, total = 0;
	uint64_t *seen;

	vocabulary_begin(v, text);
	seen = v->seen.at;
	by = v->seen_by;
	end = v->words.at;
	for (text = v->walk.text; v->ascii ? next_plain(text, &at, &word) : next_spoken(&v->walk, &word); total++)
		end += put(seen, by, end, word);
	v->total = total;
	v->words.len = (size_t)(end - v->words.at);
}

void
vocabulary_free(struct vocabulary *v)
{
	vec_free(&v->words);
	vec_free(&v->seen);
	buf_free(&v->text);
	*v = (struct vocabulary){0};
}
