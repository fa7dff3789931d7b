#include "ticket.h"
#include "../base/time.h"
#include "../json/write.h"

#include <stdio.h>
#include <string.h>

static const char *const roles[] = { "unknown", "customer", "volunteer", "staff", "bot" };
static const char *const role_bys[] = { "field", "roster", "rule" };

#define QUOTED(text) { "\"" text "\"", sizeof text + 1 }
static const struct str role_json[] = { QUOTED("unknown"), QUOTED("customer"), QUOTED("volunteer"), QUOTED("staff"), QUOTED("bot") };
static const struct str role_by_json[] = { QUOTED("field"), QUOTED("roster"), QUOTED("rule") };

enum field {
	OTHER, TYPE, ID, SOURCE, CHANNEL, STATUS, REQUESTER, SUBJECT, PRODUCT, LANG, CREATED_AT, UPDATED_AT, SOLVED_AT,
	TAGS, MESSAGES, DEDUPE, ISSUE, ORIGIN, AUTHOR, ROLE, ROLE_BY, AT, TEXT, PUBLIC, ACCEPTED, SCORE, REPLY_TO
};

static const char *const names[] = {
	[TYPE] = "type", [ID] = "id", [SOURCE] = "source", [CHANNEL] = "channel", [STATUS] = "status",
	[REQUESTER] = "requester", [SUBJECT] = "subject", [PRODUCT] = "product", [LANG] = "lang",
	[CREATED_AT] = "created_at", [UPDATED_AT] = "updated_at", [SOLVED_AT] = "solved_at", [TAGS] = "tags",
	[MESSAGES] = TICKET_MESSAGES, [DEDUPE] = TICKET_DEDUPE, [ISSUE] = TICKET_ISSUE, [ORIGIN] = "origin",
	[AUTHOR] = "author", [ROLE] = "role", [ROLE_BY] = "role_by", [AT] = "at", [TEXT] = "text",
	[PUBLIC] = "public", [ACCEPTED] = "accepted", [SCORE] = "score", [REPLY_TO] = "reply_to",
};

/* The same bytes? Of a few only, and many million times: two loads that may overlap, no call. */
static inline bool
same(const char *a, const char *b, size_t n)
{
	uint64_t x = 0, y = 0, p = 0, q = 0;
	size_t half = n >= 8 ? 8 : n >= 4 ? 4 : n >= 2 ? 2 : 1;

	if (n > 16 || n == 0)
		return n == 0;
	switch (half) {
	case 8: memcpy(&x, a, 8); memcpy(&y, b, 8); memcpy(&p, a + n - 8, 8); memcpy(&q, b + n - 8, 8); break;
	case 4: memcpy(&x, a, 4); memcpy(&y, b, 4); memcpy(&p, a + n - 4, 4); memcpy(&q, b + n - 4, 4); break;
	case 2: memcpy(&x, a, 2); memcpy(&y, b, 2); memcpy(&p, a + n - 2, 2); memcpy(&q, b + n - 2, 2); break;
	default: return a[0] == b[0];
	}
	return x == y && p == q;
}

/* One comparison for most names: those of one length differ in the byte that the switch picks. */
static enum field
field_of(struct str name)
{
	enum field f = OTHER;

	switch (name.n) {
	case 2: f = name.s[0] == 'i' ? ID : AT; break;
	case 4: f = name.s[1] == 'y' ? TYPE : name.s[2] == 'g' ? TAGS : name.s[0] == 'l' ? LANG : name.s[0] == 'r' ? ROLE : TEXT; break;
	case 5: f = name.s[0] == 'i' ? ISSUE : SCORE; break;
	case 6: f = name.s[0] == 'd' ? DEDUPE : name.s[0] == 'a' ? AUTHOR : name.s[0] == 'p' ? PUBLIC :
	    name.s[0] == 'o' ? ORIGIN : name.s[1] == 'o' ? SOURCE : STATUS; break;
	case 7: f = name.s[0] == 'c' ? CHANNEL : name.s[0] == 's' ? SUBJECT : name.s[0] == 'r' ? ROLE_BY : PRODUCT; break;
	case 8: f = name.s[0] == 'm' ? MESSAGES : name.s[0] == 'a' ? ACCEPTED : REPLY_TO; break;
	case 9: f = name.s[0] == 'r' ? REQUESTER : SOLVED_AT; break;
	case 10: f = name.s[0] == 'c' ? CREATED_AT : UPDATED_AT; break;
	}
	return f != OTHER && same(names[f], name.s, name.n) ? f : OTHER;
}

