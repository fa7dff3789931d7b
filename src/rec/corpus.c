#include "corpus.h"

#include "../text/fold.h"
#include "../text/language.h"
#include "../text/stem.h"
#include "../text/utf8.h"

#include <stdio.h>

enum { TEXT_LONGEST = 1 << 16 };

struct str
corpus_begin(struct corpus_walk *walk, struct buf *folded, struct str text, struct str lang)
{
	buf_clear(folded);
	fold(folded, utf8_cut(text, TEXT_LONGEST));
	*walk = (struct corpus_walk){ .words = { .text = buf_str(folded) } };
	return lang.n > 0 ? lang : str_of(language_guess(buf_str(folded)));
}

bool
corpus_next(struct corpus_walk *walk, struct str *text)
{
	struct word word;

	while (walk->n < CORPUS_LONGEST && words_next(&walk->words, &word)) {
		if (word.s.n > CORPUS_WORD_LONGEST)
			continue;
		walk->n++;
		*text = word.s;
		return true;
	}
	return false;
}

void
corpus_add(struct corpus *c, struct str text, struct str lang)
{
	struct corpus_walk walk;
	struct str word;

	if (c->start.len == 0)
		vec_push(&c->start, 0);
	lang = corpus_begin(&walk, &c->folded, text, lang);
	vec_push(&c->lang, (uint32_t)map_add(&c->langs, lang, NULL));
	while (corpus_next(&walk, &word))
		vec_push(&c->token, (uint32_t)map_add(&c->words, word, NULL));
	vec_push(&c->start, c->token.len);
}

void
corpus_append(struct corpus *c, const struct corpus *from)
{
	uint32_t *word = mem_zeroed(map_len(&from->words) + 1, sizeof *word), *lang = mem_zeroed(map_len(&from->langs) + 1, sizeof *lang);
	size_t base = c->token.len;

	if (c->start.len == 0)
		vec_push(&c->start, 0);
	for (size_t k = 0; k < map_len(&from->words); k++)
		word[k] = (uint32_t)map_add(&c->words, map_key(&from->words, k), NULL);
	for (size_t k = 0; k < map_len(&from->langs); k++)
		lang[k] = (uint32_t)map_add(&c->langs, map_key(&from->langs, k), NULL);
	for (size_t i = 0; i < from->token.len; i++)
		vec_push(&c->token, word[from->token.at[i]]);
	for (size_t d = 0; d < from->lang.len; d++) {
		vec_push(&c->lang, lang[from->lang.at[d]]);
		vec_push(&c->start, base + from->start.at[d + 1]);
	}
	free(word);
	free(lang);
}

size_t
corpus_len(const struct corpus *c)
{
	return c->lang.len;
}

void
corpus_free(struct corpus *c)
{
	map_free(&c->words);
	map_free(&c->langs);
	vec_free(&c->token);
	vec_free(&c->start);
	vec_free(&c->lang);
	buf_free(&c->folded);
}

/* The language that most texts are in, not counting those that are in none; ties to the first by name. */
static struct str
main_language(const struct corpus *c)
{
	VEC(size_t) texts = {0};
	struct str best = STR("");
	size_t most = 0;

	vec_zero(&texts, map_len(&c->langs));
	for (size_t d = 0; d < c->lang.len; d++)
		texts.at[c->lang.at[d]]++;
	for (size_t k = 0; k < texts.len; k++) {
		struct str name = map_key(&c->langs, k);

		if (name.n > 0 && (texts.at[k] > most || (texts.at[k] == most && str_order(name, best) < 0))) {
			most = texts.at[k];
			best = name;
		}
	}
	vec_free(&texts);
	return best;
}

/* The stem of each word in each language, found once: 0 not yet, else its number + 1. */
struct lexicon {
	const struct corpus *corpus;
	struct stem stem;
	struct str main;
	VEC(uint32_t) known;
};

static uint32_t
stem_of(struct lexicon *l, struct map *stems, uint32_t word, uint32_t lang)
{
	uint32_t *known = &l->known.at[(size_t)lang * map_len(&l->corpus->words) + word];
	struct str name = map_key(&l->corpus->langs, lang);

	if (*known == 0)
		*known = (uint32_t)map_add(stems,
		    stem(&l->stem, name.n > 0 ? name : l->main, map_key(&l->corpus->words, word)), NULL) + 1;
	return *known - 1;
}

void
stems_take(struct stems *s, const struct corpus *c, const uint32_t *text, size_t documents, struct str lang)
{
	size_t n = 0, most = 0, *start = mem_zeroed(documents + 1, sizeof *start);
	struct lexicon l = { .corpus = c, .main = lang.n > 0 ? lang : main_language(c) };
	VEC(size_t) place = {0};	/* per stem: where the document at hand has it, + 1 */
	uint32_t *word;
	float *count;

	for (size_t d = 0; d < documents; d++)
		most += c->start.at[text[d] + 1] - c->start.at[text[d]];
	word = mem_zeroed(most + 1, sizeof *word);
	count = mem_zeroed(most + 1, sizeof *count);
	*s = (struct stems){0};
	snprintf(s->lang, sizeof s->lang, "%.*s", (int)(l.main.n < 3 ? l.main.n : 3), l.main.s);
	s->of_token = mem_zeroed(c->token.len + 1, sizeof *s->of_token);
	vec_zero(&l.known, map_len(&c->words) * map_len(&c->langs));
	for (size_t d = 0; d < documents; d++) {
		size_t from = n;

		for (size_t i = c->start.at[text[d]]; i < c->start.at[text[d] + 1]; i++) {
			uint32_t w = stem_of(&l, &s->stems, c->token.at[i], c->lang.at[text[d]]);

			s->of_token[i] = w;
			while (place.len <= w)
				vec_push(&place, 0);
			if (place.at[w] > from) {
				count[place.at[w] - 1] += 1;
				continue;
			}
			word[n] = w;
			count[n++] = 1;
			place.at[w] = n;
		}
		start[d + 1] = n;
	}
	s->bags = (struct bags){ documents, map_len(&s->stems), start, word, count };
	stem_free(&l.stem);
	vec_free(&l.known);
	vec_free(&place);
}

struct stem_line
stems_line(const struct stems *s, const struct corpus *c, size_t text)
{
	size_t from = c->start.at[text];

	return (struct stem_line){ s->of_token + from, c->token.at + from, c->start.at[text + 1] - from };
}

void
stems_free(struct stems *s)
{
	free((void *)(uintptr_t)s->bags.start);
	free((void *)(uintptr_t)s->bags.word);
	free((void *)(uintptr_t)s->bags.count);
	map_free(&s->stems);
	free(s->of_token);
	*s = (struct stems){0};
}
