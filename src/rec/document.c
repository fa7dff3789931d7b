#include "document.h"
#include "../base/time.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

static void
part_free(struct part *b)
{
	for (size_t i = 0; i < b->children.len; i++)
		part_free(b->children.at[i]);
	vec_free(&b->children);
	vec_free(&b->figures);
	vec_free(&b->items);
	vec_free(&b->table.columns);
	vec_free(&b->table.cells);
	vec_free(&b->chart.labels);
	vec_free(&b->chart.series);
	free(b);
}

void
document_free(struct document *d)
{
	for (size_t i = 0; i < d->banners.len; i++)
		part_free(d->banners.at[i]);
	for (size_t i = 0; i < d->sections.len; i++)
		part_free(d->sections.at[i]);
	for (size_t i = 0; i < d->memory.len; i++)
		free(d->memory.at[i]);
	vec_free(&d->banners);
	vec_free(&d->sections);
	vec_free(&d->open);
	vec_free(&d->memory);
	*d = (struct document){0};
}

/* The length of the UTF-8 sequence that s starts with, 0 if it starts with none. */
static size_t
sequence(struct str s)
{
	const unsigned char *u = (const unsigned char *)s.s;
	size_t n = u[0] < 0x80 ? 1 : u[0] < 0xc2 ? 0 : u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : u[0] < 0xf5 ? 4 : 0;

	if (n > s.n)
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((u[i] & 0xc0) != 0x80)
			return 0;
	if ((u[0] == 0xe0 && u[1] < 0xa0) || (u[0] == 0xed && u[1] > 0x9f) ||
	    (u[0] == 0xf0 && u[1] < 0x90) || (u[0] == 0xf4 && u[1] > 0x8f))
		return 0;
	return n;
}

struct str
document_text(struct document *d, struct str s)
{
	struct buf b = {0};

	if (s.s == NULL)
		return s;
	buf_room(&b, s.n);
	while (s.n > 0) {
		size_t n = sequence(s);

		if (n > 0)
			buf_add(&b, s.s, n);
		else {
			buf_adds(&b, "\xef\xbf\xbd");
			n = 1;
		}
		s = (struct str){ s.s + n, s.n - n };
	}
	if (b.data == NULL)
		buf_adds(&b, "");
	vec_push(&d->memory, b.data);
	return (struct str){ b.data, b.len };
}

static struct str
vformat(struct document *d, const char *fmt, va_list ap)
{
	char small[256];
	struct buf b = {0};
	struct str s;
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(small, sizeof small, fmt, ap);
	if (n >= (int)sizeof small) {
		vsnprintf(buf_room(&b, (size_t)n), (size_t)n + 1, fmt, again);
		b.len = (size_t)n;
	} else if (n > 0)
		buf_add(&b, small, (size_t)n);
	va_end(again);
	s = document_text(d, buf_str(&b));
	buf_free(&b);
	return s;
}

struct str
document_printf(struct document *d, const char *fmt, ...)
{
	va_list ap;
	struct str s;

	va_start(ap, fmt);
	s = vformat(d, fmt, ap);
	va_end(ap);
	return s;
}

void
document_group(struct buf *to, const char *digits)
{
	size_t n;

	if (*digits == '-')
		buf_addc(to, *digits++);
	n = strcspn(digits, ".");
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			buf_addc(to, ',');
		buf_addc(to, digits[i]);
	}
	buf_adds(to, digits + n);
}

const char *
document_count(struct document *d, uint64_t n)
{
	char digits[24];
	struct buf b = {0};

	snprintf(digits, sizeof digits, "%" PRIu64, n);
	document_group(&b, digits);
	vec_push(&d->memory, b.data);
	return b.data;
}

const char *
document_amount(struct document *d, uint64_t n, const char *what)
{
	return document_printf(d, "%s %s%s", document_count(d, n), what, n == 1 ? "" : "s").s;
}

static struct part *
add(struct document *d, enum part_kind kind)
{
	struct part *b = mem_zeroed(1, sizeof *b);

	b->kind = kind;
	if (kind == PART_BANNER)
		vec_push(&d->banners, b);
	else if (d->open.len == 0)
		vec_push(&d->sections, b);
	else
		vec_push(&d->open.at[d->open.len - 1]->children, b);
	return b;
}

