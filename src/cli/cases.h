/*
 * cases.h: the first pass of cluster-issues, on every thread: each ticket is remembered, its line kept without an old mark.
 */
#ifndef CLI_CASES_H
#define CLI_CASES_H

#include "filter.h"
#include "../rec/caseload.h"

enum { CASES_OTHER = 0, CASES_TICKET = 1 };	/* tags of what is kept: what passes as it is, what may be marked */

/* Until the input ends. Lines go to a file from when they do not fit --memory beside what is remembered. */
void cases_take(struct filter *f, struct caseload *load);

#endif
