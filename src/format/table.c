#include "table.h"

#include "../base/map.h"

#include <stdio.h>
#include <string.h>

enum {
	FIRST = 1 << 16,	/* bytes in which the first line should end */
	COLUMNS = 100000	/* a header of delimiters alone must not take sixteen times its size */
};

const char table_header_again[] = "the header again";

char
table_delimiter(struct str line)
{
	static const char candidates[] = ",;\t|";
	size_t count[4] = {0}, best = 0;
	bool inside = false;

	for (size_t i = 0; i < line.n; i++) {
		const char *c = line.s[i] != '\0' ? strchr(candidates, line.s[i]) : NULL;

		if (line.s[i] == '"')
			inside = !inside;
		else if (c != NULL && !inside)
			count[c - candidates]++;
	}
	for (size_t i = 1; i < 4; i++)
		if (count[i] > count[best])
			best = i;
	return candidates[best];
}

/* The first newline from `at` on, or the end: looked for but once, however many quotes stand before it. NULL: not yet. */
static const char *
newline_from(const char *last, const char *at, const char *end)
{
	const char *nl = last != NULL && last >= at ? last : memchr(at, '\n', (size_t)(end - at));

	return nl != NULL ? nl : end;
}

/*
 * Find the end of the row at window.at: a newline outside of quotes. SOME: *n bytes without the newline, *ended
 * whether there was one. END: no row. BAD: it is longer than a row may be.
 */
static enum format_status
find_row(struct table *t, size_t *n, bool *newline)
{
	struct window *w = &t->window;

	for (;;) {
		struct str rest = window_rest(w);
		const char *at = rest.s + t->scanned, *end = rest.s + rest.n, *nl = NULL;
		enum source_status r;

		while (at < end) {
			const char *quote;

			if (!t->inside)
				nl = newline_from(nl, at, end);
			quote = memchr(at, '"', (size_t)((t->inside ? end : nl) - at));
			if (quote == NULL && !t->inside && nl < end) {
				*n = (size_t)(nl - rest.s);
				*newline = true;
				return *n > t->in->max_record ? FORMAT_BAD : FORMAT_SOME;
			}
			if (quote != NULL) {
				t->inside = !t->inside;
				t->quotes = true;
			}
			at = quote != NULL ? quote + 1 : end;
		}
		t->scanned = rest.n;
		if (rest.n > t->in->max_record)
			return FORMAT_BAD;
		if ((r = window_more(w)) < 0)
			return intake_failed(t->in, r);
		if (r == SOURCE_END) {
			*n = window_rest(w).n;
			*newline = false;
			return *n > t->in->max_record ? FORMAT_BAD : *n > 0 ? FORMAT_SOME : FORMAT_END;
		}
	}
}

/* The row at hand is n bytes: go behind it. */
static void
consume(struct table *t, size_t n, bool newline, bool counted)
{
	t->raw = (struct str){ t->window.text.data + t->window.at, n };
	t->window.at += n + newline;
	if (!counted && memchr(t->raw.s, '\n', n) == NULL)	/* most quoted cells are of one line */
		counted = true;
	t->next_line = t->line + newline + (counted ? 0 : window_lines(t->raw));
	t->scanned = 0;
	t->inside = t->quotes = false;
}

/* What follows a bad quote, up to the end of its line, is lost with it; the next line is taken for a row. */
static enum format_status
bad_quote(struct table *t, size_t n, bool newline, size_t wrong)
{
	const char *row = t->window.text.data + t->window.at;
	const char *nl = wrong < n ? memchr(row + wrong, '\n', n - wrong) : NULL;
	struct str before = { row, wrong };
	uint64_t down = window_lines(before);
	size_t column = wrong;

	while (column > 0 && row[column - 1] != '\n')
		column--;
	column = wrong - column + 1;
	consume(t, nl != NULL ? (size_t)(nl - row) : n, newline || nl != NULL, false);
	if (wrong >= n)
		return intake_bad(t->in, FORMAT_BAD, t->line, 0, t->raw, "a quoted cell of this row is never closed");
	return intake_bad(t->in, FORMAT_BAD, t->line + down, column, t->raw,
	    "bad quoting in the row that begins in line %llu: a quote inside of a cell must be doubled and the cell quoted",
	    (unsigned long long)t->line);
}

