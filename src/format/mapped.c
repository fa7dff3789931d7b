#include "format.h"

#include "clean.h"
#include "gather.h"
#include "rows.h"
#include "tell.h"

#include <stdio.h>
#include <string.h>

struct mapped {
	struct intake *in;
	struct mapping *mapping;
	struct desk *desk;
	unsigned records, messages, people;	/* units */
	struct rows rows;
	VEC(struct mapping_file *) candidates;	/* that the file at hand may be, by its name */
	VEC(struct str) wanted;			/* the paths of their records in a document */
	struct map names;			/* of files, where "place" tells them apart */
	struct pick_room room;
	struct buf head[6], tags, id;		/* texts of the ticket */
	uint32_t last_node;			/* a ticket's rows mostly stand together */
	struct buf clean;
	struct gather gather;			/* messages */
};

/* Never by itself: a mapping is named. */
static int
recognise(const struct format *f, const struct glimpse *g)
{
	(void)f;
	(void)g;
	return 0;
}

static void *
open_state(const struct format *format, struct intake *in)
{
	struct mapped *m = mem_zeroed(1, sizeof *m);
	bool nested = false, people = false;

	(void)format;
	m->in = in;
	m->mapping = in->mapping;
	m->desk = intake_desk(in, m->mapping->source);
	for (size_t i = 0; i < m->mapping->files.len; i++) {
		const struct mapping_file *f = &m->mapping->files.at[i];

		nested |= !f->is_flat && f->groups.len > 0;
		people |= f->is_people;
	}
	m->records = desk_unit(m->desk, "records");
	m->messages = nested ? desk_unit(m->desk, "messages") : UNIT_NONE;
	m->people = people ? desk_unit(m->desk, "people") : UNIT_NONE;
	m->gather.people = &m->desk->people;
	if (m->mapping->channel != NULL)
		m->desk->channel = m->mapping->channel;
	m->desk->needs_head = m->mapping->needs_head;
	if (m->mapping->people_as_is)
		m->desk->people.prefix = "";
	return m;
}

static enum format_status
no_column(struct mapped *m, const struct field *f, const char *name)
{
	return intake_bad(m->in, FORMAT_REFUSED, 1, 0, m->rows.table.raw, "%s: the file has no column \"%s\"", f->place, name);
}

static enum format_status
bind(struct mapped *m, struct mapping_file *f)
{
	const struct table *t = &m->rows.table;
	const char *missing;

	for (size_t i = 0; i < TICKET_FIELDS; i++)
		if (!field_bind(&f->ticket[i], t, &missing))
			return no_column(m, &f->ticket[i], missing);
	for (size_t i = 0; i < PERSON_FIELDS; i++)
		if (!field_bind(&f->person[i], t, &missing))
			return no_column(m, &f->person[i], missing);
	for (size_t g = 0; g < f->groups.len; g++) {
		struct mapping_group *group = &f->groups.at[g];

		if (group->has_each && !field_path_bind(&group->each, t))
			return intake_bad(m->in, FORMAT_REFUSED, 1, 0, t->raw, "\"each\": the file has no column \"%s\"", group->each.written);
		for (size_t i = 0; i < MESSAGE_FIELDS; i++)
			if (!field_bind(&group->fields[i], t, &missing))
				return no_column(m, &group->fields[i], missing);
	}
	return FORMAT_SOME;
}

/* Which of the candidates the table is, by its columns. */
static enum format_status
begin_table(struct mapped *m, char delimiter)
{
	enum format_status r = rows_begin_table(&m->rows, m->in, delimiter);

	for (size_t i = 0; r == FORMAT_SOME && i < m->candidates.len; i++) {
		struct mapping_file *f = m->candidates.at[i];
		size_t k = 0;

		while (k < f->has.len && field_path_bind(&f->has.at[k], &m->rows.table))
			k++;
		if (k < f->has.len)
			continue;
		m->candidates.at[0] = f;
		m->candidates.len = 1;
		r = bind(m, f);
		if (r == FORMAT_SOME && m->in->explain != NULL)
			tell_file(m->in->explain, f, &m->rows.table);
		return r;
	}
	return r != FORMAT_SOME ? r : intake_bad(m->in, FORMAT_REFUSED, 1, 0, m->rows.table.raw,
	    "no entry of the mapping's \"files\" has columns that are all in this table");
}

