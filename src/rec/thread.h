/*
 * thread.h: conversations put together from what lies on the desks, as ticket records in the order of
 * (created_at, id), their messages in the order of (at, id) behind the one that opened them.
 *
 * A message whose parent is in no export opens a conversation of its own, marked "opening_missing"; where a desk
 * binds_absent, together with the others that answer the same one. Of a ring of replies the earliest message opens it.
 * What did not stay on the desks comes back from the journal in parts that fit
 * in memory, each conversation whole in one of them; the parts' tickets are sorted runs, and those are merged.
 */
#ifndef REC_THREAD_H
#define REC_THREAD_H

#include "desk.h"

struct threads;

/* Nothing may be put on the desks any more. */
struct threads *threads_new(struct desks *d);
void threads_free(struct threads *t);

/* The next ticket in line, which is cleared first. False at the end, or where a spool failed (desks_error). */
bool threads_next(struct threads *t, struct buf *line);

#endif
