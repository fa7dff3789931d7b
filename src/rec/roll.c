#include "roll.h"
#include "../base/time.h"
#include "../calc/force.h"
#include "../calc/logs.h"
#include "../calc/today.h"

#include <math.h>

enum { PENDING = 512, CACHE_LINE = 64 };

static size_t
person_of(struct roll *all, struct str id)
{
	struct volunteer *v;
	bool fresh;
	size_t i = map_add(&all->ids, id, &fresh);

	if (fresh) {
		v = vec_add(&all->people);
		v->id = map_key(&all->ids, i);
		v->first_at = v->last_at = TIME_NONE;
	}
	return i;
}

static size_t
issue_of(struct roll *all, struct str id)
{
	bool fresh;
	size_t i = map_add(&all->issue_ids, id, &fresh);

	if (fresh)
		vec_push(&all->threads, 0);
	return i;
}

static void
span(struct roll *all, int64_t at)
{
	if (at == TIME_NONE)
		return;
	if (!all->any || at < all->force.first_at)
		all->force.first_at = at;
	if (!all->any || at > all->force.last_at)
		all->force.last_at = at;
	all->any = true;
}

static void
see(struct roll *all, int64_t at)
{
	span(all, at);
	if (at != TIME_NONE)
		calendar_add(&all->seen, time_day(at), 1);
}

/* A person's id as the export has it: of "zendesk:u:81", 81. */
static struct str
own_id(struct str id)
{
	for (size_t i = 0; i + 3 <= id.n; i++)
		if (memcmp(id.s + i, ":u:", 3) == 0)
			return (struct str){ id.s + i + 3, id.n - i - 3 };
	return id;
}

/* What the message says, unless the roster knows better; it makes nobody of staff a volunteer. */
static enum role
role_of(const struct roll *all, const struct message *m)
{
	if (all->volunteers == NULL || m->role == ROLE_STAFF || m->role == ROLE_BOT)
		return m->role;
	if (roster_find(all->volunteers, m->author) == ROLE_VOLUNTEER || roster_find(all->volunteers, own_id(m->author)) == ROLE_VOLUNTEER)
		return ROLE_VOLUNTEER;
	return m->role;
}

static void
count_hour(struct force *f, int64_t at)
{
	int64_t day = time_day(at);

	f->hours[(at - day * TIME_DAY) / (TIME_DAY / 24)]++;
	f->weekdays[time_weekday(day)]++;
}

/* An answer by a volunteer counts for the force. Who it was: of a deleted account, nobody to score. */
static uint32_t
count_answer(struct roll *all, const struct message *m)
{
	all->force.volunteer_answers++;
	all->force.voted += m->score != 0;
	if (m->at != TIME_NONE)
		count_hour(&all->force, m->at);
	return m->author.n > 0 ? (uint32_t)person_of(all, m->author) : ROLL_NOBODY;
}

/*
 * Put the answers down to their people. Of a million people hardly one is in the processor's memory, and to wait for each
 * would take longer than all the rest: so answers wait instead, and the people of all of them are sent for at once.
 */
static void
settle(struct roll *all)
{
	struct volunteer *people = all->people.at;

	for (size_t i = 0; i < all->pending.len; i++) {
		const char *v = (const char *)&people[all->pending.at[i].person];

		for (size_t byte = 0; byte < sizeof *people; byte += CACHE_LINE)
			__builtin_prefetch(v + byte, 1);
	}
	for (size_t i = 0; i < all->pending.len; i++) {
		const struct daily *d = &people[all->pending.at[i].person].days;

		if (d->of.len > 0)
			__builtin_prefetch(&d->of.at[d->of.len - 1], 1);
	}
	for (size_t i = 0; i < all->pending.len; i++) {
		const struct roll_answer *a = &all->pending.at[i];
		struct volunteer *v = &people[a->person];

		volunteer_answer(v, a->accepted, a->at);
		if (a->wait != TIME_NONE)
			ladder_add(&v->first_answers, a->wait);
		v->compared += a->compared;
		v->lift += a->lift;
	}
	all->pending.len = 0;
}

static void
let_wait(struct roll *all)
{
	for (size_t i = 0; i < all->answers.len; i++)
		if (all->answers.at[i].person != ROLL_NOBODY)
			vec_push(&all->pending, all->answers.at[i]);
	if (all->pending.len >= PENDING)
		settle(all);
}

/* How much better was received what each wrote than what others wrote in the same conversation? */
static void
compare(struct roll *all)
{
	double mean = 0;

	if (all->answers.len < 2)
		return;
	for (size_t i = 0; i < all->answers.len; i++)
		mean += all->answers.at[i].worth / (double)all->answers.len;
	for (size_t i = 0; i < all->answers.len; i++) {
		struct roll_answer *a = &all->answers.at[i];

		a->compared = true;
		a->lift = (int64_t)floor((a->worth - mean) * VOLUNTEER_LIFT + 0.5);
	}
}