/* Is there an array where one of the candidates has its records? Then those that look at the root do not mean this document. */
static void
settle_roots(struct mapped *m, struct str first)
{
	struct split s = { .count = 0 };
	bool rooted;

	m->wanted.len = 0;
	for (size_t i = 0; i < m->candidates.len; i++)
		if (*m->candidates.at[i]->records != '\0')
			vec_push(&m->wanted, str_of(m->candidates.at[i]->records));
	if (m->wanted.len == 0 || m->wanted.len == m->candidates.len)
		return;
	s.wanted = m->wanted.at;
	s.count = m->wanted.len;
	split_next(&s, first, false);
	rooted = !s.found;
	split_free(&s);
	for (size_t i = m->candidates.len; i-- > 0;)
		if ((*m->candidates.at[i]->records == '\0') != rooted) {
			m->candidates.len--;
			memmove(&m->candidates.at[i], &m->candidates.at[i + 1], (m->candidates.len - i) * sizeof *m->candidates.at);
		}
}

static enum format_status
begin_json(struct mapped *m, struct str first)
{
	enum mapped_input form;
	bool lines;

	settle_roots(m, first);
	m->wanted.len = 0;
	for (size_t i = 0; i < m->candidates.len; i++) {
		struct str path = str_of(m->candidates.at[i]->records);
		size_t k = 0;

		while (k < m->wanted.len && !str_equal(m->wanted.at[k], path))
			k++;
		if (k == m->wanted.len)
			vec_push(&m->wanted, path);
	}
	for (size_t i = 0; m->in->explain != NULL && i < m->candidates.len; i++)
		tell_file(m->in->explain, m->candidates.at[i], NULL);
	form = m->candidates.at[0]->input;
	lines = form == INPUT_LINES || (form == INPUT_ANY && m->wanted.len == 1 && m->wanted.at[0].n == 0 && elements_are_lines(first));
	return rows_begin_json(&m->rows, m->in, m->wanted.at, m->wanted.len, lines);
}

/* Rows that are known by where they stand: two files of one name would give two conversations one id. */
static bool
is_second(struct mapped *m, const char *path)
{
	const char *slash = strrchr(path, '/');
	bool fresh;

	map_add(&m->names, str_of(slash != NULL ? slash + 1 : path), &fresh);
	return !fresh;
}

static enum format_status
begin_file(void *state)
{
	struct mapped *m = state;
	const char *path = source_name(m->in->source);
	struct str first = m->in->glimpse->text;
	char delimiter = '\0';
	bool is_table = false;

	if (m->mapping->names_places && is_second(m, path))
		return intake_bad(m->in, FORMAT_REFUSED, 0, 0, (struct str){0},
		    "a second file of this name, and ticket.id is the \"place\": file name and number; ingest them one by one, with --source");
	m->candidates.len = 0;
	for (size_t i = 0; i < m->mapping->files.len; i++) {
		struct mapping_file *f = &m->mapping->files.at[i];
		bool table = f->input != INPUT_ANY ? f->input == INPUT_CSV : m->in->glimpse->kind != GLIMPSE_JSON;

		if (!mapping_named(f, path) || (m->candidates.len > 0 && table != is_table))
			continue;
		is_table = table;
		if (delimiter == '\0' && f->delimiter != '\0' && memchr(first.s, f->delimiter, first.n) != NULL)
			delimiter = f->delimiter;
		vec_push(&m->candidates, f);
	}
	if (m->candidates.len == 0)
		return intake_bad(m->in, FORMAT_REFUSED, 0, 0, (struct str){0}, "no entry of the mapping's \"files\" has a \"name\" that fits");
	return is_table ? begin_table(m, delimiter) : begin_json(m, first);
}

/* A text of the ticket that must last until the head is added. */
static bool
lasting(struct mapped *m, const struct field *f, const struct pick_place *at, struct buf *scratch, struct str *to, char *why)
{
	unsigned flags = 0;

	if (!pick_text(f, at, scratch, to, why))
		return false;
	if (to->n > 0 && f->constant == NULL && f->values.len == 0)	/* what the mapping itself gives is clean */
		*to = clean_text(&m->clean, *to, &flags);
	if (to->s != NULL && to->s == m->clean.data) {
		struct buf swap = *scratch;

		*scratch = m->clean;
		m->clean = swap;
	}
	return true;
}

