/*
 * parts.h: what the tables of several vendors share: messages nested in their conversation's row, values that have
 * another name here, people who are known by what they do.
 */
#ifndef FORMAT_PARTS_H
#define FORMAT_PARTS_H

#include "row.h"

/* What stands in a list inside of a row: objects that are rows of a unit of their own. */
struct part_kind {
	const char *unit;		/* "conversations" */
	const struct row_field *fields;
	/*
	 * Take one for the conversation of this node. A rehearsal finds out whether the part can be used, and lays nothing on the
	 * desk. False: why says what is wrong.
	 */
	bool (*take)(struct row *part, uint32_t node, bool rehearsal);
};

/*
 * All objects of a list (of anything else: none). The row can be used only if all can: call it as a rehearsal before the
 * first thing of the row is laid on the desk, then again. False: r->why.
 */
bool parts_take(struct row *r, struct scan_value list, const struct part_kind *kind, uint32_t node, bool rehearsal);

/* One part alone. */
bool parts_take_one(struct row *r, struct scan_value part, const struct part_kind *kind, uint32_t node, bool rehearsal);

/* A value by the name that it has here, whatever its case: { from, to } up to { NULL }; one that is not there as it is. */
struct str parts_named(struct str value, const char *const names[][2]);

/* Somebody of whom the export tells nothing else is staff by what they do; PERSON_NONE is nobody. */
void parts_is_staff(struct desk *d, uint32_t who);

/* A member of the ticket that is a text, or an id of this source; nothing where that is empty. */
void parts_more(struct row *r, struct buf *more, const char *name, struct str text);
void parts_more_id(struct row *r, struct buf *more, const char *name, struct str id);

#endif
