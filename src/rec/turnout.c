#include "turnout.h"

#include "../base/time.h"
#include "../calc/today.h"
#include "../json/write.h"

static const char PEOPLE[] = "people", QUESTIONS[] = "days";

enum { OTHERS = -1, MANY = 1 << 16 };

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

size_t
turnout_sort(uint32_t *by, size_t len)
{
	size_t n = 0;

	if (len > 1)
		qsort(by, len, sizeof *by, by_number);
	for (size_t i = 0; i < len; i++)
		if (n == 0 || by[i] != by[n - 1])
			by[n++] = by[i];
	return n;
}

/* Most questions come day by day, and in a help desk most are not for volunteers: those of a day are one row at once. */
static bool
add_to_last(struct turnout *t, int64_t day, bool others, uint64_t n)
{
	struct turnout_row *row = t->last[others] < t->rows.len ? &t->rows.at[t->last[others]] : NULL;

	if (row != NULL && row->day == day && row->len == 0 && row->others == others) {
		row->n += n;
		return true;
	}
	t->last[others] = t->rows.len;
	return false;
}

void
turnout_add(struct turnout *t, int64_t day, const uint32_t *by, size_t len, bool others, uint64_t n)
{
	if (len == 0 && add_to_last(t, day, others, n))
		return;
	vec_push(&t->rows, ((struct turnout_row){ day, n, t->people.len, (uint32_t)len, others }));
	for (size_t i = 0; i < len; i++)
		vec_push(&t->people, by[i]);
}

bool
turnout_is_large(const struct turnout *t)
{
	return t->rows.len > 2 * t->tidy + MANY;
}

/* A row with its people at hand, so that qsort can see them. */
struct seat {
	struct turnout_row row;
	const uint32_t *by;
};

static int
by_day_and_people(const void *a, const void *b)
{
	const struct seat *x = a, *y = b;

	if (x->row.day != y->row.day)
		return x->row.day < y->row.day ? -1 : 1;
	for (uint32_t i = 0; i < x->row.len && i < y->row.len; i++)
		if (x->by[i] != y->by[i])
			return x->by[i] < y->by[i] ? -1 : 1;
	if (x->row.len != y->row.len)
		return x->row.len < y->row.len ? -1 : 1;
	return (int)x->row.others - (int)y->row.others;
}

/* The rows in order, for the caller to free; people may be other numbers than t's own, at the same places. */
static struct seat *
seats(const struct turnout *t, const uint32_t *people)
{
	struct seat *s = mem_zeroed(t->rows.len + 1, sizeof *s);

	for (size_t i = 0; i < t->rows.len; i++)
		s[i] = (struct seat){ t->rows.at[i], t->rows.at[i].len > 0 ? people + t->rows.at[i].first : NULL };
	qsort(s, t->rows.len, sizeof *s, by_day_and_people);
	return s;
}

void
turnout_keep(struct turnout *t, struct diary last)
{
	struct seat *s = seats(t, t->people.at);
	struct turnout kept = {0};
	size_t l = 0;

	for (size_t i = 0; i < t->rows.len; i++) {
		struct turnout_row row = s[i].row;

		while (l < last.len && last.at[l].day < row.day)
			l++;
		if (l == last.len || last.at[l].day - row.day >= TURNOUT_DAYS)
			continue;
		if (i > 0 && by_day_and_people(&s[i - 1], &s[i]) == 0) {
			kept.rows.at[kept.rows.len - 1].n += row.n;
			continue;
		}
		row.first = kept.people.len;
		for (uint32_t k = 0; k < row.len; k++)
			vec_push(&kept.people, s[i].by[k]);
		vec_push(&kept.rows, row);
	}
	free(s);
	turnout_free(t);
	*t = kept;
	t->tidy = t->rows.len;
}

void
turnout_tidy(struct turnout *t, struct diary seen)
{
	VEC(struct diary_day) last = {0};

	for (size_t i = 0; i < seen.len; i++)
		if (today_may_be(seen, i))
			vec_push(&last, seen.at[i]);
	turnout_keep(t, (struct diary){ last.at, last.len });
	vec_free(&last);
}

struct ranked {
	size_t rank;
	uint32_t number;
};

static int
by_rank(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return (x->rank > y->rank) - (x->rank < y->rank);
}

/* The people of all rows by name, each once; place[] gets for each of t's people which one that is. */
static size_t
name_people(const struct turnout *t, const size_t *rank, struct ranked *names, uint32_t *place)
{
	size_t n = 0;
	uint32_t *at;

	for (size_t i = 0; i < t->people.len; i++)
		names[i] = (struct ranked){ rank[t->people.at[i]], t->people.at[i] };
	qsort(names, t->people.len, sizeof *names, by_rank);
	for (size_t i = 0; i < t->people.len; i++)
		if (n == 0 || names[n - 1].rank != names[i].rank)
			names[n++] = names[i];
	if (n == 0)
		return 0;
	for (size_t i = 0; i < t->people.len; i++) {
		struct ranked sought = { rank[t->people.at[i]], 0 };

		place[i] = (uint32_t)((struct ranked *)bsearch(&sought, names, n, sizeof *names, by_rank) - names);
	}
	for (size_t i = 0; i < t->rows.len; i++) {
		at = place + t->rows.at[i].first;
		qsort(at, t->rows.at[i].len, sizeof *at, by_number);
	}
	return n;
}

