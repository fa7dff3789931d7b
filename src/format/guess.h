/*
 * guess.h: which columns of a sample hold what, by their names and by what they hold. For drafting a mapping.
 */
#ifndef FORMAT_GUESS_H
#define FORMAT_GUESS_H

#include "meaning.h"
#include "sample.h"

enum { GUESS_FEW = 20 };	/* different values that are worth a table */

/* Zeroed but for the sample and a false for each of its columns, it is at the beginning. */
struct guess {
	struct sample sample;
	VEC(bool) used;			/* columns */
	const struct sample_column *id, *subject, *text, *requester, *created;	/* of the record; NULL: none */
	size_t array;			/* number + 1 of the array whose objects are messages; 0: none */
	bool rows_are_messages;		/* of which several are one conversation */
	bool rows_repeat;		/* some have the id of another one, because they were exported twice */
};

/* What stands for what in the record, before all else: each column is for one thing. */
void guess_settle(struct guess *g);

/*
 * The column of an array (0: of the record) that is not used yet, fits the meaning best and passes the test; it is
 * used then. NULL: there is none.
 */
const struct sample_column *guess_column(struct guess *g, size_t array, enum meaning m, bool (*test)(const struct sample_column *));
void guess_use(struct guess *g, const struct sample_column *c);

/* The column, not used yet, that looks most like what somebody wrote; NULL: none does. */
const struct sample_column *guess_text(const struct guess *g, size_t array);

size_t guess_distinct(const struct sample_column *c);		/* different values */
bool guess_is_date(const struct sample_column *c);		/* numbers that may be moments are, too */
bool guess_is_date_text(const struct sample_column *c);		/* they are not */
bool guess_is_words(const struct sample_column *c);
bool guess_is_short(const struct sample_column *c);
bool guess_is_title(const struct sample_column *c);
bool guess_is_few(const struct sample_column *c);
bool guess_is_unique(const struct sample_column *c);

#endif
