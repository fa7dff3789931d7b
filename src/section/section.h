/*
 * section.h: the parts of the report, and the table of them.
 *
 * A section takes records one by one, keeps aggregates only, and at the end writes itself into the
 * document. Adding one is one file and one line in the table. Tickets are read once for all: what
 * sections want to know of the messages is in struct question.
 */
#ifndef SECTION_SECTION_H
#define SECTION_SECTION_H

#include "../rec/books.h"
#include "../rec/cover.h"
#include "../rec/document.h"
#include "../rec/force.h"
#include "../rec/issue.h"
#include "../rec/ticket.h"
#include "../rec/volunteer.h"

struct section_options {
	size_t top;			/* rows of the long tables */
	int64_t limit;			/* --now: what is later is ignored; TIME_NONE: nothing is */
	int64_t now;			/* the limit, or else the newest moment of the data; TIME_NONE: no data */
	const struct books *books;	/* closed: of every program before */
	const struct ledger *read;	/* what this program itself read */
};

/* By whom the accepted answer is, without one the first answer; as in rec/force. */
enum answered { ANSWERED_NONE, ANSWERED_STAFF, ANSWERED_VOLUNTEER };

/* A ticket and what its messages amount to. */
struct question {
	struct ticket ticket;
	bool old_version;			/* of a ticket that is there in a newer one */
	enum answered answered;
	uint64_t messages, roles[ROLES][ROLE_BYS];
	int64_t newest;				/* moment in it, TIME_NONE where it has none */
};

enum night_kind { NIGHT_QUESTION, NIGHT_ISSUE, NIGHT_VOLUNTEER, NIGHT_COVER, NIGHT_FORCE, NIGHT_REJECT };

/* One record, read; the member that the kind names is set, and lent. */
struct night {
	enum night_kind kind;
	const struct question *question;
	const struct issue *issue;
	const struct volunteer *volunteer;
	const struct cover *cover;
	const struct force *force;
	struct str reason;			/* of a reject */
};

struct section {
	const char *id, *title;
	void *(*start)(const struct section_options *o);	/* of o, only top and limit are known yet */
	void (*take)(void *own, const struct night *n);
	void (*write)(void *own, struct document *d, const struct section_options *o);
	void (*end)(void *own);
};

extern const struct section section_headline, section_answer_once, section_breaking_out, section_volunteers, section_data_quality;

/* All sections at work. */
struct sections;

struct sections *sections_start(const struct section_options *o);

/* The section of "SECTION" or "SECTION/TABLE"; absent where there is none of that name. */
struct str sections_part(struct str path);
const char *sections_names(void);

enum section_taken { SECTION_TAKEN, SECTION_LATER, SECTION_BAD };

/*
 * Read the record and give it to every section; *when becomes the newest moment it tells of, where that
 * is newer. SECTION_LATER: a ticket opened after the limit, ignored. SECTION_BAD with *error: it cannot
 * be read. Types that no section knows are left alone.
 */
enum section_taken sections_take(struct sections *s, const struct record *r, int64_t *when, struct scan_error *error);

/* Write the sections, all of them or the one of that id, and free them. */
void sections_write(struct sections *s, struct document *d, const struct section_options *o, struct str only);

#endif
