/*
 * record.h: one JSON object on one line, read in place and annotated by splicing.
 *
 * A record keeps the bytes it came in. Annotating puts one member before the closing brace and
 * touches nothing else, so what a filter does not understand passes through byte for byte; a member
 * that the same filter wrote earlier is taken out first.
 */
#ifndef REC_RECORD_H
#define REC_RECORD_H

#include "../base/buf.h"
#include "../json/scan.h"

struct record {
	struct str text;		/* the line without its newline: as read, or as annotated */
	struct str type;		/* lent by root */
	struct scan_value root;		/* as read; annotations do not show here */
	const char *file;		/* where it came from, for messages */
	size_t line;
	struct buf own;			/* the bytes once annotated */
	struct buf old;
};

/*
 * Parse a line (padding behind it, see scan_parse): an object with a string member "type". False with
 * *error; the record is then not usable. Both text and root are lent by the line and the scan.
 */
bool record_parse(struct record *r, struct scan *scan, struct str line, struct scan_error *error);

/* Set the member to a JSON text: before the closing brace, the only one of its name. */
void record_annotate(struct record *r, const char *name, struct str json);

/* Take every top-level member of that name out; nothing changes where there is none. */
void record_remove(struct record *r, const char *name);

/* The byte, from 1, at which a top-level member's value begins; 1 where there is none. For messages. */
size_t record_byte(const struct record *r, const char *name);

/* For readers of one type of record: the member is missing or wrong. Always false, with *error. */
bool record_refuse(const struct record *r, struct scan_error *error, const char *member);

/* The same where more can be said: what the member should be. */
bool record_refuse_form(const struct record *r, struct scan_error *error, const char *member, const char *wanted);

/* A count: a whole number from 0 to 2^53, so that sums of them stay exact and whole. */
bool record_count(struct scan_value v, uint64_t *n);

/* A moment, or null, which gives TIME_NONE. */
bool record_moment(struct scan_value v, int64_t *ms);

void record_free(struct record *r);

/* Splice a member into a line that is known not to have it: out gets the annotated line. */
void record_splice(struct buf *out, struct str line, const char *name, struct str json);

/* Append the line with a new value for a member: where it stands, or spliced in. */
void record_put(struct buf *out, struct str line, const char *name, struct str json);

#endif
