#include "caseload.h"
#include "asked.h"
#include "sort.h"

#include "../base/time.h"
#include "../text/heading.h"
#include "../text/normal.h"
#include "../text/words.h"

/* What has come so short a time before the newest ticket of the known issues, or since, may be a new problem in the making. */
#define YOUNG (14 * TIME_DAY)
enum { HISTORIES = 8 };		/* or, where they do not go far back, so small a part of their time */

/* Is it settled? One that was solved once and is open again is not. */
static bool
is_closed(const struct ticket *t)
{
	static const char *const closed[] = { "solved", "closed", "resolved" };
	static const char *const open[] = { "new", "open", "reopened", "pending", "hold", "on-hold", "on_hold", "waiting", "in_progress" };

	for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
		if (str_is(t->status, closed[i]))
			return true;
	for (size_t i = 0; i < sizeof open / sizeof *open; i++)
		if (str_is(t->status, open[i]))
			return false;
	return t->solved_at != TIME_NONE;
}

/* The number, from 1, of the message that solved a ticket, lent: the accepted one, or the last answer of a closed one. */
static uint32_t
find_answer(const struct ticket *t, int64_t now, struct message *found)
{
	bool closed = is_closed(t);
	struct scan_each walk = scan_each(t->messages);
	struct str opener = {0};
	uint32_t n = 0, best = 0;
	struct message m;

	while (message_next(&walk, &m)) {
		if (++n == 1)
			opener = m.author;
		if (n == 1 || time_is_later(m.at, now) || !message_answers(&m, t) || str_trim(m.text).n == 0 ||
		    (t->requester.n == 0 && opener.n > 0 && str_equal(m.author, opener)))
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

/* The words of a normalised text as the corpus has them, and how many those are to a reader. */
static void
measure_title(struct filed *f, struct str text)
{
	struct words walk = { .text = text };
	size_t tokens = 0, halves = 0;
	struct word word;

	while (tokens < UINT16_MAX && words_next(&walk, &word)) {
		if (word.s.n > CORPUS_WORD_LONGEST)
			continue;
		tokens++;
		halves += word.kind == WORD_PAIR ? 1 : 2;
	}
	f->title_tokens = (uint16_t)tokens;
	f->title_words = (uint8_t)(halves / 2 < UINT8_MAX ? halves / 2 : UINT8_MAX);
}

/* Without a subject, the first sentence is the title. */
static void
measure_sentence(struct filed *f, struct str opening)
{
	struct buf sentence = {0}, words = {0};

	heading_of_text(&sentence, opening);
	normal(&words, buf_str(&sentence));
	measure_title(f, buf_str(&words));
	buf_free(&sentence);
	buf_free(&words);
}

static void
add_asked(struct caseload *c, struct filed *f, const struct ticket *t, struct str opening, struct buf *scratch)
{
	size_t subject;
	struct str text = asked_text(scratch, t, opening, &subject);

	f->has_subject = subject > 0;
	measure_title(f, (struct str){ scratch->data, subject });
	if (!f->has_subject && !f->is_private)
		measure_sentence(f, opening);
	corpus_add(&c->asked, text, t->lang.s != NULL ? t->lang : STR(""));
}

static void
add_names(struct caseload *c, struct filed *f, const struct ticket *t)
{
	struct scan_each walk = scan_each(t->tags);
	struct scan_value v;
	struct str tag;

	f->product = t->product.n > 0 ? (uint32_t)map_add(&c->products, t->product, NULL) + 1 : 0;
	f->tags = (uint32_t)c->tags.len;
	while (scan_next(&walk, NULL, &v))
		if ((tag = scan_string(v)).n > 0)
			vec_push(&c->tags, (uint32_t)map_add(&c->tag_names, tag, NULL));
}

const uint32_t *
caseload_tags(const struct caseload *c, size_t ticket, size_t *n)
{
	uint32_t from = c->tickets.at[ticket].tags;

	*n = (ticket + 1 < c->tickets.len ? c->tickets.at[ticket + 1].tags : c->tags.len) - from;
	return *n > 0 ? c->tags.at + from : NULL;
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
	f->is_private = message_next(&walk, &opening) && !opening.is_public;
	add_names(c, f, t);
	add_asked(c, f, t, opening.text, scratch);
	f->answer = find_answer(t, now, &answer);
	f->accepted = answer.accepted;
	buf_clear(scratch);
	if (f->answer > 0)
		normal(scratch, answer.text);
	corpus_add(&c->answered, buf_str(scratch), t->lang.s != NULL ? t->lang : STR(""));
}

/* The number in `to` of each name of from, which are taken along. */
static uint32_t *
renumber(struct map *to, const struct map *from)
{
	uint32_t *number = mem_zeroed(map_len(from) + 1, sizeof *number);

	for (size_t i = 0; i < map_len(from); i++)
		number[i] = (uint32_t)map_add(to, map_key(from, i), NULL);
	return number;
}

void
caseload_append(struct caseload *c, struct caseload *from)
{
	uint32_t *product = renumber(&c->products, &from->products), *tag = renumber(&c->tag_names, &from->tag_names);

	for (size_t i = 0; i < from->tickets.len; i++) {
		struct filed *f = &from->tickets.at[i];

		f->product = f->product > 0 ? product[f->product - 1] + 1 : 0;
		f->tags += (uint32_t)c->tags.len;
		vec_push(&c->tickets, *f);
	}
	for (size_t i = 0; i < from->tags.len; i++)
		vec_push(&c->tags, tag[from->tags.at[i]]);
	free(product);
	free(tag);
	from->tickets.len = 0;
	corpus_append(&c->asked, &from->asked);
	corpus_append(&c->answered, &from->answered);
	caseload_free(from);
}

static size_t
corpus_bytes(const struct corpus *c)
{
	return c->token.cap * sizeof *c->token.at + c->start.cap * sizeof *c->start.at + c->lang.cap * sizeof *c->lang.at + map_bytes(&c->words);
}

size_t
caseload_bytes(const struct caseload *c)
{
	enum { ID = 48 };	/* an id with what malloc takes */

	return c->tickets.cap * sizeof *c->tickets.at + c->tickets.len * ID + c->tags.cap * sizeof *c->tags.at + map_bytes(&c->tag_names) +
	    map_bytes(&c->products) + corpus_bytes(&c->asked) + corpus_bytes(&c->answered);
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
	map_free(&c->products);
	map_free(&c->tag_names);
	vec_free(&c->tags);
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

/* The known model over the words of the documents at hand. */
static void
translate(struct model *m, const struct known *known, const struct map *stems)
{
	const struct model *from = &known->model;
	uint32_t *word = mem_zeroed(from->words + 1, sizeof *word), *same = mem_zeroed(from->clusters + 1, sizeof *same);

	for (size_t w = 0; w < from->words; w++) {
		size_t n = map_find(stems, map_key(&known->words, w));

		word[w] = n != MAP_NONE ? (uint32_t)n : MODEL_NONE;
	}
	for (size_t k = 0; k < from->clusters; k++)
		same[k] = (uint32_t)k;
	model_copy(m, from, same, from->clusters, word, map_len(stems));
	free(word);
	free(same);
}

/* The mixture of the documents, from nothing or from what is known. */
static void
fit(struct sorting *s, const struct caseload *c, const struct mixture_options *options, const struct known *known)
{
	struct mixture_options o = *options;
	struct model model = {0};
	int64_t young = YOUNG;
	bool *fresh;

	if (known == NULL) {
		mixture_fit(&s->mixture, &s->stems.bags, &o);
		return;
	}
	if (known->newest != TIME_NONE && known->oldest != TIME_NONE && (known->newest - known->oldest) / HISTORIES < YOUNG)
		young = (known->newest - known->oldest) / HISTORIES;
	translate(&model, known, &s->stems.stems);
	fresh = mem_zeroed(s->docs + 1, sizeof *fresh);
	for (size_t d = 0; d < s->docs; d++) {
		int64_t at = c->tickets.at[s->order[d]].created_at;

		fresh[d] = at != TIME_NONE && (known->newest == TIME_NONE || at > known->newest - young);
	}
	o.known = &model;
	o.known_docs = known->tickets.at;
	o.fresh = fresh;
	mixture_fit(&s->mixture, &s->stems.bags, &o);
	model_free(&model);
	free(fresh);
}

void
sorting_make(struct sorting *s, const struct caseload *c, const struct mixture_options *options, const struct known *known)
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
	stems_take(&s->stems, &c->asked, s->text, s->docs, known != NULL ? str_of(known->lang) : STR(""));
	fit(s, c, options, known);
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
