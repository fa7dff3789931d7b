/*
 * pick.h: what stands in a record at the places that a mapping's entries name, as text, moment, number, truth or list.
 */
#ifndef FORMAT_PICK_H
#define FORMAT_PICK_H

#include "field.h"

#include "../json/scan.h"

/* Room to work in, kept from record to record. Zeroed, it is ready. */
struct pick_room {
	struct buf text, part, html;
	struct str wrong;		/* the value that could not be used */
	bool unsettled;			/* a date may mean two days, and its file has not told yet which; neither is reset here */
};

/* What is picked from: a row of a table, or an item of a JSON record; or a text that is part of one of these. */
struct pick_place {
	const struct table *table;	/* NULL: JSON */
	struct scan_value record, item;
	struct str part;		/* what "." is, where it is no JSON value; absent otherwise */
	const char *file;		/* where the record stands */
	uint64_t number, line;
	struct dates *dates;		/* of the file; needed for moments only */
	struct pick_room *room;
};

enum { PICK_WHY = 320 };		/* bytes of every `why` below */

/*
 * The value as text, lent by the record or kept in scratch; absent where there is none. False with why: what stands
 * there cannot be used.
 */
bool pick_text(const struct field *f, const struct pick_place *at, struct buf *scratch, struct str *text, char *why);
bool pick_time(const struct field *f, const struct pick_place *at, int64_t *ms, char *why);	/* TIME_NONE: none, or unsettled */
bool pick_truth(const struct field *f, const struct pick_place *at, bool *value, char *why);	/* unchanged: none */
bool pick_count(const struct field *f, const struct pick_place *at, int64_t *value, char *why);

/* A list as a JSON array of strings in out; empty where there is none. */
bool pick_list(const struct field *f, const struct pick_place *at, struct buf *out, char *why);

/* Walking over all that stands at a path: one value or cell; of "all of these[]" every one. */
struct pick_walk {
	const struct field_path *path;
	const struct pick_place *at;
	struct scan_each elements;
	size_t next;
};

struct pick_walk pick_each(const struct field_path *p, const struct pick_place *at);

/* The next: a JSON value, or a text where *v is absent. False at the end. */
bool pick_next(struct pick_walk *w, struct scan_value *v, struct str *text);

/* Cut the first part off a text, up to the separator (absent: all of it), without blanks around it. False: there was nothing left. */
bool pick_part(struct str *rest, const char *separator, struct str *part);

/* The value at a path in a JSON value; a name with dots in it is found, too. */
struct scan_value pick_at(struct scan_value v, struct str path);

void pick_room_free(struct pick_room *room);

#endif
