/*
 * issue.h: one shared problem: its record, written by cluster-issues, read by report and by the next night.
 */
#ifndef REC_ISSUE_H
#define REC_ISSUE_H

#include "commonest.h"
#include "daily.h"
#include "record.h"

#define ISSUE_TYPE "issue"
#define ISSUE_MODEL "model"
#define ISSUE_PART "part"

enum { ISSUE_TERMS = 10, ISSUE_EXEMPLARS = 5 };

/* What somebody has already answered to one of its tickets. */
struct issue_answer {
	struct str ticket, message, author, role, text, why;	/* ticket absent: no answer is known */
};

struct issue {
	struct str id, label;
	struct issue_term {
		struct str term;
		double weight;			/* log-odds against all other issues, in standard errors */
	} terms[ISSUE_TERMS];
	size_t term_count;
	uint64_t tickets, requesters;
	int64_t first_seen, last_seen;		/* TIME_NONE: no ticket bears a time */
	struct daily daily;			/* tickets by day */
	struct commonest products, tags;		/* tickets by product and by tag */
	struct str exemplars[ISSUE_EXEMPLARS];	/* ids of tickets that show what it is about */
	size_t exemplar_count;
	struct issue_answer answer;
	struct str event;			/* of its lineage: "born" ... */
	struct str *from;			/* ids of issues of an earlier run */
	size_t from_count;
	struct str model;			/* JSON, see lifts.h; absent: none */
	struct str part;			/* JSON, see headcount.h: what adds up of several runs; absent: nothing does */
};

/* "issue:" and what a new issue is called after: the id of its oldest ticket. turn counts from 0 up if that name is taken. */
void issue_name(struct buf *out, struct str oldest, unsigned turn);

void issue_write(struct buf *out, struct issue *i);	/* no newline */

/* The value of the member issue on a ticket; why: JSON, see explanation.h, or absent. */
void issue_mark(struct buf *out, struct str id, double fit, struct str why);

/*
 * Read a record into i, which is zeroed or was read into before; strings are lent by the record, terms and exemplars past
 * the number that there is room for are left out. False with *error.
 */
bool issue_parse(struct issue *i, const struct record *r, struct scan_error *error);
bool issue_is(const struct record *r);
void issue_free(struct issue *i);		/* daily and from */

#endif
