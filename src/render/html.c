/*
 * The page for browsers: one file that needs nothing else and asks nobody.
 *
 * Without script it is whole: tables, drawings, folds. With it, tables sort and filter and charts
 * answer the mouse. The content security policy allows the page's own style and scripts by their
 * hashes and nothing else, so a text that looks like a script stays a text.
 */
#include "asset.h"
#include "render.h"
#include "sha256.h"
#include "show.h"
#include "svg.h"

static void
text(struct buf *to, struct str s, bool lines)
{
	struct buf clean = {0};

	show_text(&clean, s, lines);
	for (size_t i = 0; i < clean.len; i++) {
		char c = clean.data[i];

		if (c == '&')
			buf_adds(to, "&amp;");
		else if (c == '<')
			buf_adds(to, "&lt;");
		else if (c == '>')
			buf_adds(to, "&gt;");
		else if (c == '"')
			buf_adds(to, "&quot;");
		else if (c == '\'')
			buf_adds(to, "&#39;");
		else if (c == '\n')
			buf_adds(to, "<br>");
		else
			buf_addc(to, c);
	}
	buf_free(&clean);
}

/* What stands in an attribute; an id has no blanks in it. */
static void
attribute(struct buf *to, struct str s)
{
	struct buf id = {0};

	for (size_t i = 0; i < s.n; i++)
		buf_addc(&id, s.s[i] == ' ' || s.s[i] == '\n' || s.s[i] == '\t' ? '_' : s.s[i]);
	text(to, buf_str(&id), false);
	buf_free(&id);
}

static void
element(struct buf *to, const char *name, const char *class, struct str s)
{
	if (s.n == 0)
		return;
	buf_printf(to, "<%s", name);
	if (class != NULL)
		buf_printf(to, " class=\"%s\"", class);
	buf_addc(to, '>');
	text(to, s, true);
	buf_printf(to, "</%s>", name);
}

static void
value(struct buf *to, const struct value *v)
{
	struct buf plain = {0};
	bool link = v->href.n > 0, outward = link && v->href.s[0] != '#';

	if (link) {
		buf_adds(to, "<a href=\"");
		if (outward)
			text(to, v->href, false);
		else
			attribute(to, v->href);
		buf_adds(to, outward ? "\" rel=\"noopener noreferrer\">" : "\">");
	}
	if (v->kind == VALUE_SERIES)
		svg_spark(to, v);
	else if (v->kind == VALUE_DATE || v->kind == VALUE_TIME) {
		buf_adds(to, "<time datetime=\"");
		show_bare(to, v);
		buf_adds(to, "\">");
		show_value(to, v);
		buf_adds(to, "</time>");
	} else {
		show_value(&plain, v);
		text(to, buf_str(&plain), true);
	}
	if (link)
		buf_adds(to, "</a>");
	buf_free(&plain);
}

static void
banner(struct buf *to, const struct part *b)
{
	static const char *const tones[] = { "info", "good", "warn", "bad" };

	buf_printf(to, "<div class=\"banner %s\" role=\"%s\"><h2>", tones[b->tone],
	    b->tone >= TONE_WARN ? "alert" : "status");
	text(to, b->title, false);
	buf_adds(to, "</h2>");
	for (size_t i = 0; i < b->items.len; i++) {
		buf_adds(to, "<p>");
		value(to, &b->items.at[i]);
		buf_adds(to, "</p>");
	}
	buf_adds(to, "</div>\n");
}

static void
computed(struct buf *to, const struct figure *f)
{
	if (f->formula.n == 0)
		return;
	buf_adds(to, "<dd class=\"how\"><details><summary>How it is computed<span class=\"hidden\">: ");
	text(to, f->label, false);
	buf_adds(to, "</span></summary>");
	element(to, "p", "formula", f->formula);
	element(to, "p", NULL, f->inputs);
	element(to, "p", "source", f->source);
	buf_adds(to, "</details></dd>");
}

