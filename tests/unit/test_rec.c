#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/base/time.h"
#include "../../src/io/source.h"
#include "../../src/json/write.h"
#include "../../src/rec/ledger.h"
#include "../../src/rec/record.h"
#include "../../src/rec/reject.h"
#include "../../src/rec/ticket.h"

#include <jansson.h>

static struct buf line;
static struct scan *scan;
static struct record record;
static struct scan_error error;

static bool
parse(const char *text)
{
	if (scan == NULL)
		scan = scan_new();
	buf_clear(&line);
	buf_room(&line, strlen(text) + SOURCE_PADDING);
	buf_adds(&line, text);
	memset(line.data + line.len, 0, SOURCE_PADDING);
	error = (struct scan_error){ 0 };
	return record_parse(&record, scan, buf_str(&line), &error);
}

static void
a_record_is_an_object_with_a_type(void)
{
	CHECK(parse("{\"type\":\"ticket\"}") && str_is(record.type, "ticket"));
	CHECK(!parse("[1]") && error.byte == 1);
	CHECK(!parse("{\"id\":1}") && strstr(error.why, "no member \"type\"") != NULL);
	CHECK(!parse("{\"id\":1,\"type\":2}") && error.byte == 16);
	CHECK(!parse("{\"type\":\"ticket\"") && error.byte == 16);
}

static void
annotating_leaves_the_earlier_bytes(void)
{
	CHECK(parse("{ \"type\":\"t\", \"a\" : 1.50 ,\"z\":\"\\u00e9\" }"));
	record_annotate(&record, "issue", STR("{\"id\":\"i1\"}"));
	CHECK_TEXT(record.text.s, "{ \"type\":\"t\", \"a\" : 1.50 ,\"z\":\"\\u00e9\" ,\"issue\":{\"id\":\"i1\"}}");
	CHECK(parse(record.own.data));
	record_annotate(&record, "issue", STR("2"));
	CHECK_TEXT(record.text.s, "{ \"type\":\"t\", \"a\" : 1.50 ,\"z\":\"\\u00e9\" ,\"issue\":2}");
	record_annotate(&record, "dedupe", STR("3"));
	CHECK_TEXT(record.text.s, "{ \"type\":\"t\", \"a\" : 1.50 ,\"z\":\"\\u00e9\" ,\"issue\":2,\"dedupe\":3}");
}

