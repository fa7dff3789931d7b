/*
 * date.h: what one text says about a moment, in any of the forms that exports write.
 *
 *	2022-11-21T22:50:34.123Z	and its relatives: a blank for the T, a comma before the fraction, no seconds,
 *					no time, 2022/11/21, 20221121T225034Z, 20221121225034
 *	21/11/2022 15:26		day and month by numbers, with slashes or hyphens: which is which, the text
 *	11/21/22 3:26:01 PM		alone tells only where one of them is over 12
 *	21.11.2022 15:26		with dots the day is always first
 *	21-Nov-2022 15:26, 11/May/24 03:26 PM, Nov 21, 2022 3:26 PM, 21. November 2022
 *	Mon, 21 Nov 2022 22:50:34 +0100 (CET), Mon Nov 21 22:50:34 2022, Mon Nov 21 22:50:34 +0000 2022
 *	1669071034, 1669071034.123, 1669071034123, 1669071034123456
 *
 * Months by name in the languages of month.h. Two-digit years are 1969 to 2068. A number is seconds, milliseconds or
 * microseconds since 1970 by its size; one too small for seconds after March 1973 is no moment (it is more likely the
 * day count of a spreadsheet), and one of 8, 12 or 14 digits that is a calendar date is that. Years 1 to 9999.
 */
#ifndef TEXT_DATE_H
#define TEXT_DATE_H

#include "../base/str.h"

#include <stdint.h>

enum date_form {
	DATE_NONE,		/* no date in a form that is known */
	DATE_IMPOSSIBLE,	/* a known form, and no such day, hour, year or zone */
	DATE_CLEAR,		/* one reading */
	DATE_EITHER,		/* two readings that differ, both possible */
	DATE_DAY_FIRST,		/* day and month by numbers, and only the one order is possible */
	DATE_MONTH_FIRST
};

struct date {
	enum date_form form;
	bool zoned;		/* ms are UTC; else what the clock on the wall showed, as if in UTC */
	bool whole_day;		/* no time of day is given: ms is the day's first moment */
	int64_t ms[2];		/* read with the day first, with the month first; the same where there is no choice */
	const char *why;	/* DATE_NONE and DATE_IMPOSSIBLE: what is wrong; a literal */
};

/* White space around the text is ignored. */
struct date date_read(struct str text);

#endif
