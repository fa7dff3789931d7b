/*
 * Reddit: submissions and comments of the monthly dumps (.zst, one a line), or as archives' interfaces give them.
 *
 * Things go by their full names, t3_ and t1_. Texts have their entities escaped; what was deleted or removed says so in
 * the place of its text. Moments are numbers, numbers in quotes or with a fraction, as the years went.
 */
#include "vendor.h"

#include "../base/time.h"
#include "../json/write.h"

enum submission_field { ID, TITLE, SELFTEXT, AUTHOR, FLAIR, CREATED, EDITED, SCORE, DISTINGUISHED, URL, PERMALINK, LABEL, SUBREDDIT };

static const struct row_field submission_fields[] = {
	[ID] = { { "name", "id" }, .as = "id" },
	[TITLE] = { { "title" }, .as = "subject" },
	[SELFTEXT] = { { "selftext" }, .as = "messages.text of the first" },
	[AUTHOR] = { { "author" }, .as = "requester" },
	[FLAIR] = { { "author_flair_text" }, .as = "whom the roster knows" },
	[CREATED] = { { "created_utc" }, .is_date = true, .as = "created_at" },
	[EDITED] = { { "edited" }, .as = "which of two versions is the newer" },
	[SCORE] = { { "score" }, .as = "messages.score" },
	[DISTINGUISHED] = { { "distinguished" }, .as = "messages.role: moderator and admin are staff" },
	[URL] = { { "url" }, .as = "messages.text, where there is none" },
	[PERMALINK] = { { "permalink" }, .as = "whether url is another page" },
	[LABEL] = { { "link_flair_text" }, .as = "tags; status: solved" },
	[SUBREDDIT] = { { "subreddit" }, .as = "product" },
	{ { NULL } }
};

enum comment_field { C_ID, C_LINK, C_PARENT, C_BODY, C_AUTHOR, C_FLAIR, C_CREATED, C_EDITED, C_SCORE, C_DISTINGUISHED, C_SUBMITTER };

static const struct row_field comment_fields[] = {
	[C_ID] = { { "name", "id" }, .as = "messages.id" },
	[C_LINK] = { { "link_id" }, .as = "id" },
	[C_PARENT] = { { "parent_id" }, .as = "messages.reply_to" },
	[C_BODY] = { { "body" }, .as = "messages.text" },
	[C_AUTHOR] = { { "author" }, .as = "messages.author" },
	[C_FLAIR] = { { "author_flair_text" }, .as = "whom the roster knows" },
	[C_CREATED] = { { "created_utc" }, .is_date = true, .as = "messages.at" },
	[C_EDITED] = { { "edited" }, .as = "which of two versions is the newer" },
	[C_SCORE] = { { "score" }, .as = "messages.score" },
	[C_DISTINGUISHED] = { { "distinguished" }, .as = "messages.role: moderator and admin are staff" },
	[C_SUBMITTER] = { { "is_submitter" }, .as = "messages.role: customer" },
	{ { NULL } }
};

/* The full name of a thing; some rows leave its kind out. */
static struct str
full_name(struct row *r, unsigned field, const char *kind)
{
	struct str id = row_text(r, field);
	struct buf *name;

	if (id.n == 0 || (id.n > 3 && id.s[0] == 't' && id.s[2] == '_'))
		return id;
	name = row_buf(r);
	buf_adds(name, kind);
	buf_add(name, id.s, id.n);
	return buf_str(name);
}

static bool
is_gone(struct str text)
{
	return str_is(text, "[deleted]") || str_is(text, "[removed]") || str_starts(text, "[ Removed by ");
}

static uint32_t
author_of(struct row *r, unsigned name, unsigned flair)
{
	struct str author = row_text(r, name);
	uint32_t who = str_is(author, "[deleted]") ? PERSON_NONE : people_number(&r->desk->people, author);

	people_alias(&r->desk->people, who, row_text(r, flair));
	return who;
}

/* A moderator's word as such: they may ask like others, too. The one that is a program is known by name. */
static enum role
role_of(struct row *r, unsigned distinguished, uint32_t who)
{
	struct str as = row_text(r, distinguished);

	if (who != PERSON_NONE && r->desk->people.of.at[who].field == ROLE_BOT)
		return ROLE_BOT;
	return str_is(as, "moderator") || str_is(as, "admin") ? ROLE_STAFF : ROLE_UNKNOWN;
}

/* False, or the moment of the last change. */
static int64_t
version_of(struct row *r, unsigned edited, int64_t created)
{
	int64_t ms;

	return row_count(r, edited, 0) > 0 && row_time(r, edited, &ms) ? ms : created;
}

