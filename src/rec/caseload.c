#include "caseload.h"
#include "sort.h"

#include "../base/time.h"
#include "../text/normal.h"

enum { BODY = 40, BODY_ALONE = 60 };	/* words of the opening message that count, with a subject and without */

/* The number, from 1, of the message that solved a ticket, lent: the accepted one, or the last answer of a closed one. */
static uint32_t
find_answer(const struct ticket *t, int64_t now, struct message *found)
{
	bool closed = t->solved_at != TIME_NONE || str_is(t->status, "solved") || str_is(t->status, "closed") ||
	    str_is(t->status, "resolved");
	struct scan_each walk = scan_each(t->messages);
	uint32_t n = 0, best = 0;
	struct message m;

	while (message_next(&walk, &m)) {
		n++;
		if (n == 1 || time_is_later(m.at, now) || !message_answers(&m, t) || str_trim(m.text).n == 0)
			continue;
		if (m.accepted) {
			*found = m;
			return n;
		}
		if (closed) {
			*found = m;
			best = n;
		}
	}
	return best;
}

/* How many words a normalised text has. */
static uint16_t
count_words(struct str text)
{
	size_t n = text.n > 0;

	for (size_t i = 0; i < text.n && n < UINT16_MAX; i++)
		n += text.s[i] == ' ';
	return (uint16_t)n;
}

/* Cuts what was appended since `start` to so many words: people say what it is about first, details drown it. */
static void
cut_words(struct buf *b, size_t start, size_t most)
{
	size_t n = 0;

	for (size_t i = start; i < b->len; i++)
		if (b->data[i] == ' ' && ++n == most) {
			b->len = i;
			b->data[i] = '\0';
		}
}

/*
 * The words of a ticket: subject, the beginning of the opening message, and the subject once more, since it is the
 * writer's own summary. Nothing at all where they say nothing ("thank you so much").
 */
static void
add_asked(struct caseload *c, struct filed *f, const struct ticket *t, struct str opening, struct buf *scratch)
{
	struct str lang = t->lang.s != NULL ? t->lang : STR("");
	size_t content, subject, body;

	buf_clear(scratch);
	content = normal(scratch, t->subject);
	subject = scratch->len;
	f->subject_words = count_words(buf_str(scratch));
	buf_addc(scratch, ' ');
	body = scratch->len;
	content += normal(scratch, opening);
	cut_words(scratch, body, subject > 0 ? BODY : BODY_ALONE);
	buf_addc(scratch, ' ');
	buf_room(scratch, subject);
	buf_add(scratch, scratch->data, subject);
	corpus_add(&c->asked, content > 0 ? buf_str(scratch) : STR(""), lang);
}

void
caseload_add(struct caseload *c, const struct ticket *t, int64_t now, struct buf *scratch)
{
	struct scan_each walk = scan_each(t->messages);
	struct message opening = {0}, answer = {0};
	struct filed *f = vec_add(&c->tickets);

	f->id = mem_copy(t->id.s, t->id.n);
	f->copy_of = t->copy_of.s != NULL ? mem_copy(t->copy_of.s, t->copy_of.n) : NULL;
	f->is_version = str_is(t->copy_why, "same-id");
	f->created_at = t->created_at;
	f->has_requester = t->requester.n > 0;
	f->requester = hash128(t->requester.n > 0 ? t->requester.s : "", t->requester.n);
	message_next(&walk, &opening);
	add_asked(c, f, t, opening.text, scratch);
	f->answer = find_answer(t, now, &answer);
	f->accepted = answer.accepted;
	buf_clear(scratch);
	if (f->answer > 0)
		normal(scratch, answer.text);
	corpus_add(&c->answered, buf_str(scratch), t->lang.s != NULL ? t->lang : STR(""));
}

