#include "unit.h"

#include "../../src/base/time.h"
#include "../../src/io/source.h"
#include "../../src/rec/issue.h"
#include "../../src/rec/issues.h"

/* A record from text; the bytes live in *line. */
static bool
parse(struct record *r, struct scan *scan, struct buf *line, struct scan_error *error)
{
	buf_room(line, SOURCE_PADDING);
	return record_parse(r, scan, buf_str(line), error);
}

static void
an_issue_survives_writing(void)
{
	struct str from[] = { STR("issue:1"), STR("issue:2") };
	struct issue a = { .id = STR("issue:0a"), .label = STR("Card \"lost\""), .terms = { { STR("card"), 12.5 } }, .term_count = 1,
		.tickets = 3, .requesters = 2, .first_seen = 0, .last_seen = TIME_DAY, .exemplars = { STR("x:1"), STR("x:2") },
		.exemplar_count = 2, .answer = { STR("x:1"), STR("m:1"), STR("u:1"), STR("staff"), STR("Block it."), STR("accepted") },
		.event = STR("merged"), .from = from, .from_count = 2 };
	struct buf line = {0}, again = {0};
	struct scan *scan = scan_new();
	struct scan_error error;
	struct record r = {0};
	struct issue b = {0};

	daily_add(&a.daily, 0, 2);
	daily_add(&a.daily, 1, 1);
	commonest_add(&a.tags, STR("c"), 1);
	commonest_add(&a.tags, STR("b"), 1);
	commonest_add(&a.tags, STR("\"a\""), 2);
	commonest_add(&a.tags, STR("never"), 0);
	issue_write(&line, &a);
	CHECK(parse(&r, scan, &line, &error) && issue_is(&r) && issue_parse(&b, &r, &error));
	CHECK(b.tickets == 3 && b.last_seen == TIME_DAY && b.from_count == 2 && str_is(b.from[1], "issue:2") && b.daily.of.len == 2);
	CHECK(b.tags.len == 3 && str_is(b.tags.of[0].name, "\"a\"") && b.tags.of[0].n == 2 && str_is(b.tags.of[1].name, "b") && b.products.len == 0);
	issue_write(&again, &b);
	CHECK_TEXT(again.data, line.data);
	daily_free(&a.daily);
	issue_free(&b);
	record_free(&r);
	scan_free(scan);
	buf_free(&line);
	buf_free(&again);
}

static void
wrong_issues_are_refused(void)
{
	static const char *const bad[] = { "{\"type\":\"issue\"}", "{\"type\":\"issue\",\"id\":\"a\",\"label\":5}",
		"{\"type\":\"issue\",\"id\":\"a\",\"label\":\"l\",\"terms\":[{\"term\":\"t\"}]}",
		"{\"type\":\"issue\",\"id\":\"a\",\"label\":\"l\",\"terms\":[],\"tickets\":-1}",
		"{\"type\":\"issue\",\"id\":\"a\",\"label\":\"l\",\"terms\":[],\"tickets\":1,\"requesters\":1,\"daily\":{},\"tags\":{\"a\":0}}",
		"{\"type\":\"issue\",\"id\":\"a\",\"label\":\"l\",\"terms\":[],\"tickets\":1,\"requesters\":1,\"daily\":{},\"products\":[]}" };
	struct scan *scan = scan_new();
	struct issue i = {0};

	for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
		struct scan_error error = {0};
		struct record r = {0};
		struct buf line = {0};

		buf_adds(&line, bad[k]);
		CHECK(parse(&r, scan, &line, &error) && !issue_parse(&i, &r, &error) && error.why[0] != '\0' && error.byte > 0);
		record_free(&r);
		buf_free(&line);
	}
	issue_free(&i);
	scan_free(scan);
}

/* Tickets as lines, for the caseload and for taking down again. */
struct lines {
	struct buf line[8];
	size_t n;
};

static struct str
take_down(void *with, size_t ticket)
{
	return buf_str(&((struct lines *)with)->line[ticket]);
}

static void
add(struct caseload *load, struct lines *lines, const char *json)
{
	struct buf scratch = {0}, *line = &lines->line[lines->n++];
	struct scan *scan = scan_new();
	struct scan_error error;
	struct record r = {0};
	struct ticket t;

	buf_adds(line, json);
	CHECK(parse(&r, scan, line, &error) && ticket_parse(&t, &r, &error));
	caseload_add(load, &t, TIME_NONE, &scratch);
	record_free(&r);
	scan_free(scan);
	buf_free(&scratch);
}