static void
figure(struct buf *to, const struct figure *f)
{
	buf_printf(to, "<div class=\"figure%s\" data-figure=\"", f->lead ? " lead" : "");
	attribute(to, f->id);
	buf_adds(to, "\"><dt>");
	text(to, f->label, false);
	if (f->illustrative)
		buf_adds(to, " <span class=\"tag\">illustrative</span>");
	buf_adds(to, "</dt><dd class=\"value\">");
	value(to, &f->value);
	if (f->unit.n > 0) {
		buf_adds(to, " <span class=\"unit\">");
		text(to, f->unit, false);
		buf_adds(to, "</span>");
	}
	buf_adds(to, "</dd>");
	if (f->low.kind != VALUE_ABSENT && f->high.kind != VALUE_ABSENT) {
		buf_adds(to, "<dd class=\"range\">");
		value(to, &f->low);
		buf_adds(to, " to ");
		value(to, &f->high);
		buf_adds(to, "</dd>");
	}
	if (f->value.kind == VALUE_SHARE) {
		buf_adds(to, "<dd class=\"drawn\">");
		svg_meter(to, f->value.number);
		buf_adds(to, "</dd>");
	}
	element(to, "dd", "note", f->note);
	computed(to, f);
	buf_adds(to, "</div>\n");
}

/* Those to see first stand in a row of their own. */
static void
figures(struct buf *to, const struct part *b)
{
	for (int lead = 1; lead >= 0; lead--) {
		size_t n = 0;

		for (size_t i = 0; i < b->figures.len; i++)
			n += b->figures.at[i].lead == lead;
		if (n == 0)
			continue;
		buf_adds(to, n < 3 ? "<dl class=\"figures few\">\n" : "<dl class=\"figures\">\n");
		for (size_t i = 0; i < b->figures.len; i++)
			if (b->figures.at[i].lead == lead)
				figure(to, &b->figures.at[i]);
		buf_adds(to, "</dl>\n");
	}
}

static const char *
column_class(enum value_kind kind)
{
	return show_numeric(kind) ? " class=\"num\"" : kind == VALUE_SERIES ? " class=\"drawn\"" :
	    kind == VALUE_DATE || kind == VALUE_TIME ? " class=\"when\"" : "";
}

static void
cell(struct buf *to, const struct column *c, const struct value *v, bool first)
{
	buf_printf(to, first ? "<th scope=\"row\"%s" : "<td%s", column_class(c->kind));
	if (v->kind == VALUE_ABSENT)
		buf_adds(to, " data-sort=\"\"");
	else if (show_numeric(v->kind)) {
		buf_adds(to, " data-sort=\"");
		show_bare(to, v);
		buf_addc(to, '"');
	}
	buf_addc(to, '>');
	value(to, v);
	if (v->kind == VALUE_SHARE)
		svg_meter(to, v->number);
	buf_adds(to, first ? "</th>" : "</td>");
}

static void
table_start(struct buf *to, struct str section, struct str id, struct str title, bool hidden)
{
	buf_adds(to, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"c-");
	attribute(to, section);
	buf_addc(to, '-');
	attribute(to, id);
	buf_adds(to, "\"><table data-table=\"");
	attribute(to, id);
	buf_adds(to, "\"><caption id=\"c-");
	attribute(to, section);
	buf_addc(to, '-');
	attribute(to, id);
	buf_adds(to, hidden ? "\" class=\"hidden\">" : "\">");
	text(to, title, false);
	buf_adds(to, "</caption>\n<thead><tr>");
}

static void
table(struct buf *to, struct str section, const struct part *b)
{
	const struct table *t = &b->table;
	size_t n = t->columns.len;

	buf_adds(to, "<div class=\"table\">");
	table_start(to, section, b->id, b->title, false);
	for (size_t c = 0; c < n; c++) {
		buf_printf(to, "<th scope=\"col\"%s>", column_class(t->columns.at[c].kind));
		text(to, t->columns.at[c].label, false);
		buf_adds(to, "</th>");
	}
	buf_adds(to, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < t->cells.len; i++) {
		buf_adds(to, i % n == 0 ? "<tr>" : "");
		cell(to, &t->columns.at[i % n], &t->cells.at[i], i % n == 0);
		buf_adds(to, i % n == n - 1 ? "</tr>\n" : "");
	}
	if (t->cells.len == 0) {
		buf_printf(to, "<tr><td class=\"empty\" colspan=\"%zu\">", n);
		text(to, t->empty.s != NULL ? t->empty : STR("Nothing to show."), false);
		buf_adds(to, "</td></tr>\n");
	}
	buf_adds(to, "</tbody></table></div>");
	element(to, "p", "note", b->text);
	buf_adds(to, "</div>\n");
}

