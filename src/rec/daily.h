/* daily.h: how many on which day: {"2026-06-01": 3, ...} in records. A zeroed one is empty. */
#ifndef REC_DAILY_H
#define REC_DAILY_H

#include "../base/buf.h"
#include "../base/vec.h"
#include "../json/scan.h"

#include <stdint.h>

struct daily_count {
	int64_t day;		/* since 1970, see base/time.h */
	uint64_t n;
};

struct daily {
	VEC(struct daily_count) of;
	size_t sorted;		/* how many at the beginning are in order, each day once */
};

void daily_add(struct daily *d, int64_t day, uint64_t n);
void daily_sort(struct daily *d);	/* by day, each day once: before anybody looks at d->of */
void daily_write(struct buf *out, const char *name, struct daily *d);
bool daily_parse(struct daily *d, struct scan_value v);		/* adds; false: not of that form */
void daily_free(struct daily *d);

#endif
