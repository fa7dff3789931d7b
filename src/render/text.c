/*
 * The page for terminals and mail: plain lines of a given width, bars drawn with block characters.
 *
 * A table that does not fit has its texts wrapped; one that cannot fit is written row by row.
 */
#include "render.h"
#include "show.h"

#include <math.h>

enum { NARROW = 10, SPARK = 24, SPARK_LEAST = 8, GAP = 2, LABEL = 24 };

struct page {
	struct buf *to;
	size_t width;
};

static void
repeat(struct buf *to, const char *what, size_t n)
{
	while (n-- > 0)
		buf_adds(to, what);
}

/* Cut the first line of at most width columns off text: at a blank where there is one. */
static struct str
cut(struct str *text, size_t width)
{
	struct str line = *text;
	size_t at = 0, columns = 0, blank = 0, bytes, wide;

	while (at < text->n && text->s[at] != '\n') {
		show_next((struct str){ text->s + at, text->n - at }, &bytes, &wide);
		if (columns + wide > width && at > 0)
			break;
		if (text->s[at] == ' ')
			blank = at;
		columns += wide;
		at += bytes;
	}
	if (at < text->n && text->s[at] != '\n' && text->s[at] != ' ' && blank > 0)
		at = blank;
	line.n = at;
	if (at < text->n && (text->s[at] == ' ' || text->s[at] == '\n'))
		at++;
	*text = (struct str){ text->s + at, text->n - at };
	return line;
}

/* Text in lines, of which the first starts with one prefix and the others with another of the same width. */
static void
hanging(struct page *p, const char *first, const char *others, struct str text, bool lines)
{
	struct buf clean = {0};
	struct str rest;
	size_t used = show_columns(str_of(first));

	show_text(&clean, text, lines);
	rest = buf_str(&clean);
	while (rest.n > 0) {
		struct str line = cut(&rest, p->width > used + NARROW ? p->width - used : NARROW);

		buf_adds(p->to, first);
		buf_add(p->to, line.s, line.n);
		first = others;
		while (p->to->len > 0 && p->to->data[p->to->len - 1] == ' ')
			p->to->len--;
		buf_addc(p->to, '\n');
	}
	buf_free(&clean);
}

static void
wrapped(struct page *p, const char *prefix, struct str text, bool lines)
{
	hanging(p, prefix, prefix, text, lines);
}

static void
heading(struct page *p, struct str title, const char *rule)
{
	size_t start = p->to->len;

	wrapped(p, "", title, false);
	if (rule != NULL) {
		size_t n = show_columns((struct str){ p->to->data + start, p->to->len - start - 1 });

		repeat(p->to, rule, n < p->width ? n : p->width);
		buf_addc(p->to, '\n');
	}
}

/* A value as clean text of one line. */
static void
cell(struct buf *to, const struct value *v, size_t width)
{
	struct buf raw = {0};

	buf_clear(to);
	if (v->kind == VALUE_SERIES)
		show_spark(&raw, v->series, v->series_len, width);
	else
		show_value(&raw, v);
	show_text(to, buf_str(&raw), false);
	if (to->data == NULL)
		buf_adds(to, "");
	buf_free(&raw);
}

static size_t
longest_word(struct str s)
{
	size_t most = 0, from = 0;

	for (size_t i = 0; i <= s.n; i++)
		if (i == s.n || s.s[i] == ' ') {
			size_t n = show_columns((struct str){ s.s + from, i - from });

			most = n > most ? n : most;
			from = i + 1;
		}
	return most;
}

/* How wide the column would be, and how narrow it can get: at a word's length, or by breaking words too. */
static void
measure(const struct part *b, size_t c, size_t *width, size_t *word, size_t *least)
{
	const struct table *t = &b->table;
	enum value_kind kind = t->columns.at[c].kind;
	size_t head = longest_word(t->columns.at[c].label);
	struct buf one = {0};

	*width = *word = *least = head;
	for (size_t i = c; i < t->cells.len; i += t->columns.len) {
		size_t columns, longest;

		cell(&one, &t->cells.at[i], SPARK);
		columns = show_columns(buf_str(&one));
		longest = longest_word(buf_str(&one));
		*width = columns > *width ? columns : *width;
		*word = longest > *word ? longest : *word;
	}
	buf_free(&one);
	if (kind == VALUE_TEXT)
		*least = head > NARROW ? head : NARROW < *word ? NARROW : *word;
	else if (kind == VALUE_SERIES)
		*word = *least = head > SPARK_LEAST ? head : SPARK_LEAST;
	else
		*word = *least = *width;
}

