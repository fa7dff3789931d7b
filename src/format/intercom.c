/*
 * Intercom: conversations with their parts inside or apart, from the API, a search or a tap.
 *
 * "source" is the opening message and none of the parts. A user is a customer here, an admin is staff. Most parts are
 * events without a text: assigned, snoozed, closed.
 */
#include "parts.h"
#include "vendor.h"

#include "../base/time.h"

enum field { ID, TITLE, CREATED, UPDATED, CLOSED, STATE, OPEN, CHANNEL, AUTHOR, AUTHOR_TYPE, AUTHOR_EMAIL, AUTHOR_NAME, BODY, USER, CONTACTS, TAGS,
	RATING, PARTS };

static const struct row_field conversation_fields[] = {
	[ID] = { { "id" }, .as = "id" },
	[TITLE] = { { "title", "source.subject", "conversation_message.subject" }, .as = "subject" },
	[CREATED] = { { "created_at" }, .is_date = true, .as = "created_at" },
	[UPDATED] = { { "updated_at" }, .is_date = true, .as = "updated_at; of a conversation that comes again the newest stands" },
	[CLOSED] = { { "statistics.last_close_at", "statistics.first_close_at" }, .is_date = true, .as = "solved_at, of closed ones" },
	[STATE] = { { "state" }, .as = "status" },
	[OPEN] = { { "open" }, .as = "status, where there is no state" },
	[CHANNEL] = { { "source.type" }, .as = "channel" },
	[AUTHOR] = { { "source.author.id", "conversation_message.author.id" }, .as = "messages.author, of the opening one" },
	[AUTHOR_TYPE] = { { "source.author.type", "conversation_message.author.type" }, .as = "messages.role" },
	[AUTHOR_EMAIL] = { { "source.author.email", "conversation_message.author.email" }, .as = "whom the rosters name" },
	[AUTHOR_NAME] = { { "source.author.name", "conversation_message.author.name" }, .as = "whom the rosters name" },
	[BODY] = { { "source.body", "conversation_message.body" }, .as = "messages.text, the opening one" },
	[USER] = { { "user.id" }, .as = "requester, where a customer did not open it" },
	[CONTACTS] = { { "contacts.contacts", "contacts", "customers" }, .as = "requester, where a customer did not open it" },
	[TAGS] = { { "tags.tags", "tags" }, .as = "tags" },
	[RATING] = { { "conversation_rating.rating" }, .as = "satisfaction" },
	[PARTS] = { { "conversation_parts.conversation_parts", "conversation_parts" }, .as = "messages" },
	{ { NULL } }
};

enum part_field { P_ID, P_TICKET, P_TYPE, P_BODY, P_CREATED, P_UPDATED, P_AUTHOR, P_AUTHOR_TYPE, P_EMAIL, P_NAME, P_REDACTED };

static const struct row_field part_fields[] = {
	[P_ID] = { { "id" }, .as = "messages.id" },
	[P_TICKET] = { { "conversation_id" }, .as = "id of the ticket" },
	[P_TYPE] = { { "part_type" }, .as = "messages.public: notes are not" },
	[P_BODY] = { { "body" }, .as = "messages.text; parts without one are dropped" },
	[P_CREATED] = { { "created_at" }, .is_date = true, .as = "messages.at" },
	[P_UPDATED] = { { "updated_at" }, .is_date = true, .as = "which of two versions stands" },
	[P_AUTHOR] = { { "author.id" }, .as = "messages.author" },
	[P_AUTHOR_TYPE] = { { "author.type" }, .as = "messages.role" },
	[P_EMAIL] = { { "author.email" }, .as = "whom the rosters name" },
	[P_NAME] = { { "author.name" }, .as = "whom the rosters name" },
	[P_REDACTED] = { { "redacted" }, .as = "whether it is dropped, and older versions with it" },
	{ { NULL } }
};

static const char *const states[][2] = { { "open", "open" }, { "closed", "closed" }, { "snoozed", "hold" }, { NULL } };
static const char *const channels[][2] = { { "conversation", "chat" }, { "phone_call", "phone" }, { NULL } };

static enum role
role_of(struct str type)
{
	static const struct { const char *type; enum role role; } roles[] = {
		{ "user", ROLE_CUSTOMER }, { "lead", ROLE_CUSTOMER }, { "contact", ROLE_CUSTOMER }, { "visitor", ROLE_CUSTOMER },
		{ "admin", ROLE_STAFF }, { "teammate", ROLE_STAFF }, { "team", ROLE_STAFF }, { "bot", ROLE_BOT }, { "fin", ROLE_BOT },
	};

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (str_is(type, roles[i].type))
			return roles[i].role;
	return ROLE_UNKNOWN;
}

