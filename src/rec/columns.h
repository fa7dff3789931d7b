/*
 * columns.h: what candidates have in common, in little memory: keys come candidate by candidate, are grouped column by column
 * (calc/groups.h), and are asked for candidate by candidate again.
 *
 * Both tables lie on spools. Keys come in batches, whichever first; columns_group then gives every shared one a ring.
 */
#ifndef REC_COLUMNS_H
#define REC_COLUMNS_H

#include "ties.h"
#include "../calc/leaders.h"

struct columns;

enum { COLUMNS_BATCH = 1024 };		/* candidates whose keys come at once, the last batch but for */

/* Of n candidates. memory: bytes that each of the two tables may take in it. */
struct columns *columns_new(size_t n, size_t memory);
void columns_free(struct columns *c);	/* may be NULL */

/* The keys of candidates from first on, a multiple of COLUMNS_BATCH: COLUMNS_BATCH of each column in a row; 0: none. */
void columns_put(struct columns *c, size_t first, const uint32_t *keys);

/* All are there: put what is shared into rings. rank[i]: candidate i's place in the order, in which all and groups are. */
void columns_group(struct columns *c, const uint32_t *rank, const struct candidate *all, struct rings *rings);

/* The same of what pairs tell, in place of columns_put and columns_group. False: the pairs are not of these candidates. */
bool columns_group_ties(struct columns *c, struct ties *ties, struct rings *rings);

/* Before either: COLUMNS_BATCH keys of each column in a row, as they were put. 0, or -1. */
int columns_keys(struct columns *c, size_t first, uint32_t *keys);

/* The rings of a candidate, LEADERS_COLUMNS of them, by its place in the order; lent until the next. Best asked for in order. */
const uint32_t *columns_groups(struct columns *c, uint32_t candidate);

const char *columns_error(const struct columns *c);	/* NULL, or why a spool failed: what was given is worth nothing */

#endif
