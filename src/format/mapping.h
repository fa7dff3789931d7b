/*
 * mapping.h: a mapping file: which column or path of any table or JSON document is what of a ticket.
 *
 * schemas/mapping.schema.json describes its form, ingest(1) its meaning.
 */
#ifndef FORMAT_MAPPING_H
#define FORMAT_MAPPING_H

#include "field.h"

enum { TICKET_FIELDS = 11, MESSAGE_FIELDS = 9 };

enum mapped_input { INPUT_ANY, INPUT_CSV, INPUT_LINES, INPUT_DOCUMENT };

enum ticket_field { T_ID, T_SUBJECT, T_STATUS, T_CHANNEL, T_CREATED, T_UPDATED, T_SOLVED, T_REQUESTER, T_PRODUCT, T_TAGS, T_LANG };
enum message_field { M_ID, M_AUTHOR, M_AT, M_TEXT, M_ROLE, M_PUBLIC, M_ACCEPTED, M_SCORE, M_REPLY_TO };

struct mapping_group {
	char *each;				/* NULL: the record itself is the message */
	struct field fields[MESSAGE_FIELDS];
};

struct mapping {
	char *source, *records;			/* records: "" for the root */
	enum mapped_input input;
	char delimiter;				/* 0: recognised */
	bool people_as_is;			/* persons' ids get no prefix */
	struct field ticket[TICKET_FIELDS];
	VEC(struct mapping_group) groups;
};

/* Read a mapping file: owned by the caller, or NULL with *error. */
struct mapping *mapping_load(const char *path, struct tree_error *error);
void mapping_free(struct mapping *m);

#endif
