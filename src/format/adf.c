#include "adf.h"

#include "../base/time.h"

/* What a node of the tree is in HTML; inline ones are their text alone. */
static const struct { const char *type, *tag; } tags[] = {
	{ "paragraph", "p" }, { "heading", "h3" }, { "bulletList", "ul" }, { "orderedList", "ul" }, { "listItem", "li" }, { "taskList", "ul" },
	{ "taskItem", "li" }, { "decisionList", "ul" }, { "decisionItem", "li" }, { "codeBlock", "pre" }, { "blockquote", "blockquote" },
	{ "panel", "div" }, { "expand", "div" }, { "nestedExpand", "div" }, { "table", "table" }, { "tableRow", "tr" }, { "tableHeader", "th" },
	{ "tableCell", "td" }, { "mediaSingle", "div" }, { "mediaGroup", "div" }, { "caption", "p" },
};

static void
escape(struct buf *out, struct str s)
{
	for (size_t i = 0, from = 0; i <= s.n; i++) {
		bool special = i < s.n && (s.s[i] == '<' || s.s[i] == '&');

		if (!special && i < s.n)
			continue;
		buf_add(out, s.s + from, i - from);
		if (special)
			buf_adds(out, s.s[i] == '<' ? "&lt;" : "&amp;");
		from = i + 1;
	}
}

/* The address of a text that is a link; absent: it is none. */
static struct str
link_of(struct scan_value node)
{
	struct scan_each marks = scan_each(scan_member(node, STR("marks")));
	struct scan_value mark;

	while (scan_next(&marks, NULL, &mark))
		if (str_is(scan_string(scan_member(mark, STR("type"))), "link"))
			return scan_string(scan_member(scan_member(mark, STR("attrs")), STR("href")));
	return (struct str){0};
}

static void
put_text(struct buf *out, struct scan_value node, struct str text)
{
	struct str href = link_of(node);

	if (href.n > 0) {
		buf_adds(out, "<a href=\"");
		for (size_t i = 0; i < href.n; i++)
			if (href.s[i] != '"')
				buf_addc(out, href.s[i]);
		buf_adds(out, "\">");
	}
	escape(out, text);
	if (href.n > 0)
		buf_adds(out, "</a>");
}

/* Nodes without text of their own that stand for one: people, emoji, cards, dates. */
static void
put_attribute(struct buf *out, struct scan_value node)
{
	static const char *const names[] = { "text", "shortName", "url", "title", "alt" };
	struct scan_value attributes = scan_member(node, STR("attrs"));

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct str s = scan_string(scan_member(attributes, str_of(names[i])));

		if (s.n > 0) {
			escape(out, s);
			return;
		}
	}
}

/* A day, kept as the milliseconds since 1970 in a string. */
static void
put_day(struct buf *out, struct scan_value node)
{
	struct str s = scan_string(scan_member(scan_member(node, STR("attrs")), STR("timestamp")));
	char moment[TIME_TEXT];
	long long ms;

	if (str_int(s, &ms) && ms >= TIME_FIRST && ms < TIME_END && time_write(moment, ms) > 10)
		buf_add(out, moment, 10);
}

static const char *
tag_of(struct str type)
{
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (str_is(type, tags[i].type))
			return tags[i].tag;
	return NULL;
}

/* first: the first part of an item in a list, which is what the item says: no paragraph, so that no blank line follows. */
static void
put_node(struct buf *out, struct scan_value node, bool first)
{
	struct str type = scan_string(scan_member(node, STR("type"))), text = scan_string(scan_member(node, STR("text")));
	struct scan_value content = scan_member(node, STR("content")), child;
	struct scan_each walk = scan_each(content);
	const char *tag = first && str_is(type, "paragraph") ? NULL : tag_of(type);

	if (str_is(type, "hardBreak"))
		buf_adds(out, "<br>");
	else if (str_is(type, "rule"))
		buf_adds(out, "<hr>");
	else if (str_is(type, "date"))
		put_day(out, node);
	else if (text.s != NULL)
		put_text(out, node, text);
	else if (scan_type(content) != SCAN_ARRAY)
		put_attribute(out, node);
	if (tag != NULL)
		buf_printf(out, "<%s>", tag);
	for (first = str_is(type, "listItem"); scan_next(&walk, NULL, &child); first = false)
		put_node(out, child, first);
	if (tag != NULL)
		buf_printf(out, "</%s>", tag);
}

void
adf_html(struct buf *out, struct scan_value document)
{
	put_node(out, document, false);
}
