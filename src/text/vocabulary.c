#include "vocabulary.h"
#include "utf8.h"
#include "words.h"
#include "../base/hash.h"

#include <string.h>

static void
add(struct vocabulary *v, struct str text, struct str word)
{
	uint64_t hash = hash64(word.s, word.n);
	size_t mask = v->seen.len - 1, i = hash & mask;
	bool number = false;

	v->total++;
	while (v->round_of.at[i] == v->round) {
		if (v->seen.at[i] == hash)
			return;
		i = (i + 1) & mask;
	}
	v->round_of.at[i] = v->round;
	v->seen.at[i] = hash;
	for (size_t k = 0; k < word.n && !number; k++)
		number = word.s[k] >= '0' && word.s[k] <= '9';
	vec_push(&v->words, ((struct vocabulary_word){ hash, (uint32_t)(word.s - text.s), (uint32_t)word.n, number }));
}

static void
begin(struct vocabulary *v, size_t most)
{
	size_t size = 512;

	while (size < 2 * most)
		size *= 2;
	if (v->seen.len < size || ++v->round == 0) {
		vec_zero(&v->seen, size);
		vec_zero(&v->round_of, size);
		v->round = 1;
	}
	v->words.len = 0;
	v->total = 0;
}

void
vocabulary_of(struct vocabulary *v, struct str text)
{
	begin(v, text.n / 2 + 1);
	if (text.n > 0 && utf8_ascii(text) == text.n) {	/* the words as normal put them */
		for (size_t at = 0; at < text.n;) {
			const char *end = memchr(text.s + at, ' ', text.n - at);
			size_t n = (end != NULL ? (size_t)(end - text.s) : text.n) - at;

			if (n > 0)
				add(v, text, (struct str){ text.s + at, n });
			at += n + 1;
		}
	} else {
		struct words walk = { .text = text };
		struct word word;

		while (words_next(&walk, &word))
			add(v, text, word.s);
	}
}

void
vocabulary_free(struct vocabulary *v)
{
	vec_free(&v->words);
	vec_free(&v->seen);
	vec_free(&v->round_of);
	*v = (struct vocabulary){0};
}
