/*
 * time.h: moments as milliseconds since 1970-01-01T00:00:00Z, days as whole days since then.
 *
 * No time zone data base, no locale, no clock: the same text is the same moment everywhere.
 * Years 1 to 9999 of the proleptic Gregorian calendar; anything else is refused, not wrapped.
 */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include "str.h"

#include <stdint.h>

#define TIME_NONE INT64_MIN
#define TIME_DAY INT64_C(86400000)
#define TIME_FIRST (-719162 * TIME_DAY)		/* 0001-01-01 */
#define TIME_END (2932897 * TIME_DAY)		/* 10000-01-01, the first moment that is none any more */
enum { TIME_TEXT = 32 };	/* room for any text that these functions write */

/*
 * RFC 3339 and its everyday relatives: "2017-11-20T16:45:33.000Z", a space for the T, a zone as
 * +01:00, +0100 or +01, no zone (taken as UTC), no seconds, or only a date (its first moment).
 * True and *ms, or false: not that form, or no such day. Fractions are cut at milliseconds.
 */
bool time_parse(struct str text, int64_t *ms);
bool time_parse_zoned(struct str text, int64_t *ms, bool *zoned);	/* zoned: the text named its zone */

/* Twitter's "Tue Oct 31 22:10:47 +0000 2017". */
bool time_parse_twitter(struct str text, int64_t *ms);

/* Is there such a day? If so *day; month and day of month count from 1. */
bool time_civil(long year, long month, long mday, int64_t *day);

/* "2017-11-20T16:45:33Z", with ".123" where there are milliseconds. Returns its length. */
size_t time_write(char out[TIME_TEXT], int64_t ms);

/* Is a moment later than now, where both are known? What is later than --now is ignored. */
bool time_is_later(int64_t ms, int64_t now);

int64_t time_day(int64_t ms);				/* rounds down, before 1970 too */
size_t time_write_day(char out[TIME_TEXT], int64_t day);	/* "2017-11-20" */
bool time_parse_day(struct str text, int64_t *day);		/* "2017-11-20" and nothing else */
int time_weekday(int64_t day);				/* 0 Monday .. 6 Sunday */

#endif
