#include "mapped.h"

#include "clean.h"
#include "elements.h"
#include "mapping.h"
#include "table.h"

#include <stdio.h>
#include <string.h>

struct mapped {
	struct intake *in;
	struct mapping *mapping;
	struct desk *desk;
	unsigned records, messages;	/* units; messages: UNIT_NONE where a record is a message */
	bool is_table;
	struct table table;
	struct elements elements;
	struct str wanted;		/* mapping->records */
	struct buf scratch[6], tags;	/* texts of the ticket */
	struct buf post[5], text, clean;	/* of the message */
};

/* Never by itself: a mapping is named. */
static int
recognise(const struct format *f, const struct glimpse *g)
{
	(void)f;
	(void)g;
	return 0;
}

/* Is each record one message, and nothing in it a message of its own? */
static bool
is_flat(const struct mapping *m)
{
	return m->groups.len == 1 && m->groups.at[0].each == NULL;
}

static void *
open_state(const struct format *f, struct intake *in)
{
	struct mapped *m = mem_zeroed(1, sizeof *m);

	(void)f;
	m->in = in;
	m->mapping = in->mapping;
	m->desk = intake_desk(in, m->mapping->source);
	m->records = desk_unit(m->desk, "records");
	if (!is_flat(m->mapping))
		m->messages = desk_unit(m->desk, "messages");
	if (m->mapping->people_as_is)
		m->desk->people.prefix = "";
	m->wanted = str_of(m->mapping->records);
	return m;
}

static enum format_status
no_column(struct mapped *m, const struct field *f, const char *name)
{
	return intake_bad(m->in, FORMAT_REFUSED, 1, 0, m->table.raw, "%s: the file has no column \"%s\"", f->place, name);
}

static enum format_status
bind(struct mapped *m)
{
	const char *missing;

	for (size_t i = 0; i < TICKET_FIELDS; i++)
		if (!field_bind(&m->mapping->ticket[i], &m->table, &missing))
			return no_column(m, &m->mapping->ticket[i], missing);
	for (size_t g = 0; g < m->mapping->groups.len; g++) {
		struct mapping_group *group = &m->mapping->groups.at[g];

		if (group->each != NULL)
			return intake_bad(m->in, FORMAT_REFUSED, 1, 0, m->table.raw, "\"each\": \"%s\" needs JSON; this is a table", group->each);
		for (size_t i = 0; i < MESSAGE_FIELDS; i++)
			if (!field_bind(&group->fields[i], &m->table, &missing))
				return no_column(m, &group->fields[i], missing);
	}
	return FORMAT_SOME;
}

static enum format_status
begin_file(void *state)
{
	struct mapped *m = state;
	enum mapped_input input = m->mapping->input;
	const struct glimpse *g = m->in->glimpse;
	enum format_status r;

	if (input == INPUT_ANY)
		input = g->kind != GLIMPSE_JSON ? INPUT_CSV : m->wanted.n == 0 && elements_are_lines(g->text) ? INPUT_LINES : INPUT_DOCUMENT;
	m->is_table = input == INPUT_CSV;
	if (!m->is_table)
		return elements_begin(&m->elements, m->in, &m->wanted, 1, input == INPUT_LINES);
	r = table_begin(&m->table, m->in, m->mapping->delimiter);
	return r == FORMAT_SOME ? bind(m) : r;
}

static bool
text(struct mapped *m, enum ticket_field f, const struct field_place *at, struct str *to, char *why)
{
	return field_text(&m->mapping->ticket[f], at, &m->scratch[0], to, why);
}

/* A text of the ticket that must last until the head is added. */
static bool
lasting(struct mapped *m, enum ticket_field f, const struct field_place *at, size_t slot, struct str *to, char *why)
{
	unsigned flags = 0;

	if (!field_text(&m->mapping->ticket[f], at, &m->scratch[slot], to, why))
		return false;
	if (to->n > 0)
		*to = clean_text(&m->clean, *to, &flags);
	if (to->s != NULL && to->s == m->clean.data) {
		buf_clear(&m->scratch[slot]);
		buf_add(&m->scratch[slot], to->s, to->n);
		*to = buf_str(&m->scratch[slot]);
	}
	return true;
}

