/*
 * Jira: issues and their comments, from the REST API or an export as CSV, and tables of duplicate pairs.
 *
 * A table has a column for each label, comment and link, all of one name; a comment's cell is "DATE;AUTHOR;TEXT". In a
 * service project everybody but the reporter serves, unless the account is a customer's; elsewhere nothing tells who does.
 */
#include "adf.h"
#include "parts.h"
#include "vendor.h"

#include "../base/time.h"
#include "../json/write.h"
#include "../text/date.h"

#include <string.h>

enum field { KEY, ID, SUMMARY, DESCRIPTION, STATUS, CATEGORY, RESOLUTION, CREATED, UPDATED, RESOLVED, REPORTER, REPORTER_NAME, REPORTER_EMAIL,
	REPORTER_TYPE, ASSIGNEE, PROJECT, PROJECT_TYPE, COMPONENTS, LABELS, COMMENTS, COMMENT_CELLS, LINKS, DUPLICATES, DUPLICATED };

static void see_comment(struct row *r, struct str cell);

/* A row of a table, or the object "fields" of an issue. */
static const struct row_field issue_fields[] = {
	[KEY] = { { "Issue key", "key" }, .as = "id" },
	[ID] = { { "Issue id" }, .as = "id, where there is no key" },
	[SUMMARY] = { { "summary" }, .as = "subject" },
	[DESCRIPTION] = { { "description" }, .as = "messages.text, the opening one" },
	[STATUS] = { { "status.name", "status" }, .as = "status" },
	[CATEGORY] = { { "status.statusCategory.key", "Status Category" }, .as = "status, where its name tells nothing" },
	[RESOLUTION] = { { "resolution.name", "resolution" }, .as = "resolution" },
	[CREATED] = { { "created" }, .is_date = true, .as = "created_at" },
	[UPDATED] = { { "updated" }, .is_date = true, .as = "updated_at; of an issue that comes again the newest stands" },
	[RESOLVED] = { { "resolutiondate", "resolved" }, .is_date = true, .as = "solved_at" },
	[REPORTER] = { { "reporter.accountId", "reporter.name", "reporter.key", "Reporter Id", "reporter" }, .as = "requester" },
	[REPORTER_NAME] = { { "reporter.displayName", "reporter" }, .as = "whom the rosters name" },
	[REPORTER_EMAIL] = { { "reporter.emailAddress", "Reporter Email" }, .as = "whom the rosters name" },
	[REPORTER_TYPE] = { { "reporter.accountType" }, .as = "messages.role: customer or app" },
	[ASSIGNEE] = { { "assignee.accountId", "assignee.name", "Assignee Id", "assignee" }, .as = "role: staff, in a service project" },
	[PROJECT] = { { "project.name", "Project name", "project.key", "Project key" }, .as = "product, where there is no component" },
	[PROJECT_TYPE] = { { "project.projectTypeKey", "Project type" }, .as = "messages.role: who serves" },
	[COMPONENTS] = { { "components", "Component/s" }, .as = "product: the first" },
	[LABELS] = { { "labels" }, .as = "tags" },
	[COMMENTS] = { { "comment.comments" }, .as = "messages" },
	[COMMENT_CELLS] = { { "comment", "comments" }, .see = see_comment, .as = "messages, one a column" },
	[LINKS] = { { "issuelinks" }, .as = "duplicates" },
	[DUPLICATES] = { { "Outward issue link (Duplicate)" }, .as = "duplicates" },
	[DUPLICATED] = { { "Inward issue link (Duplicate)" }, .as = "duplicates of those issues" },
	{ { NULL } }
};

enum outer_field { O_KEY, O_ID, O_FIELDS };

static const struct row_field outer_fields[] = {
	[O_KEY] = { { "key" }, .as = "id" },
	[O_ID] = { { "id" }, .as = "id, where there is no key" },
	[O_FIELDS] = { { "fields" }, .as = "the issue" },
	{ { NULL } }
};

enum comment_field { C_ID, C_ISSUE, C_SELF, C_AUTHOR, C_NAME, C_EMAIL, C_TYPE, C_BODY, C_CREATED, C_UPDATED, C_PUBLIC, C_VISIBILITY, C_PARENT };

