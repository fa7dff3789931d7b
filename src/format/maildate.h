/*
 * maildate.h: when a mail was written, by what its header says in the forms that mail programs have had since 1990.
 *
 * Besides all that text/date knows: zones in a comment only, "(EST)", or of three digits, "-500"; the year 19100; days
 * of the week in any language. A zone whose name says nothing, or several things (IST, BST), makes a date unreadable,
 * not impossible: somebody else's clock may still tell.
 */
#ifndef FORMAT_MAILDATE_H
#define FORMAT_MAILDATE_H

#include "dates.h"

enum maildate {
	MAILDATE_GOOD,
	MAILDATE_UNREADABLE,	/* or not there, or without a time of day, or of two meanings */
	MAILDATE_IMPOSSIBLE	/* there is no such day or hour */
};

/* A date without a zone is in that of d; line: where it stands. */
enum maildate maildate_read(struct str text, struct dates *d, uint64_t line, int64_t *ms);

#endif
