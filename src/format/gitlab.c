/*
 * GitLab: issues, from the API, a project's export or CSV, and notes on them, by themselves, in discussions or in the issue.
 *
 * An issue is known by project and number; notes that do not tell both are found by the issue's number in all of GitLab.
 * Lists of notes are the newest first, hold notes of the system, and of internal matters, and those on merge requests.
 */
#include "vendor.h"

#include "clean.h"
#include "../base/time.h"
#include "../json/write.h"

enum issue_field { ID, IID, PROJECT, ADDRESS, TITLE, BODY, STATE, CREATED, UPDATED, CLOSED, AUTHOR, CUSTOMER, CONFIDENTIAL, LABELS, LIKES, MOVED, BRANCH,
	NOTES };

static const struct row_field issue_fields[] = {
	[ID] = { { "id" }, .as = "which notes are its own, where they do not tell its number" },
	[IID] = { { "iid", "Issue ID" }, .as = "id" },
	[PROJECT] = { { "project_id" }, .as = "id" },
	[ADDRESS] = { { "web_url", "URL" }, .as = "product; id, where there is no project_id" },
	[TITLE] = { { "title" }, .as = "subject" },
	[BODY] = { { "description" }, .as = "messages.text of the first" },
	[STATE] = { { "state" }, .as = "status" },
	[CREATED] = { { "created_at", "Created At (UTC)" }, .is_date = true, .as = "created_at" },
	[UPDATED] = { { "updated_at", "Updated At (UTC)" }, .is_date = true, .as = "updated_at" },
	[CLOSED] = { { "closed_at", "Closed At (UTC)" }, .is_date = true, .as = "solved_at" },
	[AUTHOR] = { { "author.username", "Author Username", "author_id" }, .as = "requester" },
	[CUSTOMER] = { { "service_desk_reply_to" }, .as = "requester, of a mail to the service desk" },
	[CONFIDENTIAL] = { { "confidential" }, .as = "confidential" },
	[LABELS] = { { "labels" }, .as = "tags" },
	[LIKES] = { { "upvotes" }, .as = "messages.score" },
	[MOVED] = { { "moved_to_id", "duplicated_to_id" }, .as = "status: closed instead of solved" },
	[BRANCH] = { { "source_branch" }, .as = "whether it is dropped: a merge request" },
	[NOTES] = { { "notes" }, .as = "messages" },
	{ { NULL } }
};

enum note_field { N_ID, N_ISSUE, N_IID, N_PROJECT, N_OF, N_BODY, N_SYSTEM, N_INTERNAL, N_CREATED, N_UPDATED, N_AUTHOR };

static const struct row_field note_fields[] = {
	[N_ID] = { { "id" }, .as = "messages.id" },
	[N_ISSUE] = { { "noteable_id" }, .as = "which issue it is on, where it does not tell its number" },
	[N_IID] = { { "noteable_iid" }, .as = "id" },
	[N_PROJECT] = { { "project_id" }, .as = "id" },
	[N_OF] = { { "noteable_type" }, .as = "whether it is dropped: others than Issue" },
	[N_BODY] = { { "body", "note" }, .as = "messages.text" },
	[N_SYSTEM] = { { "system" }, .as = "whether it is dropped" },
	[N_INTERNAL] = { { "internal", "confidential" }, .as = "messages.public" },
	[N_CREATED] = { { "created_at" }, .is_date = true, .as = "messages.at" },
	[N_UPDATED] = { { "updated_at" }, .is_date = true, .as = "which of two versions is the newer" },
	[N_AUTHOR] = { { "author.username", "author_id" }, .as = "messages.author" },
	{ { NULL } }
};

enum discussion_field { D_NOTES };

static const struct row_field discussion_fields[] = {
	[D_NOTES] = { { "notes" }, .as = "messages" },
	{ { NULL } }
};

/* Where notes stand. */
struct within {
	struct str issue;	/* absent: they tell themselves */
	struct str first;	/* of a discussion's notes, which the others answer */
};