/* Who answered the ticket: for its issue, and for what would be missing without them. */
static void
turn_out(struct roll *all, const struct ticket *t)
{
	bool others = false;
	size_t issue;

	all->by.len = 0;
	for (size_t i = 0; i < all->answers.len; i++) {
		if (all->answers.at[i].person == ROLL_NOBODY)
			others = true;
		else
			vec_push(&all->by, all->answers.at[i].person);
	}
	all->by.len = turnout_sort(all->by.at, all->by.len);
	if (t->created_at != TIME_NONE)
		turnout_add(&all->turnout, time_day(t->created_at), all->by.at, all->by.len, others, 1);
	if (t->issue.n == 0 || all->by.len == 0)
		return;
	issue = issue_of(all, t->issue);
	all->threads.at[issue]++;
	for (size_t i = 0; i < all->by.len; i++)
		helped_add(&all->helped, issue, all->by.at[i], 1);
}

/* Roles as they count here; those who answered will be looked for soon. */
static void
call(struct roll *all, const struct ticket *t, struct messages *m)
{
	for (size_t i = 0; i < m->of.len; i++) {
		struct message *one = &m->of.at[i];

		one->role = role_of(all, one);
		if (one->author.n > 0 && one->role == ROLE_VOLUNTEER && message_answers(one, t))
			map_soon(&all->ids, one->author);
	}
}

/* Take the answers of a ticket; by whom it is answered. */
static enum role
take_answers(struct roll *all, const struct ticket *t, struct messages *all_messages)
{
	enum role first = ROLE_UNKNOWN, accepted = ROLE_UNKNOWN;

	all->answers.len = 0;
	call(all, t, all_messages);
	for (size_t i = 0; i < all_messages->of.len; i++) {
		const struct message *m = &all_messages->of.at[i];
		struct roll_answer a = { .person = ROLL_NOBODY, .accepted = m->accepted, .at = m->at, .wait = TIME_NONE,
			.worth = m->score > 0 ? logs_ln((double)m->score + 1) : 0 };

		if (time_is_later(m->at, all->now))
			continue;
		see(all, m->at);
		if (!message_answers(m, t))
			continue;
		if (m->role == ROLE_STAFF)
			all->force.staff_answers++;
		else
			a.person = count_answer(all, m);
		if (first == ROLE_UNKNOWN && m->at != TIME_NONE && t->created_at != TIME_NONE)
			a.wait = m->at - t->created_at;
		vec_push(&all->answers, a);
		if (first == ROLE_UNKNOWN)
			first = m->role;
		if (m->accepted)
			accepted = m->role;
	}
	return accepted != ROLE_UNKNOWN ? accepted : first;
}

/* Memory must not grow with the questions, only with those of the last days. */
static void
tidy(struct roll *all)
{
	int64_t day = time_day(all->now);
	struct diary_day last[] = { { day - 1, 1 }, { day, 1 } };	/* either may be today */
	struct daily seen = {0};

	if (all->now != TIME_NONE)
		turnout_keep(&all->turnout, (struct diary){ last, 2 });
	else {
		calendar_list(&all->seen, &seen);
		turnout_tidy(&all->turnout, daily_diary(&seen));
		daily_free(&seen);
	}
}

void
roll_open(struct roll *all, const struct roster *volunteers, int64_t now)
{
	*all = (struct roll){ .volunteers = volunteers, .now = now, .force.now = now };
}

void
roll_ticket(struct roll *all, const struct ticket *t, struct messages *m)
{
	enum role by;

	if (str_is(t->copy_why, "same-id") || time_is_later(t->created_at, all->now))
		return;
	all->force.questions++;
	see(all, t->created_at);
	by = take_answers(all, t, m);
	compare(all);
	turn_out(all, t);
	let_wait(all);
	all->force.by_volunteer += by == ROLE_VOLUNTEER;
	all->force.by_staff += by == ROLE_STAFF;
	if (turnout_is_large(&all->turnout))
		tidy(all);
}

void
roll_volunteer(struct roll *all, const struct volunteer *v)
{
	struct scan_each walk = scan_each(v->topics);
	size_t person = person_of(all, v->id);
	struct scan_value n;
	struct str issue;
	uint64_t threads;

	volunteer_merge(&all->people.at[person], v);
	while (scan_next(&walk, &issue, &n))
		if (record_count(n, &threads))
			helped_add(&all->helped, issue_of(all, issue), person, threads);
}

void
roll_cover(struct roll *all, const struct cover *c)
{
	size_t issue = issue_of(all, c->issue);
	struct scan_each walk = scan_each(c->by);
	struct scan_value id;

	all->threads.at[issue] += c->threads;
	while (scan_next(&walk, NULL, &id))	/* in how many conversations is for the volunteer records to say */
		helped_add(&all->helped, issue, person_of(all, scan_string(id)), 0);
}

