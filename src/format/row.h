/*
 * row.h: one record of an export, a JSON object, a row of a table or an XML element, and its values by the number of a field.
 *
 * A vendor writes one thing under several names, in its API, its CSV export and what others made of them. The
 * names stand once, in a table of fields; what takes the rows never sees them. What a row gives is lent until the next.
 */
#ifndef FORMAT_ROW_H
#define FORMAT_ROW_H

#include "attributes.h"
#include "intake.h"
#include "table.h"

#include "../json/scan.h"

enum { ROW_NAMES = 8, ROW_FIELDS = 40 };

struct row;

struct row_field {
	/* of columns (in any case) or members; the first that holds something counts; "a.b" is b in object a */
	const char *names[ROW_NAMES];
	bool is_date;
	void (*see)(struct row *r, struct str text);	/* let the dates tell that stand inside of its text: dates_see; NULL: there are none */
	bool needed;			/* a table without such a column is refused */
	const char *as;			/* what becomes of it, for --explain: "created_at", "messages.text" */
};

/* Which columns of a table hold a field, in the order of its names; behind the last SIZE_MAX. */
struct row_columns {
	size_t at[ROW_FIELDS][ROW_NAMES];
};

/* What rows need while they are taken apart. A zeroed one is ready. */
struct row_scratch {
	VEC(struct buf *) texts;
	size_t used;
};

struct row {
	struct intake *in;
	struct desk *desk;
	const struct row_field *fields;
	struct scan_value value;		/* of JSON; absent where it is a table's */
	const struct table *table;
	const struct row_columns *columns;
	const struct attributes *attributes;	/* of an XML element; NULL: it is none */
	struct row_scratch *scratch;
	unsigned unit;				/* that it is counted in */
	uint64_t line;
	bool mended;				/* its bytes had to be */
	bool cut;				/* some value of it was shortened on the way, and it says so */
	bool unsettled;				/* a date of it may mean two days, and the file has not told yet which */
	char why[320];				/* what is wrong with it */
	struct str wrong;			/* the value that is; absent: the row as a whole */
};

/* Find the columns of fields (of which the last is zeroed) in a table's header. NULL, or the name of a needed one that is missing. */
const char *row_bind(struct row_columns *c, const struct row_field *fields, const struct table *t);

/* The member at a path of names parted by dots; absent where there is none. */
struct scan_value row_member(struct scan_value v, struct str path);

/* A scalar as text, as it stands there; absent where there is none, or null. */
struct str row_text(struct row *r, unsigned field);

/* The value itself, of whatever type; absent in a table. */
struct scan_value row_value(const struct row *r, unsigned field);

/* A text for the record: valid UTF-8, line feeds, no NUL. html: what a person would read. *flags gets POST_REPAIRED. */
struct str row_clean(struct row *r, unsigned field, unsigned *flags);
struct str row_html(struct row *r, unsigned field, unsigned *flags);
struct str row_markdown(struct row *r, unsigned field, unsigned *flags);
struct str row_unescaped(struct row *r, unsigned field, unsigned *flags);	/* &amp; and its like are what they stand for, and there is no other HTML */
struct str row_cleaned(struct row *r, struct str text, unsigned *flags);	/* of any text */
struct str row_unmarked(struct row *r, struct str html, unsigned *flags);

/* A person by id, PERSON_NONE where the field is empty. */
uint32_t row_person(struct row *r, unsigned field);

/* A date: TIME_NONE where there is none. False: it is no date, or cannot be told yet; why says it. */
bool row_time(struct row *r, unsigned field, int64_t *ms);
bool row_needed_time(struct row *r, unsigned field, int64_t *ms);	/* none is wrong, too */
bool row_time_of(struct row *r, unsigned field, struct str text, int64_t *ms);	/* of a text that the field holds a part of */

/* What stands there if it is one, else `otherwise`. */
bool row_truth(struct row *r, unsigned field, bool otherwise);
int64_t row_count(struct row *r, unsigned field, int64_t otherwise);

/* A list as a JSON array of strings, absent where it is empty: an array (of objects their "name" or "tag"), or text cut at any of the separators. */
struct str row_list(struct row *r, unsigned field, const char *separators);

/* The texts of all columns with a field's name, as where a table has a column for each comment: from *at = 0 on. */
bool row_each(struct row *r, unsigned field, size_t *at, struct str *text);

/*
 * An object inside of a row as a row of other fields; what is wrong with it is to be passed on to the outer one. What it
 * gives is lent until row_release, with what row_mark gave before: there may be thousands of them in one row.
 */
struct row row_inside(const struct row *r, struct scan_value v, const struct row_field *fields, unsigned unit);
bool row_pass_on(struct row *r, const struct row *inner);	/* what is wrong with the inner one; returns false */
size_t row_mark(const struct row *r);
void row_release(struct row *r, size_t mark);

/*
 * Take each object of a list inside of a row, as a row of other fields that its own unit counts: "comments". A row is taken
 * as a whole or not at all: go through it in rehearsal first, in which nothing may be laid on the desk, and then again.
 * False: one of them is no object, or take found something wrong.
 */
typedef bool row_take_nested(struct row *inner, void *with, bool rehearsal);
bool row_nested(struct row *r, struct scan_value list, const char *unit, const struct row_field *fields, row_take_nested *take, void *with, bool rehearsal);

/* The row cannot be used: why names the field and its value. Returns false. */
bool row_wrong(struct row *r, unsigned field, const char *what);
bool row_fails(struct row *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));	/* without them */

/* Count the row as one that goes for this reason, or that said something about others. Returns true. */
bool row_drop(struct row *r, const char *why);
bool row_used(struct row *r);

/* A scratch text of the row's: empty, growing, lent until the next row. */
struct buf *row_buf(struct row *r);

void row_scratch_clear(struct row_scratch *s);
void row_scratch_free(struct row_scratch *s);

#endif
