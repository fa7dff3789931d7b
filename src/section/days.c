#include "days.h"
#include "../base/time.h"

#include <stdio.h>

enum unit { BY_DAY, BY_WEEK, BY_MONTH, BY_YEAR };
enum { MONDAY = 4 };		/* 1970-01-05 was one: all are 4 more than a multiple of 7 */

void
days_add(struct days *d, int64_t day, size_t series, double n)
{
	bool fresh;
	size_t i = map_add(&d->seen, (struct str){ (const char *)&day, sizeof day }, &fresh);

	if (fresh) {
		struct day *new = vec_add(&d->of);

		new->day = day;
		if (d->of.len == 1 || day < d->first)
			d->first = day;
		if (d->of.len == 1 || day > d->last)
			d->last = day;
	}
	d->of.at[i].n[series] += n;
}

size_t
days_span(const struct days *d)
{
	return d->of.len == 0 ? 0 : (size_t)(d->last - d->first) + 1;
}

size_t
days_silent(const struct days *d, size_t series)
{
	size_t busy = 0;

	for (size_t i = 0; i < d->of.len; i++)
		busy += d->of.at[i].n[series] > 0;
	return days_span(d) - busy;
}

static void
civil(int64_t day, long *year, long *month)
{
	char text[TIME_TEXT];

	time_write_day(text, day);
	*year = strtol(text, NULL, 10);
	*month = strtol(text + 5, NULL, 10);
}

/* The number of the unit that holds the day, and back: the unit's first day. */
static int64_t
unit_of(enum unit u, int64_t day)
{
	long year, month;

	if (u == BY_DAY)
		return day;
	if (u == BY_WEEK) {
		day -= time_weekday(day) + MONDAY;
		return day / 7;
	}
	civil(day, &year, &month);
	return u == BY_MONTH ? year * 12 + month - 1 : year;
}

static int64_t
unit_day(enum unit u, int64_t unit)
{
	int64_t day = unit;

	if (u == BY_WEEK)
		day = 7 * unit + MONDAY;
	else if (u == BY_MONTH)
		time_civil((long)(unit / 12), (long)(unit % 12) + 1, 1, &day);
	else if (u == BY_YEAR)
		time_civil((long)unit, 1, 1, &day);
	return day;
}

struct part *
days_chart(struct document *to, const struct days *d, const char *id, const char *title,
    const char *unit, enum chart_kind kind, const char *const *names, size_t n)
{
	static const char *const every[] = { "day", "week", "month", "year" };
	size_t span = days_span(d), points;
	enum unit u = span <= 200 ? BY_DAY : span <= 1400 ? BY_WEEK : span <= 12000 ? BY_MONTH : BY_YEAR;
	int64_t from = span > 0 ? unit_of(u, d->first) : 0;
	char name[160];
	struct part *chart;
	double *sum;

	points = span > 0 ? (size_t)(unit_of(u, d->last) - from) + 1 : 0;
	snprintf(name, sizeof name, "%s a %s", title, every[u]);
	chart = document_chart(to, id, name, kind);
	chart->chart.unit = document_text(to, str_of(unit));
	chart->chart.axis = document_text(to, str_of(every[u]));
	for (size_t i = 0; i < points; i++)
		document_days(to, chart, unit_day(u, from + (int64_t)i), 1);
	sum = mem_zeroed(points + 1, sizeof *sum);
	for (size_t s = 0; s < n; s++) {
		memset(sum, 0, (points + 1) * sizeof *sum);
		for (size_t i = 0; i < d->of.len; i++)
			sum[unit_of(u, d->of.at[i].day) - from] += d->of.at[i].n[s];
		document_series(to, chart, names[s], sum);
	}
	free(sum);
	return chart;
}

void
days_free(struct days *d)
{
	map_free(&d->seen);
	vec_free(&d->of);
}
