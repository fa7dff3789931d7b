#include "placing.h"
#include "asked.h"
#include "corpus.h"

void
placing_open(struct placing *p, const struct known *known)
{
	*p = (struct placing){ .known = known };
	vec_zero(&p->scores, known_len(known) + 1);
}

static void
add_word(struct placing *p, uint32_t word)
{
	for (size_t i = 0; i < p->word.len; i++)
		if (p->word.at[i] == word) {
			p->count.at[i] += 1;
			return;
		}
	vec_push(&p->word, word);
	vec_push(&p->count, 1);
}

struct verdict
placing_ticket(struct placing *p, const struct ticket *t)
{
	struct scan_each messages = scan_each(t->messages);
	struct message opening = {0};
	struct corpus_walk walk;
	struct str word, lang;
	size_t subject, n;

	p->word.len = p->count.len = 0;
	message_next(&messages, &opening);
	lang = corpus_begin(&walk, &p->folded, asked_text(&p->text, t, opening.text, &subject), t->lang.s != NULL ? t->lang : STR(""));
	while (corpus_next(&walk, &word))
		if ((n = map_find(&p->known->words, stem(&p->stem, lang.n > 0 ? lang : str_of(p->known->lang), word))) != MAP_NONE)
			add_word(p, (uint32_t)n);
	return model_place(&p->known->model, p->word.at, p->count.at, p->word.len, p->scores.at);
}

void
placing_free(struct placing *p)
{
	stem_free(&p->stem);
	buf_free(&p->text);
	buf_free(&p->folded);
	vec_free(&p->word);
	vec_free(&p->count);
	vec_free(&p->scores);
}
