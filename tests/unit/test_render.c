#include "unit.h"

#include "../../src/base/time.h"
#include "../../src/render/asset.h"
#include "../../src/render/render.h"
#include "../../src/render/sha256.h"
#include "../../src/render/show.h"

#define EVIL "=cmd|'/c calc'!A0 <script>alert(1)</script> **bold** [x](javascript:1) @all \033[2J\xe2\x80\xae | `a`"

static const char *
shown(struct value v, bool bare)
{
	static struct buf out;

	buf_clear(&out);
	(bare ? show_bare : show_value)(&out, &v);
	if (out.data == NULL)
		buf_adds(&out, "");
	return out.data;
}

static void
numbers(void)
{
	CHECK_TEXT(shown(value_count(0), false), "0");
	CHECK_TEXT(shown(value_count(999), false), "999");
	CHECK_TEXT(shown(value_count(1029), false), "1,029");
	CHECK_TEXT(shown(value_count(12345678), false), "12,345,678");
	CHECK_TEXT(shown(value_count(12345678), true), "12345678");
	CHECK_TEXT(shown(value_number(-1234.567, 2), false), "-1,234.57");
	CHECK_TEXT(shown(value_number(-0.001, 2), true), "0.00");
	CHECK_TEXT(shown(value_share(296, 1000), false), "29.6 %");
	CHECK_TEXT(shown(value_share(1, 3), true), "0.333");
	CHECK_TEXT(shown(value_share(1, 0), true), "");
	CHECK_TEXT(shown(value_money(123450, "EUR"), false), "1,234.50 EUR");
	CHECK_TEXT(shown(value_money(123400, "EUR"), false), "1,234 EUR");
	CHECK_TEXT(shown(value_money(-5, "USD"), true), "-0.05");
	CHECK_TEXT(shown(value_time(INT64_C(1511196333000)), false), "2017-11-20 16:45 UTC");
	CHECK_TEXT(shown(value_time(TIME_NONE), false), "\xe2\x80\x93");
	CHECK_TEXT(shown(value_date(0), true), "1970-01-01");
}

static void
harmless_text(void)
{
	struct buf b = {0};

	show_text(&b, STR("a\033[31mb\xc2\x9b" "c\r\nd\xe2\x80\xae" "e  f\x7f"), false);
	CHECK_TEXT(b.data, "a\xe2\x90\x9b[31mb\xef\xbf\xbd" "c d\xef\xbf\xbd" "e f\xe2\x90\xa1");
	buf_clear(&b);
	show_json(&b, STR("</script>\"\\\n\t\033"));
	CHECK_TEXT(b.data, "\"\\u003c/script>\\\"\\\\\\n\\u0009\\u001b\"");
	CHECK(show_columns(STR("e\xcc\x81\xe6\x97\xa5\xf0\x9f\x98\x80")) == 5);
	buf_free(&b);
}

