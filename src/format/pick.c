#include "pick.h"

#include "clean.h"
#include "../json/write.h"
#include "../text/html.h"

#include <stdio.h>
#include <string.h>

struct scan_value
pick_at(struct scan_value v, struct str path)
{
	for (;;) {
		struct scan_value whole = scan_member(v, path);
		const char *dot = path.n > 0 ? memchr(path.s, '.', path.n) : NULL;
		struct str name = { path.s, dot != NULL ? (size_t)(dot - path.s) : path.n };
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
		path = (struct str){ dot + 1, path.n - name.n - 1 };
	}
}

static bool
wrong(const struct field *f, const struct pick_place *at, char *why, const char *what, struct str value)
{
	at->room->wrong = value;
	snprintf(why, PICK_WHY, "%s: %s: \"%.*s\"", f->place, what, (int)(value.n < 60 ? value.n : 60), value.s != NULL ? value.s : "");
	return false;
}

static struct scan_value
json_at(const struct field_path *p, const struct pick_place *at)
{
	struct scan_value v = p->whole ? at->record : at->item;

	if (p->itself)
		return v;
	return p->dotted || scan_type(v) != SCAN_OBJECT ? pick_at(v, p->name) : scan_member(v, p->name);
}

struct pick_walk
pick_each(const struct field_path *p, const struct pick_place *at)
{
	struct pick_walk w = { .path = p, .at = at };
	struct scan_value list;

	if (at->table == NULL && p->all && scan_type(list = json_at(p, at)) == SCAN_ARRAY)
		w.elements = scan_each(list);
	return w;
}

bool
pick_next(struct pick_walk *w, struct scan_value *v, struct str *text)
{
	const struct field_path *p = w->path;
	const struct pick_place *at = w->at;

	*v = (struct scan_value){0};
	*text = (struct str){0};
	if (w->elements.doc != NULL) {
		if (!scan_next(&w->elements, NULL, v))
			return false;
		if (p->inner.n > 0)
			*v = pick_at(*v, p->inner);
		return true;
	}
	if (p->itself && at->part.s != NULL)
		*text = at->part;
	else if (at->table == NULL) {
		*v = json_at(p, at);
		if (p->inner.n > 0)
			*v = pick_at(*v, p->inner);
	} else if (w->next < p->columns.len)
		*text = at->table->cells.at[p->columns.at[w->next]];
	return w->next++ < (at->table != NULL && p->columns.len > 1 ? p->columns.len : 1);
}

/* Is there a value that is neither null nor empty? */
static bool
holds_something(struct scan_value v)
{
	if (scan_type(v) == SCAN_STRING)
		return scan_string(v).n > 0;
	return scan_type(v) == SCAN_ARRAY ? scan_count(v) > 0 : scan_type(v) != SCAN_ABSENT && scan_type(v) != SCAN_NULL;
}

/* The first of "present" that is there and not null, nor an empty cell. */
static struct str
first_present(const struct field *f, const struct pick_place *at)
{
	for (size_t i = 0; i < f->present.len; i++) {
		struct pick_walk walk = pick_each(&f->present.at[i].path, at);
		struct scan_value v;
		struct str cell;

		while (pick_next(&walk, &v, &cell))
			if (cell.n > 0 || (scan_type(v) != SCAN_ABSENT && scan_type(v) != SCAN_NULL))
				return f->present.at[i].out;
	}
	return str_of(f->fallback);
}

/* Through the table file, then the table in the mapping. */
static bool
translate(const struct field *f, const struct pick_place *at, struct str *text, char *why)
{
	if (text->n > 0 && f->lookup != NULL) {
		struct str found = lookup_find(f->lookup, *text);

		if (found.s == NULL && f->fallback == NULL)
			return wrong(f, at, why, "the \"lookup\" table does not have it, and there is no \"default\"", *text);
		*text = found;
	}
	for (size_t i = 0; text->n > 0 && i < f->values.len; i++)
		if (str_equal(*text, f->values.at[i].in)) {
			*text = f->values.at[i].out;
			return true;
		}
	if (text->n > 0 && f->values.len > 0 && f->fallback == NULL)
		return wrong(f, at, why, "not among the \"values\", and there is no \"default\"", *text);
	if (text->n == 0 || f->values.len > 0)
		*text = str_of(f->fallback);
	return true;
}

