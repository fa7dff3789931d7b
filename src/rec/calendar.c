#include "calendar.h"

enum { SPARE = 64 };		/* days of room before the first, so that data in falling order are not moved for each */

static void
reach_back(struct calendar *c, int64_t day)
{
	size_t more = (size_t)(c->first - day) + SPARE, len = c->n.len;

	more = more < len ? len : more;
	vec_reserve(&c->n, len + more);
	memmove(c->n.at + more, c->n.at, len * sizeof *c->n.at);
	memset(c->n.at, 0, more * sizeof *c->n.at);
	c->n.len += more;
	c->first -= (int64_t)more;
}

void
calendar_add(struct calendar *c, int64_t day, uint64_t n)
{
	if (c->n.len == 0)
		c->first = day;
	if (day < c->first)
		reach_back(c, day);
	while ((size_t)(day - c->first) >= c->n.len)
		vec_push(&c->n, 0);
	c->n.at[day - c->first] += n;
}

void
calendar_merge(struct calendar *c, const struct daily *d)
{
	for (size_t i = 0; i < d->of.len; i++)
		calendar_add(c, d->of.at[i].day, d->of.at[i].n);
}

void
calendar_list(const struct calendar *c, struct daily *d)
{
	for (size_t i = 0; i < c->n.len; i++)
		if (c->n.at[i] > 0)
			daily_add(d, c->first + (int64_t)i, c->n.at[i]);
}

void
calendar_free(struct calendar *c)
{
	vec_free(&c->n);
}
