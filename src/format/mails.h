/*
 * mails.h: the mails of an archive, one by one, as bytes.
 *
 * An mbox has a line "From SENDER DATE" before each mail. That line also stands in letters, unescaped where the
 * archive is Mailman's, so a mail begins only where the date is one, a header field follows, and a blank line or the
 * file's begin is before it; without the blank line (Mailman forgets it behind a letter whose last line has no end)
 * both From and Date or Message-ID must follow. Where a mail names its length (Content-Length) and another begins there,
 * or the file ends, such lines inside are its own. ">From " in the letter is made "From " again.
 *
 * A file that begins with header fields is one mail. Memory is that of the longest mail.
 */
#ifndef FORMAT_MAILS_H
#define FORMAT_MAILS_H

#include "intake.h"
#include "window.h"

struct mails {
	struct intake *in;
	struct window window;
	bool single;			/* the file is one mail */
	uint64_t line;			/* where the mail at hand begins */
	struct str raw;			/* it, with its separator; lent until the next */
	struct str mail;		/* it, from its header on, unescaped */
	struct str sender, date;	/* of the separator; absent: there is none */
	size_t given;			/* bytes of the window that the mail at hand takes up */
	struct buf plain, head;
};

/* How sure it is, 0 to 100, that a file that begins so is an archive of mails, or one. */
int mails_recognise(struct str begin);

/* "From SENDER DATE", without the line's end: is it a separator? Its parts are lent from the line. */
bool mails_separator(struct str line, struct str *sender, struct str *date);

/* Begin with the source's current file. Zero the struct before its first. */
enum format_status mails_begin(struct mails *m, struct intake *in);

/* SOME, END, BAD or FAILED. */
enum format_status mails_next(struct mails *m);

void mails_free(struct mails *m);

#endif
