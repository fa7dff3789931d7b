/* dates.h: the dates of the file at hand. (What settles the order of day and month comes with the date module, which replaces this file.) */
#ifndef FORMAT_DATES_H
#define FORMAT_DATES_H

#include "../base/str.h"

#include <stdint.h>

enum date_order { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST };

struct dates {
	enum date_order given, order;
};

static inline void
dates_file(struct dates *d)
{
	d->order = d->given;
}

static inline void
dates_see(struct dates *d, struct str text, uint64_t line)
{
	(void)d, (void)text, (void)line;
}

static inline bool
dates_are_settled(const struct dates *d)
{
	return d->order != ORDER_UNKNOWN;
}

#endif
