/*
 * Breaking out: the issues that are asked more on the last day than they usually are, the strongest first, with what is new.
 *
 * Memory grows with the number of issues, of days, and of what section/latest.h keeps.
 */
#include "latest.h"
#include "section.h"
#include "../base/time.h"
#include "../calc/burst.h"
#include "../calc/today.h"

enum { KEPT_DAYS = 200, WORDS = 8, TYPICAL = 5 };

struct outbreak {			/* an issue, whether or not it is one */
	char *id, *label;
	struct daily daily;		/* its last KEPT_DAYS */
	struct burst burst;
};

struct breaking_out {
	int64_t limit;			/* the last day that counts */
	VEC(struct outbreak) issues;
	struct daily days;		/* of all tickets and issues */
	struct latest latest;
};

static void *
start(const struct section_options *o)
{
	struct breaking_out *b = mem_zeroed(1, sizeof *b);

	b->limit = o->limit == TIME_NONE ? INT64_MAX : time_day(o->limit);
	return b;
}

static void
take_issue(struct breaking_out *b, const struct issue *from)
{
	struct outbreak *i = vec_add(&b->issues);
	int64_t last = INT64_MIN;

	i->id = mem_copy(from->id.s, from->id.n);
	i->label = mem_copy(from->label.n > 0 ? from->label.s : from->id.s, from->label.n > 0 ? from->label.n : from->id.n);
	for (size_t k = 0; k < from->daily.of.len; k++) {
		const struct diary_day *c = &from->daily.of.at[k];

		if (c->day > b->limit)
			continue;
		daily_add(&b->days, c->day, c->n);
		last = c->day > last ? c->day : last;
	}
	for (size_t k = 0; k < from->daily.of.len; k++) {
		const struct diary_day *c = &from->daily.of.at[k];

		if (c->day <= last && c->day > last - KEPT_DAYS)
			daily_add(&i->daily, c->day, c->n);
	}
}

static void
take(void *own, const struct night *n)
{
	struct breaking_out *b = own;

	if (n->kind == NIGHT_ISSUE)
		take_issue(b, n->issue);
	if (n->kind != NIGHT_QUESTION || n->question->old_version)
		return;
	if (n->question->ticket.created_at != TIME_NONE)
		daily_add(&b->days, time_day(n->question->ticket.created_at), 1);
	latest_take(&b->latest, &n->question->ticket);
}

/* The days of history that end on the day; what a wrong clock put before them does not count. */
static int64_t
history(struct breaking_out *b, int64_t day)
{
	struct diary all = daily_diary(&b->days);

	while (all.len > 0 && all.at[all.len - 1].day > day)
		all.len--;
	return all.len == 0 ? 0 : day - all.at[today_find(all).first].day + 1;
}

static int
strongest(const void *a, const void *b)
{
	const struct outbreak *x = a, *y = b;

	if (x->burst.alarm != y->burst.alarm)
		return x->burst.alarm ? -1 : 1;
	if (x->burst.score < y->burst.score || x->burst.score > y->burst.score)
		return x->burst.score < y->burst.score ? 1 : -1;
	return strcmp(x->id, y->id);
}

/* How many break out; they are the first then. */
static size_t
scan(struct breaking_out *b, int64_t day, int64_t days)
{
	int64_t first = day - (days < KEPT_DAYS ? days : KEPT_DAYS) + 1;
	size_t n = 0;

	for (size_t i = 0; i < b->issues.len; i++) {
		struct outbreak *o = &b->issues.at[i];

		o->burst = burst_on(daily_diary(&o->daily), first, day);
		n += o->burst.alarm;
	}
	vec_sort(&b->issues, strongest);
	return n;
}

/* The days that were looked at. */
static struct value
drawn(struct document *d, struct outbreak *o, int64_t day)
{
	struct diary of = daily_diary(&o->daily);
	double counts[BURST_SPAN] = {0};

	for (size_t i = 0; i < of.len; i++)
		if (of.at[i].day <= day && of.at[i].day > day - BURST_SPAN)
			counts[BURST_SPAN - 1 - (day - of.at[i].day)] = (double)of.at[i].n;
	return value_series(d, day - BURST_SPAN + 1, counts, BURST_SPAN);
}

static struct str
anchor(struct document *d, const struct outbreak *o)
{
	return document_printf(d, "b-%s", o->id);
}

static void
row(struct document *d, struct part *t, struct outbreak *o, int64_t day)
{
	const struct burst *b = &o->burst;

	document_cell(t, value_link(d, value_text(d, str_of(o->label)), document_printf(d, "#%s", anchor(d, o).s)));
	document_cell(t, value_date(b->since));
	document_cell(t, value_count((uint64_t)b->window));
	document_cell(t, value_count((uint64_t)b->actual));
	document_cell(t, value_number(b->expected, b->expected < 1 ? 2 : 1));
	document_cell(t, b->expected < 0.5 ? value_none() : value_number(b->actual / b->expected, 1));
	document_cell(t, value_number(b->score, 1));
	document_cell(t, drawn(d, o, day));
}

