/*
 * today.h: on which day data end, where nobody says.
 *
 * The newest timestamp is a bad witness: one clock set to 2099 would make every volunteer silent for decades. So what
 * comes after a gap of TODAY_GAP days and is less than one moment in a thousand is a wrong clock; after a gap longer
 * than a year and than all history before it, less than one in ten.
 */
#ifndef CALC_TODAY_H
#define CALC_TODAY_H

#include "diary.h"

#include <stdbool.h>

enum { TODAY_GAP = 30 };

/* The place in seen (not empty) of the day on which data end; those behind it are wrong clocks. */
size_t today_find(struct diary seen);

/*
 * Could data end on this day, whatever else is seen elsewhere? So for the last day before every gap: a part of the
 * data that keeps what is near to these has all that is near to the end of the whole.
 */
bool today_may_be(struct diary seen, size_t at);

#endif
