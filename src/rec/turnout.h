/*
 * turnout.h: who turned out to answer: the questions of the last days by day and by the set of people who answered.
 *
 * From these, and from nothing less, it can be told what would stay unanswered without any given people; which people
 * that is is known only at the end, so that whole sets are kept. In records:
 *
 *	"turnout":{"people":["u:1","u:2"],"days":{"2026-06-01":[[3],[1,-1],[2,0,1]]}}
 *
 * On that day three questions found no answer, one only that of staff or of an account that is gone (-1), two were
 * answered by both people. Turnouts of parts, merged, are that of the whole.
 */
#ifndef REC_TURNOUT_H
#define REC_TURNOUT_H

#include "daily.h"
#include "record.h"
#include "../base/map.h"
#include "../calc/leave.h"

enum { TURNOUT_DAYS = 90 };

struct turnout_row {
	int64_t day;
	uint64_t n;			/* questions */
	size_t first;			/* place in people */
	uint32_t len;
	bool others;			/* somebody answered who is no volunteer by name */
};

/* A zeroed one is empty. */
struct turnout {
	VEC(struct turnout_row) rows;
	VEC(uint32_t) people;		/* numbers of volunteers, ascending within a row */
	size_t tidy;			/* rows after the last tidying */
	size_t last[2];			/* the last row that no volunteer answered; that others did */
};

/* Who it was, each once, in order; how many that are. */
size_t turnout_sort(uint32_t *by, size_t len);

/* by: numbers of volunteers, sorted like that. */
void turnout_add(struct turnout *t, int64_t day, const uint32_t *by, size_t len, bool others, uint64_t n);

/* Has it grown so much that it should be tidied? */
bool turnout_is_large(const struct turnout *t);

/* Equal rows become one; what no day that may be today (see calc/today.h) has within TURNOUT_DAYS behind it goes. */
void turnout_tidy(struct turnout *t, struct diary seen);

/* Only what lies on one of those days, or less than TURNOUT_DAYS before one, stays. */
void turnout_keep(struct turnout *t, struct diary days);

/* As a JSON object. ids: names by number; rank: place of each number in the order of names. */
void turnout_write(struct buf *out, const struct turnout *t, const struct map *ids, const size_t *rank);

/* Add what a record says; names get numbers. False: not of that form, and nothing was added. */
bool turnout_parse(struct turnout *t, struct scan_value v, uint32_t (*number)(void *with, struct str id), void *with);

/* One for each row, for the caller to free; they lend from t. */
struct leave_question *turnout_questions(const struct turnout *t);
void turnout_free(struct turnout *t);

#endif
