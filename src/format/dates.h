/*
 * dates.h: the dates of one file, to UTC: in which order it writes day and month, and which zone is meant where it
 * names none.
 *
 * 03/04/2025 is March 4 or April 3, and no row alone tells. A file is written by one program, so one date with a day
 * over 12 settles the order for the whole file; from then on a date that fits only the other order is wrong. Until
 * then, a date with two readings is unsettled: its reader puts the row off. What cannot be told is never guessed.
 */
#ifndef FORMAT_DATES_H
#define FORMAT_DATES_H

#include "../base/str.h"
#include "../base/zone.h"

#include <stdbool.h>
#include <stdint.h>

enum date_order { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST };

enum dates_status {
	DATES_GOOD,
	DATES_WRONG,		/* no date, none that there is, or none that fits: why says it */
	DATES_UNSETTLED		/* two readings, and nothing has settled yet which: why says it */
};

/* A zeroed one is ready: order to be found out, dates without a zone in UTC. */
struct dates {
	enum date_order given;		/* --date-order */
	struct zone *zone;		/* --timezone; lent; NULL: UTC */
	enum date_order order;		/* of the file at hand */
	uint64_t evidence_line;		/* what settled it; 0: nothing, or --date-order */
	char evidence[40];
	uint64_t open_line;		/* the first date of the file that was unsettled when read; 0: none */
	char open[40];
	bool numbers, zoneless;		/* the file has dates of numbers with two orders; dates that name no zone */
	char why[240];
};

/* "dmy" or "mdy". False: neither. */
bool dates_order_parse(const char *s, enum date_order *order);

/* A new file begins. */
void dates_file(struct dates *d);

/* Take a text as evidence of the order, only. line: where it stands. */
void dates_see(struct dates *d, struct str text, uint64_t line);

static inline bool
dates_are_settled(const struct dates *d)
{
	return d->order != ORDER_UNKNOWN;
}

/*
 * The moment that a text tells of. A text in a zone of its own, or of numbers since 1970, needs neither zone nor
 * order. A date without a time is the first moment of that day. DATES_GOOD and *ms, or not, with why.
 */
enum dates_status dates_read(struct dates *d, struct str text, uint64_t line, int64_t *ms);

/* The file is over and its order is not settled though there are dates that need it: why says what to do. */
bool dates_undecided(struct dates *d);

#endif
