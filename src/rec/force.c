#include "force.h"
#include "../base/time.h"
#include "../json/write.h"

const size_t force_tops[FORCE_TOPS] = { 1, 5, 10 };

static const char VOLUNTEERS[] = "volunteers", QUESTIONS[] = "questions", ANSWERED[] = "answered",
    ANSWERED_SHARE[] = "answered_share", VOLUNTEER[] = "volunteer", STAFF[] = "staff", NONE[] = "none",
    ANSWERS[] = "answers", FIRST_AT[] = "first_at", LAST_AT[] = "last_at", ABSENCE_FACTOR[] = "absence_factor",
    GINI[] = "gini", EFFECTIVE[] = "effective", TOP_SHARE[] = "top_share", PART[] = "part", VOTED[] = "voted",
    HOURS[] = "hours", WEEKDAYS[] = "weekdays", NOW[] = "now", SEEN[] = "seen", TURNOUT[] = "turnout";
static const char *const tops[FORCE_TOPS] = { "1", "5", "10" };

bool
force_is(const struct record *r)
{
	return str_is(r->type, FORCE_TYPE);
}

/* Three figures as an object {volunteer, staff, none}. */
static void
write_counts(struct buf *out, const struct force *f)
{
	write_object(out, ANSWERED);
	write_int(out, VOLUNTEER, (int64_t)f->by_volunteer);
	write_int(out, STAFF, (int64_t)f->by_staff);
	write_int(out, NONE, (int64_t)(f->questions - f->by_volunteer - f->by_staff));
	write_end_object(out);
}

static void
write_shares(struct buf *out, const struct force *f)
{
	double all = (double)f->questions;	/* 0: NaN, which is written as null */

	write_object(out, ANSWERED_SHARE);
	write_real(out, VOLUNTEER, (double)f->by_volunteer / all);
	write_real(out, STAFF, (double)f->by_staff / all);
	write_real(out, NONE, (double)(f->questions - f->by_volunteer - f->by_staff) / all);
	write_end_object(out);
}

static void
write_measures(struct buf *out, const struct force *f)
{
	if (!f->measured) {
		write_null(out, ABSENCE_FACTOR);
		write_null(out, GINI);
		write_null(out, EFFECTIVE);
		write_null(out, TOP_SHARE);
		return;
	}
	write_int(out, ABSENCE_FACTOR, (int64_t)f->absence_factor);
	write_real(out, GINI, f->gini);
	write_real(out, EFFECTIVE, f->effective);
	write_object(out, TOP_SHARE);
	for (size_t i = 0; i < FORCE_TOPS; i++)
		write_real(out, tops[i], f->top_share[i]);
	write_end_object(out);
}

static void
write_list(struct buf *out, const char *name, const uint64_t *n, size_t len)
{
	write_array(out, name);
	for (size_t i = 0; i < len; i++)
		write_int(out, NULL, (int64_t)n[i]);
	write_end_array(out);
}

static void
write_part(struct buf *out, const struct force *f, struct daily *seen, struct str turnout)
{
	write_object(out, PART);
	write_int(out, VOTED, (int64_t)f->voted);
	write_list(out, HOURS, f->hours, 24);
	write_list(out, WEEKDAYS, f->weekdays, 7);
	write_time(out, NOW, f->now);
	daily_write(out, SEEN, seen);
	write_raw(out, TURNOUT, turnout);
	write_end_object(out);
}

void
force_merge(struct force *a, const struct force *b)
{
	a->questions += b->questions;
	a->by_volunteer += b->by_volunteer;
	a->by_staff += b->by_staff;
	a->volunteer_answers += b->volunteer_answers;
	a->staff_answers += b->staff_answers;
	a->voted += b->voted;
	for (size_t i = 0; i < 24; i++)
		a->hours[i] += b->hours[i];
	for (size_t i = 0; i < 7; i++)
		a->weekdays[i] += b->weekdays[i];
	if (b->now > a->now)		/* TIME_NONE is less than any time */
		a->now = b->now;
}

