#define _GNU_SOURCE	/* qsort_r */
#include "copies.h"
#include "edge.h"
#include "versions.h"
#include "../base/map.h"
#include "../base/time.h"
#include "../io/source.h"
#include "../text/quote.h"

enum { COPIES_WORDS = 8 };	/* that are told of two texts */

static struct hash128
hash_of(struct str s)
{
	return hash128(s.n > 0 ? s.s : "", s.n);
}

void
copies_open(struct copies *c, const struct copies_options *options)
{
	c->options = *options;
	c->wording = wording_new(options->memory);
}

/* Something on its way here cut the text. */
static bool
ends_in_ellipsis(struct str text)
{
	text = str_trim(text);
	return str_ends(text, "...") || str_ends(text, "\xe2\x80\xa6");
}

void
copies_add(struct copies *c, const struct ticket *t, struct str line, struct buf *scratch)
{
	struct scan_each walk = scan_each(t->messages);
	struct message opening = {0};
	struct candidate new = { .created_at = t->created_at };

	message_next(&walk, &opening);
	new.id = (struct str){ mem_copy(t->id.s, t->id.n), t->id.n };
	new.updated_at = t->updated_at != TIME_NONE ? t->updated_at : t->created_at;
	new.has_requester = t->requester.n > 0;
	new.requester = hash_of(t->requester);
	new.line = hash_of(line);
	new.messages = (uint32_t)scan_count(t->messages);
	buf_clear(scratch);
	buf_add(scratch, t->subject.s, t->subject.n);
	buf_addc(scratch, '\n');
	buf_add(scratch, opening.text.s, opening.text.n);
	new.has_text = str_trim(buf_str(scratch)).n > 0;
	new.raw = hash_of(buf_str(scratch));
	buf_clear(scratch);
	quote_cut(scratch, opening.text);
	new.truncated = ends_in_ellipsis(buf_str(scratch));
	vec_push(&c->tickets, new);
	vec_push(&c->sayings, wording_say(&c->spoken, t->subject, buf_str(scratch)));
}

void
copies_append(struct copies *c, struct copies *from)
{
	wording_take(c->wording, &from->spoken, from->sayings.at, from->sayings.len);
	for (size_t i = 0; i < from->tickets.len; i++) {
		vec_push(&c->tickets, from->tickets.at[i]);
		vec_push(&c->sayings, from->sayings.at[i]);
	}
	from->tickets.len = from->sayings.len = 0;
}

/* The versions of a ticket hang in a chain behind the newest, in the order in which they came. */
static void
chain_versions(struct copies *c)
{
	c->older = mem_resize(NULL, c->tickets.len, sizeof *c->older);
	for (size_t i = 0; i < c->tickets.len; i++)
		c->older[i] = MAP_NONE;
	for (size_t i = c->tickets.len; i-- > 0;)
		if (c->found[i].why == COPY_SAME_ID) {
			size_t newest = c->found[i].of;

			c->older[i] = c->older[newest];
			c->older[newest] = i;
			c->has_versions = true;
		}
}

void
copies_versions(struct copies *c)
{
	c->found = mem_zeroed(c->tickets.len, sizeof *c->found);
	leaders_versions(c->tickets.at, c->tickets.len, c->found);
	chain_versions(c);
}

struct str
copies_unite(const struct copies *c, size_t ticket, struct str (*line)(void *with, size_t ticket), void *with, struct buf *out)
{
	struct versions all = {0};
	struct buf newest = {0};
	struct str lent = line(with, ticket);

	buf_add(&newest, lent.s, lent.n);	/* it lasts until the next is asked for */
	versions_begin(&all, buf_str(&newest));
	for (size_t older = c->older[ticket]; older != MAP_NONE; older = c->older[older])
		versions_add(&all, line(with, older));
	buf_clear(out);
	if (!versions_end(&all, out))
		buf_add(out, newest.data, newest.len);
	versions_free(&all);
	buf_free(&newest);
	return buf_str(out);
}

/* The line, padding behind it, is what the ticket says from now on. */
static void
reread(struct copies *c, size_t ticket, struct str line)
{
	struct copies one = {0};
	struct scan *scan = scan_new();
	struct scan_error error;
	struct buf scratch = {0};
	struct record r = {0};
	struct ticket t;

	if (scan != NULL && record_parse(&r, scan, line, &error) && ticket_parse(&t, &r, &error)) {
		struct candidate *old = &c->tickets.at[ticket], *new;

		copies_add(&one, &t, line, &scratch);
		wording_take(c->wording, &one.spoken, one.sayings.at, 1);
		c->sayings.at[ticket] = one.sayings.at[0];
		new = &one.tickets.at[0];
		old->raw = new->raw;
		old->has_text = new->has_text;
		old->truncated = new->truncated;
	}
	copies_free(&one);
	record_free(&r);
	buf_free(&scratch);
	scan_free(scan);
}

void
copies_look_again(struct copies *c, struct str (*line)(void *with, size_t ticket), void *with)
{
	struct buf united = {0};

	for (size_t i = 0; i < c->tickets.len; i++)
		if (copies_has_older(c, i)) {
			copies_unite(c, i, line, with, &united);
			buf_room(&united, SOURCE_PADDING);
			reread(c, i, buf_str(&united));
		}
	buf_free(&united);
}

