/*
 * Zendesk: tickets with their comments inside or apart, and users, from the API, an export or a tap.
 *
 * The description is the first comment, too: it counts once. A time-based export repeats tickets; the newest stands.
 */
#include "parts.h"
#include "vendor.h"

#include "../base/time.h"

enum ticket_field { ID, CREATED, UPDATED, GENERATED, SOLVED, REQUESTER, SUBMITTER, ASSIGNEE, SUBJECT, STATUS, CHANNEL, TAGS, DESCRIPTION,
	PROBLEM, RATING, COMMENTS };

static const struct row_field ticket_fields[] = {
	[ID] = { { "id" }, .as = "id" },
	[CREATED] = { { "created_at" }, .is_date = true, .as = "created_at" },
	[UPDATED] = { { "updated_at" }, .is_date = true, .as = "updated_at; of a ticket that comes again the newest stands" },
	[GENERATED] = { { "generated_timestamp" }, .is_date = true, .as = "updated_at, where that is missing" },
	[SOLVED] = { { "solved_at", "metric_set.solved_at" }, .is_date = true, .as = "solved_at" },
	[REQUESTER] = { { "requester_id" }, .as = "requester" },
	[SUBMITTER] = { { "submitter_id" }, .as = "messages.author of the description" },
	[ASSIGNEE] = { { "assignee_id" }, .as = "role: staff" },
	[SUBJECT] = { { "subject", "raw_subject" }, .as = "subject" },
	[STATUS] = { { "status" }, .as = "status" },
	[CHANNEL] = { { "via.channel" }, .as = "channel" },
	[TAGS] = { { "tags" }, .as = "tags" },
	[DESCRIPTION] = { { "description" }, .as = "messages.text, the opening one" },
	[PROBLEM] = { { "problem_id" }, .as = "problem_id" },
	[RATING] = { { "satisfaction_rating.score", "satisfaction_rating" }, .as = "satisfaction" },
	[COMMENTS] = { { "comments" }, .as = "messages" },
	{ { NULL } }
};

enum comment_field { C_ID, C_TICKET, C_AUTHOR, C_CREATED, C_UPDATED, C_PUBLIC, C_OFFICIAL, C_BODY, C_HTML };

static const struct row_field comment_fields[] = {
	[C_ID] = { { "id" }, .as = "messages.id" },
	[C_TICKET] = { { "ticket_id" }, .as = "id of the ticket" },
	[C_AUTHOR] = { { "author_id" }, .as = "messages.author" },
	[C_CREATED] = { { "created_at" }, .is_date = true, .as = "messages.at" },
	[C_UPDATED] = { { "updated_at" }, .is_date = true, .as = "which of two versions stands" },
	[C_PUBLIC] = { { "public" }, .as = "messages.public" },
	[C_OFFICIAL] = { { "official" }, .as = "messages.accepted" },
	[C_BODY] = { { "plain_body", "body" }, .as = "messages.text" },
	[C_HTML] = { { "html_body" }, .as = "messages.text, where there is no plain one" },
	{ { NULL } }
};

enum user_field { U_ID, U_ROLE, U_EMAIL, U_NAME };

static const struct row_field user_fields[] = {
	[U_ID] = { { "id" }, .as = "person" },
	[U_ROLE] = { { "role" }, .as = "role" },
	[U_EMAIL] = { { "email" }, .as = "whom the rosters name" },
	[U_NAME] = { { "name" }, .as = "whom the rosters name" },
	{ { NULL } }
};

/* A post of a help centre's community, and the comments on it. */
enum post_field { P_ID, P_TITLE, P_DETAILS, P_AUTHOR, P_CREATED, P_UPDATED, P_SCORE, P_CLOSED };

static const struct row_field post_fields[] = {
	[P_ID] = { { "id" }, .as = "id" },
	[P_TITLE] = { { "title" }, .as = "subject" },
	[P_DETAILS] = { { "details" }, .as = "messages.text, the opening one" },
	[P_AUTHOR] = { { "author_id" }, .as = "requester" },
	[P_CREATED] = { { "created_at" }, .is_date = true, .as = "created_at" },
	[P_UPDATED] = { { "updated_at" }, .is_date = true, .as = "updated_at" },
	[P_SCORE] = { { "vote_sum" }, .as = "messages.score" },
	[P_CLOSED] = { { "closed" }, .as = "status" },
	{ { NULL } }
};

