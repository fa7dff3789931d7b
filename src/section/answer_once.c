/*
 * Answer once: the issues that many ask about, the most repeated first, each with its best known answer.
 *
 * What answering once would have spared: every ticket of the issue beyond the first. Memory grows with
 * the number of issues (a few of the tickets that fit best are remembered by subject) and with what
 * the shown ones hold.
 */
#include "section.h"
#include "../base/time.h"

enum { REMEMBERED = 6, SUBJECT = 200, SHOWN_TERMS = 8, DRAWN_DAYS = 4000 };

struct example {
	char *id, *subject;
	double fit;
};

struct once {				/* an issue of which there is a record */
	struct str id, label, answer, author, role, why;	/* in texts */
	VEC(struct str) terms, exemplars;
	struct daily daily;
	uint64_t tickets, requesters;
	int64_t first_seen, last_seen;
	struct document texts;		/* only keeps what the strings point at */
};

struct answer_once {
	size_t top;
	VEC(struct once *) issues;	/* the first `top` of all so far, and some more */
	uint64_t seen, tickets, spared;
	struct map ids;			/* of issues that tickets name */
	VEC(struct examples { struct example of[REMEMBERED]; size_t n; }) examples;
	int64_t first, last;		/* days of all issues */
};

static void *
start(const struct section_options *o)
{
	struct answer_once *a = mem_zeroed(1, sizeof *a);

	a->top = o->top;
	a->first = INT64_MAX;
	a->last = INT64_MIN;
	return a;
}

static void
once_free(struct once *i)
{
	vec_free(&i->terms);
	vec_free(&i->exemplars);
	daily_free(&i->daily);
	document_free(&i->texts);
	free(i);
}

static int
most_repeated(const void *a, const void *b)
{
	const struct once *x = *(const struct once *const *)a, *y = *(const struct once *const *)b;

	return x->tickets != y->tickets ? (x->tickets < y->tickets) - (x->tickets > y->tickets) : str_order(x->id, y->id);
}

static void
cut(struct answer_once *a)
{
	vec_sort(&a->issues, most_repeated);
	while (a->issues.len > a->top)
		once_free(a->issues.at[--a->issues.len]);
}

/* Better fit first; of two alike, the smaller id: the order of tickets does not matter. */
static bool
fits_better(double fit, struct str id, const struct example *than)
{
	return fit > than->fit || (!(fit < than->fit) && str_order(id, str_of(than->id)) < 0);
}

static void
remember(struct answer_once *a, const struct ticket *t)
{
	struct example new = { .fit = t->issue_fit };
	struct examples *e;
	size_t at, i;
	bool fresh;

	if (t->issue.s == NULL)
		return;
	i = map_add(&a->ids, t->issue, &fresh);
	e = fresh ? vec_add(&a->examples) : &a->examples.at[i];
	for (at = e->n; at > 0 && fits_better(new.fit, t->id, &e->of[at - 1]); at--)
		;
	if (at == REMEMBERED)
		return;
	new.id = mem_copy(t->id.s, t->id.n);
	new.subject = mem_copy(t->subject.s != NULL ? t->subject.s : "", t->subject.n < SUBJECT ? t->subject.n : SUBJECT);
	if (e->n == REMEMBERED) {
		e->n--;
		free(e->of[e->n].id);
		free(e->of[e->n].subject);
	}
	memmove(&e->of[at + 1], &e->of[at], (e->n - at) * sizeof *e->of);
	e->of[at] = new;
	e->n++;
}