static bool
add_part(struct row *r, void *node, bool rehearsal)
{
	struct desk_post p = { .node = *(uint32_t *)node, .unit = r->unit, .line = r->line };
	struct people *people = &r->desk->people;

	if (!row_time(r, P_CREATED, &p.at) || !row_time(r, P_UPDATED, &p.version))
		return false;
	if (rehearsal)
		return true;
	if (row_truth(r, P_REDACTED, false))
		p.flags |= POST_DELETED;
	else if ((p.text = row_html(r, P_BODY, &p.flags)).n == 0)
		return row_drop(r, "without a text");
	p.id = row_text(r, P_ID);
	p.author = row_person(r, P_AUTHOR);
	people_alias(people, p.author, row_text(r, P_EMAIL));
	people_alias(people, p.author, row_text(r, P_NAME));
	p.role = role_of(row_text(r, P_AUTHOR_TYPE));
	p.flags |= str_starts(row_text(r, P_TYPE), "note") ? POST_PRIVATE : 0;
	desk_add_post(r->desk, &p);
	return true;
}

static bool
nested(struct row *r, uint32_t node, bool rehearsal)
{
	return row_nested(r, row_value(r, PARTS), "conversation_parts", part_fields, add_part, &node, rehearsal);
}

/* Who asks: the customer who opened it, or whom it was opened with. */
static uint32_t
requester(struct row *r)
{
	struct scan_each contacts = scan_each(row_value(r, CONTACTS));
	struct scan_value first;

	if (role_of(row_text(r, AUTHOR_TYPE)) == ROLE_CUSTOMER)
		return row_person(r, AUTHOR);
	if (scan_next(&contacts, NULL, &first) && scan_string(scan_member(first, STR("id"))).n > 0)
		return people_number(&r->desk->people, scan_string(scan_member(first, STR("id"))));
	return row_person(r, USER);
}

static struct str
subject(struct row *r)
{
	struct str s = row_text(r, TITLE);
	unsigned flags = 0;

	return s.n > 0 && s.s[0] == '<' ? row_unmarked(r, s, &flags) : row_cleaned(r, s, &flags);
}

static void
add_opening(struct row *r, const struct desk_head *h)
{
	struct desk_post p = { .node = h->node, .flags = POST_OWN, .at = h->created_at, .version = h->version, .line = h->line };

	p.text = row_html(r, BODY, &p.flags);
	if (p.text.n == 0)
		return;
	p.author = row_person(r, AUTHOR);
	people_alias(&r->desk->people, p.author, row_text(r, AUTHOR_EMAIL));
	people_alias(&r->desk->people, p.author, row_text(r, AUTHOR_NAME));
	p.role = role_of(row_text(r, AUTHOR_TYPE));
	desk_add_post(r->desk, &p);
}

static bool
take_conversation(void *state, struct row *r)
{
	struct desk *d = state;
	struct desk_head h = { .unit = r->unit, .line = r->line };
	struct buf *more = row_buf(r);

	if (row_text(r, ID).n == 0)
		return row_wrong(r, ID, "a conversation needs one");
	if (!row_time(r, CREATED, &h.created_at) || !row_time(r, UPDATED, &h.updated_at) || !row_time(r, CLOSED, &h.solved_at) || !nested(r, NODE_NONE, true))
		return false;
	h.node = desk_node(d, row_text(r, ID));
	h.version = h.updated_at;
	h.requester = requester(r);
	h.status = parts_named(row_text(r, STATE), states);
	if (h.status.n == 0 && row_text(r, OPEN).n > 0)
		h.status = row_truth(r, OPEN, true) ? STR("open") : STR("closed");
	if (!str_is(h.status, "closed"))
		h.solved_at = TIME_NONE;
	h.channel = parts_named(row_text(r, CHANNEL), channels);
	h.subject = subject(r);
	h.tags = row_list(r, TAGS, ",");
	parts_more(r, more, "satisfaction", row_text(r, RATING));
	h.more = buf_str(more);
	desk_add_head(d, &h);
	add_opening(r, &h);
	return nested(r, h.node, false);
}

static bool
take_part(void *state, struct row *r)
{
	struct str ticket = row_text(r, P_TICKET);

	(void)state;
	if (ticket.n == 0)
		return row_fails(r, "a part needs \"conversation_id\", or to stand in its conversation's \"conversation_parts\"");
	return parts_apart(r, ticket, add_part);
}

static void *
open_desk(struct desk *d)
{
	d->needs_head = true;
	d->post_prefix = "c:";
	return d;
}

static const struct kind kinds[] = {
	{ "conversations", { "conversations", "data" }, { "source.author|source.delivered_as|source.body|conversation_message", "created_at" }, 90,
	  "source|conversation_parts|conversation_message", conversation_fields, take_conversation },
	{ "conversations", { NULL }, { "conversation_parts", "state|open", "created_at" }, 85, NULL, conversation_fields, take_conversation },
	{ "conversation_parts", { "conversation_parts", "conversation_parts.conversation_parts" }, { "part_type", "author" }, 85, "part_type",
	  part_fields, take_part },
	{ .unit = NULL }
};

static const struct vendor vendor = { "intercom", kinds, { "conversations", "pages|total_count" }, .open = open_desk };

const struct format format_intercom = { "intercom", "Intercom conversations and their parts: JSON documents or one object a line", &vendor_reader, &vendor };