void
force_write(struct buf *out, const struct force *f, struct str more, struct daily *seen, struct str turnout)
{
	write_object(out, NULL);
	write_string(out, "type", STR(FORCE_TYPE));
	write_int(out, VOLUNTEERS, (int64_t)f->volunteers);
	write_int(out, QUESTIONS, (int64_t)f->questions);
	write_counts(out, f);
	write_shares(out, f);
	write_object(out, ANSWERS);
	write_int(out, VOLUNTEER, (int64_t)f->volunteer_answers);
	write_int(out, STAFF, (int64_t)f->staff_answers);
	write_end_object(out);
	write_time(out, FIRST_AT, f->first_at);
	write_time(out, LAST_AT, f->last_at);
	write_measures(out, f);
	if (more.n > 0) {
		buf_addc(out, ',');
		buf_add(out, more.s, more.n);
	}
	write_part(out, f, seen, turnout);
	write_end_object(out);
}

static bool
parse_measures(struct force *f, const struct record *r)
{
	struct scan_value top = scan_member(r->root, str_of(TOP_SHARE));

	f->measured = scan_type(scan_member(r->root, str_of(ABSENCE_FACTOR))) == SCAN_INT;
	if (!f->measured)
		return true;
	for (size_t i = 0; i < FORCE_TOPS; i++)
		if (!scan_real(scan_member(top, str_of(tops[i])), &f->top_share[i]))
			return false;
	return record_count(scan_member(r->root, str_of(ABSENCE_FACTOR)), &f->absence_factor) &&
	    scan_real(scan_member(r->root, str_of(GINI)), &f->gini) &&
	    scan_real(scan_member(r->root, str_of(EFFECTIVE)), &f->effective);
}

static bool
parse_list(struct scan_value v, uint64_t *n, size_t len)
{
	struct scan_each walk = scan_each(v);
	size_t i = 0;

	while (scan_next(&walk, NULL, &v))
		if (i == len || !record_count(v, &n[i++]))
			return false;
	return i == len;
}

/* Records that tell of counts alone are taken as they are: seen and turnout are absent then. */
static bool
parse_part(struct force *f, struct scan_value part)
{
	f->now = TIME_NONE;
	f->seen = scan_member(part, str_of(SEEN));
	f->turnout = scan_member(part, str_of(TURNOUT));
	return scan_type(part) == SCAN_ABSENT || (record_count(scan_member(part, str_of(VOTED)), &f->voted) &&
	    parse_list(scan_member(part, str_of(HOURS)), f->hours, 24) && parse_list(scan_member(part, str_of(WEEKDAYS)), f->weekdays, 7) &&
	    record_moment(scan_member(part, str_of(NOW)), &f->now));
}

bool
force_parse(struct force *f, const struct record *r, struct scan_error *error)
{
	struct scan_value answered = scan_member(r->root, str_of(ANSWERED)), answers = scan_member(r->root, str_of(ANSWERS));

	*f = (struct force){0};
	if (!record_count(scan_member(r->root, str_of(VOLUNTEERS)), &f->volunteers))
		return record_refuse(r, error, VOLUNTEERS);
	if (!record_count(scan_member(r->root, str_of(QUESTIONS)), &f->questions))
		return record_refuse(r, error, QUESTIONS);
	if (!record_count(scan_member(answered, str_of(VOLUNTEER)), &f->by_volunteer) ||
	    !record_count(scan_member(answered, str_of(STAFF)), &f->by_staff) ||
	    f->by_volunteer > f->questions || f->by_staff > f->questions - f->by_volunteer)
		return record_refuse(r, error, ANSWERED);
	if (!record_count(scan_member(answers, str_of(VOLUNTEER)), &f->volunteer_answers) || !record_count(scan_member(answers, str_of(STAFF)), &f->staff_answers))
		return record_refuse(r, error, ANSWERS);
	if (!record_moment(scan_member(r->root, str_of(FIRST_AT)), &f->first_at))
		return record_refuse(r, error, FIRST_AT);
	if (!record_moment(scan_member(r->root, str_of(LAST_AT)), &f->last_at))
		return record_refuse(r, error, LAST_AT);
	if (!parse_part(f, scan_member(r->root, str_of(PART))))
		return record_refuse_form(r, error, PART, "an object as score-volunteers writes it");
	return parse_measures(f, r) || record_refuse(r, error, ABSENCE_FACTOR);
}
