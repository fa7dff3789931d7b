#include "stackexchange.h"

#include "clean.h"
#include "xml.h"
#include "../json/write.h"
#include "../text/html.h"

#include <stdio.h>

enum { QUESTION = 1, ANSWER = 2, LINKED = 1, DUPLICATE = 3 };
enum kind { POSTS, USERS, VOTES, COMMENTS, LINKS, OTHER, KINDS };

static const char *const roots[KINDS] = { "posts", "users", "votes", "comments", "postlinks", "other" };
static const char GONE[] = "its post is not in the export, or neither question nor answer";

struct stackexchange {
	struct intake *in;
	struct desk *desk;
	unsigned units[KINDS];		/* UNIT_NONE: no such file yet */
	enum kind kind;			/* of this file */
	struct xml xml;
	unsigned votes, comments, duplicates, related;	/* remarks on posts */
	struct buf body, tags, clean;
};

static int
recognise(const struct format *f, const struct glimpse *g)
{
	struct str root = xml_root(g->text);


	(void)f;
	for (int k = POSTS; k < OTHER; k++)
		if (str_is(root, roots[k]))
			return 95;
	return str_is(root, "badges") || str_is(root, "tags") || str_is(root, "posthistory") ? 90 : 0;
}

static void *
open_state(const struct format *f, struct intake *in)
{
	struct stackexchange *s = mem_zeroed(1, sizeof *s);

	(void)f;
	s->in = in;
	s->desk = intake_desk(in, "stackexchange");
	s->votes = desk_remarks(s->desk, NULL, GONE);
	s->comments = desk_remarks(s->desk, "comments", GONE);
	s->duplicates = desk_remarks(s->desk, "duplicates", GONE);
	s->related = desk_remarks(s->desk, "related", GONE);
	people_role(&s->desk->people, people_number(&s->desk->people, STR("-1")), ROLE_BOT);
	return s;
}

static enum format_status
begin_file(void *state)
{
	struct stackexchange *s = state;
	struct str root = xml_root(s->in->glimpse->text);

	for (s->kind = POSTS; s->kind < OTHER && !str_is(root, roots[s->kind]); s->kind++)
		;
	if (root.s == NULL)
		return intake_bad(s->in, FORMAT_REFUSED, 1, 1, (struct str){0}, "a Stack Exchange file is XML; this is not");
	if (s->units[s->kind] == UNIT_NONE)
		s->units[s->kind] = desk_unit(s->desk, roots[s->kind]);
	return xml_begin(&s->xml, s->in);
}

static struct unit *
count(struct stackexchange *s)
{
	return desk_count(s->desk, s->units[s->kind]);
}

static struct str
get(const struct stackexchange *s, const char *name)
{
	for (size_t i = 0; i < s->xml.attributes.all.len; i++)
		if (str_is(s->xml.attributes.all.at[i].name, name))
			return s->xml.attributes.all.at[i].value;
	return (struct str){0};
}

static enum format_status
refuse(struct stackexchange *s, const char *name, const char *what)
{
	struct str value = get(s, name);

	count(s)->rejected++;
	return intake_bad(s->in, FORMAT_BAD, s->xml.row_line, s->xml.row_byte, s->xml.raw, "%s=\"%.*s\": %s", name,
	    (int)(value.n < 60 ? value.n : 60), value.s != NULL ? value.s : "", what);
}

static enum format_status
drop(struct stackexchange *s, const char *why)
{
	tally_add(&count(s)->dropped, str_of(why), 1);
	return FORMAT_SOME;
}

/* "<a><b>" or "|a|b|": a JSON array. */
static struct str
tags(struct stackexchange *s, struct str text)
{
	buf_clear(&s->tags);
	write_array(&s->tags, NULL);
	for (size_t i = 0, from = 0; i <= text.n; i++)
		if (i == text.n || text.s[i] == '<' || text.s[i] == '>' || text.s[i] == '|') {
			if (i > from)
				write_string(&s->tags, NULL, (struct str){ text.s + from, i - from });
			from = i + 1;
		}
	write_end_array(&s->tags);
	return text.n > 0 ? buf_str(&s->tags) : (struct str){0};
}

static void
add_head(struct stackexchange *s, const struct desk_post *p)
{
	struct desk_head h = { .node = p->node, .requester = p->author, .created_at = p->at, .updated_at = p->version,
		.solved_at = TIME_NONE, .version = p->version, .line = p->line };

	h.subject = clean_text(&s->clean, get(s, "Title"), &h.flags);
	h.channel = STR("forum");
	h.status = get(s, "AcceptedAnswerId").n > 0 ? STR("solved") : get(s, "ClosedDate").n > 0 ? STR("closed") : STR("open");
	h.tags = tags(s, get(s, "Tags"));
	desk_add_head(s->desk, &h);
}