static bool
read_head(struct mapped *m, const struct mapping_file *f, const struct pick_place *at, struct desk_head *h, char *why)
{
	const struct field *ticket = f->ticket;
	struct str who;

	if (!pick_text(&ticket[T_REQUESTER], at, &m->head[0], &who, why))
		return false;
	people_soon(&m->desk->people, who);
	if (!pick_time(&ticket[T_CREATED], at, &h->created_at, why) || !pick_time(&ticket[T_UPDATED], at, &h->updated_at, why) ||
	    !pick_time(&ticket[T_SOLVED], at, &h->solved_at, why) || !pick_list(&ticket[T_TAGS], at, &m->tags, why) ||
	    !lasting(m, &ticket[T_SUBJECT], at, &m->head[1], &h->subject, why) ||
	    !lasting(m, &ticket[T_STATUS], at, &m->head[2], &h->status, why) ||
	    !lasting(m, &ticket[T_CHANNEL], at, &m->head[3], &h->channel, why) ||
	    !lasting(m, &ticket[T_PRODUCT], at, &m->head[4], &h->product, why) ||
	    !lasting(m, &ticket[T_LANG], at, &m->head[5], &h->lang, why))
		return false;
	if (m->tags.len > 0)
		h->tags = buf_str(&m->tags);
	h->requester = people_number(&m->desk->people, who);
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

/* A desk that was cleared has forgotten the last one's number. */
static uint32_t
node_of(struct mapped *m, struct str id)
{
	const struct map *keys = &m->desk->keys;

	if (m->last_node >= map_len(keys) || !str_equal(id, map_key(keys, m->last_node)))
		m->last_node = desk_node(m->desk, id);
	return m->last_node;
}

/* Nothing of a record that has a fault may be laid on the desk, nor of one whose dates cannot be told yet: all of it is read before. */
static bool
read_record(struct mapped *m, const struct mapping_file *f, const struct pick_place *at, struct desk_head *h, char *why)
{
	struct desk_post p = { .unit = f->is_flat ? m->records : m->messages, .line = at->line };
	struct str id;

	*h = (struct desk_head){ .unit = f->is_flat ? UNIT_NONE : m->records, .line = at->line };
	if (!pick_text(&f->ticket[T_ID], at, &m->id, &id, why))
		return false;
	if (id.n == 0) {
		snprintf(why, PICK_WHY, "%s: it is empty here", f->ticket[T_ID].place);
		return false;
	}
	map_soon(&m->desk->keys, id);
	if (!read_head(m, f, at, h, why) || !gather_messages(&m->gather, f, at, &p, why))
		return false;
	h->version = version_of(h, f->is_flat ? m->gather.posts.at[0].at : TIME_NONE);
	if (!m->room.unsettled && !rows_must_wait(&m->rows))
		h->node = node_of(m, id);
	return true;
}

static void
lay_record(struct mapped *m, const struct mapping_file *f, const struct desk_head *h)
{
	if (f->has_head || !f->is_flat)
		desk_add_head(m->desk, h);
	for (size_t i = 0; i < m->gather.posts.len; i++) {
		struct desk_post *p = &m->gather.posts.at[i];

		p->node = h->node;
		if (!m->rows.is_table && m->rows.elements.mended && clean_has_bad(p->text))
			p->flags |= POST_REPAIRED;
		if (!f->is_flat)
			desk_count(m->desk, p->unit)->read++;
		desk_add_post(m->desk, p);
	}
}

static bool
take_person(struct mapped *m, const struct mapping_file *f, const struct pick_place *at, char *why)
{
	struct str id, text[PERSON_FIELDS] = {{0}};
	enum role role;
	uint32_t who;

	if (!pick_text(&f->person[P_ID], at, &m->id, &id, why))
		return false;
	if (id.n == 0) {
		snprintf(why, PICK_WHY, "%s: it is empty here", f->person[P_ID].place);
		return false;
	}
	for (size_t i = P_ID + 1; i < PERSON_FIELDS; i++)
		if (!pick_text(&f->person[i], at, &m->head[i], &text[i], why))
			return false;
	if (!gather_role(&f->person[P_ROLE], text[P_ROLE], &role, why))
		return false;
	who = people_number(&m->desk->people, id);
	if (role != ROLE_UNKNOWN)
		people_role(&m->desk->people, who, role);
	people_alias(&m->desk->people, who, text[P_NAME]);
	people_alias(&m->desk->people, who, text[P_EMAIL]);
	desk_count(m->desk, m->people)->used++;
	return true;
}

/* What the record at hand is of the candidates: of a table there is but one. */
static const struct mapping_file *
file_of(const struct mapped *m, struct scan_value v)
{
	for (size_t i = 0; !m->rows.is_table && i < m->candidates.len; i++) {
		const struct mapping_file *f = m->candidates.at[i];
		struct pick_place at = { .record = v, .item = v };
		size_t k = 0;

		if (!str_is(m->wanted.at[m->rows.elements.which], f->records))
			continue;
		while (k < f->has.len) {
			struct pick_walk walk = pick_each(&f->has.at[k], &at);
			struct scan_value there;
			struct str text;

			if (!pick_next(&walk, &there, &text) || scan_type(there) == SCAN_ABSENT)
				break;
			k++;
		}
		if (k == f->has.len)
			return f;
	}
	return m->rows.is_table ? m->candidates.at[0] : NULL;
}

static struct unit *
count(struct mapped *m, const struct mapping_file *f)
{
	return desk_count(m->desk, f != NULL && f->is_people ? m->people : m->records);
}

static enum format_status
bad_row(struct mapped *m, const struct mapping_file *f)
{
	count(m, f)->read++;
	count(m, f)->rejected++;
	return FORMAT_BAD;
}

static enum format_status
take(struct mapped *m, const struct mapping_file *f, const struct pick_place *at)
{
	char why[PICK_WHY] = "no entry of the mapping's \"files\" has members that are all in this record";
	struct desk_head h;

	m->room.unsettled = false;
	m->room.wrong = (struct str){0};
	if (f == NULL || !(f->is_people ? take_person(m, f, at, why) : read_record(m, f, at, &h, why))) {
		rows_bad(&m->rows, why, m->room.wrong);
		return bad_row(m, f);
	}
	if (!f->is_people && (m->room.unsettled || rows_must_wait(&m->rows)))
		return rows_put_off(&m->rows);
	count(m, f)->read++;
	if (!f->is_people)
		lay_record(m, f, &h);
	return FORMAT_SOME;
}

static enum format_status
no_array(struct mapped *m)
{
	struct buf paths = {0};
	enum format_status r;

	for (size_t i = 0; i < m->wanted.len; i++)
		buf_printf(&paths, "%s\"%s\"", i > 0 ? " or " : "", m->wanted.at[i].s);
	m->rows.elements.split.found = true;
	r = intake_bad(m->in, FORMAT_REFUSED, 0, 0, (struct str){0}, "the document has no array at %s", paths.data);
	buf_free(&paths);
	return r;
}

static enum format_status
next(void *state)
{
	struct mapped *m = state;
	enum format_status r = rows_next(&m->rows);
	struct pick_place at = { .table = m->rows.is_table ? &m->rows.table : NULL, .file = source_name(m->in->source),
		.number = m->rows.number, .line = rows_line(&m->rows), .dates = &m->in->dates, .room = &m->room };
	const struct mapping_file *f;

	if (r == FORMAT_END && !m->rows.is_table && !m->rows.elements.lines && !m->rows.elements.split.found)
		return no_array(m);
	if (r == FORMAT_BAD)
		return bad_row(m, m->rows.is_table ? m->candidates.at[0] : NULL);
	if (r != FORMAT_SOME)
		return r;
	at.record = at.item = m->rows.elements.value;
	f = file_of(m, at.record);
	if (!m->rows.is_table || !table_is_header(&m->rows.table))
		return take(m, f, &at);
	count(m, f)->read++;
	tally_add(&count(m, f)->dropped, str_of(table_header_again), 1);
	return FORMAT_SOME;
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
	struct buf *const bufs[] = { &m->tags, &m->id, &m->clean };

	rows_free(&m->rows);
	pick_room_free(&m->room);
	map_free(&m->names);
	for (size_t i = 0; i < sizeof m->head / sizeof *m->head; i++)
		buf_free(&m->head[i]);
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
		buf_free(bufs[i]);
	gather_free(&m->gather);
	vec_free(&m->candidates);
	vec_free(&m->wanted);
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
