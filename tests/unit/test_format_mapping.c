#include "unit.h"

#include "../../src/format/meaning.h"
#include "../../src/format/pick.h"
#include "../../src/format/mapping.h"
#include "../../src/io/source.h"

#include <stdlib.h>

static void
paths_are_taken_apart(void)
{
	static const struct { const char *written, *name, *inner; bool whole, itself, all, dotted; } paths[] = {
		{ "a", "a", NULL, .whole = false }, { "a.b", "a.b", NULL, .dotted = true }, { "$.a.b", "a.b", NULL, .whole = true, .dotted = true },
		{ ".", ".", NULL, .itself = true, .dotted = true }, { "a[]", "a", "", .all = true },
		{ "a.b[].c.d", "a.b", "c.d", .all = true, .dotted = true }, { "a[]b", "a[]b", NULL, .all = false }, { "[]", "", "", .all = true },
	};

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct field_path p = field_path(paths[i].written);

		CHECK(str_is(p.name, paths[i].name));
		CHECK(paths[i].inner == NULL ? p.inner.n == 0 : str_is(p.inner, paths[i].inner));
		CHECK(p.whole == paths[i].whole && p.itself == paths[i].itself && p.all == paths[i].all && p.dotted == paths[i].dotted);
		field_path_free(&p);
	}
}

static void
texts_are_cut_at_the_separator(void)
{
	struct str rest = STR(" a --b--  --c"), part;

	CHECK(pick_part(&rest, "--", &part) && str_is(part, "a"));
	CHECK(pick_part(&rest, "--", &part) && str_is(part, "b"));
	CHECK(pick_part(&rest, "--", &part) && part.n == 0);
	CHECK(pick_part(&rest, "--", &part) && str_is(part, "c"));
	CHECK(!pick_part(&rest, "--", &part));
	rest = STR("a-");
	CHECK(pick_part(&rest, "--", &part) && str_is(part, "a-") && !pick_part(&rest, "--", &part));
	rest = STR("a,b");
	CHECK(pick_part(&rest, NULL, &part) && str_is(part, "a,b") && !pick_part(&rest, NULL, &part));
	rest = (struct str){0};
	CHECK(!pick_part(&rest, ",", &part));
}

static struct scan_value
parsed(struct scan *scan, struct buf *text, const char *json)
{
	struct scan_value v = {0};
	struct scan_error error;

	buf_clear(text);
	buf_adds(text, json);
	buf_room(text, SOURCE_PADDING);
	CHECK(scan_parse(scan, buf_str(text), &v, &error));
	return v;
}

static void
values_are_found_by_their_path(void)
{
	struct scan *scan = scan_new();
	struct buf text = {0};
	struct scan_value v = parsed(scan, &text, "{\"a\":{\"b\":[1,{\"c\":\"x\"}]},\"d.e\":\"y\",\"f\":null}");

	CHECK(str_is(scan_string(pick_at(v, STR("a.b.1.c"))), "x"));
	CHECK(str_is(scan_string(pick_at(v, STR("d.e"))), "y"));
	CHECK(scan_type(pick_at(v, STR("f"))) == SCAN_NULL);
	CHECK(scan_type(pick_at(v, STR("a.b.2"))) == SCAN_ABSENT && scan_type(pick_at(v, STR("a.b.-1"))) == SCAN_ABSENT);
	CHECK(scan_type(pick_at(v, STR("f.g"))) == SCAN_ABSENT && scan_type(pick_at(v, STR(""))) == SCAN_ABSENT);
	buf_free(&text);
	scan_free(scan);
}

static void
files_are_known_by_name(void)
{
	struct mapping_file f = { .name = "comments*.csv" };

	CHECK(mapping_named(&f, "a/b/comments-3.csv") && mapping_named(&f, "comments.csv.gz") && mapping_named(&f, "comments1.csv.zst"));
	CHECK(!mapping_named(&f, "comments.tsv") && !mapping_named(&f, "comments/x.csv") && !mapping_named(&f, "<stdin>"));
	f.name = NULL;
	CHECK(mapping_named(&f, "<stdin>"));
}

/* Of all meanings a name has been given, the best. */
static enum meaning
best(const char *name)
{
	enum meaning most = MEANINGS;

	for (int m = 0; m < MEANINGS; m++)
		if (meaning_of(name, (enum meaning)m) > (most < MEANINGS ? meaning_of(name, most) : 0))
			most = (enum meaning)m;
	return most;
}

static void
names_have_a_meaning(void)
{
	CHECK(best("Issue key") == MEANS_TICKET && best("Case Number") == MEANS_TICKET && best("conversation_id") == MEANS_TICKET);
	CHECK(best("id") == MEANS_ID && best("utterance_id") == MEANS_ID);
	CHECK(best("Short description") == MEANS_SUBJECT && best("fields.summary") == MEANS_SUBJECT);
	CHECK(best("plain_body") == MEANS_TEXT && best("comment_text") == MEANS_TEXT);
	CHECK(best("createdAt") == MEANS_CREATED && best("Sent At") == MEANS_CREATED && best("last_updated") == MEANS_UPDATED);
	CHECK(best("requester_id") == MEANS_REQUESTER && best("fields.reporter.displayName") == MEANS_REQUESTER && best("author.id") == MEANS_AUTHOR);
	CHECK(best("Sender Type") == MEANS_ROLE && best("status.name") == MEANS_STATUS && best("Labels") == MEANS_TAGS);
	CHECK(best("frequency") == MEANINGS && best("") == MEANINGS && best("...") == MEANINGS);
}

static void
words_stand_for_roles_and_statuses(void)
{
	CHECK_TEXT(meaning_role(STR("Agent")), "staff");
	CHECK_TEXT(meaning_role(STR("end-user")), "customer");
	CHECK_TEXT(meaning_role(STR("BOT")), "bot");
	CHECK(meaning_role(STR("purple")) == NULL && meaning_role(STR("")) == NULL);
	CHECK_TEXT(meaning_status(STR("In Progress")), "open");
	CHECK_TEXT(meaning_status(STR("RESOLVED")), "solved");
	CHECK_TEXT(meaning_status(STR("On-hold")), "hold");
	CHECK(meaning_status(STR("purple")) == NULL);
}

UNIT({ "paths_are_taken_apart", paths_are_taken_apart },
    { "texts_are_cut_at_the_separator", texts_are_cut_at_the_separator },
    { "values_are_found_by_their_path", values_are_found_by_their_path },
    { "files_are_known_by_name", files_are_known_by_name },
    { "names_have_a_meaning", names_have_a_meaning },
    { "words_stand_for_roles_and_statuses", words_stand_for_roles_and_statuses })
