#include "issue.h"
#include "../base/hash.h"
#include "../base/time.h"
#include "../json/span.h"
#include "../json/write.h"

static const char ID[] = "id", LABEL[] = "label", TERMS[] = "terms", TERM[] = "term", WEIGHT[] = "weight", TICKETS[] = "tickets",
    REQUESTERS[] = "requesters", FIRST_SEEN[] = "first_seen", LAST_SEEN[] = "last_seen", DAILY[] = "daily", PRODUCTS[] = "products", TAGS[] = "tags",
    EXEMPLARS[] = "exemplars", ANSWER[] = "answer", TICKET[] = "ticket", MESSAGE[] = "message", AUTHOR[] = "author",
    ROLE[] = "role", TEXT[] = "text", WHY[] = "why", LINEAGE[] = "lineage", EVENT[] = "event", FROM[] = "from", FIT[] = "fit";

void
issue_name(struct buf *out, struct str oldest, unsigned turn)
{
	buf_printf(out, ISSUE_TYPE ":%08x", (unsigned)(hash64_seeded(oldest.n > 0 ? oldest.s : "", oldest.n, turn) >> 32));
}

void
issue_mark(struct buf *out, struct str id, double fit, struct str why)
{
	write_object(out, NULL);
	write_string(out, ID, id);
	write_real(out, FIT, (double)(int)(fit * 1000 + 0.5) / 1000);
	if (why.n > 0)
		write_raw(out, WHY, why);
	write_end_object(out);
}

static void
write_answer(struct buf *out, const struct issue_answer *a)
{
	if (a->ticket.s == NULL) {
		write_null(out, ANSWER);
		return;
	}
	write_object(out, ANSWER);
	write_string(out, TICKET, a->ticket);
	write_string(out, MESSAGE, a->message);
	write_string(out, AUTHOR, a->author);
	write_string(out, ROLE, a->role);
	write_string(out, TEXT, a->text);
	write_string(out, WHY, a->why);
	write_end_object(out);
}

void
issue_write(struct buf *out, struct issue *i)
{
	write_object(out, NULL);
	write_string(out, "type", STR(ISSUE_TYPE));
	write_string(out, ID, i->id);
	write_string(out, LABEL, i->label);
	write_array(out, TERMS);
	for (size_t k = 0; k < i->term_count; k++) {
		write_object(out, NULL);
		write_string(out, TERM, i->terms[k].term);
		write_real(out, WEIGHT, (double)(long long)(i->terms[k].weight * 100 + 0.5) / 100);
		write_end_object(out);
	}
	write_end_array(out);
	write_int(out, TICKETS, (int64_t)i->tickets);
	write_int(out, REQUESTERS, (int64_t)i->requesters);
	write_time(out, FIRST_SEEN, i->first_seen);
	write_time(out, LAST_SEEN, i->last_seen);
	daily_write(out, DAILY, &i->daily);
	commonest_write(out, PRODUCTS, &i->products);
	commonest_write(out, TAGS, &i->tags);
	write_array(out, EXEMPLARS);
	for (size_t k = 0; k < i->exemplar_count; k++)
		write_string(out, NULL, i->exemplars[k]);
	write_end_array(out);
	write_answer(out, &i->answer);
	write_object(out, LINEAGE);
	write_string(out, EVENT, i->event);
	write_array(out, FROM);
	for (size_t k = 0; k < i->from_count; k++)
		write_string(out, NULL, i->from[k]);
	write_end_array(out);
	write_end_object(out);
	if (i->part.s != NULL)
		write_raw(out, ISSUE_PART, i->part);
	if (i->model.s != NULL)
		write_raw(out, ISSUE_MODEL, i->model);
	write_end_object(out);
}

static bool
text(struct scan_value v, struct str *to)
{
	*to = scan_string(v);
	return to->s != NULL || scan_type(v) == SCAN_NULL || scan_type(v) == SCAN_ABSENT;
}

static bool
parse_terms(struct issue *i, struct scan_value v)
{
	struct scan_each walk = scan_each(v);

	if (scan_type(v) != SCAN_ARRAY)
		return false;
	i->term_count = 0;
	while (scan_next(&walk, NULL, &v)) {
		struct issue_term t = { .term = scan_string(scan_member(v, str_of(TERM))) };

		if (t.term.s == NULL || !scan_real(scan_member(v, str_of(WEIGHT)), &t.weight))
			return false;
		if (i->term_count < ISSUE_TERMS)
			i->terms[i->term_count++] = t;
	}
	return true;
}