/* Pass over a row, however long, to its end outside of quotes. */
static enum format_status
skip_row(struct table *t)
{
	bool inside = false, over = false;

	while (!over) {
		struct str rest = window_rest(&t->window);
		const char *at = rest.s, *end = rest.s + rest.n, *nl = NULL;
		enum source_status r;

		while (at < end && !over) {
			const char *quote;

			if (!inside)
				nl = newline_from(nl, at, end);
			quote = memchr(at, '"', (size_t)((inside ? end : nl) - at));
			over = quote == NULL && !inside && nl < end;
			inside ^= quote != NULL;
			at = quote != NULL ? quote + 1 : over ? nl + 1 : end;
		}
		t->next_line += window_lines((struct str){ rest.s, (size_t)(at - rest.s) });
		t->window.at += (size_t)(at - rest.s);
		if (!over && (r = window_more(&t->window)) < 0)
			return intake_failed(t->in, r);
		over |= t->window.ended && window_rest(&t->window).n == 0;
	}
	t->scanned = 0;
	t->inside = t->quotes = false;
	return FORMAT_BAD;
}

/* A row beyond the limit: it goes, unless bad quoting made it so long. What lies beyond the limit is not looked at. */
static enum format_status
too_long(struct table *t)
{
	struct str head = { window_rest(&t->window).s, t->in->max_record };
	enum format_status r;
	size_t wrong;

	if (!cells_parse(&t->cells, head, &wrong) && wrong < head.n)
		return bad_quote(t, head.n, false, wrong);
	buf_clear(&t->head);
	buf_add(&t->head, head.s, head.n < 4096 ? head.n : 4096);
	t->next_line = t->line;
	t->raw = buf_str(&t->head);
	r = skip_row(t);
	return r != FORMAT_BAD ? r : intake_bad(t->in, FORMAT_BAD, t->line, 0, t->raw, "a row longer than --max-record=%zu bytes", t->in->max_record);
}

/* Nothing but blanks, which libcsv does not take for a row either. */
static bool
is_blank(struct str row, char delimiter)
{
	while (row.n > 0 && (row.s[0] == ' ' || row.s[0] == '\t') && row.s[0] != delimiter)
		row = (struct str){ row.s + 1, row.n - 1 };
	return row.n == 0;
}

/* The next row, of any number of cells. */
static enum format_status
read_row(struct table *t)
{
	enum format_status r;
	struct str row;
	bool newline = false, quotes;
	size_t n = 0, wrong;

	for (;;) {
		t->line = t->next_line;
		if ((r = find_row(t, &n, &newline)) != FORMAT_SOME)
			return r == FORMAT_BAD ? too_long(t) : r;
		row = (struct str){ t->window.text.data + t->window.at, n };
		quotes = t->quotes;
		if (row.n > 0 && row.s[row.n - 1] == '\r')
			row.n--;
		if (is_blank(row, t->delimiter)) {
			consume(t, n, newline, true);
			continue;
		}
		if (!cells_cut(&t->cells, row, quotes, &wrong))
			return bad_quote(t, n, newline, wrong);
		consume(t, n, newline, !quotes);
		return FORMAT_SOME;
	}
}

static enum format_status
refuse(struct table *t, const char *why)
{
	return intake_bad(t->in, FORMAT_REFUSED, t->line, 0, t->raw, "%s", why);
}

/* Which columns have one name. */
static void
find_same(struct table *t)
{
	struct map names = {0};
	VEC(size_t) last = {0};

	vec_zero(&t->same, t->names.len);
	for (size_t i = 0; i < t->names.len; i++) {
		bool fresh;
		size_t k = map_add(&names, t->names.at[i], &fresh);

		t->same.at[i] = SIZE_MAX;
		if (fresh)
			vec_push(&last, i);
		else {
			t->same.at[last.at[k]] = i;
			last.at[k] = i;
		}
	}
	map_free(&names);
	vec_free(&last);
}