static void
legend(struct buf *to, const struct chart *c)
{
	buf_adds(to, "<ul class=\"legend\">");
	for (size_t i = 0; i < c->series.len; i++) {
		buf_printf(to, "<li class=\"s%zu\">", i % 6);
		text(to, c->series.at[i].name, false);
		buf_adds(to, "</li>");
	}
	buf_adds(to, "</ul>");
}

static void
chart_numbers(struct buf *to, struct str section, const struct part *b)
{
	const struct chart *c = &b->chart;

	buf_adds(to, "<details class=\"numbers\"><summary>The numbers<span class=\"hidden\"> of ");
	text(to, b->title, false);
	buf_adds(to, "</span></summary>");
	table_start(to, section, b->id, b->title, true);
	buf_adds(to, "<th scope=\"col\">");
	text(to, c->axis, false);
	buf_adds(to, "</th>");
	for (size_t s = 0; s < c->series.len; s++) {
		buf_adds(to, "<th scope=\"col\" class=\"num\">");
		text(to, c->series.at[s].name, false);
		buf_adds(to, "</th>");
	}
	buf_adds(to, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < c->labels.len; i++) {
		buf_adds(to, "<tr><th scope=\"row\">");
		text(to, c->labels.at[i], false);
		buf_adds(to, "</th>");
		for (size_t s = 0; s < c->series.len; s++)
			buf_printf(to, "<td class=\"num\">%.10g</td>", c->series.at[s].values[i]);
		buf_adds(to, "</tr>\n");
	}
	buf_adds(to, "</tbody></table></div></details>");
}

static void
chart(struct buf *to, struct str section, const struct part *b)
{
	static const char *const kinds[] = { "line", "bar", "stacked" };
	const struct chart *c = &b->chart;
	size_t n = c->labels.len;

	buf_printf(to, "<figure class=\"chart\" data-kind=\"%s\" data-chart=\"", kinds[c->kind]);
	attribute(to, b->id);
	buf_adds(to, "\"><figcaption><strong>");
	text(to, b->title, false);
	buf_adds(to, "</strong>");
	buf_adds(to, "</figcaption>");
	if (n == 0)
		buf_adds(to, "<p class=\"note\">Nothing to draw.</p>");
	else {
		if (c->series.len > 1)
			legend(to, c);
		buf_printf(to, "<div class=\"plot\"><span class=\"top\">%.10g</span>", svg_top(c));
		svg_chart(to, c);
		buf_adds(to, "</div><p class=\"ends\"><span>");
		text(to, c->labels.at[0], false);
		buf_adds(to, "</span><span>");
		text(to, c->labels.at[n - 1], false);
		buf_adds(to, "</span></p>");
		chart_numbers(to, section, b);
	}
	element(to, "p", "note", b->text);
	buf_adds(to, "</figure>\n");
}

static void
list(struct buf *to, const struct part *b)
{
	element(to, "p", "list-title", b->title);
	buf_adds(to, "<ul>");
	for (size_t i = 0; i < b->items.len; i++) {
		buf_adds(to, "<li>");
		value(to, &b->items.at[i]);
		buf_adds(to, "</li>");
	}
	buf_adds(to, "</ul>\n");
}

static void
quote(struct buf *to, const struct part *b)
{
	buf_adds(to, "<figure class=\"quote\"><blockquote><p>");
	text(to, b->text, true);
	buf_adds(to, "</p></blockquote><figcaption>");
	element(to, "cite", NULL, b->title);
	for (size_t i = 0; i < b->items.len; i++) {
		buf_adds(to, " <span class=\"why\">");
		value(to, &b->items.at[i]);
		buf_adds(to, "</span>");
	}
	buf_adds(to, "</figcaption></figure>\n");
}

