/*
 * Salesforce: cases with their comments and e-mails, the questions of a community with their answers, and users; as the API's
 * JSON, with lists inside or apart, or as tables, in whose headers names stand in capitals.
 *
 * An id has 15 characters that matter, and three more that repeat which of them are capitals. A comment in a feed belongs to
 * the item of the feed, not to the record that the feed is about; a feed about a case is part of the case.
 */
#include "parts.h"
#include "vendor.h"

#include "../base/time.h"

#include <string.h>

enum case_field { ID, NUMBER, SUBJECT, DESCRIPTION, STATUS, IS_CLOSED, CREATED, UPDATED, CLOSED, CONTACT, EMAIL, NAME, OWNER, ORIGIN, PRODUCT, REASON,
	PARENT, DELETED, COMMENTS, EMAILS, RECORD };

static const struct row_field case_fields[] = {
	[ID] = { { "Id", "Case ID" }, .as = "id" },
	[NUMBER] = { { "CaseNumber", "Case Number" }, .as = "case_number; id, where there is none" },
	[SUBJECT] = { { "Subject" }, .as = "subject" },
	[DESCRIPTION] = { { "Description" }, .as = "messages.text, the opening one" },
	[STATUS] = { { "Status" }, .as = "status" },
	[IS_CLOSED] = { { "IsClosed", "Closed" }, .as = "status, where its name tells nothing" },
	[CREATED] = { { "CreatedDate", "Date/Time Opened", "Opened Date", "Created Date" }, .is_date = true, .as = "created_at" },
	[UPDATED] = { { "SystemModstamp", "LastModifiedDate", "Last Modified Date", "Case Last Modified Date" }, .is_date = true,
	  .as = "updated_at; of a case that comes again the newest stands" },
	[CLOSED] = { { "ClosedDate", "Date/Time Closed", "Closed Date" }, .is_date = true, .as = "solved_at" },
	[CONTACT] = { { "ContactId", "Contact.Id", "Contact ID", "SuppliedEmail", "ContactEmail", "Contact Email", "Contact Name", "CreatedById" },
	  .as = "requester" },
	[EMAIL] = { { "Contact.Email", "ContactEmail", "SuppliedEmail", "Contact Email", "Web Email" }, .as = "whom the rosters name" },
	[NAME] = { { "Contact.Name", "SuppliedName", "Contact Name" }, .as = "whom the rosters name" },
	[OWNER] = { { "OwnerId", "Owner.Id" }, .as = "role: staff" },
	[ORIGIN] = { { "Origin", "Case Origin" }, .as = "channel" },
	[PRODUCT] = { { "Product__c", "Product2.Name", "Product.Name", "Product Name", "Product", "Type", "Case Type" }, .as = "product" },
	[REASON] = { { "Reason", "Case Reason" }, .as = "tags" },
	[PARENT] = { { "ParentId", "Parent Case ID" }, .as = "parent_case" },
	[DELETED] = { { "IsDeleted" }, .as = "whether it is dropped" },
	[COMMENTS] = { { "CaseComments.records", "CaseComments" }, .as = "messages" },
	[EMAILS] = { { "EmailMessages.records", "EmailMessages" }, .as = "messages" },
	[RECORD] = { { "attributes.type" }, .as = "whether it is a case" },
	{ { NULL } }
};

/* Of comments, e-mails and items of feeds; what each is: the kinds below. */
enum post_field { P_ID, P_CASE, P_ITEM, P_THREAD, P_TITLE, P_BODY, P_HTML, P_RICH, P_CREATED, P_UPDATED, P_AUTHOR, P_USER_TYPE, P_CONTACT, P_NAME,
	P_PUBLISHED, P_VISIBILITY, P_DELETED, P_BEST, P_TYPE, P_INCOMING, P_FROM, P_LIKES, P_COMMENTS };

