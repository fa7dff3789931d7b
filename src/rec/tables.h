/*
 * tables.h: what heads the document frequencies that dedupe keeps: by which rules they were made, and of how many texts.
 *
 * Texts are only alike by the same rules; state of other rules would find fewer copies, silently. So it is refused.
 */
#ifndef REC_TABLES_H
#define REC_TABLES_H

#include "record.h"

#define TABLES_TYPE "tables"

/* Raised whenever another text, hash, key or count comes of the same ticket. */
enum { TABLES_VERSION = 1 };

struct tables {
	double same, other;		/* thresholds of the run that made them */
	uint64_t texts;			/* that say something */
	bool partial;			/* all counts are there, so that those of parts add up */
};

void tables_write(struct buf *out, const struct tables *t);	/* no newline */
bool tables_is(const struct record *r);

/* Read a record that is one. False with *error: it is wrong, or of another version of the rules. */
bool tables_parse(struct tables *t, const struct record *r, struct scan_error *error);

/* Were they made with these thresholds? False with *error, which says what to do. */
bool tables_fit(const struct tables *t, double same, double other, const struct record *r, struct scan_error *error);

#endif
