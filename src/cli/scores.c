#include "scores.h"
#include "wanted.h"

#include "../base/die.h"
#include "../json/write.h"
#include "../rec/readiness.h"
#include "../rec/standing.h"

/* {issue: conversations} of a person. */
static void
write_topics(struct buf *out, const struct roll *all, const struct helped_pair *pairs, size_t n)
{
	buf_clear(out);
	write_object(out, NULL);
	for (size_t i = 0; i < n; i++) {
		write_name_of(out, map_key(&all->issue_ids, pairs[i].issue));
		write_int(out, NULL, (int64_t)pairs[i].threads);
	}
	write_end_object(out);
}

static void
make_volunteers(struct filter *f, const struct outlook *o, const struct option_list *explain)
{
	bool *explained = mem_zeroed(explain->len + 1, sizeof *explained);
	size_t *first = mem_zeroed(o->roll->people.len + 2, sizeof *first);
	struct buf line = {0}, topics = {0}, more = {0};
	struct roll *all = o->roll;

	helped_by_person(&all->helped, all->issue_order, all->issue_rank, first, all->people.len);
	for (size_t i = 0; i < o->n; i++) {
		size_t person = o->people[i].person;
		ptrdiff_t asked = wanted_find(explain, all->people.at[person].id);

		if (asked != WANTED_NOT) {
			explained[asked] = true;
			buf_clear(&line);
			standing_tell(&line, o, i);
			warn("%s", line.data);
		}
		buf_clear(&more);
		standing_write(&more, o, i, asked != WANTED_NOT);
		write_topics(&topics, all, all->helped.of.at + first[person], first[person + 1] - first[person]);
		buf_clear(&line);
		volunteer_write(&line, &all->people.at[person], buf_str(&topics), buf_str(&more));
		filter_make(f, VOLUNTEER_TYPE, &line);
	}
	wanted_missed(explain, explained, "no volunteer of that id has answered");
	free(explained);
	free(first);
	buf_free(&line);
	buf_free(&topics);
	buf_free(&more);
}

/* The record of one issue and those who have answered it, by id; what kind of cover that is. */
static enum cover_by
make_cover(struct filter *f, const struct outlook *o, size_t issue, const struct helped_pair *pairs, size_t n)
{
	const struct roll *all = o->roll;
	struct str *by = mem_zeroed(n + 1, sizeof *by);
	size_t *places = mem_zeroed(n + 1, sizeof *places);
	enum cover_by kind = readiness_cover(n);
	struct buf line = {0}, more = {0};

	for (size_t i = 0; i < n; i++) {
		by[i] = map_key(&all->ids, pairs[i].person);
		places[i] = o->place[pairs[i].person];
	}
	standing_any(&more, o, places, n);
	cover_write(&line, map_key(&all->issue_ids, issue), by, n, all->threads.at[issue], readiness_cover_name(kind), buf_str(&more));
	filter_make(f, COVER_TYPE, &line);
	buf_free(&line);
	buf_free(&more);
	free(by);
	free(places);
	return kind;
}

static void
make_covers(struct filter *f, const struct outlook *o, uint64_t kinds[COVER_KINDS])
{
	struct roll *all = o->roll;
	size_t *first = mem_zeroed(all->threads.len + 2, sizeof *first);

	helped_by_issue(&all->helped, all->order, all->rank, first, all->threads.len);
	for (size_t i = 0; i < all->threads.len; i++) {
		size_t issue = all->issue_order[i];

		kinds[make_cover(f, o, issue, all->helped.of.at + first[issue], first[issue + 1] - first[issue])]++;
	}
	free(first);
}

static void
make_force(struct filter *f, struct outlook *o, const uint64_t kinds[COVER_KINDS], uint64_t seed)
{
	struct buf line = {0}, turnout = {0}, more = {0};
	struct roll *all = o->roll;

	readiness_write(&more, o, kinds, seed);
	turnout_write(&turnout, &all->turnout, &all->ids, all->rank);
	force_write(&line, &all->force, buf_str(&more), &all->seen_days, buf_str(&turnout));
	filter_make(f, FORCE_TYPE, &line);
	buf_free(&line);
	buf_free(&turnout);
	buf_free(&more);
}

void
scores_make(struct filter *f, struct outlook *o, const struct option_list *explain, uint64_t seed)
{
	uint64_t kinds[COVER_KINDS] = {0};

	make_volunteers(f, o, explain);
	make_covers(f, o, kinds);
	make_force(f, o, kinds, seed);
}