static const struct row_field post_fields[] = {
	[P_ID] = { { "Id" }, .as = "messages.id" },
	[P_CASE] = { { "ParentId", "Parent.Id", "Case ID" }, .as = "id of the ticket" },
	[P_ITEM] = { { "FeedItemId", "FeedItem.Id" }, .as = "id of the ticket, of comments in feeds" },
	[P_THREAD] = { { "ThreadParentId" }, .as = "messages.reply_to" },
	[P_TITLE] = { { "Title", "Subject" }, .as = "subject" },
	[P_BODY] = { { "CommentBody", "TextBody", "Body", "Comment Body" }, .as = "messages.text" },
	[P_HTML] = { { "HtmlBody" }, .as = "messages.text, where there is no plain one" },
	[P_RICH] = { { "IsRichText" }, .as = "whether the text is HTML" },
	[P_CREATED] = { { "MessageDate", "CreatedDate", "Created Date" }, .is_date = true, .as = "messages.at" },
	[P_UPDATED] = { { "SystemModstamp", "LastEditDate", "LastModifiedDate" }, .is_date = true, .as = "which of two versions stands" },
	[P_AUTHOR] = { { "CreatedById", "CreatedBy.Id", "InsertedById" }, .as = "messages.author" },
	[P_USER_TYPE] = { { "CreatedBy.UserType" }, .as = "messages.role" },
	[P_CONTACT] = { { "CreatedBy.ContactId" }, .as = "messages.author, who is the case's contact" },
	[P_NAME] = { { "CreatedBy.Name", "CreatedBy.Email" }, .as = "whom the rosters name" },
	[P_PUBLISHED] = { { "IsPublished" }, .as = "messages.public" },
	[P_VISIBILITY] = { { "Visibility" }, .as = "messages.public: InternalUsers" },
	[P_DELETED] = { { "IsDeleted" }, .as = "whether it is dropped" },
	[P_BEST] = { { "BestCommentId" }, .as = "messages.accepted, of that comment" },
	[P_TYPE] = { { "Type" }, .as = "copies of case comments are dropped" },
	[P_INCOMING] = { { "Incoming" }, .as = "messages.role, of e-mails: true is the customer" },
	[P_FROM] = { { "FromAddress" }, .as = "messages.author, of e-mails" },
	[P_LIKES] = { { "LikeCount" }, .as = "messages.score" },
	[P_COMMENTS] = { { "FeedComments.records", "FeedComments" }, .as = "messages" },
	{ { NULL } }
};

enum user_field { U_ID, U_TYPE, U_EMAIL, U_NAME };

static const struct row_field user_fields[] = {
	[U_ID] = { { "Id" }, .as = "person" },
	[U_TYPE] = { { "UserType" }, .as = "role: Standard is staff" },
	[U_EMAIL] = { { "Email" }, .as = "whom the rosters name" },
	[U_NAME] = { { "Name", "Username" }, .as = "whom the rosters name" },
	{ { NULL } }
};

static const char *const statuses[][2] = { { "New", "new" }, { "Open", "open" }, { "Working", "open" }, { "In Progress", "open" },
	{ "Escalated", "open" }, { "On Hold", "hold" }, { "Pending", "pending" }, { "Resolved", "solved" }, { "Solved", "solved" }, { "Closed", "closed" },
	{ NULL } };
static const char *const channels[][2] = { { "Email", "email" }, { "Phone", "phone" }, { "Web", "web" }, { "Chat", "chat" }, { "Community", "community" },
	{ NULL } };

/* Of 18 characters the first 15 are the id: the others are for programs to which a and A are the same. */
static struct str
id_of(struct str s)
{
	s = str_trim(s);
	for (size_t i = 0; i < s.n && s.n == 18; i++)
		if (!((s.s[i] >= '0' && s.s[i] <= '9') || (s.s[i] >= 'A' && s.s[i] <= 'Z') || (s.s[i] >= 'a' && s.s[i] <= 'z')))
			return s;
	return s.n == 18 ? (struct str){ s.s, 15 } : s;
}

static struct str
id(struct row *r, unsigned field)
{
	return id_of(row_text(r, field));
}

static uint32_t
person(struct row *r, unsigned field)
{
	return people_number(&r->desk->people, id(r, field));
}

enum { CASE_KEY = 3 };

static bool
is_case(struct str key)
{
	return key.n == 15 && memcmp(key.s, "500", CASE_KEY) == 0;
}

/* What the type of a user's licence tells; in a community, who is no employee may ask or answer. */
static enum role
role_of(struct str type, bool community)
{
	if (type.n == 0)
		return ROLE_UNKNOWN;
	if (str_is(type, "Standard"))
		return ROLE_STAFF;
	if (str_starts(type, "Automated") || str_starts(type, "CloudIntegration"))
		return ROLE_BOT;
	return community ? ROLE_UNKNOWN : ROLE_CUSTOMER;
}

