#include "field.h"

#include "clean.h"
#include "../json/write.h"
#include "../text/html.h"

#include <stdio.h>
#include <string.h>

enum { WHY = 320 };

static const char *const as_names[] = { "text", "html", "time", "snowflake", "count", "truth", NULL };

static char *
copy(const char *s)
{
	return mem_copy(s, strlen(s));
}

/* A constant or default as text; NULL: it is neither string, number nor boolean. */
static char *
scalar(const json_t *j)
{
	char out[40];

	if (json_is_string(j))
		return mem_copy(json_string_value(j), json_string_length(j));
	if (json_is_boolean(j))
		return copy(json_is_true(j) ? "true" : "false");
	if (!json_is_number(j))
		return NULL;
	if (json_is_integer(j))
		snprintf(out, sizeof out, "%lld", (long long)json_integer_value(j));
	else
		snprintf(out, sizeof out, "%.17g", json_real_value(j));
	return copy(out);
}

static struct field_path
path_of(const char *s)
{
	bool whole = strncmp(s, "$.", 2) == 0;

	return (struct field_path){ .name = copy(whole ? s + 2 : s), .whole = whole, .column = SIZE_MAX };
}

static bool
load_from(struct field *f, const json_t *j, const char *file, const char *place, struct tree_error *error)
{
	size_t i;
	const json_t *one;

	if (json_is_string(j) && json_string_length(j) > 0) {
		vec_push(&f->from, path_of(json_string_value(j)));
		return true;
	}
	if (!json_is_array(j) || json_array_size(j) == 0)
		return tree_wrong(error, file, place, "a column or path, or a list of them, is expected");
	json_array_foreach(j, i, one)
		if (!json_is_string(one) || !load_from(f, one, file, place, error))
			return tree_wrong(error, file, place, "a list may hold only columns or paths");
	return true;
}

static bool
load_pairs(struct field *f, const json_t *j, bool present, const char *file, const char *place, struct tree_error *error)
{
	const char *name;
	json_t *value;

	if (j == NULL)
		return true;
	if (!json_is_object(j))
		return tree_wrong(error, file, place, "\"%s\" must be an object", present ? "present" : "values");
	json_object_foreach((json_t *)j, name, value) {
		struct field_pair p = { .out = scalar(value) };

		if (p.out == NULL)
			return tree_wrong(error, file, place, "\"%s\": \"%s\" must be a string, number or boolean", present ? "present" : "values", name);
		if (present) {
			p.path = path_of(name);
			vec_push(&f->present, p);
		} else {
			p.in = copy(name);
			vec_push(&f->values, p);
		}
	}
	return true;
}

static bool
load_as(struct field *f, const json_t *j, const char *file, const char *place, struct tree_error *error)
{
	const char *name = json_string_value(j);
	enum field_as wanted = f->as;

	if (j == NULL)
		return true;
	for (size_t i = 0; name != NULL && as_names[i] != NULL; i++)
		if (strcmp(as_names[i], name) == 0) {
			f->as = (enum field_as)i;
			if ((wanted == AS_TEXT && (i == AS_TEXT || i == AS_HTML)) || wanted == f->as || (wanted == AS_TIME && i == AS_SNOWFLAKE))
				return true;
			return tree_wrong(error, file, place, "\"as\": \"%s\" does not fit here, where %s is wanted", name, as_names[wanted]);
		}
	return tree_wrong(error, file, place, "\"as\" must be text, html, time, snowflake, count or truth");
}

static bool
load_scalar(char **to, const json_t *j, const char *name, const char *file, const char *place, struct tree_error *error)
{
	if (j != NULL && (*to = scalar(j)) == NULL)
		return tree_wrong(error, file, place, "\"%s\" must be a string, number or boolean", name);
	return true;
}

bool
field_load(struct field *f, const json_t *j, const char *file, const char *place, enum field_as as, struct tree_error *error)
{
	static const char *const known[] = { "from", "constant", "values", "default", "split", "as", "present", NULL };
	const json_t *from, *split;

	f->place = copy(place);
	f->as = as;
	if (!json_is_object(j))
		return load_from(f, j, file, place, error);
	from = json_object_get(j, "from");
	split = json_object_get(j, "split");
	if (!tree_known(j, known, file, place, error) || (from != NULL && !load_from(f, from, file, place, error)) ||
	    !load_pairs(f, json_object_get(j, "values"), false, file, place, error) ||
	    !load_pairs(f, json_object_get(j, "present"), true, file, place, error) ||
	    !load_scalar(&f->constant, json_object_get(j, "constant"), "constant", file, place, error) ||
	    !load_scalar(&f->fallback, json_object_get(j, "default"), "default", file, place, error) ||
	    !load_as(f, json_object_get(j, "as"), file, place, error))
		return false;
	if (split != NULL && (json_string_length(split) != 1 || (f->split = json_string_value(split)[0]) == '\0'))
		return tree_wrong(error, file, place, "\"split\" must be one character");
	if ((from != NULL) + (f->present.len > 0) + (f->constant != NULL) != 1)
		return tree_wrong(error, file, place, "one of \"from\", \"constant\" and \"present\" is needed, and only one");
	return true;
}

