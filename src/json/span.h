/*
 * span.h: where values stand in a JSON text that is known to be valid.
 *
 * A filter that replaces its own member must leave every other byte as it was; a parsed document has
 * forgotten the bytes, so they are found again here, by skipping strings and counting brackets.
 */
#ifndef JSON_SPAN_H
#define JSON_SPAN_H

#include "../base/str.h"

/* One member of an object or element of an array. */
struct span {
	struct str name;	/* as written, without its quotes, escapes left in; absent in an array */
	struct str value;	/* as written */
	struct str whole;	/* name, colon and value */
};

/* Walking an object or array: text begins with { or [; position starts at 0. False at the end. */
bool span_next(struct str text, size_t *position, struct span *found);

/* Is this the member's name? A name of ASCII may also be written with escapes: "\u0069d" is "id". */
bool span_named(const struct span *member, const char *name);

/* The last member of that name: of several the last one counts, as it does for jq and for rec/ticket. */
bool span_member(struct str object, const char *name, struct span *found);

/* The offset of the object's closing brace: text may end in white space. */
size_t span_close(struct str object);

#endif
