/*
 * score-volunteers: who answers for nothing, how much, and what hangs on how few of them.
 *
 * Reads tickets, which pass unchanged, and volunteer, cover and force records of other runs, which it
 * combines with what it counts. Adds a volunteer record for each volunteer, a cover record for each
 * issue that one of them has answered, and one force record. Staff are only ever summed. Memory grows
 * with the number of volunteers and of their active days, not with the tickets.
 */
#include "../cli/filter.h"
#include "../rec/roll.h"

static bool merge;

static const struct option_entry options[] = {
	{ 0, "merge", NULL, "combine the outputs of several runs: their tickets pass uncounted", OPTION_FLAG, &merge },
	{ 0 },
};

static const struct example examples[] = {
	{ "cluster-issues tickets.ndjson | score-volunteers | report", "score on the way to the report" },
	{ "score-volunteers --now=2026-06-30 tickets.ndjson", "how things stood at the end of June 2026" },
	{ "parallel score-volunteers '>' {.}.scored ::: part*.ndjson && score-volunteers --merge part*.scored", "count parts, combine them" },
	{ 0 },
};

static const struct program program = {
	.name = "score-volunteers",
	.about = "Count what volunteers answer, and how much hangs on a few of them.",
	.description = "An answer is a public message by a volunteer in somebody else's conversation. Older versions of a "
	    "ticket, as marked by dedupe, are not counted. Staff are never listed, only summed.",
	.examples = examples,
	.options = options,
	.jobs = 1,
};

static bool
is_partial(const struct record *r)
{
	return volunteer_is(r) || cover_is(r) || force_is(r);
}

/* Add another run's record to the roll. */
static bool
combine(struct roll *all, struct volunteer *v, const struct record *r, struct scan_error *error)
{
	struct cover c;
	struct force f;

	if (volunteer_is(r)) {
		if (!volunteer_parse(v, r, error))
			return false;
		roll_volunteer(all, v);
	} else if (cover_is(r)) {
		if (!cover_parse(&c, r, error))
			return false;
		roll_cover(all, &c);
	} else {
		if (!force_parse(&f, r, error))
			return false;
		roll_force(all, &f);
	}
	return true;
}

static void
make_covers(struct filter *f, const struct roll *all, struct buf *line)
{
	size_t *order = roll_order(&all->issue_ids);

	for (size_t i = 0; i < all->issues.len; i++) {
		const struct map *by = &all->issues.at[order[i]].by;
		size_t *people = roll_order(by);
		struct str *ids = mem_zeroed(map_len(by), sizeof *ids);

		for (size_t k = 0; k < map_len(by); k++)
			ids[k] = map_key(by, people[k]);
		buf_clear(line);
		cover_write(line, map_key(&all->issue_ids, order[i]), ids, map_len(by), all->issues.at[order[i]].threads);
		filter_make(f, COVER_TYPE, line);
		free(ids);
		free(people);
	}
	free(order);
}

static void
make_records(struct filter *f, struct roll *all)
{
	size_t *order = roll_order(&all->ids);
	struct buf line = {0};

	for (size_t i = 0; i < all->volunteers.len; i++) {
		buf_clear(&line);
		volunteer_write(&line, &all->volunteers.at[order[i]]);
		filter_make(f, VOLUNTEER_TYPE, &line);
	}
	make_covers(f, all, &line);
	buf_clear(&line);
	force_write(&line, &all->force);
	filter_make(f, FORCE_TYPE, &line);
	buf_free(&line);
	free(order);
}

int
main(int argc, char **argv)
{
	struct filter *f = filter_start(&program, argc, argv);
	struct volunteer partial = {0};
	struct roll all = {0};
	struct scan_error error;
	struct record *r;
	struct ticket t;

	while ((r = filter_next(f)) != NULL) {
		if (is_partial(r)) {
			if (combine(&all, &partial, r, &error))
				filter_drop(f, r, "combined");
			else
				filter_refuse(f, r, &error);
		} else if (ticket_is(r) && !merge) {
			if (!ticket_parse(&t, r, &error)) {
				filter_refuse(f, r, &error);
				continue;
			}
			roll_ticket(&all, &t, common.now);
			filter_put(f, r);
		} else
			filter_put(f, r);
	}
	roll_close(&all);
	make_records(f, &all);
	roll_free(&all);
	daily_free(&partial.days);
	return filter_end(f);
}