static void
utf8_made_valid(void)
{
	struct document d = {0};

	CHECK_TEXT(document_text(&d, STR("a\xff\xc3")).s, "a\xef\xbf\xbd\xef\xbf\xbd");
	CHECK_TEXT(document_text(&d, STR("\xed\xa0\x80")).s, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	CHECK_TEXT(document_text(&d, STR("\xc3\xa9")).s, "\xc3\xa9");
	CHECK_TEXT(document_printf(&d, "%d %s", 3, "x").s, "3 x");
	document_free(&d);
}

static void
sparks(void)
{
	struct buf b = {0};
	double counts[] = { 0, 1, 8, 4 };

	show_spark(&b, counts, 4, 10);
	CHECK_TEXT(b.data, "\xc2\xb7\xe2\x96\x81\xe2\x96\x88\xe2\x96\x84");
	buf_clear(&b);
	show_spark(&b, counts, 4, 2);
	CHECK_TEXT(b.data, "\xe2\x96\x81\xe2\x96\x88");
	buf_free(&b);
}

static void
fingerprints(void)
{
	struct buf b = {0};

	sha256_source(&b, STR(""));
	CHECK_TEXT(b.data, "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
	buf_clear(&b);
	sha256_source(&b, STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"));
	CHECK_TEXT(b.data, "'sha256-JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE='");
	buf_free(&b);
}

static void
build(struct document *d)
{
	double counts[] = { 3, 0, 5 }, other[] = { 1, 1, 0 };
	struct part *t, *c, *l;
	struct figure *f;

	d->title = document_text(d, STR("Night " EVIL));
	d->subtitle = STR("three days");
	d->now = 0;
	t = document_banner(d, TONE_BAD, "The books do not balance");
	document_item(d, t, value_text(d, STR("No program signed for 900 tickets.")));
	document_section(d, "headline", "Headline");
	f = document_figure(d, "tickets", "Tickets", value_count(1029));
	f->formula = STR("records of type ticket");
	f = document_figure(d, "saved", "Could be saved", value_money(123400, "EUR"));
	f->low = value_money(100000, "EUR");
	f->high = value_money(200000, "EUR");
	f->illustrative = true;
	f->formula = STR("tickets beyond the first x unit cost");
	c = document_chart(d, "daily", "Tickets a day", CHART_STACKED);
	c->chart.unit = STR("tickets");
	document_days(d, c, 0, 3);
	document_series(d, c, "asked", counts);
	document_series(d, c, EVIL, other);
	document_end(d);
	document_section(d, "issues", "Answer once");
	document_paragraph(d, "100 %% of %s", EVIL);
	t = document_table(d, "issues", "Issues");
	document_column(d, t, "label", "Issue", VALUE_TEXT);
	document_column(d, t, "tickets", "Tickets", VALUE_COUNT);
	document_column(d, t, "share", "Share", VALUE_SHARE);
	document_column(d, t, "daily", "Daily", VALUE_SERIES);
	document_cell(t, value_link(d, value_text(d, STR(EVIL)), STR("#issue-i1")));
	document_cell(t, value_count(41));
	document_cell(t, value_share(41, 1029));
	document_cell(t, value_series(d, 0, counts, 3));
	document_cell(t, value_link(d, value_text(d, STR("-5")), STR("javascript:alert(1)")));
	document_cell(t, value_count(2));
	document_cell(t, value_none());
	document_cell(t, value_series(d, 0, other, 3));
	document_fold(d, STR("issue-i1"), STR(EVIL));
	document_quote(d, STR("Turn it off\n- and on\n\n# " EVIL), STR("volunteer " EVIL), STR("accepted"));
	l = document_list(d, "Examples");
	document_item(d, l, value_link(d, value_text(d, STR(EVIL)), STR("https://example.org/a?b=<c>&\"d")));
	document_end(d);
	t = document_table(d, "none", "Empty one");
	document_column(d, t, "label", "Issue", VALUE_TEXT);
	t->table.empty = STR("Nobody asked.");
	document_end(d);
}

static const char *
page(const char *format, const char *only)
{
	static struct buf out;
	struct document d = {0};
	struct render_options o = {0};

	build(&d);
	CHECK(only == NULL || document_only(&d, str_of(only)));
	buf_clear(&out);
	render_named(str_of(format))->write(&out, &d, &o);
	document_free(&d);
	return out.data;
}

static bool
has(const char *text, const char *part)
{
	return strstr(text, part) != NULL;
}

static void
html(void)
{
	const char *p = page("html", NULL), *chart = asset_chart().n > 0 ? strstr(p, "Chart.js v") : p;

	CHECK(chart != NULL);
	CHECK(!has(p, "<script>alert"));
	CHECK(!has(p, "javascript:alert"));
	CHECK(!has(p, "\033"));
	CHECK(has(p, "&lt;script&gt;alert(1)&lt;/script&gt;"));
	CHECK(has(p, "default-src 'none'") && !has(p, "unsafe"));
	CHECK(has(p, "<caption") && has(p, "scope=\"col\"") && has(p, "scope=\"row\""));
	CHECK(has(p, "href=\"https://example.org/a?b=&lt;c&gt;&amp;&quot;d\""));
	CHECK(has(p, "The books do not balance"));
	CHECK(has(p, "illustrative"));
	CHECK(has(p, "Nobody asked."));
	CHECK(has(p, "1,029") && has(p, "4.0 %"));
}

static void
markdown(void)
{
	const char *p = page("markdown", NULL);

	CHECK(has(p, "> [!CAUTION]\n> **The books do not balance**"));
	CHECK(has(p, "&lt;script&gt;"));
	CHECK(has(p, "\\*\\*bold\\*\\* \\[x\\](javascript\\:1)"));
	CHECK(has(p, "\\| \\`a\\`"));
	CHECK(has(p, "> \\- and on"));
	CHECK(has(p, "> \\# "));
	CHECK(has(p, "| \\-5 | 2 | \xe2\x80\x93 |"));
	CHECK(has(p, "| Could be saved | 1,234 EUR (1,000 EUR to 2,000 EUR) *illustrative* |"));
	CHECK(!has(p, "\033"));
}

static void
text(void)
{
	const char *p = page("text", NULL);

	CHECK(has(p, "!! The books do not balance\n!! No program signed"));
	CHECK(has(p, "[illustrative]"));
	CHECK(!has(p, "\033"));
	for (const char *line = p; line != NULL && *line != '\0';) {
		const char *end = strchr(line, '\n');

		CHECK(show_columns((struct str){ line, (size_t)(end - line) }) <= 80);
		line = end + 1;
	}
}

static void
json(void)
{
	const char *p = page("json", NULL);

	CHECK(has(p, "\"complete\": false"));
	CHECK(has(p, "\"tickets\": 41, \"share\": 0.040, \"daily\": {\"from\": \"1970-01-01\", \"counts\": [3,0,5]}}"));
	CHECK(has(p, "\"value\": {\"minor\": 123400, \"currency\": \"EUR\"}"));
	CHECK(!has(p, "</script>"));
	CHECK(has(p, "\"share\": null"));
}

static void
csv(void)
{
	const char *p = page("csv", "issues/issues");

	CHECK(has(p, "section,table,tone,title,text\nreport,banners,bad,"));
	CHECK(has(p, "\n\nlabel,tickets,share,daily\n'=cmd"));
	CHECK(has(p, "\n-5,2,,1 1 0\n"));
	p = page("csv", "headline");
	CHECK(has(p, "\nsection,table,day,asked,'=cmd"));
	CHECK(has(p, "headline,figures,saved,1234.00,1000.00,2000.00,EUR,illustrative\n"));
	CHECK(has(p, "headline,daily,1970-01-03,5,0\n"));
	CHECK(!has(p, "Nobody"));
}

/* Every number of the tree is on the page, said as that format says it. */
static void
all_numbers(const struct part *in, const char *p, bool bare)
{
	for (size_t i = 0; i < in->figures.len; i++)
		CHECK(has(p, shown(in->figures.at[i].value, bare)));
	for (size_t i = 0; i < in->table.cells.len; i++)
		if (show_numeric(in->table.cells.at[i].kind))
			CHECK(has(p, shown(in->table.cells.at[i], bare)));
	for (size_t i = 0; i < in->children.len; i++)
		all_numbers(in->children.at[i], p, bare);
}

static void
agreement(void)
{
	static const char *const formats[] = { "html", "markdown", "text", "csv" };
	struct document d = {0};

	build(&d);
	for (size_t i = 0; i < 4; i++)
		for (size_t s = 0; s < d.sections.len; s++)
			all_numbers(d.sections.at[s], page(formats[i], NULL), i == 3);
	document_free(&d);
}

static void
choices(void)
{
	struct document d = {0};

	CHECK(render_named(STR("pdf")) == NULL);
	CHECK_TEXT(render_for_file(STR("out/report.html.gz"))->name, "html");
	CHECK_TEXT(render_for_file(STR("a.md"))->name, "markdown");
	CHECK(render_for_file(STR("report")) == NULL);
	CHECK_TEXT(render_names[0], "html");
	CHECK(render_names[5] == NULL);
	build(&d);
	CHECK(!document_only(&d, STR("nothing")) && !document_only(&d, STR("issues/nothing")));
	CHECK(d.sections.len == 2);
	CHECK(document_only(&d, STR("issues/none")) && d.one_table);
	document_free(&d);
}

UNIT({ "numbers", numbers }, { "text that acts is shown as a picture", harmless_text }, { "UTF-8 made valid", utf8_made_valid },
    { "sparks", sparks }, { "sha256", fingerprints }, { "html", html }, { "markdown", markdown }, { "text", text },
    { "json", json }, { "csv", csv }, { "all formats show the same numbers", agreement },
    { "choices", choices })
