#include "field.h"

#include <stdio.h>
#include <string.h>

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

struct field_path
field_path(const char *written)
{
	struct field_path p = { .written = copy(written) };
	const char *brackets;

	p.whole = strncmp(p.written, "$.", 2) == 0;
	p.itself = strcmp(p.written, ".") == 0;
	p.name = str_of(p.written + (p.whole ? 2 : 0));
	brackets = strstr(p.name.s, "[]");
	if (brackets != NULL && (brackets[2] == '\0' || brackets[2] == '.')) {
		p.all = true;
		p.name.n = (size_t)(brackets - p.name.s);
		p.inner = str_of(brackets + 2 + (brackets[2] == '.'));
	}
	p.dotted = p.name.n > 0 && memchr(p.name.s, '.', p.name.n) != NULL;
	return p;
}

void
field_path_free(struct field_path *p)
{
	free(p->written);
	vec_free(&p->columns);
}

bool
field_path_bind(struct field_path *p, const struct table *t)
{
	struct str full = str_of(p->written + (p->whole ? 2 : 0));
	size_t column = table_column(t, full, SIZE_MAX);	/* there are headers with brackets in them */

	p->columns.len = 0;
	if (column != SIZE_MAX || !p->all) {
		if (column != SIZE_MAX)
			vec_push(&p->columns, column);
		return p->itself || column != SIZE_MAX;
	}
	while (p->inner.n == 0 && (column = table_column(t, p->name, column)) != SIZE_MAX)
		vec_push(&p->columns, column);
	return p->columns.len > 0;
}

