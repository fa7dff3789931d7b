/*
 * Discourse: topics with their posts inside, posts by themselves (a page of them, one a line, one a file, or a table),
 * lists of topics, and users.
 *
 * A post is known by its topic and its number in there, as in its address: what answers it names no more than that
 * number. The first post has the id of its topic. The text is made of `cooked`, which is in all exports, and of `raw`
 * only where a table has nothing else.
 */
#include "vendor.h"

#include "../base/time.h"
#include "../json/write.h"

enum topic_field { ID, TITLE, SLUG, CREATED, LAST_POSTED, BUMPED, DELETED, TAGS, CATEGORY, CATEGORY_ID, STARTER, CLOSED, ARCHIVED, ACCEPTED, SOLVED, POSTS };

static const struct row_field topic_fields[] = {
	[ID] = { { "id" }, .as = "id" },
	[TITLE] = { { "title" }, .as = "subject" },
	[SLUG] = { { "slug" }, .as = "subject, where there is no title" },
	[CREATED] = { { "created_at" }, .is_date = true, .as = "created_at" },
	[LAST_POSTED] = { { "last_posted_at" }, .is_date = true, .as = "updated_at" },
	[BUMPED] = { { "bumped_at", "updated_at" }, .is_date = true, .as = "which of two versions is the newer" },
	[DELETED] = { { "deleted_at" }, .is_date = true, .as = "whether it is dropped" },
	[TAGS] = { { "tags" }, .as = "tags" },
	[CATEGORY] = { { "category_name", "category_slug" }, .as = "product" },
	[CATEGORY_ID] = { { "category_id" }, .as = "category" },
	[STARTER] = { { "details.created_by.username" }, .as = "requester" },
	[CLOSED] = { { "closed" }, .as = "status" },
	[ARCHIVED] = { { "archived" }, .as = "status" },
	[ACCEPTED] = { { "accepted_answer.post_number" }, .as = "messages.accepted of that post" },
	[SOLVED] = { { "has_accepted_answer" }, .as = "status" },
	[POSTS] = { { "post_stream.posts", "posts" }, .as = "messages" },
	{ { NULL } }
};

enum post_field { P_ID, P_TOPIC, P_NUMBER, P_TYPE, P_NAME, P_USER, P_CREATED, P_UPDATED, P_DELETED, P_GONE, P_HIDDEN, P_COOKED, P_RAW, P_REPLY,
	P_ACTIONS, P_LIKES, P_ACCEPTED, P_STAFF, P_ADMIN, P_MODERATOR, P_TITLE, P_SLUG, P_CATEGORY, P_SOLVED };

static const struct row_field post_fields[] = {
	[P_ID] = { { "id" }, .as = "messages.id, where there is no post_number" },
	[P_TOPIC] = { { "topic_id" }, .as = "id" },
	[P_NUMBER] = { { "post_number" }, .as = "messages.id" },
	[P_TYPE] = { { "post_type" }, .as = "whether it is a message; 4: messages.public is false" },
	[P_NAME] = { { "username", "user_id" }, .as = "messages.author" },
	[P_USER] = { { "user_id" }, .as = "messages.role: below 0 is a bot" },
	[P_CREATED] = { { "created_at" }, .is_date = true, .as = "messages.at" },
	[P_UPDATED] = { { "updated_at" }, .is_date = true, .as = "which of two versions is the newer" },
	[P_DELETED] = { { "deleted_at" }, .is_date = true, .as = "whether it is dropped" },
	[P_GONE] = { { "user_deleted" }, .as = "whether it is dropped" },
	[P_HIDDEN] = { { "hidden" }, .as = "whether it is dropped" },
	[P_COOKED] = { { "cooked" }, .as = "messages.text" },
	[P_RAW] = { { "raw" }, .as = "messages.text, where there is no cooked" },
	[P_REPLY] = { { "reply_to_post_number" }, .as = "messages.reply_to" },
	[P_ACTIONS] = { { "actions_summary" }, .as = "messages.score: the count of id 2" },
	[P_LIKES] = { { "like_count", "reaction_users_count" }, .as = "messages.score" },
	[P_ACCEPTED] = { { "accepted_answer" }, .as = "messages.accepted" },
	[P_STAFF] = { { "staff" }, .as = "messages.role" },
	[P_ADMIN] = { { "admin" }, .as = "messages.role" },
	[P_MODERATOR] = { { "moderator" }, .as = "messages.role" },
	[P_TITLE] = { { "topic_title", "title" }, .as = "subject" },
	[P_SLUG] = { { "topic_slug" }, .as = "subject, where there is no title" },
	[P_CATEGORY] = { { "category_name", "category_slug" }, .as = "product" },
	[P_SOLVED] = { { "topic_accepted_answer" }, .as = "status" },
	{ { NULL } }
};

