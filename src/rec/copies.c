#include "copies.h"
#include "edge.h"
#include "joining.h"
#include "versions.h"
#include "../base/time.h"
#include "../io/source.h"
#include "../text/quote.h"

#include <stdio.h>

#define NOBODY UINT32_MAX

enum {
	INDEX = 200,			/* bytes of a ticket that stay in memory, nearly */
	DAYS_MOST = 3652059,		/* all that time.h knows */
	SHARE = 8			/* of the memory, for each of the texts and tables that are made of it */
};

void
copies_open(struct copies *c, const struct copies_options *options)
{
	c->options = *options;
	c->wording = wording_new(options->memory / SHARE, &c->frequencies);
}

/* Something on its way here cut the text. */
static bool
ends_in_ellipsis(struct str text)
{
	text = str_trim(text);
	return str_ends(text, "...") || str_ends(text, "\xe2\x80\xa6");
}

struct sequence_entry
copies_entry(const struct slip *s, uint64_t at)
{
	return (struct sequence_entry){ .created_at = s->created_at, .slip = at, .id = (uint32_t)hash64(s->id.s, s->id.n) | 1 };
}

void
copies_add(struct copies *c, const struct ticket *t, struct str line, struct buf *scratch)
{
	struct scan_each walk = scan_each(t->messages);
	struct message opening = {0};
	struct slip s = { .created_at = t->created_at, .id = t->id, .requester = t->requester, .subject = t->subject };

	message_next(&walk, &opening);
	s.updated_at = t->updated_at != TIME_NONE ? t->updated_at : t->created_at;
	s.line = hash128(line.s, line.n);
	s.messages = (uint32_t)scan_count(t->messages);
	buf_clear(scratch);
	buf_add(scratch, t->subject.n > 0 ? t->subject.s : "", t->subject.n);
	buf_addc(scratch, '\n');
	buf_add(scratch, opening.text.n > 0 ? opening.text.s : "", opening.text.n);
	s.has_text = str_trim(buf_str(scratch)).n > 0;
	s.raw = hash128(scratch->data, scratch->len);
	buf_clear(scratch);
	quote_cut(scratch, opening.text);
	s.text = buf_str(scratch);
	s.truncated = ends_in_ellipsis(s.text);
	vec_push(&c->entries, copies_entry(&s, wording_say(&c->spoken, &s)));
}

void
copies_add_leader(struct copies *c, const struct card *card)
{
	struct slip s = card_slip(card);
	struct sequence_entry e = copies_entry(&s, wording_say(&c->spoken, &s));

	e.slip += wording_take(c->wording, &c->spoken);
	e.first = e.kept = true;
	vec_push(&c->cards, e);
	c->first++;
	if (copies_held(c) > c->options.memory)
		copies_limit(c);
}

void
copies_append(struct copies *c, struct copies *from)
{
	uint64_t at = wording_take(c->wording, &from->spoken);

	for (size_t i = 0; i < from->entries.len; i++) {
		struct sequence_entry e = from->entries.at[i];

		e.slip += at;
		vec_push(&c->entries, e);
	}
	for (size_t i = 0; i < from->cards.len; i++) {
		struct sequence_entry e = from->cards.at[i];

		e.slip += at;
		vec_push(&c->cards, e);
	}
	ties_append(&c->ties, &from->ties);
	from->entries.len = from->cards.len = 0;
}

size_t
copies_held(const struct copies *c)
{
	return (c->entries.len + c->cards.len) * INDEX + wording_held(c->wording) + 4 * (c->options.memory / SHARE);
}

void
copies_limit(struct copies *c)
{
	wording_limit(c->wording);
}

bool
copies_is_expired(const struct copies *c, int64_t created_at)
{
	return created_at != TIME_NONE && c->oldest != TIME_NONE && created_at < c->oldest;
}

static bool
slip_of_ticket(void *with, uint32_t ticket, struct slip *slip)
{
	struct copies *c = with;

	return wording_slip(c->wording, c->entries.at[ticket].slip, slip);
}

/* The versions of a ticket hang in a chain behind the newest, in the order in which they came. */
static void
chain_version(struct copies *c, uint32_t ticket, uint32_t newest)
{
	if (c->older == NULL) {
		c->older = mem_resize(NULL, c->tickets, sizeof *c->older);
		memset(c->older, 0xff, c->tickets * sizeof *c->older);
	}
	c->older[ticket] = c->older[newest];
	c->older[newest] = ticket;
}

/* A ticket whose older version leads since an earlier night leads in its place. */
static void
settle_version(void *with, uint32_t older, uint32_t newest, bool same_requester)
{
	struct copies *c = with;

	if (newest < c->tickets && older < c->tickets)
		chain_version(c, older, newest);
	else if (joining_is(c))
		joining_version(c, older, newest);
	else if (newest < c->tickets)
		c->candidates[c->rank[newest]].leads = true;
	c->found[c->rank[older]] = (struct copy){ 0, c->rank[newest], COPY_SAME_ID, same_requester };
	c->candidates[c->rank[older]].out = true;
}

