#include "tell.h"

#include "explain.h"

#include <stdio.h>

/* A file's entries as they are told, and which of the table's columns they have named. */
struct telling {
	struct buf *out;
	VEC(bool) read;
};

static void
mark(struct telling *t, const struct field_path *p)
{
	for (size_t i = 0; i < p->columns.len; i++)
		if (p->columns.at[i] < t->read.len)
			t->read.at[p->columns.at[i]] = true;
}

/* Where an entry's value comes from, in few words. */
static void
put_sources(struct telling *t, struct buf *to, const struct field *f)
{
	for (size_t i = 0; i < f->from.len; i++) {
		mark(t, &f->from.at[i]);
		buf_printf(to, "%s%s", i > 0 ? " or " : "", f->from.at[i].written);
	}
	for (size_t i = 0; i < f->present.len; i++) {
		mark(t, &f->present.at[i].path);
		buf_printf(to, "%s%s", i > 0 ? " or " : "", f->present.at[i].path.written);
	}
	for (size_t i = 0; i < f->concat.len; i++) {
		if (i > 0)
			buf_adds(to, " + ");
		if (f->concat.at[i].constant != NULL)
			buf_printf(to, "\"%s\"", f->concat.at[i].constant);
		else
			put_sources(t, to, &f->concat.at[i]);
	}
	if (f->constant != NULL)
		buf_printf(to, "\"%s\"", f->constant);
	if (f->where)
		buf_adds(to, "(where the record stands)");
}

static void
tell_field(struct telling *t, const struct field *f)
{
	struct buf sources = {0};

	if (f->place == NULL)
		return;
	put_sources(t, &sources, f);
	buf_printf(t->out, "    %-32s %s%s%s\n", sources.data != NULL ? sources.data : "", f->place, f->lookup != NULL ? ", by a lookup" : "",
	    f->values.len > 0 ? ", by its values" : "");
	buf_free(&sources);
}

void
tell_file(struct buf *out, const struct mapping_file *f, const struct table *t)
{
	struct telling telling = { .out = out };
	const char *what = f->is_people ? "persons" : f->groups.len == 0 ? "tickets" : f->has_head ? "tickets and messages" : "messages";

	if (t != NULL) {
		vec_zero(&telling.read, t->names.len);
		explain_line(out, "rows", "%s, in a table of %zu columns", what, t->names.len);
	} else
		explain_line(out, "rows", "%s, JSON objects%s%s", what, *f->records != '\0' ? " in " : "", f->records);
	for (size_t i = 0; i < TICKET_FIELDS; i++)
		tell_field(&telling, &f->ticket[i]);
	for (size_t i = 0; i < PERSON_FIELDS; i++)
		tell_field(&telling, &f->person[i]);
	for (size_t g = 0; g < f->groups.len; g++) {
		const struct mapping_group *group = &f->groups.at[g];

		if (group->has_each) {
			mark(&telling, &group->each);
			buf_printf(out, "    %-32s a message each\n", group->each.written);
		}
		for (size_t i = 0; i < MESSAGE_FIELDS; i++)
			tell_field(&telling, &group->fields[i]);
	}
	if (t != NULL)
		explain_rest(out, t, telling.read.at);
	vec_free(&telling.read);
}
