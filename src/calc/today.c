#include "today.h"

enum { YEAR = 365, FEW = 1000, SOME = 10 };

bool
today_may_be(struct diary seen, size_t at)
{
	return at + 1 == seen.len || seen.at[at + 1].day - seen.at[at].day > TODAY_GAP;
}

size_t
today_find(struct diary seen)
{
	uint64_t all = 0, after = 0;
	size_t end = seen.len - 1;

	for (size_t i = 0; i < seen.len; i++)
		all += seen.at[i].n;
	for (size_t i = seen.len; i-- > 1;) {
		int64_t gap = seen.at[i].day - seen.at[i - 1].day, history = seen.at[i - 1].day - seen.at[0].day;

		after += seen.at[i].n;
		if (gap > TODAY_GAP && (after < all / FEW || (gap > YEAR && gap > history && after < all / SOME)))
			end = i - 1;
	}
	return end;
}
