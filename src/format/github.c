/*
 * GitHub: issues and the comments on them, from the REST API, a search, gh or GraphQL, webhooks, and the hours of GH Archive.
 *
 * Lists of issues hold pull requests, which are none. A comment's row names its issue in nothing but an address. An
 * event carries the whole issue once more, as it was then: the newest stands.
 */
#include "vendor.h"

#include "../base/time.h"
#include "../json/write.h"

enum issue_field { NUMBER, ADDRESS, TITLE, BODY, STATE, REASON, CREATED, UPDATED, CLOSED, AUTHOR, AUTHOR_TYPE, IS_BOT, ASSOCIATION, LIKES, GROUPS,
	LABELS, PULL, COMMENTS };

static const struct row_field issue_fields[] = {
	[NUMBER] = { { "number" }, .as = "id" },
	[ADDRESS] = { { "repository_url", "html_url", "url" }, .as = "id and product: the repository" },
	[TITLE] = { { "title" }, .as = "subject" },
	[BODY] = { { "body" }, .as = "messages.text of the first" },
	[STATE] = { { "state" }, .as = "status" },
	[REASON] = { { "state_reason", "stateReason" }, .as = "status and state_reason" },
	[CREATED] = { { "created_at", "createdAt" }, .is_date = true, .as = "created_at" },
	[UPDATED] = { { "updated_at", "updatedAt" }, .is_date = true, .as = "updated_at" },
	[CLOSED] = { { "closed_at", "closedAt" }, .is_date = true, .as = "solved_at" },
	[AUTHOR] = { { "user.login", "author.login" }, .as = "requester" },
	[AUTHOR_TYPE] = { { "user.type", "author.__typename" }, .as = "messages.role: Bot" },
	[IS_BOT] = { { "author.is_bot" }, .as = "messages.role" },
	[ASSOCIATION] = { { "author_association", "authorAssociation" }, .as = "messages.role: OWNER, MEMBER and COLLABORATOR are staff" },
	[LIKES] = { { "reactions.+1" }, .as = "messages.score" },
	[GROUPS] = { { "reactionGroups" }, .as = "messages.score" },
	[LABELS] = { { "labels.nodes", "labels" }, .as = "tags" },
	[PULL] = { { "pull_request", "merge_commit_sha", "headRefName" }, .as = "whether it is dropped" },
	[COMMENTS] = { { "comments.nodes", "comments" }, .as = "messages" },
	{ { NULL } }
};

/* Those of a comment have the numbers of an issue's where they are the same things. */
enum comment_field { C_ID = NUMBER, C_ADDRESS = ADDRESS, C_ISSUE = TITLE, C_MINIMIZED = STATE, C_ANSWER = REASON };

static const struct row_field comment_fields[] = {
	[C_ID] = { { "id" }, .as = "messages.id, where no address tells it" },
	[C_ADDRESS] = { { "html_url", "url" }, .as = "messages.id" },
	[C_ISSUE] = { { "issue_url" }, .as = "id" },
	[BODY] = { { "body" }, .as = "messages.text" },
	[C_MINIMIZED] = { { "minimizedReason" }, .as = "whether it is dropped: spam and abuse" },
	[C_ANSWER] = { { "isAnswer" }, .as = "messages.accepted" },
	[CREATED] = { { "created_at", "createdAt" }, .is_date = true, .as = "messages.at" },
	[UPDATED] = { { "updated_at", "updatedAt" }, .is_date = true, .as = "which of two versions is the newer" },
	[CLOSED] = { { "lastEditedAt" }, .is_date = true, .as = "which of two versions is the newer" },
	[AUTHOR] = { { "user.login", "author.login" }, .as = "messages.author" },
	[AUTHOR_TYPE] = { { "user.type", "author.__typename" }, .as = "messages.role: Bot" },
	[IS_BOT] = { { "author.is_bot" }, .as = "messages.role" },
	[ASSOCIATION] = { { "author_association", "authorAssociation" }, .as = "messages.role: OWNER, MEMBER and COLLABORATOR are staff" },
	[LIKES] = { { "reactions.+1" }, .as = "messages.score" },
	[GROUPS] = { { "reactionGroups" }, .as = "messages.score" },
	{ { NULL } }
};

