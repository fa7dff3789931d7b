#include "unit.h"

#include "../../src/base/time.h"
#include "../../src/io/source.h"
#include "../../src/rec/record.h"
#include "../../src/section/counts.h"
#include "../../src/section/days.h"
#include "../../src/section/latest.h"
#include "../../src/section/money.h"
#include "../../src/section/section.h"

/* A night of lines, read by all sections and written as a document. */
struct night_test {
	struct document d;
	struct books books;
	struct ledger own;
	int64_t now;
	enum section_taken last;
};

static void
read_night(struct night_test *t, const char *const *lines, size_t n, int64_t limit)
{
	struct section_options o = { .top = 20, .limit = limit, .books = &t->books, .read = &t->own };
	struct sections *s = sections_start(&o);
	struct scan *scan = scan_new();
	struct scan_error error;
	struct record r = {0};

	t->now = TIME_NONE;
	for (size_t i = 0; i < n; i++) {
		struct buf line = {0};

		buf_adds(&line, lines[i]);
		buf_room(&line, SOURCE_PADDING);
		if (CHECK(record_parse(&r, scan, buf_str(&line), &error)))
			t->last = sections_take(s, &r, &t->now, &error);
		buf_free(&line);
	}
	o.now = limit != TIME_NONE ? limit : t->now;
	sections_write(s, &t->d, &o, (struct str){0});
	record_free(&r);
	scan_free(scan);
}

static void
forget(struct night_test *t)
{
	document_free(&t->d);
	books_free(&t->books);
	ledger_free(&t->own);
}

static const struct figure *
figure_in(const struct part *in, const char *id)
{
	for (size_t i = 0; i < in->figures.len; i++)
		if (str_is(in->figures.at[i].id, id))
			return &in->figures.at[i];
	for (size_t i = 0; i < in->children.len; i++) {
		const struct figure *f = figure_in(in->children.at[i], id);

		if (f != NULL)
			return f;
	}
	return NULL;
}

static int64_t
count_of(const struct night_test *t, size_t section, const char *id)
{
	const struct figure *f = figure_in(t->d.sections.at[section], id);

	return f != NULL ? f->value.whole : -1;
}

static const struct part *
table_of(const struct night_test *t, size_t section, const char *id)
{
	const struct part *in = t->d.sections.at[section];

	for (size_t i = 0; i < in->children.len; i++)
		if (str_is(in->children.at[i]->id, id))
			return in->children.at[i];
	return NULL;
}

#define ASKED(id, at, more) "{\"type\":\"ticket\",\"id\":\"" id "\",\"source\":\"x\",\"channel\":\"email\",\"created_at\":\"" at "\"," \
	"\"requester\":\"x:u:1\",\"subject\":\"s\",\"messages\":[{\"id\":\"" id "/1\",\"author\":\"x:u:1\",\"role\":\"customer\"," \
	"\"role_by\":\"field\",\"at\":\"" at "\",\"text\":\"t\",\"public\":true,\"accepted\":false,\"score\":0}" more
#define ANSWER(role, at, accepted) ",{\"id\":\"a\",\"author\":\"x:v:9\",\"role\":\"" role "\",\"role_by\":\"rule\",\"at\":\"" at "\"," \
	"\"text\":\"a\",\"public\":true,\"accepted\":" accepted ",\"score\":0}"

static const char *const lines[] = {
	ASKED("x:1", "2026-01-01T10:00:00Z", ANSWER("staff", "2026-01-01T11:00:00Z", "false") ANSWER("volunteer", "2026-01-01T12:00:00Z", "true"))
	    "],\"issue\":{\"id\":\"i1\",\"fit\":0.9}}",
	ASKED("x:2", "2026-01-02T10:00:00Z", ANSWER("staff", "2026-01-02T11:00:00Z", "false"))
	    "],\"dedupe\":{\"of\":\"x:1\",\"why\":\"exact\"},\"issue\":{\"id\":\"i1\",\"fit\":0.8}}",
	ASKED("x:3", "2026-01-05T10:00:00Z", "") "],\"issue\":{\"id\":\"i1\",\"fit\":0.7}}",
	ASKED("x:3", "2026-01-05T10:00:00Z", "") "],\"dedupe\":{\"of\":\"x:3\",\"why\":\"same-id\"}}",
};