static bool
read_head(struct mapped *m, const struct field_place *at, struct desk_head *h, char *why)
{
	const struct field *ticket = m->mapping->ticket;
	struct str who;

	if (!text(m, T_REQUESTER, at, &who, why))
		return false;
	h->requester = people_number(&m->desk->people, who);
	if (!field_time(&ticket[T_CREATED], at, &h->created_at, why) || !field_time(&ticket[T_UPDATED], at, &h->updated_at, why) ||
	    !field_time(&ticket[T_SOLVED], at, &h->solved_at, why) || !field_list(&ticket[T_TAGS], at, &m->tags, why) ||
	    !lasting(m, T_SUBJECT, at, 1, &h->subject, why) || !lasting(m, T_STATUS, at, 2, &h->status, why) ||
	    !lasting(m, T_CHANNEL, at, 3, &h->channel, why) || !lasting(m, T_PRODUCT, at, 4, &h->product, why) ||
	    !lasting(m, T_LANG, at, 5, &h->lang, why))
		return false;
	if (m->tags.len > 0)
		h->tags = buf_str(&m->tags);
	return true;
}

/* One message; id and the like go to scratch. *skip: a record's message that is not there. */
static bool
read_post(struct mapped *m, const struct mapping_group *g, const struct field_place *at, struct desk_post *p, bool *skip, char *why)
{
	struct str author, role;
	bool is_public = true, accepted = false;
	int64_t score = 0;
	const struct field *f = g->fields;

	if (!field_text(&f[M_TEXT], at, &m->text, &p->text, why))
		return false;
	*skip = g->each == NULL && p->text.n == 0 && m->mapping->groups.len > 1;
	if (*skip)
		return true;
	if (!field_text(&f[M_AUTHOR], at, &m->post[1], &author, why) || !field_text(&f[M_ROLE], at, &m->post[2], &role, why) ||
	    !field_text(&f[M_ID], at, &m->post[3], &p->id, why) || !field_text(&f[M_REPLY_TO], at, &m->post[4], &p->reply_to, why) ||
	    !field_time(&f[M_AT], at, &p->at, why) || !field_truth(&f[M_PUBLIC], at, &is_public, why) ||
	    !field_truth(&f[M_ACCEPTED], at, &accepted, why) || !field_count(&f[M_SCORE], at, &score, why))
		return false;
	p->role = ROLE_UNKNOWN;
	if (role.n > 0 && !role_parse(role, &p->role)) {
		snprintf(why, 320, "%s: \"%.*s\" is no role: customer, volunteer, staff, bot or unknown is", f[M_ROLE].place, (int)(role.n < 60 ? role.n : 60), role.s);
		return false;
	}
	p->author = people_number(&m->desk->people, author);
	p->flags = (is_public ? 0u : POST_PRIVATE) | (accepted ? POST_ACCEPTED : 0u);
	p->text = clean_text(&m->clean, p->text, &p->flags);
	p->version = TIME_NONE;
	p->score = score;
	return true;
}

/* The messages of one group: read, and unless this is a rehearsal, laid on the desk. */
static bool
take_group(struct mapped *m, const struct mapping_group *g, const struct field_place *at, struct desk_post *p, bool rehearsal, char *why)
{
	struct field_place item = *at;
	struct scan_value list = at->record;
	struct scan_each walk;
	bool skip, is_list;

	if (g->each != NULL) {
		list = field_at(at->record, g->each);
		if (scan_type(list) == SCAN_ABSENT || scan_type(list) == SCAN_NULL)
			return true;
		if (scan_type(list) != SCAN_ARRAY && scan_type(list) != SCAN_OBJECT) {
			snprintf(why, 320, "%s stands at \"%s\", where messages are expected", scan_type_name(scan_type(list)), g->each);
			return false;
		}
	}
	is_list = g->each != NULL && scan_type(list) == SCAN_ARRAY;
	walk = scan_each(list);
	for (bool once = true; is_list ? scan_next(&walk, NULL, &item.item) : once; once = false) {
		if (!is_list)
			item.item = list;
		if (!read_post(m, g, &item, p, &skip, why))
			return false;
		if (skip || rehearsal)
			continue;
		desk_count(m->desk, p->unit)->read++;
		desk_add_post(m->desk, p);
	}
	return true;
}