/* Take from the widest column until all fit; none gets narrower than its limit. */
static bool
shrink(size_t *width, const size_t *limit, size_t n, size_t room)
{
	size_t sum = 0;

	for (size_t c = 0; c < n; c++)
		sum += width[c];
	for (; sum > room; sum--) {
		size_t widest = n;

		for (size_t c = 0; c < n; c++)
			if (width[c] > limit[c] && (widest == n || width[c] > width[widest]))
				widest = c;
		if (widest == n)
			return false;
		width[widest]--;
	}
	return true;
}

/* Widths of the columns and the gap between them, words whole if that is possible; false: the table does not fit. */
static bool
fit(const struct page *p, const struct part *b, size_t *width, size_t *gap)
{
	size_t n = b->table.columns.len;
	size_t *natural = mem_zeroed(3 * n, sizeof *natural), *word = natural + n, *least = word + n;
	bool good = false;

	for (size_t c = 0; c < n; c++)
		measure(b, c, &natural[c], &word[c], &least[c]);
	for (int try = 0; try < 3 && !good; try++) {
		*gap = try == 1 ? 1 : GAP;
		memcpy(width, natural, n * sizeof *width);
		good = *gap * (n - 1) < p->width && shrink(width, try < 2 ? word : least, n, p->width - *gap * (n - 1));
	}
	free(natural);
	return good;
}

/* One row: each cell wrapped in its column, as many lines as the longest takes. */
static void
row(struct page *p, const struct table *t, struct buf *texts, const size_t *width, size_t gap)
{
	size_t n = t->columns.len;
	struct str *rest = mem_zeroed(n, sizeof *rest);
	bool more = true;

	for (size_t c = 0; c < n; c++)
		rest[c] = buf_str(&texts[c]);
	while (more) {
		size_t pad = 0;

		more = false;
		for (size_t c = 0; c < n; c++) {
			struct str line = cut(&rest[c], width[c]);
			size_t columns = show_columns(line);
			size_t space = columns < width[c] ? width[c] - columns : 0;
			bool right = show_numeric(t->columns.at[c].kind);

			repeat(p->to, " ", line.n > 0 ? pad + (right ? space : 0) : 0);
			buf_add(p->to, line.s, line.n);
			pad = (line.n > 0 ? (right ? 0 : space) : pad + width[c]) + gap;
			more |= rest[c].n > 0;
		}
		buf_addc(p->to, '\n');
	}
	free(rest);
}

/* What names the row, and below it the rest with its labels. */
static void
one_by_one(struct page *p, const struct part *b)
{
	const struct table *t = &b->table;
	struct buf one = {0}, rest = {0};
	size_t n = t->columns.len;

	for (size_t i = 0; i < t->cells.len; i++) {
		const struct column *c = &t->columns.at[i % n];

		cell(&one, &t->cells.at[i], SPARK);
		if (i % n == 0) {
			hanging(p, "* ", "  ", buf_str(&one), false);
			continue;
		}
		buf_printf(&rest, "%s%.*s: %s", i % n > 1 ? "; " : "", (int)c->label.n, c->label.s, one.data);
		if (i % n == n - 1) {
			wrapped(p, "    ", buf_str(&rest), false);
			buf_clear(&rest);
		}
	}
	buf_free(&one);
	buf_free(&rest);
}

