/* diary.h: the days on which something happened and how often: in order, each day once. */
#ifndef CALC_DIARY_H
#define CALC_DIARY_H

#include <stddef.h>
#include <stdint.h>

struct diary_day {
	int64_t day;		/* since 1970 */
	uint64_t n;
};

struct diary {
	const struct diary_day *at;	/* lent */
	size_t len;
};

#endif
