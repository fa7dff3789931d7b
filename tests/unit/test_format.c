#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/format/clean.h"
#include "../../src/format/elements.h"
#include "../../src/format/format.h"
#include "../../src/format/glimpse.h"
#include "../../src/rec/desk.h"
#include "../../src/rec/roster.h"
#include "../../src/rec/sort.h"
#include "../../src/text/date.h"

static void
ids_lose_their_decimals(void)
{
	struct str id;

	CHECK(clean_id(STR("119237"), &id) && str_is(id, "119237"));
	CHECK(clean_id(STR("3.0"), &id) && str_is(id, "3"));
	CHECK(clean_id(STR("18446744073709551616"), &id) && str_is(id, "18446744073709551616"));
	CHECK(!clean_id(STR("1.5"), &id) && !clean_id(STR("1e5"), &id) && !clean_id(STR(""), &id) && !clean_id(STR("x1"), &id));
}

/* A date that needs no more than its own text to be told. */
static bool
clear_date(struct str text, int64_t *ms)
{
	struct date date = date_read(text);

	*ms = date.ms[0];
	return date.form == DATE_CLEAR;
}

static void
moments_come_in_many_forms(void)
{
	int64_t ms;

	CHECK(clear_date(STR("2017-11-20 16:45:33"), &ms) && ms == INT64_C(1511196333000));
	CHECK(clear_date(STR("Mon Nov 20 16:45:33 +0000 2017"), &ms) && ms == INT64_C(1511196333000));
	CHECK(clear_date(STR("1511196333"), &ms) && ms == INT64_C(1511196333000));
	CHECK(clear_date(STR("1511196333123"), &ms) && ms == INT64_C(1511196333123));
	CHECK(!clear_date(STR("soon"), &ms) && !clear_date(STR(""), &ms) && !clear_date(STR("20/11/2017"), &ms));
	CHECK(!clear_date(STR("-9223372036854775808"), &ms) && !clear_date(STR("253402300800000"), &ms));
}

static void
texts_are_mended(void)
{
	struct buf scratch = {0};
	unsigned flags = 0;
	struct str plain = STR("caf\xc3\xa9\n"), text;

	text = clean_text(&scratch, plain, &flags);
	CHECK(text.s == plain.s && flags == 0);
	text = clean_text(&scratch, STR("a\r\nb\rc\0d"), &flags);
	CHECK(str_is(text, "a\nb\ncd") && flags == 0);
	text = clean_text(&scratch, STR("caf\xe9"), &flags);
	CHECK(str_is(text, "caf\xef\xbf\xbd") && flags == POST_REPAIRED);
	buf_free(&scratch);
}

