/*
 * readiness.h: what the force record says beyond counts: what of the last days hangs on whom, what breaks if some leave, how
 * many answers will come, who came, who stayed, and when they work.
 *
 * Groups of fewer than five people are hidden, and with them the group that would give them away (calc/suppress.h).
 */
#ifndef REC_READINESS_H
#define REC_READINESS_H

#include "outlook.h"

/* How many people have answered an issue. */
enum cover_by { COVER_ONE, COVER_TWO, COVER_FEW, COVER_MANY, COVER_KINDS };
enum cover_by readiness_cover(size_t people);
const char *readiness_cover_name(enum cover_by by);

/* Members, without braces. cover: how many issues of each kind there are. */
void readiness_write(struct buf *out, struct outlook *o, const uint64_t cover[COVER_KINDS], uint64_t seed);

#endif