enum format_status
table_begin(struct table *t, struct intake *in, char delimiter)
{
	enum source_status s;
	enum format_status r;
	struct str first;
	const char *nl;

	t->in = in;
	t->next_line = t->line = 1;
	t->scanned = 0;
	t->inside = t->quotes = false;
	t->names.len = 0;
	if ((s = window_begin(&t->window, in)) < 0 || (s = window_fill(&t->window, FIRST)) < 0)
		return intake_failed(in, s);
	first = window_rest(&t->window);
	first.n = first.n < FIRST ? first.n : FIRST;
	nl = first.n > 0 ? memchr(first.s, '\n', first.n) : NULL;
	t->delimiter = delimiter != 0 ? delimiter : table_delimiter((struct str){ first.s, nl != NULL ? (size_t)(nl - first.s) : first.n });
	cells_begin(&t->cells, t->delimiter, COLUMNS);
	if (nl == NULL && first.n > 0 && memchr(first.s, '\r', first.n) != NULL)
		return refuse(t, "the lines of this file end in CR alone; convert it first: tr '\\r' '\\n'");
	if ((r = read_row(t)) == FORMAT_END)
		return refuse(t, "the file has no header line");
	if (r == FORMAT_BAD)
		return FORMAT_REFUSED;
	if (r == FORMAT_FAILED)
		return r;
	buf_clear(&t->header);
	buf_room(&t->header, t->raw.n + 1);
	if (t->cells.count > COLUMNS)
		return intake_bad(in, FORMAT_REFUSED, t->line, 0, t->raw, "a header of %zu columns; more than %d are not read", t->cells.count, COLUMNS);
	for (size_t i = 0; i < t->cells.len; i++) {
		struct str name = { t->header.data + t->header.len, t->cells.at[i].n };

		buf_add(&t->header, t->cells.at[i].s, name.n);
		vec_push(&t->names, name);
	}
	t->cells.most = t->names.len;
	find_same(t);
	return FORMAT_SOME;
}

enum format_status
table_next(struct table *t)
{
	enum format_status r = read_row(t);

	if (r != FORMAT_SOME || t->cells.count == t->names.len)
		return r;
	return intake_bad(t->in, FORMAT_BAD, t->line, 1, t->raw, "the row has %zu cells, the header %zu", t->cells.count, t->names.len);
}

enum format_status
table_again(struct table *t, struct str raw, uint64_t line)
{
	struct str row = raw;
	size_t wrong;

	t->raw = raw;
	t->line = line;
	if (row.n > 0 && row.s[row.n - 1] == '\r')
		row.n--;
	cells_cut(&t->cells, row, memchr(row.s, '"', row.n) != NULL, &wrong);
	return FORMAT_SOME;
}

size_t
table_same(const struct table *t, size_t column)
{
	return t->same.at[column];
}

bool
table_is_header(const struct table *t)
{
	size_t i = 0;

	while (i < t->cells.len && str_equal(t->cells.at[i], t->names.at[i]))
		i++;
	return i == t->cells.len && i > 1;
}

uint64_t
table_byte(const struct table *t, struct str cell)
{
	const char *end = t->raw.s + t->raw.n;

	if (cell.s == NULL || cell.s < t->raw.s || cell.s > end || memchr(t->raw.s, '\n', (size_t)(cell.s - t->raw.s)) != NULL)
		return 1;
	return (uint64_t)(cell.s - t->raw.s) + 1;
}

size_t
table_column(const struct table *t, struct str name, size_t after)
{
	for (size_t i = after == SIZE_MAX ? 0 : after + 1; i < t->names.len; i++)
		if (str_equal(t->names.at[i], name))
			return i;
	return SIZE_MAX;
}

size_t
table_column_alike(const struct table *t, struct str name)
{
	size_t column = table_column(t, name, SIZE_MAX);

	for (size_t i = 0; column == SIZE_MAX && i < t->names.len; i++)
		if (str_alike(t->names.at[i], name))
			column = i;
	return column;
}

void
table_free(struct table *t)
{
	window_free(&t->window);
	cells_free(&t->cells);
	vec_free(&t->names);
	vec_free(&t->same);
	buf_free(&t->head);
	buf_free(&t->header);
}
