/*
 * parts.h: what the journal holds, dealt out so that each part fits in memory and holds its conversations whole.
 */
#ifndef REC_PARTS_H
#define REC_PARTS_H

#include "desk.h"

struct parts;

/* Take what still lies on the desks as well. The journal and the desks' spool are read once and given up. */
struct parts *parts_new(struct desks *d);
void parts_free(struct parts *p);

size_t parts_count(const struct parts *p);

/* Lay a part down on desks that desks_open_part opened. Once for each part. */
void parts_lay(struct parts *p, size_t part, struct desks *on);

const char *parts_error(const struct parts *p);		/* NULL, or why the spool failed */

#endif
