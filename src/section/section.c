#include "section.h"

#include "../base/time.h"
#include "../rec/reject.h"

#include <stdio.h>

/* In the order of the page. */
static const struct section *const table[] = {
	&section_headline,
	&section_answer_once,
	&section_breaking_out,
	&section_volunteers,
	&section_data_quality,
};

enum { SECTIONS = sizeof table / sizeof *table };

struct sections {
	int64_t limit;
	struct issue issue;		/* read into again and again */
	struct volunteer volunteer;
	void *own[SECTIONS];
};

struct str
sections_part(struct str path)
{
	const char *slash = path.n > 0 ? memchr(path.s, '/', path.n) : NULL;

	if (slash != NULL)
		path.n = (size_t)(slash - path.s);
	for (size_t i = 0; i < SECTIONS; i++)
		if (str_is(path, table[i]->id))
			return path;
	return (struct str){0};
}

const char *
sections_names(void)
{
	static char names[256];
	size_t n = 0;

	for (size_t i = 0; i < SECTIONS && n < sizeof names; i++)
		n += (size_t)snprintf(names + n, sizeof names - n, "%s%s", i > 0 ? ", " : "", table[i]->id);
	return names;
}

struct sections *
sections_start(const struct section_options *o)
{
	struct sections *s = mem_zeroed(1, sizeof *s);

	s->limit = o->limit;
	for (size_t i = 0; i < SECTIONS; i++)
		s->own[i] = table[i]->start(o);
	return s;
}

static void
later(int64_t *when, int64_t t)
{
	if (t != TIME_NONE && (*when == TIME_NONE || t > *when))
		*when = t;
}

/* What the messages amount to, up to the limit. */
static void
read_messages(struct question *q, int64_t limit)
{
	struct scan_each walk = scan_each(q->ticket.messages);
	enum role first = ROLE_UNKNOWN, accepted = ROLE_UNKNOWN, by;
	struct message m;

	q->old_version = str_is(q->ticket.copy_why, "same-id");
	q->newest = q->ticket.created_at;
	while (message_next(&walk, &m)) {
		if (limit != TIME_NONE && m.at != TIME_NONE && m.at > limit)
			continue;
		q->messages++;
		q->roles[m.role][m.role_by]++;
		later(&q->newest, m.at);
		if (!message_answers(&m, &q->ticket))
			continue;
		if (first == ROLE_UNKNOWN)
			first = m.role;
		if (m.accepted)
			accepted = m.role;
	}
	by = accepted != ROLE_UNKNOWN ? accepted : first;
	q->answered = by == ROLE_VOLUNTEER ? ANSWERED_VOLUNTEER : by == ROLE_STAFF ? ANSWERED_STAFF : ANSWERED_NONE;
}

static enum section_taken
give(struct sections *s, const struct night *n)
{
	for (size_t i = 0; i < SECTIONS; i++)
		table[i]->take(s->own[i], n);
	return SECTION_TAKEN;
}

static enum section_taken
take_ticket(struct sections *s, const struct record *r, int64_t *when, struct scan_error *error)
{
	struct question q = {0};

	if (!ticket_parse(&q.ticket, r, error))
		return SECTION_BAD;
	if (s->limit != TIME_NONE && q.ticket.created_at != TIME_NONE && q.ticket.created_at > s->limit)
		return SECTION_LATER;
	read_messages(&q, s->limit);
	later(when, q.newest);
	return give(s, &(struct night){ .kind = NIGHT_QUESTION, .question = &q });
}

enum section_taken
sections_take(struct sections *s, const struct record *r, int64_t *when, struct scan_error *error)
{
	struct cover cover;
	struct force force;

	if (ticket_is(r))
		return take_ticket(s, r, when, error);
	if (issue_is(r))
		return !issue_parse(&s->issue, r, error) ? SECTION_BAD :
		    give(s, &(struct night){ .kind = NIGHT_ISSUE, .issue = &s->issue });
	if (volunteer_is(r))
		return !volunteer_parse(&s->volunteer, r, error) ? SECTION_BAD :
		    give(s, &(struct night){ .kind = NIGHT_VOLUNTEER, .volunteer = &s->volunteer });
	if (cover_is(r))
		return !cover_parse(&cover, r, error) ? SECTION_BAD :
		    give(s, &(struct night){ .kind = NIGHT_COVER, .cover = &cover });
	if (force_is(r))
		return !force_parse(&force, r, error) ? SECTION_BAD :
		    give(s, &(struct night){ .kind = NIGHT_FORCE, .force = &force });
	if (str_is(r->type, REJECT_TYPE))
		return give(s, &(struct night){ .kind = NIGHT_REJECT, .reason = scan_string(scan_member(r->root, STR("reason"))) });
	return SECTION_TAKEN;
}

void
sections_write(struct sections *s, struct document *d, const struct section_options *o, struct str only)
{
	for (size_t i = 0; i < SECTIONS; i++) {
		if (only.s == NULL || str_is(only, table[i]->id)) {
			document_section(d, table[i]->id, table[i]->title);
			table[i]->write(s->own[i], d, o);
			document_end(d);
		}
		table[i]->end(s->own[i]);
	}
	issue_free(&s->issue);
	daily_free(&s->volunteer.days);
	free(s);
}
