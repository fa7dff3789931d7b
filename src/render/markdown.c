/* The page for wikis, issues and chats: GitHub's markdown. No text can become mark-up or a link. */
#include "render.h"
#include "show.h"

#include <ctype.h>

/*
 * Text as text: everything that GitHub's markdown could read as mark-up, HTML or an address that
 * it would link by itself is escaped. lines: what stands between two of them (NULL: one blank).
 */
static void
text(struct buf *to, struct str s, const char *lines)
{
	struct buf clean = {0};
	bool start = true;		/* where a block could begin */
	size_t digits = 0;

	show_text(&clean, s, lines != NULL);
	for (size_t i = 0; i < clean.len; i++) {
		char c = clean.data[i];

		if (c == '\n') {
			buf_adds(to, lines);
			start = true;
			digits = 0;
			continue;
		}
		if (start && c == ' ')
			continue;
		if (c == '&')
			buf_adds(to, "&amp;");
		else if (c == '<')
			buf_adds(to, "&lt;");
		else if (c == '>')
			buf_adds(to, "&gt;");
		else if (c == '@')
			buf_adds(to, "@\xe2\x81\xa0");		/* a word joiner: nobody is called */
		else if (strchr("\\`*_{}[]|~#!$:^", c) != NULL ||
		    (start && (c == '-' || c == '+' || c == '=')) || (digits > 0 && (c == '.' || c == ')')))
			buf_printf(to, "\\%c", c);
		else if (c == '.' && i >= 3 && strncmp(clean.data + i - 3, "www", 3) == 0)
			buf_adds(to, "\\.");
		else
			buf_addc(to, c);
		digits = isdigit((unsigned char)c) && (start || digits > 0) ? digits + 1 : 0;
		start = false;
	}
	buf_free(&clean);
}

static void
value(struct buf *to, const struct value *v)
{
	bool link = v->href.n > 0 && v->href.s[0] != '#';

	if (link)
		buf_addc(to, '[');
	if (v->kind == VALUE_TEXT)
		text(to, v->text, NULL);
	else
		show_value(to, v);
	if (link) {
		buf_adds(to, "](<");
		for (size_t i = 0; i < v->href.n; i++)
			if (strchr("<>\\ \n|", v->href.s[i]) != NULL)
				buf_printf(to, "%%%02X", (unsigned char)v->href.s[i]);
			else
				buf_addc(to, v->href.s[i]);
		buf_adds(to, ">)");
	}
}

static void
heading(struct buf *to, struct str title, int depth)
{
	if (to->len > 0)
		buf_addc(to, '\n');
	while (depth-- > 0)
		buf_addc(to, '#');
	buf_addc(to, ' ');
	text(to, title, NULL);
	buf_adds(to, "\n");
}

static void
paragraph(struct buf *to, struct str s)
{
	if (s.n == 0)
		return;
	buf_addc(to, '\n');
	text(to, s, "  \n");
	buf_addc(to, '\n');
}

static void
table(struct buf *to, const struct part *b)
{
	const struct table *t = &b->table;
	size_t n = t->columns.len;

	buf_adds(to, "\n**");
	text(to, b->title, NULL);
	buf_adds(to, "**\n");
	if (t->cells.len == 0)
		paragraph(to, t->empty.s != NULL ? t->empty : STR("Nothing to show."));
	else {
		buf_adds(to, "\n|");
		for (size_t c = 0; c < n; c++) {
			buf_addc(to, ' ');
			text(to, t->columns.at[c].label, NULL);
			buf_adds(to, " |");
		}
		buf_adds(to, "\n|");
		for (size_t c = 0; c < n; c++)
			buf_adds(to, show_numeric(t->columns.at[c].kind) ? " ---: |" : " --- |");
		for (size_t i = 0; i < t->cells.len; i++) {
			buf_adds(to, i % n == 0 ? "\n| " : " ");
			value(to, &t->cells.at[i]);
			buf_adds(to, " |");
		}
		buf_addc(to, '\n');
	}
	paragraph(to, b->text);
}

static void
chart(struct buf *to, const struct part *b)
{
	const struct chart *c = &b->chart;
	size_t n = c->labels.len;

	buf_adds(to, "\n**");
	text(to, b->title, NULL);
	buf_adds(to, "**\n");
	for (size_t s = 0; s < c->series.len && n > 0; s++) {
		const struct chart_series *line = &c->series.at[s];
		size_t peak = 0;

		for (size_t i = 1; i < n; i++)
			if (line->values[i] > line->values[peak])
				peak = i;
		buf_adds(to, "\n- ");
		text(to, line->name, NULL);
		buf_adds(to, ": ");
		show_spark(to, line->values, n, 60);
		buf_printf(to, " peak %.10g on ", line->values[peak]);
		text(to, c->labels.at[peak], NULL);
	}
	if (n > 0) {
		buf_adds(to, "\n- ");
		text(to, c->labels.at[0], NULL);
		buf_adds(to, " to ");
		text(to, c->labels.at[n - 1], NULL);
		buf_adds(to, ", ");
		text(to, c->unit, NULL);
		buf_addc(to, '\n');
	}
	paragraph(to, b->text);
}

