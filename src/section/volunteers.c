/*
 * Volunteers: who answers, how much hangs on how few, and what only one of them has ever answered.
 *
 * Nobody is given a rank: the table is in the order of answers and has no numbers. Groups of fewer than
 * five people are not shown, nor the group that would give them away. Memory grows with the number of
 * issues and days; of the volunteers only those of the table are kept.
 */
#include "days.h"
#include "section.h"
#include "../base/time.h"

#include <inttypes.h>
#include <stdio.h>

enum { BUCKETS = 5, FEW = 5 };

static const struct { const char *label; uint64_t from; } bucket[BUCKETS] = {
	{ "1 day", 1 }, { "2 to 4 days", 2 }, { "5 to 19 days", 5 }, { "20 to 99 days", 20 }, { "100 days and more", 100 },
};

struct person {
	char *id;
	uint64_t answers, accepted, active_days;
	int64_t first_at, last_at;
};

struct lone {			/* an issue that one volunteer covers */
	char *issue, *by;
	uint64_t threads;
};

struct volunteers {
	size_t top;
	VEC(struct person) people;	/* the first `top` of all so far, and some more */
	uint64_t seen, answers, people_in[BUCKETS], answers_in[BUCKETS];
	struct days days;
	struct map issues;		/* labels by issue id */
	VEC(char *) labels;
	VEC(struct lone) lone;
	uint64_t covered, uncovered;
	struct force force;		/* sums, where there are several */
	uint64_t forces;
};

static void *
start(const struct section_options *o)
{
	struct volunteers *v = mem_zeroed(1, sizeof *v);

	v->top = o->top;
	return v;
}

static int
most_answers(const void *a, const void *b)
{
	const struct person *x = a, *y = b;

	return x->answers != y->answers ? (x->answers < y->answers) - (x->answers > y->answers) : strcmp(x->id, y->id);
}

static void
cut_people(struct volunteers *v)
{
	vec_sort(&v->people, most_answers);
	while (v->people.len > v->top)
		free(v->people.at[--v->people.len].id);
}

static void
take_volunteer(struct volunteers *v, const struct volunteer *one)
{
	size_t b = BUCKETS - 1;
	struct person *p;

	v->seen++;
	v->answers += one->answers;
	for (size_t i = 0; i < one->days.of.len; i++)
		days_add(&v->days, one->days.of.at[i].day, 0, (double)one->days.of.at[i].n);
	while (b > 0 && one->days.of.len < bucket[b].from)
		b--;
	v->people_in[b]++;
	v->answers_in[b] += one->answers;
	p = vec_add(&v->people);
	*p = (struct person){ mem_copy(one->id.s, one->id.n), one->answers, one->accepted, one->days.of.len,
		one->first_at, one->last_at };
	if (v->people.len >= 2 * v->top + 1000)
		cut_people(v);
}

static void
take_cover(struct volunteers *v, const struct cover *c)
{
	struct scan_each walk = scan_each(c->by);
	struct scan_value first, more;
	struct str by;

	if (!scan_next(&walk, NULL, &first)) {
		v->uncovered++;
		return;
	}
	v->covered++;
	if (scan_next(&walk, NULL, &more))
		return;
	by = scan_string(first);
	vec_push(&v->lone, ((struct lone){ mem_copy(c->issue.s, c->issue.n), mem_copy(by.s, by.n), c->threads }));
}

static void
take_force(struct volunteers *v, const struct force *f)
{
	if (v->forces++ == 0) {
		v->force = *f;
		return;
	}
	v->force.volunteers += f->volunteers;
	v->force.questions += f->questions;
	v->force.by_volunteer += f->by_volunteer;
	v->force.by_staff += f->by_staff;
	v->force.volunteer_answers += f->volunteer_answers;
	v->force.staff_answers += f->staff_answers;
	v->force.measured = false;
}

static void
take(void *own, const struct night *n)
{
	struct volunteers *v = own;
	bool fresh;

	switch (n->kind) {
	case NIGHT_VOLUNTEER:
		take_volunteer(v, n->volunteer);
		break;
	case NIGHT_COVER:
		take_cover(v, n->cover);
		break;
	case NIGHT_FORCE:
		take_force(v, n->force);
		break;
	case NIGHT_ISSUE:
		map_add(&v->issues, n->issue->id, &fresh);
		if (fresh)
			vec_push(&v->labels, mem_copy(n->issue->label.s, n->issue->label.n));
		break;
	case NIGHT_QUESTION:
	case NIGHT_REJECT:
		break;
	}
}

