/*
 * Streams of taps: what Singer and Airbyte carry from a vendor's API, a row a line in an envelope that names its stream;
 * and the files that Airbyte leaves, with the row in _airbyte_data.
 *
 * The rows are the vendors' own and are given to them: which vendor and kind a stream is of, its name and its rows tell.
 * Messages that hold no row (schemas, states, logs) are counted in a unit of their own, as are rows that no vendor knows.
 */
#include "vendor.h"

#include "elements.h"
#include "explain.h"
#include "rows.h"
#include "../text/utf8.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { NAMES = 64 };		/* streams that no vendor knows: so many are told apart by name */
enum { BY_NAME = 200, BY_PREFIX = 400 };	/* what the name of a stream is worth beside the marks of its rows */

static const char data_column[] = "_airbyte_data";

struct stream {
	struct vendor_run *run;		/* NULL: no vendor knows its rows so far */
	size_t kind;
	bool told;			/* it has been counted under its name as one that no vendor knows */
};

struct streams {
	const char *unit;		/* "singer.messages" */
	bool airbyte;
	struct intake *in;
	struct rows rows;
	size_t column;			/* of a table: where the row stands */
	struct scan *scan;
	struct buf text;		/* a row that stood as text in another one */
	struct map names;
	VEC(struct stream) known;	/* by the number of its name */
	size_t told;
	VEC(struct vendor_run *) runs;
};

/* A message taken out of its envelope. */
struct wrapped {
	struct str type, stream;
	struct scan_value row, changes;
};

static bool
has(const struct glimpse *g, const char *name)
{
	return glimpse_has(g, "", str_of(name));
}

static int
recognise_singer(const struct format *f, const struct glimpse *g)
{
	(void)f;
	if (g->kind != GLIMPSE_JSON || !has(g, "type") || has(g, "record.data"))
		return 0;
	return has(g, "stream") && (has(g, "record") || has(g, "schema")) ? 94 : 0;
}

static int
recognise_airbyte(const struct format *f, const struct glimpse *g)
{
	static const char *const others[] = { "log.message", "state.type", "trace.type", "catalog.streams", "connectionStatus.status", "spec.documentationUrl" };

	(void)f;
	if (has(g, data_column) || has(g, "[]._airbyte_data"))
		return 96;
	if (g->kind != GLIMPSE_JSON || !has(g, "type"))
		return 0;
	if (has(g, "record.stream") && has(g, "record.data"))
		return 96;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (has(g, others[i]))
			return 70;
	return 0;
}

static void *
open_streams(const struct format *f, struct intake *in)
{
	struct streams *s = mem_zeroed(1, sizeof *s);

	s->in = in;
	s->unit = f->what;
	s->airbyte = str_is(str_of(f->name), "airbyte");
	s->scan = mem_need(scan_new(), 1 << 20);
	return s;
}

static struct unit *
messages(const struct streams *s)
{
	return ledger_unit(s->in->desks->ledger, str_of(s->unit));
}

static enum format_status
begin_file(void *state)
{
	static const struct str root = { "", 0 };
	struct streams *s = state;
	struct str text = str_trim(s->in->glimpse->text);
	enum format_status status;

	for (size_t i = 0; i < s->known.len; i++)	/* another file's tickets may be another vendor's */
		s->known.at[i].run = NULL;
	if (s->in->glimpse->kind == GLIMPSE_JSON)
		return rows_begin_json(&s->rows, s->in, &root, 1, str_starts(text, "{"));
	if ((status = rows_begin_table(&s->rows, s->in, 0)) != FORMAT_SOME)
		return status;
	s->column = table_column_alike(&s->rows.table, str_of(data_column));
	if (s->column == SIZE_MAX)
		return intake_bad(s->in, FORMAT_REFUSED, 1, 0, s->rows.table.raw, "a table of Airbyte's needs a column \"%s\"", data_column);
	return FORMAT_SOME;
}

/* A row that stands as text in a cell or a string. False: it is no JSON. */
static bool
parse_text(struct streams *s, struct str text, struct scan_value *row, struct scan_error *error)
{
	buf_clear(&s->text);
	buf_room(&s->text, text.n + SOURCE_PADDING);
	buf_add(&s->text, text.s, text.n);
	return scan_parse(s->scan, buf_str(&s->text), row, error);
}