enum event_field { E_TYPE, E_ACTION, E_REPO, E_AT, E_ISSUE, E_COMMENT };

static const struct row_field event_fields[] = {
	[E_TYPE] = { { "type" }, .as = "whether it is dropped" },
	[E_ACTION] = { { "payload.action", "action" }, .as = "whether it deletes" },
	[E_REPO] = { { "repo.name", "repository.full_name" }, .as = "id and product, where the issue does not tell" },
	[E_AT] = { { "created_at" }, .is_date = true, .as = "when it was deleted" },
	[E_ISSUE] = { { "payload.issue", "issue" }, .as = "id, subject and the first message" },
	[E_COMMENT] = { { "payload.comment", "comment" }, .as = "messages" },
	{ { NULL } }
};

static const char A_PULL[] = "a pull request", ON_PULL[] = "a comment on a pull request";

/* The issue that comments belong to, and what an event does to it or them. */
struct of_issue {
	struct str key;			/* OWNER/REPO#NUMBER */
	struct str repository;		/* where the event tells it */
	bool deleted;
	int64_t at;			/* of the event */
};

static int64_t
latest(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* OWNER/REPO of an address, of the site or its API; empty: it holds none. */
static struct str
repository_of(struct str url)
{
	static const char api[] = "/repos/";
	size_t i = 0, from, slash = 0;

	while (i + sizeof api <= url.n && memcmp(url.s + i, api, sizeof api - 1) != 0)
		i++;
	if (i + sizeof api <= url.n)
		from = i + sizeof api - 1;
	else {
		for (from = 0; from + 3 <= url.n && memcmp(url.s + from, "://", 3) != 0; from++)
			;
		for (from += 3; from < url.n && url.s[from] != '/'; from++)
			;
		from++;
	}
	for (i = from; i < url.n; i++)
		if (url.s[i] == '/') {
			if (slash > 0)
				break;
			slash = i;
		}
	return slash > from && i > slash + 1 ? (struct str){ url.s + from, i - from } : STR("");
}

/* What follows the last of a character. */
static struct str
behind(struct str s, char c)
{
	size_t i = s.n;

	while (i > 0 && s.s[i - 1] != c)
		i--;
	return i > 0 ? (struct str){ s.s + i, s.n - i } : STR("");
}

static struct str
key_of(struct row *r, struct str repository, struct str number)
{
	struct buf *key;

	if (repository.n == 0)
		return number;
	key = row_buf(r);
	buf_add(key, repository.s, repository.n);
	buf_addc(key, '#');
	buf_add(key, number.s, number.n);
	return buf_str(key);
}

/* Who wrote an issue or a comment; an account that is gone is nobody, or goes by the name ghost. */
static uint32_t
author_of(struct row *r, enum role *role)
{
	struct str login = row_text(r, AUTHOR), association = row_text(r, ASSOCIATION);

	if (str_is(row_text(r, AUTHOR_TYPE), "Bot") || str_ends(login, "[bot]") || row_truth(r, IS_BOT, false))
		*role = ROLE_BOT;
	else if (str_is(association, "OWNER") || str_is(association, "MEMBER") || str_is(association, "COLLABORATOR"))
		*role = ROLE_STAFF;		/* in this repository: elsewhere they may ask like others */
	return str_is(login, "ghost") ? PERSON_NONE : people_number(&r->desk->people, login);
}

static int64_t
likes(struct row *r)
{
	struct scan_each walk = scan_each(row_value(r, GROUPS));
	struct scan_value group;
	int64_t n = 0;

	while (scan_next(&walk, NULL, &group))
		if (str_is(scan_string(scan_member(group, STR("content"))), "THUMBS_UP"))
			scan_int(scan_member(scan_member(group, STR("users")), STR("totalCount")), &n);
	return row_count(r, LIKES, n);
}

/* A word that one of the interfaces writes in capitals. */
static struct str
lower(struct row *r, unsigned field)
{
	struct str word = row_text(r, field);
	struct buf *out;

	if (word.n == 0 || word.s[0] >= 'a')
		return word;
	out = row_buf(r);
	for (size_t i = 0; i < word.n; i++)
		buf_addc(out, word.s[i] >= 'A' && word.s[i] <= 'Z' ? (char)(word.s[i] | 0x20) : word.s[i]);
	return buf_str(out);
}

static bool
add_comment(struct row *r, void *of_issue, bool rehearsal)
{
	const struct of_issue *issue = of_issue;
	struct desk_post p = { .unit = r->unit, .line = r->line, .flags = POST_ANSWER };
	struct str reason = lower(r, C_MINIMIZED);
	int64_t updated, edited;

	if (!row_time(r, CREATED, &p.at) || !row_time(r, UPDATED, &updated) || !row_time(r, CLOSED, &edited))
		return false;
	if (rehearsal)
		return true;
	p.version = latest(p.at, latest(updated, edited)) + issue->deleted;
	p.node = desk_node(r->desk, issue->key);
	p.id = behind(row_text(r, C_ADDRESS), '-');
	if (p.id.n == 0 || !str_holds(row_text(r, C_ADDRESS), "#issuecomment-"))
		p.id = row_text(r, C_ID);
	p.author = author_of(r, &p.role);
	p.score = likes(r);
	if (issue->deleted || str_is(reason, "spam") || str_is(reason, "abuse"))
		p.flags |= POST_DELETED;
	p.flags |= row_truth(r, C_ANSWER, false) ? POST_ACCEPTED : 0u;
	p.text = row_markdown(r, BODY, &p.flags);
	desk_add_post(r->desk, &p);
	return true;
}

static bool
comments_of(struct row *r, struct of_issue *issue, bool rehearsal)
{
	return row_nested(r, row_value(r, COMMENTS), "comments", comment_fields, add_comment, issue, rehearsal);
}

static struct str
status_of(struct str state, struct str reason)
{
	if (!str_is(state, "closed"))
		return state.n > 0 ? STR("open") : state;
	return reason.n == 0 || str_is(reason, "completed") ? STR("solved") : STR("closed");
}

static void
add_body(struct row *r, const struct desk_head *h, struct str key)
{
	struct desk_post p = { .node = h->node, .author = h->requester, .flags = POST_OWN, .at = h->created_at, .version = h->version, .line = h->line };

	p.key = key;
	author_of(r, &p.role);
	p.score = likes(r);
	p.text = row_markdown(r, BODY, &p.flags);
	desk_add_post(r->desk, &p);
}

/* In rehearsal only what is wrong with it is looked at. Sets issue->key. */
static bool
add_issue(struct row *r, struct of_issue *issue, bool rehearsal)
{
	struct desk_head h = { .unit = r->unit, .line = r->line };
	struct str reason = lower(r, REASON), repository = repository_of(row_text(r, ADDRESS));
	enum role role = ROLE_UNKNOWN;
	struct buf *more;

	if (row_text(r, NUMBER).n == 0)
		return row_wrong(r, NUMBER, "an issue needs one");
	if (!row_time(r, CREATED, &h.created_at) || !row_time(r, UPDATED, &h.updated_at) || !row_time(r, CLOSED, &h.solved_at))
		return false;
	if (repository.n == 0)
		repository = issue->repository;
	issue->key = key_of(r, repository, row_text(r, NUMBER));
	if (!comments_of(r, issue, true))
		return false;
	if (rehearsal)
		return true;
	h.node = desk_node(r->desk, issue->key);
	h.version = latest(latest(h.created_at, h.updated_at), h.solved_at);
	h.requester = author_of(r, &role);
	h.subject = row_clean(r, TITLE, &h.flags);
	h.status = status_of(lower(r, STATE), reason);
	h.product = repository.n > 0 ? repository : (struct str){0};
	h.tags = row_list(r, LABELS, ",");
	if (reason.n > 0) {
		more = row_buf(r);
		write_string(more, "state_reason", reason);
		h.more = buf_str(more);
	}
	if (issue->deleted) {
		h.flags |= HEAD_DELETED;
		h.version = latest(h.version, issue->at);
	}
	desk_add_head(r->desk, &h);
	add_body(r, &h, issue->key);
	return comments_of(r, issue, false);
}

static bool
take_issue(void *state, struct row *r)
{
	struct of_issue issue = {0};
	enum scan_type pull = scan_type(row_value(r, PULL));

	(void)state;
	if (pull != SCAN_ABSENT && pull != SCAN_NULL)
		return row_drop(r, A_PULL);
	return add_issue(r, &issue, false);
}

static bool
take_comment(void *state, struct row *r)
{
	struct str url = row_text(r, C_ISSUE);
	struct of_issue issue = {0};

	(void)state;
	if (url.n == 0)
		return row_wrong(r, C_ISSUE, "a comment needs one");
	if (!add_comment(r, &issue, true))
		return false;
	if (str_holds(row_text(r, C_ADDRESS), "/pull/"))
		return row_drop(r, ON_PULL);
	issue.key = key_of(r, repository_of(url), behind(url, '/'));
	return add_comment(r, &issue, false);
}

/* An event that is about an issue or a comment on one; of others the row has a name, of a webhook's it has none. */
static bool
is_ours(struct row *r, bool *is_comment)
{
	struct str type = row_text(r, E_TYPE);

	*is_comment = type.n > 0 ? str_is(type, "IssueCommentEvent") : scan_type(row_value(r, E_COMMENT)) == SCAN_OBJECT;
	return (type.n == 0 || *is_comment || str_is(type, "IssuesEvent")) && scan_type(row_value(r, E_ISSUE)) == SCAN_OBJECT &&
	    (!*is_comment || scan_type(row_value(r, E_COMMENT)) == SCAN_OBJECT);
}

static bool
take_event(void *state, struct row *r)
{
	struct row issue, comment;
	struct of_issue what = { .repository = row_text(r, E_REPO) }, whole;
	bool is_comment, good;
	enum scan_type pull;

	(void)state;
	if (!is_ours(r, &is_comment))
		return row_drop(r, "an event that carries no issue");
	if (!row_time(r, E_AT, &what.at))
		return false;
	issue = row_inside(r, row_value(r, E_ISSUE), issue_fields, is_comment ? UNIT_NONE : r->unit);
	comment = row_inside(r, row_value(r, E_COMMENT), comment_fields, r->unit);
	pull = scan_type(row_value(&issue, PULL));
	if (pull != SCAN_ABSENT && pull != SCAN_NULL)
		return row_drop(r, is_comment ? ON_PULL : A_PULL);
	if (!add_issue(&issue, &what, true))
		return row_pass_on(r, &issue);
	if (is_comment && !add_comment(&comment, &what, true))
		return row_pass_on(r, &comment);
	whole = what;
	what.deleted = str_is(row_text(r, E_ACTION), "deleted");
	whole.deleted = what.deleted && !is_comment;
	good = add_issue(&issue, &whole, false);
	if (good && is_comment)
		add_comment(&comment, &what, false);
	return good || row_pass_on(r, &issue);
}

static void *
open_desk(struct desk *d)
{
	d->post_prefix = "c:";
	d->channel = "github";
	return d;
}

static const struct kind kinds[] = {
	{ "events", { "events" }, { "type", "payload", "repo|actor" }, 90, "payload", event_fields, take_event },
	{ "events", { NULL }, { "action", "issue", "repository|sender" }, 86, NULL, event_fields, take_event },
	{ "issues", { "items", "issues" }, { "number", "title", "html_url|repository_url|comments_url" }, 88, "number", issue_fields, take_issue },
	{ "issues", { "data.repository.issues.nodes" }, { "number", "title", "createdAt|stateReason|authorAssociation|author|closedAt" }, 82, NULL,
	  issue_fields, take_issue },
	{ "comments", { "comments" }, { "issue_url", "body|author_association|html_url" }, 88, "issue_url", comment_fields, take_comment },
	{ .unit = NULL }
};

static const struct vendor vendor = { "github", kinds, { "incomplete_results" }, .open = open_desk };

const struct format format_github = { "github", "GitHub issues and comments: REST, search, gh, GraphQL, webhooks, and GH Archive's events", &vendor_reader, &vendor };
