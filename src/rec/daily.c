#include "daily.h"
#include "../base/time.h"
#include "../json/write.h"

static int
by_day(const void *a, const void *b)
{
	const struct diary_day *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

void
daily_sort(struct daily *d)
{
	size_t kept = 0;

	if (d->sorted == d->of.len)
		return;
	vec_sort(&d->of, by_day);
	for (size_t i = 0; i < d->of.len; i++)
		if (kept > 0 && d->of.at[kept - 1].day == d->of.at[i].day)
			d->of.at[kept - 1].n += d->of.at[i].n;
		else
			d->of.at[kept++] = d->of.at[i];
	d->of.len = d->sorted = kept;
}

/*
 * Days come nearly in order; what does not is sorted in when the vec would have to grow for it. Where that makes
 * little room the vec grows all the same, so that not every further day has all of them sorted.
 */
void
daily_add(struct daily *d, int64_t day, uint64_t n)
{
	struct diary_day new = { day, n };

	if (d->of.len > 0 && d->of.at[d->of.len - 1].day == day) {
		d->of.at[d->of.len - 1].n += n;
		return;
	}
	if (d->of.len == d->of.cap) {
		daily_sort(d);
		vec_reserve(&d->of, 2 * d->of.len);
	}
	if (d->sorted == d->of.len && (d->of.len == 0 || d->of.at[d->of.len - 1].day < day))
		d->sorted++;
	vec_push(&d->of, new);
}

struct diary
daily_diary(struct daily *d)
{
	daily_sort(d);
	return (struct diary){ d->of.at, d->of.len };
}

void
daily_write(struct buf *out, const char *name, struct daily *d)
{
	char date[TIME_TEXT];

	daily_sort(d);
	write_object(out, name);
	for (size_t i = 0; i < d->of.len; i++) {
		time_write_day(date, d->of.at[i].day);
		write_int(out, date, (int64_t)d->of.at[i].n);
	}
	write_end_object(out);
}

bool
daily_parse(struct daily *d, struct scan_value v)
{
	struct scan_each walk = scan_each(v);
	struct str date;
	int64_t day, n;

	if (scan_type(v) != SCAN_OBJECT)
		return false;
	while (scan_next(&walk, &date, &v)) {
		if (!time_parse_day(date, &day) || !scan_int(v, &n) || n < 0 || n > INT64_C(1) << 53)
			return false;
		if (n > 0)
			daily_add(d, day, (uint64_t)n);
	}
	return true;
}

void
daily_free(struct daily *d)
{
	vec_free(&d->of);
	d->sorted = 0;
}