static const struct row_field comment_fields[] = {
	[C_ID] = { { "id" }, .as = "messages.id" },
	[C_ISSUE] = { { "issueKey", "issue_key", "issueId", "issue_id" }, .as = "id of the ticket" },
	[C_SELF] = { { "self" }, .as = "id of the ticket, where nothing else tells it" },
	[C_AUTHOR] = { { "author.accountId", "author.name", "author.key", "author" }, .as = "messages.author" },
	[C_NAME] = { { "author.displayName" }, .as = "whom the rosters name" },
	[C_EMAIL] = { { "author.emailAddress" }, .as = "whom the rosters name" },
	[C_TYPE] = { { "author.accountType" }, .as = "messages.role" },
	[C_BODY] = { { "body" }, .as = "messages.text" },
	[C_CREATED] = { { "created" }, .is_date = true, .as = "messages.at" },
	[C_UPDATED] = { { "updated" }, .is_date = true, .as = "which of two versions stands" },
	[C_PUBLIC] = { { "jsdPublic" }, .as = "messages.public" },
	[C_VISIBILITY] = { { "visibility.type", "visibility.value" }, .as = "messages.public: restricted ones are not" },
	[C_PARENT] = { { "parentId" }, .as = "messages.reply_to" },
	{ { NULL } }
};

enum pair_field { P_ISSUE, P_DUPLICATE };

static const struct row_field pair_fields[] = {
	[P_ISSUE] = { { "Issue key", "Issue id" }, .needed = true, .as = "the ticket" },
	[P_DUPLICATE] = { { "Duplicate id", "Duplicate key" }, .needed = true, .as = "duplicates" },
	{ { NULL } }
};

struct jira {
	struct desk *desk;
	unsigned duplicates, links;
};

/* An issue while its comments are taken. */
struct issue {
	uint32_t node, reporter, assignee;
	bool service;
	struct str key;
	int64_t version;
};

static const char *const statuses[][2] = { { "Open", "open" }, { "Reopened", "open" }, { "To Do", "open" }, { "In Progress", "open" },
	{ "Waiting for support", "open" }, { "Waiting for customer", "pending" }, { "Pending", "pending" }, { "Resolved", "solved" },
	{ "Done", "solved" }, { "Closed", "closed" }, { NULL } };

/* A field that holds text, or an Atlassian document. */
static struct str
prose(struct row *r, unsigned field, unsigned *flags)
{
	struct scan_value v = row_value(r, field);
	struct buf *html;

	if (scan_type(v) != SCAN_OBJECT)
		return row_clean(r, field, flags);
	html = row_buf(r);
	adf_html(html, v);
	return row_unmarked(r, buf_str(html), flags);
}

static enum role
role_of(const struct issue *i, uint32_t author, struct str account)
{
	if (str_is(account, "app"))
		return ROLE_BOT;
	if (author == PERSON_NONE)
		return ROLE_UNKNOWN;
	if (str_is(account, "customer") || (i->service && author == i->reporter))
		return ROLE_CUSTOMER;
	return i->service ? ROLE_STAFF : ROLE_UNKNOWN;
}

static bool
add_comment(struct row *r, void *issue, bool rehearsal)
{
	const struct issue *i = issue;
	struct desk_post p = { .node = i->node, .unit = r->unit, .line = r->line };

	if (!row_time(r, C_CREATED, &p.at) || !row_time(r, C_UPDATED, &p.version))
		return false;
	if (rehearsal)
		return true;
	p.id = row_text(r, C_ID);
	p.author = row_person(r, C_AUTHOR);
	people_alias(&r->desk->people, p.author, row_text(r, C_NAME));
	people_alias(&r->desk->people, p.author, row_text(r, C_EMAIL));
	p.role = role_of(i, p.author, row_text(r, C_TYPE));
	p.flags = !row_truth(r, C_PUBLIC, true) || row_text(r, C_VISIBILITY).n > 0 ? POST_PRIVATE : 0;
	p.reply_to = row_text(r, C_PARENT);
	p.text = prose(r, C_BODY, &p.flags);
	desk_add_post(r->desk, &p);
	return true;
}

