/*
 * cells.h: one row of a table cut into its cells.
 *
 * libcsv in strict mode says what the cells are. A row of plain cells has nothing for it to decide and is cut at its
 * delimiters, several times faster; a test holds the two against each other.
 */
#ifndef FORMAT_CELLS_H
#define FORMAT_CELLS_H

#include "../base/buf.h"

#include <csv.h>

/* The cells are a vec, lent until the next row. Zeroed, it can begin. */
struct cells {
	struct str *at;
	size_t len, cap;
	size_t count, most;		/* of the row's cells; of those kept, but for one more that tells there are too many */
	char delimiter;
	struct csv_parser parser;
	bool has_parser;
	struct buf unquoted;
};

void cells_begin(struct cells *c, char delimiter, size_t most);

/*
 * Cut a row, without its line end. quotes: there may be some in it. False: it is badly quoted, and *wrong is the
 * offset at which that shows, row.n where a quoted cell is not closed.
 */
bool cells_cut(struct cells *c, struct str row, bool quotes, size_t *wrong);
bool cells_parse(struct cells *c, struct str row, size_t *wrong);	/* by libcsv in any case */

void cells_free(struct cells *c);

#endif
