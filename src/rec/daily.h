/* daily.h: how many on which day: {"2026-06-01": 3, ...} in records. A zeroed one is empty. */
#ifndef REC_DAILY_H
#define REC_DAILY_H

#include "../base/buf.h"
#include "../base/vec.h"
#include "../calc/diary.h"
#include "../json/scan.h"

struct daily {
	VEC(struct diary_day) of;
	size_t sorted;		/* how many at the beginning are in order, each day once */
};

void daily_add(struct daily *d, int64_t day, uint64_t n);
void daily_sort(struct daily *d);	/* by day, each day once: before anybody looks at d->of */
struct diary daily_diary(struct daily *d);	/* sorted; lent until the next change */
void daily_write(struct buf *out, const char *name, struct daily *d);
bool daily_parse(struct daily *d, struct scan_value v);		/* adds; false: not of that form */
void daily_free(struct daily *d);

#endif
