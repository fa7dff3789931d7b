#include "gather.h"

#include "clean.h"

#include <stdio.h>

/* A text that was made in scratch outlives it: its memory is taken over. Others are lent by the record. */
static struct str
keep(struct gather *g, struct str text, struct buf *scratch)
{
	struct buf swap;

	if (text.n == 0 || scratch->data == NULL || text.s < scratch->data || text.s >= scratch->data + scratch->cap)
		return text;
	if (g->kept_now == g->kept.len)
		(void)vec_add(&g->kept);
	swap = g->kept.at[g->kept_now];
	g->kept.at[g->kept_now++] = *scratch;
	*scratch = swap;
	return text;
}

static bool
kept_text(struct gather *g, const struct field *f, const struct pick_place *at, struct str *text, char *why)
{
	if (!pick_text(f, at, &g->text, text, why))
		return false;
	*text = keep(g, *text, &g->text);
	return true;
}

bool
gather_role(const struct field *f, struct str text, enum role *role, char *why)
{
	*role = ROLE_UNKNOWN;
	if (text.n == 0 || role_parse(text, role))
		return true;
	snprintf(why, PICK_WHY, "%s: \"%.*s\" is no role: customer, volunteer, staff, bot or unknown is", f->place,
	    (int)(text.n < 60 ? text.n : 60), text.s);
	return false;
}

/* One message, put to the others of the record; a record's message that is not there is none. */
static bool
read_post(struct gather *g, const struct mapping_group *group, const struct pick_place *at, struct desk_post p, bool alone, char *why)
{
	struct str role;
	bool is_public = true, accepted = false;
	const struct field *f = group->fields;

	if (!kept_text(g, &f[M_TEXT], at, &p.text, why))
		return false;
	if (p.text.n == 0 && !group->has_each && !alone)
		return true;
	if (!kept_text(g, &f[M_AUTHOR], at, &p.author_id, why))
		return false;
	people_soon(g->people, p.author_id);
	if (!kept_text(g, &f[M_ID], at, &p.id, why) || !kept_text(g, &f[M_REPLY_TO], at, &p.reply_to, why) || !pick_text(&f[M_ROLE], at, &g->text, &role, why) ||
	    !gather_role(&f[M_ROLE], role, &p.role, why) || !pick_time(&f[M_AT], at, &p.at, why) ||
	    !pick_truth(&f[M_PUBLIC], at, &is_public, why) || !pick_truth(&f[M_ACCEPTED], at, &accepted, why) ||
	    !pick_count(&f[M_SCORE], at, &p.score, why))
		return false;
	p.author = people_number(g->people, p.author_id);
	p.flags = (is_public ? 0u : POST_PRIVATE) | (accepted ? POST_ACCEPTED : 0u);
	p.text = keep(g, clean_text(&g->clean, p.text, &p.flags), &g->clean);
	p.version = TIME_NONE;
	vec_push(&g->posts, p);
	return true;
}

/* A text that is a message, or the messages that it is split into. */
static bool
read_texts(struct gather *g, const struct mapping_group *group, struct pick_place at, struct str text, struct desk_post p, char *why)
{
	struct str part;

	at.item = at.record;
	while (pick_part(&text, group->split, &part)) {
		at.part = part;
		if (part.n > 0 && !read_post(g, group, &at, p, false, why))
			return false;
	}
	return true;
}

/* What stands at "each": an object is a message, a text one or several. */
static bool
read_item(struct gather *g, const struct mapping_group *group, struct pick_place at, struct scan_value v, struct desk_post p, char *why)
{
	bool structure;
	struct str text = clean_scalar(v, &g->item, &structure);

	if (scan_type(v) == SCAN_NULL || scan_type(v) == SCAN_ABSENT)
		return true;
	if (!structure && (group->split != NULL || group->of_texts))
		return read_texts(g, group, at, keep(g, text, &g->item), p, why);
	if (scan_type(v) == SCAN_OBJECT) {
		at.item = v;
		return read_post(g, group, &at, p, false, why);
	}
	snprintf(why, PICK_WHY, "%s stands at \"%s\", where messages are expected", scan_type_name(scan_type(v)), group->each.written);
	return false;
}

/* The messages of one group. */
static bool
read_group(struct gather *g, const struct mapping_group *group, const struct pick_place *at, struct desk_post p, bool alone, char *why)
{
	struct pick_walk walk;
	struct scan_value v;
	struct str text;

	if (!group->has_each)
		return read_post(g, group, at, p, alone, why);
	for (walk = pick_each(&group->each, at); pick_next(&walk, &v, &text);) {
		struct scan_each list = scan_each(v);
		bool good = true;

		if (at->table != NULL)
			good = read_texts(g, group, *at, text, p, why);
		else if (scan_type(v) != SCAN_ARRAY)
			good = read_item(g, group, *at, v, p, why);
		else
			while (good && scan_next(&list, NULL, &v))
				good = read_item(g, group, *at, v, p, why);
		if (!good)
			return false;
	}
	return true;
}

bool
gather_messages(struct gather *g, const struct mapping_file *f, const struct pick_place *at, const struct desk_post *like, char *why)
{
	g->posts.len = g->kept_now = 0;
	for (size_t i = 0; i < f->groups.len; i++)
		if (!read_group(g, &f->groups.at[i], at, *like, f->groups.len == 1, why))
			return false;
	return true;
}

void
gather_free(struct gather *g)
{
	for (size_t i = 0; i < g->kept.len; i++)
		buf_free(&g->kept.at[i]);
	vec_free(&g->kept);
	vec_free(&g->posts);
	buf_free(&g->text);
	buf_free(&g->clean);
	buf_free(&g->item);
}
