/*
 * ServiceNow: incidents, from the table API or an export, and logs of events with a row for each update of one.
 *
 * All comments of an incident stand in one cell, newest first, each under "DATE - NAME (Additional comments)". Names are all
 * that tells who wrote one, so that the requester goes by name, too. What a caller writes into a portal may become the
 * description and the first comment. Everything is a string, or {value, display_value}.
 */
#include "parts.h"
#include "vendor.h"

#include "../base/time.h"
#include "../json/write.h"
#include "../text/date.h"
#include "../text/html.h"

#include <string.h>

enum field { NUMBER, OPENED, CREATED, UPDATED, UPDATES, RESOLVED, CLOSED, CALLER, CALLER_ID, STATE, INCIDENT_STATE, CHANNEL, ITEM, SERVICE, CATEGORY,
	SUBCATEGORY, SYMPTOM, SUBJECT, DESCRIPTION, JOURNAL, COMMENTS, NOTES, PROBLEM, PARENT, RESOLUTION };

static void see_dates(struct row *r, struct str cell);

/* Of a date the value, which is UTC; of all else what is shown. */
#define SHOWN(name) name, name ".display_value"

static const struct row_field fields[] = {
	[NUMBER] = { { SHOWN("number") }, .as = "id" },
	[OPENED] = { { "opened_at", "opened_at.value", "opened" }, .is_date = true, .as = "created_at" },
	[CREATED] = { { "sys_created_on", "sys_created_on.value", "sys_created_at", "created" }, .is_date = true, .as = "created_at, where that is missing" },
	[UPDATED] = { { "sys_updated_on", "sys_updated_on.value", "sys_updated_at", "updated" }, .is_date = true,
	  .as = "updated_at; of the rows of one incident the newest stands" },
	[UPDATES] = { { "sys_mod_count", "sys_mod_count.value", "updates" }, .as = "which row stands, of one time" },
	[RESOLVED] = { { "resolved_at", "resolved_at.value", "resolved" }, .is_date = true, .as = "solved_at" },
	[CLOSED] = { { "closed_at", "closed_at.value", "closed" }, .is_date = true, .as = "solved_at, where that is missing" },
	[CALLER] = { { SHOWN("caller_id"), "caller", "caller_id.name" }, .as = "requester" },
	[CALLER_ID] = { { "caller_id.value" }, .as = "requester, where there is no name" },
	[STATE] = { { SHOWN("state") }, .as = "status" },
	[INCIDENT_STATE] = { { SHOWN("incident_state"), "incident state" }, .as = "status, where that is missing" },
	[CHANNEL] = { { SHOWN("contact_type"), "contact type", "channel" }, .as = "channel" },
	[ITEM] = { { SHOWN("cmdb_ci"), "configuration item", "cmdb_ci.name", "cmdb_ci.value" }, .as = "product" },
	[SERVICE] = { { SHOWN("business_service"), "service", "business service", "business_service.value" }, .as = "product, where that is missing" },
	[CATEGORY] = { { SHOWN("category"), "u_category" }, .as = "product, where both are missing; else tags" },
	[SUBCATEGORY] = { { SHOWN("subcategory"), "u_subcategory" }, .as = "tags" },
	[SYMPTOM] = { { SHOWN("u_symptom"), "symptom" }, .as = "tags" },
	[SUBJECT] = { { SHOWN("short_description"), "short description" }, .as = "subject" },
	[DESCRIPTION] = { { SHOWN("description") }, .as = "messages.text, the opening one" },
	[JOURNAL] = { { SHOWN("comments_and_work_notes"), "comments and work notes" }, .see = see_dates, .as = "messages, a message for each entry" },
	[COMMENTS] = { { SHOWN("comments"), "additional comments" }, .see = see_dates, .as = "messages, where there is no such cell for both" },
	[NOTES] = { { SHOWN("work_notes"), "work notes" }, .see = see_dates, .as = "messages that are not public" },
	[PROBLEM] = { { SHOWN("problem_id"), "problem" }, .as = "problem_id" },
	[PARENT] = { { SHOWN("parent_incident"), "parent incident" }, .as = "parent_incident" },
	[RESOLUTION] = { { SHOWN("close_notes"), "resolution notes", "close notes" }, .as = "resolution" },
	{ { NULL } }
};

