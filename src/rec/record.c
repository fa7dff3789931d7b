#include "record.h"
#include "../base/time.h"
#include "../io/source.h"
#include "../json/span.h"
#include "../json/write.h"

#include <stdio.h>
#include <string.h>

static bool
refuse(struct scan_error *error, size_t byte, const char *why)
{
	error->byte = byte;
	snprintf(error->why, sizeof error->why, "%s", why);
	return false;
}

bool
record_parse(struct record *r, struct scan *scan, struct str line, struct scan_error *error)
{
	struct scan_value type;

	r->text = line;
	r->type = (struct str){0};
	if (!scan_parse(scan, line, &r->root, error))
		return false;
	if (scan_type(r->root) != SCAN_OBJECT)
		return refuse(error, 1, "a record is a JSON object; this is something else");
	type = scan_member(r->root, STR("type"));
	if (scan_type(type) == SCAN_ABSENT)
		return refuse(error, 1, "the record has no member \"type\"");
	r->type = scan_string(type);
	if (r->type.s == NULL)
		return refuse(error, record_byte(r, "type"), "the record's \"type\" is not a string");
	return true;
}

void
record_splice(struct buf *out, struct str line, const char *name, struct str json)
{
	size_t close = span_close(line);

	buf_room(out, line.n + json.n + strlen(name) + 8 + SOURCE_PADDING);
	buf_add(out, line.s, close);
	write_raw(out, name, json);
	buf_add(out, line.s + close, line.n - close);
}

/* The text becomes what was built in old; the two buffers change places. */
static void
adopt(struct record *r)
{
	struct buf built = r->old;

	r->old = r->own;
	r->own = built;
	r->text = buf_str(&r->own);
}

void
record_annotate(struct record *r, const char *name, struct str json)
{
	record_remove(r, name);
	buf_clear(&r->old);
	record_splice(&r->old, r->text, name, json);
	adopt(r);
}

/*
 * Leave a member out, with one of the commas around it: old gets what stands before it, from *done on, and
 * *done becomes what comes behind. In one walk, since a line may be full of members of one name.
 */
static void
leave_out(struct record *r, struct str member, size_t *done)
{
	size_t from = (size_t)(member.s - r->text.s), to = from + member.n, before = from;

	while (to < r->text.n && strchr(" \t\r\n", r->text.s[to]) != NULL)
		to++;
	while (before > *done && strchr(" \t\r\n", r->text.s[before - 1]) != NULL)
		before--;
	if (before > *done && r->text.s[before - 1] == ',')
		from = before - 1;
	else if (to < r->text.n && r->text.s[to] == ',')
		to++;
	buf_add(&r->old, r->text.s + *done, from - *done);
	*done = to;
}

void
record_remove(struct record *r, const char *name)
{
	struct span member;
	size_t position = 0, done = 0;

	/* What was parsed tells most records from the few that need the slow walk over their bytes. */
	if (scan_type(scan_member(r->root, str_of(name))) == SCAN_ABSENT)
		return;
	buf_clear(&r->old);
	buf_room(&r->old, r->text.n + SOURCE_PADDING);
	while (span_next(r->text, &position, &member))
		if (span_named(&member, name))
			leave_out(r, member.whole, &done);
	if (done == 0)
		return;
	buf_add(&r->old, r->text.s + done, r->text.n - done);
	adopt(r);
}

void
record_put(struct buf *out, struct str line, const char *name, struct str json)
{
	struct span found;
	const char *behind;

	if (!span_member(line, name, &found)) {
		record_splice(out, line, name, json);
		return;
	}
	behind = found.value.s + found.value.n;
	buf_room(out, line.n + json.n + SOURCE_PADDING);
	buf_add(out, line.s, (size_t)(found.value.s - line.s));
	buf_add(out, json.s, json.n);
	buf_add(out, behind, (size_t)(line.s + line.n - behind));
}

size_t
record_byte(const struct record *r, const char *name)
{
	struct span found;

	return span_member(r->text, name, &found) ? (size_t)(found.value.s - r->text.s) + 1 : 1;
}

bool
record_refuse(const struct record *r, struct scan_error *error, const char *member)
{
	error->byte = record_byte(r, member);
	snprintf(error->why, sizeof error->why, "%.*s: \"%s\" is missing or has the wrong type or form",
	    (int)(r->type.n < 40 ? r->type.n : 40), r->type.s, member);
	return false;
}

bool
record_refuse_form(const struct record *r, struct scan_error *error, const char *member, const char *wanted)
{
	error->byte = record_byte(r, member);
	snprintf(error->why, sizeof error->why, "%.*s: \"%s\" must be %s", (int)(r->type.n < 40 ? r->type.n : 40), r->type.s, member, wanted);
	return false;
}

bool
record_count(struct scan_value v, uint64_t *n)
{
	int64_t i;

	if (!scan_int(v, &i) || i < 0 || i > INT64_C(1) << 53)
		return false;
	*n = (uint64_t)i;
	return true;
}

bool
record_moment(struct scan_value v, int64_t *ms)
{
	*ms = TIME_NONE;
	return scan_type(v) == SCAN_NULL || time_parse(scan_string(v), ms);
}

void
record_free(struct record *r)
{
	buf_free(&r->own);
	buf_free(&r->old);
	*r = (struct record){0};
}