static void
headline(void)
{
	struct night_test t = {0};

	read_night(&t, lines, 4, TIME_NONE);
	CHECK(t.last == SECTION_TAKEN);
	CHECK(count_of(&t, 0, "tickets") == 3);
	CHECK(count_of(&t, 0, "unique") == 2);
	CHECK(count_of(&t, 0, "requesters") == 1);
	CHECK(count_of(&t, 0, "answerable_once") == 2);
	CHECK_NEAR(figure_in(t.d.sections.at[0], "answered_by_volunteers")->value.number, .333, 1e-9);
	CHECK_NEAR(figure_in(t.d.sections.at[0], "answered_by_staff")->value.number, .333, 1e-9);
	CHECK(count_of(&t, 0, "avoidable_cost") == 1000);		/* two by e-mail at 5 EUR */
	CHECK(figure_in(t.d.sections.at[0], "avoidable_cost")->low.whole == 400);
	CHECK(figure_in(t.d.sections.at[0], "avoidable_cost")->illustrative);
	CHECK(count_of(&t, 4, "days") == 5);
	CHECK(count_of(&t, 4, "silent_days") == 2);
	forget(&t);
}

static void
later_ignored(void)
{
	struct night_test t = {0};
	int64_t limit;

	CHECK(time_parse(STR("2026-01-01T11:30:00Z"), &limit));
	read_night(&t, lines, 4, limit);
	CHECK(t.last == SECTION_LATER);
	CHECK(count_of(&t, 0, "tickets") == 1);
	CHECK_NEAR(figure_in(t.d.sections.at[0], "answered_by_staff")->value.number, 1, 1e-9);
	forget(&t);
}

static void
quiet_night(void)
{
	struct night_test t = {0};

	read_night(&t, NULL, 0, TIME_NONE);
	CHECK(strncmp(t.d.sections.at[0]->children.at[0]->text.s, "A quiet night", 13) == 0);
	forget(&t);
}

static void
issues_by_repetition(void)
{
	static const char *const issues[] = {
		"{\"type\":\"issue\",\"id\":\"i2\",\"label\":\"two\",\"terms\":[],\"tickets\":2,\"requesters\":2,\"first_seen\":\"2026-01-01T00:00:00Z\","
		"\"last_seen\":\"2026-01-02T00:00:00Z\",\"daily\":{\"2026-01-01\":1,\"2026-01-02\":1},\"exemplars\":[],\"answer\":null,"
		"\"lineage\":{\"event\":\"born\",\"from\":[]}}",
		"{\"type\":\"issue\",\"id\":\"i1\",\"label\":\"three\",\"terms\":[{\"term\":\"a\",\"weight\":1}],\"tickets\":3,\"requesters\":1,"
		"\"first_seen\":\"2026-01-01T00:00:00Z\",\"last_seen\":\"2026-01-05T00:00:00Z\",\"daily\":{\"2026-01-01\":1,\"2026-01-05\":2},"
		"\"exemplars\":[\"x:1\"],\"answer\":{\"ticket\":\"x:1\",\"message\":\"a\",\"author\":\"x:v:9\",\"role\":\"volunteer\",\"text\":\"do\","
		"\"why\":\"accepted\"},\"lineage\":{\"event\":\"born\",\"from\":[]}}",
	};
	struct night_test t = {0};
	const struct part *table;

	read_night(&t, issues, 2, TIME_NONE);
	CHECK(count_of(&t, 1, "spared") == 3);
	table = table_of(&t, 1, "issues");
	CHECK(document_rows(table) == 2);
	CHECK_TEXT(table->table.cells.at[0].text.s, "three");
	CHECK(table->table.cells.at[6].series_len == 5 && table->table.cells.at[6].series[4] > 1.9);
	forget(&t);
}

/* So many days, one ticket on each and 8 on the last; tickets of the last two days with their words. */
static void
read_outbreak(struct night_test *t, int days, int64_t limit)
{
	static const char asked[] = "{\"type\":\"ticket\",\"id\":\"x:%d\",\"source\":\"x\",\"channel\":\"email\","
	    "\"created_at\":\"%sT10:00:00Z\",\"subject\":\"%s\",\"messages\":[],\"issue\":{\"id\":\"i1\",\"fit\":0.%d}}";
	char ticket[4][300], day[TIME_TEXT];
	struct buf issue = {0};
	const char *night[5];

	buf_adds(&issue, "{\"type\":\"issue\",\"id\":\"i1\",\"label\":\"one\",\"terms\":[],\"tickets\":2,\"requesters\":2,\"first_seen\":null,"
	    "\"last_seen\":null,\"exemplars\":[],\"answer\":null,\"lineage\":{\"event\":\"born\",\"from\":[]},\"daily\":{");
	for (int i = 0; i < days; i++) {
		time_write_day(day, 20454 + i);		/* 2026-01-01 */
		buf_printf(&issue, "%s\"%s\":%d", i > 0 ? "," : "", day, i == days - 1 ? 8 : 1);
	}
	buf_adds(&issue, "}}");
	night[4] = issue.data;
	for (int i = 0; i < 4; i++) {
		time_write_day(day, 20454 + days - (i == 0 ? 2 : 1));
		snprintf(ticket[i], sizeof ticket[i], asked, i, day, i == 0 ? "Printer broken" : "The printer smells", 5 + i);
		night[i] = ticket[i];
	}
	read_night(t, night, 5, limit);
	buf_free(&issue);
}

