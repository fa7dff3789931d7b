/*
 * dedupe: mark, or drop, the tickets that say what an earlier ticket said.
 *
 * Reads tickets; adds the member dedupe {of, why, sim, who} to each that repeats another one: an older version of the
 * same ticket, a text written twice, or one that is nearly the same. The newest version of a ticket gets the messages
 * that only its older versions hold. All tickets are read before the first is written: lines and texts go to spools,
 * some 150 bytes a ticket stay in memory. What leads tonight can be known tomorrow (cli/night).
 */
#include "../base/die.h"
#include "../cli/gather.h"
#include "../cli/night.h"
#include "../cli/parts.h"
#include "../cli/shelf.h"
#include "../rec/edge.h"

static bool drop, merge, edges, explain;
static double same = 0.5, other = 0.6, sure = 0.7;
static size_t days = 400;
static struct night night;
static const char *emit;
static const char *const emits[] = { "tables", "keys", "pairs", NULL };

static const struct option_entry options[] = {
	{ 'd', "drop", NULL, "leave copies out instead of marking them; the ledger counts them", OPTION_FLAG, &drop },
	{ 's', "same", "J", "least similarity to a text of the same requester (0.5)", OPTION_REAL, &same },
	{ 'O', "other", "J", "least similarity to a text of another requester (0.6)", OPTION_REAL, &other },
	{ 0, "sure", "J", "least similarity to a text of another requester at which --drop drops; below it marks (0.7)", OPTION_REAL, &sure },
	{ 'e', "edges", NULL, "write a record for each two tickets that were compared and found alike, after the tickets", OPTION_FLAG, &edges },
	{ 'x', "explain", NULL, "add the words that decided to what is said of a copy", OPTION_FLAG, &explain },
	{ 0, "tables", "FILE", "how common words and lines are, as an earlier run found, instead of counting them here", OPTION_TEXT, &night.tables, NULL, true },
	{ 0, "seen", "FILE", "leaders of earlier nights, and tables: read if it is there, and written anew at the end", OPTION_TEXT, &night.seen, NULL, true },
	{ 0, "seen-to", "FILE", "write them there instead", OPTION_TEXT, &night.seen_to, NULL, true },
	{ 0, "seen-days", "N", "forget leaders created more than N days before --now (400)", OPTION_COUNT, &days },
	{ 0, "emit", "WHAT", "write what one part of many gives: tables, keys, or pairs of sorted keys", OPTION_CHOICE, &emit, emits },
	{ 0, "merge", NULL, "the input is all parts, with what --emit made of them, or the output of several runs", OPTION_FLAG, &merge },
	{ 0 },
};

static const struct example examples[] = {
	{ "ingest exports/*.gz | dedupe | cluster-issues", "mark copies on the way to the report" },
	{ "dedupe --drop tickets.ndjson.gz > unique.ndjson", "keep one ticket of each group of copies" },
	{ "ingest tonight/*.gz | dedupe --seen=seen.ndjson.gz", "compare with the tickets of earlier nights, too" },
	{ "dedupe --explain tickets.ndjson | jq -c 'select(.dedupe.why == \"near\") | [.id, .dedupe]'", "list near-duplicates and the words they share" },
	{ 0 },
};

static const struct program program = {
	.name = "dedupe",
	.about = "Mark the tickets that repeat another one.",
	.description = "A copy is an older version of the same ticket (same-id), the same subject and opening message "
	    "(exact), the same but for chains, boilerplate, greeting, closing, case, links, ticket numbers and the like "
	    "(normal-exact), one whose text shares most of its four-letter pieces with the leader's (near), or one that "
	    "was cut short (truncated). Each copy was compared with its leader. Leaders come first by created_at and id, "
	    "so the order of input does not matter.",
	.examples = examples,
	.options = options,
	.memory = (size_t)512 << 20,
};

/* The second pass: the records in their order, each copy with its mark or not at all. */
static void
put_all(struct filter *f, struct copies *copies, struct shelf *shelf)
{
	struct buf line = {0}, marked = {0}, json = {0};
	struct str kept;
	uint32_t tag;

	for (size_t i = 0; filter_kept(f, &kept, &tag); i += tag == GATHER_TICKET) {
		bool copy = tag == GATHER_TICKET && copies_describe(copies, i, &json);

		if (copy && drop && copies_is_sure(copies, i)) {
			filter_drop_kept(f, TICKET_TYPE, copies_why(copies, i));
			continue;
		}
		if (tag == GATHER_TICKET && copies_has_older(copies, i))
			kept = copies_unite(copies, i, shelf_line, shelf, &line);
		if (copy) {
			buf_clear(&marked);
			record_splice(&marked, kept, TICKET_DEDUPE, buf_str(&json));
			kept = buf_str(&marked);
		}
		filter_put_kept(f, kept);
	}
	for (size_t i = 0; i < copies->edges.len; i++) {
		copies_describe_edge(copies, i, &json);
		filter_make(f, EDGE_TYPE, &json);
	}
	buf_free(&line);
	buf_free(&marked);
	buf_free(&json);
}

/* Do the options go together? */
static void
check_options(void)
{
	bool keys = emit != NULL && strcmp(emit, "keys") == 0, counts = emit != NULL && strcmp(emit, "tables") == 0;

	if (same <= 0 || same > 1 || other <= 0 || other > 1 || sure <= 0 || sure > 1)
		die(EXIT_USAGE, "--same, --other and --sure are similarities: more than 0, at most 1");
	if (emit != NULL && (drop || edges || explain || night.seen != NULL || night.seen_to != NULL))
		die(EXIT_USAGE, "--emit writes no tickets: --drop, --edges, --explain, --seen and --seen-to are for the run that does");
	if (merge && night.seen != NULL)
		die(EXIT_USAGE, "--seen does not go with --merge: leave that out, marks are made anew in any case");
	if (merge && emit != NULL && !counts)
		die(EXIT_USAGE, "--emit=%s does not go with --merge", emit);
	if (keys != (night.tables != NULL) && emit != NULL)
		die(EXIT_USAGE, keys ? "--emit=keys wants --tables=FILE, the same for all parts" : "--tables does not go with --emit=%s", emit);
}

/* Marks, the whole way. */
static int
mark(struct filter *f, struct gathering *g)
{
	struct copies *copies = g->copies;
	struct shelf shelf = {0};
	int status;

	night_begin(&night, copies);
	gather(f, g, &shelf);
	if (copies->refusal[0] == '\0')
		copies_find(copies);
	gather_check(copies);
	if (copies->refusal[0] == '\0')
		put_all(f, copies, &shelf);
	else if (!filter_stopped(f))
		filter_stop(f, copies->refusal);
	gather_check(copies);
	status = night_end(&night, copies, filter_end(f));
	shelf_free(&shelf);
	return status;
}

int
main(int argc, char **argv)
{
	struct filter *f = filter_start(&program, argc, argv);
	struct copies copies = {0};
	struct gathering g = { .copies = &copies, .merge = merge };
	int status;

	check_options();
	copies_open(&copies, &(struct copies_options){ same, other, sure, edges, explain, common.now, days, common.jobs, common.memory });
	status = emit == NULL ? mark(f, &g) : parts_emit(f, &g, emit, &night);
	copies_free(&copies);
	return status;
}
