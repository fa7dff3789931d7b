/*
 * Freshdesk: tickets with their conversations inside or apart, contacts and agents, from the API, an export or a tap.
 *
 * The description opens the ticket and is none of its conversations. The export of an account has the names of the first
 * API: each ticket in a "helpdesk_ticket", with "notes".
 */
#include "parts.h"
#include "vendor.h"

enum ticket_field { ID, CREATED, UPDATED, SOLVED, REQUESTER, REQUESTER_EMAIL, REQUESTER_NAME, RESPONDER, SUBJECT, STATUS, STATUS_NAME, SOURCE,
	PRODUCT, TAGS, TEXT, HTML, SPAM, DELETED, CONVERSATIONS };

static const struct row_field ticket_fields[] = {
	[ID] = { { "display_id", "id", "Ticket ID" }, .as = "id" },
	[CREATED] = { { "created_at", "Created time" }, .is_date = true, .as = "created_at" },
	[UPDATED] = { { "updated_at", "Last update time", "Last updated time" }, .is_date = true, .as = "updated_at; of a ticket that comes again the newest stands" },
	[SOLVED] = { { "stats.resolved_at", "stats.closed_at", "resolved_at", "closed_at", "Resolved time", "Closed time" }, .is_date = true, .as = "solved_at" },
	[REQUESTER] = { { "requester_id", "requester.id", "Contact ID", "Email", "Requester email", "Full name", "Requester name" }, .as = "requester" },
	[REQUESTER_EMAIL] = { { "requester.email", "Email", "Requester email" }, .as = "whom the rosters name" },
	[REQUESTER_NAME] = { { "requester.name", "requester_name", "Full name", "Requester name" }, .as = "whom the rosters name" },
	[RESPONDER] = { { "responder_id", "Agent" }, .as = "role: staff" },
	[SUBJECT] = { { "subject" }, .as = "subject" },
	[STATUS] = { { "status" }, .as = "status" },
	[STATUS_NAME] = { { "status_name" }, .as = "status, where the number is the account's own" },
	[SOURCE] = { { "source" }, .as = "channel" },
	[PRODUCT] = { { "product.name", "product_name", "product", "product_id" }, .as = "product" },
	[TAGS] = { { "tags" }, .as = "tags" },
	[TEXT] = { { "description_text" }, .as = "messages.text, the opening one" },
	[HTML] = { { "description_html", "description" }, .as = "messages.text, where there is no plain one" },
	[SPAM] = { { "spam" }, .as = "dropped" },
	[DELETED] = { { "deleted" }, .as = "dropped" },
	[CONVERSATIONS] = { { "conversations", "notes", "helpdesk_notes" }, .as = "messages" },
	{ { NULL } }
};

enum conversation_field { C_ID, C_TICKET, C_AUTHOR, C_CREATED, C_UPDATED, C_INCOMING, C_PRIVATE, C_TEXT, C_HTML, C_DELETED };

static const struct row_field conversation_fields[] = {
	[C_ID] = { { "id" }, .as = "messages.id" },
	[C_TICKET] = { { "ticket_id" }, .as = "id of the ticket" },
	[C_AUTHOR] = { { "user_id" }, .as = "messages.author" },
	[C_CREATED] = { { "created_at" }, .is_date = true, .as = "messages.at" },
	[C_UPDATED] = { { "updated_at" }, .is_date = true, .as = "which of two versions stands" },
	[C_INCOMING] = { { "incoming" }, .as = "messages.role: true is the customer" },
	[C_PRIVATE] = { { "private" }, .as = "messages.public" },
	[C_TEXT] = { { "body_text" }, .as = "messages.text" },
	[C_HTML] = { { "body_html", "body" }, .as = "messages.text, where there is no plain one" },
	[C_DELETED] = { { "deleted" }, .as = "whether it is dropped, and older versions with it" },
	{ { NULL } }
};

static const struct row_field wrapper_fields[] = {
	{ { "helpdesk_ticket" }, .as = "the ticket" },
	{ { NULL } }
};

enum person_field { P_ID, P_EMAIL, P_NAME };

