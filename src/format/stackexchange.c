#include "stackexchange.h"

#include "clean.h"
#include "xml.h"
#include "../json/write.h"
#include "../rec/sort.h"
#include "../text/html.h"

#include <stdio.h>

enum { QUESTION = 1, ANSWER = 2, ACCEPTED_VOTE = 1, LINKED = 1, DUPLICATE = 3 };
enum kind { POSTS, USERS, VOTES, COMMENTS, LINKS, OTHER, KINDS };

static const char *const roots[KINDS] = { "posts", "users", "votes", "comments", "postlinks", "other" };
static const char GONE[] = "its post is not in the export, or neither question nor answer";

struct link {
	uint32_t from, to;
	bool duplicate;
};

/* Votes and comments on a post: whether they are of use is known when all posts are. */
struct talk {
	uint32_t votes, comments;
};

struct stackexchange {
	struct intake *in;
	struct desk *desk;
	unsigned units[KINDS];		/* UNIT_NONE: no such file yet */
	enum kind kind;			/* of this file */
	struct xml xml;
	VEC(struct talk) talk;		/* by node */
	VEC(struct link) links;
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
	return xml_attribute(&s->xml, name);
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

static struct talk *
talk_of(struct stackexchange *s, uint32_t node)
{
	while (s->talk.len <= node)
		(void)vec_add(&s->talk);
	return &s->talk.at[node];
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
	talk_of(s, node)->votes++;
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
	talk_of(s, desk_node(s->desk, post))->comments++;
	return FORMAT_SOME;
}

static enum format_status
take_link(struct stackexchange *s)
{
	struct str post = get(s, "PostId"), related = get(s, "RelatedPostId");
	struct link l;
	long long type;

	if (post.n == 0 || related.n == 0)
		return refuse(s, post.n == 0 ? "PostId" : "RelatedPostId", "a link needs the ids of two posts");
	if (!str_int(get(s, "LinkTypeId"), &type) || (type != LINKED && type != DUPLICATE))
		return drop(s, "an unknown LinkTypeId");
	l = (struct link){ desk_node(s->desk, post), desk_node(s->desk, related), type == DUPLICATE };
	vec_push(&s->links, l);
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

static bool
has_post(const struct stackexchange *s, uint32_t node)
{
	return s->desk->nodes.at[node].post != 0;
}

static uint32_t
question_of(const struct stackexchange *s, uint32_t node)
{
	uint32_t parent = s->desk->nodes.at[node].parent;

	return parent != 0 && has_post(s, parent - 1) ? parent - 1 : node;
}

static bool
link_after(uint32_t a, uint32_t b, void *with)
{
	const struct stackexchange *s = with;
	const struct link *x = &s->links.at[a], *y = &s->links.at[b];
	uint32_t qx = question_of(s, x->from), qy = question_of(s, y->from);

	if (qx != qy)
		return qx > qy;
	if (x->duplicate != y->duplicate)
		return x->duplicate < y->duplicate;
	return str_order(map_key(&s->desk->keys, x->to), map_key(&s->desk->keys, y->to)) > 0;
}

/* "duplicates" and "related": the questions that moderators linked this one with. */
static void
settle_links(struct stackexchange *s)
{
	struct unit *u = desk_count(s->desk, s->units[LINKS]);
	struct buf note = {0}, id = {0};
	VEC(uint32_t) known = {0};

	for (size_t i = 0; i < s->links.len; i++) {
		if (has_post(s, s->links.at[i].from)) {
			vec_push(&known, (uint32_t)i);
			u->used++;
		} else
			tally_add(&u->dropped, str_of(GONE), 1);
	}
	sort_numbers(known.at, known.len, link_after, s);
	for (size_t i = 0, j; i < known.len; i = j) {
		const struct link *l = &s->links.at[known.at[i]];
		uint32_t question = question_of(s, l->from);

		buf_clear(&note);
		write_array(&note, l->duplicate ? "duplicates" : "related");
		for (j = i; j < known.len; j++) {
			const struct link *m = &s->links.at[known.at[j]];
			struct str key = map_key(&s->desk->keys, m->to);

			if (question_of(s, m->from) != question || m->duplicate != l->duplicate)
				break;
			if (j > i && m->to == s->links.at[known.at[j - 1]].to)
				continue;
			buf_clear(&id);
			buf_adds(&id, s->desk->prefix);
			buf_add(&id, key.s, key.n);
			write_string(&note, NULL, buf_str(&id));
		}
		write_end_array(&note);
		desk_add_note(s->desk, question, buf_str(&note));
	}
	vec_free(&known);
	buf_free(&note);
	buf_free(&id);
}

static void
settle(struct stackexchange *s, enum kind kind, bool known, uint32_t n)
{
	if (n == 0)
		return;
	if (known)
		desk_count(s->desk, s->units[kind])->used += n;
	else
		tally_add(&desk_count(s->desk, s->units[kind])->dropped, str_of(GONE), n);
}

static void
finish(void *state)
{
	struct stackexchange *s = state;
	VEC(uint32_t) comments = {0};

	vec_zero(&comments, s->talk.len + s->desk->nodes.len);
	for (uint32_t n = 0; n < s->talk.len; n++) {
		settle(s, VOTES, has_post(s, n), s->talk.at[n].votes);
		settle(s, COMMENTS, has_post(s, n), s->talk.at[n].comments);
		if (has_post(s, n))
			comments.at[question_of(s, n)] += s->talk.at[n].comments;
	}
	for (uint32_t n = 0; n < comments.len; n++)
		if (comments.at[n] > 0) {
			char note[40];
			int len = snprintf(note, sizeof note, "\"comments\":%u", comments.at[n]);

			desk_add_note(s->desk, n, (struct str){ note, (size_t)len });
		}
	if (s->units[LINKS] != UNIT_NONE)
		settle_links(s);
	vec_free(&comments);
}

static void
close_state(void *state)
{
	struct stackexchange *s = state;

	xml_free(&s->xml);
	vec_free(&s->talk);
	vec_free(&s->links);
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