enum user_field { U_ID, U_NAME, U_ADMIN, U_MODERATOR, U_EMAIL };

static const struct row_field user_fields[] = {
	[U_ID] = { { "id" }, .as = "who has a role, in tables that know authors by number" },
	[U_NAME] = { { "username" }, .as = "who has a role" },
	[U_ADMIN] = { { "admin" }, .as = "messages.role" },
	[U_MODERATOR] = { { "moderator" }, .as = "messages.role" },
	[U_EMAIL] = { { "email" }, .as = "whom the roster knows" },
	{ { NULL } }
};

enum { MODERATOR_ACTION = 2, SMALL_ACTION = 3, WHISPER = 4 };	/* post_type */
enum { LIKE = 2 };						/* id in actions_summary */

/* The topic that a post is in, where it stands inside of it. */
struct within {
	struct str topic;
	int64_t accepted;
};

static int64_t
latest(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* "TOPIC/NUMBER"; of the first post the topic alone. */
static struct str
post_id(struct row *r, struct str topic, int64_t number)
{
	struct buf *id;

	if (number == 1)
		return topic;
	id = row_buf(r);
	buf_add(id, topic.s, topic.n);
	buf_printf(id, "/%lld", (long long)number);
	return buf_str(id);
}

/* Markdown as people wrote it, but [quote]...[/quote] as mails have quotations. */
static struct str
unquoted(struct row *r, struct str raw)
{
	struct buf *out = row_buf(r);
	size_t deep = 0;

	while (raw.n > 0) {
		const char *nl = memchr(raw.s, '\n', raw.n);
		struct str line = { raw.s, nl != NULL ? (size_t)(nl - raw.s) : raw.n };
		struct str bare = str_trim(line);
		bool opens = str_starts(bare, "[quote") && str_ends(bare, "]"), closes = str_starts(bare, "[/quote]");

		deep += opens;
		deep -= closes && deep > 0;
		for (size_t i = 0; i < deep && !opens && !closes; i++)
			buf_adds(out, "> ");
		if (!opens && !closes)
			buf_add(out, raw.s, line.n + (nl != NULL));
		raw = (struct str){ raw.s + line.n + (nl != NULL), raw.n - line.n - (nl != NULL) };
	}
	return str_trim(buf_str(out));
}

static struct str
text_of(struct row *r, unsigned *flags)
{
	struct str raw;

	if (row_text(r, P_COOKED).n > 0)
		return row_html(r, P_COOKED, flags);
	raw = row_clean(r, P_RAW, flags);
	return unquoted(r, raw);
}

static int64_t
likes(struct row *r)
{
	struct scan_each walk = scan_each(row_value(r, P_ACTIONS));
	struct scan_value action;
	int64_t id, count;

	while (scan_next(&walk, NULL, &action))
		if (scan_int(scan_member(action, STR("id")), &id) && id == LIKE)
			return scan_int(scan_member(action, STR("count")), &count) ? count : 0;
	return row_count(r, P_LIKES, 0);
}

/* What the row of a post tells of its author: who works for the forum, and who is none. */
static uint32_t
author_of(struct row *r)
{
	struct people *people = &r->desk->people;
	uint32_t who = row_person(r, P_NAME);
	struct str user = row_text(r, P_USER);

	if (user.n > 0 && user.s[0] == '-')
		people_role(people, who, ROLE_BOT);
	else if (who != PERSON_NONE && people->of.at[who].field == ROLE_UNKNOWN &&
	    (row_truth(r, P_STAFF, false) || row_truth(r, P_ADMIN, false) || row_truth(r, P_MODERATOR, false)))
		people_role(people, who, ROLE_STAFF);
	return who;
}

static struct str
subject_of(struct row *r, unsigned title, unsigned slug, unsigned *flags)
{
	struct str subject = row_clean(r, title, flags);
	struct buf *words;

	if (subject.n > 0)
		return subject;
	subject = row_clean(r, slug, flags);
	if (subject.n == 0)
		return subject;
	words = row_buf(r);
	for (size_t i = 0; i < subject.n; i++)
		buf_addc(words, subject.s[i] == '-' ? ' ' : subject.s[i]);
	return buf_str(words);
}

/* What posts tell of their topic counts only where the topic is in no file, and then the first post's word most. */
static void
add_topic_of(struct row *r, uint32_t node, int64_t number)
{
	const int64_t by_slug = INT64_C(1) << 40;
	struct desk_head h = { .node = node, .requester = PERSON_NONE, .line = r->line, .created_at = TIME_NONE, .updated_at = TIME_NONE,
		.solved_at = TIME_NONE };

	h.subject = subject_of(r, P_TITLE, P_SLUG, &h.flags);
	h.product = row_clean(r, P_CATEGORY, &h.flags);
	h.status = row_truth(r, P_SOLVED, false) ? STR("solved") : (struct str){0};
	number = number < 0 ? 0 : number < by_slug ? number : by_slug - 1;
	h.version = -number - (row_text(r, P_TITLE).n == 0 ? by_slug : 0);
	if (h.subject.n > 0)
		desk_add_head(r->desk, &h);
}

/* The flags of a post, but for what is wrong with its bytes. */
static unsigned
flags_of(struct row *r, int64_t type, int64_t number, const struct within *topic)
{
	bool gone = row_truth(r, P_GONE, false) || row_truth(r, P_HIDDEN, false) || row_text(r, P_DELETED).n > 0;

	return (type == WHISPER ? POST_PRIVATE : 0u) | (number == 1 ? POST_OWN : number > 1 ? POST_ANSWER : 0u) | (gone ? POST_DELETED : 0u) |
	    (row_truth(r, P_ACCEPTED, false) || (topic->accepted > 1 && number == topic->accepted) ? POST_ACCEPTED : 0u);
}

static bool
add_post(struct row *r, void *within, bool rehearsal)
{
	const struct within *topic = within;
	struct desk_post p = { .unit = r->unit, .line = r->line };
	int64_t type = row_count(r, P_TYPE, 1), number = row_count(r, P_NUMBER, 0), answers = row_count(r, P_REPLY, 0), updated, deleted;

	if (!row_time(r, P_CREATED, &p.at) || !row_time(r, P_UPDATED, &updated) || !row_time(r, P_DELETED, &deleted))
		return false;
	if (number <= 0 && row_text(r, P_ID).n == 0)
		return row_wrong(r, P_NUMBER, "a post needs one");
	if (rehearsal)
		return true;
	if (type == MODERATOR_ACTION || type == SMALL_ACTION)
		return row_drop(r, type == SMALL_ACTION ? "a note that the topic was closed, moved and the like" : "a moderator's action");
	p.node = desk_node(r->desk, topic->topic);
	p.version = latest(p.at, latest(updated, deleted));
	p.flags = flags_of(r, type, number, topic);
	p.author = author_of(r);
	p.score = likes(r);
	if (number == 1)
		p.key = topic->topic;
	else
		p.id = number > 0 ? post_id(r, topic->topic, number) : row_text(r, P_ID);
	if (answers > 0)
		p.reply_to = post_id(r, topic->topic, answers);
	p.text = text_of(r, &p.flags);
	desk_add_post(r->desk, &p);
	return true;
}

static bool
take_post(void *state, struct row *r)
{
	struct within topic = { row_text(r, P_TOPIC), 0 };

	(void)state;
	if (topic.topic.n == 0)
		return row_wrong(r, P_TOPIC, "a post needs one");
	if (!add_post(r, &topic, false))
		return false;
	add_topic_of(r, desk_node(r->desk, topic.topic), row_count(r, P_NUMBER, 0));
	return true;
}

static struct str
status_of(struct row *r)
{
	if (row_text(r, ACCEPTED).n > 0 || row_truth(r, SOLVED, false))
		return STR("solved");
	return row_truth(r, CLOSED, false) || row_truth(r, ARCHIVED, false) ? STR("closed") : STR("open");
}

/* Of a topic without a title only more posts were asked for: it counts least. */
static bool
take_topic(void *state, struct row *r)
{
	struct desk *d = state;
	struct within topic = { row_text(r, ID), row_count(r, ACCEPTED, 0) };
	struct desk_head h = { .unit = r->unit, .line = r->line, .solved_at = TIME_NONE };
	int64_t bumped, deleted;
	struct buf *more;

	if (topic.topic.n == 0)
		return row_wrong(r, ID, "a topic needs one");
	if (!row_time(r, CREATED, &h.created_at) || !row_time(r, LAST_POSTED, &h.updated_at) || !row_time(r, BUMPED, &bumped) ||
	    !row_time(r, DELETED, &deleted) || !row_nested(r, row_value(r, POSTS), "posts", post_fields, add_post, &topic, true))
		return false;
	h.node = desk_node(d, topic.topic);
	h.subject = subject_of(r, TITLE, SLUG, &h.flags);
	h.version = h.subject.n == 0 ? TIME_NONE : latest(0, latest(latest(h.created_at, h.updated_at), latest(bumped, deleted)));
	h.requester = row_person(r, STARTER);
	h.status = status_of(r);
	h.flags |= deleted != TIME_NONE ? HEAD_DELETED : 0u;
	h.product = row_clean(r, CATEGORY, &h.flags);
	h.tags = row_list(r, TAGS, ",|");
	if (row_text(r, CATEGORY_ID).n > 0) {
		more = row_buf(r);
		write_string(more, "category", row_text(r, CATEGORY_ID));
		h.more = buf_str(more);
	}
	desk_add_head(d, &h);
	return row_nested(r, row_value(r, POSTS), "posts", post_fields, add_post, &topic, false);
}

static bool
take_user(void *state, struct row *r)
{
	struct people *people = &((struct desk *)state)->people;
	uint32_t by_name = row_person(r, U_NAME), by_id = row_person(r, U_ID);

	if (by_name == PERSON_NONE)
		return row_wrong(r, U_NAME, "a user needs one");
	if (row_truth(r, U_ADMIN, false) || row_truth(r, U_MODERATOR, false)) {
		people_role(people, by_name, ROLE_STAFF);
		people_role(people, by_id, ROLE_STAFF);
	}
	people_alias(people, by_name, row_text(r, U_EMAIL));
	people_alias(people, by_id, row_text(r, U_NAME));
	people_alias(people, by_id, row_text(r, U_EMAIL));
	return row_used(r);
}

static void *
open_desk(struct desk *d)
{
	static const char *const bots[] = { "system", "discobot", "-1", "-2" };

	for (size_t i = 0; i < sizeof bots / sizeof *bots; i++)
		people_role(&d->people, people_number(&d->people, str_of(bots[i])), ROLE_BOT);
	d->channel = "forum";
	return d;
}

static const struct kind kinds[] = {
	{ "topics", { NULL }, { "post_stream" }, 93, "post_stream|fancy_title", topic_fields, take_topic },
	{ "posts", { "latest_posts", "posts" }, { "cooked", "topic_id|post_number|avatar_template" }, 92, "topic_id", post_fields, take_post },
	{ "posts", { NULL }, { "raw", "topic_id", "post_number" }, 90, NULL, post_fields, take_post },
	{ "topics", { "topic_list.topics", "topics" }, { "posts_count|highest_post_number", "title|fancy_title" }, 85, NULL, topic_fields, take_topic },
	{ "users", { "users" }, { "username", "trust_level", "admin|moderator" }, 60, NULL, user_fields, take_user },
	{ .unit = NULL }
};

static const struct vendor vendor = { "discourse", kinds, { "latest_posts|topic_list" }, .open = open_desk };

const struct format format_discourse = { "discourse", "Discourse topics and posts: topic or post JSON, one document or object a file or line; tables of posts",
	&vendor_reader, &vendor };