static void
free_pairs(struct field_pair *at, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(at[i].path.name);
		free(at[i].in);
		free(at[i].out);
	}
}

void
field_free(struct field *f)
{
	for (size_t i = 0; i < f->from.len; i++)
		free(f->from.at[i].name);
	free_pairs(f->values.at, f->values.len);
	free_pairs(f->present.at, f->present.len);
	vec_free(&f->from);
	vec_free(&f->values);
	vec_free(&f->present);
	free(f->constant);
	free(f->fallback);
	free(f->place);
}

bool
field_bind(struct field *f, const struct table *t, const char **missing)
{
	bool found = f->from.len == 0;

	for (size_t i = 0; i < f->from.len; i++) {
		f->from.at[i].column = table_column(t, str_of(f->from.at[i].name), SIZE_MAX);
		found |= f->from.at[i].column != SIZE_MAX;
	}
	for (size_t i = 0; i < f->present.len; i++)
		f->present.at[i].path.column = table_column(t, str_of(f->present.at[i].path.name), SIZE_MAX);
	if (!found)
		*missing = f->from.at[0].name;
	return found;
}

struct scan_value
field_at(struct scan_value v, const char *path)
{
	for (;;) {
		struct scan_value whole = scan_member(v, str_of(path));
		const char *dot = strchr(path, '.');
		struct str name = { path, dot != NULL ? (size_t)(dot - path) : strlen(path) };
		long long n;

		if (scan_type(whole) != SCAN_ABSENT || dot == NULL)
			if (scan_type(v) != SCAN_ARRAY)
				return whole;
		if (scan_type(v) == SCAN_ARRAY && str_int(name, &n) && n >= 0) {
			struct scan_each walk = scan_each(v);

			for (; n >= 0; n--)
				if (!scan_next(&walk, NULL, &v))
					return (struct scan_value){0};
		} else
			v = scan_member(v, name);
		if (dot == NULL)
			return v;
		path = dot + 1;
	}
}

static bool
wrong(const struct field *f, char *why, const char *what, struct str value)
{
	snprintf(why, WHY, "%s: %s: \"%.*s\"", f->place, what, (int)(value.n < 60 ? value.n : 60), value.s != NULL ? value.s : "");
	return false;
}

/* What stands at a path: in JSON a value, in a table a cell. */
static struct scan_value
value_at(const struct field_path *p, const struct field_place *at, struct str *cell)
{
	*cell = (struct str){0};
	if (at->table == NULL)
		return field_at(p->whole ? at->record : at->item, p->name);
	if (p->column != SIZE_MAX)
		*cell = at->table->cells.at[p->column];
	return (struct scan_value){0};
}

/* The first of "present" that is there and not null, nor an empty cell. */
static const char *
first_present(const struct field *f, const struct field_place *at)
{
	for (size_t i = 0; i < f->present.len; i++) {
		struct str cell;
		struct scan_value v = value_at(&f->present.at[i].path, at, &cell);

		if (cell.n > 0 || (scan_type(v) != SCAN_ABSENT && scan_type(v) != SCAN_NULL))
			return f->present.at[i].out;
	}
	return f->fallback;
}

static bool
looked_up(const struct field *f, struct str *text, char *why)
{
	if (text->n == 0 || f->values.len == 0) {
		if (text->n == 0)
			*text = str_of(f->fallback);
		return true;
	}
	for (size_t i = 0; i < f->values.len; i++)
		if (str_is(*text, f->values.at[i].in)) {
			*text = str_of(f->values.at[i].out);
			return true;
		}
	if (f->fallback == NULL)
		return wrong(f, why, "not among the \"values\", and there is no \"default\"", *text);
	*text = str_of(f->fallback);
	return true;
}

bool
field_text(const struct field *f, const struct field_place *at, struct buf *scratch, struct str *text, char *why)
{
	*text = (struct str){0};
	if (f->place == NULL)
		return true;
	if (f->constant != NULL || f->present.len > 0) {
		*text = str_of(f->constant != NULL ? f->constant : first_present(f, at));
		return true;
	}
	for (size_t i = 0; i < f->from.len && text->n == 0; i++) {
		bool structure = false;
		struct scan_value v = value_at(&f->from.at[i], at, text);

		if (at->table == NULL)
			*text = clean_scalar(v, scratch, &structure);
		if (structure)
			return wrong(f, why, "a list or an object stands where a text is wanted, at", str_of(f->from.at[i].name));
	}
	if (!looked_up(f, text, why))
		return false;
	if (f->as == AS_HTML && text->n > 0) {
		struct buf html = {0};

		html_text(&html, *text);
		buf_clear(scratch);
		buf_add(scratch, html.data, html.len);
		*text = buf_str(scratch);
		buf_free(&html);
	}
	return true;
}