static const char *const states[][2] = { { "1", "new" }, { "2", "open" }, { "3", "hold" }, { "4", "pending" }, { "5", "hold" }, { "6", "solved" },
	{ "7", "closed" }, { "8", "canceled" }, { "New", "new" }, { "Active", "open" }, { "In Progress", "open" }, { "On Hold", "hold" },
	{ "Awaiting User Info", "pending" }, { "Awaiting Problem", "hold" }, { "Awaiting Vendor", "hold" }, { "Awaiting Evidence", "hold" },
	{ "Resolved", "solved" }, { "Closed", "closed" }, { "Canceled", "canceled" }, { "Cancelled", "canceled" }, { NULL } };

static const char *const channels[][2] = { { "Phone", "phone" }, { "Email", "email" }, { "Self-service", "web" }, { "Self service", "web" },
	{ "Web", "web" }, { "Chat", "chat" }, { "Walk-in", "walk-in" }, { NULL } };

/* What stands where nothing is known. */
static struct str
known(struct str s)
{
	static const char *const nothing[] = { "?", "UNKNOWN", "#N/A", "NULL", "(empty)", "-100" };

	s = str_trim(s);
	if (s.n == 0 || s.n > 7 || memchr("?Uu#Nn(-", s.s[0], 8) == NULL)
		return s;
	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
		if (str_alike(s, str_of(nothing[i])))
			return (struct str){0};
	return s;
}

static struct str
text(struct row *r, enum field f)
{
	return known(row_text(r, f));
}

static bool
moment(struct row *r, enum field f, int64_t *ms)
{
	return row_time_of(r, f, text(r, f), ms);
}

/* A date, or where there is none another. */
static bool
either(struct row *r, enum field f, enum field other, int64_t *ms)
{
	return moment(r, f, ms) && (*ms != TIME_NONE || moment(r, other, ms));
}

/* An entry of a journal. */
struct note {
	struct str date, name, label, text;
};

/* "DATE - NAME (LABEL)": is that the line? A name may hold parentheses, and so may a label. */
static bool
is_heading(struct str line, struct note *n)
{
	size_t open, depth = 0, dash = 0;

	line = str_trim(line);
	if (line.n < 16 || line.n > 400 || line.s[0] < '0' || line.s[0] > '9' || line.s[line.n - 1] != ')')
		return false;
	for (open = line.n - 1; open > 0; open--) {
		depth += line.s[open] == ')';
		if (line.s[open] == '(' && --depth == 0)
			break;
	}
	while (dash + 3 <= open && memcmp(line.s + dash, " - ", 3) != 0)
		dash++;
	if (depth != 0 || dash + 3 > open)
		return false;
	n->date = (struct str){ line.s, dash };
	n->name = str_trim((struct str){ line.s + dash + 3, open - dash - 3 });
	n->label = (struct str){ line.s + open + 1, line.n - open - 2 };
	return date_read(n->date).form > DATE_IMPOSSIBLE;
}

static struct str
next_line(struct str *rest)
{
	const char *nl = memchr(rest->s, '\n', rest->n);
	struct str line = { rest->s, nl != NULL ? (size_t)(nl - rest->s) : rest->n };
	size_t n = line.n + (nl != NULL);

	*rest = (struct str){ rest->s + n, rest->n - n };
	return line;
}

/* The next entry of a journal; a cell that does not begin with a heading is one without date and name. */
static bool
next_note(struct str *rest, struct note *n)
{
	struct note other;
	const char *from;

	while (rest->n > 0 && strchr(" \t\r\n", rest->s[0]) != NULL && rest->s[0] != '\0')
		*rest = (struct str){ rest->s + 1, rest->n - 1 };
	*n = (struct note){0};
	if (rest->n == 0)
		return false;
	other.text = *rest;
	if (is_heading(next_line(&other.text), n))
		*rest = other.text;
	from = rest->s;
	while (rest->n > 0) {
		struct str after = *rest;

		if (is_heading(next_line(&after), &other))
			break;
		*rest = after;
	}
	n->text = str_trim((struct str){ from, (size_t)(rest->s - from) });
	return true;
}

/* The label of work notes in the languages that the platform is sold in. */
static bool
is_private(struct str label)
{
	static const char *const notes[] = { "ork note", "rbeitsnoti", "otes de travail", "otas de trabajo", "otas de trabalho", "erknoti",
		"ote di lavoro", "\xe4\xbd\x9c\xe6\xa5\xad\xe3\x83\xa1\xe3\x83\xa2" };

	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
		if (str_holds(label, notes[i]))
			return true;
	return false;
}

