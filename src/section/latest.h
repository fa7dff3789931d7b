/*
 * latest.h: the newest tickets of each issue, and which of their words no older one had.
 *
 * The day that a report is about is known only at its end, so what is new on it cannot be picked while tickets pass. Kept are
 * a dozen tickets an issue, a few lines of each, and of every word the first day (calc/firsts.h). The result does not depend
 * on the order of the tickets. Memory grows with the number of issues.
 */
#ifndef SECTION_LATEST_H
#define SECTION_LATEST_H

#include "../base/map.h"
#include "../base/vec.h"
#include "../calc/firsts.h"
#include "../rec/ticket.h"

enum { LATEST_MOST = 12 };

struct latest_ticket {
	char *id, *text;		/* text: the subject and the beginning of what was written */
	size_t subject;			/* bytes of it */
	int64_t at;
	double fit;
};

struct latest {
	struct map issues;
	VEC(struct latest_issue { struct latest_ticket of[LATEST_MOST]; size_t n; }) newest;	/* the newest first */
	struct firsts firsts;
	VEC(uint64_t) keys;		/* of a ticket's words */
	struct buf text, folded;
	struct map said;		/* words that latest_words gave */
};

/* Tickets of no issue, without a time, or that repeat another are passed over. */
void latest_take(struct latest *l, const struct ticket *t);

/* NULL: there is none. Lent. */
const struct latest_issue *latest_of(const struct latest *l, struct str issue);

struct latest_word {
	struct str word;		/* lent until the next call */
	size_t tickets;			/* of the issue's newest that have it */
};

/*
 * The folded words that at least two of the issue's newest tickets have, and no ticket of it from before the day: the most frequent
 * first, at most `most`. Returns how many.
 */
size_t latest_words(struct latest *l, struct str issue, int64_t since, struct latest_word *words, size_t most);

void latest_free(struct latest *l);

#endif