/* The first that is not empty among what "from" names. */
static bool
first_text(const struct field *f, const struct pick_place *at, struct buf *scratch, struct str *text, char *why)
{
	for (size_t i = 0; i < f->from.len && text->n == 0; i++) {
		struct pick_walk walk = pick_each(&f->from.at[i], at);
		struct scan_value v;
		bool structure = false;

		while (text->n == 0 && pick_next(&walk, &v, text))
			if (scan_type(v) != SCAN_ABSENT)
				*text = clean_scalar(v, scratch, &structure);
		if (structure)
			return wrong(f, at, why, "a list or an object stands where a text is wanted, at", str_of(f->from.at[i].written));
	}
	return true;
}

static bool
joined(const struct field *f, const struct pick_place *at, struct buf *scratch, struct str *text, char *why)
{
	struct str part;

	buf_clear(scratch);
	for (size_t i = 0; i < f->concat.len; i++) {
		if (!pick_text(&f->concat.at[i], at, &at->room->part, &part, why))
			return false;
		if (part.n > 0 && scratch->len > 0)
			buf_adds(scratch, f->with);
		buf_add(scratch, part.s, part.n);
	}
	*text = buf_str(scratch);
	return true;
}

/* FILE/NUMBER, by the file's own name without folders: exports move. */
static struct str
standing(const struct pick_place *at, struct buf *scratch)
{
	const char *slash = at->file != NULL ? strrchr(at->file, '/') : NULL;

	buf_clear(scratch);
	buf_printf(scratch, "%s/%llu", slash != NULL ? slash + 1 : at->file != NULL ? at->file : "", (unsigned long long)at->number);
	return buf_str(scratch);
}

/* HTML as text; it may lie in scratch, where the text goes. */
static struct str
unmarked(const struct pick_place *at, struct buf *scratch, struct str html)
{
	struct buf swap;

	buf_clear(&at->room->html);
	html_text(&at->room->html, html);
	swap = *scratch;
	*scratch = at->room->html;
	at->room->html = swap;
	return buf_str(scratch);
}

/* Most entries of most tables: the first of a few cells. */
static struct str
plain_cell(const struct field *f, const struct table *t)
{
	for (size_t i = 0; i < f->columns.len; i++) {
		struct str cell = t->cells.at[f->columns.at[i]];

		if (cell.n > 0)
			return cell;
	}
	return (struct str){0};
}

