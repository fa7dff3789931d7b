#include "dates.h"

#include "../base/time.h"
#include "../text/date.h"
#include "../text/utf8.h"

#include <stdio.h>
#include <string.h>

bool
dates_order_parse(const char *s, enum date_order *order)
{
	if (strcmp(s, "dmy") == 0)
		*order = ORDER_DAY_FIRST;
	else if (strcmp(s, "mdy") == 0)
		*order = ORDER_MONTH_FIRST;
	else
		return false;
	return true;
}

void
dates_file(struct dates *d)
{
	d->order = d->given;
	d->evidence_line = d->open_line = 0;
	d->numbers = d->zoneless = false;
}

/* The beginning of a text as a message can show it. */
static const char *
shown(struct str text, char out[40])
{
	text = utf8_cut(str_trim(text), 39);
	if (!utf8_valid(text))
		text.n = utf8_good(text);
	for (size_t i = 0; i < text.n; i++)
		out[i] = (unsigned char)text.s[i] < ' ' || text.s[i] == 0x7f ? '?' : text.s[i];
	out[text.n] = '\0';
	return out;
}

static const char *
order_name(enum date_order order)
{
	return order == ORDER_DAY_FIRST ? "day first" : "month first";
}

/* The order that a date of numbers must have. */
static enum date_order
only_order(const struct date *date)
{
	return date->form == DATE_DAY_FIRST ? ORDER_DAY_FIRST : date->form == DATE_MONTH_FIRST ? ORDER_MONTH_FIRST : ORDER_UNKNOWN;
}

static void
note(struct dates *d, enum date_order order, struct str text, uint64_t line)
{
	d->order = order;
	d->evidence_line = line;
	shown(text, d->evidence);
}

void
dates_see(struct dates *d, struct str text, uint64_t line)
{
	struct date date;

	if (d->order != ORDER_UNKNOWN)
		return;
	date = date_read(text);
	if (only_order(&date) != ORDER_UNKNOWN)
		note(d, only_order(&date), text, line);
}

/* What says that the file has the order it has. */
static const char *
witness(const struct dates *d, char out[120])
{
	if (d->given != ORDER_UNKNOWN)
		snprintf(out, 120, "--date-order says %s", order_name(d->given));
	else
		snprintf(out, 120, "line %llu, \"%s\", settled that this file writes the %s", (unsigned long long)d->evidence_line,
		    d->evidence, order_name(d->order));
	return out;
}

static enum dates_status
contradicts(struct dates *d, struct str text)
{
	char of[120], out[40];

	snprintf(d->why, sizeof d->why, "\"%s\" can only have the %s; %s", shown(text, out),
	    order_name(d->order == ORDER_DAY_FIRST ? ORDER_MONTH_FIRST : ORDER_DAY_FIRST), witness(d, of));
	return DATES_WRONG;
}

static enum dates_status
unsettled(struct dates *d, struct str text, uint64_t line)
{
	char out[40];

	if (d->open_line == 0) {
		d->open_line = line;
		shown(text, d->open);
	}
	snprintf(d->why, sizeof d->why, "\"%s\" may have the day first or the month first", shown(text, out));
	return DATES_UNSETTLED;
}

/* Clock time of the zone as UTC. */
static enum dates_status
to_utc(struct dates *d, const struct date *date, struct str text, int64_t local, int64_t *ms)
{
	enum zone_status s = zone_utc(d->zone, local, ms);
	char out[40];

	d->zoneless = true;
	if (*ms < TIME_FIRST || *ms >= TIME_END) {
		snprintf(d->why, sizeof d->why, "\"%s\" is out of the years 1 to 9999 in UTC", shown(text, out));
		return DATES_WRONG;
	}
	if (s == ZONE_ONE)
		return DATES_GOOD;
	/* Where midnight does not exist or comes twice, a day begins when it begins. */
	if (date->whole_day && (s == ZONE_TWICE || time_day(*ms + zone_east(d->zone, *ms)) == time_day(local)))
		return DATES_GOOD;
	if (s == ZONE_GAP)
		snprintf(d->why, sizeof d->why, "\"%s\" never was in %.40s, whose clocks were put forward over it: is that the right --timezone?",
		    shown(text, out), zone_name(d->zone));
	else
		snprintf(d->why, sizeof d->why, "\"%s\" was twice in %.40s, whose clocks were put back, and nothing tells which is meant; "
		    "an offset as --timezone would", shown(text, out), zone_name(d->zone));
	return DATES_WRONG;
}

enum dates_status
dates_read(struct dates *d, struct str text, uint64_t line, int64_t *ms)
{
	struct date date = date_read(text);
	enum date_order only = only_order(&date);
	char out[40];

	switch (date.form) {
	case DATE_NONE:
		snprintf(d->why, sizeof d->why, "\"%s\" is no date: %s", shown(text, out), date.why);
		return DATES_WRONG;
	case DATE_IMPOSSIBLE:
		snprintf(d->why, sizeof d->why, "\"%s\" is no possible date: %s", shown(text, out), date.why);
		return DATES_WRONG;
	case DATE_CLEAR:
		break;
	default:
		d->numbers = true;
		if (only != ORDER_UNKNOWN && d->order == ORDER_UNKNOWN)
			note(d, only, text, line);
		if (d->order == ORDER_UNKNOWN)
			return unsettled(d, text, line);
		if (only != ORDER_UNKNOWN && only != d->order)
			return contradicts(d, text);
	}
	*ms = date.ms[d->order == ORDER_MONTH_FIRST];
	return date.zoned ? DATES_GOOD : to_utc(d, &date, text, *ms, ms);
}

bool
dates_undecided(struct dates *d)
{
	if (d->order != ORDER_UNKNOWN || d->open_line == 0)
		return false;
	snprintf(d->why, sizeof d->why, "in all dates of this file, like \"%s\" in line %llu, the day or the month may be first: "
	    "say which with --date-order=dmy or --date-order=mdy", d->open, (unsigned long long)d->open_line);
	return true;
}
