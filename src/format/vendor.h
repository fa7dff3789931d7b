/*
 * vendor.h: formats that are a vendor's names for things: which rows there are, how each is known, and what is taken from it.
 *
 * A vendor is a table of kinds of rows ("tickets", "comments", "users"). Read once here for all of them: documents,
 * arrays and lines of JSON, tables, XML files of one element a row, and the streams that taps make of the same rows.
 */
#ifndef FORMAT_VENDOR_H
#define FORMAT_VENDOR_H

#include "format.h"
#include "row.h"

enum { KIND_PLACES = 6, KIND_MARKS = 8, KINDS = 8 };

struct kind {
	const char *unit;			/* what its rows are called in the ledger: "tickets" */
	const char *at[KIND_PLACES];		/* paths of arrays that hold them in a document; also names of taps' streams */
	const char *marks[KIND_MARKS];		/* a file holds such rows if one has all of these; "a|b": one of both; "a=x": in JSON with that text */
	int sure;				/* how sure that makes one, 0..100 */
	const char *hint;			/* "a|b|c": what a row of the vendor's that is of no kind for sure has, if it is of this */
	const struct row_field *fields;		/* the last is zeroed */
	bool (*take)(void *state, struct row *r);	/* false: r->why */
	const char *footer;			/* its tables may end with lines that are no rows: why they are dropped; NULL: they do not */
};

struct vendor {
	const char *name;			/* ids begin with it */
	const struct kind *kinds;		/* the last is zeroed */
	const char *pages[KIND_MARKS];		/* members of a document, by which one without any rows is known */
	bool is_xml;				/* the places of kinds are names of XML roots, too */
	void *(*open)(struct desk *d);		/* NULL: the state is the desk */
	void (*finish)(void *state);		/* may be NULL */
	void (*close)(void *state);		/* may be NULL */
};

/* What a format is given that is such a vendor: { "zendesk", "...", &vendor_reader, &vendor }. */
extern const struct reader vendor_reader;

/* A vendor's rows being taken, wherever they come from. */
struct vendor_run {
	const struct vendor *vendor;
	struct intake *in;
	struct desk *desk;
	void *state;
	unsigned units[KINDS];
	struct row_scratch scratch;
};

void vendor_begin(struct vendor_run *v, const struct vendor *vendor, struct intake *in);
void vendor_finish(struct vendor_run *v);
void vendor_close(struct vendor_run *v);

/* The kind that an object is of, by its marks; SIZE_MAX: none. stream: also by a tap's name for it; NULL: it has none. */
size_t vendor_kind_of(const struct vendor *v, struct scan_value value, struct str stream, int *sure);

/* Make r a row of that kind, of which nothing is known yet but its line. */
void vendor_row(struct vendor_run *v, struct row *r, size_t kind, uint64_t line);

/* The counts of a kind's rows. */
struct unit *vendor_count(struct vendor_run *v, size_t kind);

/* Take a row. True; or false: r->unsettled, or r->why, and the row is to be counted as rejected. */
bool vendor_take(struct vendor_run *v, size_t kind, struct row *r);

/* Let the dates of a row tell in which order the file writes day and month. */
void vendor_see_dates(struct row *r);

#endif