bool
pick_text(const struct field *f, const struct pick_place *at, struct buf *scratch, struct str *text, char *why)
{
	*text = (struct str){0};
	if (f->place == NULL)
		return true;
	if (f->constant != NULL || f->present.len > 0) {
		*text = f->constant != NULL ? str_of(f->constant) : first_present(f, at);
		return true;
	}
	if (f->plain && at->table != NULL)
		*text = plain_cell(f, at->table);
	else if (f->where)
		*text = standing(at, scratch);
	else if (f->concat.len > 0 ? !joined(f, at, scratch, text, why) : !first_text(f, at, scratch, text, why))
		return false;
	if ((text->n == 0 || f->lookup != NULL || f->values.len > 0) && !translate(f, at, text, why))
		return false;
	if (f->as == AS_HTML && text->n > 0)
		*text = unmarked(at, scratch, *text);
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
pick_time(const struct field *f, const struct pick_place *at, int64_t *ms, char *why)
{
	struct str text;

	*ms = TIME_NONE;
	if (!pick_text(f, at, &at->room->text, &text, why))
		return false;
	text = str_trim(text);
	if (text.n == 0 || (f->as == AS_SNOWFLAKE && snowflake(text, ms)))
		return true;
	if (f->as == AS_SNOWFLAKE)
		return wrong(f, at, why, "no Twitter id", text);
	switch (dates_read(at->dates, text, at->line, ms)) {
	case DATES_UNSETTLED:
		*ms = TIME_NONE;
		at->room->unsettled = true;
		return true;
	case DATES_GOOD:
		return true;
	default:
		at->room->wrong = text;
		snprintf(why, PICK_WHY, "%s: %s", f->place, at->dates->why);
		return false;
	}
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
pick_truth(const struct field *f, const struct pick_place *at, bool *value, char *why)
{
	static const char *const yes[] = { "true", "yes", "1", "t", "y", NULL }, *const no[] = { "false", "no", "0", "f", "n", NULL };
	struct str text;

	if (!pick_text(f, at, &at->room->text, &text, why))
		return false;
	if (text.n == 0)
		return true;
	*value = is_one_of(text, yes);
	return *value || is_one_of(text, no) || wrong(f, at, why, "neither true nor false", text);
}

bool
pick_count(const struct field *f, const struct pick_place *at, int64_t *value, char *why)
{
	struct str text;
	long long n;

	if (!pick_text(f, at, &at->room->text, &text, why))
		return false;
	if (text.n == 0)
		return true;
	if (!str_int(str_trim(text), &n))
		return wrong(f, at, why, "no whole number", text);
	*value = n;
	return true;
}

bool
pick_part(struct str *rest, const char *separator, struct str *part)
{
	size_t n = separator != NULL ? strlen(separator) : 0;
	const char *at = rest->s, *end;

	if (rest->n == 0)
		return false;
	end = rest->s + rest->n;
	while (n > 0 && (at = (size_t)(end - at) >= n ? memchr(at, separator[0], (size_t)(end - at) - n + 1) : NULL) != NULL)
		if (memcmp(at, separator, n) == 0)
			break;
		else
			at++;
	if (n == 0 || at == NULL) {
		*part = str_trim(*rest);
		*rest = (struct str){ end, 0 };
		return true;
	}
	*part = str_trim((struct str){ rest->s, (size_t)(at - rest->s) });
	*rest = (struct str){ at + n, (size_t)(end - at) - n };
	return true;
}

/* The parts of a text, each through the tables, unless that is done. */
static bool
put_parts(const struct field *f, const struct pick_place *at, struct buf *out, struct str text, bool done, char *why)
{
	struct str part;

	while (pick_part(&text, f->split, &part)) {
		if (!done && !translate(f, at, &part, why))
			return false;
		if (part.n > 0)
			write_string(out, NULL, part);
	}
	return true;
}

/* A text of a list, or the text that is split into one; or a list of them. */
static bool
put_value(const struct field *f, const struct pick_place *at, struct buf *out, struct scan_value v, char *why)
{
	bool structure;
	struct str text = clean_scalar(v, &at->room->text, &structure);

	if (structure)
		return wrong(f, at, why, "a list or an object stands where a text of the list is wanted, in", str_of(f->from.at[0].written));
	return put_parts(f, at, out, text, false, why);
}

/* All that stands at one of the paths. */
static bool
put_all(const struct field *f, const struct field_path *p, const struct pick_place *at, struct buf *out, bool *some, char *why)
{
	struct pick_walk walk = pick_each(p, at);
	struct scan_value v;
	struct str text;
	bool good = true;

	while (good && pick_next(&walk, &v, &text)) {
		struct scan_each list = scan_each(v);

		*some |= text.n > 0 || holds_something(v);
		if (scan_type(v) == SCAN_ABSENT)
			good = put_parts(f, at, out, text, false, why);
		else if (scan_type(v) != SCAN_ARRAY)
			good = put_value(f, at, out, v, why);
		else
			while (good && scan_next(&list, NULL, &v))
				good = put_value(f, at, out, v, why);
	}
	return good;
}

bool
pick_list(const struct field *f, const struct pick_place *at, struct buf *out, char *why)
{
	struct str text;
	bool some = false, good = true;

	buf_clear(out);
	if (f->place == NULL)
		return true;
	write_array(out, NULL);
	for (size_t i = 0; good && !some && i < f->from.len; i++)
		good = put_all(f, &f->from.at[i], at, out, &some, why);
	if (good && f->from.len == 0 && (good = pick_text(f, at, &at->room->text, &text, why)))
		put_parts(f, at, out, text, true, why);
	if (good && f->from.len > 0 && !some)
		put_parts(f, at, out, str_of(f->fallback), true, why);
	write_end_array(out);
	if (out->len == 2)
		buf_clear(out);
	return good;
}

void
pick_room_free(struct pick_room *room)
{
	buf_free(&room->text);
	buf_free(&room->part);
	buf_free(&room->html);
}
