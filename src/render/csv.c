/*
 * The page for spreadsheets and data frames: a table, then an empty line, then the next table.
 *
 * Every block starts with the columns section and table, so that awk or grep finds its rows; a
 * document of one table is only that table: a header and its rows. Values are bare (1029, 0.296).
 * RFC 4180 quoting, lines end in "\n". A text that a spreadsheet would run as a formula gets an
 * apostrophe in front; numbers below zero do not.
 */
#include "render.h"
#include "show.h"

static void
quoted(struct buf *to, struct str s)
{
	bool quote = false;

	for (size_t i = 0; i < s.n && !quote; i++)
		quote = s.s[i] == '"' || s.s[i] == ',' || s.s[i] == '\n' || s.s[i] == '\r';
	if (s.n > 0 && (s.s[0] == ' ' || s.s[s.n - 1] == ' '))
		quote = true;
	if (!quote) {
		buf_add(to, s.s, s.n);
		return;
	}
	buf_addc(to, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.s[i] == '"')
			buf_addc(to, '"');
		buf_addc(to, s.s[i]);
	}
	buf_addc(to, '"');
}

/* "-5", "+3.25": harmless, and data. */
static bool
number(struct str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		bool digit = s.s[i] >= '0' && s.s[i] <= '9';

		digits += digit;
		if (!digit && !(i == 0 && (s.s[i] == '-' || s.s[i] == '+')) && !(digits > 0 && s.s[i] == '.'))
			return false;
	}
	return digits > 0;
}

/* Spreadsheets look past blanks, and read full-width signs as signs. */
static bool
formula(struct str s)
{
	static const char *const starts[] = { "=", "+", "-", "@", "\t", "\r", "\n", "\xef\xbc\x9d",
		"\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0" };

	while (s.n > 0 && s.s[0] == ' ')
		s = (struct str){ s.s + 1, s.n - 1 };
	if (number(s))
		return false;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (s.n > 0 && str_starts(s, starts[i]))
			return true;
	return false;
}

static void
text(struct buf *to, struct str s)
{
	struct buf clean = {0}, safe = {0};

	if (s.s == NULL)
		return;
	show_text(&clean, s, true);
	if (formula(s) || formula(buf_str(&clean)))	/* what is left out may uncover one */
		buf_addc(&safe, '\'');
	buf_add(&safe, clean.data, clean.len);
	quoted(to, buf_str(&safe));
	buf_free(&clean);
	buf_free(&safe);
}

static void
value(struct buf *to, const struct value *v)
{
	if (v->kind == VALUE_TEXT)
		text(to, v->text);
	else
		show_bare(to, v);
}

struct place {
	struct buf *to;
	bool bare;			/* one table: no section and table columns */
	struct str section;
};

static void
start(struct place *p, struct str table)
{
	if (p->bare)
		return;
	text(p->to, p->section);
	buf_addc(p->to, ',');
	text(p->to, table);
	buf_addc(p->to, ',');
}

static void
header(struct place *p)
{
	if (p->to->len > 0)
		buf_addc(p->to, '\n');
	if (!p->bare)
		buf_adds(p->to, "section,table,");
}

static void
table(struct place *p, const struct part *b)
{
	const struct table *t = &b->table;
	size_t rows = document_rows(b);

	header(p);
	for (size_t c = 0; c < t->columns.len; c++) {
		if (c > 0)
			buf_addc(p->to, ',');
		text(p->to, t->columns.at[c].id);
		if (t->columns.at[c].kind == VALUE_MONEY && rows > 0 && t->cells.at[c].kind == VALUE_MONEY) {
			buf_addc(p->to, '_');		/* the currency: money stands bare below */
			text(p->to, t->cells.at[c].text);
		}
	}
	buf_addc(p->to, '\n');
	for (size_t r = 0; r < rows; r++) {
		start(p, b->id);
		for (size_t c = 0; c < t->columns.len; c++) {
			if (c > 0)
				buf_addc(p->to, ',');
			value(p->to, &t->cells.at[r * t->columns.len + c]);
		}
		buf_addc(p->to, '\n');
	}
}

static void
chart(struct place *p, const struct part *b)
{
	const struct chart *c = &b->chart;

	header(p);
	text(p->to, c->axis);
	for (size_t s = 0; s < c->series.len; s++) {
		buf_addc(p->to, ',');
		text(p->to, c->series.at[s].name);
	}
	buf_addc(p->to, '\n');
	for (size_t i = 0; i < c->labels.len; i++) {
		start(p, b->id);
		text(p->to, c->labels.at[i]);
		for (size_t s = 0; s < c->series.len; s++)
			buf_printf(p->to, ",%.10g", c->series.at[s].values[i]);
		buf_addc(p->to, '\n');
	}
}

static void
figures(struct place *p, const struct part *b)
{
	header(p);
	buf_adds(p->to, "figure,value,low,high,unit,illustrative\n");
	for (size_t i = 0; i < b->figures.len; i++) {
		const struct figure *f = &b->figures.at[i];

		start(p, STR("figures"));
		text(p->to, f->id);
		buf_addc(p->to, ',');
		value(p->to, &f->value);
		buf_addc(p->to, ',');
		value(p->to, &f->low);
		buf_addc(p->to, ',');
		value(p->to, &f->high);
		buf_addc(p->to, ',');
		text(p->to, f->value.kind == VALUE_MONEY ? f->value.text : f->unit);
		buf_adds(p->to, f->illustrative ? ",illustrative\n" : ",\n");
	}
}

static void
parts(struct place *p, const struct part *in)
{
	for (size_t i = 0; i < in->children.len; i++) {
		const struct part *b = in->children.at[i];

		if (b->kind == PART_TABLE)
			table(p, b);
		else if (b->kind == PART_CHART)
			chart(p, b);
		else if (b->kind == PART_FIGURES)
			figures(p, b);
		else
			parts(p, b);
	}
}

void
render_csv(struct buf *page, const struct document *d, const struct render_options *o)
{
	static const char *const tones[] = { "info", "good", "warn", "bad" };
	struct place p = { .to = page, .section = STR("report") };

	(void)o;
	for (size_t i = 0; i < d->banners.len; i++)
		for (size_t k = 0; k < d->banners.at[i]->items.len; k++) {
			if (page->len == 0)
				buf_adds(page, "section,table,tone,title,text\n");
			start(&p, STR("banners"));
			buf_printf(page, "%s,", tones[d->banners.at[i]->tone]);
			text(page, d->banners.at[i]->title);
			buf_addc(page, ',');
			value(page, &d->banners.at[i]->items.at[k]);
			buf_addc(page, '\n');
		}
	p.bare = d->one_table;
	for (size_t i = 0; i < d->sections.len; i++) {
		p.section = d->sections.at[i]->id;
		parts(&p, d->sections.at[i]);
	}
}