struct part *
document_section(struct document *d, const char *id, const char *title)
{
	struct part *b = add(d, PART_SECTION);

	b->id = document_text(d, str_of(id));
	b->title = document_text(d, str_of(title));
	vec_push(&d->open, b);
	return b;
}

struct part *
document_fold(struct document *d, struct str id, struct str title)
{
	struct part *b = add(d, PART_FOLD);

	b->id = document_text(d, id);
	b->title = document_text(d, title);
	vec_push(&d->open, b);
	return b;
}

void
document_end(struct document *d)
{
	d->open.len--;
}

struct part *
document_paragraph(struct document *d, const char *fmt, ...)
{
	struct part *b = add(d, PART_PARAGRAPH);
	va_list ap;

	va_start(ap, fmt);
	b->text = vformat(d, fmt, ap);
	va_end(ap);
	return b;
}

struct figure *
document_figure(struct document *d, const char *id, const char *label, struct value v)
{
	struct part *in = d->open.at[d->open.len - 1], *b = NULL;
	struct figure *f;

	if (in->children.len > 0)
		b = in->children.at[in->children.len - 1];
	if (b == NULL || b->kind != PART_FIGURES)
		b = add(d, PART_FIGURES);
	f = vec_add(&b->figures);
	f->id = document_text(d, str_of(id));
	f->label = document_text(d, str_of(label));
	f->value = v;
	return f;
}

struct part *
document_quote(struct document *d, struct str text, struct str by, struct str why)
{
	struct part *b = add(d, PART_QUOTE);

	b->text = document_text(d, text);
	b->title = document_text(d, by);
	if (why.s != NULL)
		vec_push(&b->items, value_text(d, why));
	return b;
}

struct part *
document_list(struct document *d, const char *title)
{
	struct part *b = add(d, PART_LIST);

	b->title = document_text(d, str_of(title));
	return b;
}

void
document_item(struct document *d, struct part *list, struct value v)
{
	(void)d;
	vec_push(&list->items, v);
}

struct part *
document_banner(struct document *d, enum tone tone, const char *title)
{
	struct part *b = add(d, PART_BANNER);

	b->tone = tone;
	b->title = document_text(d, str_of(title));
	if (tone == TONE_BAD)
		d->partial = true;
	return b;
}

struct part *
document_table(struct document *d, const char *id, const char *title)
{
	struct part *b = add(d, PART_TABLE);

	b->id = document_text(d, str_of(id));
	b->title = document_text(d, str_of(title));
	return b;
}

void
document_column(struct document *d, struct part *table, const char *id, const char *label, enum value_kind kind)
{
	struct column *c = vec_add(&table->table.columns);

	c->id = document_text(d, str_of(id));
	c->label = document_text(d, str_of(label));
	c->kind = kind;
}

void
document_cell(struct part *table, struct value v)
{
	vec_push(&table->table.cells, v);
}

size_t
document_rows(const struct part *table)
{
	return table->table.columns.len == 0 ? 0 : table->table.cells.len / table->table.columns.len;
}

struct part *
document_chart(struct document *d, const char *id, const char *title, enum chart_kind kind)
{
	struct part *b = add(d, PART_CHART);

	b->id = document_text(d, str_of(id));
	b->title = document_text(d, str_of(title));
	b->chart.kind = kind;
	b->chart.axis = STR("day");
	return b;
}

void
document_days(struct document *d, struct part *chart, int64_t first, size_t n)
{
	char day[TIME_TEXT];

	for (size_t i = 0; i < n; i++) {
		size_t len = time_write_day(day, first + (int64_t)i);

		vec_push(&chart->chart.labels, document_text(d, ((struct str){ day, len })));
	}
}

static const double *
keep(struct document *d, const double *values, size_t n)
{
	double *copy = mem_zeroed(n + 1, sizeof *copy);

	for (size_t i = 0; i < n; i++)
		copy[i] = isfinite(values[i]) ? values[i] : 0;
	vec_push(&d->memory, (void *)copy);
	return copy;
}