static void
breaking_out(void)
{
	struct night_test t = {0};
	const struct part *table, *fold;

	read_outbreak(&t, 70, TIME_NONE);
	CHECK(count_of(&t, 2, "outbreaks") == 1);
	table = table_of(&t, 2, "outbreaks");
	CHECK_TEXT(table->table.cells.at[0].text.s, "one");
	CHECK(table->table.cells.at[1].whole == 20454 + 69);
	CHECK(table->table.cells.at[2].whole == 1 && table->table.cells.at[3].whole == 8);
	CHECK_NEAR(table->table.cells.at[4].number, 1, 1e-9);
	CHECK(table->table.cells.at[7].series_len == 59 && table->table.cells.at[7].series[58] > 7.9);
	fold = t.d.sections.at[2]->children.at[t.d.sections.at[2]->children.len - 1];
	CHECK_TEXT(fold->id.s, "b-i1");
	CHECK_TEXT(fold->children.at[0]->text.s, "New words, in at least two of its 12 newest tickets and in none before: smells");
	CHECK(fold->children.at[1]->items.len == 3);
	CHECK_TEXT(fold->children.at[1]->items.at[0].text.s, "The printer smells (x:3)");
	forget(&t);
}

static void
breaking_out_or_not(void)
{
	struct night_test t = {0};

	read_outbreak(&t, 70, (20454 + 69) * TIME_DAY - 1);		/* the evening before */
	CHECK(count_of(&t, 2, "outbreaks") == 0);
	CHECK(document_rows(table_of(&t, 2, "outbreaks")) == 0);
	forget(&t);
	read_outbreak(&t, 59, TIME_NONE);
	CHECK_TEXT(t.d.sections.at[2]->children.at[0]->text.s, "Needs 60 days of history; these records have 59.");
	forget(&t);
	read_outbreak(&t, 60, TIME_NONE);
	CHECK(count_of(&t, 2, "outbreaks") == 1);
	forget(&t);
}

/* Forwards or backwards: the newest twelve, and the words that came after day 100. */
static void
latest(void)
{
	for (int turn = 0; turn < 2; turn++) {
		struct latest l = {0};
		struct latest_word words[3];
		const struct latest_issue *i;

		for (int k = 0; k < 30; k++) {
			int n = turn == 0 ? k : 29 - k;
			char id[8], subject[40];

			snprintf(id, sizeof id, "x:%02d", n);
			snprintf(subject, sizeof subject, "Caf\xc3\xa9 %s", n < 20 ? "closed?" : n % 2 ? "closed, flood" : "Flood! Flood please");
			latest_take(&l, &(struct ticket){ .id = str_of(id), .subject = str_of(subject), .issue = STR("i"),
				.created_at = (n < 20 ? 99 : 100) * TIME_DAY + n % 28 });
		}
		latest_take(&l, &(struct ticket){ .id = STR("x:99"), .subject = STR("copy"), .issue = STR("i"), .copy_of = STR("x:1"),
			.created_at = 100 * TIME_DAY });
		i = latest_of(&l, STR("i"));
		CHECK(latest_of(&l, STR("j")) == NULL && latest_words(&l, STR("j"), 0, words, 3) == 0);
		CHECK(i->n == LATEST_MOST);
		CHECK_TEXT(i->of[0].id, "x:27");
		CHECK(i->of[9].at > i->of[10].at && i->of[11].at < 100 * TIME_DAY);
		CHECK(latest_words(&l, STR("i"), 100, words, 3) == 1);
		CHECK(str_is(words[0].word, "flood") && words[0].tickets == 10);
		CHECK(latest_words(&l, STR("i"), 99, words, 3) == 3 && str_is(words[0].word, "cafe") && words[0].tickets == 12);
		CHECK(latest_words(&l, STR("i"), 101, words, 3) == 0);
		latest_free(&l);
	}
}

