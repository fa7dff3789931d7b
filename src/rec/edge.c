#include "edge.h"
#include "../json/write.h"

#include <math.h>

static void
write_members(struct buf *out, const struct likeness *l)
{
	write_string(out, "of", l->of);
	write_string(out, "why", str_of(l->why));
	if (l->sim >= 0)
		write_real(out, "sim", round(l->sim * 1000) / 1000);
	write_string(out, "who", l->same_requester ? STR("same-requester") : STR("other-requester"));
	if (l->words != NULL) {
		write_array(out, "words");
		for (size_t i = 0; i < l->word_count; i++)
			write_string(out, NULL, l->words[i]);
		write_end_array(out);
	}
}

size_t
likeness_words(const struct evidence *a, const struct evidence *b, struct str words[LIKENESS_WORDS])
{
	const struct evidence_word *best[LIKENESS_WORDS], *x = a->words, *y = b->words;
	size_t n = 0, k;

	while (x < a->words + a->n && y < b->words + b->n) {
		if (x->hash == y->hash && !x->number) {
			for (k = n; k > 0 && (best[k - 1]->worth < x->worth || (best[k - 1]->worth == x->worth && best[k - 1]->at > x->at)); k--)
				if (k < LIKENESS_WORDS)
					best[k] = best[k - 1];
			if (k < LIKENESS_WORDS)
				best[k] = x;
			n += n < LIKENESS_WORDS;
		}
		if (x->hash <= y->hash) {
			y += x->hash == y->hash;
			x++;
		} else {
			y++;
		}
	}
	for (k = 0; k < n; k++)
		words[k] = (struct str){ a->text.s + best[k]->at, best[k]->n };
	return n;
}

void
likeness_write(struct buf *out, const struct likeness *l)
{
	write_object(out, NULL);
	write_members(out, l);
	write_end_object(out);
}

void
edge_write(struct buf *out, struct str ticket, const struct likeness *l)
{
	write_object(out, NULL);
	write_string(out, "type", STR(EDGE_TYPE));
	write_string(out, "ticket", ticket);
	write_members(out, l);
	write_end_object(out);
}

bool
edge_is(const struct record *r)
{
	return str_is(r->type, EDGE_TYPE);
}