static void
shares(const struct force *f, struct document *d)
{
	double questions = (double)f->questions;
	struct figure *g;

	g = document_figure(d, "share_volunteer", "Questions answered by volunteers", value_share((double)f->by_volunteer, questions));
	g->note = document_printf(d, "%s of %s", document_count(d, f->by_volunteer), document_amount(d, f->questions, "question"));
	g->formula = STR("questions whose accepted answer, or else whose first answer, is a volunteer's / questions");
	g = document_figure(d, "share_staff", "By staff", value_share((double)f->by_staff, questions));
	g->note = document_printf(d, "%s; staff are only ever counted together", document_amount(d, f->by_staff, "question"));
	g->formula = STR("questions whose accepted answer, or else whose first answer, is by staff / questions");
	g = document_figure(d, "share_none", "By nobody",
	    value_share((double)(f->questions - f->by_volunteer - f->by_staff), questions));
	g->note = document_printf(d, "%s", document_amount(d, f->questions - f->by_volunteer - f->by_staff, "question"));
	g->formula = STR("questions without an answer / questions");
}

static void
measures(const struct force *f, struct document *d)
{
	struct figure *g;

	g = document_figure(d, "absence_factor", "Absence factor", value_count(f->absence_factor));
	g->lead = true;
	if (f->absence_factor == 1)
		g->note = STR("One person gives at least half of the answers: without that one, half of them would be missing.");
	else
		g->note = document_printf(d, "The fewest volunteers who together give at least half of the answers: without these %s, "
		    "half of them would be missing.", document_count(d, f->absence_factor));
	g->formula = STR("smallest k such that the k volunteers with the most answers gave at least half of all");
	g->source = STR("CHAOSS, contributor absence factor");
	g = document_figure(d, "effective", "Effective number", value_number(f->effective, 1));
	g->note = STR("so many equally busy volunteers would be as diverse");
	g->formula = STR("e to the entropy of the shares of answers");
	g = document_figure(d, "gini", "Gini coefficient", value_number(f->gini, 3));
	g->note = STR("0: all answer alike; 1: one answers everything");
	g->formula = STR("Gini of answers a volunteer");
	for (size_t i = 0; i < FORCE_TOPS; i++) {
		char id[32], label[64];

		snprintf(id, sizeof id, "top_share_%zu", force_tops[i]);
		if (force_tops[i] == 1)
			snprintf(label, sizeof label, "Answers by the busiest volunteer");
		else
			snprintf(label, sizeof label, "Answers by the busiest %zu", force_tops[i]);
		g = document_figure(d, id, label, value_share(f->top_share[i], 1));
		g->formula = document_printf(d, "answers of the %zu with the most / answers of all", force_tops[i]);
	}
}

static void
figures(const struct volunteers *v, struct document *d)
{
	struct figure *f;

	f = document_figure(d, "volunteers", "Volunteers", value_count(v->forces > 0 ? v->force.volunteers : v->seen));
	f->lead = true;
	f->note = STR("with at least one answer");
	f = document_figure(d, "answers", "Their answers", value_count(v->forces > 0 ? v->force.volunteer_answers : v->answers));
	f->lead = true;
	if (v->forces == 0)
		return;
	if (v->force.measured)
		measures(&v->force, d);
	shares(&v->force, d);
	if (v->forces > 1)
		document_paragraph(d, "The input has %" PRIu64 " force records: it is that of shards not yet merged. Their counts are added "
		    "up; measures need score-volunteers --merge.", v->forces);
}

static void
people(struct volunteers *v, struct document *d, const struct section_options *o)
{
	struct part *t = document_table(d, "volunteers", "Volunteers");
	size_t silent_from = o->now == TIME_NONE ? 0 : 1;

	document_column(d, t, "id", "Volunteer", VALUE_TEXT);
	document_column(d, t, "answers", "Answers", VALUE_COUNT);
	document_column(d, t, "share", "Share of answers", VALUE_SHARE);
	document_column(d, t, "accepted", "Accepted", VALUE_COUNT);
	document_column(d, t, "active_days", "Active days", VALUE_COUNT);
	document_column(d, t, "first", "First answer", VALUE_DATE);
	document_column(d, t, "last", "Last answer", VALUE_DATE);
	document_column(d, t, "silent_days", "Days silent", VALUE_COUNT);
	cut_people(v);
	for (size_t i = 0; i < v->people.len; i++) {
		const struct person *p = &v->people.at[i];
		int64_t first = p->first_at == TIME_NONE ? INT64_MIN : time_day(p->first_at);
		int64_t last = p->last_at == TIME_NONE ? INT64_MIN : time_day(p->last_at);
		bool known = silent_from > 0 && last != INT64_MIN && time_day(o->now) >= last;

		document_cell(t, value_text(d, str_of(p->id)));
		document_cell(t, value_count(p->answers));
		document_cell(t, value_share((double)p->answers, (double)v->answers));
		document_cell(t, value_count(p->accepted));
		document_cell(t, value_count(p->active_days));
		document_cell(t, value_date(first));
		document_cell(t, value_date(last));
		document_cell(t, known ? value_count((uint64_t)(time_day(o->now) - last)) : value_none());
	}
	t->table.empty = STR("No volunteer answered.");
	if (v->seen > v->people.len)
		t->text = document_printf(d, "%zu of %s volunteers, those with the most answers. Days silent: since the last "
		    "answer, at the end of the data.", v->people.len, document_count(d, v->seen));
	else
		t->text = STR("Days silent: since the last answer, at the end of the data.");
}

