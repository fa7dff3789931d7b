#include "lookup.h"

#include "clean.h"
#include "pick.h"
#include "rows.h"

#include <stdio.h>
#include <string.h>

enum { MOST = 256 << 20, LONGEST = 1 << 20 };	/* bytes of all keys and values; of a row */

struct lookup_value {
	size_t at;
	uint32_t n;
	uint32_t line;
};

struct lookup {
	struct map keys;
	VEC(struct lookup_value) values;
	struct buf texts;
	size_t bytes;			/* of the keys */
};

/* What is being read: passed down so that every message can name it. */
struct loading {
	struct lookup *to;
	struct field_path paths[2];	/* of the key, of the value */
	struct intake in;
	struct rows rows;
	struct glimpse glimpse;
	struct buf begin;
	struct buf cells[2];
	char *why;
	size_t n;
};

static bool
failed(struct loading *l, const char *why)
{
	snprintf(l->why, l->n, "%s: %s", source_name(l->in.source), why);
	return false;
}

/* The key or the value of the row at hand. */
static bool
text_of(struct loading *l, size_t which, struct str *text)
{
	struct pick_place at = { .table = l->rows.is_table ? &l->rows.table : NULL };
	struct scan_value v;
	struct pick_walk walk;
	bool structure = false;

	at.record = at.item = l->rows.elements.value;
	walk = pick_each(&l->paths[which], &at);
	pick_next(&walk, &v, text);
	if (scan_type(v) != SCAN_ABSENT)
		*text = clean_scalar(v, &l->cells[which], &structure);
	*text = str_trim(*text);
	return !structure;
}

static bool
add(struct loading *l, struct str key, struct str value)
{
	struct lookup *to = l->to;
	struct lookup_value new = { to->texts.len, (uint32_t)value.n, (uint32_t)rows_line(&l->rows) };
	bool fresh;
	size_t k;

	if (key.n == 0)
		return true;
	k = map_add(&to->keys, key, &fresh);
	if (!fresh) {
		const struct lookup_value *old = &to->values.at[k];

		if (str_equal((struct str){ to->texts.data + old->at, old->n }, (struct str){ value.n > 0 ? value.s : "", value.n }))
			return true;
		snprintf(l->why, l->n, "%s:%u: the key \"%.*s\" has another value than in line %u; which of them is right?",
		    source_name(l->in.source), new.line, (int)(key.n < 60 ? key.n : 60), key.s, old->line);
		return false;
	}
	buf_add(&to->texts, value.s, value.n);
	vec_push(&to->values, new);
	to->bytes += key.n;
	return to->bytes + to->texts.len <= MOST ||
	    failed(l, "more than 256 MiB of keys and values, which would stay in memory; join such a table into the export before, or cut it down");
}

static bool
bind(struct loading *l)
{
	for (size_t i = 0; l->rows.is_table && i < 2; i++)
		if (!field_path_bind(&l->paths[i], &l->rows.table)) {
			snprintf(l->why, l->n, "%s:1: the table has no column \"%s\"", source_name(l->in.source), l->paths[i].written);
			return false;
		}
	return true;
}

static bool
bad(struct loading *l, enum format_status r)
{
	struct buf why = {0};

	if (r == FORMAT_FAILED)
		return failed(l, source_error(l->in.source));
	intake_why(&why, &l->in);
	snprintf(l->why, l->n, "%s", why.data);
	buf_free(&why);
	return false;
}

static bool
read_rows(struct loading *l)
{
	static const struct str root = { "", 0 };
	struct str first, key, value;
	enum format_status r;

	if (source_file(l->in.source) < 0 || window_peek(&l->in, GLIMPSE, &l->begin, &first) < 0)
		return bad(l, FORMAT_FAILED);
	glimpse_take(&l->glimpse, first);
	l->in.glimpse = &l->glimpse;
	if (l->glimpse.kind == GLIMPSE_JSON)
		r = rows_begin_json(&l->rows, &l->in, &root, 1, elements_are_lines(l->glimpse.text));
	else
		r = rows_begin_table(&l->rows, &l->in, 0);
	if (r != FORMAT_SOME)
		return bad(l, r);
	if (!bind(l))
		return false;
	while ((r = rows_next(&l->rows)) == FORMAT_SOME) {
		if (!text_of(l, 0, &key) || !text_of(l, 1, &value))
			return bad(l, rows_bad(&l->rows, "a list or an object stands where the key or its value is wanted", (struct str){0}));
		if (!add(l, key, value))
			return false;
	}
	return r == FORMAT_END || bad(l, r);
}

/* A path as seen from the mapping file's folder. */
static char *
beside(const char *mapping, const char *path)
{
	const char *slash = strrchr(mapping, '/');
	struct buf b = {0};

	if (*path != '/' && slash != NULL)
		buf_add(&b, mapping, (size_t)(slash + 1 - mapping));
	buf_adds(&b, path);
	return b.data;
}

struct lookup *
lookup_load(const char *mapping, const char *path, const char *key, const char *value, char *why, size_t n)
{
	char *paths[] = { beside(mapping, path), NULL };
	struct loading l = { .to = mem_zeroed(1, sizeof *l.to), .paths = { field_path(key), field_path(value) },
		.in = { .source = source_open(paths, 0, LONGEST), .max_record = LONGEST }, .why = why, .n = n };
	bool good = read_rows(&l);

	rows_free(&l.rows);
	glimpse_free(&l.glimpse);
	buf_free(&l.begin);
	source_close(l.in.source);
	for (size_t i = 0; i < 2; i++) {
		field_path_free(&l.paths[i]);
		buf_free(&l.cells[i]);
	}
	free(paths[0]);
	if (good)
		return l.to;
	lookup_free(l.to);
	return NULL;
}

void
lookup_free(struct lookup *l)
{
	if (l == NULL)
		return;
	map_free(&l->keys);
	vec_free(&l->values);
	buf_free(&l->texts);
	free(l);
}

struct str
lookup_find(const struct lookup *l, struct str key)
{
	size_t k = map_find(&l->keys, str_trim(key));

	if (k == MAP_NONE)
		return (struct str){0};
	return (struct str){ l->texts.len > 0 ? l->texts.data + l->values.at[k].at : "", l->values.at[k].n };
}