void
document_series(struct document *d, struct part *chart, const char *name, const double *values)
{
	struct chart_series *s = vec_add(&chart->chart.series);

	s->name = document_text(d, str_of(name));
	s->values = keep(d, values, chart->chart.labels.len);
}

struct value
value_none(void)
{
	return (struct value){ .kind = VALUE_ABSENT };
}

struct value
value_text(struct document *d, struct str s)
{
	return s.s == NULL ? value_none() : (struct value){ .kind = VALUE_TEXT, .text = document_text(d, s) };
}

struct value
value_count(uint64_t n)
{
	return (struct value){ .kind = VALUE_COUNT, .whole = n > INT64_MAX ? INT64_MAX : (int64_t)n };
}

static double
rounded(double x, int decimals)
{
	double scale = pow(10, decimals);

	x = round(x * scale) / scale;
	return x == 0 ? 0 : x;		/* never -0 */
}

struct value
value_number(double x, int decimals)
{
	if (!isfinite(x))
		return value_none();
	return (struct value){ .kind = VALUE_NUMBER, .decimals = decimals, .number = rounded(x, decimals) };
}

struct value
value_share(double part, double whole)
{
	if (!isfinite(part) || !(whole > 0))
		return value_none();
	return (struct value){ .kind = VALUE_SHARE, .decimals = 1, .number = rounded(part / whole, 3) };
}

struct value
value_money(int64_t minor, const char *currency)
{
	return (struct value){ .kind = VALUE_MONEY, .whole = minor, .text = str_of(currency) };
}

struct value
value_date(int64_t day)
{
	return day == INT64_MIN ? value_none() : (struct value){ .kind = VALUE_DATE, .whole = day };
}

struct value
value_time(int64_t ms)
{
	return ms == TIME_NONE ? value_none() : (struct value){ .kind = VALUE_TIME, .whole = ms };
}

struct value
value_series(struct document *d, int64_t first, const double *counts, size_t n)
{
	return (struct value){ .kind = VALUE_SERIES, .whole = first, .series = keep(d, counts, n), .series_len = n };
}

struct value
value_link(struct document *d, struct value v, struct str href)
{
	if (href.s != NULL && (str_starts(href, "#") || str_starts(href, "https://") ||
	    str_starts(href, "http://") || str_starts(href, "mailto:")))
		v.href = document_text(d, href);
	return v;
}

static struct part *
find(struct part *in, struct str id)
{
	for (size_t i = 0; i < in->children.len; i++) {
		struct part *b = in->children.at[i], *deeper;

		if ((b->kind == PART_TABLE || b->kind == PART_CHART) && str_equal(b->id, id))
			return b;
		if ((deeper = find(b, id)) != NULL)
			return deeper;
	}
	return NULL;
}

/* Take b out of the tree and free the rest of it. */
static void
keep_part(struct part *in, struct part *b)
{
	size_t kept = 0;

	for (size_t i = 0; i < in->children.len; i++) {
		struct part *child = in->children.at[i];

		if (child == b || find(child, b->id) == b) {
			if (child != b)
				keep_part(child, b);
			in->children.at[kept++] = child;
		} else
			part_free(child);
	}
	in->children.len = kept;
}

bool
document_only(struct document *d, struct str path)
{
	const char *slash = path.s != NULL ? memchr(path.s, '/', path.n) : NULL;
	struct str section = path, table = {0};
	struct part *kept = NULL, *one = NULL;

	if (slash != NULL) {
		section.n = (size_t)(slash - path.s);
		table = (struct str){ slash + 1, path.n - section.n - 1 };
	}
	for (size_t i = 0; i < d->sections.len; i++)
		if (str_equal(d->sections.at[i]->id, section))
			kept = d->sections.at[i];
	if (kept == NULL || (table.s != NULL && (one = find(kept, table)) == NULL))
		return false;
	for (size_t i = 0; i < d->sections.len; i++)
		if (d->sections.at[i] != kept)
			part_free(d->sections.at[i]);
	d->sections.len = 1;
	d->sections.at[0] = kept;
	if (one != NULL) {
		keep_part(kept, one);
		d->one_table = true;
	}
	return true;
}
