/*
 * Headline: how much was asked, who answered, and what could have been answered once for all.
 *
 * Memory grows with the number of requesters, issues and days.
 */
#include "counts.h"
#include "days.h"
#include "money.h"
#include "section.h"
#include "../base/time.h"

/* An issue's tickets by the cost of their channel, and which of them came first. */
struct shared {
	uint64_t tickets[MONEY_COSTS];
	int64_t first_at;
	size_t first_cost;
};

struct headline {
	uint64_t tickets, versions, copies, answered[3], in_issues;
	int64_t from, to;
	struct map requesters, issues;
	VEC(struct shared) shared;
	struct days days;
	uint64_t issue_records;
};

static void *
start(const struct section_options *o)
{
	struct headline *h = mem_zeroed(1, sizeof *h);

	(void)o;
	h->from = h->to = TIME_NONE;
	return h;
}

static void
take_issue_of(struct headline *h, const struct ticket *t)
{
	size_t cost = money_channel(t->channel);
	struct shared *s;
	bool fresh;
	size_t i = map_add(&h->issues, t->issue, &fresh);

	s = fresh ? vec_add(&h->shared) : &h->shared.at[i];
	if (fresh || t->created_at < s->first_at) {
		s->first_at = t->created_at;
		s->first_cost = cost;
	}
	s->tickets[cost]++;
	h->in_issues++;
}

static void
take(void *own, const struct night *n)
{
	struct headline *h = own;
	const struct ticket *t;

	h->issue_records += n->kind == NIGHT_ISSUE;
	if (n->kind != NIGHT_QUESTION)
		return;
	t = &n->question->ticket;
	if (n->question->old_version) {
		h->versions++;
		return;
	}
	h->tickets++;
	h->copies += t->copy_of.s != NULL;
	h->answered[n->question->answered]++;
	if (t->requester.s != NULL)
		map_add(&h->requesters, t->requester, NULL);
	if (t->issue.s != NULL)
		take_issue_of(h, t);
	if (t->created_at == TIME_NONE)
		return;
	days_add(&h->days, time_day(t->created_at), 0, 1);
	if (h->from == TIME_NONE || t->created_at < h->from)
		h->from = t->created_at;
	if (h->to == TIME_NONE || t->created_at > h->to)
		h->to = t->created_at;
}

/* Tickets beyond the first of each issue, by the cost of their channel. */
static uint64_t
repeats(const struct headline *h, uint64_t by_cost[MONEY_COSTS])
{
	uint64_t sum = 0;

	for (size_t i = 0; i < h->shared.len; i++)
		for (size_t c = 0; c < MONEY_COSTS; c++) {
			uint64_t n = h->shared.at[i].tickets[c] - (c == h->shared.at[i].first_cost);

			by_cost[c] += n;
			sum += n;
		}
	return sum;
}

/* An estimate in whole units: its cents would say more than is known. */
static struct value
estimate(int64_t minor)
{
	return value_money((minor + 50) / 100 * 100, MONEY_CURRENCY);
}

static void
saving(const uint64_t by_cost[MONEY_COSTS], struct document *d)
{
	int64_t low = 0, mode = 0, high = 0;
	struct buf inputs = {0};
	struct figure *f;

	for (size_t c = 0; c < MONEY_COSTS; c++) {
		const struct unit_cost *u = money_cost(c);

		low += (int64_t)by_cost[c] * u->low;
		mode += (int64_t)by_cost[c] * u->mode;
		high += (int64_t)by_cost[c] * u->high;
		if (by_cost[c] > 0)
			buf_printf(&inputs, "%s%s by %s at %g / %g / %g " MONEY_CURRENCY, inputs.len > 0 ? ", " : "",
			    document_count(d, by_cost[c]), u->name, (double)u->low / 100, (double)u->mode / 100, (double)u->high / 100);
	}
	f = document_figure(d, "avoidable_cost", "Cost of answering them again", estimate(mode));
	f->low = estimate(low);
	f->high = estimate(high);
	f->illustrative = true;
	f->note = STR("Avoided cost, not cash saved; unit costs are illustrations, not yours.");
	f->formula = STR("sum over channels: tickets beyond the first of their issue \xc3\x97 unit cost of a contact");
	f->inputs = inputs.len > 0 ? document_printf(d, "%s (low / most likely / high)", inputs.data) : STR("no such tickets");
	f->source = STR("illustrative unit costs; channels without one are priced as web");
	buf_free(&inputs);
}