static bool
parse_exemplars(struct issue *i, struct scan_value v)
{
	struct scan_each walk = scan_each(v);

	if (scan_type(v) != SCAN_ARRAY)
		return false;
	i->exemplar_count = 0;
	while (scan_next(&walk, NULL, &v)) {
		struct str id = scan_string(v);

		if (id.s == NULL)
			return false;
		if (i->exemplar_count < ISSUE_EXEMPLARS)
			i->exemplars[i->exemplar_count++] = id;
	}
	return true;
}

static bool
parse_answer(struct issue_answer *a, struct scan_value v)
{
	*a = (struct issue_answer){0};
	if (scan_type(v) == SCAN_NULL || scan_type(v) == SCAN_ABSENT)
		return true;
	return scan_type(v) == SCAN_OBJECT && text(scan_member(v, str_of(TICKET)), &a->ticket) && a->ticket.s != NULL &&
	    text(scan_member(v, str_of(MESSAGE)), &a->message) && text(scan_member(v, str_of(AUTHOR)), &a->author) &&
	    text(scan_member(v, str_of(ROLE)), &a->role) && text(scan_member(v, str_of(TEXT)), &a->text) &&
	    text(scan_member(v, str_of(WHY)), &a->why);
}

/* A member as it stands in the record. */
static struct str
raw(const struct record *r, const char *name)
{
	struct span found;

	return span_member(r->text, name, &found) ? found.value : (struct str){0};
}

static bool
parse_lineage(struct issue *i, struct scan_value v)
{
	struct scan_value from = scan_member(v, str_of(FROM));
	struct scan_each walk = scan_each(from);

	i->event = scan_string(scan_member(v, str_of(EVENT)));
	i->from_count = 0;
	i->from = mem_resize(i->from, scan_count(from) + 1, sizeof *i->from);
	for (size_t n = scan_count(from); i->from_count < n && scan_next(&walk, NULL, &v); i->from_count++)
		if ((i->from[i->from_count] = scan_string(v)).s == NULL)
			return false;
	return i->event.s != NULL;
}

bool
issue_parse(struct issue *i, const struct record *r, struct scan_error *error)
{
	i->id = scan_string(scan_member(r->root, str_of(ID)));
	i->label = scan_string(scan_member(r->root, str_of(LABEL)));
	i->daily.of.len = i->daily.sorted = 0;
	if (i->id.n == 0)
		return record_refuse(r, error, ID);
	if (i->label.s == NULL)
		return record_refuse(r, error, LABEL);
	if (!parse_terms(i, scan_member(r->root, str_of(TERMS))))
		return record_refuse(r, error, TERMS);
	if (!record_count(scan_member(r->root, str_of(TICKETS)), &i->tickets))
		return record_refuse(r, error, TICKETS);
	if (!record_count(scan_member(r->root, str_of(REQUESTERS)), &i->requesters))
		return record_refuse(r, error, REQUESTERS);
	if (!record_moment(scan_member(r->root, str_of(FIRST_SEEN)), &i->first_seen))
		return record_refuse(r, error, FIRST_SEEN);
	if (!record_moment(scan_member(r->root, str_of(LAST_SEEN)), &i->last_seen))
		return record_refuse(r, error, LAST_SEEN);
	if (!daily_parse(&i->daily, scan_member(r->root, str_of(DAILY))))
		return record_refuse(r, error, DAILY);
	if (!commonest_parse(&i->products, scan_member(r->root, str_of(PRODUCTS))))
		return record_refuse(r, error, PRODUCTS);
	if (!commonest_parse(&i->tags, scan_member(r->root, str_of(TAGS))))
		return record_refuse(r, error, TAGS);
	if (!parse_exemplars(i, scan_member(r->root, str_of(EXEMPLARS))))
		return record_refuse(r, error, EXEMPLARS);
	if (!parse_answer(&i->answer, scan_member(r->root, str_of(ANSWER))))
		return record_refuse(r, error, ANSWER);
	if (!parse_lineage(i, scan_member(r->root, str_of(LINEAGE))))
		return record_refuse(r, error, LINEAGE);
	daily_sort(&i->daily);
	i->model = raw(r, ISSUE_MODEL);
	i->part = raw(r, ISSUE_PART);
	return true;
}

bool
issue_is(const struct record *r)
{
	return str_is(r->type, ISSUE_TYPE);
}

void
issue_free(struct issue *i)
{
	daily_free(&i->daily);
	free(i->from);
	*i = (struct issue){0};
}