bool
ticket_is(const struct record *r)
{
	return r->type.n == sizeof TICKET_TYPE - 1 && memcmp(r->type.s, TICKET_TYPE, r->type.n) == 0;
}

/* A string or null; anything else is wrong. */
static bool
text(struct scan_value v, struct str *to)
{
	*to = scan_string(v);
	return to->s != NULL || scan_type(v) == SCAN_NULL;
}

static bool
moment(struct scan_value v, int64_t *to)
{
	struct str s = scan_string(v);

	return s.s != NULL ? time_parse(s, to) : scan_type(v) == SCAN_NULL;
}

static bool
array(struct scan_value v, struct scan_value *to)
{
	*to = v;
	return scan_type(v) == SCAN_ARRAY || scan_type(v) == SCAN_NULL;
}

static bool
issue(struct scan_value v, struct ticket *t)
{
	t->issue = scan_string(scan_member(v, STR("id")));
	scan_real(scan_member(v, STR("fit")), &t->issue_fit);
	return scan_type(v) == SCAN_NULL || t->issue.s != NULL;
}

static bool
dedupe(struct scan_value v, struct ticket *t)
{
	t->copy_of = scan_string(scan_member(v, STR("of")));
	t->copy_why = scan_string(scan_member(v, STR("why")));
	return scan_type(v) == SCAN_NULL || t->copy_of.s != NULL;
}

static bool
take(struct ticket *t, enum field f, struct scan_value v)
{
	switch (f) {
	case ID: return text(v, &t->id);
	case SOURCE: return text(v, &t->source);
	case CHANNEL: return text(v, &t->channel);
	case STATUS: return text(v, &t->status);
	case REQUESTER: return text(v, &t->requester);
	case SUBJECT: return text(v, &t->subject);
	case PRODUCT: return text(v, &t->product);
	case LANG: return text(v, &t->lang);
	case CREATED_AT: return moment(v, &t->created_at);
	case UPDATED_AT: return moment(v, &t->updated_at);
	case SOLVED_AT: return moment(v, &t->solved_at);
	case TAGS: return array(v, &t->tags);
	case MESSAGES: return array(v, &t->messages);
	case DEDUPE: return dedupe(v, t);
	case ISSUE: return issue(v, t);
	default: return true;
	}
}

static bool
take_message(struct message *m, enum field f, struct scan_value v)
{
	struct str name;

	switch (f) {
	case ID: return text(v, &m->id);
	case AUTHOR: return text(v, &m->author);
	case TEXT: return text(v, &m->text);
	case REPLY_TO: return text(v, &m->reply_to);
	case AT: return moment(v, &m->at);
	case ROLE: return text(v, &name) && (name.s == NULL || role_parse(name, &m->role));
	case ROLE_BY:
		name = scan_string(v);
		m->role_by = name.n == 4 && same(role_bys[BY_RULE], name.s, 4) ? BY_RULE :
		    name.n == 6 && same(role_bys[BY_ROSTER], name.s, 6) ? BY_ROSTER : BY_FIELD;
		return true;
	case PUBLIC: return scan_bool(v, &m->is_public) || scan_type(v) == SCAN_NULL;
	case ACCEPTED: return scan_bool(v, &m->accepted) || scan_type(v) == SCAN_NULL;
	case SCORE: return scan_int(v, &m->score) || scan_type(v) == SCAN_NULL;
	default: return true;
	}
}

static bool
read_message(struct scan_value v, struct message *m, enum field *wrong)
{
	struct scan_each members = scan_each(v);
	struct str name;
	struct scan_value value;

	*m = (struct message){ .at = TIME_NONE, .is_public = true };
	*wrong = OTHER;
	if (scan_type(v) != SCAN_OBJECT)
		return false;
	while (scan_next(&members, &name, &value)) {
		enum field f = field_of(name);

		if (!take_message(m, f, value)) {
			*wrong = f;
			return false;
		}
	}
	return true;
}

