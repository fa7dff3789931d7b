/*
 * maildate.h: when a mail was written, by what its header says in the forms that mail programs have had since 1990.
 *
 * Besides all that text/date knows: zones in a comment only, "(EST)", or of three digits, "-500"; the years 19100 and
 * 0100, which are 2000; days of the week in any language. A zone whose name says nothing, or several things (IST, BST),
 * makes a date unreadable, not impossible: somebody else's clock may still tell. So does a year before there was mail,
 * 1904 or 1970: nobody had set that clock.
 */
#ifndef FORMAT_MAILDATE_H
#define FORMAT_MAILDATE_H

#include "dates.h"

enum maildate {
	MAILDATE_GOOD,
	MAILDATE_UNREADABLE,	/* or not there, without a time of day, of two meanings, of a clock that was not set */
	MAILDATE_IMPOSSIBLE	/* there is no such day or hour */
};

/* A date without a zone is in that of d; line: where it stands. */
enum maildate maildate_read(struct str text, struct dates *d, uint64_t line, int64_t *ms);

#endif
