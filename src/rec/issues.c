#include "issues.h"
#include "explanation.h"
#include "lineage.h"

#include "../base/time.h"
#include "../text/courtesy.h"
#include "../text/fold.h"
#include "../text/heading.h"
#include "../text/quote.h"
#include "../text/spelling.h"
#include "../text/telling.h"
#include "../text/utf8.h"
#include "../text/words.h"

enum { LABEL_LONGEST = 100, ANSWER_LONGEST = 4000 };

struct counted {
	uint32_t n, last;		/* tickets; the last of them */
};

/* How many tickets of the issue at hand have each name. */
struct counter {
	VEC(struct counted) of;		/* per name */
	VEC(uint32_t) used;		/* names that were counted */
};

struct issues {
	const struct caseload *load;
	const struct sorting *sorting;
	struct easel *easel;
	struct portrait portrait;
	struct lineage lineage;
	struct map labels;		/* those given */
	struct counter products, tags;
	struct scan *scan;
	struct record record;
	struct buf label, title, why, message, author, answer, cut, model;
};

/* One more ticket, numbered from 1 in its issue, that has a name; a name counts once a ticket. */
static void
counter_add(struct counter *c, uint32_t name, uint32_t ticket)
{
	struct counted *of = &c->of.at[name];

	if (of->n == 0)
		vec_push(&c->used, name);
	of->n += of->last != ticket;
	of->last = ticket;
}

/* What was counted, and begin anew: only what was used is looked at, there may be many names and many issues. */
static void
counter_take(struct counter *c, const struct map *names, struct commonest *to)
{
	for (size_t i = 0; i < c->used.len; i++) {
		commonest_add(to, map_key(names, c->used.at[i]), c->of.at[c->used.at[i]].n);
		c->of.at[c->used.at[i]] = (struct counted){0};
	}
	c->used.len = 0;
}

static void
counter_free(struct counter *c)
{
	vec_free(&c->of);
	vec_free(&c->used);
}

static struct str
oldest_of(void *with, size_t k)
{
	const struct issues *i = with;
	size_t n;

	return str_of(i->load->tickets.at[easel_members(i->easel, k, &n)[0]].id);
}

static struct str
stem_of(void *with, size_t number)
{
	return map_key(&((const struct issues *)with)->sorting->stems.stems, number);
}

static struct str
name_of(void *with, size_t k)
{
	return map_key(&((const struct issues *)with)->lineage.names, k);
}

struct issues *
issues_new(const struct caseload *c, const struct sorting *s, const struct known *known)
{
	struct issues *i = mem_zeroed(1, sizeof *i);

	*i = (struct issues){ .load = c, .sorting = s, .easel = easel_new(c, s), .scan = scan_new() };
	vec_zero(&i->products.of, map_len(&c->products));
	vec_zero(&i->tags.of, map_len(&c->tag_names));
	lineage_make(&i->lineage, s, known, oldest_of, i);
	return i;
}

void
issues_free(struct issues *i)
{
	easel_free(i->easel);
	portrait_free(&i->portrait);
	lineage_free(&i->lineage);
	map_free(&i->labels);
	counter_free(&i->products);
	counter_free(&i->tags);
	scan_free(i->scan);
	record_free(&i->record);
	buf_free(&i->label);
	buf_free(&i->title);
	buf_free(&i->why);
	buf_free(&i->message);
	buf_free(&i->author);
	buf_free(&i->answer);
	buf_free(&i->cut);
	buf_free(&i->model);
	free(i);
}

size_t
issues_len(const struct issues *i)
{
	return map_len(&i->lineage.names);
}

bool
issues_mark(const struct issues *i, size_t ticket, struct str why, struct buf *json)
{
	int32_t k = i->sorting->label[ticket];

	buf_clear(json);
	if (k < 0)
		return false;
	issue_mark(json, map_key(&i->lineage.names, (size_t)k), (double)i->sorting->fit[ticket], why);
	return true;
}