static void
answers(const struct headline *h, struct document *d)
{
	struct figure *f;
	double n = (double)h->tickets;

	f = document_figure(d, "answered_by_volunteers", "Answered by volunteers",
	    value_share((double)h->answered[ANSWERED_VOLUNTEER], n));
	f->note = document_printf(d, "%s", document_amount(d, h->answered[ANSWERED_VOLUNTEER], "ticket"));
	f->formula = STR("tickets whose accepted answer, or else whose first answer, is a volunteer's / tickets");
	f = document_figure(d, "answered_by_staff", "Answered by staff",
	    value_share((double)h->answered[ANSWERED_STAFF], n));
	f->note = document_printf(d, "%s", document_amount(d, h->answered[ANSWERED_STAFF], "ticket"));
	f->formula = STR("tickets whose accepted answer, or else whose first answer, is by staff / tickets");
	f = document_figure(d, "answered_by_nobody", "Answered by nobody",
	    value_share((double)h->answered[ANSWERED_NONE], n));
	f->note = document_printf(d, "%s", document_amount(d, h->answered[ANSWERED_NONE], "ticket"));
	f->formula = STR("tickets without a public answer by a person other than the requester / tickets");
}

static void
figures(const struct headline *h, struct document *d)
{
	uint64_t by_cost[MONEY_COSTS] = {0}, again = repeats(h, by_cost);
	struct figure *f;

	f = document_figure(d, "tickets", "Tickets", value_count(h->tickets));
	f->lead = true;
	f->formula = STR("records of type ticket, copies included, older versions of the same ticket not");
	if (h->versions > 0)
		f->note = document_printf(d, "and %s of them", document_amount(d, h->versions, "older version"));
	f = document_figure(d, "unique", "Unique tickets", value_count(h->tickets - h->copies));
	f->lead = true;
	f->note = h->copies == 0 ? STR("no ticket repeats another") :
	    document_printf(d, "%s repeat%s another ticket", document_count(d, h->copies), h->copies == 1 ? "s" : "");
	f->formula = STR("tickets that dedupe did not mark as repeating another one");
	f = document_figure(d, "requesters", "People who asked", value_count(map_len(&h->requesters)));
	f->lead = true;
	f->formula = STR("distinct requesters of tickets");
	if (map_len(&h->issues) > 0) {
		f = document_figure(d, "answerable_once", "Could be answered once", value_count(again));
		f->lead = true;
		f->note = document_printf(d, "tickets beyond the first of %s", document_amount(d, map_len(&h->issues), "shared issue"));
		f->formula = STR("sum over issues: tickets of the issue - 1");
		f->inputs = document_printf(d, "%s in %s", document_amount(d, h->in_issues, "ticket"),
		    document_amount(d, map_len(&h->issues), "issue"));
	}
	answers(h, d);
	if (map_len(&h->issues) > 0)
		saving(by_cost, d);
}

static void
write(void *own, struct document *d, const struct section_options *o)
{
	static const char *const name[] = { "tickets" };
	struct headline *h = own;
	char from[TIME_TEXT], to[TIME_TEXT];

	if (h->tickets == 0) {
		if (o->books->findings.len == 0)
			document_paragraph(d, "A quiet night: the books are complete, and there was not one ticket.");
		else
			document_paragraph(d, "There is no ticket here; the notice above says why that may be wrong.");
		return;
	}
	if (h->from != TIME_NONE) {
		time_write_day(from, time_day(h->from));
		time_write_day(to, time_day(h->to));
		if (days_span(&h->days) == 1)
			document_paragraph(d, "Tickets opened on %s.", from);
		else
			document_paragraph(d, "Tickets opened from %s to %s, %s days.", from, to,
			    document_count(d, days_span(&h->days)));
	}
	figures(h, d);
	if (h->days.of.len > 0)
		days_chart(d, &h->days, "daily", "Tickets", "tickets", CHART_BAR, name, 1);
}

static void
end(void *own)
{
	struct headline *h = own;

	map_free(&h->requesters);
	map_free(&h->issues);
	vec_free(&h->shared);
	days_free(&h->days);
	free(h);
}

const struct section section_headline = { "headline", "Headline", start, take, write, end };
