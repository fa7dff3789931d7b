#include "unit.h"

#include "../../src/text/markup.h"
#include "../../src/text/normal.h"

static const char *
stripped(const char *text)
{
	static struct buf b;

	buf_clear(&b);
	markup_strip(&b, str_of(text));
	return buf_str(&b).s;
}

static void
tags_of_texts_go(void)
{
	CHECK_TEXT(stripped("<p>It broke.<br>Again</p>"), "\nIt broke.\nAgain\n");
	CHECK_TEXT(stripped("a<br />b<BR/>c"), "a\nb\nc");
	CHECK_TEXT(stripped("see <a href=\"https://x.example/?a=1\">here</a>, <b>now</b>"), "see here, now");
}

static void
what_is_no_tag_of_a_text_stays(void)
{
	static const char *const same[] = { "a < b and c > d", "List<String> of <config>", "Ann <ann@x.example> wrote", "<!-- x -->", "<", "</", "<p", "<br",
		"<p <p", "AT&T & R&D", "&", "&nosuchthing;", "<1>", "", NULL };

	for (size_t i = 0; same[i] != NULL; i++)
		CHECK_TEXT(stripped(same[i]), same[i]);
}

static void
entities_are_written_out(void)
{
	CHECK_TEXT(stripped("Why&nbsp;can&#39;t I pay 5 &euro; &amp; go? &lt;p&gt;"), "Why can't I pay 5 \xe2\x82\xac & go? <p>");
}

static void
markup_makes_no_difference(void)
{
	struct buf a = {0}, b = {0};

	normal(&a, STR("<div>Why&nbsp;can&#39;t I pay?</div><div>It&nbsp;worked <i>before</i>.</div>"));
	normal(&b, STR("Why can't I pay?\nIt worked before."));
	CHECK_TEXT(a.data, b.data);
	buf_free(&a);
	buf_free(&b);
}

UNIT(
	{ "markup: tags of texts go", tags_of_texts_go },
	{ "markup: what is no tag of a text stays", what_is_no_tag_of_a_text_stays },
	{ "markup: entities are written out", entities_are_written_out },
	{ "markup: it makes no difference", markup_makes_no_difference },
)