static void
formats_are_known_by_content(void)
{
	static const struct { const char *begin, *name; } files[] = {
		{ "<?xml version=\"1.0\"?>\n<!-- x --><posts>\n", "stackexchange" },
		{ "<users>", "stackexchange" },
		{ "<html><body>", NULL },
		{ ",tweet_id,author_id,inbound,created_at,text\n", "twitter" },
		{ "tweet_id;author_id;inbound\r\n", "twitter" },
		{ "id,text\n1,tweet_id author_id inbound\n", NULL },
		{ "{\"count\":1,\"tickets\":[{\"requester_id\":1,\"status\":\"open\"", "zendesk" },
		{ "{\"author_id\":1,\"html_body\":\"x\"}\n", "zendesk" },
		{ "{\"users\":[{\"role\":\"end-user\"", "zendesk" },
		{ "[{\"status\":2,\"requester_id\":1,\"responder_id\":null,\"id\":1", "freshdesk" },
		{ "[{\"helpdesk_ticket\":{\"requester_id\":1,\"status\":2", "freshdesk" },
		{ "{\"user_id\":1,\"incoming\":true,\"body\":\"x\"}\n", "freshdesk" },
		{ "\"Ticket ID\",\"Subject\",\"Status\",\"Created time\",\"Due by Time\"\n", "freshdesk" },
		{ "{\"result\":[{\"parent\":\"\",\"number\":\"INC1\",\"caller_id\":{\"link\":\"\"},\"short_description\":\"x", "servicenow" },
		{ "number,incident_state,active,sys_mod_count,caller_id,opened_at,sys_updated_at\n", "servicenow" },
		{ "\"Number\",\"Short description\",\"Caller\",\"State\"\r\n", "servicenow" },
		{ "{\"expand\":\"names\",\"issues\":[{\"id\":\"1\",\"key\":\"A-1\",\"fields\":{\"summary\"", "jira" },
		{ "Summary,Issue id,Status,Priority,Resolution,Created,Description\n", "jira" },
		{ "Issue id,Duplicate id\n1,2\n", "jira" },
		{ "{\"type\":\"conversation\",\"id\":\"1\",\"created_at\":1,\"source\":{\"type\":\"email\",\"body\":null", "intercom" },
		{ "{\"pages\":{},\"conversations\":[]}", "intercom" },
		{ "{\"type\":\"conversation_part\",\"part_type\":\"comment\",\"body\":\"x\",\"author\":{\"type\":\"user\"}}\n", "intercom" },
		{ "{\"_embedded\":{\"conversations\":[{\"id\":1,\"status\":\"active\",\"mailboxId\":1,\"createdAt\":\"2025", "helpscout" },
		{ "{\"totalSize\":1,\"done\":true,\"records\":[{\"attributes\":{\"type\":\"Case\"},\"Id\":\"500\",\"Subject\"", "salesforce" },
		{ "\"ID\",\"PARENTID\",\"ISPUBLISHED\",\"COMMENTBODY\"\n", "salesforce" },
		{ "{\"totalSize\":0,\"done\":true,\"records\":[]}", "salesforce" },
		{ "{\"type\":\"ticket\",\"id\":\"zendesk:1\"}\n", NULL },
		{ "{\"post_stream\":{\"posts\":[{\"id\":1,\"username\":\"mira\",\"cooked\":\"<p>", "discourse" },
		{ "{\n  \"id\": 1,\n  \"username\": \"mira\",\n  \"avatar_template\": \"/a.png\",\n  \"cooked\": \"<p>", "discourse" },
		{ "{\"latest_posts\":[]}", "discourse" },
		{ "{\"author\":\"x\",\"created_utc\":1,\"id\":\"a\",\"num_comments\":0,\"selftext\":\"\",\"subreddit\":\"s\",\"title\":\"t\"}\n", "reddit" },
		{ "{\"author\":\"x\",\"body\":\"b\",\"created_utc\":\"1\",\"link_id\":\"t3_a\",\"parent_id\":\"t3_a\",\"subreddit\":\"s\"}\n", "reddit" },
		{ "[{\"id\":1,\"iid\":2,\"project_id\":3,\"title\":\"x\",\"description\":null", "gitlab" },
		{ "[{\"id\":1,\"type\":null,\"body\":\"x\",\"system\":false,\"noteable_type\":\"Issue\"", "gitlab" },
		{ "[{\"id\":\"6a9c\",\"individual_note\":false,\"notes\":[{\"id\":1,\"body\":\"x\",\"noteable_type\":\"Issue\"", "gitlab" },
		{ "Title,Description,Issue ID,URL,State,Author,Created At (UTC)\n", "gitlab" },
		{ "{\"type\":\"SCHEMA\",\"stream\":\"tickets\",\"schema\":{\"properties\":{\"requester_id\":{}}}}\n", "singer" },
		{ "{\"type\":\"RECORD\",\"stream\":\"issues\",\"record\":{\"number\":1,\"title\":\"x\",\"html_url\":\"y\"}}\n", "singer" },
		{ "{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"x\"}}\n", "airbyte" },
		{ "{\"type\":\"RECORD\",\"record\":{\"stream\":\"tickets\",\"data\":{\"requester_id\":1,\"status\":\"x\"}}}\n", "airbyte" },
		{ "_airbyte_ab_id,_airbyte_emitted_at,_airbyte_data\n", "airbyte" },
		{ "[{\"url\":\"u\",\"repository_url\":\"r\",\"html_url\":\"h\",\"number\":3,\"title\":\"t\"", "github" },
		{ "{\"url\":\"u\",\"html_url\":\"h\",\"issue_url\":\"i\",\"id\":1}\n", "github" },
		{ "{\"id\":\"1\",\"type\":\"PushEvent\",\"actor\":{\"id\":1},\"repo\":{\"id\":1},\"payload\":{\"commits\":[]}}\n", "github" },
		{ "{\"total_count\":0,\"incomplete_results\":false,\"items\":[]}", "github" },
		{ "{\"latest_posts\":[{\"id\":1,\"cooked\":\"<p>x</p>\",\"post_number\":2", "discourse" },
		{ "id,user_id,topic_id,post_number,raw\n", "discourse" },
	};

	for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
		struct glimpse g = {0};
		int surest;
		const struct format *best;

		glimpse_take(&g, str_of(files[f].begin));
		best = format_recognise(&g, &surest);
		CHECK_TEXT(best != NULL ? best->name : NULL, files[f].name);
		glimpse_free(&g);
	}
}