/* A flair that says that the question was answered: "Solved", "[RESOLVED]", but not "Unsolved", "Not solved". */
static bool
says_solved(struct str label)
{
	static const char *const words[] = { "solved", "answered", "fixed" }, *const denials[] = { "un", "not ", "isn't " };

	for (size_t i = 0; i < label.n; i++)
		for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
			bool denied = false;

			if (label.n - i < strlen(words[w]) || !str_alike((struct str){ label.s + i, strlen(words[w]) }, str_of(words[w])))
				continue;
			for (size_t d = 0; d < sizeof denials / sizeof *denials; d++) {
				size_t n = strlen(denials[d]);

				denied |= i >= n && str_alike((struct str){ label.s + i - n, n }, str_of(denials[d]));
			}
			return !denied;
		}
	return false;
}

/* What a link leads to is all that its submission says; of a text's own page it is the address. */
static struct str
text_of(struct row *r, unsigned *flags)
{
	struct str text = row_text(r, SELFTEXT), url = row_text(r, URL), own = row_text(r, PERMALINK);

	if (is_gone(text))
		return STR("");
	if (text.n > 0)
		return row_unescaped(r, SELFTEXT, flags);
	return own.n > 0 && url.n >= own.n && memcmp(url.s + url.n - own.n, own.s, own.n) == 0 ? STR("") : row_unescaped(r, URL, flags);
}

static bool
take_submission(void *state, struct row *r)
{
	struct desk *d = state;
	struct desk_head h = { .unit = r->unit, .line = r->line, .solved_at = TIME_NONE };
	struct desk_post p = { .flags = POST_OWN, .line = r->line };
	struct str label;

	if (row_text(r, ID).n == 0)
		return row_wrong(r, ID, "a submission needs one");
	if (!row_needed_time(r, CREATED, &h.created_at))
		return false;
	p.key = full_name(r, ID, "t3_");
	h.node = p.node = desk_node(d, p.key);
	h.updated_at = h.version = p.version = version_of(r, EDITED, h.created_at);
	h.requester = p.author = author_of(r, AUTHOR, FLAIR);
	h.subject = row_unescaped(r, TITLE, &h.flags);
	h.product = row_text(r, SUBREDDIT);
	label = row_unescaped(r, LABEL, &h.flags);
	h.status = says_solved(label) ? STR("solved") : (struct str){0};
	if (label.n > 0) {
		struct buf *tags = row_buf(r);

		write_array(tags, NULL);
		write_string(tags, NULL, label);
		write_end_array(tags);
		h.tags = buf_str(tags);
	}
	desk_add_head(d, &h);
	p.at = h.created_at;
	p.role = role_of(r, DISTINGUISHED, p.author);
	p.score = row_count(r, SCORE, 0);
	p.text = text_of(r, &p.flags);
	desk_add_post(d, &p);
	return true;
}

static bool
take_comment(void *state, struct row *r)
{
	struct desk *d = state;
	struct desk_post p = { .unit = r->unit, .line = r->line, .flags = POST_ANSWER };

	if (row_text(r, C_LINK).n == 0)
		return row_wrong(r, C_LINK, "a comment needs one");
	if (!row_needed_time(r, C_CREATED, &p.at))
		return false;
	p.node = desk_node(d, full_name(r, C_LINK, "t3_"));
	p.id = full_name(r, C_ID, "t1_");
	p.reply_to = full_name(r, C_PARENT, "t1_");
	p.version = version_of(r, C_EDITED, p.at);
	p.author = author_of(r, C_AUTHOR, C_FLAIR);
	p.role = role_of(r, C_DISTINGUISHED, p.author);
	if (p.role == ROLE_UNKNOWN && row_truth(r, C_SUBMITTER, false))
		p.role = ROLE_CUSTOMER;
	p.score = row_count(r, C_SCORE, 0);
	p.flags |= is_gone(row_text(r, C_BODY)) ? POST_DELETED : 0u;
	p.text = row_unescaped(r, C_BODY, &p.flags);
	desk_add_post(d, &p);
	return true;
}

static void *
open_desk(struct desk *d)
{
	people_role(&d->people, people_number(&d->people, STR("AutoModerator")), ROLE_BOT);
	d->channel = "reddit";
	return d;
}

static const struct kind kinds[] = {
	{ "submissions", { "data", "submissions" }, { "subreddit", "title", "created_utc", "selftext|num_comments|is_self|permalink" }, 90, "title|selftext",
	  submission_fields, take_submission },
	{ "comments", { "data", "comments" }, { "link_id", "body", "subreddit|parent_id", "created_utc" }, 90, "link_id|body", comment_fields, take_comment },
	{ .unit = NULL }
};

static const struct vendor vendor = { "reddit", kinds, .open = open_desk };

const struct format format_reddit = { "reddit", "Reddit submissions and comments: the monthly dumps (.zst), JSON, or tables of them", &vendor_reader, &vendor };