static bool
refuse(const struct record *r, struct scan_error *error, const char *member, const char *what)
{
	error->byte = record_byte(r, member);
	snprintf(error->why, sizeof error->why, "ticket: %s", what);
	return false;
}

static bool
refuse_message(const struct record *r, struct scan_error *error, size_t n, enum field wrong)
{
	char what[100];

	if (wrong == OTHER)
		snprintf(what, sizeof what, "messages[%zu] is not an object", n);
	else
		snprintf(what, sizeof what, "messages[%zu]: \"%s\" has the wrong type or form", n, names[wrong]);
	return refuse(r, error, TICKET_MESSAGES, what);
}

static bool
parse_head(struct ticket *t, const struct record *r, struct scan_error *error)
{
	struct scan_each members = scan_each(r->root);
	struct scan_value v;
	struct str name;
	enum field f;

	*t = (struct ticket){ .created_at = TIME_NONE, .updated_at = TIME_NONE, .solved_at = TIME_NONE };
	while (scan_next(&members, &name, &v)) {
		f = field_of(name);
		if (!take(t, f, v)) {
			char what[80];

			snprintf(what, sizeof what, "\"%s\" has the wrong type or form", names[f]);
			return refuse(r, error, names[f], what);
		}
	}
	return t->id.n > 0 || refuse(r, error, names[ID], "no \"id\"; every ticket needs one");
}

bool
ticket_parse(struct ticket *t, const struct record *r, struct scan_error *error)
{
	struct scan_each walk;
	struct scan_value v;
	struct message m;
	enum field wrong;

	if (!parse_head(t, r, error))
		return false;
	walk = scan_each(t->messages);
	for (size_t n = 0; scan_next(&walk, NULL, &v); n++)
		if (!read_message(v, &m, &wrong))
			return refuse_message(r, error, n, wrong);
	return true;
}

bool
ticket_parse_whole(struct ticket *t, struct messages *m, const struct record *r, struct scan_error *error)
{
	struct scan_each walk;
	struct scan_value v;
	enum field wrong;

	m->of.len = 0;
	if (!parse_head(t, r, error))
		return false;
	walk = scan_each(t->messages);
	while (scan_next(&walk, NULL, &v))
		if (!read_message(v, vec_add(&m->of), &wrong))
			return refuse_message(r, error, m->of.len - 1, wrong);
	return true;
}

bool
message_next(struct scan_each *walk, struct message *m)
{
	struct scan_value v;
	enum field wrong;

	return scan_next(walk, NULL, &v) && read_message(v, m, &wrong);
}

bool
message_answers(const struct message *m, const struct ticket *t)
{
	return m->is_public && (m->role == ROLE_VOLUNTEER || m->role == ROLE_STAFF) &&
	    !(m->author.s != NULL && str_equal(m->author, t->requester));
}

const char *
role_name(enum role r)
{
	return roles[r];
}

bool
role_parse(struct str name, enum role *r)
{
	enum role named;

	switch (name.n) {	/* no two of one length */
	case 3: named = ROLE_BOT; break;
	case 5: named = ROLE_STAFF; break;
	case 7: named = ROLE_UNKNOWN; break;
	case 8: named = ROLE_CUSTOMER; break;
	case 9: named = ROLE_VOLUNTEER; break;
	default: return false;
	}
	if (!same(roles[named], name.s, name.n))
		return false;
	*r = named;
	return true;
}

const char *
role_by_name(enum role_by b)
{
	return role_bys[b];
}

static void
put(struct buf *out, enum field f, struct str value)
{
	if (value.s != NULL)
		write_string(out, names[f], value);
}

static void
put_time(struct buf *out, enum field f, int64_t ms)
{
	if (ms != TIME_NONE)
		write_time(out, names[f], ms);
}