static void
take_issue(struct answer_once *a, const struct issue *from)
{
	struct once *i = mem_zeroed(1, sizeof *i);

	a->seen++;
	a->tickets += from->tickets;
	a->spared += from->tickets > 0 ? from->tickets - 1 : 0;
	i->id = document_text(&i->texts, from->id);
	i->label = document_text(&i->texts, from->label);
	i->tickets = from->tickets;
	i->requesters = from->requesters;
	i->first_seen = from->first_seen;
	i->last_seen = from->last_seen;
	for (size_t k = 0; k < from->term_count && k < SHOWN_TERMS; k++)
		vec_push(&i->terms, document_text(&i->texts, from->terms[k].term));
	for (size_t k = 0; k < from->exemplar_count; k++)
		vec_push(&i->exemplars, document_text(&i->texts, from->exemplars[k]));
	for (size_t k = 0; k < from->daily.of.len; k++) {
		const struct diary_day *c = &from->daily.of.at[k];

		daily_add(&i->daily, c->day, c->n);
		a->first = c->day < a->first ? c->day : a->first;
		a->last = c->day > a->last ? c->day : a->last;
	}
	if (from->answer.ticket.s != NULL) {
		i->answer = document_text(&i->texts, from->answer.text);
		i->author = document_text(&i->texts, from->answer.author);
		i->role = document_text(&i->texts, from->answer.role);
		i->why = document_text(&i->texts, from->answer.why);
	}
	vec_push(&a->issues, i);
	if (a->issues.len >= 2 * a->top + 1000)
		cut(a);
}

static void
take(void *own, const struct night *n)
{
	struct answer_once *a = own;

	if (n->kind == NIGHT_ISSUE)
		take_issue(a, n->issue);
	else if (n->kind == NIGHT_QUESTION && !n->question->old_version)
		remember(a, &n->question->ticket);
}

static struct str
name(const struct once *i)
{
	return i->label.n > 0 ? i->label : i->id;
}

static struct str
anchor(struct document *d, const struct once *i)
{
	return document_printf(d, "i-%.*s", (int)i->id.n, i->id.s);
}

/* The days that all lines show: those of all issues, at most the last DRAWN_DAYS. */
static struct value
drawn(const struct answer_once *a, const struct once *i, struct document *d)
{
	int64_t first;
	double *counts;
	struct value v;
	size_t n;

	if (a->first > a->last)
		return value_none();
	first = a->last - a->first >= DRAWN_DAYS ? a->last - DRAWN_DAYS + 1 : a->first;
	n = (size_t)(a->last - first) + 1;
	counts = mem_zeroed(n, sizeof *counts);
	for (size_t k = 0; k < i->daily.of.len; k++)
		if (i->daily.of.at[k].day >= first)
			counts[i->daily.of.at[k].day - first] += (double)i->daily.of.at[k].n;
	v = value_series(d, first, counts, n);
	free(counts);
	return v;
}

static void
table(const struct answer_once *a, struct document *d)
{
	struct part *t = document_table(d, "issues", "Issues, the most repeated first");

	document_column(d, t, "label", "Issue", VALUE_TEXT);
	document_column(d, t, "spared", "Spared", VALUE_COUNT);
	document_column(d, t, "tickets", "Tickets", VALUE_COUNT);
	document_column(d, t, "requesters", "People", VALUE_COUNT);
	document_column(d, t, "first_seen", "First seen", VALUE_DATE);
	document_column(d, t, "last_seen", "Last seen", VALUE_DATE);
	document_column(d, t, "daily", "Over time", VALUE_SERIES);
	document_column(d, t, "answered", "Known answer by", VALUE_TEXT);
	for (size_t k = 0; k < a->issues.len; k++) {
		const struct once *i = a->issues.at[k];
		struct str to = anchor(d, i);

		document_cell(t, value_link(d, value_text(d, name(i)), document_printf(d, "#%s", to.s)));
		document_cell(t, value_count(i->tickets > 0 ? i->tickets - 1 : 0));
		document_cell(t, value_count(i->tickets));
		document_cell(t, value_count(i->requesters));
		document_cell(t, value_date(i->first_seen == TIME_NONE ? INT64_MIN : time_day(i->first_seen)));
		document_cell(t, value_date(i->last_seen == TIME_NONE ? INT64_MIN : time_day(i->last_seen)));
		document_cell(t, drawn(a, i, d));
		document_cell(t, i->answer.s != NULL ? value_text(d, i->role) : value_none());
	}
	t->table.empty = STR("No issue: no two tickets ask the same.");
	if (a->seen > a->issues.len)
		t->text = document_printf(d, "Spared: the tickets beyond the first, had it been answered once for all. %zu of %s "
		    "issues; --top shows more.", a->issues.len, document_count(d, a->seen));
	else
		t->text = STR("Spared: the tickets beyond the first, had it been answered once for all.");
}

