#include "row.h"

#include "clean.h"
#include "../json/write.h"
#include "../text/html.h"
#include "../text/markdown.h"
#include "../text/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *
row_bind(struct row_columns *c, const struct row_field *fields, const struct table *t)
{
	const char *missing = NULL;

	for (size_t f = 0; fields[f].names[0] != NULL; f++) {
		size_t found = 0;

		for (size_t n = 0; n < ROW_NAMES && fields[f].names[n] != NULL; n++) {
			size_t column = table_column_alike(t, str_of(fields[f].names[n]));

			if (column != SIZE_MAX && (found == 0 || c->at[f][found - 1] != column))
				c->at[f][found++] = column;
		}
		if (found < ROW_NAMES)
			c->at[f][found] = SIZE_MAX;
		if (found == 0 && fields[f].needed && missing == NULL)
			missing = fields[f].names[0];
	}
	return missing;
}

struct buf *
row_buf(struct row *r)
{
	struct row_scratch *s = r->scratch;

	if (s->used == s->texts.len)
		vec_push(&s->texts, mem_zeroed(1, sizeof(struct buf)));
	buf_clear(s->texts.at[s->used]);
	return s->texts.at[s->used++];
}

struct scan_value
row_member(struct scan_value v, struct str path)
{
	for (;;) {
		const char *dot = memchr(path.s, '.', path.n);
		size_t n = dot != NULL ? (size_t)(dot - path.s) : path.n;

		v = scan_member(v, (struct str){ path.s, n });
		if (dot == NULL || v.doc == NULL)
			return v;
		path = (struct str){ dot + 1, path.n - n - 1 };
	}
}

struct scan_value
row_value(const struct row *r, unsigned field)
{
	struct scan_value v = {0};

	for (size_t n = 0; r->table == NULL && n < ROW_NAMES && r->fields[field].names[n] != NULL; n++) {
		v = row_member(r->value, str_of(r->fields[field].names[n]));
		if (scan_type(v) != SCAN_ABSENT && scan_type(v) != SCAN_NULL)
			break;
	}
	return v;
}

/* A value as text, numbers in a scratch text of their own. */
static struct str
scalar(struct row *r, struct scan_value v)
{
	bool structure;

	if (scan_type(v) == SCAN_STRING)
		return scan_string(v);
	return clean_scalar(v, row_buf(r), &structure);
}

struct str
row_text(struct row *r, unsigned field)
{
	struct str text = {0};

	if (r->table != NULL)
		for (size_t n = 0; text.n == 0 && n < ROW_NAMES && r->columns->at[field][n] != SIZE_MAX; n++)
			text = r->table->cells.at[r->columns->at[field][n]];
	else if (r->attributes != NULL)
		for (size_t n = 0; text.n == 0 && n < ROW_NAMES && r->fields[field].names[n] != NULL; n++)
			text = attributes_value(r->attributes, r->fields[field].names[n]);
	else
		for (size_t n = 0; text.n == 0 && n < ROW_NAMES && r->fields[field].names[n] != NULL; n++)
			text = scalar(r, row_member(r->value, str_of(r->fields[field].names[n])));
	return text;
}

bool
row_each(struct row *r, unsigned field, size_t *at, struct str *text)
{
	size_t column;

	if (r->table == NULL)
		return false;
	do {
		column = *at == 0 ? r->columns->at[field][0] : table_same(r->table, *at - 1);
		if (column == SIZE_MAX)
			return false;
		*at = column + 1;
		*text = r->table->cells.at[column];
	} while (text->n == 0);
	return true;
}

struct str
row_cleaned(struct row *r, struct str text, unsigned *flags)
{
	struct buf *scratch;

	if (r->mended && clean_has_bad(text))	/* others of its texts were whole */
		*flags |= POST_REPAIRED;
	*flags |= r->cut ? POST_TRUNCATED : 0u;
	if (text.n == 0)
		return text;
	scratch = row_buf(r);
	return clean_text(scratch, text, flags);
}

struct str
row_unmarked(struct row *r, struct str html, unsigned *flags)
{
	struct buf *text = row_buf(r);

	html_text(text, html);
	return row_cleaned(r, buf_str(text), flags);
}

struct str
row_clean(struct row *r, unsigned field, unsigned *flags)
{
	return row_cleaned(r, row_text(r, field), flags);
}

struct str
row_html(struct row *r, unsigned field, unsigned *flags)
{
	return row_unmarked(r, row_text(r, field), flags);
}

struct str
row_markdown(struct row *r, unsigned field, unsigned *flags)
{
	struct str text = row_clean(r, field, flags);

	return markdown_text(row_buf(r), text);
}

struct str
row_unescaped(struct row *r, unsigned field, unsigned *flags)
{
	struct str text = row_clean(r, field, flags);
	struct buf *plain;

	if (text.n == 0 || memchr(text.s, '&', text.n) == NULL)
		return text;
	plain = row_buf(r);
	html_unescape(plain, text);
	return buf_str(plain);
}

uint32_t
row_person(struct row *r, unsigned field)
{
	return people_number(&r->desk->people, str_trim(row_text(r, field)));
}

bool
row_time_of(struct row *r, unsigned field, struct str text, int64_t *ms)
{
	*ms = TIME_NONE;
	text = str_trim(text);
	if (text.n == 0)
		return true;
	switch (dates_read(&r->in->dates, text, r->line, ms)) {
	case DATES_GOOD:
		return true;
	case DATES_UNSETTLED:
		r->unsettled = true;
		break;
	default:
		break;
	}
	*ms = TIME_NONE;
	r->wrong = text;
	return row_fails(r, "\"%s\": %s", r->fields[field].names[0], r->in->dates.why);
}

