/*
 * The page for programs: sections, figures and tables by their ids, every number as it is shown
 * elsewhere. One object, indented by two blanks, members in the order of the page.
 */
#include "render.h"
#include "show.h"

struct writer {
	struct buf *to;
	size_t depth;
	bool first;		/* nothing stands in the innermost brackets yet */
};

static void
line(struct writer *w)
{
	if (!w->first)
		buf_addc(w->to, ',');
	buf_addc(w->to, '\n');
	for (size_t i = 0; i < w->depth; i++)
		buf_adds(w->to, "  ");
	w->first = false;
}

static void
key(struct writer *w, struct str name)
{
	line(w);
	show_json(w->to, name);
	buf_adds(w->to, ": ");
}

static void
open(struct writer *w, char bracket)
{
	buf_addc(w->to, bracket);
	w->depth++;
	w->first = true;
}

static void
shut(struct writer *w, char bracket)
{
	bool empty = w->first;

	w->depth--;
	w->first = true;
	if (!empty)
		line(w);
	w->first = false;
	buf_addc(w->to, bracket);
}

static void
text(struct writer *w, const char *name, struct str s)
{
	if (s.s != NULL && s.n > 0) {
		key(w, str_of(name));
		show_json(w->to, s);
	}
}

static void
series(struct buf *to, const double *values, size_t n)
{
	buf_addc(to, '[');
	for (size_t i = 0; i < n; i++)
		buf_printf(to, i > 0 ? ",%.10g" : "%.10g", values[i]);
	buf_addc(to, ']');
}

static void
value(struct buf *to, const struct value *v)
{
	switch (v->kind) {
	case VALUE_ABSENT:
		buf_adds(to, "null");
		break;
	case VALUE_COUNT:
	case VALUE_NUMBER:
	case VALUE_SHARE:
		show_bare(to, v);
		break;
	case VALUE_TEXT:
		show_json(to, v->text);
		break;
	case VALUE_DATE:
	case VALUE_TIME:
		buf_addc(to, '"');
		show_bare(to, v);
		buf_addc(to, '"');
		break;
	case VALUE_MONEY:
		buf_printf(to, "{\"minor\": %lld, \"currency\": ", (long long)v->whole);
		show_json(to, v->text);
		buf_addc(to, '}');
		break;
	case VALUE_SERIES: {
		struct value first = value_date(v->whole);

		buf_adds(to, "{\"from\": \"");
		show_bare(to, &first);
		buf_adds(to, "\", \"counts\": ");
		series(to, v->series, v->series_len);
		buf_addc(to, '}');
		break;
	}
	}
}

static const char *
kind_name(enum value_kind kind)
{
	static const char *const names[] = { "none", "text", "count", "number", "share", "money", "date", "time", "series" };

	return names[kind];
}

static void
figures(struct writer *w, const struct part *b)
{
	for (size_t i = 0; i < b->figures.len; i++) {
		const struct figure *f = &b->figures.at[i];

		key(w, f->id);
		open(w, '{');
		text(w, "label", f->label);
		text(w, "kind", str_of(kind_name(f->value.kind)));
		key(w, STR("value"));
		value(w->to, &f->value);
		if (f->low.kind != VALUE_ABSENT) {
			key(w, STR("low"));
			value(w->to, &f->low);
		}
		if (f->high.kind != VALUE_ABSENT) {
			key(w, STR("high"));
			value(w->to, &f->high);
		}
		text(w, "unit", f->unit);
		text(w, "note", f->note);
		text(w, "formula", f->formula);
		text(w, "inputs", f->inputs);
		text(w, "source", f->source);
		if (f->illustrative) {
			key(w, STR("illustrative"));
			buf_adds(w->to, "true");
		}
		shut(w, '}');
	}
}

static void
table(struct writer *w, const struct part *b)
{
	const struct table *t = &b->table;

	open(w, '{');
	text(w, "title", b->title);
	text(w, "note", b->text);
	key(w, STR("columns"));
	open(w, '[');
	for (size_t c = 0; c < t->columns.len; c++) {
		line(w);
		buf_adds(w->to, "{\"id\": ");
		show_json(w->to, t->columns.at[c].id);
		buf_adds(w->to, ", \"label\": ");
		show_json(w->to, t->columns.at[c].label);
		buf_printf(w->to, ", \"kind\": \"%s\"}", kind_name(t->columns.at[c].kind));
	}
	shut(w, ']');
	key(w, STR("rows"));
	open(w, '[');
	for (size_t r = 0; r < document_rows(b); r++) {
		line(w);
		buf_addc(w->to, '{');
		for (size_t c = 0; c < t->columns.len; c++) {
			if (c > 0)
				buf_adds(w->to, ", ");
			show_json(w->to, t->columns.at[c].id);
			buf_adds(w->to, ": ");
			value(w->to, &t->cells.at[r * t->columns.len + c]);
		}
		buf_addc(w->to, '}');
	}
	shut(w, ']');
	shut(w, '}');
}

