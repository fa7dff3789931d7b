/*
 * Stack Exchange: posts, users, votes, comments and links between posts, as the data dumps have them in XML and as
 * others converted them: tables with or without bodies, tables of questions and of answers apart, lines of JSON.
 *
 * Conversions write 3.0 for 3, and NA or nan where nothing was. Dates without a zone are UTC.
 */
#include "vendor.h"

#include "clean.h"

#include <stdio.h>
#include <string.h>

enum { QUESTION = 1, ANSWER = 2, LINKED = 1, DUPLICATE = 3 };

static const char GONE[] = "its post is not in the export, or neither question nor answer";

/* What remarks on posts are counted as. */
struct stackexchange {
	struct desk *desk;
	unsigned votes, comments, duplicates, related;
};

enum post_field { ID, TYPE, PARENT, ACCEPTED, CREATED, ACTIVE, CLOSED, SCORE, OWNER, TITLE, TAGS, BODY };

static const struct row_field post_fields[] = {
	[ID] = { { "Id", "id" }, .needed = true, .as = "messages.id; of a question, id" },
	[TYPE] = { { "PostTypeId", "post_type_id" }, .as = "1 is a question, 2 an answer; others are dropped" },
	[PARENT] = { { "ParentId", "parent_id" }, .as = "the question that is answered" },
	[ACCEPTED] = { { "AcceptedAnswerId", "accepted_answer_id" }, .as = "messages.accepted of that answer; status: solved" },
	[CREATED] = { { "CreationDate", "creation_date" }, .needed = true, .is_date = true, .as = "messages.at" },
	[ACTIVE] = { { "LastActivityDate", "last_activity_date" }, .is_date = true, .as = "updated_at; of a post that comes again the newest stands" },
	[CLOSED] = { { "ClosedDate", "closed_date" }, .as = "status: closed" },
	[SCORE] = { { "Score", "score" }, .as = "messages.score" },
	[OWNER] = { { "OwnerUserId", "owner_user_id" }, .as = "messages.author" },
	[TITLE] = { { "Title", "title" }, .as = "subject" },
	[TAGS] = { { "Tags", "tags" }, .as = "tags" },
	[BODY] = { { "Body", "body" }, .as = "messages.text" },
	{ { NULL } }
};

enum user_field { U_ID, U_NAME };

static const struct row_field user_fields[] = {
	[U_ID] = { { "Id", "id" }, .needed = true, .as = "person" },
	[U_NAME] = { { "DisplayName", "display_name" }, .as = "whom the rosters name" },
	{ { NULL } }
};

enum remark_field { R_POST, R_TYPE };
enum link_field { L_POST, L_TYPE, L_RELATED };

static const struct row_field vote_fields[] = {
	[R_POST] = { { "PostId", "post_id" }, .needed = true, .as = "the post that it is on" },
	[R_TYPE] = { { "VoteTypeId", "vote_type_id" }, .needed = true, .as = "1: messages.accepted; others are in the score already" },
	{ { NULL } }
};

static const struct row_field comment_fields[] = {
	[R_POST] = { { "PostId", "post_id" }, .needed = true, .as = "comments: how many the ticket has" },
	{ { NULL } }
};

static const struct row_field link_fields[] = {
	[L_POST] = { { "PostId", "post_id" }, .needed = true, .as = "the ticket that is linked" },
	[L_TYPE] = { { "LinkTypeId", "link_type_id" }, .needed = true, .as = "3: duplicates; 1: related" },
	[L_RELATED] = { { "RelatedPostId", "related_post_id" }, .needed = true, .as = "duplicates, related" },
	{ { NULL } }
};

static const struct row_field no_fields[] = { { { NULL } } };

/* What R and pandas write where nothing was. */
static bool
is_nothing(struct str s)
{
	static const char *const words[] = { "NA", "nan", "NaN", "NaT", "None", "null", "NULL", "\\N", "<NA>" };

	for (size_t i = 0; s.n > 0 && i < sizeof words / sizeof *words; i++)
		if (str_is(s, words[i]))
			return true;
	return s.n == 0;
}

/* Is it written as a number, in any way? */
static bool
is_number(struct str s)
{
	bool digits = false;

	for (size_t i = s.n > 0 && s.s[0] == '-'; i < s.n; i++) {
		bool digit = s.s[i] >= '0' && s.s[i] <= '9';

		if (!digit && s.s[i] != '.' && !(digits && (s.s[i] == 'e' || s.s[i] == 'E' || s.s[i] == '+' || s.s[i] == '-')))
			return false;
		digits |= digit;
	}
	return digits;
}

