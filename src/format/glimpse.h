/*
 * glimpse.h: what a file is recognised by: how it begins, and the names that are seen there.
 *
 * The beginning may be cut anywhere, in the middle of a string or of an element of many megabytes; the names that
 * stand before the cut are seen all the same.
 */
#ifndef FORMAT_GLIMPSE_H
#define FORMAT_GLIMPSE_H

#include "../base/buf.h"
#include "../base/map.h"

enum glimpse_kind { GLIMPSE_EMPTY, GLIMPSE_JSON, GLIMPSE_XML, GLIMPSE_TEXT };

struct glimpse {
	struct str text;		/* the file's beginning as UTF-8, without a byte order mark; lent */
	enum glimpse_kind kind;
	/*
	 * JSON: the paths of all members ("tickets[].requester_id"; of an array at the root "[].id") and arrays
	 * ("tickets[]"), and arrays of which an object is seen up to its end ("tickets[]}"). Text: the cells of the first line, as if it were the header of a table.
	 */
	struct map names;
};

/* Bytes of a file that are looked at; of one whose first row tells nothing in so many. */
enum { GLIMPSE = 1 << 16, GLIMPSE_MORE = 1 << 19 };

/* Look at a text, which must last as long as the glimpse. Forgets what was seen before. */
void glimpse_take(struct glimpse *g, struct str text);

/* Is there a member or column NAME below the prefix ("" for the root, "[].", "tickets[].")? Of columns in any case. */
bool glimpse_has(const struct glimpse *g, const char *prefix, struct str name);

/* The name of an XML file's root element, from how it begins; absent where it is no XML. */
struct str glimpse_root(struct str first);

void glimpse_free(struct glimpse *g);

#endif
