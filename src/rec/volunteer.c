#include "volunteer.h"
#include "../base/time.h"
#include "../json/write.h"

static const char ID[] = "id", ANSWERS[] = "answers", ACCEPTED[] = "accepted", ACTIVE_DAYS[] = "active_days",
    FIRST_AT[] = "first_at", LAST_AT[] = "last_at", DAYS[] = "days";

void
volunteer_merge(struct volunteer *a, const struct volunteer *b)
{
	a->answers += b->answers;
	a->accepted += b->accepted;
	if (a->first_at == TIME_NONE || (b->first_at != TIME_NONE && b->first_at < a->first_at))
		a->first_at = b->first_at;
	if (b->last_at > a->last_at)	/* TIME_NONE is less than any time */
		a->last_at = b->last_at;
	for (size_t i = 0; i < b->days.of.len; i++)
		daily_add(&a->days, b->days.of.at[i].day, b->days.of.at[i].n);
}

void
volunteer_write(struct buf *out, struct volunteer *v)
{
	daily_sort(&v->days);
	write_object(out, NULL);
	write_string(out, "type", STR(VOLUNTEER_TYPE));
	write_string(out, ID, v->id);
	write_int(out, ANSWERS, (int64_t)v->answers);
	write_int(out, ACCEPTED, (int64_t)v->accepted);
	write_int(out, ACTIVE_DAYS, (int64_t)v->days.of.len);
	write_time(out, FIRST_AT, v->first_at);
	write_time(out, LAST_AT, v->last_at);
	daily_write(out, DAYS, &v->days);
	write_end_object(out);
}

bool
volunteer_parse(struct volunteer *v, const struct record *r, struct scan_error *error)
{
	v->days.of.len = v->days.sorted = 0;
	v->id = scan_string(scan_member(r->root, str_of(ID)));
	if (v->id.n == 0)
		return record_refuse(r, error, ID);
	if (!record_count(scan_member(r->root, str_of(ANSWERS)), &v->answers))
		return record_refuse(r, error, ANSWERS);
	if (!record_count(scan_member(r->root, str_of(ACCEPTED)), &v->accepted))
		return record_refuse(r, error, ACCEPTED);
	if (!record_moment(scan_member(r->root, str_of(FIRST_AT)), &v->first_at))
		return record_refuse(r, error, FIRST_AT);
	if (!record_moment(scan_member(r->root, str_of(LAST_AT)), &v->last_at))
		return record_refuse(r, error, LAST_AT);
	if (!daily_parse(&v->days, scan_member(r->root, str_of(DAYS))))
		return record_refuse(r, error, DAYS);
	daily_sort(&v->days);
	return true;
}

bool
volunteer_is(const struct record *r)
{
	return str_is(r->type, VOLUNTEER_TYPE);
}
