/* marks.h: by which names a vendor's kind of rows is known, in what was seen of a file, in an object, in a table's header. */
#ifndef FORMAT_MARKS_H
#define FORMAT_MARKS_H

#include "vendor.h"

/* What may have the marks of a kind: one of these. */
struct bearer {
	const struct glimpse *glimpse;
	const char *prefix;		/* of the names in the glimpse: "", "[].", "tickets[]." */
	struct scan_value object;
	const struct table *table;
};

/* Has it all of these marks, of which there is at least one? A mark is "a", "a|b" for one of both, or "a=x" for a text. */
bool marks_all(const struct bearer *b, const char *const marks[KIND_MARKS]);
bool marks_one(const struct bearer *b, const char *mark);

/* The kind whose marks are all there, and of several the surest; SIZE_MAX: none. */
size_t marks_kind(const struct vendor *v, const struct bearer *b, int *sure);

/* The line that says by which marks a kind is known. */
void marks_explain(struct buf *out, const struct kind *k);

#endif
