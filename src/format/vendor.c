#include "vendor.h"

#include "elements.h"
#include "explain.h"
#include "marks.h"
#include "rows.h"

#include <stdio.h>
#include <string.h>

/* Arrays that hold rows where somebody's program has saved what a vendor's API answered: the rows alone tell whose they are. */
static const char *const holders[] = { "data", "items", "records", "results", "result", "rows", "value", NULL };

struct vendor_state {
	struct vendor_run run;
	struct rows rows;
	bool wrapped;				/* this file: elements stand in arrays of a document that say what they are */
	size_t kind;				/* of this table's or XML file's rows, or of those that a JSON file begins with; SIZE_MAX: none */
	size_t kind_of_place[KINDS * KIND_PLACES];
	struct str places[KINDS * KIND_PLACES], root;
	struct row_columns columns;
};

/* Rows that stand by themselves: one a line, in an array, or the document itself. */
static size_t
bare_kind(const struct vendor *v, const struct glimpse *g, int *sure)
{
	struct bearer b = { .glimpse = g, .prefix = "" };
	size_t kind = marks_kind(v, &b, sure);

	if (kind != SIZE_MAX)
		return kind;
	b.prefix = "[].";
	return marks_kind(v, &b, sure);
}

/* Rows in the arrays of a document, by the marks that are seen in them: how sure; 0: there are none. */
static int
sure_of_places(const struct vendor *v, const struct glimpse *g)
{
	char prefix[80];
	int surest = 0;

	for (size_t k = 0; v->kinds[k].unit != NULL; k++)
		for (size_t p = 0; p < KIND_PLACES && v->kinds[k].at[p] != NULL; p++) {
			struct bearer b = { .glimpse = g, .prefix = prefix };

			snprintf(prefix, sizeof prefix, "%s[].", v->kinds[k].at[p]);
			if (v->kinds[k].sure > surest && marks_all(&b, v->kinds[k].marks))
				surest = v->kinds[k].sure;
		}
	return surest;
}

/* The kind of rows in an array that others have, too, and its name; SIZE_MAX: there are none. */
static size_t
held(const struct vendor *v, const struct glimpse *g, int *sure, struct str *name)
{
	char prefix[80];
	struct bearer b = { .glimpse = g, .prefix = prefix };
	size_t kind;

	for (size_t h = 0; holders[h] != NULL; h++) {
		snprintf(prefix, sizeof prefix, "%s[].", holders[h]);
		*name = str_of(holders[h]);
		if ((kind = marks_kind(v, &b, sure)) != SIZE_MAX)
			return kind;
	}
	*name = STR("");
	return SIZE_MAX;
}

/* An array of the vendor's in a document. empty: one that may be it; no row is seen there that has nothing of the vendor's. */
static bool
has_place(const struct vendor *v, const struct glimpse *g, bool empty)
{
	char path[80];
	struct bearer b = { .glimpse = g, .prefix = path };

	for (size_t k = 0; v->kinds[k].unit != NULL; k++)
		for (size_t p = 0; p < KIND_PLACES && v->kinds[k].at[p] != NULL; p++) {
			bool other;

			snprintf(path, sizeof path, "%s[]}", v->kinds[k].at[p]);
			other = empty && glimpse_has(g, "", str_of(path));
			path[strlen(path) - 1] = '.';
			other = other && (v->kinds[k].hint == NULL || !marks_one(&b, v->kinds[k].hint));
			path[strlen(path) - 1] = '\0';
			if (!other && glimpse_has(g, "", str_of(path)))
				return true;
		}
	return false;
}

/* The kind of an XML file's rows, by its root; SIZE_MAX: it is none of the vendor's. */
static size_t
kind_of_root(const struct vendor *v, const struct glimpse *g)
{
	struct str root = v->is_xml && g->kind == GLIMPSE_XML ? glimpse_root(g->text) : (struct str){0};

	for (size_t k = 0; root.n > 0 && v->kinds[k].unit != NULL; k++)
		for (size_t p = 0; p < KIND_PLACES && v->kinds[k].at[p] != NULL; p++)
			if (str_is(root, v->kinds[k].at[p]))
				return k;
	return SIZE_MAX;
}

static int
recognise(const struct format *f, const struct glimpse *g)
{
	const struct vendor *v = f->what;
	struct bearer root = { .glimpse = g, .prefix = "" };
	int bare, placed, other = 0;

	if (g->kind == GLIMPSE_TEXT || g->kind == GLIMPSE_JSON) {
		bare_kind(v, g, &bare);
		placed = g->kind == GLIMPSE_JSON ? sure_of_places(v, g) : 0;
		if (bare > 0 || placed > 0)
			return bare > placed ? bare : placed;
		if (g->kind == GLIMPSE_JSON && held(v, g, &other, &(struct str){0}) == SIZE_MAX && has_place(v, g, true) && marks_all(&root, v->pages))
			other = 60;
		return other;
	}
	return kind_of_root(v, g) != SIZE_MAX ? v->kinds[kind_of_root(v, g)].sure : 0;
}

