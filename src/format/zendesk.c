#include "zendesk.h"

#include "clean.h"
#include "elements.h"
#include "../json/write.h"
#include "../text/html.h"

#include <stdio.h>
#include <string.h>

enum kind { TICKETS, COMMENTS, USERS, KINDS };

static const struct str collections[KINDS] = { { "tickets", 7 }, { "comments", 8 }, { "users", 5 } };
static const struct str root = { "", 0 };
static const char *const units[KINDS] = { "tickets", "comments", "users" };

struct zendesk {
	struct intake *in;
	struct desk *desk;
	unsigned units[KINDS];
	bool wrapped;			/* this file: elements stand in "tickets", "comments", "users" */
	struct elements elements;
	struct buf number, body, clean, tags, more;
};

static bool
holds(struct str text, const char *what)
{
	size_t n = strlen(what);

	for (const char *at = text.s, *end = text.s + text.n; at < end && (size_t)(end - at) >= n; at++) {
		at = memchr(at, what[0], (size_t)(end - at));
		if (at == NULL || (size_t)(end - at) < n)
			return false;
		if (memcmp(at, what, n) == 0)
			return true;
	}
	return false;
}

static int
recognise(struct str first)
{
	struct str text = str_trim(first);

	if (text.n == 0 || (text.s[0] != '{' && text.s[0] != '['))
		return 0;
	if (holds(text, "\"requester_id\"") && (holds(text, "\"via\"") || holds(text, "\"status\"")))
		return 80;
	if (holds(text, "\"author_id\"") && (holds(text, "\"public\"") || holds(text, "\"html_body\"") || holds(text, "\"plain_body\"")))
		return 75;
	if (holds(text, "\"role\"") && (holds(text, "\"end-user\"") || holds(text, "\"agent\"") || holds(text, "\"admin\"")))
		return 70;
	return holds(text, "\"tickets\"") && holds(text, "\"end_of_stream\"") ? 70 : 0;	/* an empty page */
}

static void *
open_state(struct intake *in)
{
	struct zendesk *z = mem_zeroed(1, sizeof *z);

	z->in = in;
	z->desk = intake_desk(in, "zendesk");
	z->desk->needs_head = true;
	z->desk->post_prefix = "c:";
	people_role(&z->desk->people, people_number(&z->desk->people, STR("-1")), ROLE_BOT);
	return z;
}

/* Do the elements stand in a collection ({"tickets": [...]}), rather than by themselves with "comments" inside? */
static bool
is_wrapped(struct str first)
{
	struct split s = { .wanted = collections, .count = KINDS };
	enum split_status r = split_next(&s, first, false);
	struct str before = { first.s, r == SPLIT_ELEMENT ? (size_t)(s.element.s - first.s) : s.consumed };
	bool wrapped = s.found && !(s.which == COMMENTS && (holds(before, "\"subject\"") || holds(before, "\"requester_id\"") ||
	    holds(before, "\"description\"")));

	split_free(&s);
	return wrapped;
}

static enum format_status
begin_file(void *state)
{
	struct zendesk *z = state;
	struct str first;
	enum source_status s = source_peek(z->in->source, 1 << 16, &first);

	if (s < 0)
		return intake_failed(z->in, s);
	if (str_starts(first, "\xef\xbb\xbf"))
		first = (struct str){ first.s + 3, first.n - 3 };
	z->wrapped = is_wrapped(first);
	return elements_begin(&z->elements, z->in, z->wrapped ? collections : &root, z->wrapped ? KINDS : 1,
	    !z->wrapped && elements_are_lines(first));
}

static struct unit *
count(struct zendesk *z, enum kind k)
{
	if (z->units[k] == UNIT_NONE)
		z->units[k] = desk_unit(z->desk, units[k]);
	return desk_count(z->desk, z->units[k]);
}

/* A member as text: lent, or until the next call. */
static struct str
get(struct zendesk *z, struct scan_value v, const char *name)
{
	bool structure;

	return clean_scalar(scan_member(v, str_of(name)), &z->number, &structure);
}

static uint32_t
person(struct zendesk *z, struct scan_value v, const char *name)
{
	return people_number(&z->desk->people, get(z, v, name));
}

/* Somebody of whom the users' file may not tell is an agent by what they do. */
static void
is_staff(struct zendesk *z, uint32_t who)
{
	if (who != PERSON_NONE && z->desk->people.of.at[who].field == ROLE_UNKNOWN)
		people_role(&z->desk->people, who, ROLE_STAFF);
}

/* A date that may be left out. False: it is none. */
static bool
moment(struct zendesk *z, struct scan_value v, const char *name, int64_t *ms)
{
	struct str s = get(z, v, name);

	*ms = TIME_NONE;
	return s.n == 0 || clean_time(s, ms);
}

static bool
wrong(struct zendesk *z, struct scan_value v, char *why, const char *name, const char *what)
{
	struct str s = get(z, v, name);

	snprintf(why, 320, "\"%s\": %s: \"%.*s\"", name, what, (int)(s.n < 60 ? s.n : 60), s.s != NULL ? s.s : "");
	return false;
}

