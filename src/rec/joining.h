/*
 * joining.h: dedupe where parts of the tickets were normalised elsewhere: tickets meet their cards again by id, and who has
 * something in common is told by pairs. What no ticket of the input has a card for is wrong; cards without a ticket are
 * compared with all the others as if theirs were there.
 */
#ifndef REC_JOINING_H
#define REC_JOINING_H

#include "copies.h"

/* A card of a part, on any thread. */
void joining_card(struct copies *c, const struct card *card);

/* Does c hold any? After copies_append. */
bool joining_is(const struct copies *c);

/* Of two of one id, at least one a card: what the ticket says is what its card says. */
void joining_version(struct copies *c, uint32_t older, uint32_t newest);

/* After all of them: false if a ticket has no card, as copies_refusal tells. */
bool joining_fits(struct copies *c);

/* Once candidates are known, before wording_reduce: which of them the pairs name. */
void joining_number(struct copies *c);

#endif
