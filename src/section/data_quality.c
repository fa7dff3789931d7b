/*
 * Data quality: what every program read, left out and wrote, and how sure the data is of itself.
 *
 * Memory grows with the number of sources, channels, languages and days.
 */
#include "counts.h"
#include "days.h"
#include "section.h"
#include "../base/time.h"

struct quality {
	struct counts sources, channels, languages, reasons;
	uint64_t roles[ROLES][ROLE_BYS], messages, tickets, undated;
	struct days days;
};

static void *
start(const struct section_options *o)
{
	(void)o;
	return mem_zeroed(1, sizeof (struct quality));
}

static void
take(void *own, const struct night *n)
{
	struct quality *q = own;
	const struct question *question = n->question;

	if (n->kind == NIGHT_REJECT)
		counts_add(&q->reasons, n->reason, 1);
	if (n->kind != NIGHT_QUESTION)
		return;
	q->tickets++;
	q->messages += question->messages;
	counts_add(&q->sources, question->ticket.source, 1);
	counts_add(&q->channels, question->ticket.channel, 1);
	counts_add(&q->languages, question->ticket.lang, 1);
	for (size_t r = 0; r < ROLES; r++)
		for (size_t b = 0; b < ROLE_BYS; b++)
			q->roles[r][b] += question->roles[r][b];
	if (question->ticket.created_at == TIME_NONE)
		q->undated++;
	else
		days_add(&q->days, time_day(question->ticket.created_at), 0, 1);
}

static void
book_row(struct document *d, struct part *t, const char *program, const struct account *a, bool document)
{
	document_cell(t, value_text(d, str_of(program)));
	document_cell(t, value_text(d, str_of(a->type)));
	document_cell(t, value_count(a->read));
	document_cell(t, value_count(a->dropped));
	document_cell(t, value_count(a->rejected));
	document_cell(t, value_count(a->made));
	document_cell(t, value_count(a->written));
	document_cell(t, value_text(d, document || account_balances(a) ? STR("yes") : STR("no")));
}

static int
by_type(const void *a, const void *b)
{
	return strcmp(((const struct account *)a)->type, ((const struct account *)b)->type);
}

/* The accounts of a ledger in the order of their types. */
static void
book_rows(struct document *d, struct part *t, const char *program, const struct ledger *l, bool document)
{
	VEC(struct account) sorted = {0};

	for (size_t i = 0; i < l->accounts.len; i++)
		vec_push(&sorted, l->accounts.at[i]);
	vec_sort(&sorted, by_type);
	for (size_t i = 0; i < sorted.len; i++)
		book_row(d, t, program, &sorted.at[i], document);
	vec_free(&sorted);
}

static void
books(struct document *d, const struct section_options *o)
{
	const struct books *b = o->books;
	struct part *t = document_table(d, "books", "Books of every program");

	document_column(d, t, "program", "Program", VALUE_TEXT);
	document_column(d, t, "type", "Records", VALUE_TEXT);
	document_column(d, t, "read", "Read", VALUE_COUNT);
	document_column(d, t, "dropped", "Dropped", VALUE_COUNT);
	document_column(d, t, "rejected", "Rejected", VALUE_COUNT);
	document_column(d, t, "made", "Made", VALUE_COUNT);
	document_column(d, t, "written", "Written", VALUE_COUNT);
	document_column(d, t, "balances", "Balances", VALUE_TEXT);
	for (size_t i = 0; i < b->books.len; i++)
		book_rows(d, t, b->books.at[i].sum.program, &b->books.at[i].sum, false);
	book_rows(d, t, "report", o->read, true);
	t->text = STR("For every type of record: written = read \xe2\x88\x92 dropped \xe2\x88\x92 rejected + made in each program, "
	    "and what all programs wrote is what all programs read. report writes this page and no records.");
	t->table.empty = STR("No program signed, and nothing was read.");
}

static void
units(struct document *d, const struct section_options *o)
{
	struct part *t = document_table(d, "rows", "Rows of the exports");

	document_column(d, t, "unit", "Rows of", VALUE_TEXT);
	document_column(d, t, "read", "Read", VALUE_COUNT);
	document_column(d, t, "tickets", "Tickets", VALUE_COUNT);
	document_column(d, t, "messages", "Messages", VALUE_COUNT);
	document_column(d, t, "used", "Used", VALUE_COUNT);
	document_column(d, t, "merged", "Merged", VALUE_COUNT);
	document_column(d, t, "dropped", "Dropped", VALUE_COUNT);
	document_column(d, t, "rejected", "Rejected", VALUE_COUNT);
	for (size_t i = 0; i < o->books->books.len; i++) {
		const struct ledger *l = &o->books->books.at[i].sum;

		for (size_t k = 0; k < l->units.len; k++) {
			const struct unit *u = &l->units.at[k];

			document_cell(t, value_text(d, str_of(u->name)));
			document_cell(t, value_count(u->read));
			document_cell(t, value_count(u->tickets));
			document_cell(t, value_count(u->messages));
			document_cell(t, value_count(u->used));
			document_cell(t, value_count(u->merged));
			document_cell(t, value_count(tally_total(&u->dropped)));
			document_cell(t, value_count(u->rejected));
		}
	}
	t->text = STR("read = tickets + messages + used + merged + dropped + rejected. Used rows told something about others: "
	    "people, votes, links; merged rows were another version or a repeat of the same thing.");
	t->table.empty = STR("No ledger of ingest tells of rows.");
}

