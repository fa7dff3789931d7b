#include "joining.h"

#include <stdio.h>

void
joining_card(struct copies *c, const struct card *card)
{
	struct slip s = card_slip(card);
	struct sequence_entry e = copies_entry(&s, wording_say(&c->spoken, &s));

	e.kept = true;
	vec_push(&c->cards, e);
}

bool
joining_is(const struct copies *c)
{
	return c->n > c->tickets ? c->first == 0 : c->cards.len > 0 && c->first == 0;
}

static void
refuse(struct copies *c, struct str id, const char *why)
{
	if (c->refusal[0] == '\0')
		snprintf(c->refusal, sizeof c->refusal, "ticket %.*s %s", (int)(id.n < 100 ? id.n : 100), id.s, why);
}

void
joining_version(struct copies *c, uint32_t older, uint32_t newest)
{
	struct slip slip;
	int64_t updated_at;

	if (older < c->tickets || newest >= c->tickets) {
		if (wording_slip(c->wording, c->entries.at[newest].slip, &slip))
			refuse(c, slip.id, older < c->tickets ? "is older than its card: give the tickets of which --emit=keys made the cards"
			    : "has two cards: versions of one ticket must be in one part, and each part once");
		return;
	}
	if (!wording_slip(c->wording, c->entries.at[newest].slip, &slip))
		return;
	updated_at = slip.updated_at;
	if (slip.normal)
		refuse(c, slip.id, "has two cards: versions of one ticket must be in one part, and each part once");
	if (!wording_slip(c->wording, c->entries.at[older].slip, &slip))
		return;
	if (slip.updated_at != updated_at)
		refuse(c, slip.id, "is newer than its card: give the tickets of which --emit=keys made the cards");
	c->entries.at[newest].slip = c->entries.at[older].slip;
}

bool
joining_fits(struct copies *c)
{
	struct slip slip;

	for (size_t i = 0; i < c->tickets && c->refusal[0] == '\0'; i++)
		if (!c->candidates[c->rank[i]].out && wording_slip(c->wording, c->entries.at[i].slip, &slip) && !slip.normal)
			refuse(c, slip.id, "has no card: --merge with cards needs those of all tickets, by --emit=keys");
	return c->refusal[0] == '\0';
}

void
joining_number(struct copies *c)
{
	struct slip slip;

	for (size_t i = c->tickets; i < c->n; i++) {
		uint32_t place = c->rank[i];

		if (wording_slip(c->wording, c->entries.at[i].slip, &slip))
			ties_number(&c->ties, c->n, slip.id, c->candidates[place].out ? c->found[place].of : place);
	}
}
