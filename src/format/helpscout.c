/*
 * Help Scout: conversations with their threads inside or apart, from the API or a tap.
 *
 * A user is staff here. Threads hold all messages, the first one too, and line items: what happened, in no words. The
 * first API had plain lists where the second has "_embedded".
 */
#include "parts.h"
#include "vendor.h"

#include "../base/time.h"

enum field { ID, SUBJECT, STATUS, STATE, TYPE, CREATED, UPDATED, CLOSED, CUSTOMER, EMAIL, FIRST, TAGS, THREADS };

static const struct row_field conversation_fields[] = {
	[ID] = { { "id" }, .as = "id" },
	[SUBJECT] = { { "subject" }, .as = "subject" },
	[STATUS] = { { "status" }, .as = "status; spam is dropped" },
	[STATE] = { { "state" }, .as = "deleted and drafts are dropped" },
	[TYPE] = { { "type" }, .as = "channel" },
	[CREATED] = { { "createdAt", "created_at" }, .is_date = true, .as = "created_at" },
	[UPDATED] = { { "userUpdatedAt", "updatedAt", "modifiedAt", "userModifiedAt", "user_updated_at" }, .is_date = true,
	  .as = "updated_at; of a conversation that comes again the newest stands" },
	[CLOSED] = { { "closedAt", "closed_at" }, .is_date = true, .as = "solved_at, of closed ones" },
	[CUSTOMER] = { { "primaryCustomer.id", "primary_customer.id", "customer.id" }, .as = "requester" },
	[EMAIL] = { { "primaryCustomer.email", "primary_customer.email", "customer.email" }, .as = "whom the rosters name" },
	[FIRST] = { { "primaryCustomer.first", "primary_customer.first", "customer.firstName" }, .as = "whom the rosters name" },
	[TAGS] = { { "tags" }, .as = "tags" },
	[THREADS] = { { "_embedded.threads", "threads" }, .as = "messages" },
	{ { NULL } }
};

enum thread_field { T_ID, T_TICKET, T_TYPE, T_STATE, T_BODY, T_CREATED, T_AUTHOR, T_AUTHOR_TYPE, T_EMAIL };

static const struct row_field thread_fields[] = {
	[T_ID] = { { "id" }, .as = "messages.id" },
	[T_TICKET] = { { "conversation_id", "conversationId" }, .as = "id of the ticket" },
	[T_TYPE] = { { "type" }, .as = "messages.public: notes are not; line items are dropped" },
	[T_STATE] = { { "state" }, .as = "drafts are dropped" },
	[T_BODY] = { { "body" }, .as = "messages.text" },
	[T_CREATED] = { { "createdAt", "created_at" }, .is_date = true, .as = "messages.at" },
	[T_AUTHOR] = { { "createdBy.id", "created_by.id" }, .as = "messages.author" },
	[T_AUTHOR_TYPE] = { { "createdBy.type", "created_by.type" }, .as = "messages.role" },
	[T_EMAIL] = { { "createdBy.email", "created_by.email" }, .as = "whom the rosters name" },
	{ { NULL } }
};

static const char *const statuses[][2] = { { "active", "open" }, { "pending", "pending" }, { "closed", "closed" }, { NULL } };

static bool
add_thread(struct row *r, void *node, bool rehearsal)
{
	struct desk_post p = { .node = *(uint32_t *)node, .unit = r->unit, .line = r->line };
	struct str type = row_text(r, T_TYPE), state = row_text(r, T_STATE), author = row_text(r, T_AUTHOR_TYPE);

	if (!row_time(r, T_CREATED, &p.at))
		return false;
	if (rehearsal)
		return true;
	if (str_is(type, "lineitem"))
		return row_drop(r, "line item");
	if (str_is(state, "draft"))
		return row_drop(r, "draft");
	p.text = row_html(r, T_BODY, &p.flags);
	if (p.text.n == 0)
		return row_drop(r, "without a text");
	p.version = p.at;
	p.id = row_text(r, T_ID);
	p.author = row_person(r, T_AUTHOR);
	people_alias(&r->desk->people, p.author, row_text(r, T_EMAIL));
	p.role = str_is(author, "user") || str_is(author, "team") ? ROLE_STAFF : str_is(author, "customer") ? ROLE_CUSTOMER :
	    str_is(author, "system_user") ? ROLE_BOT : ROLE_UNKNOWN;
	if (str_is(type, "note") || str_starts(type, "forward") || str_is(state, "hidden"))
		p.flags |= POST_PRIVATE;
	desk_add_post(r->desk, &p);
	return true;
}

static bool
nested(struct row *r, uint32_t node, bool rehearsal)
{
	return row_nested(r, row_value(r, THREADS), "threads", thread_fields, add_thread, &node, rehearsal);
}

static bool
take_conversation(void *state, struct row *r)
{
	struct desk *d = state;
	struct desk_head h = { .unit = r->unit, .line = r->line };
	unsigned flags = 0;

	if (row_text(r, ID).n == 0)
		return row_wrong(r, ID, "a conversation needs one");
	if (!row_time(r, CREATED, &h.created_at) || !row_time(r, UPDATED, &h.updated_at) || !row_time(r, CLOSED, &h.solved_at) || !nested(r, NODE_NONE, true))
		return false;
	h.node = desk_node(d, row_text(r, ID));
	h.version = h.updated_at;
	h.requester = row_person(r, CUSTOMER);
	people_alias(&d->people, h.requester, row_text(r, EMAIL));
	people_alias(&d->people, h.requester, row_text(r, FIRST));
	h.status = parts_named(row_text(r, STATUS), statuses);
	if (str_is(h.status, "spam") || str_is(row_text(r, STATE), "deleted") || str_is(row_text(r, STATE), "draft"))
		h.flags = HEAD_DELETED;
	if (!str_is(h.status, "closed"))
		h.solved_at = TIME_NONE;
	h.channel = parts_some(row_text(r, TYPE));
	h.subject = row_clean(r, SUBJECT, &flags);
	h.tags = row_list(r, TAGS, ",");
	desk_add_head(d, &h);
	return nested(r, h.node, false);
}

static bool
take_thread(void *state, struct row *r)
{
	struct str ticket = row_text(r, T_TICKET);

	(void)state;
	if (ticket.n == 0)
		return row_fails(r, "a thread needs \"conversation_id\", or to stand in its conversation's \"threads\"");
	return parts_apart(r, ticket, add_thread);
}

static void *
open_desk(struct desk *d)
{
	d->needs_head = true;
	d->post_prefix = "c:";
	return d;
}

static const struct kind kinds[] = {
	{ "conversations", { "_embedded.conversations", "conversations", "items" }, { "primaryCustomer|primary_customer|mailboxId|folderId",
	  "createdAt|created_at", "subject|status" }, 90, "primaryCustomer|mailboxId|subject|status", conversation_fields, take_conversation },
	{ "threads", { "_embedded.threads", "conversation_threads", "threads" }, { "createdBy|created_by", "type", "createdAt|created_at",
	  "body|action|actionType", "savedReplyId|assignedTo|assigned_to|openedAt|conversation_id|conversationId|action" }, 85, "createdBy|body",
	  thread_fields, take_thread },
	{ .unit = NULL }
};

static const struct vendor vendor = { "helpscout", kinds, { "_embedded|items", "page" }, .open = open_desk };

const struct format format_helpscout = { "helpscout", "Help Scout conversations and threads: JSON documents or one object a line", &vendor_reader, &vendor };