/* An id, whole again; absent where there is none. Ids that are no numbers, as of users that were renamed, stay. False: its digits are lost. */
static bool
take_id(struct row *r, unsigned field, struct str *id)
{
	struct str text = row_text(r, field), whole;
	bool negative;

	*id = (struct str){0};
	if (text.n == 0 || clean_id(text, id))
		return true;
	*id = (struct str){0};
	text = str_trim(text);
	if (is_nothing(text))
		return true;
	negative = text.n > 1 && text.s[0] == '-';
	if (clean_id((struct str){ text.s + negative, text.n - negative }, &whole)) {
		*id = (struct str){ whole.s - negative, whole.n + negative };
		return true;
	}
	*id = text;
	return !is_number(text) || row_wrong(r, field, "no id (numbers with an exponent have lost digits)");
}

static bool
needed_id(struct row *r, unsigned field, struct str *id)
{
	return take_id(r, field, id) && (id->n > 0 || row_wrong(r, field, "an id is needed"));
}

/* A whole number, however it is written; `otherwise` where there is none. */
static bool
take_number(struct row *r, unsigned field, long long otherwise, long long *n)
{
	struct str text;

	*n = otherwise;
	if (!take_id(r, field, &text))
		return false;
	return text.n == 0 || str_int(text, n) || row_wrong(r, field, "a whole number is expected");
}

/* Dumps write ISO 8601 in UTC, whatever --timezone says of other files; spreadsheets may have made something else of it. */
static bool
take_time(struct row *r, unsigned field, int64_t *ms)
{
	struct str text = row_text(r, field);

	if (time_parse(text, ms))
		return true;
	*ms = TIME_NONE;
	return is_nothing(str_trim(text)) || row_time(r, field, ms);
}

static void
add_head(struct row *r, const struct desk_post *p, bool solved)
{
	struct desk_head h = { .node = p->node, .requester = p->author, .created_at = p->at, .updated_at = p->version,
		.solved_at = TIME_NONE, .version = p->version, .line = p->line };

	h.subject = row_clean(r, TITLE, &h.flags);
	h.channel = STR("forum");
	h.status = solved ? STR("solved") : !is_nothing(row_text(r, CLOSED)) ? STR("closed") : STR("open");
	h.tags = row_list(r, TAGS, "<>|, ;[]'\"");
	desk_add_head(r->desk, &h);
}

static bool
add_post(struct row *r, bool answer)
{
	struct desk *d = r->desk;
	struct desk_post p = { .unit = r->unit, .flags = POST_OWN, .line = r->line };
	struct str parent = {0}, accepted = {0};
	long long score;

	if (!needed_id(r, ID, &p.key) || !take_time(r, CREATED, &p.at) || !take_time(r, ACTIVE, &p.version) || !take_number(r, SCORE, 0, &score) ||
	    !take_id(r, OWNER, &p.author_id))
		return false;
	if (p.at == TIME_NONE)
		return row_wrong(r, CREATED, "a date is needed");
	if (answer ? !needed_id(r, PARENT, &parent) : !take_id(r, ACCEPTED, &accepted))
		return false;
	people_soon(&d->people, p.author_id);
	p.score = score;
	p.text = row_html(r, BODY, &p.flags);
	p.node = desk_node(d, p.key);
	if (answer) {
		p.flags |= POST_ANSWER;
		p.reply_to = parent;
		desk_reply(d, p.node, desk_node(d, parent), false);
	}
	p.author = people_number(&d->people, p.author_id);
	desk_add_post(d, &p);
	if (!answer)
		add_head(r, &p, accepted.n > 0);
	if (accepted.n > 0)
		desk_accept(d, desk_node(d, accepted));
	return true;
}

static bool
take_post(void *state, struct row *r)
{
	char why[64];
	long long type;

	(void)state;
	if (!take_number(r, TYPE, 0, &type))
		return false;
	if (type == QUESTION || type == ANSWER)
		return add_post(r, type == ANSWER);
	if (type == 0)
		return row_wrong(r, TYPE, "a whole number is needed");
	snprintf(why, sizeof why, "PostTypeId %lld, neither question nor answer", type);
	return row_drop(r, why);
}