static void
members_are_cut_with_one_comma(void)
{
	static const struct { const char *before, *after; } cases[] = {
		{ "{\"x\":1,\"type\":\"t\"}", "{\"type\":\"t\"}" },
		{ "{ \"x\" : 1 , \"type\":\"t\"}", "{  \"type\":\"t\"}" },
		{ "{\"type\":\"t\",\"x\":{\"x\":[1,\"}\"]}}", "{\"type\":\"t\"}" },
		{ "{\"x\":1,\"type\":\"t\",\"x\":2,\"y\":{\"x\":3},\"x\":4}", "{\"type\":\"t\",\"y\":{\"x\":3}}" },
		{ "{\"x\":1 , \"x\" : 2 ,\"x\":3 , \"type\":\"t\" , \"x\":4 , \"x\":5 }", "{  \"type\":\"t\" }" },
		{ "{\"type\":\"t\",\"\\u0078\":1,\"x\":2,\"\\\\u0078\":3,\"y\\u0078\":4,\"\\u0078\\u0000\":5}",
		    "{\"type\":\"t\",\"\\\\u0078\":3,\"y\\u0078\":4,\"\\u0078\\u0000\":5}" },
		{ "{\"type\":\"t\",\"xx\":1}", "{\"type\":\"t\",\"xx\":1}" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CHECK(parse(cases[i].before));
		record_remove(&record, "x");
		CHECK_TEXT(record.text.s, cases[i].after);
		CHECK(parse(cases[i].after));
	}
}

static void
a_member_has_a_place(void)
{
	CHECK(parse("{\"type\":\"t\",\"x\" : [1,2] ,\"y\":0}"));
	CHECK(record_byte(&record, "x") == 19 && record_byte(&record, "y") == 30 && record_byte(&record, "none") == 1);
}

/* Any object, any spelling: annotating is what setting the member in the parsed document is. */
static void
add_value(struct buf *b, struct rng *rng, int depth)
{
	static const char *const scalars[] = { "null", "true", "-0.5e-3", "12345678901234567", "\"\"", "\"a\\\"}\\\\\"",
		"\"\\ud83d\\ude00{[,\"", "\"\xc3\xa9\"", "[]", "{}", "[ ]", "{ }" };
	size_t n = (size_t)rng_below(rng, 4);
	bool object;

	if (depth > 3 || rng_below(rng, 2) == 0) {
		buf_adds(b, scalars[rng_below(rng, sizeof scalars / sizeof *scalars)]);
		return;
	}
	object = rng_below(rng, 2) == 0;
	buf_addc(b, object ? '{' : '[');
	for (size_t i = 0; i < n; i++) {
		buf_adds(b, i > 0 ? " ," : "\t");
		if (object)
			buf_printf(b, "\"%s\" :", i == 0 ? "x" : i == 1 ? "\\\"x\\\"" : "y");
		add_value(b, rng, depth + 1);
	}
	buf_addc(b, object ? '}' : ']');
}

static void
annotating_is_setting_a_member(void)
{
	struct buf text = {0};
	struct rng rng;

	rng_seed(&rng, 11);
	for (int i = 0; i < 5000; i++) {
		size_t members = (size_t)rng_below(&rng, 6), type = (size_t)rng_below(&rng, members + 1);
		json_t *before, *after;

		buf_clear(&text);
		buf_adds(&text, "{ ");
		for (size_t k = 0; k <= members; k++) {
			buf_adds(&text, k > 0 ? ", " : "");
			if (k == type)
				buf_adds(&text, "\"type\" : \"t\"");
			else {
				buf_printf(&text, "\"%s\" : ", rng_below(&rng, 3) == 0 ? "x" : "other");
				add_value(&text, &rng, 0);
			}
		}
		buf_adds(&text, rng_below(&rng, 2) ? " } \r" : "}");
		if (!CHECK(parse(text.data)))
			break;
		before = json_loadb(text.data, text.len, 0, NULL);
		json_object_set_new(before, "x", json_pack("{s:i}", "n", i));
		buf_clear(&text);
		buf_printf(&text, "{\"n\":%d}", i);
		record_annotate(&record, "x", buf_str(&text));
		after = json_loadb(record.text.s, record.text.n, 0, NULL);
		if (!CHECK(after != NULL && json_equal(before, after)))
			printf("#   %s\n", record.text.s);
		json_object_del(before, "x");
		CHECK(parse(record.own.data));
		record_remove(&record, "x");
		json_decref(after);
		after = json_loadb(record.text.s, record.text.n, 0, NULL);
		CHECK(after != NULL && json_equal(before, after));
		json_decref(before);
		json_decref(after);
	}
	buf_free(&text);
}

static void
a_ticket_reads_back_as_it_was_written(void)
{
	struct ticket_draft draft = { .id = STR("zendesk:7"), .source = STR("zendesk"), .subject = STR("\"Hi\"\n"),
		.requester = STR("zendesk:u:1"), .created_at = 1511196333000, .updated_at = TIME_NONE, .solved_at = 1511196334500,
		.tags = STR("[\"a\",\"b\"]"), .origin_file = STR("x.json"), .origin_line = 3, .more = STR("\"extra\":1") };
	struct message m = { .id = STR("m1"), .author = STR("zendesk:u:2"), .text = STR("text"), .role = ROLE_VOLUNTEER,
		.role_by = BY_RULE, .at = 1511196333000, .score = -2, .is_public = true, .accepted = true };
	struct buf messages = {0}, out = {0};
	struct scan_each walk;
	struct ticket t;

	write_array(&messages, NULL);
	message_write(&messages, &m);
	m.author = draft.requester;
	m.at = TIME_NONE;
	m.is_public = m.accepted = false;
	message_write(&messages, &m);
	write_end_array(&messages);
	draft.messages = buf_str(&messages);
	ticket_write(&out, &draft);
	CHECK(parse(out.data) && ticket_is(&record) && ticket_parse(&t, &record, &error));
	CHECK(str_equal(t.id, draft.id) && str_equal(t.subject, draft.subject) && t.channel.s == NULL);
	CHECK(t.created_at == draft.created_at && t.updated_at == TIME_NONE && t.solved_at == draft.solved_at);
	CHECK(scan_count(t.tags) == 2 && scan_count(t.messages) == 2);
	walk = scan_each(t.messages);
	CHECK(message_next(&walk, &m) && m.role == ROLE_VOLUNTEER && m.role_by == BY_RULE && m.score == -2 && m.accepted);
	CHECK(message_answers(&m, &t));
	CHECK(message_next(&walk, &m) && !m.is_public && m.at == TIME_NONE && !message_answers(&m, &t));
	CHECK(!message_next(&walk, &m));
	buf_free(&messages);
	buf_free(&out);
}

static void
a_wrong_ticket_is_refused_with_its_place(void)
{
	static const struct { const char *text; size_t byte; const char *why; } cases[] = {
		{ "{\"type\":\"ticket\"}", 1, "no \"id\"" },
		{ "{\"type\":\"ticket\",\"id\":\"\"}", 23, "no \"id\"" },
		{ "{\"type\":\"ticket\",\"id\":7}", 23, "\"id\" has the wrong type" },
		{ "{\"type\":\"ticket\",\"id\":\"a\",\"created_at\":\"2017-02-30\"}", 40, "\"created_at\"" },
		{ "{\"type\":\"ticket\",\"id\":\"a\",\"messages\":{}}", 38, "\"messages\"" },
		{ "{\"type\":\"ticket\",\"id\":\"a\",\"messages\":[1]}", 38, "messages[0] is not an object" },
		{ "{\"type\":\"ticket\",\"id\":\"a\",\"messages\":[{},{\"at\":\"soon\"}]}", 38, "messages[1]: \"at\"" },
		{ "{\"type\":\"ticket\",\"id\":\"a\",\"messages\":[{\"role\":\"king\"}]}", 38, "messages[0]: \"role\"" },
		{ "{\"type\":\"ticket\",\"id\":\"a\",\"issue\":{}}", 35, "\"issue\"" },
	};
	struct ticket t;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CHECK(parse(cases[i].text));
		if (!CHECK(!ticket_parse(&t, &record, &error) && error.byte == cases[i].byte && strstr(error.why, cases[i].why) != NULL))
			printf("#   case %zu: byte %zu, %s\n", i, error.byte, error.why);
	}
	CHECK(parse("{\"type\":\"ticket\",\"id\":\"a\",\"subject\":null,\"tags\":null,\"messages\":null,\"new\":[{}]}"));
	CHECK(ticket_parse(&t, &record, &error) && t.subject.s == NULL && scan_count(t.messages) == 0);
}

