#include "rows.h"

#include <string.h>

enum { HELD = 4 << 20 };	/* bytes of rows put off that stay in memory */

/* How a row was kept; its bytes follow. */
struct kept {
	uint64_t line, column, number;
	size_t which, length;
};

static enum format_status
begin(struct rows *r, struct intake *in, bool is_table, bool is_xml)
{
	r->in = in;
	r->is_table = is_table;
	r->is_xml = is_xml;
	r->again = false;
	r->number = r->read = 0;
	spool_free(r->off);
	r->off = NULL;
	return FORMAT_SOME;
}

enum format_status
rows_begin_table(struct rows *r, struct intake *in, char delimiter)
{
	begin(r, in, true, false);
	return table_begin(&r->table, in, delimiter);
}

enum format_status
rows_begin_json(struct rows *r, struct intake *in, const struct str *wanted, size_t count, bool lines)
{
	begin(r, in, false, false);
	return elements_begin(&r->elements, in, wanted, count, lines);
}

enum format_status
rows_begin_xml(struct rows *r, struct intake *in)
{
	begin(r, in, false, true);
	return xml_begin(&r->xml, in);
}

bool
rows_must_wait(const struct rows *r)
{
	return r->off != NULL && !r->again;
}

enum format_status
rows_put_off(struct rows *r)
{
	struct str raw = r->is_table ? r->table.raw : r->is_xml ? r->xml.raw : r->elements.raw;
	struct kept kept = { rows_line(r), r->is_xml ? r->xml.row_byte : r->elements.column, r->number, r->elements.which, raw.n };

	if (r->off == NULL) {
		r->off = spool_new(HELD);
		r->off_at = 0;
	}
	spool_add(r->off, (const char *)&kept, sizeof kept);
	spool_add(r->off, raw.s, raw.n);
	return FORMAT_LATER;
}

/* Rows put off could not be kept, or not be read again: they must not go unsaid. */
static enum format_status
lost(struct rows *r)
{
	return intake_failed(r->in, source_fail(r->in->source, spool_error(r->off)));
}

/* A row put off comes again. */
static enum format_status
next_again(struct rows *r)
{
	struct kept kept;
	const char *at = spool_at(r->off, r->off_at, sizeof kept);

	if (at == NULL)
		return lost(r);
	memcpy(&kept, at, sizeof kept);
	if ((at = spool_at(r->off, r->off_at + sizeof kept, kept.length)) == NULL)
		return lost(r);
	r->off_at += sizeof kept + kept.length;
	r->again = true;
	r->number = kept.number;
	if (r->is_table)
		return table_again(&r->table, (struct str){ at, kept.length }, kept.line);
	if (r->is_xml)
		return xml_again(&r->xml, (struct str){ at, kept.length }, kept.line, kept.column);
	return elements_again(&r->elements, (struct str){ at, kept.length }, kept.line, kept.column, kept.which);
}

enum format_status
rows_next(struct rows *r)
{
	bool settled = dates_are_settled(&r->in->dates);
	enum format_status status;

	if (r->off != NULL && spool_error(r->off) != NULL)
		return lost(r);
	if (r->off != NULL && settled) {
		if (r->off_at < spool_len(r->off))
			return next_again(r);
		spool_free(r->off);
		r->off = NULL;
		r->again = false;
	}
	status = r->is_table ? table_next(&r->table) : r->is_xml ? xml_next(&r->xml) : elements_next(&r->elements);
	if (status == FORMAT_SOME || status == FORMAT_BAD)
		r->number = ++r->read;
	if (status == FORMAT_END && r->off != NULL && dates_undecided(&r->in->dates))
		return intake_bad(r->in, FORMAT_REFUSED, r->in->dates.open_line, 0, (struct str){0}, "%s", r->in->dates.why);
	return status;
}

uint64_t
rows_line(const struct rows *r)
{
	return r->is_table ? r->table.line : r->is_xml ? r->xml.row_line : r->elements.line;
}

enum format_status
rows_bad(struct rows *r, const char *why, struct str wrong)
{
	if (r->is_table)
		return intake_bad(r->in, FORMAT_BAD, r->table.line, table_byte(&r->table, wrong), r->table.raw, "%s", why);
	if (r->is_xml)
		return intake_bad(r->in, FORMAT_BAD, r->xml.row_line, xml_byte(&r->xml, wrong), r->xml.raw, "%s", why);
	return elements_bad(&r->elements, why);
}

void
rows_free(struct rows *r)
{
	spool_free(r->off);
	table_free(&r->table);
	xml_free(&r->xml);
	elements_free(&r->elements);
}