enum reply_field { R_ID, R_POST, R_AUTHOR, R_CREATED, R_UPDATED, R_BODY, R_OFFICIAL, R_SCORE };

static const struct row_field reply_fields[] = {
	[R_ID] = { { "id" }, .as = "messages.id" },
	[R_POST] = { { "post_id" }, .as = "id of the post" },
	[R_AUTHOR] = { { "author_id" }, .as = "messages.author" },
	[R_CREATED] = { { "created_at" }, .is_date = true, .as = "messages.at" },
	[R_UPDATED] = { { "updated_at" }, .is_date = true, .as = "which of two versions stands" },
	[R_BODY] = { { "body" }, .as = "messages.text" },
	[R_OFFICIAL] = { { "official" }, .as = "messages.accepted" },
	[R_SCORE] = { { "vote_sum" }, .as = "messages.score" },
	{ { NULL } }
};

static bool
add_comment(struct row *r, void *node, bool rehearsal)
{
	struct desk_post p = { .node = *(uint32_t *)node, .unit = r->unit, .line = r->line };

	if (!row_time(r, C_CREATED, &p.at) || !row_time(r, C_UPDATED, &p.version))
		return false;
	if (rehearsal)
		return true;
	p.id = row_text(r, C_ID);
	p.author = row_person(r, C_AUTHOR);
	p.flags = (row_truth(r, C_PUBLIC, true) ? 0u : POST_PRIVATE) | (row_truth(r, C_OFFICIAL, false) ? POST_ACCEPTED : 0u);
	if ((p.flags & POST_PRIVATE) != 0)
		parts_is_staff(r->desk, p.author);		/* customers cannot write notes */
	p.text = row_clean(r, C_BODY, &p.flags);
	if (p.text.n == 0)
		p.text = row_html(r, C_HTML, &p.flags);
	desk_add_post(r->desk, &p);
	return true;
}

/* problem_id links incidents with their cause; satisfaction_rating is an object in one API, a string in the other. */
static struct str
more(struct row *r)
{
	struct buf *more = row_buf(r);

	parts_more_id(r, more, "problem_id", row_text(r, PROBLEM));
	parts_more(r, more, "satisfaction", row_text(r, RATING));
	return buf_str(more);
}

static void
add_description(struct row *r, const struct desk_head *h)
{
	struct desk_post p = { .node = h->node, .flags = POST_OWN | POST_REPEATED, .at = h->created_at, .version = h->version, .line = h->line };

	p.text = row_clean(r, DESCRIPTION, &p.flags);
	if (p.text.n == 0)
		return;
	p.author = row_person(r, SUBMITTER);
	if (p.author == PERSON_NONE)
		p.author = h->requester;
	desk_add_post(r->desk, &p);
}

static bool
take_ticket(void *state, struct row *r)
{
	struct desk *d = state;
	struct desk_head h = { .unit = r->unit, .line = r->line };
	int64_t generated;

	if (row_text(r, ID).n == 0)
		return row_wrong(r, ID, "a ticket needs one");
	if (!row_time(r, CREATED, &h.created_at) || !row_time(r, UPDATED, &h.updated_at) || !row_time(r, GENERATED, &generated) ||
	    !row_time(r, SOLVED, &h.solved_at) || !row_nested(r, row_value(r, COMMENTS), "comments", comment_fields, add_comment, &h.node, true))
		return false;
	h.node = desk_node(d, row_text(r, ID));
	h.version = h.updated_at = h.updated_at != TIME_NONE ? h.updated_at : generated;
	h.requester = row_person(r, REQUESTER);
	parts_is_staff(d, row_person(r, ASSIGNEE));
	h.subject = row_clean(r, SUBJECT, &h.flags);
	h.status = row_text(r, STATUS);
	h.flags |= str_is(h.status, "deleted") ? HEAD_DELETED : 0u;
	h.channel = row_text(r, CHANNEL);
	h.tags = row_list(r, TAGS, " ");
	h.more = more(r);
	desk_add_head(d, &h);
	add_description(r, &h);
	return row_nested(r, row_value(r, COMMENTS), "comments", comment_fields, add_comment, &h.node, false);
}

