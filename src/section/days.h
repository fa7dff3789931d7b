/*
 * days.h: what happened on which day, in a few series, however long the time or wrong a date.
 *
 * Memory grows with the number of different days. Charts are drawn by day, week, month or year,
 * whichever leaves a readable number of points.
 */
#ifndef SECTION_DAYS_H
#define SECTION_DAYS_H

#include "../base/map.h"
#include "../rec/document.h"

enum { DAYS_SERIES = 4 };

struct days {
	struct map seen;
	VEC(struct day { int64_t day; double n[DAYS_SERIES]; }) of;
	int64_t first, last;		/* of nothing: not set */
};

void days_add(struct days *d, int64_t day, size_t series, double n);

/* Days from first to last, both counted; 0 of nothing. */
size_t days_span(const struct days *d);
size_t days_silent(const struct days *d, size_t series);	/* days within them without any */

/* A chart "TITLE a day" (or week ...) of the first n series, which have names. */
struct part *days_chart(struct document *to, const struct days *d, const char *id, const char *title,
    const char *unit, enum chart_kind kind, const char *const *names, size_t n);

void days_free(struct days *d);

#endif