static void
parts(struct buf *to, const struct part *in, int depth)
{
	size_t folds = 0;		/* the first stands open: it shows what the others hold */

	for (size_t i = 0; i < in->children.len; i++) {
		const struct part *b = in->children.at[i];

		switch (b->kind) {
		case PART_SECTION:
			buf_adds(to, "<section id=\"");
			attribute(to, b->id);
			buf_printf(to, "\"><h%d>", depth);
			text(to, b->title, false);
			buf_printf(to, "</h%d>\n", depth);
			parts(to, b, depth < 6 ? depth + 1 : 6);
			buf_adds(to, "</section>\n");
			break;
		case PART_FOLD:
			buf_adds(to, "<details class=\"fold\" id=\"");
			attribute(to, b->id);
			buf_adds(to, folds++ == 0 ? "\" open><summary>" : "\"><summary>");
			text(to, b->title, false);
			buf_adds(to, "</summary><div class=\"inside\">\n");
			parts(to, b, depth);
			buf_adds(to, "</div></details>\n");
			break;
		case PART_PARAGRAPH:
			element(to, "p", NULL, b->text);
			break;
		case PART_FIGURES:
			figures(to, b);
			break;
		case PART_TABLE:
			table(to, in->id, b);
			break;
		case PART_CHART:
			chart(to, in->id, b);
			break;
		case PART_QUOTE:
			quote(to, b);
			break;
		case PART_LIST:
			list(to, b);
			break;
		case PART_BANNER:
			break;
		}
	}
}

static void
head(struct buf *to, const struct document *d)
{
	buf_adds(to, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; "
	    "form-action 'none'; style-src ");
	sha256_source(to, asset_style());
	buf_adds(to, "; script-src ");
	sha256_source(to, asset_script());
	if (asset_chart().n > 0) {
		buf_addc(to, ' ');
		sha256_source(to, asset_chart());
	}
	buf_adds(to, "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
	    "<meta name=\"generator\" content=\"muster\">\n");
	element(to, "title", NULL, d->title);
	buf_adds(to, "\n<style>");
	buf_add(to, asset_style().s, asset_style().n);
	buf_adds(to, "</style>\n</head>\n");
}

static void
top(struct buf *to, const struct document *d)
{
	buf_adds(to, "<body>\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<header><div class=\"wrap\"><div>");
	element(to, "h1", NULL, d->title);
	element(to, "p", "subtitle", d->subtitle);
	buf_printf(to, "</div><p class=\"state %s</p></div></header>\n",
	    d->partial ? "bad\">Data incomplete" : "good\">Data complete");
	if (d->sections.len > 1) {
		buf_adds(to, "<nav aria-label=\"Sections\"><ul class=\"wrap\">");
		for (size_t i = 0; i < d->sections.len; i++) {
			buf_adds(to, "<li><a href=\"#");
			attribute(to, d->sections.at[i]->id);
			buf_adds(to, "\">");
			text(to, d->sections.at[i]->title, false);
			buf_adds(to, "</a></li>");
		}
		buf_adds(to, "</ul></nav>\n");
	}
}

void
render_html(struct buf *page, const struct document *d, const struct render_options *o)
{
	(void)o;
	head(page, d);
	top(page, d);
	buf_adds(page, "<main id=\"main\" class=\"wrap\" tabindex=\"-1\">\n");
	for (size_t i = 0; i < d->banners.len; i++)
		banner(page, d->banners.at[i]);
	for (size_t i = 0; i < d->sections.len; i++) {
		const struct part *b = d->sections.at[i];

		buf_adds(page, "<section class=\"part\" id=\"");
		attribute(page, b->id);
		buf_adds(page, "\" aria-labelledby=\"h-");
		attribute(page, b->id);
		buf_adds(page, "\"><h2 id=\"h-");
		attribute(page, b->id);
		buf_adds(page, "\">");
		text(page, b->title, false);
		buf_adds(page, "</h2>\n");
		parts(page, b, 3);
		buf_adds(page, "</section>\n");
	}
	buf_adds(page, "</main>\n<footer class=\"wrap\">");
	element(page, "p", NULL, d->footer);
	buf_adds(page, "</footer>\n");
	if (asset_chart().n > 0) {
		buf_adds(page, "<script>");
		buf_add(page, asset_chart().s, asset_chart().n);
		buf_adds(page, "</script>\n");
	}
	buf_adds(page, "<script>");
	buf_add(page, asset_script().s, asset_script().n);
	buf_adds(page, "</script>\n</body>\n</html>\n");
}