static void
reason_rows(struct document *d, struct part *t, const char *who, const char *what, const struct tally *why)
{
	for (size_t i = 0; i < why->of.len; i++) {
		document_cell(t, value_text(d, str_of(who)));
		document_cell(t, value_text(d, str_of(what)));
		document_cell(t, value_text(d, str_of(why->of.at[i].name)));
		document_cell(t, value_count(why->of.at[i].n));
	}
}

static void
ledger_reasons(struct document *d, struct part *t, const char *program, const struct ledger *l)
{
	for (size_t k = 0; k < l->units.len; k++)
		reason_rows(d, t, program, l->units.at[k].name, &l->units.at[k].dropped);
	for (size_t k = 0; k < l->accounts.len; k++)
		reason_rows(d, t, program, l->accounts.at[k].type, &l->accounts.at[k].why);
}

static void
reasons(const struct quality *q, struct document *d, const struct section_options *o)
{
	struct part *t = document_table(d, "left_out", "Left out, and why");

	document_column(d, t, "program", "Program", VALUE_TEXT);
	document_column(d, t, "what", "What", VALUE_TEXT);
	document_column(d, t, "reason", "Reason", VALUE_TEXT);
	document_column(d, t, "count", "How many", VALUE_COUNT);
	for (size_t i = 0; i < o->books->books.len; i++)
		ledger_reasons(d, t, o->books->books.at[i].sum.program, &o->books->books.at[i].sum);
	ledger_reasons(d, t, "report", o->read);
	t->table.empty = STR("Nothing was left out.");
	if (q->reasons.total > 0)
		counts_table(d, &q->reasons, "rejects", "Rejected records in the stream", "Reason", "Records", 30);
}

static void
roles(const struct quality *q, struct document *d)
{
	struct part *t = document_table(d, "roles", "Who wrote, and how that is known");

	document_column(d, t, "role", "Role", VALUE_TEXT);
	document_column(d, t, "messages", "Messages", VALUE_COUNT);
	document_column(d, t, "share", "Share", VALUE_SHARE);
	document_column(d, t, "by_field", "By the source's field", VALUE_COUNT);
	document_column(d, t, "by_roster", "By a roster", VALUE_COUNT);
	document_column(d, t, "by_rule", "By the rule", VALUE_COUNT);
	for (size_t r = 0; r < ROLES; r++) {
		static const enum role order[ROLES] = { ROLE_CUSTOMER, ROLE_VOLUNTEER, ROLE_STAFF, ROLE_BOT, ROLE_UNKNOWN };
		const uint64_t *n = q->roles[order[r]];
		uint64_t all = n[BY_FIELD] + n[BY_ROSTER] + n[BY_RULE];

		document_cell(t, value_text(d, str_of(role_name(order[r]))));
		document_cell(t, value_count(all));
		document_cell(t, value_share((double)all, (double)q->messages));
		document_cell(t, value_count(n[BY_FIELD]));
		document_cell(t, value_count(n[BY_ROSTER]));
		document_cell(t, value_count(n[BY_RULE]));
	}
	t->text = STR("The rule: who answered somebody else's thread and is not staff is a volunteer.");
}

static void
figures(const struct quality *q, struct document *d, const struct section_options *o)
{
	struct figure *f;

	f = document_figure(d, "books", "Books", value_text(d, o->books->findings.len == 0 ? STR("balance") : STR("do not balance")));
	f->formula = STR("over all ledgers and report itself, for every type: sum of written = sum of read");
	document_figure(d, "programs", "Programs that signed", value_count(o->books->books.len));
	document_figure(d, "messages", "Messages", value_count(q->messages));
	f = document_figure(d, "days", "Days covered", value_count(days_span(&q->days)));
	f->note = STR("from the first ticket to the last");
	f = document_figure(d, "silent_days", "Days without a ticket", value_count(days_silent(&q->days, 0)));
	f->note = STR("among the days covered");
	if (q->undated > 0)
		document_figure(d, "undated", "Tickets without a date", value_count(q->undated));
	document_figure(d, "first_day", "First ticket", q->days.of.len > 0 ? value_date(q->days.first) : value_none());
	document_figure(d, "last_day", "Last ticket", q->days.of.len > 0 ? value_date(q->days.last) : value_none());
}

static void
write(void *own, struct document *d, const struct section_options *o)
{
	struct quality *q = own;

	figures(q, d, o);
	books(d, o);
	units(d, o);
	reasons(q, d, o);
	if (q->tickets == 0)
		return;
	roles(q, d);
	counts_table(d, &q->sources, "sources", "Sources", "Source", "Tickets", 30);
	counts_table(d, &q->channels, "channels", "Channels", "Channel", "Tickets", 30);
	counts_table(d, &q->languages, "languages", "Languages", "Language", "Tickets", 30);
}

static void
end(void *own)
{
	struct quality *q = own;

	counts_free(&q->sources);
	counts_free(&q->channels);
	counts_free(&q->languages);
	counts_free(&q->reasons);
	days_free(&q->days);
	free(q);
}

const struct section section_data_quality = { "data_quality", "Data quality", start, take, write, end };