static void
table(struct page *p, const struct part *b)
{
	const struct table *t = &b->table;
	size_t n = t->columns.len, rows = document_rows(b), gap = GAP;
	size_t *width = mem_zeroed(n, sizeof *width);
	struct buf *texts = mem_zeroed(n, sizeof *texts);

	wrapped(p, "", b->title, false);
	if (rows == 0)
		wrapped(p, "  ", t->empty.s != NULL ? t->empty : STR("Nothing to show."), false);
	else if (!fit(p, b, width, &gap))
		one_by_one(p, b);
	else {
		for (size_t c = 0; c < n; c++)
			show_text(&texts[c], t->columns.at[c].label, false);
		row(p, t, texts, width, gap);
		for (size_t c = 0; c < n; c++) {
			repeat(p->to, "-", width[c]);
			repeat(p->to, " ", c + 1 < n ? gap : 0);
		}
		buf_addc(p->to, '\n');
		for (size_t r = 0; r < rows; r++) {
			for (size_t c = 0; c < n; c++)
				cell(&texts[c], &t->cells.at[r * n + c], width[c]);
			row(p, t, texts, width, gap);
		}
	}
	for (size_t c = 0; c < n; c++)
		buf_free(&texts[c]);
	free(texts);
	free(width);
	wrapped(p, "  ", b->text, false);
}

static size_t
label_columns(const struct chart *c)
{
	size_t most = 0;

	for (size_t i = 0; i < c->series.len; i++) {
		size_t columns = show_columns(c->series.at[i].name);

		most = columns > most ? columns : most;
	}
	return most < LABEL ? most : LABEL;
}

static void
chart(struct page *p, const struct part *b)
{
	const struct chart *c = &b->chart;
	size_t label = label_columns(c), n = c->labels.len;
	struct buf name = {0};
	struct str rest;

	wrapped(p, "", b->title, false);
	if (n == 0)
		wrapped(p, "  ", STR("Nothing to show."), false);
	for (size_t s = 0; s < c->series.len && n > 0; s++) {
		const struct chart_series *line = &c->series.at[s];
		size_t peak = 0, used = label + 34;

		for (size_t i = 1; i < n; i++)
			if (line->values[i] > line->values[peak])
				peak = i;
		show_text(&name, line->name, false);
		rest = buf_str(&name);
		rest = cut(&rest, LABEL);
		buf_adds(p->to, "  ");
		buf_add(p->to, rest.s, rest.n);
		repeat(p->to, " ", label - show_columns(rest) + 2);
		show_spark(p->to, line->values, n, p->width > used + SPARK ? p->width - used : SPARK);
		buf_clear(&name);
		buf_printf(p->to, "  peak %.10g on %.*s\n", line->values[peak], (int)c->labels.at[peak].n,
		    c->labels.at[peak].s);
	}
	if (n > 0)
		buf_printf(p->to, "  %.*s to %.*s, %.*s\n", (int)c->labels.at[0].n, c->labels.at[0].s,
		    (int)c->labels.at[n - 1].n, c->labels.at[n - 1].s, (int)c->unit.n, c->unit.n > 0 ? c->unit.s : "");
	buf_free(&name);
	wrapped(p, "  ", b->text, false);
}

/* What stands behind a figure: its unit, its range, what it rests on. */
static void
beside(struct buf *to, const struct figure *f)
{
	if (f->unit.n > 0) {
		buf_addc(to, ' ');
		show_text(to, f->unit, false);
	}
	if (f->low.kind != VALUE_ABSENT && f->high.kind != VALUE_ABSENT) {
		buf_adds(to, " (");
		show_value(to, &f->low);
		buf_adds(to, " to ");
		show_value(to, &f->high);
		buf_addc(to, ')');
	}
	if (f->illustrative)
		buf_adds(to, " [illustrative]");
}