void
issues_explain(const struct issues *i, size_t ticket, struct buf *why, struct buf *told)
{
	const struct sorting *s = i->sorting;
	const struct bags *b = &s->stems.bags;
	struct namer namer = { &s->mixture.model, stem_of, name_of, (void *)(uintptr_t)i };
	struct str id = str_of(i->load->tickets.at[ticket].id);

	buf_clear(why);
	buf_clear(told);
	for (size_t d = 0; d < s->docs; d++)
		if (s->order[d] == ticket) {
			explanation_make(why, told, &namer, id, b->word + b->start[d], b->count + b->start[d], b->start[d + 1] - b->start[d]);
			return;
		}
	buf_printf(told, "%.*s is an older version of a ticket, and goes where that is", (int)id.n, id.s);
}

static int
by_hash(const void *a, const void *b)
{
	const struct hash128 *x = a, *y = b;

	if (x->high != y->high)
		return x->high < y->high ? -1 : 1;
	return x->low < y->low ? -1 : x->low > y->low;
}

/* Tickets, requesters, days: what can be counted of issue k. */
static void
count(const struct issues *i, size_t k, struct issue *issue)
{
	size_t n;
	const uint32_t *member = easel_members(i->easel, k, &n);
	VEC(struct hash128) who = {0};

	issue->tickets = n;
	issue->first_seen = issue->last_seen = TIME_NONE;
	for (size_t m = 0; m < n; m++) {
		const struct filed *f = &i->load->tickets.at[member[m]];

		if (f->has_requester)
			vec_push(&who, f->requester);
		if (f->created_at == TIME_NONE)
			continue;
		daily_add(&issue->daily, time_day(f->created_at), 1);
		if (issue->first_seen == TIME_NONE)
			issue->first_seen = f->created_at;
		issue->last_seen = f->created_at;
	}
	vec_sort(&who, by_hash);
	for (size_t m = 0; m < who.len; m++)
		issue->requesters += m == 0 || by_hash(&who.at[m], &who.at[m - 1]) != 0;
	vec_free(&who);
}

/* The ticket's record, read again: false if it cannot be, which would have been told when it was read first. */
static bool
reread(struct issues *i, struct str line, struct ticket *t)
{
	struct scan_error error;

	return line.s != NULL && record_parse(&i->record, i->scan, line, &error) && ticket_parse(t, &i->record, &error);
}

/* The title of a ticket: its subject or what it says first, where that may be read. */
static void
read_title(struct issues *i, uint32_t ticket, struct str (*line)(void *with, size_t ticket), void *with)
{
	struct message m = {0};
	struct scan_each walk;
	struct ticket t;

	buf_clear(&i->title);
	if (ticket == UINT32_MAX || !reread(i, line(with, ticket), &t))
		return;
	heading_of_subject(&i->title, t.subject);
	walk = scan_each(t.messages);
	if (i->title.len == 0 && message_next(&walk, &m) && m.is_public)
		heading_of_text(&i->title, m.text);
}

/* Does b hold every word of a that says something? */
static bool
holds_words(struct str b, struct str a)
{
	struct words walk = { .text = a }, other;
	struct word word, of;

	while (words_next(&walk, &word)) {
		bool found = !telling_alone(word.s);

		other = (struct words){ .text = b };
		while (!found && words_next(&other, &of))
			found = str_equal(word.s, of.s);
		if (!found)
			return false;
	}
	return true;
}

/* The first n phrases. */
static void
add_phrases(struct buf *out, const struct portrait *p, size_t n)
{
	for (size_t k = 0; k < n; k++)
		buf_printf(out, "%s%s", k > 0 ? ", " : "", p->phrases[k].text.data);
}