static const struct row_field person_fields[] = {
	[P_ID] = { { "id" }, .as = "person" },
	[P_EMAIL] = { { "contact.email", "email" }, .as = "whom the rosters name" },
	[P_NAME] = { { "contact.name", "name" }, .as = "whom the rosters name" },
	{ { NULL } }
};

static const char *const statuses[][2] = { { "2", "open" }, { "3", "pending" }, { "4", "solved" }, { "5", "closed" }, { "Open", "open" },
	{ "Pending", "pending" }, { "Resolved", "solved" }, { "Closed", "closed" }, { NULL } };

#define OUTBOUND "outbound email"	/* an agent wrote the first message, too */

static const char *const sources[][2] = { { "1", "email" }, { "2", "web" }, { "3", "phone" }, { "4", "forum" }, { "5", "twitter" },
	{ "6", "facebook" }, { "7", "chat" }, { "8", "mobile" }, { "9", "widget" }, { "10", OUTBOUND }, { "11", "ecommerce" }, { "12", "bot" },
	{ "13", "whatsapp" }, { "Email", "email" }, { "Portal", "web" }, { "Phone", "phone" }, { "Forum", "forum" }, { "Forums", "forum" },
	{ "Twitter", "twitter" }, { "Facebook", "facebook" }, { "Chat", "chat" }, { "Feedback Widget", "widget" }, { "Outbound Email", OUTBOUND },
	{ "Ecommerce", "ecommerce" }, { "Bot", "bot" }, { "WhatsApp", "whatsapp" }, { NULL } };

static bool
add_conversation(struct row *outer, void *node, bool rehearsal)
{
	struct scan_value inside = scan_member(outer->value, STR("note"));
	struct row inner = row_inside(outer, scan_type(inside) == SCAN_OBJECT ? inside : outer->value, conversation_fields, outer->unit), *r = &inner;
	struct desk_post p = { .node = *(uint32_t *)node, .unit = r->unit, .line = r->line };
	struct str incoming;

	if (!row_time(r, C_CREATED, &p.at) || !row_time(r, C_UPDATED, &p.version))
		return row_pass_on(outer, r);
	if (rehearsal)
		return true;
	p.id = row_text(r, C_ID);
	p.author = row_person(r, C_AUTHOR);
	p.flags = (row_truth(r, C_PRIVATE, false) ? POST_PRIVATE : 0u) | (row_truth(r, C_DELETED, false) ? POST_DELETED : 0u);
	incoming = row_text(r, C_INCOMING);
	p.role = incoming.n == 0 ? ROLE_UNKNOWN : row_truth(r, C_INCOMING, false) ? ROLE_CUSTOMER : ROLE_STAFF;
	p.text = row_clean(r, C_TEXT, &p.flags);
	if (p.text.n == 0)
		p.text = row_html(r, C_HTML, &p.flags);
	desk_add_post(r->desk, &p);
	return true;
}

static bool
nested(struct row *r, uint32_t node, bool rehearsal)
{
	return row_nested(r, row_value(r, CONVERSATIONS), "conversations", conversation_fields, add_conversation, &node, rehearsal);
}

static void
add_opening(struct row *r, const struct desk_head *h, bool outbound)
{
	struct desk_post p = { .node = h->node, .flags = POST_OWN, .at = h->created_at, .version = h->version, .line = h->line, .author = h->requester };

	if (outbound) {
		p.author = row_person(r, RESPONDER);
		p.role = ROLE_STAFF;
	}
	p.text = row_clean(r, TEXT, &p.flags);
	if (p.text.n == 0)
		p.text = r->table != NULL ? row_clean(r, HTML, &p.flags) : row_html(r, HTML, &p.flags);
	desk_add_post(r->desk, &p);
}