void
ticket_open(struct buf *out, const struct ticket_draft *t)
{
	write_object(out, NULL);
	write_string(out, names[TYPE], STR(TICKET_TYPE));
	put(out, ID, t->id);
	put(out, SOURCE, t->source);
	put(out, CHANNEL, t->channel);
	put(out, STATUS, t->status);
	put_time(out, CREATED_AT, t->created_at);
	put_time(out, UPDATED_AT, t->updated_at);
	put_time(out, SOLVED_AT, t->solved_at);
	put(out, REQUESTER, t->requester);
	put(out, SUBJECT, t->subject);
	put(out, PRODUCT, t->product);
	if (t->tags.n > 0)
		write_raw(out, names[TAGS], t->tags);
	put(out, LANG, t->lang);
	write_array(out, names[MESSAGES]);
}

void
ticket_close(struct buf *out, const struct ticket_draft *t)
{
	write_end_array(out);
	if (t->more.n > 0) {
		buf_addc(out, ',');
		buf_add(out, t->more.s, t->more.n);
	}
	if (t->origin_file.s != NULL) {
		write_object(out, names[ORIGIN]);
		write_string(out, "file", t->origin_file);
		if (t->origin_line > 0)
			write_int(out, "line", (int64_t)t->origin_line);
		write_end_object(out);
	}
	write_end_object(out);
}

void
ticket_write(struct buf *out, const struct ticket_draft *t)
{
	ticket_open(out, t);
	if (t->messages.n > 2)
		buf_add(out, t->messages.s + 1, t->messages.n - 2);
	ticket_close(out, t);
}

/* A member whose name comes ready, as ,"name": */
static void
member(struct buf *out, struct str name, struct str value)
{
	buf_add(out, name.s, name.n);
	write_quoted(out, value);
}

static void
member_raw(struct buf *out, struct str name, struct str json)
{
	buf_add(out, name.s, name.n);
	buf_add(out, json.s, json.n);
}

#define NAMED(name) STR(",\"" name "\":")

/* A string that is put together from parts: the first two, ours, need no escapes. */
static void
member_of(struct buf *out, struct str name, const char *prefix, const char *kind, struct str id)
{
	if (id.s == NULL)
		return;
	buf_add(out, name.s, name.n);
	buf_add(out, "\"", 1);
	buf_add(out, prefix, strlen(prefix));
	buf_add(out, kind, strlen(kind));
	write_escaped(out, id);
	buf_add(out, "\"", 1);
}

/* Most of what ingest writes is messages, so their names are not put together each time. */
void
message_draft_write(struct buf *out, const struct message_draft *m)
{
	char moment[TIME_TEXT];
	size_t begin;

	if (out->len > 0 && out->data[out->len - 1] != '[')
		buf_add(out, ",", 1);
	begin = out->len;
	member_of(out, NAMED("id"), m->prefix, m->id_kind, m->id);
	member_of(out, NAMED("author"), m->person_prefix, "", m->author);
	member_raw(out, NAMED("role"), role_json[m->role]);
	member_raw(out, NAMED("role_by"), role_by_json[m->role_by]);
	if (m->at != TIME_NONE) {
		member_raw(out, NAMED("at"), STR("\""));
		buf_add(out, moment, time_write(moment, m->at));
		buf_add(out, "\"", 1);
	}
	member(out, NAMED("text"), m->text.s != NULL ? m->text : STR(""));
	member_raw(out, NAMED("public"), m->is_public ? STR("true") : STR("false"));
	member_raw(out, NAMED("accepted"), m->accepted ? STR("true") : STR("false"));
	if (m->score == 0)
		member_raw(out, NAMED("score"), STR("0"));
	else
		write_int(out, names[SCORE], m->score);
	member_of(out, NAMED("reply_to"), m->prefix, m->reply_kind, m->reply_to);
	out->data[begin] = '{';		/* in place of the first comma */
	buf_add(out, "}", 1);
}

void
message_write(struct buf *out, const struct message *m)
{
	message_draft_write(out, &(struct message_draft){ .prefix = "", .id_kind = "", .reply_kind = "", .person_prefix = "", .id = m->id,
	    .author = m->author, .reply_to = m->reply_to, .text = m->text, .role = m->role, .role_by = m->role_by,
	    .at = m->at, .score = m->score, .is_public = m->is_public, .accepted = m->accepted });
}