/* Of tables that hold questions or answers or both, and no type: an answer has a parent, a question a title. */
static bool
take_untyped(void *state, struct row *r)
{
	struct str parent;

	(void)state;
	return take_id(r, PARENT, &parent) && add_post(r, parent.n > 0 || is_nothing(row_text(r, TITLE)));
}

static bool
take_user(void *state, struct row *r)
{
	struct people *people = &((struct stackexchange *)state)->desk->people;
	struct str id;

	if (!needed_id(r, U_ID, &id))
		return false;
	people_alias(people, people_number(people, id), row_text(r, U_NAME));
	return row_used(r);
}

static bool
take_vote(void *state, struct row *r)
{
	struct stackexchange *s = state;
	struct str post;
	long long type;
	uint32_t node;

	if (!needed_id(r, R_POST, &post) || !take_number(r, R_TYPE, 0, &type))
		return false;
	node = desk_node(s->desk, post);
	desk_remark(s->desk, s->votes, r->unit, node, 1);
	if (type == 1)
		desk_accept(s->desk, node);
	return true;
}

static bool
take_comment(void *state, struct row *r)
{
	struct stackexchange *s = state;
	struct str post;

	if (!needed_id(r, R_POST, &post))
		return false;
	desk_remark(s->desk, s->comments, r->unit, desk_node(s->desk, post), 1);
	return true;
}

static bool
take_link(void *state, struct row *r)
{
	struct stackexchange *s = state;
	struct str post, related;
	long long type;
	uint32_t from;

	if (!needed_id(r, L_POST, &post) || !needed_id(r, L_RELATED, &related) || !take_number(r, L_TYPE, 0, &type))
		return false;
	if (type != LINKED && type != DUPLICATE)
		return row_drop(r, "an unknown LinkTypeId");
	from = desk_node(s->desk, post);
	desk_refer(s->desk, type == DUPLICATE ? s->duplicates : s->related, r->unit, from, desk_node(s->desk, related));
	return true;
}

static bool
take_other(void *state, struct row *r)
{
	(void)state;
	return row_drop(r, "a file that says nothing about questions and answers");
}

static void *
open_desk(struct desk *d)
{
	struct stackexchange *s = mem_zeroed(1, sizeof *s);

	s->desk = d;
	s->votes = desk_remarks(d, NULL, GONE);
	s->comments = desk_remarks(d, "comments", GONE);
	s->duplicates = desk_remarks(d, "duplicates", GONE);
	s->related = desk_remarks(d, "related", GONE);
	people_role(&d->people, people_number(&d->people, STR("-1")), ROLE_BOT);
	return s;
}

#define CREATION "CreationDate|creation_date"
#define OWNER_ID "OwnerUserId|owner_user_id"
#define POST_ID "PostId|post_id"

static const struct kind kinds[] = {
	{ "posts", { "posts" }, { "Id|id", "PostTypeId|post_type_id", CREATION }, 95, NULL, post_fields, take_post },
	{ "posts", { NULL }, { "Id|id", "Score|score", CREATION, OWNER_ID, "Title|title|ParentId|parent_id" }, 85, NULL, post_fields, take_untyped },
	{ "users", { "users" }, { "Id|id", "Reputation|reputation", "DisplayName|display_name" }, 90, NULL, user_fields, take_user },
	{ "votes", { "votes" }, { POST_ID, "VoteTypeId|vote_type_id" }, 95, NULL, vote_fields, take_vote },
	{ "comments", { "comments" }, { "Id|id", POST_ID, CREATION, "Score|score|Text|text", "UserId|user_id|UserDisplayName|user_display_name" }, 85,
	  NULL, comment_fields, take_comment },
	{ "postlinks", { "postlinks" }, { POST_ID, "RelatedPostId|related_post_id", "LinkTypeId|link_type_id" }, 95, NULL, link_fields, take_link },
	{ "other", { "badges", "tags", "posthistory" }, { "PostHistoryTypeId|post_history_type_id|TagBased|tag_based|TagName|tag_name" }, 90,
	  NULL, no_fields, take_other },
	{ .unit = NULL }
};

static const struct vendor vendor = { "stackexchange", kinds, .is_xml = true, .open = open_desk, .close = free };

const struct format format_stackexchange = { "stackexchange",
	"Stack Exchange data dump, XML or converted to tables: Posts, Users, Votes, Comments, PostLinks", &vendor_reader, &vendor };