/* What is older than the newest moment less the days is not seen any more, and its id is no ticket's. */
static void
expire(struct copies *c)
{
	int64_t newest = c->options.now, days = c->options.days < DAYS_MOST ? (int64_t)c->options.days : DAYS_MOST;

	for (size_t i = 0; i < c->n && c->options.now == TIME_NONE; i++)
		if (c->entries.at[i].created_at > newest)
			newest = c->entries.at[i].created_at;
	c->oldest = newest != TIME_NONE ? newest - days * TIME_DAY : TIME_NONE;
	for (size_t i = c->tickets; i < c->n && !joining_is(c); i++)
		if (copies_is_expired(c, c->entries.at[i].created_at))
			c->entries.at[i].id = 0;
}

void
copies_versions(struct copies *c)
{
	struct sequence s = { .slip = slip_of_ticket, .with = c };

	c->tickets = c->entries.len;
	for (size_t i = 0; i < c->cards.len; i++)
		vec_push(&c->entries, c->cards.at[i]);
	vec_free(&c->cards);
	c->n = s.n = c->entries.len;
	s.at = c->entries.at;
	expire(c);
	c->found = mem_zeroed(c->n, sizeof *c->found);
	c->candidates = mem_zeroed(c->n, sizeof *c->candidates);
	c->rank = sequence_ranks(&s);
	for (size_t i = c->tickets; i < c->n; i++) {
		c->candidates[c->rank[i]].leads = s.at[i].first && s.at[i].id != 0;
		c->candidates[c->rank[i]].out = s.at[i].id == 0;
	}
	sequence_versions(&s, settle_version);
	if (joining_is(c) && joining_fits(c))
		joining_number(c);
}

bool
copies_has_versions(const struct copies *c)
{
	return c->older != NULL;
}

struct str
copies_unite(const struct copies *c, size_t ticket, struct str (*line)(void *with, size_t ticket), void *with, struct buf *out)
{
	struct versions all = {0};
	struct buf newest = {0};
	struct str lent = line(with, ticket);

	buf_add(&newest, lent.s, lent.n);	/* it lasts until the next is asked for */
	versions_begin(&all, buf_str(&newest));
	for (uint32_t older = c->older[ticket]; older != NOBODY; older = c->older[older])
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
		copies_add(&one, &t, line, &scratch);
		c->entries.at[ticket].slip = wording_take(c->wording, &one.spoken);
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

	for (size_t i = 0; i < c->tickets && !joining_is(c); i++)	/* cards say it already */
		if (copies_has_older(c, i)) {
			copies_unite(c, i, line, with, &united);
			buf_room(&united, SOURCE_PADDING);
			reread(c, i, buf_str(&united));
		}
	buf_free(&united);
}

static const uint32_t *
groups_of(void *with, uint32_t candidate)
{
	struct copies *c = with;

	return columns_groups(c->columns, candidate);
}

static const struct evidence *
evidence_of(void *with, uint32_t candidate, bool leader)
{
	struct copies *c = with;

	return wording_evidence(c->wording, candidate, leader);
}

/* Two slips, the first copied to `copy`, since the spool lends one at a time. */
static void
two_notes(struct copies *c, uint32_t a, uint32_t b, struct slip *x, struct slip *y, struct buf *copy)
{
	wording_note(c->wording, a, x);
	buf_clear(copy);
	slip_add(copy, x);
	slip_of(x, copy->data);
	wording_note(c->wording, b, y);
}

static bool
is_equal(void *with, uint32_t a, uint32_t b, enum copy_why tier)
{
	struct buf copy = {0};
	struct slip x, y;
	bool equal;

	two_notes(with, a, b, &x, &y, &copy);
	equal = tier == COPY_EXACT ? x.raw.high == y.raw.high && x.raw.low == y.raw.low : str_equal(x.text, y.text);
	buf_free(&copy);
	return equal;
}

static bool
has_smaller_id(void *with, uint32_t a, uint32_t b)
{
	struct buf copy = {0};
	struct slip x, y;
	bool smaller;

	two_notes(with, a, b, &x, &y, &copy);
	smaller = str_order(x.id, y.id) < 0;
	buf_free(&copy);
	return smaller;
}

static void
keep_edge(void *with, uint32_t candidate, const struct copy *to)
{
	struct copies *c = with;

	vec_push(&c->edges, ((struct copies_edge){ candidate, *to }));
}

static int
by_candidates(const void *a, const void *b)
{
	const struct copies_edge *x = a, *y = b;

	if (x->ticket != y->ticket)
		return x->ticket < y->ticket ? -1 : 1;
	return (x->to.of > y->to.of) - (x->to.of < y->to.of);
}