/* The moment in a Twitter id: milliseconds since 2010-11-04T01:42:54.657Z above the lowest 22 bits. */
static bool
snowflake(struct str text, int64_t *ms)
{
	struct str id;
	long long n;

	if (!clean_id(text, &id) || !str_int(id, &n))
		return false;
	*ms = (int64_t)((unsigned long long)n >> 22) + INT64_C(1288834974657);
	return true;
}

bool
field_time(const struct field *f, const struct field_place *at, int64_t *ms, char *why)
{
	struct buf scratch = {0};
	struct str text;
	bool good = field_text(f, at, &scratch, &text, why);

	*ms = TIME_NONE;
	text = str_trim(text);
	if (good && text.n > 0 && !(f->as == AS_SNOWFLAKE ? snowflake(text, ms) : clean_time(text, ms)))
		good = wrong(f, why, f->as == AS_SNOWFLAKE ? "no Twitter id" : "no date in a known form", text);
	buf_free(&scratch);
	return good;
}

static bool
is_one_of(struct str text, const char *const *words)
{
	for (; *words != NULL; words++) {
		size_t i = 0;

		while (i < text.n && (*words)[i] != '\0' && (text.s[i] | 0x20) == ((*words)[i] | 0x20))
			i++;
		if (i == text.n && (*words)[i] == '\0')
			return true;
	}
	return false;
}

bool
field_truth(const struct field *f, const struct field_place *at, bool *value, char *why)
{
	static const char *const yes[] = { "true", "yes", "1", "t", "y", NULL }, *const no[] = { "false", "no", "0", "f", "n", NULL };
	struct buf scratch = {0};
	struct str text;
	bool good = field_text(f, at, &scratch, &text, why);

	if (good && text.n > 0) {
		if (is_one_of(text, yes))
			*value = true;
		else if (is_one_of(text, no))
			*value = false;
		else
			good = wrong(f, why, "neither true nor false", text);
	}
	buf_free(&scratch);
	return good;
}

bool
field_count(const struct field *f, const struct field_place *at, int64_t *value, char *why)
{
	struct buf scratch = {0};
	struct str text;
	long long n;
	bool good = field_text(f, at, &scratch, &text, why);

	if (good && text.n > 0) {
		if (str_int(str_trim(text), &n))
			*value = n;
		else
			good = wrong(f, why, "no whole number", text);
	}
	buf_free(&scratch);
	return good;
}

/* The parts of a text between the characters that split it. */
static void
put_parts(const struct field *f, struct buf *out, struct str text)
{
	while (text.n > 0) {
		const char *cut = f->split != '\0' ? memchr(text.s, f->split, text.n) : NULL;
		size_t n = cut != NULL ? (size_t)(cut - text.s) : text.n;
		struct str part = str_trim((struct str){ text.s, n });

		if (part.n > 0)
			write_string(out, NULL, part);
		n += cut != NULL;
		text = (struct str){ text.s + n, text.n - n };
	}
}

/* Is there a value that is neither null nor empty? */
static bool
holds_something(struct scan_value v)
{
	if (scan_type(v) == SCAN_STRING)
		return scan_string(v).n > 0;
	return scan_type(v) == SCAN_ARRAY ? scan_count(v) > 0 : scan_type(v) != SCAN_ABSENT && scan_type(v) != SCAN_NULL;
}

/* A text of a list, or the text that is split into one. */
static bool
put_element(const struct field *f, struct buf *out, struct scan_value v, struct buf *scratch, char *why)
{
	bool structure;
	struct str text = clean_scalar(v, scratch, &structure);

	if (structure)
		return wrong(f, why, "a list or an object stands where a text of the list is wanted, in", str_of(f->from.at[0].name));
	if (!looked_up(f, &text, why))
		return false;
	put_parts(f, out, text);
	return true;
}

bool
field_list(const struct field *f, const struct field_place *at, struct buf *out, char *why)
{
	struct buf scratch = {0};
	struct str text = {0}, cell;
	struct scan_value v = {0};
	bool good = true;

	buf_clear(out);
	if (f->place == NULL)
		return true;
	for (size_t i = 0; at->table == NULL && i < f->from.len && !holds_something(v); i++)
		v = value_at(&f->from.at[i], at, &cell);
	write_array(out, NULL);
	if (scan_type(v) == SCAN_ARRAY) {
		struct scan_each walk = scan_each(v);

		while (good && scan_next(&walk, NULL, &v))
			good = put_element(f, out, v, &scratch, why);
	} else if (at->table == NULL && f->from.len > 0)
		good = put_element(f, out, v, &scratch, why);
	else if ((good = field_text(f, at, &scratch, &text, why)))
		put_parts(f, out, text);
	write_end_array(out);
	if (out->len == 2)
		buf_clear(out);
	buf_free(&scratch);
	return good;
}
