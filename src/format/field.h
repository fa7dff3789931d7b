/*
 * field.h: one entry of a mapping file: where in a record a value is found, and what is made of it.
 *
 *	"column"  "dotted.path"  "$.path.from.the.record"  "."  "all of these[]"  ["first", "or else", ...]
 *	{"from": ..., "lookup": {"file": ..., "key": ..., "value": ...}, "values": {"in": "out"}, "default": v, "split": ",", "as": "..."}
 *	{"constant": v}  {"present": {"path": v}}  {"concat": [entry, ...], "with": "\n"}  {"place": true}
 *
 * format/pick reads by it.
 */
#ifndef FORMAT_FIELD_H
#define FORMAT_FIELD_H

#include "lookup.h"
#include "table.h"

#include "../json/tree.h"

enum field_as { AS_TEXT, AS_HTML, AS_TIME, AS_SNOWFLAKE, AS_COUNT, AS_TRUTH };

struct field_path {
	char *written;
	struct str name;		/* without "$."; of "labels[].name" the part before the brackets */
	struct str inner;		/* the part behind them; empty: the elements themselves */
	bool whole;			/* from the record, not from the item at hand */
	bool itself;			/* ".": the item at hand */
	bool all;			/* every column of that name, every element of that array */
	bool dotted;			/* name may be a path of several steps */
	VEC(size_t) columns;		/* of a table; none: not there */
};

struct field_pair {
	struct field_path path;		/* of "present" */
	struct str in, out;
};

struct field {
	char *place;			/* "messages[0].at": for messages; NULL: the mapping has no such field */
	VEC(struct field_path) from;	/* the first that holds something */
	VEC(struct field_pair) values, present;
	VEC(struct field) concat;	/* made one text, with `with` between them */
	struct lookup *lookup;		/* NULL: none */
	char *constant, *fallback;	/* NULL: none */
	char *split, *with;
	bool where;			/* the value is where the record stands */
	bool plain;			/* in this table, `from` is the first cell that is not empty among those of `columns` */
	VEC(size_t) columns;
	enum field_as as;
};

/* A path as a mapping file writes it. */
struct field_path field_path(const char *written);
void field_path_free(struct field_path *p);

/* Find a path's columns in a table's header. False: there is none. */
bool field_path_bind(struct field_path *p, const struct table *t);

/*
 * Read an entry of a mapping file, and the table that its "lookup" names, beside that file. as: what the place
 * wants. False with *error.
 */
bool field_load(struct field *f, const json_t *j, const char *file, const char *place, enum field_as as, struct tree_error *error);
void field_free(struct field *f);

/* Find the columns in a table's header. False: none of those that an entry names is there; *missing is one. */
bool field_bind(struct field *f, const struct table *t, const char **missing);

#endif
