/*
 * cluster-issues: find the problems that many tickets share.
 *
 * Reads tickets; adds the member issue {id, fit} to each that shares its problem with others, and after the tickets
 * one issue record for each problem: what it is called, its terms, typical tickets, days, best known answer. All
 * tickets are read before the first is written: lines go to the spool; 100 bytes a ticket and 4 a word stay in
 * memory, and the model takes 8 bytes for each pair of a word and an issue.
 */
#include "../base/time.h"
#include "../cli/shelf.h"
#include "../rec/issues.h"

static size_t min_size = 2, runs;
static bool merge;

static const struct option_entry options[] = {
	{ 'm', "min-size", "N", "tickets that make an issue; fewer get none (2)", OPTION_COUNT, &min_size },
	{ 0, "seeds", "N", "runs of the model among which the most typical is taken (4; 2 where there are many words; at most 16)", OPTION_COUNT, &runs },
	{ 0, "merge", NULL, "the input is the output of several runs: the same work, since issues are found anew", OPTION_FLAG, &merge },
	{ 0 },
};

static const struct example examples[] = {
	{ "ingest exports/*.gz | dedupe | cluster-issues | score-volunteers | report -o report.html", "find issues on the way to the report" },
	{ "cluster-issues tickets.ndjson | jq -r 'select(.type == \"issue\") | [.tickets, .label] | @tsv'", "list them, the largest first" },
	{ "cluster-issues --min-size=5 tickets.ndjson.gz > sorted.ndjson", "leave small ones out" },
	{ 0 },
};

static const struct program program = {
	.name = "cluster-issues",
	.about = "Find the problems that many tickets share.",
	.description = "Tickets are sorted by the words of subject and opening message, without labels and without being told how "
	    "many issues there are. Copies marked by dedupe count once for the model and share their leader's issue. "
	    "The same tickets give the same issues, in whatever order they come and on any number of threads.",
	.examples = examples,
	.options = options,
};

enum { NO_TICKET = 0, TICKET = 1 };	/* tags of kept records: what passes as it is, what may be marked */

/* First pass, on every thread: remember each ticket and keep its line without an old mark. */
static void
remember(struct filter *lane, void *with)
{
	struct caseload *all = with, mine = {0};
	struct scan_error error;
	struct buf scratch = {0};
	struct record *r;
	struct ticket t;

	while (filter_block(lane)) {
		while ((r = filter_next(lane)) != NULL) {
			if (issue_is(r)) {
				filter_drop(lane, r, "issue of an earlier run");
			} else if (!ticket_is(r)) {
				filter_keep(lane, r, NO_TICKET);
			} else if (!ticket_parse(&t, r, &error)) {
				filter_refuse(lane, r, &error);
			} else {
				bool later = time_is_later(t.created_at, common.now);

				if (!later)
					caseload_add(&mine, &t, common.now, &scratch);
				record_remove(r, TICKET_ISSUE);
				filter_keep(lane, r, later ? NO_TICKET : TICKET);
			}
		}
		if (filter_turn(lane))
			caseload_append(all, &mine);
		caseload_free(&mine);
	}
	buf_free(&scratch);
}

int
main(int argc, char **argv)
{
	struct filter *f = filter_start(&program, argc, argv);
	struct caseload load = {0};
	struct sorting sorting;
	struct issues *issues;
	struct buf line = {0}, json = {0};
	struct shelf shelf = {0};
	struct str kept;
	uint32_t tag;

	filter_work(f, remember, &load);
	sorting_make(&sorting, &load, &(struct mixture_options){ .seed = common.seed, .seeds = runs, .threads = common.jobs, .min_size = min_size });
	issues = issues_new(&load, &sorting);
	shelf_fill(&shelf, f, TICKET, load.tickets.len);
	for (size_t i = 0; filter_kept(f, &kept, &tag); i += tag == TICKET) {
		if (tag == TICKET && issues_mark(issues, i, &json)) {
			buf_clear(&line);
			record_splice(&line, kept, TICKET_ISSUE, buf_str(&json));
			kept = buf_str(&line);
		}
		filter_put_kept(f, kept);
	}
	for (size_t k = 0; k < issues_len(issues); k++) {
		buf_clear(&line);
		issues_write(issues, k, &line, shelf_line, &shelf);
		filter_make(f, ISSUE_TYPE, &line);
	}
	issues_free(issues);
	sorting_free(&sorting);
	caseload_free(&load);
	shelf_free(&shelf);
	buf_free(&line);
	buf_free(&json);
	return filter_end(f);
}