static bool
load_from(struct field *f, const json_t *j, const char *file, const char *place, struct tree_error *error)
{
	size_t i;
	const json_t *one;

	if (json_is_string(j) && json_string_length(j) > 0) {
		vec_push(&f->from, field_path(json_string_value(j)));
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
		struct field_pair p = { .out = str_of(scalar(value)) };

		if (p.out.s == NULL)
			return tree_wrong(error, file, place, "\"%s\": \"%s\" must be a string, number or boolean", present ? "present" : "values", name);
		if (present) {
			p.path = field_path(name);
			vec_push(&f->present, p);
		} else {
			p.in = str_of(copy(name));
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

/* Entries made one text. */
static bool
load_concat(struct field *f, const json_t *j, const json_t *with, const char *file, const char *place, struct tree_error *error)
{
	char inner[128];
	size_t i;
	const json_t *one;

	if (with != NULL && (j == NULL || !json_is_string(with)))
		return tree_wrong(error, file, place, "\"with\" is the text that stands between the parts of \"concat\"");
	if (j == NULL)
		return true;
	if (!json_is_array(j) || json_array_size(j) == 0)
		return tree_wrong(error, file, place, "\"concat\" must be a list of columns, paths or entries");
	f->with = with != NULL ? mem_copy(json_string_value(with), json_string_length(with)) : copy("\n");
	json_array_foreach(j, i, one) {
		if (json_object_get(one, "concat") != NULL)
			return tree_wrong(error, file, place, "a \"concat\" inside of another; write its parts into that one");
		snprintf(inner, sizeof inner, "%s.concat[%zu]", place, i);
		if (!field_load(vec_add(&f->concat), one, file, inner, AS_TEXT, error))
			return false;
	}
	return true;
}

static bool
load_lookup(struct field *f, const json_t *j, const char *file, const char *place, struct tree_error *error)
{
	static const char *const known[] = { "file", "key", "value", NULL };
	const char *names[3];
	char inner[128], why[300];

	if (j == NULL)
		return true;
	snprintf(inner, sizeof inner, "%s.lookup", place);
	if (!json_is_object(j))
		return tree_wrong(error, file, inner, "an object is expected: {\"file\": ..., \"key\": column, \"value\": column}");
	if (!tree_known(j, known, file, inner, error))
		return false;
	for (size_t i = 0; i < 3; i++) {
		names[i] = json_string_value(json_object_get(j, known[i]));
		if (names[i] == NULL || *names[i] == '\0')
			return tree_wrong(error, file, inner, "\"%s\" is missing: %s", known[i],
			    i == 0 ? "a table, named as seen from this mapping file" : "a column of the table, or a path");
	}
	f->lookup = lookup_load(file, names[0], names[1], names[2], why, sizeof why);
	return f->lookup != NULL || tree_wrong(error, file, inner, "%s", why);
}

/* What an entry may say besides where its value comes from. */
static bool
load_rest(struct field *f, const json_t *j, const char *file, const char *place, struct tree_error *error)
{
	const json_t *split = json_object_get(j, "split"), *where = json_object_get(j, "place");

	if (split != NULL && (json_string_length(split) == 0 || strlen(json_string_value(split)) != json_string_length(split)))
		return tree_wrong(error, file, place, "\"split\" must be the text that stands between the parts");
	if (split != NULL)
		f->split = copy(json_string_value(split));
	if (where != NULL && !json_is_true(where))
		return tree_wrong(error, file, place, "\"place\" can only be true: the value is where the record stands, FILE/NUMBER");
	f->where = where != NULL;
	if ((f->from.len > 0) + (f->present.len > 0) + (f->constant != NULL) + (f->concat.len > 0) + f->where != 1)
		return tree_wrong(error, file, place, "one of \"from\", \"constant\", \"present\", \"concat\" and \"place\" is needed, and only one");
	return true;
}

bool
field_load(struct field *f, const json_t *j, const char *file, const char *place, enum field_as as, struct tree_error *error)
{
	static const char *const known[] = { "from", "constant", "present", "concat", "with", "place", "lookup", "values", "default", "split",
		"as", NULL };
	const json_t *from;

	f->place = copy(place);
	f->as = as;
	if (!json_is_object(j))
		return load_from(f, j, file, place, error);
	from = json_object_get(j, "from");
	return tree_known(j, known, file, place, error) && (from == NULL || load_from(f, from, file, place, error)) &&
	    load_pairs(f, json_object_get(j, "values"), false, file, place, error) &&
	    load_pairs(f, json_object_get(j, "present"), true, file, place, error) &&
	    load_scalar(&f->constant, json_object_get(j, "constant"), "constant", file, place, error) &&
	    load_scalar(&f->fallback, json_object_get(j, "default"), "default", file, place, error) &&
	    load_as(f, json_object_get(j, "as"), file, place, error) &&
	    load_concat(f, json_object_get(j, "concat"), json_object_get(j, "with"), file, place, error) &&
	    load_lookup(f, json_object_get(j, "lookup"), file, place, error) && load_rest(f, j, file, place, error);
}

static void
free_pairs(struct field_pair *at, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		field_path_free(&at[i].path);
		free((char *)at[i].in.s);
		free((char *)at[i].out.s);
	}
}

void
field_free(struct field *f)
{
	for (size_t i = 0; i < f->from.len; i++)
		field_path_free(&f->from.at[i]);
	for (size_t i = 0; i < f->concat.len; i++)
		field_free(&f->concat.at[i]);
	free_pairs(f->values.at, f->values.len);
	free_pairs(f->present.at, f->present.len);
	vec_free(&f->from);
	vec_free(&f->concat);
	vec_free(&f->columns);
	vec_free(&f->values);
	vec_free(&f->present);
	lookup_free(f->lookup);
	free(f->constant);
	free(f->fallback);
	free(f->split);
	free(f->with);
	free(f->place);
}

bool
field_bind(struct field *f, const struct table *t, const char **missing)
{
	bool found = f->from.len == 0;

	f->plain = f->from.len > 0;
	f->columns.len = 0;
	for (size_t i = 0; i < f->from.len; i++) {
		const struct field_path *p = &f->from.at[i];

		found |= field_path_bind(&f->from.at[i], t);
		f->plain &= !p->itself;
		for (size_t k = 0; k < p->columns.len; k++)
			vec_push(&f->columns, p->columns.at[k]);
	}
	for (size_t i = 0; i < f->present.len; i++)
		field_path_bind(&f->present.at[i].path, t);
	if (!found)
		*missing = f->from.at[0].written;
	for (size_t i = 0; found && i < f->concat.len; i++)
		found = field_bind(&f->concat.at[i], t, missing);
	return found;
}
