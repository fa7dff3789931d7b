/*
 * mail.h: what one mail says (RFC 5322, MIME), as GMime takes it apart.
 *
 * The text is that of the parts that are meant to be read: of alternatives the plain one, or else the HTML one made
 * text; attachments are named. Everything is UTF-8 (mailtext.h).
 */
#ifndef FORMAT_MAIL_H
#define FORMAT_MAIL_H

#include "mailtext.h"

#include <stdint.h>

/* A zeroed one is ready; it is used for one mail after another, and lends what it says until the next. */
struct mail {
	const char *encoding;		/* of mails that declare none; NULL: by their bytes */
	struct buf id, subject, address, name, in_reply_to, references, text;	/* empty: not there */
	struct buf date;		/* as it is written */
	struct buf received;		/* the date of the last station */
	const char *dropped;		/* why it is no part of a conversation; NULL: it is */
	bool automatic;			/* no person wrote it: a notice of non-delivery, an automatic reply */
	unsigned flags;			/* POST_REPAIRED */
	unsigned attachments;
	struct buf names;		/* of the attachments, each terminated; empty where it has none */
	void *parser;			/* GMime's */
	struct mailtext mailtext;
	struct buf raw, charset, bytes, part;
};

/* Before the first mail; again does nothing. */
void mail_start(void);

/* Take a mail, from its header on. False: it has more parts than any mail has. */
bool mail_read(struct mail *m, struct str bytes);

/* Append an id for a mail that has none: the same for the same mail, wherever it stands. */
void mail_make_id(const struct mail *m, struct buf *id);

void mail_free(struct mail *m);

#endif
