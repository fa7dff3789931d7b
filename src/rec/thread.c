#include "thread.h"

#include "assembly.h"
#include "dealing.h"
#include "runs.h"

#include <stdio.h>
#include <string.h>

struct threads {
	struct desks *desks;
	struct assembly *whole;		/* NULL: in parts */
	struct runs *runs;
};

/* Desks are numbered as they came; tickets go by their prefixes. */
static uint32_t
rank_of(const struct desks *d, uint32_t desk)
{
	uint32_t rank = 0;

	for (size_t i = 0; i < d->of.len; i++)
		rank += strcmp(d->of.at[i]->prefix, d->of.at[desk]->prefix) < 0;
	return rank;
}

/* One part's tickets, as one more run. */
static void
put_part(struct threads *t, struct desks *part)
{
	struct assembly *a = assembly_new(part);
	struct buf line = {0};

	while (assembly_next(a, &line)) {
		struct ticket_place p = assembly_place(a);

		runs_add(t->runs, p.created_at, rank_of(t->desks, p.desk), p.id, buf_str(&line));
	}
	runs_end(t->runs);
	buf_free(&line);
	assembly_free(a);
}

static void
put_parts(struct threads *t)
{
	struct dealing *dealt = dealing_new(t->desks);
	const char *why = NULL;
	struct desks part;

	for (size_t i = 0; i < dealing_count(dealt) && desks_error(t->desks) == NULL; i++) {
		desks_open_part(&part, t->desks);
		dealing_lay(dealt, i, &part);
		put_part(t, &part);
		why = desks_error(&part) != NULL ? desks_error(&part) : dealing_error(dealt) != NULL ? dealing_error(dealt) : runs_error(t->runs);
		if (why != NULL)
			desks_fail(t->desks, why);
		desks_close(&part);
	}
	dealing_free(dealt);
}

struct threads *
threads_new(struct desks *d)
{
	struct threads *t = mem_zeroed(1, sizeof *t);

	t->desks = d;
	if (d->journal == NULL) {
		t->whole = assembly_new(d);
		return t;
	}
	t->runs = runs_new();
	put_parts(t);
	runs_merge(t->runs, d->memory);
	return t;
}

void
threads_free(struct threads *t)
{
	if (t->whole != NULL)
		assembly_free(t->whole);
	runs_free(t->runs);
	free(t);
}

bool
threads_next(struct threads *t, struct buf *line)
{
	if (t->whole != NULL)
		return assembly_next(t->whole, line);
	buf_clear(line);
	if (desks_error(t->desks) != NULL)
		return false;
	if (runs_next(t->runs, line))
		return true;
	if (runs_error(t->runs) != NULL)
		desks_fail(t->desks, runs_error(t->runs));
	return false;
}