static void
figures(struct buf *to, const struct part *b)
{
	bool how = false;

	buf_adds(to, "\n| Figure | Value | |\n| --- | ---: | --- |\n");
	for (size_t i = 0; i < b->figures.len; i++) {
		const struct figure *f = &b->figures.at[i];

		buf_adds(to, "| ");
		text(to, f->label, NULL);
		buf_adds(to, " | ");
		value(to, &f->value);
		if (f->unit.n > 0) {
			buf_addc(to, ' ');
			text(to, f->unit, NULL);
		}
		if (f->low.kind != VALUE_ABSENT && f->high.kind != VALUE_ABSENT) {
			buf_adds(to, " (");
			value(to, &f->low);
			buf_adds(to, " to ");
			value(to, &f->high);
			buf_addc(to, ')');
		}
		buf_adds(to, f->illustrative ? " *illustrative* | " : " | ");
		text(to, f->note, NULL);
		buf_adds(to, " |\n");
		how |= f->formula.n > 0;
	}
	if (!how)
		return;
	buf_adds(to, "\nHow these are computed:\n\n");
	for (size_t i = 0; i < b->figures.len; i++) {
		const struct figure *f = &b->figures.at[i];

		if (f->formula.n == 0)
			continue;
		buf_adds(to, "- ");
		text(to, f->label, NULL);
		buf_adds(to, f->illustrative ? " (*illustrative*) = " : " = ");
		text(to, f->formula, NULL);
		if (f->inputs.n > 0) {
			buf_adds(to, "; ");
			text(to, f->inputs, NULL);
		}
		if (f->source.n > 0) {
			buf_adds(to, " (");
			text(to, f->source, NULL);
			buf_addc(to, ')');
		}
		buf_addc(to, '\n');
	}
}

static void
parts(struct buf *to, const struct part *in, int depth)
{
	for (size_t i = 0; i < in->children.len; i++) {
		const struct part *b = in->children.at[i];

		switch (b->kind) {
		case PART_SECTION:
		case PART_FOLD:
			heading(to, b->title, depth);
			parts(to, b, depth < 6 ? depth + 1 : 6);
			break;
		case PART_PARAGRAPH:
			paragraph(to, b->text);
			break;
		case PART_FIGURES:
			figures(to, b);
			break;
		case PART_TABLE:
			table(to, b);
			break;
		case PART_CHART:
			chart(to, b);
			break;
		case PART_QUOTE:
			buf_adds(to, "\n> ");
			text(to, b->text, "  \n> ");
			buf_adds(to, "\n>\n> \xe2\x80\x94 ");
			text(to, b->title, NULL);
			for (size_t k = 0; k < b->items.len; k++) {
				buf_adds(to, " (");
				value(to, &b->items.at[k]);
				buf_addc(to, ')');
			}
			buf_addc(to, '\n');
			break;
		case PART_LIST:
			paragraph(to, b->title);
			buf_addc(to, '\n');
			for (size_t k = 0; k < b->items.len; k++) {
				buf_adds(to, "- ");
				value(to, &b->items.at[k]);
				buf_addc(to, '\n');
			}
			break;
		case PART_BANNER:
			break;
		}
	}
}

void
render_markdown(struct buf *page, const struct document *d, const struct render_options *o)
{
	static const char *const alerts[] = { "NOTE", "TIP", "WARNING", "CAUTION" };

	(void)o;
	heading(page, d->title, 1);
	paragraph(page, d->subtitle);
	for (size_t i = 0; i < d->banners.len; i++) {
		const struct part *b = d->banners.at[i];

		buf_printf(page, "\n> [!%s]\n> **", alerts[b->tone]);
		text(page, b->title, NULL);
		buf_adds(page, "**\n");
		for (size_t k = 0; k < b->items.len; k++) {
			buf_adds(page, "> - ");
			value(page, &b->items.at[k]);
			buf_addc(page, '\n');
		}
	}
	for (size_t i = 0; i < d->sections.len; i++) {
		heading(page, d->sections.at[i]->title, 2);
		parts(page, d->sections.at[i], 3);
	}
	if (d->footer.n > 0) {
		buf_adds(page, "\n---\n");
		paragraph(page, d->footer);
	}
}