/* Between [code] and [/code] stands HTML. */
static struct str
plain(struct row *r, struct str s, unsigned *flags)
{
	struct buf *out;

	if (!str_holds(s, "[code]"))
		return row_cleaned(r, s, flags);
	out = row_buf(r);
	for (size_t i = 0, from = 0; i <= s.n; i++) {
		bool opens = i + 6 <= s.n && memcmp(s.s + i, "[code]", 6) == 0, closes = i + 7 <= s.n && memcmp(s.s + i, "[/code]", 7) == 0;

		if (closes)
			html_text(out, (struct str){ s.s + from, i - from });
		else if (opens || i == s.n)
			buf_add(out, s.s + from, i - from);
		if (opens || closes)
			from = i + (opens ? 6 : 7);
	}
	return row_cleaned(r, str_trim(buf_str(out)), flags);
}

/* Where a journal's messages go; their numbers count from the oldest on, so that they stay when one is added. */
struct journal {
	enum field field;
	const char *kind;
	bool private;
};

static const struct journal journals[] = { { JOURNAL, "", false }, { COMMENTS, "", false }, { NOTES, "w", true } };

static void
add_note(struct row *r, const struct journal *j, const struct note *n, const struct desk_head *h, unsigned unit, size_t number)
{
	struct desk_post p = { .node = h->node, .unit = unit, .line = r->line, .version = h->version };
	struct buf *id = row_buf(r);
	unsigned flags = 0;

	row_time_of(r, j->field, n->date, &p.at);
	buf_add(id, text(r, NUMBER).s, text(r, NUMBER).n);
	buf_printf(id, "/%s%zu", j->kind, number);
	p.id = buf_str(id);
	p.author = people_number(&r->desk->people, row_cleaned(r, n->name, &flags));
	if (p.author != PERSON_NONE)
		p.role = p.author == h->requester ? ROLE_CUSTOMER : str_alike(n->name, STR("System")) ? ROLE_BOT : ROLE_STAFF;
	p.flags = j->private || is_private(n->label) ? POST_PRIVATE : 0;
	p.text = plain(r, n->text, &p.flags);
	desk_add_post(r->desk, &p);
	desk_count(r->desk, unit)->read++;
}

/* All entries of a journal; head NULL: only see whether their dates are good. */
static bool
take_journal(struct row *r, const struct journal *j, const struct desk_head *h)
{
	struct str cell = text(r, j->field), rest = cell;
	struct note n;
	size_t count = 0, mark = row_mark(r);
	unsigned unit;
	int64_t at;

	while (next_note(&rest, &n)) {
		count++;
		if (h == NULL && !row_time_of(r, j->field, n.date, &at))
			return false;
	}
	if (h == NULL || count == 0)
		return true;
	unit = desk_unit(r->desk, "comments");
	for (rest = cell; next_note(&rest, &n); count--) {
		add_note(r, j, &n, h, unit, count);
		row_release(r, mark);
	}
	return true;
}

static bool
take_journals(struct row *r, const struct desk_head *h)
{
	size_t from = text(r, JOURNAL).n > 0 ? 0 : 1, to = from == 0 ? 1 : 3;

	for (size_t i = from; i < to; i++)
		if (!take_journal(r, &journals[i], h))
			return false;
	return true;
}

/* Let the dates over a journal's entries tell the order of day and month. */
static void
see_dates(struct row *r, struct str cell)
{
	struct note n;

	while (next_note(&cell, &n))
		dates_see(&r->in->dates, n.date, r->line);
}

/* Of an incident in no words: what it is about, by its place in the categories. */
static struct str
about(struct row *r)
{
	static const enum field parts[] = { CATEGORY, SUBCATEGORY, SYMPTOM };
	struct buf *out = row_buf(r);
	unsigned flags = 0;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct str part = text(r, parts[i]);

		if (part.n > 0 && out->len > 0)
			buf_adds(out, " / ");
		buf_add(out, part.s, part.n);
	}
	return row_cleaned(r, buf_str(out), &flags);
}

