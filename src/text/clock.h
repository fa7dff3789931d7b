/*
 * clock.h: the time of day in a date, and its zone.
 *
 * Texts are terminated and in lower case, as date_read prepares them. *s moves over what was read.
 */
#ifndef TEXT_CLOCK_H
#define TEXT_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct clock {
	int64_t ms;		/* of the day */
	const char *wrong;	/* NULL: there is such a time; else why not, a literal */
	bool zoned;
	long east;		/* of Greenwich, in minutes; 0 unless zoned */
};

/* Up to 9 digits; how many. */
int clock_digits(const char **s, long *value);

/*
 * "15:26", "15:26:01", "15.26.01", either with ".123" or ",123" behind the seconds, cut at milliseconds, and with
 * "AM", "p.m." ...; "3 pm"; joined: also "1526" and "152601". False: it is none of these.
 *
 * 24:00 is refused: for ISO 8601 it is the end of the day, for programs that number hours from 1 to 24 the beginning.
 */
bool clock_time(const char **s, bool joined, struct clock *c);

/*
 * "Z", "UTC", "GMT+1", "UTC +01:00", "MET DST", "+01:00", "+0100", "+01", a zone that RFC 2822 names or one of Europe's, with blanks before it
 * and a comment behind: "+0100 (CET)", "+01:00[Europe/Berlin]", "+0000 UTC". Nothing is no zone. False: it is none.
 * Names that stand for several zones (BST, IST) are none.
 */
bool clock_zone(const char **s, struct clock *c);

#endif