static void
a_ledger_reads_back_and_adds_up(void)
{
	struct ledger a = {0}, b = {0};
	struct account *t = ledger_account(&a, STR("ticket"));
	struct unit *u = ledger_unit(&a, STR("source.rows"));
	struct buf out = {0}, again = {0};

	t->read = 10;
	t->dropped = 2;
	t->rejected = 1;
	t->made = 4;
	t->written = 11;
	tally_add(&t->why, STR("same id"), 2);
	tally_add(&t->why, STR("a \"reason\""), 1);
	*u = (struct unit){ .name = u->name, .read = 20, .tickets = 5, .messages = 6, .used = 1, .merged = 2, .rejected = 3 };
	tally_add(&u->dropped, STR("tag wiki"), 3);
	CHECK(account_balances(t) && unit_balances(u));
	ledger_account(&a, STR("another"))->read = 1;
	CHECK(!account_balances(ledger_account(&a, STR("another"))));
	ledger_write(&out, &a, "unit", "1.2.3");
	CHECK(parse(out.data) && ledger_is(&record) && ledger_parse(&b, &record, &error));
	CHECK_TEXT(b.program, "unit");
	ledger_write(&again, &b, "unit", "1.2.3");
	CHECK_TEXT(again.data, out.data);
	ledger_merge(&b, &a);
	CHECK(ledger_account(&b, STR("ticket"))->written == 22 && tally_total(&ledger_account(&b, STR("ticket"))->why) == 6);
	CHECK(ledger_unit(&b, STR("source.rows"))->read == 40 && unit_balances(ledger_unit(&b, STR("source.rows"))));
	ledger_free(&a);
	ledger_free(&b);
	CHECK(parse("{\"type\":\"ledger\",\"program\":\"p\",\"read\":{\"ticket\":-1}}") && !ledger_parse(&b, &record, &error) && error.byte > 1);
	ledger_free(&b);
	CHECK(parse("{\"type\":\"ledger\",\"program\":\"p\",\"read\":{},\"dropped\":{},\"rejected\":{},\"made\":{},\"written\":{},"
	    "\"why\":{\"t\":{\"b\":1,\"a\":2,\"b\":3}}}") && ledger_parse(&b, &record, &error));
	t = ledger_account(&b, STR("t"));
	CHECK(t->why.of.len == 2 && t->why.of.at[1].n == 4 && tally_total(&t->why) == 6);
	account_reject(t, "line 17 is bad near 'x9'");
	account_reject(t, "line 4 is bad near 'y'");
	CHECK(t->rejected == 2 && t->why.of.len == 3 && t->why.of.at[2].n == 2);
	CHECK_TEXT(t->why.of.at[2].name, "line N is bad");
	ledger_clear(&b);
	CHECK(t->rejected == 0 && t->why.of.len == 0);
	ledger_free(&b);
	CHECK(parse("{\"type\":\"ledger\",\"program\":\"p\",\"read\":{}}") && !ledger_parse(&b, &record, &error));
	ledger_free(&b);
	buf_free(&out);
	buf_free(&again);
}