static void
write_days(struct buf *out, const struct turnout *t, const uint32_t *place)
{
	struct seat *s = seats(t, place);
	char date[TIME_TEXT];

	write_object(out, QUESTIONS);
	for (size_t i = 0; i < t->rows.len; i++) {
		if (i == 0 || s[i].row.day != s[i - 1].row.day) {
			time_write_day(date, s[i].row.day);
			write_array(out, date);
		}
		write_array(out, NULL);
		write_int(out, NULL, (int64_t)s[i].row.n);
		if (s[i].row.others)
			write_int(out, NULL, OTHERS);
		for (uint32_t k = 0; k < s[i].row.len; k++)
			write_int(out, NULL, s[i].by[k]);
		write_end_array(out);
		if (i + 1 == t->rows.len || s[i + 1].row.day != s[i].row.day)
			write_end_array(out);
	}
	write_end_object(out);
	free(s);
}

void
turnout_write(struct buf *out, const struct turnout *t, const struct map *ids, const size_t *rank)
{
	struct ranked *names = mem_zeroed(t->people.len + 1, sizeof *names);
	uint32_t *place = mem_zeroed(t->people.len + 1, sizeof *place);
	size_t n = name_people(t, rank, names, place);

	write_object(out, NULL);
	write_array(out, PEOPLE);
	for (size_t i = 0; i < n; i++)
		write_string(out, NULL, map_key(ids, names[i].number));
	write_end_array(out);
	write_days(out, t, place);
	write_end_object(out);
	free(names);
	free(place);
}

/* One [n, who...]; by: the numbers of the record's people, room: for as many of one row. */
static bool
parse_row(struct turnout *t, int64_t day, struct scan_value v, const uint32_t *by, size_t people, uint32_t *room)
{
	struct scan_each walk = scan_each(v);
	bool others = false;
	size_t len = 0;
	int64_t who;
	uint64_t n;

	if (scan_type(v) != SCAN_ARRAY || !scan_next(&walk, NULL, &v) || !record_count(v, &n) || n == 0)
		return false;
	while (scan_next(&walk, NULL, &v)) {
		if (!scan_int(v, &who) || who < OTHERS || who >= (int64_t)people)
			return false;
		if (who == OTHERS)
			others = true;
		else if (len < people)
			room[len++] = by[who];
		else
			return false;
	}
	turnout_add(t, day, room, turnout_sort(room, len), others, n);
	return true;
}

static bool
parse_days(struct turnout *t, struct scan_value days, const uint32_t *by, size_t people, uint32_t *room)
{
	struct scan_each walk = scan_each(days), rows;
	struct scan_value v;
	struct str date;
	int64_t day;

	if (scan_type(days) != SCAN_OBJECT)
		return false;
	while (scan_next(&walk, &date, &days)) {
		if (!time_parse_day(date, &day) || scan_type(days) != SCAN_ARRAY)
			return false;
		rows = scan_each(days);
		while (scan_next(&rows, NULL, &v))
			if (!parse_row(t, day, v, by, people, room))
				return false;
	}
	return true;
}

bool
turnout_parse(struct turnout *t, struct scan_value v, uint32_t (*number)(void *with, struct str id), void *with)
{
	struct scan_value names = scan_member(v, str_of(PEOPLE)), name;
	struct scan_each walk = scan_each(names);
	VEC(uint32_t) by = {0};
	uint32_t *room;
	size_t rows = t->rows.len, people = t->people.len;
	bool good = scan_type(names) == SCAN_ARRAY;

	t->last[0] = t->last[1] = rows;	/* rows of its own, lest a refused one is in those before */
	while (good && scan_next(&walk, NULL, &name)) {
		good = scan_string(name).n > 0;
		if (good)
			vec_push(&by, number(with, scan_string(name)));
	}
	room = mem_zeroed(by.len + 1, sizeof *room);
	good = good && parse_days(t, scan_member(v, str_of(QUESTIONS)), by.at, by.len, room);
	if (!good) {
		t->rows.len = rows;
		t->people.len = people;
	}
	free(room);
	vec_free(&by);
	return good;
}

struct leave_question *
turnout_questions(const struct turnout *t)
{
	struct leave_question *q = mem_zeroed(t->rows.len + 1, sizeof *q);

	for (size_t i = 0; i < t->rows.len; i++)
		q[i] = (struct leave_question){ t->rows.at[i].len > 0 ? t->people.at + t->rows.at[i].first : NULL, t->rows.at[i].len,
		    t->rows.at[i].others, t->rows.at[i].n };
	return q;
}

void
turnout_free(struct turnout *t)
{
	vec_free(&t->rows);
	vec_free(&t->people);
	t->tidy = 0;
}