void
copies_count(struct copies *c)
{
	uint64_t *slips = mem_resize(NULL, c->n, sizeof *slips);
	struct told told = { c->n, slips, c->rank, c->candidates, c->sketches, joining_is(c) ? NULL : c->columns };

	for (size_t i = 0; i < c->n; i++)
		slips[i] = c->entries.at[i].slip;
	vec_free(&c->entries);
	wording_reduce(c->wording, &told, c->options.threads);
	free(slips);
}

void
copies_reduce(struct copies *c)
{
	c->sketches = mem_scattered(c->n, sizeof *c->sketches);
	c->columns = columns_new(c->n, c->options.memory / SHARE);
	copies_count(c);
}

/* Who has something in common with whom. */
static void
group(struct copies *c)
{
	if (!joining_is(c))
		columns_group(c->columns, c->rank, c->candidates, &c->rings);
	else if (!columns_group_ties(c->columns, &c->ties, &c->rings) && c->ties.strange)
		snprintf(c->refusal, sizeof c->refusal, "a pair names a ticket of which there is no card: give all cards that --emit=pairs wrote");
}

void
copies_find(struct copies *c)
{
	struct leaders_by by = { c->candidates, NULL, &c->rings, c->options.same, c->options.other,
		groups_of, is_equal, has_smaller_id, evidence_of, c->options.edges ? keep_edge : NULL, c };

	copies_reduce(c);
	by.sketches = c->sketches;
	if (copies_error(c) == NULL)
		group(c);
	if (copies_error(c) == NULL && c->refusal[0] == '\0')
		leaders_find(&by, c->n, c->found);
	vec_sort(&c->edges, by_candidates);
	free(c->sketches);
	c->sketches = NULL;
	rings_free(&c->rings);
}

const char *
copies_error(const struct copies *c)
{
	if (c->columns != NULL && columns_error(c->columns) != NULL)
		return columns_error(c->columns);
	if (ties_error(&c->ties) != NULL)
		return ties_error(&c->ties);
	return wording_error(c->wording);
}

/* What is to be said of a copy, but for whose it is; its words are lent until the next. */
static struct likeness
likeness_of(struct copies *c, uint32_t candidate, const struct copy *copy, struct str words[LIKENESS_WORDS])
{
	struct likeness l = { .why = copy_why_name(copy->why), .sim = copy->sim, .same_requester = copy->same_requester };

	if (copy->why == COPY_SAME_ID) {	/* versions were not compared */
		l.sim = -1;
	} else if (c->options.explain) {
		l.words = words;
		l.word_count = likeness_words(evidence_of(c, candidate, false), evidence_of(c, copy->of, true), words);
	}
	return l;
}

bool
copies_describe(struct copies *c, size_t ticket, struct buf *json)
{
	const struct copy *copy = &c->found[c->rank[ticket]];
	struct str words[LIKENESS_WORDS];
	struct likeness l;
	struct slip leader;

	buf_clear(json);
	if (copy->why == COPY_NONE)
		return false;
	l = likeness_of(c, c->rank[ticket], copy, words);
	wording_note(c->wording, copy->of, &leader);
	l.of = leader.id;
	likeness_write(json, &l);
	return true;
}

void
copies_describe_edge(struct copies *c, size_t edge, struct buf *json)
{
	const struct copies_edge *e = &c->edges.at[edge];
	struct str words[LIKENESS_WORDS];
	struct likeness l = likeness_of(c, e->ticket, &e->to, words);
	struct slip ticket, leader;
	struct buf copy = {0};

	two_notes(c, e->ticket, e->to.of, &ticket, &leader, &copy);
	l.of = leader.id;
	buf_clear(json);
	edge_write(json, ticket.id, &l);
	buf_free(&copy);
}

bool
copies_has_older(const struct copies *c, size_t ticket)
{
	return c->older != NULL && c->older[ticket] != NOBODY && c->found[c->rank[ticket]].why != COPY_SAME_ID;
}

bool
copies_is_sure(const struct copies *c, size_t ticket)
{
	const struct copy *copy = &c->found[c->rank[ticket]];

	return copy->why != COPY_NONE && (copy->why != COPY_NEAR || copy->same_requester || copy->sim >= c->options.drop);
}

const char *
copies_why(const struct copies *c, size_t ticket)
{
	return copy_why_name(c->found[c->rank[ticket]].why);
}

void
copies_clear(struct copies *c)
{
	c->entries.len = c->cards.len = 0;
	c->ties.fresh.len = 0;
	buf_clear(&c->spoken.slips);
	c->spoken.lines.len = 0;
}

void
copies_free(struct copies *c)
{
	vec_free(&c->entries);
	vec_free(&c->cards);
	vec_free(&c->edges);
	spoken_free(&c->spoken);
	frequencies_free(&c->frequencies);
	wording_free(c->wording);
	columns_free(c->columns);
	ties_free(&c->ties);
	free(c->sketches);
	rings_free(&c->rings);
	free(c->rank);
	free(c->candidates);
	free(c->found);
	free(c->older);
	*c = (struct copies){0};
}
