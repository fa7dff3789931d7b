/*
 * runs.h: ticket records in sorted runs on a spool, and those merged: external sorting, for which the runs come ready.
 */
#ifndef REC_RUNS_H
#define REC_RUNS_H

#include "../base/buf.h"

#include <stdint.h>

struct runs;

struct runs *runs_new(void);
void runs_free(struct runs *r);			/* may be NULL */

/* One more record of the run at hand: behind those before it in the order of (created_at, rank, id). And its end. */
void runs_add(struct runs *r, int64_t created_at, uint32_t rank, struct str id, struct str line);
void runs_end(struct runs *r);

/* No more runs: from here on records come in the order of all, one buffer for each run within memory. */
void runs_merge(struct runs *r, size_t memory);

/* Append the next record to line. False: at the end, or where the spool failed. */
bool runs_next(struct runs *r, struct buf *line);

const char *runs_error(const struct runs *r);	/* NULL, or why the spool failed */

#endif
