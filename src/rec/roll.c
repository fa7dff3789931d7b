#include "roll.h"
#include "../base/time.h"
#include "../calc/force.h"

static struct volunteer *
volunteer_of(struct roll *all, struct str id)
{
	struct volunteer *v;
	bool fresh;
	size_t i = map_add(&all->ids, id, &fresh);

	if (!fresh)
		return &all->volunteers.at[i];
	v = vec_add(&all->volunteers);
	v->id = map_key(&all->ids, i);
	v->first_at = v->last_at = TIME_NONE;
	return v;
}

static struct roll_issue *
issue_of(struct roll *all, struct str id)
{
	bool fresh;
	size_t i = map_add(&all->issue_ids, id, &fresh);

	if (fresh)
		vec_push(&all->issues, (struct roll_issue){0});
	return &all->issues.at[i];
}

static void
see(struct roll *all, int64_t at)
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
count_answer(struct roll *all, const struct message *m)
{
	struct volunteer one = { .answers = 1, .accepted = m->accepted, .first_at = m->at, .last_at = m->at };
	struct volunteer *v;

	all->force.volunteer_answers++;
	if (m->author.n == 0)
		return;		/* a deleted account: counted for the force, nobody to score */
	v = volunteer_of(all, m->author);
	volunteer_merge(v, &one);
	if (m->at != TIME_NONE)
		daily_add(&v->days, time_day(m->at), 1);
}

static void
cover_issue(struct roll *all, const struct ticket *t, struct str author, struct roll_issue **issue)
{
	if (t->issue.n == 0 || author.n == 0)
		return;
	if (*issue == NULL) {
		*issue = issue_of(all, t->issue);
		(*issue)->threads++;
	}
	map_add(&(*issue)->by, author, NULL);
}

void
roll_ticket(struct roll *all, const struct ticket *t, int64_t now)
{
	struct scan_each walk = scan_each(t->messages);
	enum role first = ROLE_UNKNOWN, accepted = ROLE_UNKNOWN, by;
	struct roll_issue *issue = NULL;
	struct message m;

	if (str_is(t->copy_why, "same-id") || time_is_later(t->created_at, now))
		return;
	all->force.questions++;
	see(all, t->created_at);
	while (message_next(&walk, &m)) {
		if (time_is_later(m.at, now))
			continue;
		see(all, m.at);
		if (!message_answers(&m, t))
			continue;
		if (first == ROLE_UNKNOWN)
			first = m.role;
		if (m.accepted)
			accepted = m.role;
		if (m.role == ROLE_STAFF) {
			all->force.staff_answers++;
			continue;
		}
		count_answer(all, &m);
		cover_issue(all, t, m.author, &issue);
	}
	by = accepted != ROLE_UNKNOWN ? accepted : first;
	all->force.by_volunteer += by == ROLE_VOLUNTEER;
	all->force.by_staff += by == ROLE_STAFF;
}

void
roll_volunteer(struct roll *all, const struct volunteer *v)
{
	volunteer_merge(volunteer_of(all, v->id), v);
}

void
roll_cover(struct roll *all, const struct cover *c)
{
	struct roll_issue *issue = issue_of(all, c->issue);
	struct scan_each walk = scan_each(c->by);
	struct scan_value id;

	issue->threads += c->threads;
	while (scan_next(&walk, NULL, &id))
		map_add(&issue->by, scan_string(id), NULL);
}

void
roll_force(struct roll *all, const struct force *f)
{
	all->force.questions += f->questions;
	all->force.by_volunteer += f->by_volunteer;
	all->force.by_staff += f->by_staff;
	all->force.volunteer_answers += f->volunteer_answers;
	all->force.staff_answers += f->staff_answers;
	see(all, f->first_at);
	see(all, f->last_at);
}

void
roll_close(struct roll *all)
{
	struct force *f = &all->force;
	size_t n = all->volunteers.len, *order = roll_order(&all->ids);
	uint64_t *counts = mem_zeroed(n, sizeof *counts);
	struct force_measures m;

	for (size_t i = 0; i < n; i++)	/* ordered: sums of reals must not depend on who came first */
		counts[i] = all->volunteers.at[order[i]].answers;
	if (!all->any)
		f->first_at = f->last_at = TIME_NONE;
	f->volunteers = n;
	f->measured = force_measure(&m, counts, n);
	if (f->measured) {
		f->absence_factor = m.absence_factor;
		f->gini = m.gini;
		f->effective = m.effective;
		for (size_t i = 0; i < FORCE_TOPS; i++)	/* the top 1 % of 30 people is one person */
			force_top_share(&f->top_share[i], counts, n, (n * force_tops[i] + 99) / 100);
	}
	free(counts);
	free(order);
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

size_t *
roll_order(const struct map *ids)
{
	size_t n = map_len(ids), *order = mem_zeroed(n, sizeof *order);
	struct keyed *keyed = mem_zeroed(n, sizeof *keyed);

	for (size_t i = 0; i < n; i++)
		keyed[i] = (struct keyed){ map_key(ids, i), i };
	qsort(keyed, n, sizeof *keyed, by_key);
	for (size_t i = 0; i < n; i++)
		order[i] = keyed[i].number;
	free(keyed);
	return order;
}

void
roll_free(struct roll *all)
{
	for (size_t i = 0; i < all->volunteers.len; i++)
		daily_free(&all->volunteers.at[i].days);
	for (size_t i = 0; i < all->issues.len; i++)
		map_free(&all->issues.at[i].by);
	vec_free(&all->volunteers);
	vec_free(&all->issues);
	map_free(&all->ids);
	map_free(&all->issue_ids);
	*all = (struct roll){0};
}
