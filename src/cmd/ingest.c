/*
 * ingest: exports of support systems in, tickets out.
 *
 * Reads files of any format in the table of format/format.c, each recognised by its content, and writes one ticket
 * record for each conversation, in the order of time. Memory stays within --memory: what does not fit, texts first, lies in
 * unlinked files.
 */
#include "../base/die.h"
#include "../cli/filter.h"
#include "../format/draft.h"
#include "../format/explain.h"
#include "../rec/thread.h"

static struct reading_options wanted;
static const char *name, *drafted;
static struct option_list staff, volunteers;
static bool list_formats, explained;

static const struct option_entry entries[] = {
	{ .name = "Input", .kind = OPTION_GROUP },
	{ 0, "from", "FORMAT", "take the files for this format instead of recognising each; see --list-formats", OPTION_TEXT, &wanted.format },
	{ 0, "mapping", "FILE", "read the files as FILE says: which column or path is what (JSON; see the man page)", OPTION_TEXT, &wanted.mapping, .file = true },
	{ 0, "source", "NAME", "begin all ids with NAME instead of the format's own name, to tell two sites of one system apart", OPTION_TEXT, &name },
	{ 0, "encoding", "NAME", "of the files' text, where it is not to be recognised: cp1252, shift_jis, koi8-r, ...", OPTION_TEXT, &wanted.encoding },
	{ 0, "date-order", "ORDER", "dmy or mdy: how the files write dates like 3/4/2024, where they do not tell themselves", OPTION_TEXT, &wanted.date_order },
	{ 0, "timezone", "ZONE", "of dates that name none: +02:00, Europe/Berlin (default UTC)", OPTION_TEXT, &wanted.timezone },
	{ .name = "Look first", .kind = OPTION_GROUP },
	{ 0, "explain", NULL, "say what each file is taken for and why, how its columns map, and show the first three tickets", OPTION_FLAG, &explained },
	{ 0, "mapping-from", "FILE", "write a first draft of a mapping for FILE, any CSV, NDJSON or JSON, judged by its first rows", OPTION_TEXT, &drafted, .file = true },
	{ 0, "list-formats", NULL, "list the formats and end", OPTION_FLAG, &list_formats },
	{ .name = "Who is who", .kind = OPTION_GROUP },
	{ 0, "staff", "FILE", "who is staff where the export does not say: one id, @domain or pattern a line", OPTION_LIST, &staff, .file = true },
	{ 0, "volunteers", "FILE", "who is a volunteer, in the same way", OPTION_LIST, &volunteers, .file = true },
	{ 0 },
};

static const struct example examples[] = {
	{ "ingest Posts.xml Users.xml Votes.xml > tickets.ndjson", "a Stack Exchange dump; formats are recognised" },
	{ "ingest exports/*.gz | dedupe | cluster-issues > issues.ndjson", "all exports of a night, of several systems" },
	{ "ingest --explain incidents.csv", "look first: what is it taken for, and what becomes of it?" },
	{ "ingest --staff=team.txt twcs.csv", "a roster says who answers for the company" },
	{ "ingest --mapping-from=chats.csv > chat.json", "a first draft of a mapping for any table" },
	{ "ingest --mapping=chat.json chats.csv", "any table, described once" },
	{ "ingest --rejects=bad.ndjson tickets.json.gz", "set bad rows aside and go on" },
	{ 0 },
};

static struct program program = {
	.name = "ingest",
	.about = "Turn exports of support systems into ticket records.",
	.description = "Reads what the field's support desks, trackers, forums and mailing lists export and, by a mapping file, any CSV, NDJSON "
	    "or JSON document. Writes one record for each conversation, oldest first, and a ledger that accounts for every row.",
	.examples = examples, .options = entries, .jobs = 1, .memory = (size_t)256 << 20,
};

/* What is to be done about a row or file that is not as it should be. False: the input is over. */
static bool
settle(struct filter *f, const struct intake *in, enum format_status status)
{
	struct buf why = {0};

	if (status == FORMAT_FAILED)
		filter_fail(f, in->failed);
	if (status == FORMAT_REFUSED) {
		intake_why(&why, in);
		filter_stop(f, why.data);
		buf_free(&why);
	}
	return status == FORMAT_BAD && filter_reject(f, source_name(in->source), in->bad.line, in->bad.byte, in->bad.why, in->bad.raw);
}

static void
read_files(struct filter *f, struct reading *r)
{
	enum format_status status;

	while ((status = reading_file(r)) == FORMAT_SOME) {
		while ((status = reading_next(r)) != FORMAT_END) {
			filter_progress(f, 1);
			if (status != FORMAT_SOME && !settle(f, r->in, status))
				return;
			if (desks_error(r->in->desks) != NULL)
				die(EXIT_SYSTEM, "%s", desks_error(r->in->desks));
		}
	}
	if (status != FORMAT_END)
		settle(f, r->in, status);
}

static void
write_tickets(struct filter *f, struct desks *desks)
{
	struct threads *t = threads_new(desks);
	struct buf line = {0};

	while (threads_next(t, &line))
		filter_make(f, TICKET_TYPE, &line);
	if (desks_error(desks) != NULL)
		die(EXIT_SYSTEM, "%s", desks_error(desks));
	buf_free(&line);
	threads_free(t);
}

int
main(int argc, char **argv)
{
	struct filter *f = filter_start(&program, argc, argv);
	struct roster roster = {0};
	struct buf page = {0};
	struct desks desks;
	struct intake in = { .source = filter_source(f), .desks = &desks, .name = name, .max_record = common.max_record };
	struct reading reading = { .in = &in };
	char why[400];

	program.writes_document = list_formats || explained || drafted != NULL;
	if (!reading_set(&reading, &wanted, why, sizeof why) ||
	    !roster_load(&roster, staff.at, staff.len, ROLE_STAFF, why, sizeof why) ||
	    !roster_load(&roster, volunteers.at, volunteers.len, ROLE_VOLUNTEER, why, sizeof why))
		die(EXIT_USAGE, "%s", why);
	desks_open(&desks, filter_ledger(f), &roster, common.memory, common.now);
	if (list_formats)
		format_list(&page);
	else if (drafted != NULL) {
		if (!draft_mapping(&page, drafted, &in, why, sizeof why))
			filter_stop(f, why);
	} else if (explained) {
		if (!explain(&page, &reading))
			settle(f, &in, FORMAT_REFUSED);
	} else {
		read_files(f, &reading);
		reading_finish(&reading);
		write_tickets(f, &desks);
	}
	filter_write(f, buf_str(&page));
	reading_close(&reading);
	desks_close(&desks);
	roster_free(&roster);
	buf_free(&page);
	return filter_end(f);
}
