/*
 * report: the page that says what to answer once, and whether those who answer the rest will come.
 *
 * Reads tickets, issues, volunteers, covers, force and the ledgers of all programs before; adds nothing
 * to the stream but writes a document. Keeps aggregates only: memory grows with the number of issues,
 * volunteers, requesters and days, not with the number of tickets.
 */
#include "../base/die.h"
#include "../base/time.h"
#include "../cli/filter.h"
#include "../render/asset.h"
#include "../render/render.h"
#include "../section/section.h"

static const char *format, *only, *title;
static size_t top = 20, width = 80;
static bool partial_ok;

static const struct option_entry options[] = {
	{ 0, "format", "FORMAT", "html, markdown, text, json or csv (default: by the ending of -o, else text)", OPTION_CHOICE, &format, .choices = render_names },
	{ 0, "only", "SECTION", "one section: headline, answer_once, breaking_out, volunteers or data_quality; SECTION/TABLE is one table of it", OPTION_TEXT, &only },
	{ 0, "top", "N", "rows of the long tables (default 20)", OPTION_COUNT, &top },
	{ 0, "title", "TEXT", "what the page is called", OPTION_TEXT, &title },
	{ 0, "partial-ok", NULL, "exit 0 even where the books do not balance; the notice on the page stays", OPTION_FLAG, &partial_ok },
	{ 0, "width", "N", "columns of the text page (default 80)", OPTION_COUNT, &width },
	{ 0 },
};

static const struct example examples[] = {
	{ "ingest exports/*.gz | dedupe | cluster-issues | score-volunteers | report -o report.html", "the night's page" },
	{ "report night.ndjson.gz", "the same on the terminal" },
	{ "report --format=json night.ndjson.gz | jq .sections.headline.figures.tickets.value", "a number for a script" },
	{ "report --format=csv --only=volunteers/volunteers night.ndjson.gz", "one table for a data frame" },
	{ 0 },
};

static struct program program = {
	.name = "report",
	.about = "Write what the night's records say as a page.",
	.examples = examples,
	.options = options,
	.jobs = 1,
	.writes_document = true,
};

static const struct renderer *
choose(void)
{
	const struct renderer *r = format != NULL ? render_named(str_of(format)) : NULL;

	if (r == NULL && common.output != NULL)
		r = render_for_file(str_of(common.output));
	return r != NULL ? r : render_named(STR("text"));
}

/* Give every record to whom it concerns; the newest moment they tell of. */
static int64_t
take_all(struct filter *f, struct sections *s, struct books *books)
{
	int64_t newest = TIME_NONE;
	struct scan_error error;
	struct record *r;
	bool marked = false;

	while ((r = filter_next(f)) != NULL) {
		struct ledger l = {0};
		enum section_taken taken = SECTION_TAKEN;

		marked = marked || (ticket_is(r) && scan_type(scan_member(r->root, STR(TICKET_DEDUPE))) != SCAN_ABSENT);
		if (ticket_is(r))
			books_ticket(books, r->text);
		if (!ledger_is(r))
			taken = sections_take(s, r, &newest, &error);
		else if (ledger_parse(&l, r, &error))
			books_take(books, &l);
		else
			taken = SECTION_BAD;
		ledger_free(&l);
		if (taken == SECTION_BAD)
			filter_refuse(f, r, &error);
		else if (taken == SECTION_LATER)
			filter_drop(f, r, "later than --now");
	}
	if (marked)
		books_expect(books, "dedupe");
	return newest;
}

static void
head(struct document *d, struct filter *f, const struct section_options *o)
{
	char day[TIME_TEXT] = "";
	struct part *b = NULL;

	if (o->now != TIME_NONE)
		time_write_day(day, time_day(o->now));
	d->now = o->now;
	d->title = title != NULL ? document_text(d, str_of(title)) : STR("Support report");
	d->subtitle = o->now != TIME_NONE ? document_printf(d, "As of %s, times in UTC", day) : STR("No data");
	d->footer = document_printf(d, "Made by report of muster %s from records alone: the same records give the same page.%s",
	    MUSTER_VERSION, asset_chart().n > 0 ? "" : " Built without Chart.js.");
	if (o->books->findings.len > 0 || filter_stopped(f))
		b = document_banner(d, TONE_BAD, "This report is incomplete: the books do not balance");
	if (filter_stopped(f))
		document_item(d, b, value_text(d, STR("The input could not be read to its end; report's message says where and why.")));
	for (size_t i = 0; i < o->books->findings.len; i++)
		document_item(d, b, value_text(d, str_of(o->books->findings.at[i])));
}

int
main(int argc, char **argv)
{
	struct section_options o = {0};
	struct render_options look = {0};
	struct document d = {0};
	struct books books = {0};
	struct buf page = {0};
	struct sections *s;
	struct filter *f;
	struct str section;
	bool balanced;
	int status;

	program.description = asset_chart().n > 0 ? "Charts are drawn by Chart.js, which is built in." :
	    "Built without Chart.js: charts are plain drawings.";
	f = filter_start(&program, argc, argv);
	section = sections_part(str_of(only));
	if (only != NULL && section.s == NULL)
		die(EXIT_USAGE, "--only=%s: there is no such section; there are %s", only, sections_names());
	look.width = width < 40 ? 40 : width;
	o = (struct section_options){ .top = top, .limit = common.now, .books = &books };
	s = sections_start(&o);
	o.now = take_all(f, s, &books);
	if (common.now != TIME_NONE)
		o.now = common.now;
	o.read = filter_ledger(f);
	balanced = books_close(&books, o.read, program.name);
	head(&d, f, &o);
	sections_write(s, &d, &o, section);
	if (only != NULL && !document_only(&d, str_of(only)))
		die(EXIT_USAGE, "--only=%s: the section has no such table", only);
	choose()->write(&page, &d, &look);
	filter_write(f, buf_str(&page));
	buf_free(&page);
	document_free(&d);
	books_free(&books);
	status = filter_end(f);
	return status != EXIT_OK || balanced || partial_ok ? status : EXIT_DATA;
}
