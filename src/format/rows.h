/*
 * rows.h: the rows of a file, whatever it is: a table, a JSON document, lines of JSON or an XML file.
 *
 * A row whose dates cannot be told yet (is 3/4 in March or in April?) is put off, and all behind it, until the file
 * has settled the order of day and month; then they come again, in their order. A file that never does is refused.
 */
#ifndef FORMAT_ROWS_H
#define FORMAT_ROWS_H

#include "elements.h"
#include "table.h"
#include "xml.h"

#include "../io/spool.h"

struct rows {
	struct intake *in;
	bool is_table, is_xml;		/* neither: it is JSON */
	struct table table;
	struct xml xml;
	struct elements elements;
	struct spool *off;		/* rows put off; NULL: none */
	uint64_t off_at;		/* in it: the next that comes again */
	bool again;			/* the row at hand was put off before */
	uint64_t number, read;		/* of the row at hand in its file, from 1; of the last that was read */
};

/* Begin with the source's current file. Zero the struct before its first file. */
enum format_status rows_begin_table(struct rows *r, struct intake *in, char delimiter);
enum format_status rows_begin_json(struct rows *r, struct intake *in, const struct str *wanted, size_t count, bool lines);
enum format_status rows_begin_xml(struct rows *r, struct intake *in);

/* SOME, END, BAD, REFUSED or FAILED. */
enum format_status rows_next(struct rows *r);

/* Are there rows put off, so that the one at hand must be, too? Its dates may settle the order: see them first. */
bool rows_must_wait(const struct rows *r);
enum format_status rows_put_off(struct rows *r);		/* LATER */

/* Of the row at hand. */
uint64_t rows_line(const struct rows *r);
enum format_status rows_bad(struct rows *r, const char *why, struct str wrong);	/* wrong: the value that is; absent: all of it */

void rows_free(struct rows *r);

#endif