/*
 * Of the rows of a conversation that speak about it as a whole, the one with the newest updated_at stands; where
 * none is mapped, the one with the oldest message.
 */
static int64_t
version_of(const struct desk_head *h, int64_t first)
{
	return h->updated_at != TIME_NONE ? h->updated_at : first != TIME_NONE ? -first : 0;
}

/* Nothing of a record that has a fault may be laid on the desk: its messages are read before the first is. */
static bool
take_record(struct mapped *m, const struct field_place *at, uint64_t line, char *why)
{
	bool flat = m->messages == UNIT_NONE;
	struct desk_head h = { .unit = flat ? UNIT_NONE : m->records, .line = line };
	struct desk_post p = { .unit = flat ? m->records : m->messages, .line = line };
	struct str id;
	bool skip;

	if (!text(m, T_ID, at, &id, why))
		return false;
	if (id.n == 0) {
		snprintf(why, 320, "ticket.id: it is empty here");
		return false;
	}
	h.node = p.node = desk_node(m->desk, id);
	if (!read_head(m, at, &h, why))
		return false;
	if (flat) {
		if (!read_post(m, &m->mapping->groups.at[0], at, &p, &skip, why))
			return false;
		h.version = version_of(&h, p.at);
		desk_add_head(m->desk, &h);
		desk_add_post(m->desk, &p);
		return true;
	}
	for (size_t g = 0; g < m->mapping->groups.len; g++)
		if (!take_group(m, &m->mapping->groups.at[g], at, &p, true, why))
			return false;
	h.version = version_of(&h, TIME_NONE);
	desk_add_head(m->desk, &h);
	for (size_t g = 0; g < m->mapping->groups.len; g++)
		take_group(m, &m->mapping->groups.at[g], at, &p, false, why);
	return true;
}

static enum format_status
next(void *state)
{
	struct mapped *m = state;
	enum format_status r = m->is_table ? table_next(&m->table) : elements_next(&m->elements);
	struct field_place at = { .table = m->is_table ? &m->table : NULL };
	char why[320];

	if (r == FORMAT_END && !m->is_table && !m->elements.lines && !m->elements.split.found) {
		m->elements.split.found = true;
		return intake_bad(m->in, FORMAT_REFUSED, 0, 0, (struct str){0}, "the document has no array at \"%s\"", m->mapping->records);
	}
	if (r == FORMAT_SOME || r == FORMAT_BAD)
		desk_count(m->desk, m->records)->read++;
	if (r == FORMAT_SOME && m->is_table && table_is_header(&m->table)) {
		tally_add(&desk_count(m->desk, m->records)->dropped, str_of(table_header_again), 1);
		return FORMAT_SOME;
	}
	if (r == FORMAT_SOME && !m->is_table)
		at.record = at.item = m->elements.value;
	if (r == FORMAT_SOME && !take_record(m, &at, m->is_table ? m->table.line : m->elements.line, why))
		r = m->is_table ? intake_bad(m->in, FORMAT_BAD, m->table.line, 1, m->table.raw, "%s", why) : elements_bad(&m->elements, why);
	if (r == FORMAT_BAD)
		desk_count(m->desk, m->records)->rejected++;
	return r;
}

static void
finish(void *state)
{
	(void)state;
}

static void
close_state(void *state)
{
	struct mapped *m = state;

	table_free(&m->table);
	elements_free(&m->elements);
	for (size_t i = 0; i < sizeof m->scratch / sizeof *m->scratch; i++)
		buf_free(&m->scratch[i]);
	for (size_t i = 0; i < sizeof m->post / sizeof *m->post; i++)
		buf_free(&m->post[i]);
	buf_free(&m->tags);
	buf_free(&m->text);
	buf_free(&m->clean);
	free(m);
}

static const struct reader reader = {
	.recognise = recognise, .open = open_state, .file = begin_file, .next = next, .finish = finish, .close = close_state,
};

const struct format format_mapped = {
	.name = "mapping",
	.about = "any CSV, TSV, NDJSON or JSON document, as --mapping=FILE describes it",
	.reader = &reader,
};