/* A comment's cell: false: it has no date and author before its text. */
static bool
cut_cell(struct str cell, struct str *date, struct str *author, struct str *text)
{
	const char *one = cell.n > 0 ? memchr(cell.s, ';', cell.n < 64 ? cell.n : 64) : NULL, *two, *end = cell.s + cell.n;

	*date = *author = (struct str){0};
	*text = cell;
	if (one == NULL || (two = memchr(one + 1, ';', (size_t)(end - one - 1))) == NULL)
		return false;
	*date = (struct str){ cell.s, (size_t)(one - cell.s) };
	if (date_read(*date).form <= DATE_IMPOSSIBLE) {
		*date = (struct str){0};
		return false;
	}
	*author = str_trim((struct str){ one + 1, (size_t)(two - one - 1) });
	*text = str_trim((struct str){ two + 1, (size_t)(end - two - 1) });
	return true;
}

static void
see_comment(struct row *r, struct str cell)
{
	struct str date, author, text;

	if (cut_cell(cell, &date, &author, &text))
		dates_see(&r->in->dates, date, r->line);
}

/* The comments in a table's columns, the oldest first, which have no ids but their places. */
static bool
take_cells(struct row *r, const struct issue *i, bool rehearsal)
{
	struct str cell, date, author, text;
	size_t column = 0, number = 0, mark = row_mark(r);
	unsigned unit = UNIT_NONE;

	while (row_each(r, COMMENT_CELLS, &column, &cell)) {
		struct desk_post p = { .node = i->node, .line = r->line, .version = i->version };
		struct buf *id;

		cut_cell(cell, &date, &author, &text);
		if (!row_time_of(r, COMMENT_CELLS, date, &p.at))
			return false;
		if (rehearsal)
			continue;
		if (unit == UNIT_NONE)
			unit = desk_unit(r->desk, "comments");
		id = row_buf(r);
		buf_add(id, i->key.s, i->key.n);
		buf_printf(id, "/%zu", ++number);
		p.id = buf_str(id);
		p.unit = unit;
		p.author = people_number(&r->desk->people, author);
		p.role = role_of(i, p.author, STR(""));
		p.text = row_cleaned(r, text, &p.flags);
		desk_count(r->desk, unit)->read++;
		desk_add_post(r->desk, &p);
		row_release(r, mark);
	}
	return true;
}

/* One issue says of another that it repeats it. */
static void
refer(struct jira *j, uint32_t node, uint32_t to)
{
	if (j->links == UNIT_NONE)
		j->links = desk_unit(j->desk, "links");
	desk_count(j->desk, j->links)->read++;
	desk_refer(j->desk, j->duplicates, j->links, node, to);
}

static void
take_links(struct jira *j, struct row *r, uint32_t node)
{
	struct scan_each walk = scan_each(row_value(r, LINKS));
	struct scan_value link;
	struct str key;
	size_t column = 0;

	while (scan_next(&walk, NULL, &link)) {
		if (!str_is(scan_string(scan_member(scan_member(link, STR("type")), STR("name"))), "Duplicate"))
			continue;
		if ((key = scan_string(scan_member(scan_member(link, STR("outwardIssue")), STR("key")))).n > 0)
			refer(j, node, desk_node(j->desk, key));
		else if ((key = scan_string(scan_member(scan_member(link, STR("inwardIssue")), STR("key")))).n > 0)
			refer(j, desk_node(j->desk, key), node);
	}
	while (row_each(r, DUPLICATES, &column, &key))
		refer(j, node, desk_node(j->desk, str_trim(key)));
	for (column = 0; row_each(r, DUPLICATED, &column, &key);)
		refer(j, desk_node(j->desk, str_trim(key)), node);
}

