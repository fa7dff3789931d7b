/*
 * today.h: from which day to which data go, where nobody says.
 *
 * The newest timestamp is a bad witness: one clock set to 2099 would make every volunteer silent for decades, one in the
 * year 1 would make a month's history one of ages. So what lies beyond a gap of TODAY_GAP days, at either end, and is less
 * than one moment in a thousand is a wrong clock; beyond a gap longer than a year and than all the days on the
 * other side, less than one in ten.
 */
#ifndef CALC_TODAY_H
#define CALC_TODAY_H

#include "diary.h"

#include <stdbool.h>

enum { TODAY_GAP = 30 };

struct today {
	size_t first, last;		/* places in seen; what is before or behind is a wrong clock */
};

/* seen: moments by day; not empty. */
struct today today_find(struct diary seen);

/*
 * Could data end on this day, whatever else is seen elsewhere? So for the last day before every gap: a part of the
 * data that keeps what is near to these has all that is near to the end of the whole.
 */
bool today_may_be(struct diary seen, size_t at);

#endif