/* Take the message at hand out of its envelope. False with why. */
static bool
unwrap(struct streams *s, struct wrapped *m, char *why, size_t n)
{
	struct scan_value v = s->rows.elements.value, data;
	struct scan_error error;

	*m = (struct wrapped){ .type = STR("RECORD") };
	if (s->rows.is_table) {
		if (parse_text(s, s->rows.table.cells.at[s->column], &m->row, &error))
			return true;
		snprintf(why, n, "\"%s\" is no JSON: %s", data_column, error.why);
		return false;
	}
	if (scan_type(v) != SCAN_OBJECT) {
		snprintf(why, n, "%s stands where a message is expected", scan_type_name(scan_type(v)));
		return false;
	}
	data = scan_member(v, str_of(data_column));
	if (scan_type(data) != SCAN_ABSENT) {
		m->row = data;
		m->changes = scan_member(scan_member(v, STR("_airbyte_meta")), STR("changes"));
		if (scan_type(data) != SCAN_STRING || parse_text(s, scan_string(data), &m->row, &error))
			return true;
		snprintf(why, n, "\"%s\" is no JSON: %s", data_column, error.why);
		return false;
	}
	m->type = scan_string(scan_member(v, STR("type")));
	m->row = scan_member(v, STR("record"));
	m->stream = scan_string(scan_member(s->airbyte ? m->row : v, STR("stream")));
	if (s->airbyte) {
		m->changes = scan_member(scan_member(m->row, STR("meta")), STR("changes"));
		m->row = scan_member(m->row, STR("data"));
	}
	if (m->type.n > 0)
		return true;
	snprintf(why, n, "a message needs a \"type\"");
	return false;
}

/* A message that holds no row. */
static void
count_other(struct streams *s, struct str type)
{
	static const char *const known[] = { "schema", "state", "activate_version", "catalog", "spec", "log", "trace", "control", "connection_status", NULL };
	struct unit *u = messages(s);
	char lower[24] = "";
	size_t i = 0;

	for (; i < type.n && i < sizeof lower - 1; i++)
		lower[i] = (char)(type.s[i] >= 'A' && type.s[i] <= 'Z' ? type.s[i] | 0x20 : type.s[i]);
	u->read++;
	for (i = 0; known[i] != NULL; i++)
		if (strcmp(known[i], lower) == 0) {
			u->used++;
			return;
		}
	tally_add(&u->dropped, strcmp(lower, "batch") == 0 ? STR("a batch, whose rows are in a file of their own") : STR("a message of a type that is not known"), 1);
}

/* "zendesk_tickets", "public.tickets": the name without what is put before it, and whether that is the vendor's. */
static struct str
bare_name(struct str name, const struct vendor *v, bool *its_own)
{
	size_t n = strlen(v->name), i = name.n;

	*its_own = false;
	if (i == 0)
		return name;
	while (i > 0 && name.s[i - 1] != '.' && name.s[i - 1] != '/')
		i--;
	name = (struct str){ name.s + i, name.n - i };
	*its_own = name.n > n + 1 && strncasecmp(name.s, v->name, n) == 0 && (name.s[n] == '_' || name.s[n] == '-');
	if (!*its_own)
		return name;
	name = (struct str){ name.s + n + 1, name.n - n - 1 };
	for (size_t k = 0; v->kinds[k].unit != NULL; k++)	/* "zendesk_support__tickets", "zendesk_chat_tickets" */
		for (size_t p = 0; p < KIND_PLACES && v->kinds[k].at[p] != NULL; p++) {
			struct str at = str_of(v->kinds[k].at[p]);

			if (name.n > at.n && str_ends(name, at.s) && strchr("_-", name.s[name.n - at.n - 1]) != NULL)
				return (struct str){ name.s + name.n - at.n, at.n };
		}
	return name;
}

static struct vendor_run *
run_of(struct streams *s, const struct vendor *v)
{
	struct vendor_run *new;

	for (size_t i = 0; i < s->runs.len; i++)
		if (s->runs.at[i]->vendor == v)
			return s->runs.at[i];
	new = mem_zeroed(1, sizeof *new);
	vendor_begin(new, v, s->in);
	vec_push(&s->runs, new);
	return new;
}

/* Give a stream to the vendor whose rows this one looks like most. */
static void
find_vendor(struct streams *s, struct stream *stream, struct str name, struct scan_value row)
{
	const struct vendor *best = NULL;
	int best_worth = 0;

	for (size_t f = 0; formats[f] != NULL; f++) {
		const struct vendor *v = formats[f]->what;
		bool its_own;
		int sure, worth;
		size_t kind;

		if (formats[f]->reader != &vendor_reader)
			continue;
		kind = vendor_kind_of(v, row, bare_name(name, v, &its_own), &sure);
		if (kind == SIZE_MAX || (sure == 0 && !its_own))
			continue;
		worth = (sure > 0 ? v->kinds[kind].sure : 1) + (sure == 100 ? BY_NAME : 0) + (its_own ? BY_PREFIX : 0);
		if (worth > best_worth) {
			best = v;
			best_worth = worth;
			stream->kind = kind;
		}
	}
	if (best == NULL)
		return;
	stream->run = run_of(s, best);
	if (s->in->explain != NULL)
		explain_line(s->in->explain, "stream", "%.*s: %s of %s", (int)name.n, name.n > 0 ? name.s : "", best->kinds[stream->kind].unit, best->name);
}

