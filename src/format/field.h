/*
 * field.h: one entry of a mapping file: where in a record a value is found, and what is made of it.
 *
 *	"column"  "dotted.path"  "$.path.from.the.record"  ["first", "or else", ...]
 *	{"from": ..., "constant": v, "values": {"in": "out"}, "default": v, "split": ",", "as": "...", "present": {"path": v}}
 */
#ifndef FORMAT_FIELD_H
#define FORMAT_FIELD_H

#include "table.h"

#include "../json/scan.h"
#include "../json/tree.h"

enum field_as { AS_TEXT, AS_HTML, AS_TIME, AS_SNOWFLAKE, AS_COUNT, AS_TRUTH };

struct field_path {
	char *name;			/* as written, without "$." */
	bool whole;			/* from the record, not from the item at hand */
	size_t column;			/* of a table; SIZE_MAX: not there */
};

struct field_pair {
	struct field_path path;		/* of "present" */
	char *in, *out;
};

struct field {
	char *place;			/* "messages[0].at": for messages; NULL: the mapping has no such field */
	VEC(struct field_path) from;	/* the first that holds something */
	VEC(struct field_pair) values, present;
	char *constant, *fallback;	/* NULL: none */
	char split;			/* 0: none */
	enum field_as as;
};

/* What a field is read from: a row of a table, or an item of a JSON record. */
struct field_place {
	const struct table *table;	/* NULL: JSON */
	struct scan_value record, item;
};

/* Read an entry of a mapping file. as: what the place wants. False with *error. */
bool field_load(struct field *f, const json_t *j, const char *file, const char *place, enum field_as as, struct tree_error *error);
void field_free(struct field *f);

/* Find the columns in a table's header. False: none of them is there; *missing is one. */
bool field_bind(struct field *f, const struct table *t, const char **missing);

/*
 * The value as text, lent by the record or kept in scratch; absent where there is none. False with why (of 320
 * bytes): what stands there cannot be used.
 */
bool field_text(const struct field *f, const struct field_place *at, struct buf *scratch, struct str *text, char *why);
bool field_time(const struct field *f, const struct field_place *at, int64_t *ms, char *why);	/* TIME_NONE: none */
bool field_truth(const struct field *f, const struct field_place *at, bool *value, char *why);	/* unchanged: none */
bool field_count(const struct field *f, const struct field_place *at, int64_t *value, char *why);

/* A list as a JSON array of strings in out; empty where there is none. */
bool field_list(const struct field *f, const struct field_place *at, struct buf *out, char *why);

/* The value at a path in a JSON value; a name with dots in it is found, too. */
struct scan_value field_at(struct scan_value v, const char *path);

#endif