bool
row_time(struct row *r, unsigned field, int64_t *ms)
{
	return row_time_of(r, field, row_text(r, field), ms);
}

bool
row_needed_time(struct row *r, unsigned field, int64_t *ms)
{
	return row_time(r, field, ms) && (*ms != TIME_NONE || row_wrong(r, field, "a date is needed"));
}

bool
row_truth(struct row *r, unsigned field, bool otherwise)
{
	struct str s = row_text(r, field);
	char c = s.n > 0 ? s.s[0] : '\0';

	if (c == '\0')
		return otherwise;
	return strchr("tTyY1", c) != NULL ? true : strchr("fFnN0", c) != NULL ? false : otherwise;
}

int64_t
row_count(struct row *r, unsigned field, int64_t otherwise)
{
	struct str text = str_trim(row_text(r, field));
	long long n;

	if (str_int(text, &n) || (clean_id(text, &text) && str_int(text, &n)))	/* "3.0" is what pandas makes of 3 */
		return n;
	return otherwise;
}

static void
put_parts(struct row *r, struct buf *out, struct str text, const char *separators)
{
	for (size_t i = 0, from = 0; text.n > 0 && i <= text.n; i++)
		if (i == text.n || (text.s[i] != '\0' && strchr(separators, text.s[i]) != NULL)) {
			struct str part = str_trim((struct str){ text.s + from, i - from });
			unsigned flags = 0;

			size_t mark = row_mark(r);

			if (part.n > 0)
				write_string(out, NULL, row_cleaned(r, part, &flags));
			row_release(r, mark);		/* there may be millions of them */
			from = i + 1;
		}
}

struct str
row_list(struct row *r, unsigned field, const char *separators)
{
	struct scan_value v = row_value(r, field), element;
	struct scan_each walk = scan_each(v);
	struct buf *out = row_buf(r);

	write_array(out, NULL);
	if (scan_type(v) != SCAN_ARRAY)
		put_parts(r, out, row_text(r, field), separators);
	else
		while (scan_next(&walk, NULL, &element)) {
			size_t mark = row_mark(r);
			struct str s = scan_type(element) == SCAN_OBJECT ? scan_string(scan_member(element, STR("name"))) : scalar(r, element);

			if (s.n == 0)
				s = scan_string(scan_member(element, STR("tag")));
			if (s.n > 0)
				write_string(out, NULL, s);
			row_release(r, mark);
		}
	write_end_array(out);
	return out->len > 2 ? buf_str(out) : (struct str){0};
}

struct row
row_inside(const struct row *r, struct scan_value v, const struct row_field *fields, unsigned unit)
{
	struct row inner = *r;

	inner.value = v;
	inner.fields = fields;
	inner.unit = unit;
	inner.table = NULL;
	inner.attributes = NULL;
	inner.columns = NULL;
	return inner;
}

bool
row_pass_on(struct row *r, const struct row *inner)
{
	memcpy(r->why, inner->why, sizeof r->why);
	r->unsettled = inner->unsettled;
	return false;
}

size_t
row_mark(const struct row *r)
{
	return r->scratch->used;
}

void
row_release(struct row *r, size_t mark)
{
	r->scratch->used = mark;
}

bool
row_nested(struct row *r, struct scan_value list, const char *unit, const struct row_field *fields, row_take_nested *take, void *with, bool rehearsal)
{
	struct scan_each walk = scan_each(list);
	struct scan_value v;
	unsigned number = UNIT_NONE;

	if (scan_type(list) != SCAN_ARRAY || scan_count(list) == 0)
		return true;
	if (!rehearsal)
		number = desk_unit(r->desk, unit);
	while (scan_next(&walk, NULL, &v)) {
		struct row inner = row_inside(r, v, fields, number);
		size_t mark = row_mark(r);

		if (scan_type(v) != SCAN_OBJECT)
			return row_fails(r, "%s: %s stands where an object is expected", unit, scan_type_name(scan_type(v)));
		if (!rehearsal)
			desk_count(r->desk, number)->read++;
		if (!take(&inner, with, rehearsal))
			return row_pass_on(r, &inner);
		row_release(r, mark);
	}
	return true;
}

bool
row_fails(struct row *r, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(r->why, sizeof r->why, fmt, ap);
	va_end(ap);
	return false;
}

bool
row_wrong(struct row *r, unsigned field, const char *what)
{
	struct str s = row_text(r, field), shown = utf8_cut(s, 60);

	r->wrong = s;
	return row_fails(r, "\"%s\": %s: \"%.*s\"", r->fields[field].names[0], what, (int)shown.n, s.s != NULL ? s.s : "");
}

bool
row_drop(struct row *r, const char *why)
{
	tally_add(&desk_count(r->desk, r->unit)->dropped, str_of(why), 1);
	return true;
}

bool
row_used(struct row *r)
{
	desk_count(r->desk, r->unit)->used++;
	return true;
}

void
row_scratch_clear(struct row_scratch *s)
{
	s->used = 0;
}

void
row_scratch_free(struct row_scratch *s)
{
	for (size_t i = 0; i < s->texts.len; i++)
		buf_free(s->texts.at[i]), free(s->texts.at[i]);
	vec_free(&s->texts);
}
