/*
 * table.h: the rows of a CSV or TSV file, one by one, with the place of each.
 *
 * Where rows end is found here by the parity of quotes, so that the line, the byte and the bytes of a bad row are
 * known, and one bad row does not take the next along.
 */
#ifndef FORMAT_TABLE_H
#define FORMAT_TABLE_H

#include "cells.h"
#include "intake.h"
#include "window.h"

#include "../base/vec.h"

struct table {
	struct intake *in;
	struct window window;
	char delimiter;
	size_t scanned;			/* of the row at window.at: how far its end has been looked for */
	bool inside, quotes;		/* a quoted cell, there; were there quotes at all */
	uint64_t line, next_line;	/* of the row at hand; of the one behind it */
	struct str raw;			/* the row at hand, as it stands in the file */
	struct cells cells;		/* lent until the next row */
	struct buf header, head;	/* the header's cells; how a row began that is too long to be held */
	VEC(struct str) names;		/* of the columns */
	VEC(size_t) same;		/* of each: the next of the same name; SIZE_MAX: none */
};

/*
 * Begin with the source's current file and read its header. delimiter 0: the one of , ; tab | that the header holds
 * most of. SOME, REFUSED or FAILED. Zero the table before its first file.
 */
enum format_status table_begin(struct table *t, struct intake *in, char delimiter);

/* The next row into cells: SOME, END, BAD (also where it has more or fewer cells than the header), or FAILED. */
enum format_status table_next(struct table *t);

/* The byte of its line, from 1, at which a cell stands; 1 where that cannot be told (doubled quotes, a row of several lines). */
uint64_t table_byte(const struct table *t, struct str cell);

/*
 * Is the row at hand the header once more, as where tables were joined by cat? Of a single column one cannot tell.
 */
bool table_is_header(const struct table *t);

extern const char table_header_again[];		/* why such a row is dropped */

/* The number of the column, counted from after on (SIZE_MAX: from the first); SIZE_MAX: there is none. */
size_t table_column(const struct table *t, struct str name, size_t after);

/* The same, or else the first whose name differs in the case of ASCII letters alone. */
size_t table_column_alike(const struct table *t, struct str name);

/* The next column that has the same name as this one; SIZE_MAX: there is none. */
size_t table_same(const struct table *t, size_t column);

/* Take a row that was read before once more: its bytes, lent as long as it is at hand, and its line. */
enum format_status table_again(struct table *t, struct str raw, uint64_t line);

/* The delimiter that stands most often outside of quotes in a header. */
char table_delimiter(struct str line);

void table_free(struct table *t);

#endif