/* Which groups stay hidden: those of 1 to 4 people, and with a single such group the next smallest too. */
static void
suppress(const uint64_t *n, bool *hidden)
{
	size_t few = 0, least = BUCKETS;

	for (size_t b = 0; b < BUCKETS; b++) {
		hidden[b] = n[b] > 0 && n[b] < FEW;
		few += hidden[b];
		if (n[b] >= FEW && (least == BUCKETS || n[b] < n[least]))
			least = b;
	}
	if (few == 1 && least < BUCKETS)
		hidden[least] = true;
}

static void
steadiness(const struct volunteers *v, struct document *d)
{
	struct part *t = document_table(d, "active_days", "On how many days they were there");
	bool hidden[BUCKETS], any = false;

	document_column(d, t, "days", "Active on", VALUE_TEXT);
	document_column(d, t, "volunteers", "Volunteers", VALUE_COUNT);
	document_column(d, t, "answers", "Answers", VALUE_COUNT);
	document_column(d, t, "share", "Share of answers", VALUE_SHARE);
	suppress(v->people_in, hidden);
	for (size_t b = 0; b < BUCKETS; b++) {
		document_cell(t, value_text(d, str_of(bucket[b].label)));
		document_cell(t, hidden[b] ? value_none() : value_count(v->people_in[b]));
		document_cell(t, hidden[b] ? value_none() : value_count(v->answers_in[b]));
		document_cell(t, hidden[b] ? value_none() : value_share((double)v->answers_in[b], (double)v->answers));
		any |= hidden[b];
	}
	if (any)
		t->text = STR("A dash: the group has fewer than five people, or would give such a group away.");
}

static int
most_threads(const void *a, const void *b)
{
	const struct lone *x = a, *y = b;

	return x->threads != y->threads ? (x->threads < y->threads) - (x->threads > y->threads) : strcmp(x->issue, y->issue);
}

static void
lone_issues(struct volunteers *v, struct document *d, const struct section_options *o)
{
	struct part *t = document_table(d, "cover", "Issues that only one volunteer has ever answered");

	document_column(d, t, "issue", "Issue", VALUE_TEXT);
	document_column(d, t, "by", "Only", VALUE_TEXT);
	document_column(d, t, "threads", "Conversations", VALUE_COUNT);
	vec_sort(&v->lone, most_threads);
	for (size_t i = 0; i < v->lone.len && i < o->top; i++) {
		const struct lone *l = &v->lone.at[i];
		size_t label = map_find(&v->issues, str_of(l->issue));

		document_cell(t, value_text(d, str_of(label != MAP_NONE && *v->labels.at[label] != '\0' ? v->labels.at[label] : l->issue)));
		document_cell(t, value_text(d, str_of(l->by)));
		document_cell(t, value_count(l->threads));
	}
	t->table.empty = STR("No issue hangs on a single volunteer.");
	if (v->covered > 0)
		t->text = document_printf(d, "%s of the %s that volunteers answer hang%s on one person.",
		    document_count(d, v->lone.len), document_amount(d, v->covered, "issue"), v->lone.len == 1 ? "s" : "");
}

static void
write(void *own, struct document *d, const struct section_options *o)
{
	static const char *const name[] = { "answers" };
	struct volunteers *v = own;

	if (v->seen == 0 && v->forces == 0) {
		document_paragraph(d, "There is no record of volunteers here; score-volunteers makes them.");
		return;
	}
	figures(v, d);
	if (v->days.of.len > 0)
		days_chart(d, &v->days, "daily", "Answers by volunteers", "answers", CHART_BAR, name, 1);
	people(v, d, o);
	if (v->seen > 0)
		steadiness(v, d);
	if (v->covered + v->uncovered > 0)
		lone_issues(v, d, o);
}

static void
end(void *own)
{
	struct volunteers *v = own;

	for (size_t i = 0; i < v->people.len; i++)
		free(v->people.at[i].id);
	for (size_t i = 0; i < v->labels.len; i++)
		free(v->labels.at[i]);
	for (size_t i = 0; i < v->lone.len; i++) {
		free(v->lone.at[i].issue);
		free(v->lone.at[i].by);
	}
	vec_free(&v->people);
	vec_free(&v->labels);
	vec_free(&v->lone);
	days_free(&v->days);
	map_free(&v->issues);
	free(v);
}

const struct section section_volunteers = { "volunteers", "Volunteers", start, take, write, end };