static const struct example *
remembered(const struct answer_once *a, struct str issue, struct str ticket)
{
	size_t at = map_find(&a->ids, issue);

	for (size_t i = 0; at != MAP_NONE && i < a->examples.at[at].n; i++)
		if (str_is(ticket, a->examples.at[at].of[i].id))
			return &a->examples.at[at].of[i];
	return NULL;
}

static void
examples(const struct answer_once *a, const struct once *i, struct document *d)
{
	struct part *l;

	if (i->exemplars.len == 0)
		return;
	l = document_list(d, "Typical tickets");
	for (size_t k = 0; k < i->exemplars.len; k++) {
		const struct example *e = remembered(a, i->id, i->exemplars.at[k]);

		if (e != NULL && *e->subject != '\0')
			document_item(d, l, value_text(d, document_printf(d, "%s (%s)", e->subject, e->id)));
		else
			document_item(d, l, value_text(d, i->exemplars.at[k]));
	}
}

static void
details(const struct answer_once *a, const struct once *i, struct document *d)
{
	struct buf terms = {0};

	document_fold(d, anchor(d, i), document_printf(d, "%.*s: %s", (int)name(i).n, name(i).s,
	    document_amount(d, i->tickets, "ticket")));
	for (size_t k = 0; k < i->terms.len; k++)
		buf_printf(&terms, "%s%.*s", k > 0 ? ", " : "", (int)i->terms.at[k].n, i->terms.at[k].n > 0 ? i->terms.at[k].s : "");
	if (terms.len > 0)
		document_paragraph(d, "Words that mark it: %s", terms.data);
	if (i->answer.s != NULL)
		document_quote(d, i->answer, document_printf(d, "Best known answer, by %.*s, %.*s",
		    i->author.n > 0 ? (int)i->author.n : 7, i->author.n > 0 ? i->author.s : "unknown",
		    (int)i->role.n, i->role.n > 0 ? i->role.s : ""), i->why);
	else
		document_paragraph(d, "No answer is known yet.");
	examples(a, i, d);
	document_end(d);
	buf_free(&terms);
}

static void
write(void *own, struct document *d, const struct section_options *o)
{
	struct answer_once *a = own;
	struct figure *f;

	(void)o;
	if (a->seen == 0) {
		document_paragraph(d, "There is no issue here: either no two tickets ask the same, or cluster-issues did not run.");
		return;
	}
	cut(a);
	f = document_figure(d, "issues", "Shared issues", value_count(a->seen));
	f->lead = true;
	f = document_figure(d, "spared", "Tickets that answering once would have spared", value_count(a->spared));
	f->lead = true;
	f->formula = STR("sum over issues: tickets of the issue - 1");
	f->inputs = document_printf(d, "%s in %s", document_amount(d, a->tickets, "ticket"), document_amount(d, a->seen, "issue"));
	table(a, d);
	for (size_t k = 0; k < a->issues.len; k++)
		details(a, a->issues.at[k], d);
}

static void
end(void *own)
{
	struct answer_once *a = own;

	for (size_t i = 0; i < a->issues.len; i++)
		once_free(a->issues.at[i]);
	for (size_t i = 0; i < a->examples.len; i++)
		for (size_t k = 0; k < a->examples.at[i].n; k++) {
			free(a->examples.at[i].of[k].id);
			free(a->examples.at[i].of[k].subject);
		}
	vec_free(&a->issues);
	vec_free(&a->examples);
	map_free(&a->ids);
	free(a);
}

const struct section section_answer_once = { "answer_once", "Answer once", start, take, write, end };