void
vendor_begin(struct vendor_run *v, const struct vendor *vendor, struct intake *in)
{
	v->vendor = vendor;
	v->in = in;
	v->desk = intake_desk(in, vendor->name);
	v->state = vendor->open != NULL ? vendor->open(v->desk) : v->desk;
}

void
vendor_finish(struct vendor_run *v)
{
	if (v->vendor->finish != NULL)
		v->vendor->finish(v->state);
}

void
vendor_close(struct vendor_run *v)
{
	if (v->vendor->close != NULL)
		v->vendor->close(v->state);
	row_scratch_free(&v->scratch);
}

struct unit *
vendor_count(struct vendor_run *v, size_t kind)
{
	if (v->units[kind] == UNIT_NONE)
		v->units[kind] = desk_unit(v->desk, v->vendor->kinds[kind].unit);
	return desk_count(v->desk, v->units[kind]);
}

size_t
vendor_kind_of(const struct vendor *v, struct scan_value value, struct str stream, int *sure)
{
	struct bearer b = { .object = value };
	size_t best;

	*sure = 100;
	for (size_t k = 0; stream.n > 0 && v->kinds[k].unit != NULL; k++)
		for (size_t p = 0; p < KIND_PLACES && v->kinds[k].at[p] != NULL; p++)
			if (str_is(stream, v->kinds[k].at[p]) && marks_all(&b, v->kinds[k].marks))
				return k;
	best = marks_kind(v, &b, sure);
	for (size_t k = 0; best == SIZE_MAX && v->kinds[k].unit != NULL; k++)
		if (v->kinds[k].hint != NULL && marks_one(&b, v->kinds[k].hint))
			best = k;
	return best;
}

void
vendor_row(struct vendor_run *v, struct row *r, size_t kind, uint64_t line)
{
	(void)vendor_count(v, kind);
	row_scratch_clear(&v->scratch);
	r->in = v->in;
	r->desk = v->desk;
	r->fields = v->vendor->kinds[kind].fields;
	r->value = (struct scan_value){0};
	r->table = NULL;
	r->columns = NULL;
	r->attributes = NULL;
	r->scratch = &v->scratch;
	r->unit = v->units[kind];
	r->line = line;
	r->mended = r->cut = r->unsettled = false;
	r->why[0] = '\0';
	r->wrong = (struct str){0};
}

bool
vendor_take(struct vendor_run *v, size_t kind, struct row *r)
{
	if (v->vendor->kinds[kind].take(v->state, r)) {
		vendor_count(v, kind)->read++;
		return true;
	}
	if (!r->unsettled) {
		vendor_count(v, kind)->read++;
		vendor_count(v, kind)->rejected++;
	}
	return false;
}

void
vendor_see_dates(struct row *r)
{
	for (unsigned f = 0; r->fields[f].names[0] != NULL; f++)
		if (r->fields[f].is_date)
			dates_see(&r->in->dates, str_trim(row_text(r, f)), r->line);
		else if (r->fields[f].see != NULL)
			r->fields[f].see(r, row_text(r, f));
}

static void *
open_state(const struct format *f, struct intake *in)
{
	struct vendor_state *s = mem_zeroed(1, sizeof *s);
	size_t n = 0;

	vendor_begin(&s->run, f->what, in);
	for (size_t k = 0; s->run.vendor->kinds[k].unit != NULL; k++)
		for (size_t p = 0; p < KIND_PLACES && s->run.vendor->kinds[k].at[p] != NULL; p++) {
			s->kind_of_place[n] = k;
			s->places[n++] = str_of(s->run.vendor->kinds[k].at[p]);
		}
	return s;
}

static size_t
count_places(const struct vendor_state *s)
{
	size_t n = 0;

	while (n < sizeof s->places / sizeof *s->places && s->places[n].s != NULL)
		n++;
	return n;
}

