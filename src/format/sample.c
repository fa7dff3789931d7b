#include "sample.h"

#include "clean.h"
#include "../text/date.h"

#include <stdio.h>
#include <string.h>

enum { DEPTH = 8, COLUMNS = 2000, BEGINNING = 120 };

/* A sample while it is taken. */
struct taking {
	struct sample *to;
	struct intake in;
	struct rows rows;
	struct glimpse glimpse;
	struct buf begin, path, cell;
	size_t bytes;
};

/* The number of a column, made if there is room; SIZE_MAX: there is none. */
static size_t
column(struct taking *t, size_t array, struct str path)
{
	struct sample *s = t->to;
	struct buf key = {0};
	struct sample_column *new;
	size_t n;

	buf_printf(&key, "%zu %.*s", array, (int)path.n, path.s);
	n = map_find(&s->paths, buf_str(&key));
	if (n == MAP_NONE && s->columns.len < COLUMNS) {
		n = map_add(&s->paths, buf_str(&key), NULL);
		new = vec_add(&s->columns);
		new->path = mem_copy(path.s, path.n);
		new->array = array;
		new->last = SIZE_MAX;
	}
	buf_free(&key);
	return n;
}

static bool
has_markup(struct str text)
{
	for (const char *at = text.s, *end = at + text.n; (at = memchr(at, '<', (size_t)(end - at))) != NULL; at++)
		if (end - at > 2 && (at[1] == '/' || strchr("pbdaiu", at[1]) != NULL) && memchr(at, '>', (size_t)(end - at)) != NULL)
			return true;
	return false;
}

static void
note_value(struct sample_column *c, struct str text)
{
	struct buf key = {0};
	bool fresh;
	size_t k;

	if (map_len(&c->values) > SAMPLE_VALUES)
		return;
	buf_add(&key, text.s, text.n < BEGINNING ? text.n : BEGINNING);
	if (text.n > BEGINNING)
		buf_printf(&key, "... (%zu)", text.n);
	k = map_add(&c->values, buf_str(&key), &fresh);
	if (fresh)
		(void)vec_add(&c->counts);
	c->counts.at[k]++;
	buf_free(&key);
}

/* A text in the element of that number. */
static void
note(struct sample_column *c, struct str text, size_t element)
{
	struct date date;
	long long n;

	text = str_trim(text);
	if (text.n == 0)
		return;
	c->filled++;
	c->rows += c->last != element;
	c->last = element;
	c->length += text.n;
	c->numbers += str_int(text, &n);
	if (text.n < 64) {
		date = date_read(text);
		c->dates += date.form != DATE_NONE && date.form != DATE_IMPOSSIBLE;
		c->open_dates += date.form == DATE_EITHER;
		c->told_dates += date.form == DATE_DAY_FIRST || date.form == DATE_MONTH_FIRST;
	}
	c->markup += has_markup(text);
	c->commas += memchr(text.s, ',', text.n) != NULL;
	c->semicolons += memchr(text.s, ';', text.n) != NULL;
	c->bars += memchr(text.s, '|', text.n) != NULL;
	for (size_t i = 0; i < text.n; i++)
		c->blanks += text.s[i] == ' ' || text.s[i] == '\n';
	note_value(c, text);
}

static void
note_row(struct taking *t)
{
	const struct table *table = &t->rows.table;

	for (size_t i = 0; i < table->cells.len; i++) {
		size_t c = column(t, 0, table->names.at[i]);

		if (c != SIZE_MAX)
			note(&t->to->columns.at[c], table->cells.at[i], t->to->rows);
	}
}

static void note_value_of(struct taking *t, struct scan_value v, size_t array, size_t element, int depth);