static uint32_t
number(void *with, struct str id)
{
	return (uint32_t)person_of(with, id);
}

bool
roll_force(struct roll *all, const struct force *f, const struct record *r, struct scan_error *error)
{
	struct daily seen = {0};
	bool good = true;

	if (scan_type(f->seen) != SCAN_ABSENT)
		good = daily_parse(&seen, f->seen) && turnout_parse(&all->turnout, f->turnout, number, all);
	if (good) {
		calendar_merge(&all->seen, &seen);
		force_merge(&all->force, f);
		span(all, f->first_at);
		span(all, f->last_at);
	}
	daily_free(&seen);
	return good || record_refuse_form(r, error, "part", "an object as score-volunteers writes it");
}

struct keyed {
	struct str key;
	size_t number;
};

static int
by_key(const void *a, const void *b)
{
	return str_order(((const struct keyed *)a)->key, ((const struct keyed *)b)->key);
}

/* Numbers in the order of their keys, and the place of each there: both for the caller to free. */
static size_t *
order_of(const struct map *ids, size_t **rank)
{
	size_t n = map_len(ids), *order = mem_zeroed(n + 1, sizeof *order);
	struct keyed *keyed = mem_zeroed(n + 1, sizeof *keyed);

	*rank = mem_zeroed(n + 1, sizeof **rank);
	for (size_t i = 0; i < n; i++)
		keyed[i] = (struct keyed){ map_key(ids, i), i };
	qsort(keyed, n, sizeof *keyed, by_key);
	for (size_t i = 0; i < n; i++) {
		order[i] = keyed[i].number;
		(*rank)[order[i]] = i;
	}
	free(keyed);
	return order;
}

static void
measure(struct roll *all)
{
	size_t n = all->people.len;
	uint64_t *counts = mem_zeroed(n + 1, sizeof *counts);
	struct force *f = &all->force;
	struct force_measures m;

	f->volunteers = 0;
	for (size_t i = 0; i < n; i++) {	/* ordered: sums of reals must not depend on who came first */
		uint64_t answers = all->people.at[all->order[i]].answers;

		if (answers > 0)
			counts[f->volunteers++] = answers;
	}
	f->measured = force_measure(&m, counts, f->volunteers);
	if (f->measured) {
		f->absence_factor = m.absence_factor;
		f->gini = m.gini;
		f->effective = m.effective;
		force_top_shares(f->top_share, force_tops, FORCE_TOPS, counts, f->volunteers);
	}
	free(counts);
}

/* The last day of which anything could be seen. A day that begins at now is none, unless what bears only a date lies on it. */
static int64_t
day_of(int64_t now, struct diary seen)
{
	int64_t day = time_day(now);

	return now == day * TIME_DAY && (seen.len == 0 || seen.at[seen.len - 1].day < day) ? day - 1 : day;
}

static void
find_today(struct roll *all, struct diary seen)
{
	struct today t;

	all->first_day = all->today = TIME_NONE;
	if (seen.len > 0) {
		t = today_find(seen);
		all->first_day = seen.at[t.first].day;
		all->today = seen.at[t.last].day;
	}
	if (all->force.now != TIME_NONE)
		all->today = day_of(all->force.now, seen);
}

void
roll_close(struct roll *all)
{
	struct diary_day today = { TIME_NONE, 1 };
	struct force *f = &all->force;
	struct diary seen;

	settle(all);
	all->order = order_of(&all->ids, &all->rank);
	all->issue_order = order_of(&all->issue_ids, &all->issue_rank);
	calendar_list(&all->seen, &all->seen_days);
	seen = daily_diary(&all->seen_days);
	if (!all->any)
		f->first_at = f->last_at = TIME_NONE;
	find_today(all, seen);
	today.day = all->today;
	if (f->now != TIME_NONE)
		turnout_keep(&all->turnout, (struct diary){ &today, 1 });
	else
		turnout_tidy(&all->turnout, seen);
	measure(all);
}

void
roll_free(struct roll *all)
{
	for (size_t i = 0; i < all->people.len; i++)
		daily_free(&all->people.at[i].days);
	vec_free(&all->people);
	vec_free(&all->threads);
	vec_free(&all->by);
	vec_free(&all->answers);
	vec_free(&all->pending);
	map_free(&all->ids);
	map_free(&all->issue_ids);
	helped_free(&all->helped);
	turnout_free(&all->turnout);
	calendar_free(&all->seen);
	daily_free(&all->seen_days);
	free(all->order);
	free(all->rank);
	free(all->issue_order);
	free(all->issue_rank);
	*all = (struct roll){0};
}