static void
a_reject_keeps_the_bytes(void)
{
	struct reject r = { "unit", "x.csv", 3, 7, "why", STR("a\"b\xff\n") };
	struct buf out = {0}, big = {0};

	reject_write(&out, &r);
	CHECK_TEXT(out.data, "{\"type\":\"reject\",\"program\":\"unit\",\"file\":\"x.csv\",\"line\":3,\"byte\":7,\"reason\":\"why\","
	    "\"raw\":\"a\\\"b\xef\xbf\xbd\\n\",\"raw_base64\":\"YSJi/wo=\"}");
	buf_clear(&out);
	buf_room(&big, REJECT_RAW + 5);
	memset(big.data, 'x', REJECT_RAW + 5);
	big.len = REJECT_RAW + 5;
	r.raw = (struct str){ big.data, big.len };
	reject_write(&out, &r);
	CHECK(strstr(out.data, "\"raw_bytes\":1048581}") != NULL && out.len < REJECT_RAW + 200);
	buf_free(&out);
	buf_free(&big);
	record_free(&record);
	buf_free(&line);
	scan_free(scan);
}

UNIT(
	{ "a record is an object with a type", a_record_is_an_object_with_a_type },
	{ "annotating leaves the earlier bytes, and replaces its own", annotating_leaves_the_earlier_bytes },
	{ "members are cut with one comma", members_are_cut_with_one_comma },
	{ "a member has a place", a_member_has_a_place },
	{ "annotating is setting a member, whatever the spelling", annotating_is_setting_a_member },
	{ "a ticket reads back as it was written", a_ticket_reads_back_as_it_was_written },
	{ "a wrong ticket is refused with its place", a_wrong_ticket_is_refused_with_its_place },
	{ "a ledger reads back and adds up", a_ledger_reads_back_and_adds_up },
	{ "a reject keeps the bytes", a_reject_keeps_the_bytes },
)