/* Labels are an array, or stand in a column each, where some exports put several in one. */
static struct str
labels(struct row *r)
{
	struct buf *out;
	struct str cell;
	size_t column = 0;
	unsigned flags = 0;

	if (r->table == NULL)
		return row_list(r, LABELS, "");
	out = row_buf(r);
	write_array(out, NULL);
	while (row_each(r, LABELS, &column, &cell))
		for (size_t i = 0, from = 0; i <= cell.n; i++)
			if (i == cell.n || cell.s[i] == ',' || cell.s[i] == ' ') {
				if (i > from)
					write_string(out, NULL, row_cleaned(r, (struct str){ cell.s + from, i - from }, &flags));
				from = i + 1;
			}
	write_end_array(out);
	return out->len > 2 ? buf_str(out) : (struct str){0};
}

static struct str
product(struct row *r)
{
	struct scan_each walk = scan_each(row_value(r, COMPONENTS));
	struct scan_value first;
	unsigned flags = 0;
	struct str name = row_text(r, COMPONENTS);

	if (name.n == 0 && scan_next(&walk, NULL, &first))
		name = scan_string(scan_member(first, STR("name")));
	return parts_some(row_cleaned(r, name.n > 0 ? name : row_text(r, PROJECT), &flags));
}

static struct str
status(struct row *r)
{
	struct str name = row_text(r, STATUS), mine = parts_named(name, statuses);

	return mine.s == name.s && str_alike(row_text(r, CATEGORY), STR("done")) ? STR("solved") : mine;
}

/* An issue from a table's row, or of the API from its "fields"; key: of the conversation. */
static bool
take_fields(struct jira *j, struct row *r, struct str key, struct str id)
{
	struct desk *d = j->desk;
	struct desk_head h = { .unit = r->unit, .line = r->line };
	struct desk_post opening = { .flags = POST_OWN, .line = r->line };
	struct issue i = { .key = key, .service = row_text(r, PROJECT_TYPE).n >= 7 && str_alike((struct str){ row_text(r, PROJECT_TYPE).s, 7 }, STR("service")) };
	struct buf *more = row_buf(r);
	unsigned flags = 0;

	if (!row_time(r, CREATED, &h.created_at) || !row_time(r, UPDATED, &h.updated_at) || !row_time(r, RESOLVED, &h.solved_at) ||
	    !row_nested(r, row_value(r, COMMENTS), "comments", comment_fields, add_comment, &i, true) || !take_cells(r, &i, true))
		return false;
	h.node = opening.node = i.node = desk_node(d, key);
	if (id.n > 0 && !str_equal(id, key))
		desk_reply(d, desk_node(d, id), i.node, false);		/* comments that stand apart name the issue by its id */
	h.version = i.version = h.updated_at;
	h.requester = i.reporter = row_person(r, REPORTER);
	people_alias(&d->people, h.requester, row_text(r, REPORTER_NAME));
	people_alias(&d->people, h.requester, row_text(r, REPORTER_EMAIL));
	if (i.service)
		parts_is_staff(d, row_person(r, ASSIGNEE));
	h.subject = row_clean(r, SUMMARY, &flags);
	h.status = status(r);
	h.product = product(r);
	h.tags = labels(r);
	parts_more(r, more, "resolution", row_text(r, RESOLUTION));
	h.more = buf_str(more);
	desk_add_head(d, &h);
	opening.at = h.created_at;
	opening.version = h.version;
	opening.author = h.requester;
	opening.role = role_of(&i, h.requester, row_text(r, REPORTER_TYPE));
	opening.text = prose(r, DESCRIPTION, &opening.flags);
	desk_add_post(d, &opening);
	take_links(j, r, i.node);
	return take_cells(r, &i, false) && row_nested(r, row_value(r, COMMENTS), "comments", comment_fields, add_comment, &i, false);
}

static bool
take_row(void *state, struct row *r)
{
	struct str key = row_text(r, KEY).n > 0 ? row_text(r, KEY) : row_text(r, ID);

	return key.n > 0 ? take_fields(state, r, key, (struct str){0}) : row_wrong(r, KEY, "an issue needs one");
}

