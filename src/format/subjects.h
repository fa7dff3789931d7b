/*
 * subjects.h: replies that do not say what they answer, put under the mail of the same subject.
 *
 * A reply ("Re:" and neither References nor In-Reply-To) goes under the last mail before it that began a thread of
 * that subject, if nothing was silent there for more than 14 days. So does a reply to a mail that is in no file,
 * but only where the mail that began the thread came without an id, and so may be the one that is meant. Two replies alone
 * make no thread: "Re: your order" has nothing to do with another "Re: your order".
 *
 * Nothing stays in memory; 32 bytes and an id of each mail go to the desks' spool. In the end what has the subject of a
 * mail that is wanted is held, 40 bytes each.
 */
#ifndef FORMAT_SUBJECTS_H
#define FORMAT_SUBJECTS_H

#include "../rec/desk.h"

/* Zeroed but for desk, there are no mails yet. */
struct subjects {
	struct desk *desk;
	struct buf near;		/* the last mails; those before lie in the spool, in pieces */
	VEC(struct subjects_piece { uint64_t place; size_t n; }) pieces;
};

struct subjects_mail {
	struct str base;		/* of the subject (mailhead_base) */
	struct str id, oldest;		/* its own; of those that it names, the oldest: absent if it names none */
	bool reply;			/* by its subject */
	bool nameless;			/* it came without an id */
	int64_t at;
};

void subjects_add(struct subjects *s, const struct subjects_mail *m);

/* All mails have been added: tell the desk what was found out, unless its spool fails. */
void subjects_finish(struct subjects *s);

void subjects_free(struct subjects *s);

#endif
