#include "today.h"

enum { YEAR = 365, FEW = 1000, SOME = 10 };

bool
today_may_be(struct diary seen, size_t at)
{
	return at + 1 == seen.len || seen.at[at + 1].day - seen.at[at].day > TODAY_GAP;
}

/* Are so many moments of all, beyond a gap of so many days, too few to be more than wrong clocks? */
static bool
are_wrong(uint64_t moments, uint64_t all, int64_t gap, int64_t history)
{
	if (gap <= TODAY_GAP)
		return false;
	return moments < (all + FEW - 1) / FEW || (gap > YEAR && gap > history && moments < (all + SOME - 1) / SOME);
}

static size_t
end_of(struct diary seen, struct today t, uint64_t all)
{
	size_t end = t.last;
	uint64_t after = 0;

	for (size_t i = t.last; i > t.first; i--) {
		after += seen.at[i].n;
		if (are_wrong(after, all, seen.at[i].day - seen.at[i - 1].day, seen.at[i - 1].day - seen.at[t.first].day))
			end = i - 1;
	}
	return end;
}

static size_t
begin_of(struct diary seen, struct today t, uint64_t all)
{
	size_t begin = t.first;
	uint64_t before = 0;

	for (size_t i = t.first; i < t.last; i++) {
		before += seen.at[i].n;
		if (are_wrong(before, all, seen.at[i + 1].day - seen.at[i].day, seen.at[t.last].day - seen.at[i + 1].day))
			begin = i + 1;
	}
	return begin;
}

struct today
today_find(struct diary seen)
{
	struct today t = { 0, seen.len - 1 }, before;
	uint64_t all = 0;

	for (size_t i = 0; i < seen.len; i++)
		all += seen.at[i].n;
	do {	/* a wrong clock at one end hides one at the other */
		before = t;
		t.last = end_of(seen, t, all);
		t.first = begin_of(seen, t, all);
	} while (t.first != before.first || t.last != before.last);
	return t;
}