static void
volunteers_without_ranks(void)
{
	struct night_test t = {0};
	char text[8][200];
	const char *people[8];
	const struct part *table;

	for (int i = 0; i < 8; i++) {		/* six came on one day, two on two */
		snprintf(text[i], sizeof text[i], "{\"type\":\"volunteer\",\"id\":\"x:v:%d\",\"answers\":%d,\"accepted\":0,\"active_days\":1,"
		    "\"first_at\":null,\"last_at\":null,\"days\":{\"2026-01-01\":%d%s}}", i, i < 6 ? 1 : 3, i < 6 ? 1 : 2,
		    i < 6 ? "" : ",\"2026-01-03\":1");
		people[i] = text[i];
	}
	read_night(&t, people, 8, TIME_NONE);
	CHECK(count_of(&t, 3, "volunteers") == 8);
	table = table_of(&t, 3, "volunteers");
	CHECK_TEXT(table->table.cells.at[0].text.s, "x:v:6");
	table = table_of(&t, 3, "active_days");
	CHECK(table->table.cells.at[1].kind == VALUE_ABSENT);	/* six: would give the two away */
	CHECK(table->table.cells.at[5].kind == VALUE_ABSENT);
	CHECK(table->table.cells.at[9].kind == VALUE_COUNT);
	forget(&t);
}

static void
wrong_record(void)
{
	static const char *const wrong[] = { "{\"type\":\"volunteer\",\"id\":7}" };
	static const char *const strange[] = { "{\"type\":\"weather\",\"rain\":true}" };
	struct night_test t = {0};

	read_night(&t, wrong, 1, TIME_NONE);
	CHECK(t.last == SECTION_BAD);
	forget(&t);
	read_night(&t, strange, 1, TIME_NONE);
	CHECK(t.last == SECTION_TAKEN);
	forget(&t);
}

static void
day_units(void)
{
	static const char *const name[] = { "n" };
	struct document d = {0};
	struct days days = {0};
	struct part *c;

	document_section(&d, "s", "S");
	days_add(&days, 0, 0, 1);		/* a Thursday */
	days_add(&days, 199, 0, 2);
	CHECK(days_span(&days) == 200 && days_silent(&days, 0) == 198);
	c = days_chart(&d, &days, "a", "Asked", "asked", CHART_BAR, name, 1);
	CHECK_TEXT(c->title.s, "Asked a day");
	CHECK(c->chart.labels.len == 200);
	days_add(&days, -400, 0, 3);
	c = days_chart(&d, &days, "b", "Asked", "asked", CHART_BAR, name, 1);
	CHECK_TEXT(c->title.s, "Asked a week");
	CHECK_TEXT(c->chart.labels.at[0].s, "1968-11-25");	/* the Monday before 1968-11-27 */
	CHECK(c->chart.series.at[0].values[0] > 2.9);
	days_add(&days, 5000, 0, 1);
	c = days_chart(&d, &days, "c", "Asked", "asked", CHART_BAR, name, 1);
	CHECK_TEXT(c->title.s, "Asked a month");
	CHECK_TEXT(c->chart.labels.at[0].s, "1968-11-01");
	days_add(&days, -719162, 0, 1);			/* year 1: a wrong date must not cost memory */
	c = days_chart(&d, &days, "d", "Asked", "asked", CHART_BAR, name, 1);
	CHECK_TEXT(c->title.s, "Asked a year");
	CHECK_TEXT(c->chart.labels.at[0].s, "0001-01-01");
	document_end(&d);
	days_free(&days);
	document_free(&d);
}

static void
counts(void)
{
	struct document d = {0};
	struct counts c = {0};
	struct part *t;

	document_section(&d, "s", "S");
	counts_add(&c, STR("b"), 2);
	counts_add(&c, STR("a"), 2);
	counts_add(&c, STR("z"), 5);
	counts_add(&c, (struct str){0}, 1);
	t = counts_table(&d, &c, "t", "T", "Name", "Tickets", 2);
	CHECK(document_rows(t) == 3);
	CHECK_TEXT(t->table.cells.at[0].text.s, "z");
	CHECK_TEXT(t->table.cells.at[3].text.s, "a");
	CHECK_TEXT(t->table.cells.at[6].text.s, "(others)");
	CHECK(t->table.cells.at[7].whole == 3);
	counts_free(&c);
	document_free(&d);
}

static void
costs(void)
{
	CHECK(money_cost(money_channel(STR("phone")))->mode == 1000);
	CHECK(money_cost(money_channel(STR("forum")))->mode == 25);
	CHECK(money_cost(money_channel((struct str){0}))->low == 10);
}

UNIT({ "headline", headline }, { "what is later than now is ignored", later_ignored }, { "a quiet night", quiet_night },
    { "issues by repetition", issues_by_repetition }, { "breaking out", breaking_out },
    { "breaking out, or not", breaking_out_or_not }, { "the newest tickets and their words", latest },
    { "volunteers without ranks", volunteers_without_ranks },
    { "records that cannot be read", wrong_record }, { "days, weeks, months, years", day_units }, { "counts", counts }, { "costs", costs })
