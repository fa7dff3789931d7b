/*
 * scan.h: a JSON text read in place, by simdjson behind a C header.
 *
 * The whole text is validated, strings and numbers included; strings are lent decoded. A value is two
 * words, passed by copy, and lent until its scan parses again. One scan a thread.
 */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include "../base/str.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct scan;

struct scan_value {
	const void *doc;	/* NULL: absent */
	size_t at;
};

enum scan_type {
	SCAN_ABSENT, SCAN_NULL, SCAN_BOOL, SCAN_INT, SCAN_REAL, SCAN_STRING, SCAN_ARRAY, SCAN_OBJECT
};

/* Walking an array or an object; made by scan_each. */
struct scan_each {
	const void *doc;
	size_t at, end;
	bool object;
};

struct scan_error {
	size_t byte;		/* from 1; where the text stops being JSON */
	char why[160];
};

struct scan *scan_new(void);
void scan_free(struct scan *s);

/*
 * Parse text, behind which SOURCE_PADDING bytes must be readable. True and *root; or false and *error.
 * Nesting over 1,000 deep and integers over 64 bits are refused.
 */
bool scan_parse(struct scan *s, struct str text, struct scan_value *root, struct scan_error *error);

enum scan_type scan_type(struct scan_value v);
const char *scan_type_name(enum scan_type t);		/* "a string", "absent": for messages */

struct str scan_string(struct scan_value v);		/* absent unless a string */
bool scan_bool(struct scan_value v, bool *value);
bool scan_int(struct scan_value v, int64_t *value);	/* integers that fit, only */
bool scan_uint(struct scan_value v, uint64_t *value);	/* integers that fit, only: ids past 2^63 */
bool scan_real(struct scan_value v, double *value);	/* any number */

/* A member of an object (the first of that name), absent where there is none or v is no object. */
struct scan_value scan_member(struct scan_value v, struct str name);

/* Start walking an array or object; of anything else, an empty walk. */
struct scan_each scan_each(struct scan_value v);

/* Next element; for an object also its name (name may be NULL). False at the end. */
bool scan_next(struct scan_each *e, struct str *name, struct scan_value *v);

size_t scan_count(struct scan_value v);			/* elements or members; up to 0xffffff, more are not counted */

/* Is this valid UTF-8? At memory speed. */
bool scan_utf8(struct str text);

#ifdef __cplusplus
}
#endif

#endif
