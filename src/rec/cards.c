#include "cards.h"

/* Tickets without any text are nobody's leader. */
static bool
is_to_be_seen(struct copies *c, uint32_t candidate, struct slip *slip)
{
	if (c->candidates[candidate].out || c->found[candidate].why != COPY_NONE)
		return false;
	wording_note(c->wording, candidate, slip);
	return (slip->has_text || slip->text.n > 0) && !copies_is_expired(c, slip->created_at);
}

/* Make ready the next of those that were seen (0), or of the others. */
static void
make_ready(struct cards_walk *w, unsigned which)
{
	struct copies *c = w->of;
	uint32_t end = (uint32_t)(which == 0 ? c->first : c->n);

	w->ready[which] = false;
	while (w->next[which] < end && !w->ready[which])
		w->ready[which] = is_to_be_seen(c, w->next[which]++, &w->slip[which]);
	if (w->ready[which]) {
		buf_clear(&w->bytes[which]);
		slip_add(&w->bytes[which], &w->slip[which]);
		slip_of(&w->slip[which], w->bytes[which].data);
	}
}

/* Each of the two is in order; they are merged. */
bool
cards_next_leader(struct cards_walk *w, struct card *card)
{
	const struct slip *a = &w->slip[0], *b = &w->slip[1];

	if (!w->begun) {
		w->next[1] = (uint32_t)w->of->first;
		make_ready(w, 0);
		make_ready(w, 1);
		w->begun = true;
	} else {
		make_ready(w, w->given);
	}
	if (!w->ready[0] && !w->ready[1]) {
		buf_free(&w->bytes[0]);
		buf_free(&w->bytes[1]);
		return false;
	}
	w->given = !w->ready[0] || (w->ready[1] && (b->created_at < a->created_at ||
	    (b->created_at == a->created_at && str_order(b->id, a->id) < 0)));
	*card = card_of_slip(&w->slip[w->given]);
	return true;
}
