/*
 * dealing.h: what the journal holds, dealt out so that each part fits in memory and holds its conversations whole.
 */
#ifndef REC_DEALING_H
#define REC_DEALING_H

#include "desk.h"

struct dealing;

/* Take what still lies on the desks as well. The journal and the desks' spool are read once and given up. */
struct dealing *dealing_new(struct desks *d);
void dealing_free(struct dealing *p);

size_t dealing_count(const struct dealing *p);

/* Lay a part down on desks that desks_open_part opened. Once for each part. */
void dealing_lay(struct dealing *p, size_t part, struct desks *on);

const char *dealing_error(const struct dealing *p);		/* NULL, or why the spool failed */

#endif