static struct stream *
stream_of(struct streams *s, struct str name, struct scan_value row)
{
	bool fresh;
	size_t n = map_add(&s->names, name, &fresh);

	if (fresh)
		(void)vec_add(&s->known);
	if (s->known.at[n].run == NULL)
		find_vendor(s, &s->known.at[n], name, row);
	return &s->known.at[n];
}

static void
drop_unknown(struct streams *s, struct stream *stream, struct str name)
{
	struct unit *u = messages(s);
	char why[100] = "a stream without a name: rows that no vendor has";

	if (!stream->told && s->told < NAMES) {
		stream->told = true;
		s->told++;
	}
	if (!stream->told)
		snprintf(why, sizeof why, "one more stream of rows that no vendor has");
	else if (name.n > 0)
		snprintf(why, sizeof why, "stream %.*s: rows that no vendor has", (int)utf8_cut(name, 50).n, name.s);
	u->read++;
	tally_add(&u->dropped, str_of(why), 1);
}

static enum format_status
bad(struct streams *s, const char *why)
{
	struct unit *u = messages(s);

	u->read++;
	u->rejected++;
	return rows_bad(&s->rows, why, (struct str){0});
}

static enum format_status
put_off(struct streams *s, struct row *r)
{
	if (r != NULL)
		vendor_see_dates(r);
	return rows_put_off(&s->rows);
}

/* Take the row at hand, or put it off. */
static enum format_status
take(struct streams *s)
{
	struct wrapped m;
	struct stream *stream;
	struct row r;
	char why[320];
	bool waits = rows_must_wait(&s->rows), whole = unwrap(s, &m, why, sizeof why);

	if (!waits && !whole)
		return bad(s, why);
	if (!waits && (m.type.n != 6 || strncasecmp(m.type.s, "record", 6) != 0)) {
		count_other(s, m.type);
		return FORMAT_SOME;
	}
	if (!waits && scan_type(m.row) != SCAN_OBJECT)
		return bad(s, "a RECORD needs an object with the row");
	stream = whole && scan_type(m.row) == SCAN_OBJECT ? stream_of(s, m.stream, m.row) : NULL;
	if (stream == NULL || stream->run == NULL) {
		if (waits)
			return put_off(s, NULL);
		drop_unknown(s, stream, m.stream);
		return FORMAT_SOME;
	}
	vendor_row(stream->run, &r, stream->kind, rows_line(&s->rows));
	r.value = m.row;
	r.mended = !s->rows.is_table && s->rows.elements.mended;
	r.cut = scan_count(m.changes) > 0;
	if (!waits && vendor_take(stream->run, stream->kind, &r))
		return FORMAT_SOME;
	if (!waits && !r.unsettled)
		return rows_bad(&s->rows, r.why, r.wrong);
	return put_off(s, &r);
}

static enum format_status
next(void *state)
{
	struct streams *s = state;
	enum format_status status = rows_next(&s->rows);

	if (status == FORMAT_BAD) {
		messages(s)->read++;
		messages(s)->rejected++;
	}
	if (status != FORMAT_SOME)
		return status;
	if (s->rows.is_table && table_is_header(&s->rows.table)) {
		messages(s)->read++;
		tally_add(&messages(s)->dropped, str_of(table_header_again), 1);
		return FORMAT_SOME;
	}
	return take(s);
}

static void
finish(void *state)
{
	struct streams *s = state;

	for (size_t i = 0; i < s->runs.len; i++)
		vendor_finish(s->runs.at[i]);
}

static void
close_streams(void *state)
{
	struct streams *s = state;

	for (size_t i = 0; i < s->runs.len; i++) {
		vendor_close(s->runs.at[i]);
		free(s->runs.at[i]);
	}
	vec_free(&s->runs);
	vec_free(&s->known);
	map_free(&s->names);
	buf_free(&s->text);
	scan_free(s->scan);
	rows_free(&s->rows);
	free(s);
}

static const struct reader singer_reader = { recognise_singer, open_streams, begin_file, next, finish, close_streams };
static const struct reader airbyte_reader = { recognise_airbyte, open_streams, begin_file, next, finish, close_streams };

const struct format format_singer = { "singer", "Singer streams of a vendor's rows: RECORD messages as taps write them", &singer_reader, "singer.messages" };
const struct format format_airbyte = { "airbyte", "Airbyte streams of a vendor's rows: RECORD messages, or files with _airbyte_data",
	&airbyte_reader, "airbyte.messages" };