/* How many phrases stand before a title: none that says just the same, and not so many that it would be cut. */
static size_t
phrases_before(const struct portrait *p, struct str title)
{
	struct buf folded = {0}, phrases = {0}, raw = {0};
	size_t n = p->phrase_count;

	fold(&folded, title);
	add_phrases(&raw, p, n);
	fold(&phrases, buf_str(&raw));
	if (title.n > 0 && holds_words(buf_str(&folded), buf_str(&phrases)) && holds_words(buf_str(&phrases), buf_str(&folded)))
		n = 0;
	for (; n > 1 && utf8_length(title) + utf8_length(buf_str(&raw)) + 2 > LABEL_LONGEST; n--) {
		buf_clear(&raw);
		add_phrases(&raw, p, n - 1);
	}
	buf_free(&raw);
	buf_free(&folded);
	buf_free(&phrases);
	return n;
}

/* A label that no other issue has: the same again is numbered. */
static struct str
give_label(struct issues *i)
{
	struct buf wanted = {0};
	bool fresh = false;

	heading_cut(&wanted, buf_str(&i->label), LABEL_LONGEST);
	for (unsigned turn = 2; wanted.len > 0 && !fresh; turn++) {
		map_add(&i->labels, buf_str(&wanted), &fresh);
		if (fresh)
			break;
		buf_clear(&wanted);
		heading_cut(&wanted, buf_str(&i->label), LABEL_LONGEST - 8);
		buf_printf(&wanted, " (%u)", turn);
	}
	buf_clear(&i->label);
	buf_add(&i->label, wanted.data, wanted.len);
	buf_free(&wanted);
	return buf_str(&i->label);
}

/* How one of a phrase's tickets writes it, where that may be read. */
static struct str
spelled(struct issues *i, const struct phrase *p, size_t n, struct str (*line)(void *with, size_t ticket), void *with)
{
	struct message m = {0};
	struct scan_each walk;
	struct ticket t;
	struct str found;

	if (!reread(i, line(with, p->seen[n]), &t))
		return (struct str){0};
	walk = scan_each(t.messages);
	if (message_next(&walk, &m) && m.is_public && (found = spelling_find(m.text, buf_str(&p->text))).s != NULL)
		return found;
	return spelling_find(t.subject, buf_str(&p->text));
}

/* The phrase as most of its first tickets write it; of two as common, the later by bytes: that in small letters. */
static void
respell(struct issues *i, struct phrase *p, struct str (*line)(void *with, size_t ticket), void *with)
{
	size_t count[PHRASES_SEEN] = {0}, best = 0;
	struct map forms = {0};

	for (size_t n = 0; n < p->seen_count; n++) {
		struct str form = spelled(i, p, n, line, with);

		if (form.s != NULL)
			count[map_add(&forms, form, NULL)]++;
	}
	for (size_t n = 1; n < map_len(&forms); n++)
		if (count[n] > count[best] || (count[n] == count[best] && str_order(map_key(&forms, n), map_key(&forms, best)) > 0))
			best = n;
	if (map_len(&forms) > 0) {
		buf_clear(&p->text);
		buf_add(&p->text, map_key(&forms, best).s, map_key(&forms, best).n);
	}
	map_free(&forms);
}

/*
 * Key phrases, then the most telling title; without either the foremost terms, or what the most central ticket
 * says, or, where all of it is private, the issue's id.
 */
static void
make_label(struct issues *i, struct issue *issue, struct str (*line)(void *with, size_t ticket), void *with)
{
	struct portrait *p = &i->portrait;

	buf_clear(&i->label);
	for (size_t n = 0; n < p->phrase_count; n++)
		respell(i, &p->phrases[n], line, with);
	read_title(i, p->titled, line, with);
	add_phrases(&i->label, p, phrases_before(p, buf_str(&i->title)));
	for (size_t n = 0; n < issue->term_count && n < PHRASES_MOST && p->phrase_count == 0 && i->title.len == 0; n++)
		buf_printf(&i->label, "%s%.*s", n > 0 ? ", " : "", (int)issue->terms[n].term.n, issue->terms[n].term.s);
	if (i->label.len == 0 && i->title.len == 0 && p->exemplar_count > 0)
		read_title(i, p->exemplars[0], line, with);
	if (i->label.len > 0 && i->title.len > 0)
		buf_adds(&i->label, ": ");
	buf_add(&i->label, i->title.data, i->title.len);
	if (i->label.len == 0)
		buf_add(&i->label, issue->id.s, issue->id.n);
	issue->label = give_label(i);
}