static bool
take_comment(void *state, struct row *r)
{
	struct str ticket = row_text(r, C_TICKET);
	uint32_t node;

	if (ticket.n == 0)
		return row_fails(r, "a comment needs \"ticket_id\", or to stand in its ticket's \"comments\"");
	node = desk_node(state, ticket);
	return add_comment(r, &node, false);
}

/* Posts have ids of their own, which may be those of tickets. */
static uint32_t
node_of_post(struct row *r, unsigned field)
{
	struct buf *key = row_buf(r);
	struct str id = row_text(r, field);

	buf_adds(key, "p:");
	buf_add(key, id.s, id.n);
	return desk_node(r->desk, buf_str(key));
}

static bool
take_post(void *state, struct row *r)
{
	struct desk_head h = { .unit = r->unit, .line = r->line, .solved_at = TIME_NONE };
	struct desk_post p = { .flags = POST_OWN, .line = r->line };

	if (row_text(r, P_ID).n == 0)
		return row_wrong(r, P_ID, "a post needs one");
	if (!row_needed_time(r, P_CREATED, &h.created_at) || !row_time(r, P_UPDATED, &h.updated_at))
		return false;
	h.node = p.node = node_of_post(r, P_ID);
	h.version = p.version = h.updated_at;
	h.requester = p.author = row_person(r, P_AUTHOR);
	h.subject = row_clean(r, P_TITLE, &h.flags);
	h.status = row_truth(r, P_CLOSED, false) ? STR("closed") : STR("open");
	h.channel = STR("forum");
	p.at = h.created_at;
	p.score = row_count(r, P_SCORE, 0);
	p.text = row_html(r, P_DETAILS, &p.flags);
	desk_add_head(state, &h);
	desk_add_post(state, &p);
	return true;
}

static bool
take_reply(void *state, struct row *r)
{
	struct desk_post p = { .unit = r->unit, .line = r->line };

	if (row_text(r, R_POST).n == 0)
		return row_wrong(r, R_POST, "a comment on a post needs one");
	if (!row_needed_time(r, R_CREATED, &p.at) || !row_time(r, R_UPDATED, &p.version))
		return false;
	p.node = node_of_post(r, R_POST);
	p.id = row_text(r, R_ID);
	p.author = row_person(r, R_AUTHOR);
	p.flags = row_truth(r, R_OFFICIAL, false) ? POST_ACCEPTED : 0u;
	p.score = row_count(r, R_SCORE, 0);
	p.text = row_html(r, R_BODY, &p.flags);
	desk_add_post(state, &p);
	return true;
}

static bool
take_user(void *state, struct row *r)
{
	struct people *people = &((struct desk *)state)->people;
	struct str role = row_text(r, U_ROLE);
	uint32_t who = row_person(r, U_ID);

	if (who == PERSON_NONE)
		return row_wrong(r, U_ID, "a user needs one");
	if (role.n > 0)
		people_role(people, who, str_is(role, "end-user") ? ROLE_CUSTOMER : ROLE_STAFF);
	people_alias(people, who, row_text(r, U_EMAIL));
	people_alias(people, who, row_text(r, U_NAME));
	return row_used(r);
}

static void *
open_desk(struct desk *d)
{
	d->needs_head = true;
	d->post_prefix = "c:";
	people_role(&d->people, people_number(&d->people, STR("-1")), ROLE_BOT);
	return d;
}

static const struct kind kinds[] = {
	{ "tickets", { "tickets", "results" }, { "requester_id", "status|via" }, 80,
	  "requester_id|subject|raw_subject|description|status", ticket_fields, take_ticket },
	{ "comments", { "comments", "ticket_comments" }, { "author_id", "public|html_body|plain_body" }, 75,
	  "author_id|body|html_body|plain_body|ticket_id", comment_fields, take_comment },
	{ "posts", { "posts" }, { "author_id", "topic_id", "details" }, 75, "details", post_fields, take_post },
	{ "post comments", { "comments", "post_comments" }, { "author_id", "post_id", "official" }, 76, "official", reply_fields, take_reply },
	{ "users", { "users" }, { "role" }, 40, "role|email|name", user_fields, take_user },
	{ .unit = NULL }
};

static const struct vendor vendor = { "zendesk", kinds, { "tickets|comments|users", "end_of_stream|next_page|count|meta" }, .open = open_desk };

const struct format format_zendesk = { "zendesk", "Zendesk tickets, comments and users: JSON documents or one object a line", &vendor_reader, &vendor };