/* The objects of an array; what lies in arrays inside of these is not looked at. */
static void
note_objects(struct taking *t, struct scan_value list)
{
	struct scan_each walk = scan_each(list);
	struct buf outer = t->path;
	struct scan_value v;
	size_t n = 0;

	while (n < t->to->arrays.len && strcmp(t->to->arrays.at[n].path, outer.data) != 0)
		n++;
	if (n == t->to->arrays.len) {
		if (n >= COLUMNS)
			return;
		vec_add(&t->to->arrays)->path = mem_copy(outer.data, outer.len);
	}
	t->to->arrays.at[n].records++;
	t->path = (struct buf){0};
	while (scan_next(&walk, NULL, &v))
		note_value_of(t, v, n + 1, t->to->arrays.at[n].elements++, 1);
	buf_free(&t->path);
	t->path = outer;
}

static void
note_scalar(struct taking *t, struct scan_value v, size_t array, size_t element, bool is_list)
{
	bool structure;
	struct str text = clean_scalar(v, &t->cell, &structure);
	size_t c = column(t, array, buf_str(&t->path));

	if (c == SIZE_MAX || structure)
		return;
	t->to->columns.at[c].is_list |= is_list;
	note(&t->to->columns.at[c], text, element);
}

/* A value at t->path in a record, or in an object of an array. */
static void
note_value_of(struct taking *t, struct scan_value v, size_t array, size_t element, int depth)
{
	struct scan_each walk = scan_each(v);
	size_t outer = t->path.len;
	struct scan_value inner;
	struct str name;

	if (scan_type(v) == SCAN_OBJECT && depth < DEPTH) {
		while (scan_next(&walk, &name, &inner)) {
			if (outer > 0)
				buf_addc(&t->path, '.');
			buf_add(&t->path, name.s, name.n);
			note_value_of(t, inner, array, element, depth + 1);
			t->path.len = outer;
		}
	} else if (scan_type(v) == SCAN_ARRAY) {
		struct scan_each first = walk;

		if (array == 0 && outer > 0 && scan_next(&first, NULL, &inner) && scan_type(inner) == SCAN_OBJECT)
			note_objects(t, v);
		else
			while (scan_next(&walk, NULL, &inner))
				note_scalar(t, inner, array, element, true);
	} else
		note_scalar(t, v, array, element, false);
}

/* The array, not inside of another, whose objects have the most members; empty: there is none, the root is the record. */
static struct str
find_records(const struct glimpse *g)
{
	struct str best = { "", 0 };
	size_t most = 0;

	for (size_t i = 0; i < map_len(&g->names); i++) {
		struct str array = map_key(&g->names, i);
		size_t members = 0;

		if (!str_ends(array, "[]") || memchr(array.s, '[', array.n) != array.s + array.n - 2)
			continue;
		for (size_t k = 0; k < map_len(&g->names); k++)
			members += map_key(&g->names, k).n > array.n && memcmp(map_key(&g->names, k).s, array.s, array.n) == 0;
		if (members > most) {
			most = members;
			best = (struct str){ array.s, array.n - 2 };
		}
	}
	return best;
}

/* Does the first line end as a record of its own does, rather than as the beginning of a document: {"tickets": [ */
static bool
ends_whole(struct str first)
{
	const char *nl = memchr(first.s, '\n', first.n);
	struct str line = str_trim((struct str){ first.s, nl != NULL ? (size_t)(nl - first.s) : first.n });

	return nl == NULL || str_ends(line, "}");
}

static enum format_status
begin(struct taking *t, struct str *root)
{
	struct sample *s = t->to;
	struct str first = t->glimpse.text;

	s->is_table = t->glimpse.kind != GLIMPSE_JSON;
	s->lines = !s->is_table && elements_are_lines(first) && ends_whole(str_trim(first));
	*root = s->is_table || s->lines || str_trim(first).s[0] == '[' ? STR("") : find_records(&t->glimpse);
	s->records = mem_copy(root->s, root->n);
	if (!s->is_table)
		return rows_begin_json(&t->rows, &t->in, root, 1, s->lines);
	return rows_begin_table(&t->rows, &t->in, 0);
}

