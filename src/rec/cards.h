/* cards.h: what dedupe hands on of the tickets that it has compared: a card of each leader, to be known tomorrow. */
#ifndef REC_CARDS_H
#define REC_CARDS_H

#include "card.h"
#include "copies.h"

/* Walking them; zeroed at the beginning, but for `of`. */
struct cards_walk {
	struct copies *of;
	uint32_t next[2];		/* of those that were seen, and of the others */
	bool begun, ready[2];
	struct slip slip[2];
	struct buf bytes[2];		/* of the slips */
	unsigned given;
};

/* After copies_find: the next leader by (created_at, id), lent until the next. False at the end, and the walk is freed. */
bool cards_next_leader(struct cards_walk *walk, struct card *card);

#endif