static bool
is_html(struct str s)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if (s.s[i] == '<' && (s.s[i + 1] == '/' || s.s[i + 1] == 'p' || s.s[i + 1] == 'b'))
			return true;
	return false;
}

/* Whether customers may see it. What is in the feed of a case is for employees, unless it says other, or its author is none. */
static bool
is_public(struct row *r, bool in_feed)
{
	struct str visibility = row_text(r, P_VISIBILITY), type = row_text(r, P_USER_TYPE);

	if (visibility.n > 0)
		return !str_is(visibility, "InternalUsers");
	if (in_feed && is_case(id(r, P_CASE)))
		return type.n > 0 && role_of(type, false) == ROLE_CUSTOMER;
	return row_truth(r, P_PUBLISHED, true);
}

/* What comments, e-mails and items of feeds have in common. False: a date is wrong. */
static bool
post_of(struct row *r, bool in_feed, struct desk_post *p)
{
	bool community = in_feed && !is_case(id(r, P_CASE));
	struct str body;

	if (!row_time(r, P_CREATED, &p->at) || !row_time(r, P_UPDATED, &p->version))
		return false;
	p->unit = r->unit;
	p->line = r->line;
	p->author = person(r, row_text(r, P_CONTACT).n > 0 && !community ? P_CONTACT : P_AUTHOR);
	people_alias(&r->desk->people, p->author, row_text(r, P_NAME));
	p->role = role_of(row_text(r, P_USER_TYPE), community);
	if (!is_public(r, in_feed)) {
		p->flags |= POST_PRIVATE;
		parts_is_staff(r->desk, p->author);	/* customers cannot write what they may not see */
	}
	if (row_truth(r, P_DELETED, false))
		p->flags |= POST_DELETED;
	body = row_text(r, P_BODY);
	p->text = body.n > 0 && row_truth(r, P_RICH, in_feed) && is_html(body) ? row_unmarked(r, body, &p->flags) : row_cleaned(r, body, &p->flags);
	if (p->text.n == 0)
		p->text = row_html(r, P_HTML, &p->flags);
	return true;
}

static bool
add_comment(struct row *r, void *node, bool rehearsal)
{
	struct desk_post p = { .node = *(uint32_t *)node };

	if (!post_of(r, false, &p))
		return false;
	if (rehearsal)
		return true;
	p.id = id(r, P_ID);
	desk_add_post(r->desk, &p);
	return true;
}

static bool
add_email(struct row *r, void *node, bool rehearsal)
{
	struct desk_post p = { .node = *(uint32_t *)node };

	if (!post_of(r, false, &p))
		return false;
	if (rehearsal)
		return true;
	p.id = id(r, P_ID);
	if (row_text(r, P_FROM).n > 0)
		p.author = row_person(r, P_FROM);
	if (row_text(r, P_INCOMING).n > 0)
		p.role = row_truth(r, P_INCOMING, false) ? ROLE_CUSTOMER : ROLE_STAFF;
	desk_add_post(r->desk, &p);
	return true;
}

/* A comment in a feed is a message of its own, since the item may accept it and others may answer it. */
static bool
add_feed_comment(struct row *r, void *item, bool rehearsal)
{
	struct desk *d = r->desk;
	struct desk_post p = { .flags = POST_OWN };
	struct str thread = id(r, P_THREAD);

	if (id(r, P_ID).n == 0)
		return row_wrong(r, P_ID, "a comment needs one");
	if (!post_of(r, true, &p))
		return false;
	if (rehearsal)
		return true;
	p.node = desk_node(d, id(r, P_ID));
	desk_reply(d, p.node, thread.n > 0 ? desk_node(d, thread) : *(uint32_t *)item, false);
	desk_add_post(d, &p);
	return true;
}

static bool
nested(struct row *r, unsigned field, const char *unit, row_take_nested *take, uint32_t node, bool rehearsal)
{
	return row_nested(r, row_value(r, field), unit, post_fields, take, &node, rehearsal);
}