static void
table(struct breaking_out *b, struct document *d, int64_t day, size_t n, size_t top)
{
	struct part *t = document_table(d, "outbreaks", "Issues breaking out, the strongest first");
	char text[TIME_TEXT];

	document_column(d, t, "label", "Issue", VALUE_TEXT);
	document_column(d, t, "since", "Since", VALUE_DATE);
	document_column(d, t, "window", "Days", VALUE_COUNT);
	document_column(d, t, "tickets", "Tickets", VALUE_COUNT);
	document_column(d, t, "expected", "Usual", VALUE_NUMBER);
	document_column(d, t, "times", "Times", VALUE_NUMBER);
	document_column(d, t, "score", "Strength", VALUE_NUMBER);
	document_column(d, t, "daily", "Over time", VALUE_SERIES);
	for (size_t i = 0; i < n && i < top; i++)
		row(d, t, &b->issues.at[i], day);
	time_write_day(text, day);
	t->table.empty = document_printf(d, "No issue was asked about more than usual up to %s.", text);
	t->text = document_printf(d, "Tickets of the last days up to %s, as many days as stand out most, against what these usually "
	    "bring. Times: no figure where hardly any are usual. Strength 4: by accident once in 10,000.%s%s", text,
	    n > top ? " --top shows more than these, " : "", n > top ? document_printf(d, "%s in all.", document_count(d, n)).s : "");
}

static void
new_words(struct breaking_out *b, const struct outbreak *o, struct document *d)
{
	struct latest_word words[WORDS];
	struct buf list = {0};
	size_t n = latest_words(&b->latest, str_of(o->id), o->burst.since, words, WORDS);

	for (size_t i = 0; i < n; i++)
		buf_printf(&list, "%s%.*s", i > 0 ? ", " : "", (int)words[i].word.n, words[i].word.s);
	if (n > 0)
		document_paragraph(d, "New words, in at least two of its %d newest tickets and in none before: %s", LATEST_MOST, list.data);
	else
		document_paragraph(d, "No word is new: it is asked as it was before.");
	buf_free(&list);
}

/* Of the newest tickets since then, those that fit the issue best. */
static void
typical(struct breaking_out *b, const struct outbreak *o, struct document *d)
{
	const struct latest_issue *all = latest_of(&b->latest, str_of(o->id));
	bool shown[LATEST_MOST] = {0};
	struct part *l = NULL;

	for (size_t n = 0; all != NULL && n < TYPICAL; n++) {
		size_t best = LATEST_MOST;

		for (size_t k = 0; k < all->n; k++)
			if (!shown[k] && time_day(all->of[k].at) >= o->burst.since && (best == LATEST_MOST || all->of[k].fit > all->of[best].fit))
				best = k;
		if (best == LATEST_MOST)
			return;
		shown[best] = true;
		if (l == NULL)
			l = document_list(d, "Typical tickets since then");
		document_item(d, l, value_text(d, all->of[best].subject == 0 ? str_of(all->of[best].id) :
		    document_printf(d, "%.*s (%s)", (int)all->of[best].subject, all->of[best].text, all->of[best].id)));
	}
}

static void
details(struct breaking_out *b, const struct outbreak *o, struct document *d)
{
	char since[TIME_TEXT];

	time_write_day(since, o->burst.since);
	document_fold(d, anchor(d, o), document_printf(d, "%s: since %s", o->label, since));
	new_words(b, o, d);
	typical(b, o, d);
	document_end(d);
}

static void
write(void *own, struct document *d, const struct section_options *o)
{
	struct breaking_out *b = own;
	int64_t day = o->now == TIME_NONE ? 0 : time_day(o->now), days = o->now == TIME_NONE ? 0 : history(b, day);
	struct figure *f;
	size_t n;

	if (b->issues.len == 0) {
		document_paragraph(d, "There is no issue here that could be asked more than usual.");
		return;
	}
	if (days < BURST_NEEDS) {
		document_paragraph(d, "Needs %d days of history; these records have %s.", BURST_NEEDS, document_count(d, (uint64_t)days));
		return;
	}
	n = scan(b, day, days);
	f = document_figure(d, "outbreaks", "Issues breaking out", value_count(n));
	f->lead = true;
	f->note = STR("an issue to which nothing happens is taken for one about once a year");
	f->formula = STR("issues of strength 3.2 or more; strength = the highest, over the last 1 to 7 days, of -log10 of the chance that so "
	    "many tickets or more come by accident; level, weekdays and variance of 56 days that end 3 days before");
	f->inputs = document_printf(d, "%s, %s of history", document_amount(d, b->issues.len, "issue"),
	    document_amount(d, (uint64_t)days, "day"));
	f->source = STR("negative-binomial scan statistic");
	table(b, d, day, n, o->top);
	for (size_t i = 0; i < n && i < o->top; i++)
		details(b, &b->issues.at[i], d);
}

static void
end(void *own)
{
	struct breaking_out *b = own;

	for (size_t i = 0; i < b->issues.len; i++) {
		free(b->issues.at[i].id);
		free(b->issues.at[i].label);
		daily_free(&b->issues.at[i].daily);
	}
	vec_free(&b->issues);
	daily_free(&b->days);
	latest_free(&b->latest);
	free(b);
}

const struct section section_breaking_out = { "breaking_out", "Breaking out", start, take, write, end };