static enum format_status
begin_table(struct vendor_state *s)
{
	struct intake *in = s->run.in;
	const struct kind *kinds = s->run.vendor->kinds;
	enum format_status r = rows_begin_table(&s->rows, in, 0);
	struct bearer b = { .table = &s->rows.table };
	const char *missing;
	int sure;

	if (r != FORMAT_SOME)
		return r;
	s->kind = marks_kind(s->run.vendor, &b, &sure);
	if (s->kind == SIZE_MAX)
		return intake_bad(in, FORMAT_REFUSED, 1, 0, s->rows.table.raw, "this is no table of %s's: it lacks the columns that tell one", s->run.vendor->name);
	if ((missing = row_bind(&s->columns, kinds[s->kind].fields, &s->rows.table)) != NULL)
		return intake_bad(in, FORMAT_REFUSED, 1, 0, s->rows.table.raw, "a table of %s needs a column \"%s\"", kinds[s->kind].unit, missing);
	(void)vendor_count(&s->run, s->kind);
	if (in->explain != NULL) {
		marks_explain(in->explain, &kinds[s->kind]);
		explain_table(in->explain, kinds[s->kind].unit, kinds[s->kind].fields, &s->rows.table);
	}
	return r;
}

/* May rows of another kind stand in the same array? */
static bool
is_shared(const struct vendor *v, size_t kind, const char *place)
{
	for (size_t k = 0; v->kinds[k].unit != NULL; k++)
		for (size_t p = 0; k != kind && p < KIND_PLACES && v->kinds[k].at[p] != NULL; p++)
			if (strcmp(v->kinds[k].at[p], place) == 0)
				return true;
	return false;
}

/* The kinds of which rows are seen in a JSON file's beginning. */
static void
explain_kinds(const struct vendor_state *s, const struct glimpse *g)
{
	const struct kind *kinds = s->run.vendor->kinds;
	char prefix[80];

	for (size_t k = 0; kinds[k].unit != NULL; k++) {
		if (!s->wrapped)
			for (int array = s->root.n > 0; array < 2; array++) {
				struct bearer b = { .glimpse = g, .prefix = prefix };

				snprintf(prefix, sizeof prefix, "%s%s", s->root.s, array ? "[]." : "");
				if (!marks_all(&b, kinds[k].marks))
					continue;
				marks_explain(s->run.in->explain, &kinds[k]);
				explain_members(s->run.in->explain, kinds[k].unit, kinds[k].fields, g, b.prefix);
			}
		for (size_t p = 0; s->wrapped && p < KIND_PLACES && kinds[k].at[p] != NULL; p++) {
			snprintf(prefix, sizeof prefix, "%s[]", kinds[k].at[p]);
			if (!glimpse_has(g, "", str_of(prefix)))
				continue;
			snprintf(prefix, sizeof prefix, "%s[].", kinds[k].at[p]);
			if (is_shared(s->run.vendor, k, kinds[k].at[p]) && !marks_all(&(struct bearer){ .glimpse = g, .prefix = prefix }, kinds[k].marks))
				continue;
			explain_members(s->run.in->explain, kinds[k].unit, kinds[k].fields, g, prefix);
		}
	}
}

static enum format_status
begin_xml(struct vendor_state *s)
{
	struct intake *in = s->run.in;
	const struct kind *k;

	s->kind = kind_of_root(s->run.vendor, in->glimpse);
	if (s->kind == SIZE_MAX)
		return intake_bad(in, FORMAT_REFUSED, 1, 0, (struct str){0}, "this is no XML file of %s's: its root element is not one that is known",
		    s->run.vendor->name);
	(void)vendor_count(&s->run, s->kind);
	k = &s->run.vendor->kinds[s->kind];
	if (in->explain != NULL)
		explain_elements(in->explain, k->unit, k->fields, in->glimpse);
	return rows_begin_xml(&s->rows, in);
}

static enum format_status
begin_file(void *state)
{
	struct vendor_state *s = state;
	struct intake *in = s->run.in;
	const struct glimpse *g = in->glimpse;
	int bare;

	if (s->run.vendor->is_xml && g->kind == GLIMPSE_XML)
		return begin_xml(s);
	if (g->kind != GLIMPSE_JSON)
		return begin_table(s);
	s->kind = bare_kind(s->run.vendor, g, &bare);
	s->wrapped = bare == 0 && has_place(s->run.vendor, g, false);
	s->root = STR("");
	if (bare == 0 && sure_of_places(s->run.vendor, g) == 0)
		s->kind = held(s->run.vendor, g, &bare, &s->root);
	s->wrapped = s->wrapped && s->root.n == 0;
	if (in->explain != NULL)
		explain_kinds(s, g);
	return rows_begin_json(&s->rows, in, s->wrapped ? s->places : &s->root, s->wrapped ? count_places(s) : 1,
	    !s->wrapped && s->root.n == 0 && elements_are_lines(g->text));
}

/* What the row at hand is; SIZE_MAX: nothing that is known. */
static size_t
kind_at_hand(struct vendor_state *s)
{
	struct str place = {0};
	size_t kind;
	int sure;

	if (s->rows.is_table || s->rows.is_xml)
		return s->kind;
	if (s->wrapped)
		place = s->places[s->rows.elements.which];
	kind = vendor_kind_of(s->run.vendor, s->rows.elements.value, place, &sure);
	return s->wrapped && (kind == SIZE_MAX || sure < 100) ? s->kind_of_place[s->rows.elements.which] : kind;
}

