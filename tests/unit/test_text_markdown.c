#include "unit.h"

#include "../../src/text/markdown.h"

static const char *
text_of(const char *markdown)
{
	static struct buf scratch;
	static char out[200];
	struct str s = markdown_text(&scratch, str_of(markdown));

	snprintf(out, sizeof out, "%.*s", (int)s.n, s.s != NULL ? s.s : "");
	buf_free(&scratch);
	return out;
}

static void
comments_go(void)
{
	CHECK_TEXT(text_of("  plain\n"), "plain");
	CHECK_TEXT(text_of("a <!-- b --> c"), "a  c");
	CHECK_TEXT(text_of("<!--\nTell us\nall.\n-->\n### Steps\n<!-- one -->\nx <!-- two --> y <!-- three -->\n"), "### Steps\nx  y");
	CHECK_TEXT(text_of("<!---->"), "");
	CHECK_TEXT(text_of("<!-->"), "<!-->");
	CHECK_TEXT(text_of(""), "");
}

static void
code_and_open_comments_stay(void)
{
	CHECK_TEXT(text_of("```xml\n<!-- kept -->\n```\n<!-- gone -->"), "```xml\n<!-- kept -->\n```");
	CHECK_TEXT(text_of("a <!-- never\nclosed"), "a <!-- never\nclosed");
}

/* Many that open and none that closes. */
static void
time_is_linear(void)
{
	struct buf text = {0}, scratch = {0};

	for (int i = 0; i < 400000; i++)
		buf_adds(&text, "<!--\n");
	CHECK(markdown_text(&scratch, buf_str(&text)).n == text.len - 1);
	buf_free(&text);
	buf_free(&scratch);
}

UNIT(
	{ "comments go", comments_go },
	{ "code and open comments stay", code_and_open_comments_stay },
	{ "time is linear", time_is_linear },
)