static enum format_status
take_post(struct stackexchange *s)
{
	struct desk_post p = { .unit = s->units[POSTS], .flags = POST_OWN, .version = TIME_NONE, .line = s->xml.row_line };
	struct str id = get(s, "Id"), parent = get(s, "ParentId"), accepted = get(s, "AcceptedAnswerId");
	long long type, score = 0;
	char why[64];

	if (id.n == 0)
		return refuse(s, "Id", "a post needs an id");
	if (!str_int(get(s, "PostTypeId"), &type))
		return refuse(s, "PostTypeId", "a whole number is expected");
	if (type != QUESTION && type != ANSWER) {
		snprintf(why, sizeof why, "PostTypeId %lld, neither question nor answer", type);
		return drop(s, why);
	}
	if (!time_parse(get(s, "CreationDate"), &p.at))
		return refuse(s, "CreationDate", "a date is expected");
	if (type == ANSWER && parent.n == 0)
		return refuse(s, "ParentId", "an answer needs the id of its question");
	time_parse(get(s, "LastActivityDate"), &p.version);
	if (str_int(get(s, "Score"), &score))
		p.score = score;
	p.author = people_number(&s->desk->people, get(s, "OwnerUserId"));
	buf_clear(&s->body);
	html_text(&s->body, get(s, "Body"));
	p.text = clean_text(&s->clean, buf_str(&s->body), &p.flags);
	p.node = desk_node(s->desk, id);
	if (type == ANSWER) {
		p.flags |= POST_ANSWER;
		desk_reply(s->desk, p.node, desk_node(s->desk, parent), false);
	}
	desk_add_post(s->desk, &p);
	if (type == QUESTION)
		add_head(s, &p);
	if (type == QUESTION && accepted.n > 0)
		desk_accept(s->desk, desk_node(s->desk, accepted));
	return FORMAT_SOME;
}

static enum format_status
take_user(struct stackexchange *s)
{
	struct str id = get(s, "Id");

	if (id.n == 0)
		return refuse(s, "Id", "a user needs an id");
	people_alias(&s->desk->people, people_number(&s->desk->people, id), get(s, "DisplayName"));
	count(s)->used++;
	return FORMAT_SOME;
}

static enum format_status
take_vote(struct stackexchange *s)
{
	struct str post = get(s, "PostId");
	uint32_t node;

	if (post.n == 0)
		return refuse(s, "PostId", "a vote needs the id of its post");
	node = desk_node(s->desk, post);
	desk_remark(s->desk, s->votes, s->units[VOTES], node, 1);
	if (str_is(get(s, "VoteTypeId"), "1"))
		desk_accept(s->desk, node);
	return FORMAT_SOME;
}

static enum format_status
take_comment(struct stackexchange *s)
{
	struct str post = get(s, "PostId");

	if (post.n == 0)
		return refuse(s, "PostId", "a comment needs the id of its post");
	desk_remark(s->desk, s->comments, s->units[COMMENTS], desk_node(s->desk, post), 1);
	return FORMAT_SOME;
}

static enum format_status
take_link(struct stackexchange *s)
{
	struct str post = get(s, "PostId"), related = get(s, "RelatedPostId");
	uint32_t from;
	long long type;

	if (post.n == 0 || related.n == 0)
		return refuse(s, post.n == 0 ? "PostId" : "RelatedPostId", "a link needs the ids of two posts");
	if (!str_int(get(s, "LinkTypeId"), &type) || (type != LINKED && type != DUPLICATE))
		return drop(s, "an unknown LinkTypeId");
	from = desk_node(s->desk, post);
	desk_refer(s->desk, type == DUPLICATE ? s->duplicates : s->related, s->units[LINKS], from, desk_node(s->desk, related));
	return FORMAT_SOME;
}

static enum format_status
next(void *state)
{
	struct stackexchange *s = state;
	enum format_status r = xml_next(&s->xml);

	if (r == FORMAT_BAD || r == FORMAT_SOME)
		count(s)->read++;
	if (r == FORMAT_BAD)
		count(s)->rejected++;
	if (r != FORMAT_SOME)
		return r;
	switch (s->kind) {
	case POSTS: return take_post(s);
	case USERS: return take_user(s);
	case VOTES: return take_vote(s);
	case COMMENTS: return take_comment(s);
	case LINKS: return take_link(s);
	default: return drop(s, "a file that says nothing about questions and answers");
	}
}

static void
finish(void *state)
{
	(void)state;
}

static void
close_state(void *state)
{
	struct stackexchange *s = state;

	xml_free(&s->xml);
	buf_free(&s->body);
	buf_free(&s->tags);
	buf_free(&s->clean);
	free(s);
}

static const struct reader reader = {
	.recognise = recognise, .open = open_state, .file = begin_file, .next = next, .finish = finish, .close = close_state,
};

const struct format format_stackexchange = {
	.name = "stackexchange",
	.about = "Stack Exchange data dump, XML: Posts, Users, Votes, Comments, PostLinks",
	.reader = &reader,
};
