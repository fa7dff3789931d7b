/*
 * score-volunteers: who answers for nothing, will they show up tomorrow, and what if they don't?
 *
 * Reads tickets, which pass unchanged, and volunteer, cover and force records of other runs, which it
 * combines with what it counts. Adds a volunteer record for each volunteer, a cover record for each
 * issue that one of them has answered, and one force record; models are fitted to all that was counted. Staff are only
 * ever summed. Memory grows with the number of volunteers, of their active days and issues, and with the questions of
 * 90 days, not with the tickets.
 */
#include "../base/die.h"
#include "../base/time.h"
#include "../cli/filter.h"
#include "../cli/scores.h"

static bool merge, counted, combined;
static struct option_list explain, volunteers, horizons;

static const struct option_entry options[] = {
	{ 0, "horizon", "DAYS", "look so far ahead, too, beside 30, 90 and 180 days; may be given more than once", OPTION_LIST, &horizons },
	{ 0, "volunteers", "FILE", "who is a volunteer: a line an id, @domain or pattern, as for ingest; staff stay staff", OPTION_LIST, &volunteers, .file = true },
	{ 'x', "explain", "VOLUNTEER", "add to the record how its probabilities come about, and tell; may be given more than once", OPTION_LIST, &explain },
	{ 0, "merge", NULL, "combine the outputs of several runs: their tickets pass uncounted", OPTION_FLAG, &merge },
	{ 0 },
};

static const struct example examples[] = {
	{ "cluster-issues tickets.ndjson | score-volunteers | report", "score on the way to the report" },
	{ "score-volunteers tickets.ndjson | jq -r 'select(.type == \"volunteer\" and .active_days > 20 and .shows_up[\"30\"] < 0.5) | [.id, .why] | @tsv'", "regulars who may not show up" },
	{ "score-volunteers tickets.ndjson | jq 'select(.type == \"force\") | .leave'", "what stays unanswered if the busiest leave" },
	{ "score-volunteers --now=2026-07-01 tickets.ndjson", "how things stood at the end of June 2026" },
	{ "parallel score-volunteers '>' {.}.scored ::: part*.ndjson && score-volunteers --merge part*.scored", "count parts, combine them" },
	{ 0 },
};

static const struct program program = {
	.name = "score-volunteers",
	.about = "Say who of the volunteers will show up, and what hangs on them.",
	.description = "Tickets pass; after them come a record volunteer for each, a record cover for each issue that one has answered, "
	    "and one record force: what may be expected of all, what breaks if some leave. An answer is a public message by a volunteer "
	    "in somebody else's conversation. Older versions of a ticket, as marked by dedupe, are not counted. Staff are never "
	    "listed, only summed. The numbers are for planning who covers what, not for ranking people.",
	.examples = examples,
	.options = options,
	.jobs = 1,
};

/* Add another run's record to the roll. False with *error: it is damaged. */
static bool
combine(struct roll *all, struct volunteer *v, const struct record *r, struct scan_error *error)
{
	struct cover c;
	struct force f;

	if (volunteer_is(r)) {
		if (!volunteer_parse(v, r, error))
			return false;
		roll_volunteer(all, v);
		return true;
	}
	if (cover_is(r)) {
		if (!cover_parse(&c, r, error))
			return false;
		roll_cover(all, &c);
		return true;
	}
	return force_parse(&f, r, error) && roll_force(all, &f, r, error);
}

/* --horizon's days, for the caller to free. */
static int64_t *
parse_horizons(void)
{
	int64_t *days = mem_zeroed(horizons.len + 1, sizeof *days);
	long long n;

	for (size_t i = 0; i < horizons.len; i++) {
		if (!str_int(str_of(horizons.at[i]), &n) || n < 1 || n > 3650)
			die(EXIT_USAGE, "--horizon=%s: a whole number of days from 1 to 3650 is expected here; give the option once for each", horizons.at[i]);
		days[i] = n;
	}
	if (!outlook_takes(days, horizons.len))
		die(EXIT_USAGE, "--horizon is given too often: there is room for %d horizons, 30, 90 and 180 among them", OUTLOOK_HORIZONS);
	return days;
}

static void
take_all(struct filter *f, struct roll *all)
{
	struct volunteer partial = {0};
	struct messages messages = {0};
	struct scan_error error;
	struct record *r;
	struct ticket t;

	while ((r = filter_next(f)) != NULL) {
		if (volunteer_is(r) || cover_is(r) || force_is(r)) {
			combined = true;
			if (combine(all, &partial, r, &error))
				filter_drop(f, r, "combined");
			else
				filter_refuse(f, r, &error);
		} else if (ticket_is(r) && !merge) {
			if (!ticket_parse_whole(&t, &messages, r, &error)) {
				filter_refuse(f, r, &error);
				continue;
			}
			counted = true;
			roll_ticket(all, &t, &messages);
			filter_put(f, r);
		} else
			filter_put(f, r);
	}
	daily_free(&partial.days);
	vec_free(&messages.of);
}

int
main(int argc, char **argv)
{
	struct filter *f = filter_start(&program, argc, argv);
	int64_t *more = parse_horizons();
	struct roster roster = {0};
	struct roll all;
	struct outlook outlook;
	char why[400];

	if (!roster_load(&roster, volunteers.at, volunteers.len, ROLE_VOLUNTEER, why, sizeof why))
		die(EXIT_USAGE, "%s", why);
	roll_open(&all, volunteers.len > 0 ? &roster : NULL, common.now);
	take_all(f, &all);
	if (counted && combined)
		warn("tickets and the records of other runs were counted together: if those runs had read the same tickets, use --merge");
	if (common.now != TIME_NONE && all.any && all.force.last_at > common.now)
		warn("records of other runs tell of more than --now: their counts stay as they are; give --now to those runs, too");
	roll_close(&all);
	outlook_make(&outlook, &all, more, horizons.len);
	scores_make(f, &outlook, &explain, common.seed);
	outlook_free(&outlook);
	roll_free(&all);
	roster_free(&roster);
	free(more);
	return filter_end(f);
}