static struct str
body_of(struct zendesk *z, struct scan_value v, unsigned *flags)
{
	static const char *const plain[] = { "plain_body", "body" };
	struct str text = {0};

	for (size_t i = 0; i < 2 && text.n == 0; i++)
		text = scan_string(scan_member(v, str_of(plain[i])));
	if (text.n == 0) {
		buf_clear(&z->body);
		html_text(&z->body, scan_string(scan_member(v, STR("html_body"))));
		text = buf_str(&z->body);
	}
	return clean_text(&z->clean, text, flags);
}

/* Is this a comment that can be used? */
static bool
check_comment(struct zendesk *z, struct scan_value v, char *why)
{
	int64_t at;

	if (scan_type(v) != SCAN_OBJECT) {
		snprintf(why, 320, "%s stands where a comment is expected", scan_type_name(scan_type(v)));
		return false;
	}
	return moment(z, v, "created_at", &at) || wrong(z, v, why, "created_at", "no date");
}

static void
add_comment(struct zendesk *z, struct scan_value v, uint32_t node)
{
	struct desk_post p = { .node = node, .unit = z->units[COMMENTS], .line = z->elements.line };
	bool is_public = true, official = false;
	char id[64];
	struct str s = get(z, v, "id");

	p.id = (struct str){ id, s.n < sizeof id ? s.n : sizeof id };
	if (p.id.n > 0)
		memcpy(id, s.s, p.id.n);
	p.author = person(z, v, "author_id");
	scan_bool(scan_member(v, STR("public")), &is_public);
	scan_bool(scan_member(v, STR("official")), &official);
	moment(z, v, "created_at", &p.at);
	moment(z, v, "updated_at", &p.version);
	p.flags = (is_public ? 0u : POST_PRIVATE) | (official ? POST_ACCEPTED : 0u);
	if (!is_public)
		is_staff(z, p.author);		/* customers cannot write notes */
	p.text = body_of(z, v, &p.flags);
	desk_add_post(z->desk, &p);
}

static void
nested_comments(struct zendesk *z, struct scan_value list, uint32_t node)
{
	struct scan_each walk = scan_each(list);
	struct scan_value v;

	while (scan_next(&walk, NULL, &v)) {
		count(z, COMMENTS)->read++;
		add_comment(z, v, node);
	}
}

static struct str
tags(struct zendesk *z, struct scan_value list)
{
	struct scan_each walk = scan_each(list);
	struct scan_value v;

	if (scan_count(list) == 0)
		return (struct str){0};
	buf_clear(&z->tags);
	write_array(&z->tags, NULL);
	while (scan_next(&walk, NULL, &v))
		if (scan_type(v) == SCAN_STRING)
			write_string(&z->tags, NULL, scan_string(v));
	write_end_array(&z->tags);
	return buf_str(&z->tags);
}

/* problem_id links incidents with their cause; satisfaction_rating is an object in one API, a string in the other. */
static struct str
more(struct zendesk *z, struct scan_value v)
{
	struct scan_value rating = scan_member(v, STR("satisfaction_rating"));
	struct str problem = get(z, v, "problem_id"), score;
	struct buf id = {0};

	buf_clear(&z->more);
	if (problem.n > 0) {
		buf_adds(&id, z->desk->prefix);
		buf_add(&id, problem.s, problem.n);
		write_string(&z->more, "problem_id", buf_str(&id));
		buf_free(&id);
	}
	score = scan_type(rating) == SCAN_OBJECT ? get(z, rating, "score") : scan_string(rating);
	if (score.n > 0)
		write_string(&z->more, "satisfaction", score);
	return buf_str(&z->more);
}

static void
add_description(struct zendesk *z, struct scan_value v, const struct desk_head *h)
{
	struct desk_post p = { .node = h->node, .flags = POST_OWN | POST_REPEATED, .at = h->created_at, .version = h->version, .line = h->line };
	struct str text = scan_string(scan_member(v, STR("description")));

	if (text.n == 0)
		return;
	p.author = person(z, v, "submitter_id");
	if (p.author == PERSON_NONE)
		p.author = h->requester;
	p.text = clean_text(&z->clean, text, &p.flags);
	desk_add_post(z->desk, &p);
}

