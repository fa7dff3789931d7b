/* calendar.h: how many on which day, where days come in any order by the million: a place for every day between the first and the last. */
#ifndef REC_CALENDAR_H
#define REC_CALENDAR_H

#include "daily.h"

struct calendar {
	VEC(uint64_t) n;
	int64_t first;		/* the day of n.at[0] */
};

void calendar_add(struct calendar *c, int64_t day, uint64_t n);
void calendar_merge(struct calendar *c, const struct daily *d);

/* The days that have any, appended to d, which is empty. */
void calendar_list(const struct calendar *c, struct daily *d);
void calendar_free(struct calendar *c);

#endif
