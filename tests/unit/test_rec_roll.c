#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/base/time.h"
#include "../../src/io/source.h"
#include "../../src/rec/roll.h"
#include "../../src/rec/versions.h"

#include <stdlib.h>

/* Parse a line, padded as scan_parse wants it. */
static struct record
record_of(struct scan *scan, struct buf *line, const char *json)
{
	struct record r = {0};
	struct scan_error error;

	buf_clear(line);
	buf_adds(line, json);
	buf_room(line, SOURCE_PADDING);
	CHECK(record_parse(&r, scan, buf_str(line), &error));
	return r;
}

static void
count(struct roll *all, const char *json)
{
	struct scan *scan = scan_new();
	struct scan_error error;
	struct buf line = {0};
	struct record r = record_of(scan, &line, json);
	struct messages m = {0};
	struct ticket t;

	CHECK(ticket_parse_whole(&t, &m, &r, &error));
	roll_ticket(all, &t, &m);
	vec_free(&m.of);
	record_free(&r);
	buf_free(&line);
	scan_free(scan);
}

#define ASK "{\"author\":\"ann\",\"role\":\"customer\",\"at\":\"2026-01-01T00:00:00Z\",\"text\":\"?\"}"

static void
answers_are_counted_by_whom_they_help(void)
{
	struct roll all;

	roll_open(&all, NULL, TIME_NONE);
	count(&all, "{\"type\":\"ticket\",\"id\":\"1\",\"requester\":\"ann\",\"created_at\":\"2026-01-01T00:00:00Z\",\"issue\":{\"id\":\"i\",\"fit\":1},"
	    "\"messages\":[" ASK ",{\"author\":\"bob\",\"role\":\"volunteer\",\"at\":\"2026-01-02T00:00:00Z\",\"text\":\"!\"},"
	    "{\"author\":\"sue\",\"role\":\"staff\",\"at\":\"2026-01-03T00:00:00Z\",\"text\":\"!\",\"accepted\":true},"
	    "{\"author\":\"ann\",\"role\":\"volunteer\",\"at\":\"2026-01-03T00:00:00Z\",\"text\":\"solved it\"},"
	    "{\"author\":\"eve\",\"role\":\"volunteer\",\"public\":false,\"text\":\"note\"}]}");
	count(&all, "{\"type\":\"ticket\",\"id\":\"2\",\"requester\":\"ann\",\"messages\":[" ASK ",{\"role\":\"volunteer\",\"text\":\"!\"}]}");
	count(&all, "{\"type\":\"ticket\",\"id\":\"2\",\"dedupe\":{\"of\":\"2\",\"why\":\"same-id\"},\"messages\":[" ASK "]}");
	roll_close(&all);
	CHECK(all.force.questions == 2 && all.force.by_staff == 1 && all.force.by_volunteer == 1);
	CHECK(all.force.volunteer_answers == 2 && all.force.staff_answers == 1 && all.force.volunteers == 1);
	CHECK(all.people.len == 1 && str_is(all.people.at[0].id, "bob") && all.people.at[0].answers == 1);
	CHECK(all.threads.len == 1 && all.threads.at[0] == 1 && all.helped.of.len == 1);
	CHECK(all.force.measured && all.force.absence_factor == 1);
	roll_free(&all);
}

static void
what_is_later_than_now_is_ignored(void)
{
	struct roll all;
	int64_t now;

	CHECK(time_parse(STR("2026-01-02"), &now));
	roll_open(&all, NULL, now);
	count(&all, "{\"type\":\"ticket\",\"id\":\"1\",\"requester\":\"ann\",\"created_at\":\"2026-01-01T00:00:00Z\",\"messages\":[" ASK
	    ",{\"author\":\"bob\",\"role\":\"volunteer\",\"at\":\"2026-01-02T00:00:01Z\",\"text\":\"!\"}]}");
	count(&all, "{\"type\":\"ticket\",\"id\":\"2\",\"requester\":\"ann\",\"created_at\":\"2026-01-03T00:00:00Z\",\"messages\":[" ASK "]}");
	roll_close(&all);
	CHECK(all.force.questions == 1 && all.people.len == 0 && !all.force.measured);
	roll_free(&all);
}