static struct str
status(struct row *r)
{
	struct str name = row_text(r, STATUS), mine = parts_named(name, statuses);

	return mine.s == name.s && row_truth(r, IS_CLOSED, false) ? STR("closed") : mine;
}

/* The description of a case that a mail opened is that mail once more. */
static void
add_description(struct row *r, const struct desk_head *h)
{
	struct desk_post p = { .node = h->node, .flags = POST_OWN, .at = h->created_at, .version = h->version, .line = h->line, .author = h->requester };

	if (str_is(h->channel, "email"))
		p.flags |= POST_REPEATED;
	p.text = row_clean(r, DESCRIPTION, &p.flags);
	desk_add_post(r->desk, &p);
}

static bool
take_case(void *state, struct row *r)
{
	struct desk *d = state;
	struct desk_head h = { .unit = r->unit, .line = r->line };
	struct str key = id(r, ID).n > 0 ? id(r, ID) : str_trim(row_text(r, NUMBER));
	struct buf *more = row_buf(r);
	unsigned flags = 0;

	if (row_text(r, RECORD).n > 0 && !str_is(row_text(r, RECORD), "Case"))
		return row_wrong(r, RECORD, "no kind of record that is read");
	if (key.n == 0)
		return row_wrong(r, ID, "a case needs one");
	if (!row_time(r, CREATED, &h.created_at) || !row_time(r, UPDATED, &h.updated_at) || !row_time(r, CLOSED, &h.solved_at) ||
	    !nested(r, COMMENTS, "case_comments", add_comment, NODE_NONE, true) || !nested(r, EMAILS, "emails", add_email, NODE_NONE, true))
		return false;
	h.node = desk_node(d, key);
	h.version = h.updated_at;
	h.requester = person(r, CONTACT);
	people_alias(&d->people, h.requester, row_text(r, EMAIL));
	people_alias(&d->people, h.requester, row_text(r, NAME));
	if (str_starts(id(r, OWNER), "005"))		/* a user; queues own cases, too */
		parts_is_staff(d, person(r, OWNER));
	h.status = status(r);
	h.channel = parts_named(row_text(r, ORIGIN), channels);
	h.subject = row_clean(r, SUBJECT, &flags);
	h.product = parts_some(row_clean(r, PRODUCT, &flags));
	h.tags = row_list(r, REASON, ";");
	h.flags = row_truth(r, DELETED, false) ? HEAD_DELETED : 0;
	parts_more(r, more, "case_number", row_text(r, NUMBER));
	parts_more_id(r, more, "parent_case", id(r, PARENT));
	h.more = buf_str(more);
	desk_add_head(d, &h);
	add_description(r, &h);
	return nested(r, COMMENTS, "case_comments", add_comment, h.node, false) && nested(r, EMAILS, "emails", add_email, h.node, false);
}

/* A comment or an e-mail that stands apart names its case. */
static bool
take_apart(struct row *r, row_take_nested *add)
{
	if (id(r, P_CASE).n == 0)
		return row_wrong(r, P_CASE, "what belongs to a case needs one");
	return parts_apart(r, id(r, P_CASE), add);
}

static bool
take_comment(void *state, struct row *r)
{
	(void)state;
	return take_apart(r, add_comment);
}

static bool
take_email(void *state, struct row *r)
{
	(void)state;
	return take_apart(r, add_email);
}

/* Why an item of a feed is no message; NULL: it is one. */
static const char *
why_none(struct row *r, struct str text)
{
	if (str_is(row_text(r, P_TYPE), "CaseCommentPost"))
		return "a case comment once more";
	return text.n == 0 && row_text(r, P_TITLE).n == 0 ? "without a text" : NULL;
}

/* The conversation that an item opens. */
static void
add_question(struct row *r, struct desk_post *p)
{
	struct desk_head h = { .node = p->node, .unit = r->unit, .line = r->line, .requester = p->author, .created_at = p->at, .updated_at = p->version,
		.version = p->version, .solved_at = TIME_NONE, .channel = STR("community") };
	unsigned flags = 0;

	h.subject = row_clean(r, P_TITLE, &flags);
	h.status = row_text(r, P_BEST).n > 0 ? STR("solved") : STR("open");
	h.flags = row_truth(r, P_DELETED, false) ? HEAD_DELETED : 0;
	desk_add_head(r->desk, &h);
	p->unit = UNIT_NONE;
	p->flags &= ~(unsigned)POST_DELETED;
}