static void
figures(struct page *p, const struct part *b)
{
	struct buf one = {0}, note = {0};
	size_t label = 0, wide = 0;
	for (size_t i = 0; i < b->figures.len; i++) {
		size_t columns = show_columns(b->figures.at[i].label);

		label = columns > label ? columns : label;
		cell(&one, &b->figures.at[i].value, SPARK);
		columns = show_columns(buf_str(&one));
		wide = columns > wide ? columns : wide;
	}
	for (size_t i = 0; i < b->figures.len; i++) {
		const struct figure *f = &b->figures.at[i];
		size_t columns;

		cell(&one, &f->value, SPARK);
		columns = show_columns(buf_str(&one));
		buf_adds(p->to, "  ");
		show_text(p->to, f->label, false);
		repeat(p->to, " ", label - show_columns(f->label) + 2 + (wide < 24 ? wide - columns : 0));
		buf_adds(p->to, one.data);
		buf_clear(&note);
		beside(&note, f);
		if (label + 4 + (columns > wide ? columns : wide) + show_columns(buf_str(&note)) <= p->width)
			buf_printf(p->to, "%s\n", note.len > 0 ? note.data : "");
		else {
			buf_addc(p->to, '\n');
			wrapped(p, "      ", str_trim(buf_str(&note)), false);
		}
		wrapped(p, "      ", f->note, false);
	}
	for (size_t i = 0; i < b->figures.len; i++) {
		const struct figure *f = &b->figures.at[i];

		if (!f->illustrative || f->formula.n == 0)
			continue;
		buf_clear(&note);
		buf_printf(&note, "%.*s (illustrative) = %.*s", (int)f->label.n, f->label.s, (int)f->formula.n, f->formula.s);
		if (f->inputs.n > 0)
			buf_printf(&note, "; %.*s", (int)f->inputs.n, f->inputs.s);
		if (f->source.n > 0)
			buf_printf(&note, " [%.*s]", (int)f->source.n, f->source.s);
		buf_addc(p->to, '\n');
		wrapped(p, "  ", buf_str(&note), false);
	}
	buf_free(&one);
	buf_free(&note);
}

static void
items(struct page *p, const struct part *b, const char *prefix)
{
	struct buf one = {0};

	for (size_t i = 0; i < b->items.len; i++) {
		cell(&one, &b->items.at[i], SPARK);
		if (b->kind == PART_LIST)
			hanging(p, "  - ", "    ", buf_str(&one), false);
		else
			wrapped(p, prefix, buf_str(&one), false);
	}
	buf_free(&one);
}

static void
parts(struct page *p, const struct part *in, int depth)
{
	for (size_t i = 0; i < in->children.len; i++) {
		const struct part *b = in->children.at[i];

		buf_addc(p->to, '\n');
		switch (b->kind) {
		case PART_SECTION:
		case PART_FOLD:
			heading(p, b->title, depth == 1 ? "-" : NULL);
			parts(p, b, depth + 1);
			break;
		case PART_PARAGRAPH:
			wrapped(p, "", b->text, true);
			break;
		case PART_FIGURES:
			figures(p, b);
			break;
		case PART_TABLE:
			table(p, b);
			break;
		case PART_CHART:
			chart(p, b);
			break;
		case PART_QUOTE:
			wrapped(p, "  | ", b->text, true);
			wrapped(p, "  ", b->title, false);
			items(p, b, "  ");
			break;
		case PART_LIST:
			wrapped(p, "", b->title, false);
			items(p, b, "  ");
			break;
		case PART_BANNER:
			break;
		}
	}
}

void
render_text(struct buf *page, const struct document *d, const struct render_options *o)
{
	static const char *const marks[] = { "** ", "** ", "!! ", "!! " };
	struct page p = { page, o->width > 0 ? o->width : 80 };

	heading(&p, d->title, "=");
	wrapped(&p, "", d->subtitle, false);
	for (size_t i = 0; i < d->banners.len; i++) {
		const struct part *b = d->banners.at[i];

		buf_addc(page, '\n');
		wrapped(&p, marks[b->tone], b->title, false);
		items(&p, b, marks[b->tone]);
	}
	for (size_t i = 0; i < d->sections.len; i++) {
		buf_adds(page, "\n\n");
		heading(&p, d->sections.at[i]->title, "=");
		parts(&p, d->sections.at[i], 1);
	}
	if (d->footer.n > 0) {
		buf_addc(page, '\n');
		wrapped(&p, "", d->footer, false);
	}
}
