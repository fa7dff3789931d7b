#include "volunteer.h"
#include "../base/time.h"
#include "../json/write.h"

static const char ID[] = "id", ANSWERS[] = "answers", ACCEPTED[] = "accepted", ACTIVE_DAYS[] = "active_days",
    FIRST_AT[] = "first_at", LAST_AT[] = "last_at", DAYS[] = "days", TOPICS[] = "topics", PART[] = "part",
    COMPARED[] = "compared", LIFT[] = "lift", FIRST_ANSWERS[] = "first_answers";

void
volunteer_answer(struct volunteer *v, bool accepted, int64_t at)
{
	v->answers++;
	v->accepted += accepted;
	if (at == TIME_NONE)
		return;
	if (v->first_at == TIME_NONE || at < v->first_at)
		v->first_at = at;
	if (at > v->last_at)
		v->last_at = at;
	daily_add(&v->days, time_day(at), 1);
}

void
volunteer_merge(struct volunteer *a, const struct volunteer *b)
{
	a->answers += b->answers;
	a->accepted += b->accepted;
	a->compared += b->compared;
	a->lift = (int64_t)((uint64_t)a->lift + (uint64_t)b->lift);	/* forged ones wrap around, which harms nobody */
	if (a->first_at == TIME_NONE || (b->first_at != TIME_NONE && b->first_at < a->first_at))
		a->first_at = b->first_at;
	if (b->last_at > a->last_at)	/* TIME_NONE is less than any time */
		a->last_at = b->last_at;
	for (size_t i = 0; i < b->days.of.len; i++)
		daily_add(&a->days, b->days.of.at[i].day, b->days.of.at[i].n);
	ladder_merge(&a->first_answers, &b->first_answers);
}

static void
write_part(struct buf *out, const struct volunteer *v)
{
	size_t rungs = LADDER_RUNGS;

	while (rungs > 0 && v->first_answers.n[rungs - 1] == 0)
		rungs--;
	write_object(out, PART);
	write_int(out, COMPARED, (int64_t)v->compared);
	write_int(out, LIFT, v->lift);
	write_array(out, FIRST_ANSWERS);
	for (size_t i = 0; i < rungs; i++)
		write_int(out, NULL, v->first_answers.n[i]);
	write_end_array(out);
	write_end_object(out);
}

void
volunteer_write(struct buf *out, struct volunteer *v, struct str topics, struct str more)
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
	if (more.n > 0) {
		buf_addc(out, ',');
		buf_add(out, more.s, more.n);
	}
	daily_write(out, DAYS, &v->days);
	write_raw(out, TOPICS, topics);
	write_part(out, v);
	write_end_object(out);
}

static bool
is_lift(int64_t lift)
{
	return lift > -(INT64_C(1) << 53) && lift < INT64_C(1) << 53;
}

/* Records of whoever wrote none are taken as they are: they tell of no comparison. */
static bool
parse_part(struct volunteer *v, struct scan_value part)
{
	struct scan_value rungs = scan_member(part, str_of(FIRST_ANSWERS)), rung;
	struct scan_each walk = scan_each(rungs);
	size_t i = 0;
	uint64_t n;

	v->compared = 0;
	v->lift = 0;
	v->first_answers = (struct ladder){0};
	if (scan_type(part) == SCAN_ABSENT)
		return true;
	if (!record_count(scan_member(part, str_of(COMPARED)), &v->compared) || !scan_int(scan_member(part, str_of(LIFT)), &v->lift) ||
	    !is_lift(v->lift) || scan_type(rungs) != SCAN_ARRAY)
		return false;
	while (scan_next(&walk, NULL, &rung)) {
		if (i == LADDER_RUNGS || !record_count(rung, &n) || n > UINT32_MAX)
			return false;
		v->first_answers.n[i++] = (uint32_t)n;
	}
	return true;
}

static bool
topics_are_counts(struct scan_value topics)
{
	struct scan_each walk = scan_each(topics);
	struct scan_value v;
	struct str issue;
	uint64_t n;

	if (scan_type(topics) == SCAN_ABSENT)
		return true;
	if (scan_type(topics) != SCAN_OBJECT)
		return false;
	while (scan_next(&walk, &issue, &v))
		if (issue.n == 0 || !record_count(v, &n))
			return false;
	return true;
}

bool
volunteer_parse(struct volunteer *v, const struct record *r, struct scan_error *error)
{
	v->days.of.len = v->days.sorted = 0;
	v->id = scan_string(scan_member(r->root, str_of(ID)));
	v->topics = scan_member(r->root, str_of(TOPICS));
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
	if (!topics_are_counts(v->topics))
		return record_refuse_form(r, error, TOPICS, "an object of counts by issue");
	if (!parse_part(v, scan_member(r->root, str_of(PART))))
		return record_refuse_form(r, error, PART, "an object as score-volunteers writes it");
	daily_sort(&v->days);
	return true;
}

bool
volunteer_is(const struct record *r)
{
	return str_is(r->type, VOLUNTEER_TYPE);
}