static int64_t
latest(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* GROUP/PROJECT of an issue's address; empty: it holds none. */
static struct str
path_of(struct str url)
{
	static const char *const behind[] = { "/-/", "/issues/", "/work_items/" };
	size_t from = 0;

	while (from + 3 <= url.n && memcmp(url.s + from, "://", 3) != 0)
		from++;
	for (from += 3; from < url.n && url.s[from] != '/'; from++)
		;
	for (size_t b = 0; b < sizeof behind / sizeof *behind; b++)
		for (size_t i = from + 1, n = strlen(behind[b]); i + n <= url.n; i++)
			if (memcmp(url.s + i, behind[b], n) == 0)
				return (struct str){ url.s + from + 1, i - from - 1 };
	return STR("");
}

static struct str
joined(struct row *r, struct str before, char between, struct str behind)
{
	struct buf *key = row_buf(r);

	buf_add(key, before.s, before.n);
	buf_addc(key, between);
	buf_add(key, behind.s, behind.n);
	return buf_str(key);
}

/* Accounts that GitLab makes for its own hands: of tokens, of the service desk, of alerts. */
static bool
is_bot(struct str name)
{
	static const char *const bots[] = { "support-bot", "alert-bot", "gitlab-bot", "GitLab-Bot", "GitLab-Security-Bot", "ghost-bot" };

	for (size_t i = 0; i < sizeof bots / sizeof *bots; i++)
		if (str_is(name, bots[i]))
			return true;
	if (!str_starts(name, "project_") && !str_starts(name, "group_"))
		return false;
	for (size_t i = 0; i + 4 <= name.n; i++)
		if (memcmp(name.s + i, "_bot", 4) == 0)
			return true;
	return false;
}

/* An account that is gone goes by the name ghost. */
static uint32_t
author_of(struct row *r, struct str name)
{
	uint32_t who = str_is(name, "ghost") ? PERSON_NONE : people_number(&r->desk->people, name);

	if (who != PERSON_NONE && is_bot(name))
		people_role(&r->desk->people, who, ROLE_BOT);
	return who;
}

/* The node of the issue that a note is on. False: it does not tell. */
static bool
issue_of(struct row *r, const struct within *within, bool rehearsal, uint32_t *node)
{
	struct str key = within->issue, project = row_text(r, N_PROJECT), iid = row_text(r, N_IID), id = row_text(r, N_ISSUE);

	if (key.n == 0 && project.n > 0 && iid.n > 0)
		key = joined(r, project, '#', iid);
	else if (key.n == 0 && id.n > 0)
		key = joined(r, STR("id"), ':', id);
	if (key.n == 0)
		return row_fails(r, "a note needs \"project_id\" and \"noteable_iid\", or \"noteable_id\", or to stand in its issue's \"notes\"");
	if (!rehearsal)
		*node = desk_node(r->desk, key);
	return true;
}

static bool
add_note(struct row *r, void *with, bool rehearsal)
{
	const struct within *within = with;
	struct desk_post p = { .unit = r->unit, .line = r->line, .flags = POST_ANSWER };
	struct str of = row_text(r, N_OF);
	int64_t updated;

	if (!row_time(r, N_CREATED, &p.at) || !row_time(r, N_UPDATED, &updated))
		return false;
	if (row_truth(r, N_SYSTEM, false))
		return rehearsal || row_drop(r, "a note of the system");
	if (of.n > 0 && !str_is(of, "Issue") && !str_is(of, "WorkItem"))
		return rehearsal || row_drop(r, "a note on something else than an issue");
	if (!issue_of(r, within, rehearsal, &p.node))
		return false;
	if (rehearsal)
		return true;
	p.id = row_text(r, N_ID);
	p.version = latest(p.at, updated);
	p.author = author_of(r, row_text(r, N_AUTHOR));
	if (row_truth(r, N_INTERNAL, false)) {
		p.flags |= POST_PRIVATE;
		if (p.author != PERSON_NONE && r->desk->people.of.at[p.author].field == ROLE_UNKNOWN)
			people_role(&r->desk->people, p.author, ROLE_STAFF);	/* members alone can write those */
	}
	if (!str_equal(p.id, within->first))
		p.reply_to = within->first;
	p.text = row_markdown(r, N_BODY, &p.flags);
	desk_add_post(r->desk, &p);
	return true;
}

static struct str
status_of(struct row *r)
{
	struct str state = row_text(r, STATE);

	if (!str_is(state, "closed") && !str_is(state, "Closed"))
		return state.n > 0 ? STR("open") : state;
	return row_text(r, MOVED).n > 0 ? STR("closed") : STR("solved");
}

static void
add_description(struct row *r, const struct desk_head *h, struct str key)
{
	struct desk_post p = { .node = h->node, .author = h->requester, .flags = POST_OWN, .at = h->created_at, .version = h->version, .line = h->line };

	p.key = key;
	p.score = row_count(r, LIKES, 0);
	p.text = row_markdown(r, BODY, &p.flags);
	desk_add_post(r->desk, &p);
}

static bool
take_issue(void *state, struct row *r)
{
	struct desk *d = state;
	struct desk_head h = { .unit = r->unit, .line = r->line };
	struct str path = path_of(row_text(r, ADDRESS)), project = row_text(r, PROJECT), customer = row_text(r, CUSTOMER);
	struct within within = {0};
	struct buf *more;

	if (row_text(r, BRANCH).n > 0)
		return row_drop(r, "a merge request");
	if (row_text(r, IID).n == 0)
		return row_wrong(r, IID, "an issue needs one");
	within.issue = joined(r, project.n > 0 ? project : path, '#', row_text(r, IID));
	if (!row_time(r, CREATED, &h.created_at) || !row_time(r, UPDATED, &h.updated_at) || !row_time(r, CLOSED, &h.solved_at) ||
	    !row_nested(r, row_value(r, NOTES), "notes", note_fields, add_note, &within, true))
		return false;
	h.node = desk_node(d, within.issue);
	if (row_text(r, ID).n > 0)
		desk_reply(d, desk_node(d, joined(r, STR("id"), ':', row_text(r, ID))), h.node, false);
	h.version = latest(latest(h.created_at, h.updated_at), h.solved_at);
	h.requester = author_of(r, customer.n > 0 ? customer : row_text(r, AUTHOR));
	h.subject = row_clean(r, TITLE, &h.flags);
	h.status = status_of(r);
	h.product = path.n > 0 ? path : (struct str){0};
	h.tags = row_list(r, LABELS, ",");
	if (row_truth(r, CONFIDENTIAL, false)) {
		more = row_buf(r);
		write_bool(more, "confidential", true);
		h.more = buf_str(more);
	}
	desk_add_head(d, &h);
	add_description(r, &h, within.issue);
	return row_nested(r, row_value(r, NOTES), "notes", note_fields, add_note, &within, false);
}

static bool
take_note(void *state, struct row *r)
{
	struct within within = {0};

	(void)state;
	return add_note(r, &within, false);
}

static bool
take_discussion(void *state, struct row *r)
{
	struct scan_each walk = scan_each(row_value(r, D_NOTES));
	struct within within = {0};
	struct scan_value note;
	bool structure;

	(void)state;
	if (scan_next(&walk, NULL, &note))
		within.first = clean_scalar(scan_member(note, STR("id")), row_buf(r), &structure);
	return row_nested(r, row_value(r, D_NOTES), "notes", note_fields, add_note, &within, true) &&
	    row_nested(r, row_value(r, D_NOTES), "notes", note_fields, add_note, &within, false) && row_used(r);
}

static void *
open_desk(struct desk *d)
{
	d->post_prefix = "n:";
	d->channel = "gitlab";
	return d;
}

static const struct kind kinds[] = {
	{ "issues", { "issues" }, { "iid", "title", "project_id|web_url", "description|labels|author_id" }, 88, "iid", issue_fields, take_issue },
	{ "issues", { NULL }, { "Issue ID", "Title", "Created At (UTC)" }, 88, NULL, issue_fields, take_issue },
	{ "notes", { "notes", "issue_notes" }, { "noteable_type", "body|note" }, 88, "noteable_iid|noteable_id", note_fields, take_note },
	{ "discussions", { "discussions" }, { "individual_note", "notes" }, 88, "individual_note", discussion_fields, take_discussion },
	{ .unit = NULL }
};

static const struct vendor vendor = { "gitlab", kinds, .open = open_desk };

const struct format format_gitlab = { "gitlab", "GitLab issues, notes and discussions: JSON of the API or a project's export, or the CSV of issues",
	&vendor_reader, &vendor };