static void
count_names(struct taking *t)
{
	for (size_t i = 0; i < t->rows.table.names.len; i++) {
		size_t c = column(t, 0, t->rows.table.names.at[i]);

		if (c != SIZE_MAX)
			t->to->columns.at[c].same++;
	}
	t->to->delimiter = t->rows.table.delimiter;
}

/* All rows of the sample. How reading ended. */
static enum format_status
read_rows(struct taking *t)
{
	struct str root, first;
	enum format_status r;

	if (source_file(t->in.source) < 0 || window_peek(&t->in, GLIMPSE, &t->begin, &first) < 0)
		return FORMAT_FAILED;
	glimpse_take(&t->glimpse, first);
	t->in.glimpse = &t->glimpse;
	if (t->glimpse.kind == GLIMPSE_XML)
		return intake_bad(&t->in, FORMAT_REFUSED, 0, 0, first, "this is XML, which no mapping reads; CSV, NDJSON or JSON is expected");
	if ((r = begin(t, &root)) != FORMAT_SOME)
		return r;
	if (t->to->is_table)
		count_names(t);
	while (t->to->rows < SAMPLE_ROWS && t->bytes < SAMPLE_BYTES) {
		if ((r = rows_next(&t->rows)) != FORMAT_SOME && r != FORMAT_BAD)
			break;
		t->bytes += t->to->is_table ? t->rows.table.raw.n : t->rows.elements.raw.n;
		if (r == FORMAT_BAD) {
			if (++t->to->bad >= SAMPLE_ROWS)
				break;
			continue;
		}
		if (!t->to->is_table)
			note_value_of(t, t->rows.elements.value, 0, t->to->rows, 0);
		else
			note_row(t);
		t->to->rows++;
	}
	t->to->whole = r == FORMAT_END;
	return r == FORMAT_BAD ? FORMAT_SOME : r;
}

bool
sample_take(struct sample *s, const char *path, const struct intake *like, char *why, size_t n)
{
	char *paths[] = { (char *)path, NULL };
	struct taking t = { .to = s, .in = { .source = source_open(paths, 0, like->max_record), .max_record = like->max_record, .encoding = like->encoding } };
	struct buf text = {0};
	enum format_status r = read_rows(&t);
	bool good = (r == FORMAT_SOME || r == FORMAT_END) && s->rows > 0;

	s->name = mem_copy(source_name(t.in.source), strlen(source_name(t.in.source)));
	if (!good && r == FORMAT_FAILED)
		snprintf(why, n, "%s: %s", s->name, source_error(t.in.source));
	else if (!good && r == FORMAT_REFUSED) {
		intake_why(&text, &t.in);
		snprintf(why, n, "%s", text.data);
	} else if (!good)
		snprintf(why, n, "%s: there is no row that a mapping could be drafted from%s", s->name, s->bad > 0 ? ", only bad ones" : "");
	rows_free(&t.rows);
	glimpse_free(&t.glimpse);
	source_close(t.in.source);
	buf_free(&t.begin);
	buf_free(&t.path);
	buf_free(&t.cell);
	buf_free(&text);
	return good;
}

void
sample_free(struct sample *s)
{
	for (size_t i = 0; i < s->columns.len; i++) {
		free(s->columns.at[i].path);
		map_free(&s->columns.at[i].values);
		vec_free(&s->columns.at[i].counts);
	}
	for (size_t i = 0; i < s->arrays.len; i++)
		free(s->arrays.at[i].path);
	vec_free(&s->columns);
	vec_free(&s->arrays);
	map_free(&s->paths);
	free(s->records);
	free(s->name);
}

double
sample_length(const struct sample_column *c)
{
	return c->filled > 0 ? (double)c->length / (double)c->filled : 0;
}

size_t
sample_places(const struct sample *s, const struct sample_column *c)
{
	return c->array > 0 ? s->arrays.at[c->array - 1].elements : s->rows;
}