static void
days_are_sorted_whatever_the_order(void)
{
	struct daily d = {0};
	struct rng rng;
	uint64_t sum = 0;

	rng_seed(&rng, 5);
	for (int i = 0; i < 10000; i++)
		daily_add(&d, (int64_t)rng_below(&rng, 300) - 150, 1);
	daily_sort(&d);
	CHECK(d.of.len == 300);
	for (size_t i = 0; i < d.of.len; i++) {
		CHECK(d.of.at[i].day == (int64_t)i - 150);
		sum += d.of.at[i].n;
	}
	CHECK(sum == 10000);
	daily_free(&d);
}

/* The newest version with what the others, up to an absent one, add to it; "" where that is nothing. */
static const char *
united(struct str newest, struct str a, struct str b)
{
	static struct buf out;
	struct versions v = {0};

	buf_clear(&out);
	versions_begin(&v, newest);
	versions_add(&v, a);
	if (b.s != NULL)
		versions_add(&v, b);
	CHECK(versions_end(&v, &out) == (out.len > 0));
	versions_free(&v);
	return out.len > 0 ? out.data : "";
}

static void
versions_unite_their_messages(void)
{
	struct str newest = STR("{\"id\":\"1\",\"messages\":[{\"id\":\"a\",\"at\":\"2026-01-01\"},{\"id\":\"c\",\"at\":\"2026-01-03\"}],\"z\":1}");
	struct str older = STR("{\"messages\" : [ {\"id\":\"a\",\"at\":\"2026-01-01\",\"text\":\"old\"}, {\"id\":\"b\",\"at\":\"2026-01-02\"} ]}");

	CHECK_TEXT(united(newest, older, older), "{\"id\":\"1\",\"messages\":[{\"id\":\"a\",\"at\":\"2026-01-01\"},"
	    "{\"id\":\"b\",\"at\":\"2026-01-02\"},{\"id\":\"c\",\"at\":\"2026-01-03\"}],\"z\":1}");
	CHECK_TEXT(united(newest, newest, (struct str){0}), "");
	CHECK_TEXT(united(newest, STR("{\"messages\":null}"), STR("{}")), "");
}

static void
versions_lose_no_message(void)
{
	/* Two of one id in the newest; no times there; a name written with escapes; two members of one name. */
	CHECK_TEXT(united(STR("{\"messages\":[{\"id\":\"a\"},{\"id\":\"a\",\"b\":1}]}"), STR("{\"messages\":[{\"id\":\"c\"}]}"), (struct str){0}),
	    "{\"messages\":[{\"id\":\"a\"},{\"id\":\"a\",\"b\":1},{\"id\":\"c\"}]}");
	CHECK_TEXT(united(STR("{\"messages\":[{\"id\":\"a\",\"at\":\"2026-01-01\"},{\"id\":\"b\",\"at\":\"2026-01-03\"},{\"id\":\"c\"}]}"),
	    STR("{\"messages\":[{\"id\":\"d\",\"at\":\"2026-01-02\"}]}"), (struct str){0}),
	    "{\"messages\":[{\"id\":\"a\",\"at\":\"2026-01-01\"},{\"id\":\"d\",\"at\":\"2026-01-02\"},{\"id\":\"b\",\"at\":\"2026-01-03\"},{\"id\":\"c\"}]}");
	CHECK_TEXT(united(STR("{\"\\u006dessages\":[{\"id\":\"a\"}]}"), STR("{\"messages\":[{\"\\u0069d\":\"a\"},{\"id\":\"b\"}]}"), (struct str){0}),
	    "{\"\\u006dessages\":[{\"id\":\"a\"},{\"id\":\"b\"}]}");
	CHECK_TEXT(united(STR("{\"messages\":[1],\"messages\":[2]}"), STR("{\"messages\":[3]}"), (struct str){0}),
	    "{\"messages\":[1],\"messages\":[2,3]}");
}

UNIT(
	{ "roll: answers are counted by whom they help", answers_are_counted_by_whom_they_help },
	{ "roll: what is later than now is ignored", what_is_later_than_now_is_ignored },
	{ "daily: days are sorted whatever the order", days_are_sorted_whatever_the_order },
	{ "versions: messages of older versions are united", versions_unite_their_messages },
	{ "versions: whatever the spelling, no message is lost", versions_lose_no_message },
)
