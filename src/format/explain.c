#include "explain.h"

#include "window.h"

#include "../base/time.h"
#include "../rec/thread.h"
#include "../text/utf8.h"

#include <stdarg.h>
#include <string.h>

/* How much is read of each file, and shown. */
enum { ROWS = 20000, TICKETS = 3, MESSAGES = 10, BAD = 3 };
enum { LABEL = 10, COLUMN = 32, SHOWN = 100, COLUMNS = 200 };

/* A text of strangers on one line of a terminal: no controls, at most so many bytes. */
static void
put_plain(struct buf *out, struct str text, size_t most)
{
	struct str shown = utf8_cut(text, most);

	for (size_t i = 0; i < shown.n;) {
		uint32_t c = utf8_next(shown, &i);

		if (c < ' ' || (c >= 0x7f && c < 0xa0))
			buf_addc(out, ' ');
		else
			utf8_put(out, c);
	}
	if (shown.n < text.n)
		buf_adds(out, "...");
}

static void
put_text(struct buf *out, struct str text)
{
	put_plain(out, text, SHOWN);
}

void
explain_line(struct buf *out, const char *name, const char *fmt, ...)
{
	char text[600];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	buf_printf(out, "  %-*s ", LABEL, name);
	put_plain(out, str_of(text), sizeof text);
	buf_addc(out, '\n');
}

void
explain_rest(struct buf *out, const struct table *t, const bool *read)
{
	VEC(bool) again = {0};
	size_t shown = 0, more = 0;

	vec_zero(&again, t->names.len);
	for (size_t c = 0; c < t->names.len; c++) {
		if (table_same(t, c) != SIZE_MAX)
			again.at[table_same(t, c)] = true;
		if (t->names.at[c].n == 0 || read[c] || again.at[c])
			continue;
		if (shown == COLUMNS) {
			more++;
			continue;
		}
		buf_adds(out, shown++ > 0 ? ", " : "  not read   ");
		put_text(out, t->names.at[c]);
	}
	if (more > 0)
		buf_printf(out, ", and %zu more", more);
	if (shown > 0)
		buf_addc(out, '\n');
	vec_free(&again);
}

static void
put_mapping(struct buf *out, struct str name, const struct row_field *f)
{
	buf_printf(out, "    %-*.*s %s\n", COLUMN, (int)name.n, name.s, f->as != NULL ? f->as : "read");
}

static bool
is_used(const struct row_field *fields, struct str column)
{
	for (size_t f = 0; fields[f].names[0] != NULL; f++)
		for (size_t n = 0; n < ROW_NAMES && fields[f].names[n] != NULL; n++)
			if (str_alike(column, str_of(fields[f].names[n])))
				return true;
	return false;
}

void
explain_table(struct buf *out, const char *unit, const struct row_field *fields, const struct table *t)
{
	VEC(bool) used = {0};

	explain_line(out, "rows", "%s, a table of %zu columns parted by %s", unit, t->names.len,
	    t->delimiter == '\t' ? "tabs" : t->delimiter == ';' ? "semicolons" : t->delimiter == '|' ? "bars" : "commas");
	for (size_t f = 0; fields[f].names[0] != NULL; f++)
		for (size_t n = 0; n < ROW_NAMES && fields[f].names[n] != NULL; n++)
			if (table_column_alike(t, str_of(fields[f].names[n])) != SIZE_MAX)
				put_mapping(out, str_of(fields[f].names[n]), &fields[f]);
	vec_zero(&used, t->names.len);
	for (size_t c = 0; c < t->names.len; c++)
		used.at[c] = is_used(fields, t->names.at[c]);
	explain_rest(out, t, used.at);
	vec_free(&used);
}

void
explain_members(struct buf *out, const char *unit, const struct row_field *fields, const struct glimpse *g, const char *prefix)
{
	explain_line(out, "rows", "%s, JSON objects%s%.*s", unit, *prefix == '\0' ? "" : " in ", (int)(strlen(prefix) - (*prefix != '\0')), prefix);
	for (size_t f = 0; fields[f].names[0] != NULL; f++)
		for (size_t n = 0; n < ROW_NAMES && fields[f].names[n] != NULL; n++)
			if (glimpse_has(g, prefix, str_of(fields[f].names[n])))
				put_mapping(out, str_of(fields[f].names[n]), &fields[f]);
}

/* Is an attribute of that name seen in the file's beginning? */
static bool
has_attribute(const struct glimpse *g, const char *name)
{
	struct str rest = g->text;
	size_t n = strlen(name);

	for (const char *at; (at = memchr(rest.s, ' ', rest.n)) != NULL;) {
		rest.n -= (size_t)(at + 1 - rest.s);
		rest.s = at + 1;
		if (rest.n > n && memcmp(rest.s, name, n) == 0 && rest.s[n] == '=')
			return true;
	}
	return false;
}

void
explain_elements(struct buf *out, const char *unit, const struct row_field *fields, const struct glimpse *g)
{
	explain_line(out, "rows", "%s, XML elements", unit);
	for (size_t f = 0; fields[f].names[0] != NULL; f++)
		for (size_t n = 0; n < ROW_NAMES && fields[f].names[n] != NULL; n++)
			if (has_attribute(g, fields[f].names[n]))
				put_mapping(out, str_of(fields[f].names[n]), &fields[f]);
}

