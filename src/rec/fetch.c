#include "fetch.h"
#include "../text/language.h"

enum { LARGE = 1 << 18 };		/* a text, of which one is kept */

const struct evidence *
fetch_known(const struct fetch *f, uint32_t candidate, bool leader)
{
	const struct fetched *usual = &f->at[leader ? 1 + candidate % FETCHED : 0], *large = &f->at[FETCHED + 1];

	if (usual->candidate == (uint64_t)candidate + 1)
		return &usual->evidence;
	return leader && large->candidate == (uint64_t)candidate + 1 ? &large->evidence : NULL;
}

static int
by_hash(const void *a, const void *b)
{
	const struct evidence_word *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

/* The different pieces of the text, in order, and its words by their hashes. */
static void
take_apart(struct fetch *f, struct fetched *to, const struct frequencies *frequencies)
{
	struct str text = buf_str(&to->text);

	to->set.len = to->words.len = 0;
	shingle_set(&f->shingles, text);
	shingle_sort(&f->shingles);
	vec_reserve(&to->set, f->shingles.set.len);
	for (size_t i = 0; i < f->shingles.set.len; i++)
		to->set.at[to->set.len++] = f->shingles.set.at[i];
	vocabulary_of(&f->vocabulary, text);
	for (size_t i = 0; i < f->vocabulary.words.len; i++) {
		const struct vocabulary_word *v = &f->vocabulary.words.at[i];
		bool stop = language_is_stop_hash(v->hash);

		vec_push(&to->words, ((struct evidence_word){ v->hash, v->at, v->n, frequencies_worth(frequencies, v->hash, stop), v->number }));
	}
	vec_sort(&to->words, by_hash);
	to->evidence = (struct evidence){ text, to->set.at, to->set.len, to->words.len, to->words.at };
}

const struct evidence *
fetch_text(struct fetch *f, uint32_t candidate, bool leader, struct str text, const struct frequencies *frequencies)
{
	struct fetched *to = &f->at[!leader ? 0 : text.n > LARGE ? FETCHED + 1 : 1 + candidate % FETCHED];

	buf_clear(&to->text);
	if (text.n > 0)
		buf_add(&to->text, text.s, text.n);
	take_apart(f, to, frequencies);
	to->candidate = (uint64_t)candidate + 1;
	return &to->evidence;
}

void
fetch_free(struct fetch *f)
{
	for (size_t i = 0; i < FETCHED + 2; i++) {
		buf_free(&f->at[i].text);
		vec_free(&f->at[i].set);
		vec_free(&f->at[i].words);
	}
	shingle_free(&f->shingles);
	vocabulary_free(&f->vocabulary);
}
