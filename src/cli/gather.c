#include "gather.h"
#include "../base/die.h"
#include "../base/time.h"
#include "../rec/edge.h"
#include "../rec/joining.h"
#include "../rec/tables.h"

#include <stdio.h>

/* What a lane takes of its block. */
struct lane {
	const struct gathering *g;
	struct copies copies;
	struct census census;
	struct buf scratch;
};

/* A ticket after --now is no copy and nobody's leader. */
static void
take_ticket(struct filter *f, struct record *r, struct lane *lane)
{
	struct scan_error error;
	struct ticket t;
	bool later;

	if (!ticket_parse(&t, r, &error)) {
		filter_refuse(f, r, &error);
		return;
	}
	later = time_is_later(t.created_at, common.now);
	record_remove(r, TICKET_DEDUPE);
	if (!later)
		copies_add(&lane->copies, &t, r->text, &lane->scratch);
	if (later && lane->g->alone)
		filter_drop(f, r, "after --now");
	else
		filter_keep(f, r, later ? GATHER_OTHER : GATHER_TICKET);
}

/* By the same tables as the parts. */
static bool
tables_are_ours(const struct lane *lane, const struct record *r, struct scan_error *error)
{
	const struct copies *all = lane->g->copies;
	struct tables t;

	if (!tables_parse(&t, r, error) || !tables_fit(&t, all->options.same, all->options.other, r, error))
		return false;
	if (frequencies_are_frozen(&all->frequencies) && t.texts == all->frequencies.texts && !t.partial)
		return true;
	error->byte = record_byte(r, "texts");
	snprintf(error->why, sizeof error->why, "tables: the cards were made with others: give --tables=FILE as --emit=keys had it");
	return false;
}

/* What --emit made: true if the record is such a one. */
static bool
take_part(struct filter *f, struct record *r, struct lane *lane)
{
	struct scan_error error;
	struct card card;
	struct pair pair;
	bool good = true;

	if (!census_take(&lane->census, r))
		return false;
	if (card_is(r)) {
		if ((good = card_parse(&card, r, &error)))
			joining_card(&lane->copies, &card);
	} else if (pair_is(r)) {
		good = pair_parse(&pair, r, &error) && (ties_add(&lane->copies.ties, &pair) || record_refuse_form(r, &error, "key", "a key that --emit=keys makes"));
	} else if (tables_is(r)) {
		good = tables_are_ours(lane, r, &error);
	} else if (!ledger_is(r)) {
		good = record_refuse_form(r, &error, "type", "\"pair\": --emit=pairs makes pairs of sorted keys, --tables=FILE reads frequencies");
	}
	if (good)
		filter_drop(f, r, "merged");
	else
		filter_refuse(f, r, &error);
	return true;
}

static void
take(struct filter *f, struct record *r, struct lane *lane)
{
	if (lane->g->merge && take_part(f, r, lane))
		return;
	if (ticket_is(r))
		take_ticket(f, r, lane);
	else if (lane->g->alone)
		filter_drop(f, r, "no ticket");
	else if (edge_is(r))
		filter_drop(f, r, "edge of an earlier run");
	else
		filter_keep(f, r, GATHER_OTHER);
}

static void
work(struct filter *f, void *with)
{
	struct gathering *g = with;
	struct lane lane = { .g = g };
	struct record *r;

	while (filter_block(f)) {
		while ((r = filter_next(f)) != NULL)
			take(f, r, &lane);
		if (filter_turn(f)) {
			copies_append(g->copies, &lane.copies);
			census_add(&g->census, &lane.census);
			if (!filter_kept_fits(f, copies_held(g->copies)))
				copies_limit(g->copies);
		}
		copies_clear(&lane.copies);
		lane.census = (struct census){0};
	}
	copies_free(&lane.copies);
	buf_free(&lane.scratch);
}

/* Did all parts come? */
static void
check_parts(struct filter *f, const struct gathering *g)
{
	char why[300];

	if (!census_fits(&g->census, why, sizeof why))
		filter_stop(f, why);
	else if (joining_is(g->copies) && !frequencies_are_frozen(&g->copies->frequencies))
		filter_stop(f, "--merge with cards wants --tables=FILE, as --emit=keys had it");
	else if (g->copies->ties.columns != NULL && !joining_is(g->copies))
		filter_stop(f, "pairs without cards: --emit=pairs passes cards on");
}

void
gather_check(const struct copies *copies)
{
	if (copies_error(copies) != NULL)
		die(EXIT_SYSTEM, "%s", copies_error(copies));
}

void
gather(struct filter *f, struct gathering *g, struct shelf *shelf)
{
	filter_work(f, work, g);
	if (g->merge && !filter_stopped(f))
		check_parts(f, g);
	copies_versions(g->copies);
	if (copies_has_versions(g->copies)) {
		shelf_fill(shelf, f, GATHER_TICKET, g->copies->tickets);
		copies_look_again(g->copies, shelf_line, shelf);
	}
	gather_check(g->copies);
}