static bool
take_ticket(void *state, struct row *r)
{
	struct desk *d = state;
	struct desk_head h = { .unit = r->unit, .line = r->line };

	if (row_text(r, ID).n == 0)
		return row_wrong(r, ID, "a ticket needs one");
	if (!row_time(r, CREATED, &h.created_at) || !row_time(r, UPDATED, &h.updated_at) || !row_time(r, SOLVED, &h.solved_at) ||
	    !nested(r, NODE_NONE, true))
		return false;
	h.node = desk_node(d, row_text(r, ID));
	h.version = h.updated_at;
	h.requester = row_person(r, REQUESTER);
	people_alias(&d->people, h.requester, row_text(r, REQUESTER_EMAIL));
	people_alias(&d->people, h.requester, row_text(r, REQUESTER_NAME));
	if (!str_is(row_text(r, RESPONDER), "No Agent"))
		parts_is_staff(d, row_person(r, RESPONDER));
	h.subject = row_clean(r, SUBJECT, &(unsigned){ 0 });
	h.status = row_text(r, STATUS);
	if (h.status.n == 1 && h.status.s[0] >= '2' && h.status.s[0] <= '5')
		h.status = parts_named(h.status, statuses);
	else
		h.status = parts_named(row_text(r, STATUS_NAME).n > 0 ? row_text(r, STATUS_NAME) : h.status, statuses);
	h.flags = row_truth(r, SPAM, false) || row_truth(r, DELETED, false) ? HEAD_DELETED : 0;
	h.channel = parts_named(row_text(r, SOURCE), sources);
	h.product = parts_some(row_clean(r, PRODUCT, &(unsigned){ 0 }));
	h.tags = row_list(r, TAGS, ",");
	desk_add_head(d, &h);
	add_opening(r, &h, str_is(h.channel, OUTBOUND));
	return nested(r, h.node, false);
}

static bool
take_wrapped(void *state, struct row *r)
{
	struct row inner = row_inside(r, row_value(r, 0), ticket_fields, r->unit);

	if (scan_type(inner.value) != SCAN_OBJECT)
		return row_fails(r, "\"helpdesk_ticket\": %s stands where an object is expected", scan_type_name(scan_type(inner.value)));
	return take_ticket(state, &inner) || row_pass_on(r, &inner);
}

static bool
take_conversation(void *state, struct row *r)
{
	struct str ticket = row_text(r, C_TICKET);

	(void)state;
	if (ticket.n == 0)
		return row_fails(r, "a conversation needs \"ticket_id\", or to stand in its ticket's \"conversations\"");
	return parts_apart(r, ticket, add_conversation);
}

static bool
take_person(struct row *r, struct people *people, enum role role)
{
	uint32_t who = row_person(r, P_ID);

	if (who == PERSON_NONE)
		return row_wrong(r, P_ID, "a person needs one");
	people_role(people, who, role);
	people_alias(people, who, row_text(r, P_EMAIL));
	people_alias(people, who, row_text(r, P_NAME));
	return row_used(r);
}

static bool
take_contact(void *state, struct row *r)
{
	return take_person(r, &((struct desk *)state)->people, ROLE_CUSTOMER);
}

static bool
take_agent(void *state, struct row *r)
{
	return take_person(r, &((struct desk *)state)->people, ROLE_STAFF);
}

static void *
open_desk(struct desk *d)
{
	d->needs_head = true;
	d->post_prefix = "c:";
	return d;
}

static const struct kind kinds[] = {
	{ "tickets", { "tickets", "results" }, { "requester_id", "responder_id|fr_due_by|fr_escalated|description_text" }, 90,
	  "responder_id|requester_id|subject|description_text", ticket_fields, take_ticket },
	{ "tickets", { NULL }, { "helpdesk_ticket" }, 90, NULL, wrapper_fields, take_wrapped },
	{ "tickets", { NULL }, { "Ticket ID", "Created time", "Due by Time|Resolved time|Last update time|Initial response time" }, 90, NULL,
	  ticket_fields, take_ticket },
	{ "conversations", { "conversations", "notes" }, { "user_id", "incoming", "body|body_text" }, 85, "incoming|body_text|user_id",
	  conversation_fields, take_conversation },
	{ "agents", { "agents" }, { "ticket_scope" }, 70, "ticket_scope", person_fields, take_agent },
	{ "contacts", { "contacts" }, { "view_all_tickets|other_companies", "email" }, 70, "view_all_tickets|other_companies|email", person_fields,
	  take_contact },
	{ .unit = NULL }
};

static const struct vendor vendor = { "freshdesk", kinds, { "results|tickets", "total" }, .open = open_desk };

const struct format format_freshdesk = { "freshdesk", "Freshdesk tickets, conversations, contacts and agents: JSON, or the CSV export of tickets",
	&vendor_reader, &vendor };