static bool
take_ticket(struct zendesk *z, struct scan_value v, char *why)
{
	struct desk_head h = { .unit = z->units[TICKETS], .line = z->elements.line };
	struct scan_value comments = scan_member(v, STR("comments")), comment;
	struct scan_each walk = scan_each(comments);
	struct str id = get(z, v, "id");
	int64_t generated;

	if (id.n == 0)
		return wrong(z, v, why, "id", "a ticket needs one");
	if (!moment(z, v, "created_at", &h.created_at))
		return wrong(z, v, why, "created_at", "no date");
	if (!moment(z, v, "updated_at", &h.updated_at))
		return wrong(z, v, why, "updated_at", "no date");
	if (!moment(z, v, "generated_timestamp", &generated))
		return wrong(z, v, why, "generated_timestamp", "no date");
	moment(z, v, "solved_at", &h.solved_at);
	if (h.solved_at == TIME_NONE)
		moment(z, scan_member(v, STR("metric_set")), "solved_at", &h.solved_at);
	while (scan_type(comments) == SCAN_ARRAY && scan_next(&walk, NULL, &comment))
		if (!check_comment(z, comment, why))
			return false;
	h.node = desk_node(z->desk, get(z, v, "id"));
	h.version = h.updated_at = h.updated_at != TIME_NONE ? h.updated_at : generated;
	h.requester = person(z, v, "requester_id");
	is_staff(z, person(z, v, "assignee_id"));
	h.subject = scan_string(scan_member(v, STR("subject")));
	if (h.subject.n == 0)
		h.subject = scan_string(scan_member(v, STR("raw_subject")));
	h.status = scan_string(scan_member(v, STR("status")));
	h.flags = str_is(h.status, "deleted") ? HEAD_DELETED : 0;
	h.channel = scan_string(scan_member(scan_member(v, STR("via")), STR("channel")));
	h.tags = tags(z, scan_member(v, STR("tags")));
	h.more = more(z, v);
	desk_add_head(z->desk, &h);
	add_description(z, v, &h);
	if (scan_type(comments) == SCAN_ARRAY)
		nested_comments(z, comments, h.node);
	return true;
}

static bool
take_comment(struct zendesk *z, struct scan_value v, char *why)
{
	struct str ticket = get(z, v, "ticket_id");

	if (ticket.n == 0) {
		snprintf(why, 320, "a comment needs \"ticket_id\", or to stand in its ticket's \"comments\"");
		return false;
	}
	if (!check_comment(z, v, why))
		return false;
	add_comment(z, v, desk_node(z->desk, get(z, v, "ticket_id")));
	return true;
}

static bool
take_user(struct zendesk *z, struct scan_value v, char *why)
{
	struct str role = scan_string(scan_member(v, STR("role")));
	uint32_t who = person(z, v, "id");

	if (who == PERSON_NONE)
		return wrong(z, v, why, "id", "a user needs one");
	if (role.n > 0)
		people_role(&z->desk->people, who, str_is(role, "end-user") ? ROLE_CUSTOMER : ROLE_STAFF);
	people_alias(&z->desk->people, who, scan_string(scan_member(v, STR("email"))));
	people_alias(&z->desk->people, who, scan_string(scan_member(v, STR("name"))));
	count(z, USERS)->used++;
	return true;
}

static bool
has_any(struct scan_value v, const char *const *names)
{
	for (; *names != NULL; names++)
		if (scan_type(scan_member(v, str_of(*names))) != SCAN_ABSENT)
			return true;
	return false;
}

/* What an element is that does not stand in a collection. */
static enum kind
kind_of(struct scan_value v)
{
	static const char *const ticket[] = { "requester_id", "subject", "raw_subject", "description", "status", NULL },
	    *const comment[] = { "author_id", "body", "html_body", "plain_body", "ticket_id", NULL },
	    *const user[] = { "role", "email", "name", NULL };

	if (has_any(v, ticket))
		return TICKETS;
	return has_any(v, comment) ? COMMENTS : has_any(v, user) ? USERS : TICKETS;
}

static enum format_status
next(void *state)
{
	struct zendesk *z = state;
	enum format_status r = elements_next(&z->elements);
	struct scan_value v = z->elements.value;
	enum kind k = z->wrapped && z->elements.which < KINDS ? (enum kind)z->elements.which : TICKETS;
	char why[320];
	bool good;

	if (r != FORMAT_SOME && r != FORMAT_BAD)
		return r;
	if (r == FORMAT_SOME && !z->wrapped)
		k = kind_of(v);
	count(z, k)->read++;
	if (r == FORMAT_SOME) {
		if (scan_type(v) != SCAN_OBJECT) {
			snprintf(why, sizeof why, "%s stands where an object is expected", scan_type_name(scan_type(v)));
			good = false;
		} else
			good = k == TICKETS ? take_ticket(z, v, why) : k == COMMENTS ? take_comment(z, v, why) : take_user(z, v, why);
		if (!good)
			r = elements_bad(&z->elements, why);
	}
	if (r == FORMAT_BAD)
		count(z, k)->rejected++;
	return r;
}

static void
finish(void *state)
{
	(void)state;
}

static void
close_state(void *state)
{
	struct zendesk *z = state;
	struct buf *const bufs[] = { &z->number, &z->body, &z->clean, &z->tags, &z->more };

	elements_free(&z->elements);
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
		buf_free(bufs[i]);
	free(z);
}

const struct format format_zendesk = {
	.name = "zendesk",
	.about = "Zendesk tickets, comments and users: JSON documents or one object a line",
	.recognise = recognise, .open = open_state, .file = begin_file, .next = next, .finish = finish, .close = close_state,
};
