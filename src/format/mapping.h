/*
 * mapping.h: a mapping file: which column or path of any table or JSON document is what of a ticket.
 *
 * It describes one kind of file, or several whose rows belong together by the ticket's id. schemas/mapping.schema.json
 * describes its form, ingest(1) its meaning.
 */
#ifndef FORMAT_MAPPING_H
#define FORMAT_MAPPING_H

#include "field.h"

enum { TICKET_FIELDS = 11, MESSAGE_FIELDS = 9, PERSON_FIELDS = 4 };

enum mapped_input { INPUT_ANY, INPUT_CSV, INPUT_LINES, INPUT_DOCUMENT };

enum ticket_field { T_ID, T_SUBJECT, T_STATUS, T_CHANNEL, T_CREATED, T_UPDATED, T_SOLVED, T_REQUESTER, T_PRODUCT, T_TAGS, T_LANG };
enum message_field { M_ID, M_AUTHOR, M_AT, M_TEXT, M_ROLE, M_PUBLIC, M_ACCEPTED, M_SCORE, M_REPLY_TO };
enum person_field { P_ID, P_ROLE, P_NAME, P_EMAIL };

struct mapping_group {
	bool has_each;				/* else the record itself is the message */
	struct field_path each;
	char *split;				/* what stands at `each` is a text of several messages; NULL: it is not */
	bool of_texts;				/* a field is ".", so that a text may stand at `each`, not only an object */
	struct field fields[MESSAGE_FIELDS];
};

/* The rows of one kind of file. */
struct mapping_file {
	char *name;				/* a pattern; NULL: any */
	VEC(struct field_path) has;		/* what its header or its records have */
	char *records;				/* the path of the array in a document; empty: the root */
	enum mapped_input input;
	char delimiter;				/* 0: recognised */
	struct field ticket[TICKET_FIELDS];
	VEC(struct mapping_group) groups;	/* of messages */
	struct field person[PERSON_FIELDS];
	bool is_people;				/* the rows are persons, no tickets */
	bool has_head;				/* they say more of a ticket than its id, and what is the same for all */
	bool is_flat;				/* each is one message, and nothing in it a message of its own */
};

struct mapping {
	char *source;
	const char *channel;			/* of all tickets; NULL: rows tell it, or nothing does */
	bool people_as_is;			/* persons' ids get no prefix */
	bool needs_head;			/* messages whose ticket is in no file are dropped */
	bool names_places;			/* "place": files must differ in their names */
	bool several;				/* it has "files" */
	VEC(struct mapping_file) files;
};

/* Read a mapping file: owned by the caller, or NULL with *error. */
struct mapping *mapping_load(const char *path, struct tree_error *error);
void mapping_free(struct mapping *m);

/* May a file of this path be one of these, by its own name? A compressed one goes by the name of what is in it. */
bool mapping_named(const struct mapping_file *f, const char *path);

#endif
