/*
 * cluster-issues: find the problems that many tickets share.
 *
 * Reads tickets; adds the member issue {id, fit} to each that shares its problem with others, and after the tickets
 * one issue record for each problem: what it is called, its terms, typical tickets, days, best known answer, and the
 * model by which it is known again. All tickets are read before the first is written: lines go to the spool; some 100
 * bytes a ticket and 4 a word stay in memory. With --assign each is written as it comes, and sums alone are kept.
 */
#include "../base/die.h"
#include "../cli/assign.h"
#include "../cli/cases.h"
#include "../cli/shelf.h"
#include "../cli/wanted.h"
#include "../rec/issues.h"

static size_t min_size = 2, seeds;
static bool train, merge;
static const char *granularity = "normal", *known_file, *assign_file;
static struct option_list explain;
static const char *const granularities[] = { "coarse", "normal", "fine", NULL };
static const double details[] = { 0.7, 1, 1.5 };

static const struct option_entry options[] = {
	{ 'm', "min-size", "N", "tickets that make an issue; fewer get none (2)", OPTION_COUNT, &min_size },
	{ 'g', "granularity", "HOW", "coarse: fewer, larger issues; fine: more, smaller ones (normal)", OPTION_CHOICE, &granularity, granularities },
	{ 'k', "known", "FILE", "issues of an earlier night: their ids are kept, and what became of them is told", OPTION_TEXT, &known_file, NULL, true },
	{ 'a', "assign", "FILE", "place each ticket among the issues of FILE as it comes, without looking for others", OPTION_TEXT, &assign_file, NULL, true },
	{ 't', "train", NULL, "write the issues alone, no tickets: what --assign wants", OPTION_FLAG, &train },
	{ 'x', "explain", "TICKET", "add to the ticket's issue why it belongs there, and tell; may be given more than once", OPTION_LIST, &explain },
	{ 0, "seeds", "N", "runs of each setting of the model that vote on the issues (4; 2 where there are many words; at most 16)", OPTION_COUNT, &seeds },
	{ 0, "merge", NULL, "the input is the output of several runs: with --assign, counts are added up; else issues are found anew", OPTION_FLAG, &merge },
	{ 0 },
};

static const struct example examples[] = {
	{ "ingest exports/*.gz | dedupe | cluster-issues | score-volunteers | report -o report.html", "find issues on the way to the report" },
	{ "cluster-issues tickets.ndjson | jq -r 'select(.type == \"issue\") | [.tickets, .label] | @tsv'", "list them, the largest first" },
	{ "cluster-issues --known=monday.ndjson.gz tickets.ndjson.gz -o tuesday.ndjson.gz", "go on with the issues of the night before" },
	{ "cluster-issues --train sample.ndjson -o issues.ndjson; cluster-issues --assign=issues.ndjson today.ndjson", "learn from a sample, then place tickets as they come" },
	{ "cluster-issues --explain=zendesk:35436 tickets.ndjson > sorted.ndjson", "ask why a ticket is where it is" },
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

/* Second pass: the records in their order, each ticket with its issue, or dropped once it was learned from. */
static void
put_all(struct filter *f, const struct caseload *load, const struct issues *issues)
{
	struct buf line = {0}, json = {0}, why = {0}, told = {0};
	bool *explained = mem_zeroed(explain.len + 1, sizeof *explained);
	struct str kept;
	ptrdiff_t asked;
	uint32_t tag;

	for (size_t i = 0; filter_kept(f, &kept, &tag); i += tag == CASES_TICKET) {
		buf_clear(&why);
		if (tag == CASES_TICKET && (asked = wanted_find(&explain, str_of(load->tickets.at[i].id))) != WANTED_NOT) {
			explained[asked] = true;
			issues_explain(issues, i, &why, &told);
			warn("%s", told.data);
		}
		if (train && tag == CASES_TICKET) {
			filter_drop_kept(f, TICKET_TYPE, "learned from");
			continue;
		}
		if (tag == CASES_TICKET && issues_mark(issues, i, buf_str(&why), &json)) {
			buf_clear(&line);
			record_splice(&line, kept, TICKET_ISSUE, buf_str(&json));
			kept = buf_str(&line);
		}
		filter_put_kept(f, kept);
	}
	wanted_missed(&explain, explained, "no such ticket was placed: it is not in the input, or is later than --now");
	free(explained);
	buf_free(&line);
	buf_free(&json);
	buf_free(&why);
	buf_free(&told);
}

/* All tickets first, then their issues. */
static void
find_issues(struct filter *f, const struct known *known)
{
	size_t detail = granularity[0] == 'c' ? 0 : granularity[0] == 'f' ? 2 : 1;	/* coarse, fine, normal */
	struct caseload load = {0};
	struct sorting sorting;
	struct issues *issues;
	struct shelf shelf = {0};
	struct buf line = {0};

	cases_take(f, &load);
	sorting_make(&sorting, &load, &(struct mixture_options){ .seed = common.seed, .seeds = seeds, .threads = common.jobs,
	    .min_size = min_size, .detail = details[detail] }, known);
	issues = issues_new(&load, &sorting, known);
	shelf_fill(&shelf, f, CASES_TICKET, load.tickets.len);
	put_all(f, &load, issues);
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
}

int
main(int argc, char **argv)
{
	struct filter *f = filter_start(&program, argc, argv);
	struct known known = {0};

	if (seeds > 16)
		die(EXIT_USAGE, "--seeds=%zu: a whole number up to 16 is expected here; see %s --help", seeds, progname);
	if (assign_file != NULL && (train || known_file != NULL || seeds > 0 || min_size != 2 || granularity[0] != 'n'))
		die(EXIT_USAGE, "--assign looks for no issues: --known, --train, --granularity, --min-size and --seeds are for the run that does");
	if (assign_file != NULL || known_file != NULL)
		known_open(&known, assign_file != NULL ? "--assign" : "--known", assign_file != NULL ? assign_file : known_file);
	if (assign_file != NULL && known_len(&known) == 0 && !known.is_counted)
		die(EXIT_DATA, "%s: it is empty, so that no ticket can be placed: give what cluster-issues --train wrote", assign_file);
	if (assign_file != NULL)
		assign(f, &(struct assigning){ &known, &explain, merge });
	else
		find_issues(f, known_file != NULL ? &known : NULL);
	known_free(&known);
	return filter_end(f);
}