/* Two tickets alike, a copy, an older version and one that has nothing to do with them. */
static void
copies_go_with_their_leader_and_notes_stay_private(void)
{
	struct caseload load = {0};
	struct lines lines = {0};
	struct sorting sorting;
	struct issues *issues;
	struct buf out = {0}, a = {0}, b = {0};

	add(&load, &lines, "{\"type\":\"ticket\",\"id\":\"x:2\",\"created_at\":\"2025-01-02T00:00:00Z\",\"requester\":\"u:2\",\"subject\":\"Re: Heating cold\","
	    "\"status\":\"solved\",\"messages\":[{\"id\":\"m1\",\"role\":\"customer\",\"author\":\"u:2\",\"text\":\"heating stays cold in the kitchen\"},"
	    "{\"id\":\"m2\",\"role\":\"staff\",\"author\":\"s:1\",\"text\":\"Secret note about the pump\",\"public\":false},"
	    "{\"id\":\"m3\",\"role\":\"volunteer\",\"author\":\"u:2\",\"text\":\"My own words\"},"
	    "{\"id\":\"m4\",\"role\":\"volunteer\",\"author\":\"v:1\",\"text\":\"Hi,\\n\\nbleed the radiator.\\n\\nBest regards\"}]}");
	add(&load, &lines, "{\"type\":\"ticket\",\"id\":\"x:1\",\"created_at\":\"2025-01-01T00:00:00Z\",\"requester\":\"u:1\",\"subject\":\"Heating cold\","
	    "\"messages\":[{\"id\":\"n1\",\"role\":\"customer\",\"text\":\"heating stays cold in the kitchen\"}]}");
	add(&load, &lines, "{\"type\":\"ticket\",\"id\":\"x:3\",\"created_at\":\"2025-01-03T00:00:00Z\",\"messages\":[{\"id\":\"p1\",\"role\":\"customer\","
	    "\"text\":\"entirely different wording\"}],\"dedupe\":{\"of\":\"x:1\",\"why\":\"near\"}}");
	add(&load, &lines, "{\"type\":\"ticket\",\"id\":\"x:1\",\"created_at\":\"2025-01-01T00:00:00Z\",\"messages\":[{\"id\":\"n1\",\"role\":\"customer\","
	    "\"text\":\"old\"}],\"dedupe\":{\"of\":\"x:1\",\"why\":\"same-id\"}}");
	add(&load, &lines, "{\"type\":\"ticket\",\"id\":\"x:4\",\"created_at\":\"2025-01-04T00:00:00Z\",\"messages\":[{\"id\":\"q1\",\"role\":\"customer\","
	    "\"text\":\"Thank you so much!\"}]}");
	sorting_make(&sorting, &load, &(struct mixture_options){ .seed = 1 }, NULL);
	issues = issues_new(&load, &sorting, NULL);
	CHECK(issues_len(issues) == 1);
	CHECK(issues_mark(issues, 0, (struct str){0}, &a) && issues_mark(issues, 2, (struct str){0}, &b) && issues_mark(issues, 3, (struct str){0}, &b) && issues_mark(issues, 1, (struct str){0}, &b));
	CHECK(memcmp(a.data, b.data, 20) == 0);
	CHECK(!issues_mark(issues, 4, (struct str){0}, &b));
	issues_write(issues, 0, &out, take_down, &lines);
	CHECK(strstr(out.data, "\"label\":\"heating stays cold: Heating cold\"") != NULL);
	CHECK(strstr(out.data, "\"tickets\":3,\"requesters\":2,") != NULL);
	CHECK(strstr(out.data, "\"daily\":{\"2025-01-01\":1,\"2025-01-02\":1,\"2025-01-03\":1}") != NULL);
	CHECK(strstr(out.data, "\"answer\":{\"ticket\":\"x:2\",\"message\":\"m4\",\"author\":\"v:1\",\"role\":\"volunteer\",\"text\":\"bleed the radiator.\"") != NULL);
	CHECK(strstr(out.data, "Secret") == NULL);
	issues_free(issues);
	sorting_free(&sorting);
	caseload_free(&load);
	for (size_t i = 0; i < lines.n; i++)
		buf_free(&lines.line[i]);
	buf_free(&out);
	buf_free(&a);
	buf_free(&b);
}

UNIT(
	{ "issue: an issue survives writing", an_issue_survives_writing },
	{ "issue: wrong issues are refused", wrong_issues_are_refused },
	{ "issue: copies go with their leader, notes stay private", copies_go_with_their_leader_and_notes_stay_private },
)