void
explain_format(struct buf *out, const struct reading *r)
{
	int sure;

	put_plain(out, str_of(source_name(r->in->source)), SIZE_MAX);
	buf_addc(out, '\n');
	if (r->forced != NULL) {
		explain_line(out, "format", "%s, as the command line says", r->now->name);
		return;
	}
	format_recognise(r->in->glimpse, &sure);
	explain_line(out, "format", "%s (sure %d of 100): %s", r->now->name, sure, r->now->about);
	for (size_t i = 0; formats[i] != NULL; i++) {
		int other = formats[i]->reader->recognise(formats[i], r->in->glimpse);

		if (formats[i] != r->now && other > 0)
			explain_line(out, "", "rather than %s (%d)", formats[i]->name, other);
	}
}

static void
put_dates(struct buf *out, const struct dates *d)
{
	const char *order = d->order == ORDER_DAY_FIRST ? "the day first" : "the month first";

	if (d->given != ORDER_UNKNOWN)
		explain_line(out, "dates", "%s where the form leaves it open, as --date-order says", order);
	else if (d->order != ORDER_UNKNOWN)
		explain_line(out, "dates", "%s: line %llu holds \"%s\"", order, (unsigned long long)d->evidence_line, d->evidence);
	else if (d->open_line > 0)
		explain_line(out, "dates", "NOT SETTLED: \"%s\" in line %llu may have the day or the month first; say --date-order=dmy or mdy",
		    d->open, (unsigned long long)d->open_line);
	else
		explain_line(out, "dates", "none whose day and month could be exchanged");
	if (d->zoneless)
		explain_line(out, "", "where they name no zone they are taken for %s%s", d->zone != NULL ? zone_name(d->zone) : "UTC",
		    d->zone != NULL ? ", as --timezone says" : " (see --timezone)");
}

static void
put_moment(struct buf *out, int64_t ms)
{
	char text[TIME_TEXT] = "no time";

	if (ms != TIME_NONE)
		time_write(text, ms);
	buf_printf(out, "%-25s", text);
}

/* A ticket as a person would read it. */
static void
put_ticket(struct buf *out, const struct ticket *t)
{
	struct scan_each walk = scan_each(t->messages);
	struct message m;
	size_t shown = 0;

	buf_addc(out, '\n');
	put_text(out, t->id);
	if (t->status.n > 0) {
		buf_adds(out, ", ");
		put_text(out, t->status);
	}
	if (t->requester.n > 0) {
		buf_adds(out, ", of ");
		put_text(out, t->requester);
	}
	buf_adds(out, "\n  ");
	put_moment(out, t->created_at);
	put_text(out, t->subject.n > 0 ? t->subject : STR("(no subject)"));
	buf_addc(out, '\n');
	while (message_next(&walk, &m) && shown++ < MESSAGES) {
		buf_adds(out, "  ");
		put_moment(out, m.at);
		buf_printf(out, "%s (by %s)%s: ", role_name(m.role), role_by_name(m.role_by), m.is_public ? "" : ", private");
		put_text(out, m.text);
		buf_addc(out, '\n');
	}
	if (shown > MESSAGES)
		buf_printf(out, "  and %zu more messages\n", scan_count(t->messages) - MESSAGES);
}

static void
put_tickets(struct buf *out, struct desks *desks)
{
	struct threads *threads = threads_new(desks);
	struct scan *scan = scan_new();
	struct buf line = {0};
	struct scan_error error;
	struct ticket t;

	for (size_t n = 0; n < TICKETS && threads_next(threads, &line); n++) {
		struct record record = {0};

		buf_room(&line, SOURCE_PADDING);
		if (record_parse(&record, scan, buf_str(&line), &error) && ticket_parse(&t, &record, &error))
			put_ticket(out, &t);
		record_free(&record);
	}
	buf_free(&line);
	scan_free(scan);
	threads_free(threads);
}

/* The rows of the file that reading has begun with. */
static enum format_status
put_rows(struct buf *out, struct reading *r)
{
	enum format_status status = FORMAT_SOME;
	uint64_t rows = 0, bad = 0;

	while (rows < ROWS && (status = reading_next(r)) != FORMAT_END && status != FORMAT_REFUSED && status != FORMAT_FAILED) {
		rows++;
		if (status == FORMAT_BAD && bad++ < BAD)
			explain_line(out, "bad", "line %llu, byte %llu: %s", (unsigned long long)r->in->bad.line, (unsigned long long)r->in->bad.byte, r->in->bad.why);
	}
	if (r->in->window != NULL)
		explain_line(out, "encoding", "%s", window_encoding(r->in->window));
	put_dates(out, &r->in->dates);
	explain_line(out, "read", "%llu row%s%s, %llu bad", (unsigned long long)rows, rows == 1 ? "" : "s", rows < ROWS ? "" : " (the first of the file)",
	    (unsigned long long)bad);
	return status;
}

bool
explain(struct buf *out, struct reading *r)
{
	enum format_status status;

	r->in->explain = out;
	while ((status = reading_file(r)) == FORMAT_SOME)
		if ((status = put_rows(out, r)) == FORMAT_REFUSED || status == FORMAT_FAILED)
			break;
	reading_finish(r);
	put_tickets(out, r->in->desks);
	if (status == FORMAT_FAILED)
		intake_bad(r->in, FORMAT_REFUSED, 0, 0, (struct str){0}, "%s", source_error(r->in->source));
	return status == FORMAT_END || status == FORMAT_SOME;
}