void
caseload_append(struct caseload *c, struct caseload *from)
{
	for (size_t i = 0; i < from->tickets.len; i++)
		vec_push(&c->tickets, from->tickets.at[i]);
	from->tickets.len = 0;
	corpus_append(&c->asked, &from->asked);
	corpus_append(&c->answered, &from->answered);
	caseload_free(from);
}

void
caseload_free(struct caseload *c)
{
	for (size_t i = 0; i < c->tickets.len; i++) {
		free(c->tickets.at[i].id);
		free(c->tickets.at[i].copy_of);
	}
	vec_free(&c->tickets);
	corpus_free(&c->asked);
	corpus_free(&c->answered);
}

static bool
later(uint32_t a, uint32_t b, void *with)
{
	const struct filed *x = &((const struct caseload *)with)->tickets.at[a], *y = &((const struct caseload *)with)->tickets.at[b];

	if (x->created_at != y->created_at)
		return x->created_at > y->created_at;
	return strcmp(x->id, y->id) > 0;
}

/* Per ticket, whose words it has: its own, those of the ticket it is a copy of, or of that one's. */
static uint32_t *
find_roots(const struct caseload *c, const uint32_t *order)
{
	size_t n = c->tickets.len;
	uint32_t *root = mem_zeroed(n + 1, sizeof *root), *newest = mem_zeroed(n + 1, sizeof *newest);
	struct map ids = {0};

	for (size_t i = 0; i < n; i++) {
		const struct filed *f = &c->tickets.at[order[i]];
		bool fresh;
		size_t k = map_add(&ids, str_of(f->id), &fresh);

		if (fresh || (c->tickets.at[newest[k]].is_version && !f->is_version))
			newest[k] = order[i];
	}
	for (size_t i = 0; i < n; i++) {
		size_t k, at = i;

		for (int step = 0; step < 4 && c->tickets.at[at].copy_of != NULL; step++) {
			if ((k = map_find(&ids, str_of(c->tickets.at[at].copy_of))) == MAP_NONE || newest[k] == at)
				break;
			at = newest[k];
		}
		root[i] = (uint32_t)at;
	}
	map_free(&ids);
	free(newest);
	return root;
}

void
sorting_make(struct sorting *s, const struct caseload *c, const struct mixture_options *options)
{
	size_t n = c->tickets.len;
	uint32_t *all = mem_zeroed(n + 1, sizeof *all), *root;

	*s = (struct sorting){0};
	s->order = mem_zeroed(n + 1, sizeof *s->order);
	s->text = mem_zeroed(n + 1, sizeof *s->text);
	s->label = mem_zeroed(n + 1, sizeof *s->label);
	s->fit = mem_zeroed(n + 1, sizeof *s->fit);
	for (size_t i = 0; i < n; i++)
		all[i] = (uint32_t)i;
	sort_numbers(all, n, later, (void *)(uintptr_t)c);
	root = find_roots(c, all);
	for (size_t i = 0; i < n; i++)
		if (!c->tickets.at[all[i]].is_version || root[all[i]] == all[i]) {
			s->text[s->docs] = root[all[i]];
			s->order[s->docs++] = all[i];
		}
	stems_take(&s->stems, &c->asked, s->text, s->docs);
	mixture_fit(&s->mixture, &s->stems.bags, options);
	for (size_t i = 0; i < n; i++)
		s->label[i] = -1;
	for (size_t d = 0; d < s->docs; d++) {
		s->label[s->order[d]] = s->mixture.label[d];
		s->fit[s->order[d]] = s->mixture.fit[d];
	}
	for (size_t i = 0; i < n; i++)
		if (c->tickets.at[i].is_version && root[i] != i) {
			s->label[i] = s->label[root[i]];
			s->fit[i] = s->fit[root[i]];
		}
	free(all);
	free(root);
}

void
sorting_free(struct sorting *s)
{
	stems_free(&s->stems);
	mixture_free(&s->mixture);
	free(s->order);
	free(s->text);
	free(s->label);
	free(s->fit);
	*s = (struct sorting){0};
}
