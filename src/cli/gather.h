/* gather.h: the first pass of dedupe, on every thread: each ticket is remembered, and its line kept without an old mark. */
#ifndef CLI_GATHER_H
#define CLI_GATHER_H

#include "filter.h"
#include "../rec/copies.h"

enum { GATHER_OTHER = 0, GATHER_TICKET = 1 };	/* tags of what is kept: what passes as it is, what may be marked */

/* Until the input ends. copies may hold leaders of earlier nights. */
void gather(struct filter *f, struct copies *copies);

#endif