static const struct evidence *
evidence(void *with, size_t ticket, bool leader)
{
	struct copies *c = with;

	return wording_evidence(c->wording, c->sayings.at, ticket, leader);
}

static void
keep_edge(void *with, size_t ticket, const struct copy *to)
{
	struct copies *c = with;

	vec_push(&c->edges, ((struct copies_edge){ ticket, *to }));
}

/* By the tickets' ids, then the leaders': whatever order they came in. */
static int
by_ids(const void *a, const void *b, void *with)
{
	const struct copies_edge *x = a, *y = b;
	const struct copies *c = with;
	int r = str_order(c->tickets.at[x->ticket].id, c->tickets.at[y->ticket].id);

	return r != 0 ? r : str_order(c->tickets.at[x->to.of].id, c->tickets.at[y->to.of].id);
}

void
copies_find(struct copies *c)
{
	size_t n = c->tickets.len;
	struct leaders_by by = { .same = c->options.same, .other = c->options.other, .evidence = evidence, .with = c };
	struct sketch *sketches = mem_resize(NULL, n, sizeof *sketches);

	by.keys = mem_resize(NULL, n, MINHASH_KEYS * sizeof *by.keys);
	by.sketches = sketches;
	by.edge = c->options.edges ? keep_edge : NULL;
	wording_reduce(c->wording, c->sayings.at, c->tickets.at, n, c->found, by.keys, sketches, c->options.threads);
	if (wording_error(c->wording) == NULL)
		leaders_find(c->tickets.at, n, &by, c->found);
	if (c->edges.len > 1)
		qsort_r(c->edges.at, c->edges.len, sizeof *c->edges.at, by_ids, c);
	free(by.keys);
	free(sketches);
}

const char *
copies_error(const struct copies *c)
{
	return wording_error(c->wording);
}

/* The words that two texts share: those worth most first, then as they stand in the ticket. */
static size_t
telling_words(const struct evidence *a, const struct evidence *b, struct str words[COPIES_WORDS])
{
	const struct evidence_word *best[COPIES_WORDS], *x = a->words, *y = b->words;
	size_t n = 0, k;

	while (x < a->words + a->n && y < b->words + b->n) {
		if (x->hash == y->hash && !x->number) {
			for (k = n; k > 0 && (best[k - 1]->worth < x->worth || (best[k - 1]->worth == x->worth && best[k - 1]->at > x->at)); k--)
				if (k < COPIES_WORDS)
					best[k] = best[k - 1];
			if (k < COPIES_WORDS)
				best[k] = x;
			n += n < COPIES_WORDS;
		}
		if (x->hash <= y->hash) {
			y += x->hash == y->hash;
			x++;
		} else {
			y++;
		}
	}
	for (k = 0; k < n; k++)
		words[k] = (struct str){ a->text.s + best[k]->at, best[k]->n };
	return n;
}

/* What is to be said of a copy; its words are lent until the next. */
static struct likeness
likeness_of(struct copies *c, size_t ticket, const struct copy *copy, struct str words[COPIES_WORDS])
{
	struct likeness l = { .of = c->tickets.at[copy->of].id, .why = copy_why_name(copy->why), .sim = copy->sim };

	l.same_requester = copy->same_requester;
	if (copy->why == COPY_SAME_ID) {	/* versions were not compared */
		l.sim = -1;
	} else if (c->options.explain) {
		l.words = words;
		l.word_count = telling_words(evidence(c, ticket, false), evidence(c, copy->of, true), words);
	}
	return l;
}

bool
copies_describe(struct copies *c, size_t ticket, struct buf *json)
{
	const struct copy *copy = &c->found[ticket];
	struct str words[COPIES_WORDS];
	struct likeness l;

	buf_clear(json);
	if (copy->why == COPY_NONE)
		return false;
	l = likeness_of(c, ticket, copy, words);
	likeness_write(json, &l);
	return true;
}

void
copies_describe_edge(struct copies *c, size_t edge, struct buf *json)
{
	const struct copies_edge *e = &c->edges.at[edge];
	struct str words[COPIES_WORDS];
	struct likeness l = likeness_of(c, e->ticket, &e->to, words);

	buf_clear(json);
	edge_write(json, c->tickets.at[e->ticket].id, &l);
}

bool
copies_has_older(const struct copies *c, size_t ticket)
{
	return c->older[ticket] != MAP_NONE && c->found[ticket].why != COPY_SAME_ID;
}

bool
copies_is_sure(const struct copies *c, size_t ticket)
{
	const struct copy *copy = &c->found[ticket];

	return copy->why != COPY_NONE && (copy->why != COPY_NEAR || copy->same_requester || copy->sim >= c->options.drop);
}

const char *
copies_why(const struct copies *c, size_t ticket)
{
	return copy_why_name(c->found[ticket].why);
}

void
copies_clear(struct copies *c)
{
	for (size_t i = 0; i < c->tickets.len; i++)
		free((char *)(size_t)c->tickets.at[i].id.s);	/* ours, lent to calc as const */
	c->tickets.len = c->sayings.len = 0;
}

void
copies_free(struct copies *c)
{
	copies_clear(c);
	vec_free(&c->tickets);
	vec_free(&c->sayings);
	vec_free(&c->edges);
	spoken_free(&c->spoken);
	wording_free(c->wording);
	free(c->found);
	free(c->older);
	*c = (struct copies){0};
}