static bool
take_issue(void *state, struct row *r)
{
	struct str key = row_text(r, O_KEY), id = row_text(r, O_ID);
	struct row inner = row_inside(r, row_value(r, O_FIELDS), issue_fields, r->unit);

	if (key.n == 0)
		return row_wrong(r, O_KEY, "an issue needs one");
	if (scan_type(inner.value) != SCAN_OBJECT)
		return row_fails(r, "\"fields\": %s stands where an object is expected", scan_type_name(scan_type(inner.value)));
	return take_fields(state, &inner, key, id) || row_pass_on(r, &inner);
}

/* ".../issue/10010/comment/10501": the issue in a comment's own address. */
static struct str
issue_in(struct str address)
{
	static const char before[] = "/issue/";
	size_t n = sizeof before - 1;

	for (size_t i = 0; i + n <= address.n; i++)
		if (memcmp(address.s + i, before, n) == 0) {
			const char *id = address.s + i + n, *slash = memchr(id, '/', address.n - i - n);

			return slash != NULL ? (struct str){ id, (size_t)(slash - id) } : (struct str){0};
		}
	return (struct str){0};
}

static bool
take_comment(void *state, struct row *r)
{
	struct jira *j = state;
	struct issue i = { .node = NODE_NONE, .reporter = PERSON_NONE };
	struct str key = row_text(r, C_ISSUE).n > 0 ? row_text(r, C_ISSUE) : issue_in(row_text(r, C_SELF));

	if (key.n == 0)
		return row_fails(r, "a comment needs \"issueKey\", \"issueId\" or its address in \"self\", or to stand in its issue's \"comment\"");
	if (!add_comment(r, &i, true))
		return false;
	i.node = desk_node(j->desk, key);
	return add_comment(r, &i, false);
}

/* The next of several ids in a cell; absent: there are no more. */
static struct str
next_id(struct str *list)
{
	struct str id = {0};

	while (id.n == 0 && list->n > 0) {
		const char *comma = memchr(list->s, ',', list->n);
		size_t n = comma != NULL ? (size_t)(comma - list->s) : list->n, behind = n + (comma != NULL);

		id = str_trim((struct str){ list->s, n });
		*list = (struct str){ list->s + behind, list->n - behind };
	}
	return id;
}

/* A row of a table of pairs: a pair for each id in its second cell, and counted as so many. */
static bool
take_pair(void *state, struct row *r)
{
	struct jira *j = state;
	struct str issue = str_trim(row_text(r, P_ISSUE)), list = row_text(r, P_DUPLICATE), to = next_id(&list);
	uint32_t node;

	if (issue.n == 0 || to.n == 0)
		return row_wrong(r, issue.n == 0 ? P_ISSUE : P_DUPLICATE, "a pair needs one");
	node = desk_node(j->desk, issue);
	desk_count(j->desk, r->unit)->read--;
	for (; to.n > 0; to = next_id(&list))
		refer(j, node, desk_node(j->desk, to));
	return true;
}

static void *
open_jira(struct desk *d)
{
	struct jira *j = mem_zeroed(1, sizeof *j);

	d->needs_head = true;
	d->post_prefix = "c:";
	j->desk = d;
	j->duplicates = desk_remarks(d, "duplicates", "its issue is not in the export");
	return j;
}

static const struct kind kinds[] = {
	{ "issues", { "issues", "values" }, { "key", "fields" }, 85, "fields|key", outer_fields, take_issue },
	{ "issues", { NULL }, { "Summary", "Issue key|Issue id", "Status|Created" }, 85, NULL, issue_fields, take_row },
	{ "comments", { "comments", "issue_comments" }, { "body", "author", "updateAuthor|jsdPublic" }, 75, "body|author", comment_fields, take_comment },
	{ "links", { NULL }, { "Issue id|Issue key", "Duplicate id|Duplicate key" }, 80, NULL, pair_fields, take_pair },
	{ .unit = NULL }
};

static const struct vendor vendor = { "jira", kinds, { "issues|comments", "maxResults|isLast|nextPageToken" }, .open = open_jira, .close = free };

const struct format format_jira = { "jira", "Jira issues and comments: the REST API's JSON, CSV exports, or tables of duplicate pairs",
	&vendor_reader, &vendor };