static void
chart(struct writer *w, const struct part *b)
{
	const struct chart *c = &b->chart;

	open(w, '{');
	text(w, "title", b->title);
	text(w, "note", b->text);
	text(w, "unit", c->unit);
	key(w, STR("labels"));
	buf_addc(w->to, '[');
	for (size_t i = 0; i < c->labels.len; i++) {
		if (i > 0)
			buf_addc(w->to, ',');
		show_json(w->to, c->labels.at[i]);
	}
	buf_addc(w->to, ']');
	key(w, STR("series"));
	open(w, '[');
	for (size_t i = 0; i < c->series.len; i++) {
		line(w);
		buf_adds(w->to, "{\"name\": ");
		show_json(w->to, c->series.at[i].name);
		buf_adds(w->to, ", \"values\": ");
		series(w->to, c->series.at[i].values, c->labels.len);
		buf_addc(w->to, '}');
	}
	shut(w, ']');
	shut(w, '}');
}

static void
items(struct writer *w, const struct part *b)
{
	open(w, '[');
	for (size_t i = 0; i < b->items.len; i++) {
		line(w);
		value(w->to, &b->items.at[i]);
	}
	shut(w, ']');
}

/* The children of one kind, under a name that says which; by their ids where they have one. */
static void
gather(struct writer *w, const struct part *in, enum part_kind kind, const char *name)
{
	bool named = kind == PART_FIGURES || kind == PART_TABLE || kind == PART_CHART, any = false;

	for (size_t i = 0; i < in->children.len; i++) {
		const struct part *b = in->children.at[i];

		if (b->kind != kind)
			continue;
		if (!any) {
			key(w, str_of(name));
			open(w, named ? '{' : '[');
			any = true;
		}
		if (kind == PART_FIGURES)
			figures(w, b);
		else if (named) {
			key(w, b->id);
			(kind == PART_TABLE ? table : chart)(w, b);
		} else if (kind == PART_PARAGRAPH) {
			line(w);
			show_json(w->to, b->text);
		} else {
			line(w);
			open(w, '{');
			text(w, kind == PART_QUOTE ? "by" : "title", b->title);
			text(w, "text", b->text);
			if (kind == PART_QUOTE && b->items.len > 0)
				text(w, "why", b->items.at[0].text);
			if (kind == PART_LIST) {
				key(w, STR("items"));
				items(w, b);
			}
			shut(w, '}');
		}
	}
	if (any)
		shut(w, named ? '}' : ']');
}

static void
section(struct writer *w, const struct part *b)
{
	bool any = false;

	open(w, '{');
	text(w, "title", b->title);
	gather(w, b, PART_PARAGRAPH, "text");
	gather(w, b, PART_FIGURES, "figures");
	gather(w, b, PART_TABLE, "tables");
	gather(w, b, PART_CHART, "charts");
	gather(w, b, PART_QUOTE, "quotes");
	gather(w, b, PART_LIST, "lists");
	for (size_t i = 0; i < b->children.len; i++) {
		const struct part *child = b->children.at[i];

		if (child->kind != PART_SECTION && child->kind != PART_FOLD)
			continue;
		if (!any) {
			key(w, STR("parts"));
			open(w, '{');
			any = true;
		}
		key(w, child->id);
		section(w, child);
	}
	if (any)
		shut(w, '}');
	shut(w, '}');
}

void
render_json(struct buf *page, const struct document *d, const struct render_options *o)
{
	static const char *const tones[] = { "info", "good", "warn", "bad" };
	struct writer w = { .to = page, .first = true };
	struct value now = value_time(d->now);

	(void)o;
	open(&w, '{');
	text(&w, "type", STR("report"));
	text(&w, "title", d->title);
	text(&w, "subtitle", d->subtitle);
	text(&w, "made_by", d->footer);
	key(&w, STR("now"));
	value(page, &now);
	key(&w, STR("complete"));
	buf_adds(page, d->partial ? "false" : "true");
	key(&w, STR("banners"));
	open(&w, '[');
	for (size_t i = 0; i < d->banners.len; i++) {
		line(&w);
		open(&w, '{');
		text(&w, "tone", str_of(tones[d->banners.at[i]->tone]));
		text(&w, "title", d->banners.at[i]->title);
		key(&w, STR("items"));
		items(&w, d->banners.at[i]);
		shut(&w, '}');
	}
	shut(&w, ']');
	key(&w, STR("sections"));
	open(&w, '{');
	for (size_t i = 0; i < d->sections.len; i++) {
		key(&w, d->sections.at[i]->id);
		section(&w, d->sections.at[i]);
	}
	shut(&w, '}');
	shut(&w, '}');
	buf_addc(page, '\n');
}
