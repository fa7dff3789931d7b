/* parts.h: what the tables of several vendors share: values that have another name here, people known by what they do. */
#ifndef FORMAT_PARTS_H
#define FORMAT_PARTS_H

#include "row.h"

/* A text that may be absent, but not empty: a cell of a table always holds one. */
struct str parts_some(struct str text);

/* A value by the name that it has here, whatever its case: { from, to } up to { NULL }; one that is not there as it is. */
struct str parts_named(struct str value, const char *const names[][2]);

/* Somebody of whom the export tells nothing else is staff by what they do; PERSON_NONE is nobody. */
void parts_is_staff(struct desk *d, uint32_t who);

/* A message that stands apart from its ticket, which it names: taken as row_nested takes those that stand inside. */
bool parts_apart(struct row *r, struct str ticket, row_take_nested *add);

/* A member of the ticket that is a text, or an id of this source; nothing where that is empty. */
void parts_more(struct row *r, struct buf *more, const char *name, struct str text);
void parts_more_id(struct row *r, struct buf *more, const char *name, struct str id);

#endif
