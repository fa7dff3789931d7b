#include "columns.h"
#include "../base/mem.h"
#include "../calc/groups.h"
#include "../io/spool.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS = 4096 };	/* candidates whose rings are at hand at once */

struct columns {
	struct spool *keys, *groups;	/* by batch, in it by column; by column */
	uint64_t *batches;		/* where each begins */
	uint32_t *rows;			/* of ROWS candidates, the rings of each in a row */
	size_t n, first;		/* candidates; the first of those at hand */
	const char *error;
};

struct columns *
columns_new(size_t n, size_t memory)
{
	struct columns *c = mem_zeroed(1, sizeof *c);

	c->n = n;
	c->first = n;
	c->keys = spool_new(memory);
	c->groups = spool_new(memory);
	c->batches = mem_zeroed(n / COLUMNS_BATCH + 1, sizeof *c->batches);
	c->rows = mem_resize(NULL, (size_t)ROWS * LEADERS_COLUMNS, sizeof *c->rows);
	return c;
}

void
columns_free(struct columns *c)
{
	if (c == NULL)
		return;
	spool_free(c->keys);
	spool_free(c->groups);
	free(c->batches);
	free(c->rows);
	free(c);
}

void
columns_put(struct columns *c, size_t first, const uint32_t *keys)
{
	uint64_t at = spool_add(c->keys, (const char *)keys, (size_t)COLUMNS_BATCH * LEADERS_COLUMNS * sizeof *keys);

	if (at == UINT64_MAX)
		c->error = spool_error(c->keys);
	c->batches[first / COLUMNS_BATCH] = at;
}

/* The keys of a column, in order. */
static bool
read_column(struct columns *c, unsigned column, const uint32_t *rank, const struct candidate *all, uint32_t *keys)
{
	uint32_t batch[COLUMNS_BATCH];

	for (size_t first = 0; first < c->n; first += COLUMNS_BATCH) {
		size_t n = c->n - first < COLUMNS_BATCH ? c->n - first : COLUMNS_BATCH;

		if (spool_read(c->keys, c->batches[first / COLUMNS_BATCH] + column * sizeof batch, (char *)batch, sizeof batch) != 0) {
			c->error = spool_error(c->keys);
			return false;
		}
		for (size_t i = 0; i < n; i++) {
			uint32_t place = rank[first + i];

			keys[place] = leaders_key(&all[place], column, batch[i]);
		}
	}
	return true;
}

/* One column of rings, and the keys' room is zeroed. */
static void
group(struct columns *c, struct groups *groups, unsigned column, uint32_t *keys, struct rings *rings, uint32_t *group_of)
{
	groups_make(groups, keys, c->n, leaders_most(column), rings, group_of);
	if (spool_add(c->groups, (const char *)group_of, c->n * sizeof *group_of) == UINT64_MAX)
		c->error = spool_error(c->groups);
	memset(keys, 0, c->n * sizeof *keys);
}

/* By what the keys are, from ties or as they were put. */
static bool
group_all(struct columns *c, const uint32_t *rank, const struct candidate *all, struct ties *ties, struct rings *rings)
{
	uint32_t *keys = mem_zeroed(c->n, sizeof *keys), *group_of = mem_resize(NULL, c->n, sizeof *group_of);
	struct groups groups = {0};
	bool good = true;

	for (unsigned column = 0; column < LEADERS_COLUMNS && c->error == NULL && good; column++) {
		good = ties != NULL ? ties_keys(ties, column, keys) : read_column(c, column, rank, all, keys);
		if (good)
			group(c, &groups, column, keys, rings, group_of);
	}
	spool_free(c->keys);
	c->keys = NULL;
	groups_free(&groups);
	free(keys);
	free(group_of);
	return good;
}

void
columns_group(struct columns *c, const uint32_t *rank, const struct candidate *all, struct rings *rings)
{
	group_all(c, rank, all, NULL, rings);
}

bool
columns_group_ties(struct columns *c, struct ties *ties, struct rings *rings)
{
	return group_all(c, NULL, NULL, ties, rings);
}

int
columns_keys(struct columns *c, size_t first, uint32_t *keys)
{
	if (spool_read(c->keys, c->batches[first / COLUMNS_BATCH], (char *)keys, (size_t)COLUMNS_BATCH * LEADERS_COLUMNS * sizeof *keys) == 0)
		return 0;
	c->error = spool_error(c->keys);
	return -1;
}

/* The rings of the candidates from first on, which lie apart by column. */
static void
read_rows(struct columns *c, size_t first)
{
	size_t n = c->n - first < ROWS ? c->n - first : ROWS;
	uint32_t *to = c->rows, column[ROWS];

	c->first = first;
	for (unsigned k = 0; k < LEADERS_COLUMNS; k++) {
		if (c->error == NULL && spool_read(c->groups, (k * c->n + first) * sizeof *column, (char *)column, n * sizeof *column) != 0)
			c->error = spool_error(c->groups);
		if (c->error != NULL)
			memset(column, 0xff, sizeof column);
		for (size_t i = 0; i < n; i++)
			to[i * LEADERS_COLUMNS + k] = column[i];
	}
}

const uint32_t *
columns_groups(struct columns *c, uint32_t candidate)
{
	if (candidate < c->first || candidate >= c->first + ROWS)
		read_rows(c, candidate / ROWS * ROWS);
	return c->rows + (candidate - c->first) * LEADERS_COLUMNS;
}

const char *
columns_error(const struct columns *c)
{
	return c->error;
}