static struct str
tags(struct row *r, struct str product)
{
	static const enum field parts[] = { CATEGORY, SUBCATEGORY, SYMPTOM };
	struct buf *out = row_buf(r);
	unsigned flags = 0;

	write_array(out, NULL);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct str part = text(r, parts[i]);

		if (part.n > 0 && !str_equal(part, product))
			write_string(out, NULL, row_cleaned(r, part, &flags));
	}
	write_end_array(out);
	return out->len > 2 ? buf_str(out) : (struct str){0};
}

static struct str
first_of(struct str a, struct str b, struct str c)
{
	return a.n > 0 ? a : b.n > 0 ? b : c;
}

static struct str
more(struct row *r)
{
	struct buf *more = row_buf(r);

	parts_more_id(r, more, "problem_id", text(r, PROBLEM));
	parts_more_id(r, more, "parent_incident", text(r, PARENT));
	parts_more(r, more, "resolution", text(r, RESOLUTION));
	return buf_str(more);
}

static bool
take_incident(void *state, struct row *r)
{
	struct desk *d = state;
	struct desk_head h = { .unit = r->unit, .line = r->line };
	struct desk_post opening = { .flags = POST_OWN | POST_REPEATED, .role = ROLE_CUSTOMER, .line = r->line };
	struct str product = first_of(text(r, ITEM), text(r, SERVICE), text(r, CATEGORY));
	int64_t updates = row_count(r, UPDATES, 0);
	unsigned flags = 0;

	if (text(r, NUMBER).n == 0)
		return row_wrong(r, NUMBER, "an incident needs one");
	if (!either(r, OPENED, CREATED, &h.created_at) || !moment(r, UPDATED, &h.updated_at) || !either(r, RESOLVED, CLOSED, &h.solved_at) ||
	    !take_journals(r, NULL))
		return false;
	h.node = opening.node = desk_node(d, text(r, NUMBER));
	/* Logs tell the time to the minute or the second: within it the number of updates decides. */
	h.version = (h.updated_at != TIME_NONE ? h.updated_at : 0) + (updates < 0 ? 0 : updates > 999 ? 999 : updates);
	h.requester = people_number(&d->people, first_of(text(r, CALLER), text(r, CALLER_ID), (struct str){0}));
	h.status = parts_named(first_of(text(r, STATE), text(r, INCIDENT_STATE), (struct str){0}), states);
	h.channel = parts_named(text(r, CHANNEL), channels);
	h.subject = text(r, SUBJECT).n > 0 ? row_cleaned(r, text(r, SUBJECT), &flags) : about(r);
	h.product = parts_some(row_cleaned(r, product, &flags));
	h.tags = tags(r, product);
	h.more = more(r);
	desk_add_head(d, &h);
	opening.at = h.created_at;
	opening.version = h.version;
	opening.author = h.requester;
	opening.text = row_cleaned(r, text(r, DESCRIPTION), &opening.flags);
	desk_add_post(d, &opening);
	return take_journals(r, &h);
}

/* One record alone is answered as an object in "result", not as a list. */
static const struct row_field answer_fields[] = {
	{ { "result" }, .as = "the incident" },
	{ { NULL } }
};

static bool
take_answer(void *state, struct row *r)
{
	struct row inner = row_inside(r, row_value(r, 0), fields, r->unit);

	if (scan_type(inner.value) != SCAN_OBJECT)
		return row_fails(r, "\"result\": %s stands where an object is expected", scan_type_name(scan_type(inner.value)));
	return take_incident(state, &inner) || row_pass_on(r, &inner);
}

static const struct kind kinds[] = {
	{ "incidents", { "result", "records", "incidents" }, { "number", "short_description|incident_state|sys_mod_count|opened_at",
	  "caller_id|opened_by|sys_updated_on|sys_updated_at|sys_created_on" }, 85, "number|short_description", fields, take_incident },
	{ "incidents", { NULL }, { "Number", "Short description", "Caller|Opened|State|Assignment group|Configuration item" }, 75, NULL, fields,
	  take_incident },
	{ "incidents", { NULL }, { "result.number", "result.short_description|result.incident_state", "result.sys_id|result.caller_id" }, 85, NULL,
	  answer_fields, take_answer },
	{ .unit = NULL }
};

static const struct vendor vendor = { "servicenow", kinds, { "result" } };

const struct format format_servicenow = { "servicenow", "ServiceNow incidents: the table API's JSON, CSV exports, or logs with a row an update",
	&vendor_reader, &vendor };
