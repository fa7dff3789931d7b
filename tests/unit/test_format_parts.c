#include "unit.h"

#include "../../src/format/adf.h"
#include "../../src/format/format.h"
#include "../../src/format/marks.h"
#include "../../src/format/parts.h"
#include "../../src/text/html.h"

/* What an Atlassian document says, with line ends as bars. */
static const char *
text_of(const char *json)
{
	static char text[400];
	struct buf padded = {0}, html = {0}, out = {0};
	struct scan *scan = scan_new();
	struct scan_value root;
	struct scan_error error;
	size_t n = strlen(json);

	buf_adds(&padded, json);
	buf_room(&padded, SOURCE_PADDING);
	if (scan_parse(scan, (struct str){ padded.data, n }, &root, &error)) {
		adf_html(&html, root);
		html_text(&out, buf_str(&html));
	}
	snprintf(text, sizeof text, "%s", out.data != NULL ? out.data : "");
	for (char *c = text; *c != '\0'; c++)
		if (*c == '\n')
			*c = '|';
	scan_free(scan);
	buf_free(&padded);
	buf_free(&html);
	buf_free(&out);
	return text;
}

static void
documents_are_read_as_html(void)
{
	CHECK_TEXT(text_of("{\"type\":\"doc\",\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"a < b & \"},{\"type\":\"hardBreak\"},"
	    "{\"type\":\"text\",\"text\":\"c\"}]},{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"d\"}]}]}"), "a < b &|c||d");
	CHECK_TEXT(text_of("{\"type\":\"bulletList\",\"content\":[{\"type\":\"listItem\",\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\","
	    "\"text\":\"x\"}]}]},{\"type\":\"listItem\",\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"y\"}]}]}]}"), "- x|- y");
	CHECK_TEXT(text_of("{\"type\":\"codeBlock\",\"content\":[{\"type\":\"text\",\"text\":\"if\\n  so\"}]}"), "if|  so");
	CHECK_TEXT(text_of("{\"type\":\"paragraph\",\"content\":[{\"type\":\"mention\",\"attrs\":{\"text\":\"@Ada\"}},{\"type\":\"text\",\"text\":\" on \"},"
	    "{\"type\":\"date\",\"attrs\":{\"timestamp\":\"1717200000000\"}},{\"type\":\"date\",\"attrs\":{\"timestamp\":\"9999999999999999\"}}]}"),
	    "@Ada on 2024-06-01");
	CHECK_TEXT(text_of("{\"type\":\"text\",\"text\":\"here\",\"marks\":[{\"type\":\"strong\"},{\"type\":\"link\",\"attrs\":{\"href\":\"https://a.example/\\\"\"}}]}"),
	    "here (https://a.example/)");
	CHECK_TEXT(text_of("[]"), "");
	CHECK_TEXT(text_of("{\"content\":{\"text\":\"no list\"}}"), "");
}

static void
values_have_names_here(void)
{
	static const char *const names[][2] = { { "Resolved", "solved" }, { "4", "solved" }, { NULL } };
	struct str own = STR("Waiting");

	CHECK(str_is(parts_named(STR("RESOLVED"), names), "solved") && str_is(parts_named(STR("4"), names), "solved"));
	CHECK(parts_named(own, names).s == own.s && parts_named(STR(""), names).s == NULL && parts_named((struct str){0}, names).s == NULL);
	CHECK(str_alike(STR("Ticket ID"), STR("ticket id")) && !str_alike(STR("ab"), STR("abc")) && !str_alike(STR("\xc3\x84"), STR("\xc3\xa4")));
	CHECK(str_alike(STR(""), STR("")) && !str_alike(STR(""), (struct str){0}));
}

static void
marks_are_names_paths_and_values(void)
{
	static const char *const marks[KIND_MARKS] = { "id|number", "kind.of=case" }, *const other[KIND_MARKS] = { "kind.of=question" };
	static const char *const none[KIND_MARKS] = { NULL };
	struct glimpse g = {0};
	struct bearer b = { .glimpse = &g, .prefix = "[]." };

	glimpse_take(&g, STR("[{\"number\":1,\"kind\":{\"of\":\"case\"}},{\"number\":"));
	CHECK(marks_all(&b, marks) && !marks_all(&b, other) && !marks_all(&b, none));
	b.prefix = "";
	CHECK(!marks_all(&b, marks));
	glimpse_take(&g, STR("ID,Kind.Of\r\n1,case\n"));
	CHECK(marks_one(&b, "id") && marks_one(&b, "x|kind.of") && !marks_one(&b, "case"));
	glimpse_free(&g);
}

UNIT({ "documents are read as HTML", documents_are_read_as_html },
    { "values have names here", values_have_names_here },
    { "marks are names, paths and values", marks_are_names_paths_and_values })
