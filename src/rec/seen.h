/*
 * seen.h: what dedupe knows from earlier nights, as a file of records: tables, their frequencies, a card for each leader in
 * the order of (created_at, id), and as the last line a ledger.
 *
 * The ledger says how many records there are: state that was cut would find fewer copies, silently. So it is refused, as are
 * state of other rules and files that are none.
 */
#ifndef REC_SEEN_H
#define REC_SEEN_H

#include "card.h"
#include "frequencies.h"
#include "../io/sink.h"

enum seen_status { SEEN_READ, SEEN_ABSENT, SEEN_BAD, SEEN_FAILED };

/* Zeroed but for the first three. */
struct seen {
	double same, other;			/* thresholds of this run */
	struct frequencies *frequencies;	/* filled and frozen by the first file, with which those of a second one must agree */
	bool has_tables;
	uint64_t digest;			/* of the frequencies of the first file */
	char why[512];				/* of SEEN_BAD and SEEN_FAILED: file, line, byte, what was wrong, what to do */
};

/* Read a file; each card is handed over, lent, unless card is NULL. SEEN_ABSENT: there is no file of that name. */
enum seen_status seen_read(struct seen *s, const char *path, void (*card)(void *with, const struct card *card), void *with);

/* Write frozen tables and the cards that next gives, until it is false. version: the program's. 0, or -1: see sink_error. */
int seen_write(struct sink *to, const struct seen *s, bool (*next)(void *with, struct card *card), void *with, const char *version);

#endif