/* An item of a feed opens a conversation, unless it is about a case. */
static bool
take_item(void *state, struct row *r)
{
	struct desk *d = state;
	struct desk_post p = { .flags = POST_OWN };
	const char *none;

	if (id(r, P_ID).n == 0)
		return row_wrong(r, P_ID, "an item of a feed needs one");
	if (!nested(r, P_COMMENTS, "feed_comments", add_feed_comment, NODE_NONE, true) || !post_of(r, true, &p))
		return false;
	p.node = desk_node(d, id(r, P_ID));
	none = why_none(r, p.text);
	if (none != NULL)
		row_drop(r, none);
	else {
		p.score = row_count(r, P_LIKES, 0);
		if (is_case(id(r, P_CASE)))
			desk_reply(d, p.node, desk_node(d, id(r, P_CASE)), false);
		else
			add_question(r, &p);
		if (row_text(r, P_BEST).n > 0)
			desk_accept(d, desk_node(d, id(r, P_BEST)));
		desk_add_post(d, &p);
	}
	return nested(r, P_COMMENTS, "feed_comments", add_feed_comment, p.node, false);
}

static bool
take_feed_comment(void *state, struct row *r)
{
	(void)state;
	if (id(r, P_ITEM).n == 0)
		return row_wrong(r, P_ITEM, "a comment in a feed needs one");
	return parts_apart(r, id(r, P_ITEM), add_feed_comment);
}

static bool
take_user(void *state, struct row *r)
{
	struct people *people = &((struct desk *)state)->people;
	uint32_t who = person(r, U_ID);
	enum role role = role_of(row_text(r, U_TYPE), true);

	if (who == PERSON_NONE)
		return row_wrong(r, U_ID, "a user needs one");
	if (role != ROLE_UNKNOWN)
		people_role(people, who, role);
	people_alias(people, who, row_text(r, U_EMAIL));
	people_alias(people, who, row_text(r, U_NAME));
	return row_used(r);
}

static void *
open_desk(struct desk *d)
{
	d->needs_head = true;
	return d;
}

/* All may stand in one list of "records"; a FeedComment is known before a CaseComment, which has less. */
static const struct kind kinds[] = {
	{ "cases", { "records", "Case" }, { "attributes.type=Case|CaseNumber", "Subject|Status|Description|attributes.type=Case" }, 85,
	  "CaseNumber|Subject", case_fields, take_case },
	{ "cases", { NULL }, { "Case Number", "Subject|Status|Description" }, 85, NULL, case_fields, take_case, .footer = "the footer of a report" },
	{ "feed_comments", { "records", "FeedComment" }, { "attributes.type=FeedComment|FeedItemId", "CommentBody|attributes.type=FeedComment" }, 90,
	  "FeedItemId", post_fields, take_feed_comment },
	{ "case_comments", { "records", "CaseComment" }, { "attributes.type=CaseComment|CommentBody", "ParentId|attributes.type=CaseComment",
	  "IsPublished|CreatedDate|attributes.type=CaseComment" }, 80, "CommentBody", post_fields, take_comment },
	{ "feed_items", { "records", "FeedItem" }, { "attributes.type=FeedItem|BestCommentId|IsRichText|RelatedRecordId",
	  "Body|Title|attributes.type=FeedItem", "Id", "ParentId|CreatedById" }, 80, "Title|Body", post_fields, take_item },
	{ "emails", { "records", "EmailMessage" }, { "attributes.type=EmailMessage|TextBody|HtmlBody", "Incoming|FromAddress|attributes.type=EmailMessage" },
	  80, "TextBody|HtmlBody", post_fields, take_email },
	{ "users", { "records", "User" }, { "attributes.type=User|UserType|ProfileId", "Username|attributes.type=User", "Id" }, 70, "UserType", user_fields,
	  take_user },
	{ .unit = NULL }
};

static const struct vendor vendor = { "salesforce", kinds, { "records", "totalSize|done" }, .open = open_desk };

const struct format format_salesforce = { "salesforce", "Salesforce cases, comments, e-mails, community questions and users: JSON or CSV",
	&vendor_reader, &vendor };