static void
lines_are_told_from_documents(void)
{
	CHECK(elements_are_lines(STR("{\"a\":1}\n{\"b\"")) && elements_are_lines(STR("{\"a\":1}")) && elements_are_lines(STR("{\"a\":\n{\"b\":1}\n")));
	CHECK(!elements_are_lines(STR("{\"a\":1}{\"a\":2}")) && !elements_are_lines(STR("{\"a\":1} {\"a\":2}\n{ \"a\":3}\n")));
	CHECK(!elements_are_lines(STR("{\"a\":\n[1]}\n")) && !elements_are_lines(STR("[{}]")) && !elements_are_lines(STR("")));
}

static void
rosters_know_ids_domains_and_patterns(void)
{
	struct roster r = {0};

	CHECK(roster_is_empty(&r) && roster_find(&r, STR("81")) == ROLE_UNKNOWN);
	CHECK(roster_add(&r, STR(" 81 # Ada"), ROLE_STAFF) && roster_add(&r, STR("# nobody"), ROLE_STAFF) && roster_add(&r, STR(""), ROLE_STAFF));
	CHECK(roster_add(&r, STR("@Shop.example"), ROLE_STAFF) && roster_add(&r, STR("*Helps"), ROLE_VOLUNTEER));
	CHECK(roster_add(&r, STR("EveHelps"), ROLE_STAFF) && roster_add(&r, STR("EveHelps"), ROLE_VOLUNTEER));
	CHECK(!roster_add(&r, STR("@"), ROLE_STAFF));
	CHECK(roster_find(&r, STR("81")) == ROLE_STAFF && roster_find(&r, STR("811")) == ROLE_UNKNOWN);
	CHECK(roster_find(&r, STR("a@shop.EXAMPLE")) == ROLE_STAFF && roster_find(&r, STR("a@uk.shop.example")) == ROLE_STAFF);
	CHECK(roster_find(&r, STR("a@workshop.example")) == ROLE_UNKNOWN && roster_find(&r, STR("x.shop.example")) == ROLE_UNKNOWN);
	CHECK(roster_find(&r, STR("AdaHelps")) == ROLE_VOLUNTEER && roster_find(&r, STR("EveHelps")) == ROLE_STAFF);
	roster_free(&r);
}

static bool
after(uint32_t a, uint32_t b, void *with)
{
	const uint32_t *values = with;

	return values[a] > values[b];
}

static void
sorting_is_stable(void)
{
	static uint32_t values[5000], order[5000];
	struct rng r;
	bool good = true;

	rng_seed(&r, 7);
	for (size_t n = 0; n < 5000; n = n * 3 / 2 + 1) {
		for (uint32_t i = 0; i < n; i++) {
			values[i] = (uint32_t)rng_below(&r, 1 + n / 4);
			order[i] = i;
		}
		sort_numbers(order, n, after, values);
		for (size_t i = 1; i < n; i++)
			good &= values[order[i - 1]] < values[order[i]] || (values[order[i - 1]] == values[order[i]] && order[i - 1] < order[i]);
	}
	CHECK(good);
}

static void
roots_are_behind_the_prolog(void)
{
	CHECK(str_is(glimpse_root(STR("<?xml version=\"1.0\"?>\r\n<posts>")), "posts"));
	CHECK(str_is(glimpse_root(STR("<!DOCTYPE a [<!ENTITY b \"c\">]>\n<votes/>")), "votes"));
	CHECK(glimpse_root(STR("posts")).s == NULL && glimpse_root(STR("")).s == NULL && glimpse_root(STR("<?xml ")).s == NULL);
}

UNIT({ "ids lose their decimals", ids_lose_their_decimals },
    { "moments come in many forms", moments_come_in_many_forms },
    { "texts are mended", texts_are_mended },
    { "formats are known by content", formats_are_known_by_content },
    { "lines are told from documents", lines_are_told_from_documents },
    { "rosters know ids, domains and patterns", rosters_know_ids_domains_and_patterns },
    { "sorting is stable", sorting_is_stable },
    { "roots are behind the prolog", roots_are_behind_the_prolog })