/* Tickets of issue k by product and by tag. */
static void
count_names(struct issues *i, size_t k, struct issue *issue)
{
	size_t members, n;
	const uint32_t *member = easel_members(i->easel, k, &members), *tag;

	for (size_t m = 0; m < members; m++) {
		uint32_t product = i->load->tickets.at[member[m]].product;

		if (product > 0)
			counter_add(&i->products, product - 1, (uint32_t)m + 1);
		tag = caseload_tags(i->load, member[m], &n);
		for (size_t a = 0; a < n; a++)
			counter_add(&i->tags, tag[a], (uint32_t)m + 1);
	}
	counter_take(&i->products, &i->load->products, &issue->products);
	counter_take(&i->tags, &i->load->tag_names, &issue->tags);
}

/* A copy that outlives the record that lent it. */
static struct str
keep(struct buf *b, struct str s)
{
	buf_clear(b);
	buf_add(b, s.s, s.n);
	return s.s != NULL ? buf_str(b) : s;
}

static void
make_answer(struct issues *i, struct issue *issue, struct str (*line)(void *with, size_t ticket), void *with)
{
	const struct portrait *p = &i->portrait;
	const struct filed *f = p->answered != UINT32_MAX ? &i->load->tickets.at[p->answered] : NULL;
	struct scan_each walk;
	struct message m = {0};
	struct ticket t;
	struct str core;

	if (f == NULL || !reread(i, line(with, p->answered), &t))
		return;
	walk = scan_each(t.messages);
	for (uint32_t n = 0; n < f->answer && message_next(&walk, &m);)
		n++;
	buf_clear(&i->cut);
	quote_cut(&i->cut, m.text);
	core = courtesy_core(buf_str(&i->cut));
	core = utf8_cut(core.n > 0 ? core : buf_str(&i->cut), ANSWER_LONGEST);
	buf_clear(&i->why);
	buf_adds(&i->why, f->accepted ? "accepted; " : "the last answer in a solved ticket; ");
	if (p->answers == 1)
		buf_adds(&i->why, "the only known answer");
	else
		buf_printf(&i->why, "the most typical of %zu known answers, of which %zu were accepted", p->answers, p->accepted);
	issue->answer = (struct issue_answer){ str_of(f->id), keep(&i->message, m.id), keep(&i->author, m.author),
		str_of(role_name(m.role)), keep(&i->answer, core), buf_str(&i->why) };
}

void
issues_write(struct issues *i, size_t k, struct buf *out, struct str (*line)(void *with, size_t ticket), void *with)
{
	const struct descent *d = &i->lineage.of.at[k];
	struct issue issue = { .id = map_key(&i->lineage.names, k), .event = str_of(d->event), .from_count = d->from.len };
	struct portrait *p = &i->portrait;

	issue.from = mem_zeroed(d->from.len + 1, sizeof *issue.from);
	for (size_t n = 0; n < d->from.len; n++)
		issue.from[n] = d->from.at[n];

	portrait_make(p, i->easel, k);
	count(i, k, &issue);
	count_names(i, k, &issue);
	issue.term_count = p->term_count;
	for (size_t n = 0; n < p->term_count; n++)
		issue.terms[n] = (struct issue_term){ buf_str(&p->terms[n]), p->weights[n] };
	issue.exemplar_count = p->exemplar_count;
	for (size_t n = 0; n < p->exemplar_count; n++)
		issue.exemplars[n] = str_of(i->load->tickets.at[p->exemplars[n]].id);
	make_label(i, &issue, line, with);
	make_answer(i, &issue, line, with);
	buf_clear(&i->model);
	lifts_write(&i->model, &i->sorting->mixture.model, k, stem_of, i, str_of(i->sorting->stems.lang));
	issue.model = buf_str(&i->model);
	issue_write(out, &issue);
	issue_free(&issue);
}