/* A row that cannot be read, or is of no kind, is counted with those that its file begins with. */
static enum format_status
reject(struct vendor_state *s, size_t kind)
{
	struct unit *u = vendor_count(&s->run, kind != SIZE_MAX ? kind : 0);

	u->read++;
	u->rejected++;
	return FORMAT_BAD;
}

static enum format_status
no_kind(struct vendor_state *s)
{
	const struct kind *kinds = s->run.vendor->kinds;
	enum scan_type type = scan_type(s->rows.elements.value);
	char why[320];
	size_t n;

	if (type != SCAN_OBJECT)
		snprintf(why, sizeof why, "%s stands where an object is expected", scan_type_name(type));
	else {
		n = (size_t)snprintf(why, sizeof why, "the object is of no kind that %s has: ", s->run.vendor->name);
		for (size_t k = 0; kinds[k].unit != NULL && n < sizeof why; k++)
			if (k == 0 || strcmp(kinds[k].unit, kinds[k - 1].unit) != 0)
				n += (size_t)snprintf(why + n, sizeof why - n, "%s%s have \"%s\"", k > 0 ? ", " : "", kinds[k].unit,
				    kinds[k].hint != NULL ? kinds[k].hint : kinds[k].marks[0]);
	}
	return rows_bad(&s->rows, why, (struct str){0});
}

/* The row at hand, ready to be taken. */
static void
lay_out(struct vendor_state *s, struct row *r, size_t kind)
{
	vendor_row(&s->run, r, kind, rows_line(&s->rows));
	if (s->rows.is_table) {
		r->table = &s->rows.table;
		r->columns = &s->columns;
	} else if (s->rows.is_xml) {
		r->attributes = &s->rows.xml.attributes;
	} else {
		r->value = s->rows.elements.value;
		r->mended = s->rows.elements.mended;
	}
}

/* A quoted line alone, as what a report ends with. */
static bool
is_footer(const struct vendor_state *s)
{
	struct str line = str_trim(s->rows.table.raw);

	return s->rows.is_table && s->run.vendor->kinds[s->kind].footer != NULL && s->rows.table.names.len > 1 && line.n > 1 && line.s[0] == '"' &&
	    memchr(line.s + 1, '"', line.n - 1) == line.s + line.n - 1;
}

/* The row at hand of that kind: taken, put off or bad. */
static enum format_status
take(struct vendor_state *s, size_t kind)
{
	struct row r;

	lay_out(s, &r, kind);
	if (s->rows.is_table && table_is_header(&s->rows.table)) {
		vendor_count(&s->run, kind)->read++;
		row_drop(&r, table_header_again);
		return FORMAT_SOME;
	}
	if (!rows_must_wait(&s->rows)) {
		if (vendor_take(&s->run, kind, &r))
			return FORMAT_SOME;
		if (!r.unsettled)
			return rows_bad(&s->rows, r.why, r.wrong);
	}
	vendor_see_dates(&r);		/* one of them may tell */
	return rows_put_off(&s->rows);
}

static enum format_status
next(void *state)
{
	struct vendor_state *s = state;
	enum format_status status = rows_next(&s->rows);

	if (status == FORMAT_SOME) {
		size_t kind = kind_at_hand(s);

		if (kind != SIZE_MAX && (s->rows.is_table || s->rows.is_xml || scan_type(s->rows.elements.value) == SCAN_OBJECT))
			return take(s, kind);
		no_kind(s);
		return reject(s, kind != SIZE_MAX ? kind : s->kind);
	}
	if (status == FORMAT_BAD && is_footer(s)) {
		vendor_count(&s->run, s->kind)->read++;
		tally_add(&vendor_count(&s->run, s->kind)->dropped, str_of(s->run.vendor->kinds[s->kind].footer), 1);
		return FORMAT_SOME;
	}
	if (status == FORMAT_BAD)
		return reject(s, s->wrapped && !s->rows.is_table && !s->rows.is_xml ? s->kind_of_place[s->rows.elements.which] : s->kind);
	return status;
}

static void
finish(void *state)
{
	struct vendor_state *s = state;

	vendor_finish(&s->run);
}

static void
close_state(void *state)
{
	struct vendor_state *s = state;

	vendor_close(&s->run);
	rows_free(&s->rows);
	free(s);
}

const struct reader vendor_reader = {
	.recognise = recognise, .open = open_state, .file = begin_file, .next = next, .finish = finish, .close = close_state,
};
