#include "issues.h"

#include "../base/time.h"
#include "../text/courtesy.h"
#include "../text/quote.h"
#include "../text/utf8.h"

enum { LABEL_LONGEST = 100, ANSWER_LONGEST = 4000, LABEL_TERMS = 3 };

struct issues {
	const struct caseload *load;
	const struct sorting *sorting;
	struct easel *easel;
	struct portrait portrait;
	struct map names;		/* of issue k under k */
	struct scan *scan;
	struct record record;
	struct buf label, text, why, message, author, answer, cut;
};

struct issues *
issues_new(const struct caseload *c, const struct sorting *s)
{
	struct issues *i = mem_zeroed(1, sizeof *i);
	struct buf name = {0};

	*i = (struct issues){ .load = c, .sorting = s, .easel = easel_new(c, s), .scan = scan_new() };
	for (size_t k = 0; k < s->mixture.clusters; k++) {
		size_t n;
		const uint32_t *member = easel_members(i->easel, k, &n);
		bool fresh = false;

		for (unsigned turn = 0; !fresh; turn++) {
			buf_clear(&name);
			issue_name(&name, str_of(c->tickets.at[member[0]].id), turn);
			if (map_find(&i->names, buf_str(&name)) == MAP_NONE)
				map_add(&i->names, buf_str(&name), &fresh);
		}
	}
	buf_free(&name);
	return i;
}

void
issues_free(struct issues *i)
{
	easel_free(i->easel);
	portrait_free(&i->portrait);
	map_free(&i->names);
	scan_free(i->scan);
	record_free(&i->record);
	buf_free(&i->label);
	buf_free(&i->text);
	buf_free(&i->why);
	buf_free(&i->message);
	buf_free(&i->author);
	buf_free(&i->answer);
	buf_free(&i->cut);
	free(i);
}

size_t
issues_len(const struct issues *i)
{
	return map_len(&i->names);
}

bool
issues_mark(const struct issues *i, size_t ticket, struct buf *json)
{
	int32_t k = i->sorting->label[ticket];

	buf_clear(json);
	if (k < 0)
		return false;
	issue_mark(json, map_key(&i->names, (size_t)k), (double)i->sorting->fit[ticket]);
	return true;
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

/* A subject without what mail programs put before it. */
static struct str
bare_subject(struct str s)
{
	static const char *const prefixes[] = { "Re:", "RE:", "re:", "AW:", "Aw:", "Fwd:", "FWD:", "fwd:", "FW:", "Fw:", "WG:", "RV:", "TR:" };
	size_t before;

	do {
		before = s.n;
		s = str_trim(s);
		for (size_t k = 0; k < sizeof prefixes / sizeof *prefixes; k++)
			if (str_starts(s, prefixes[k]))
				s = (struct str){ s.s + strlen(prefixes[k]), s.n - strlen(prefixes[k]) };
		if (s.n > 0 && s.s[0] == '[') {
			const char *end = memchr(s.s, ']', s.n);

			if (end != NULL && (size_t)(end - s.s) + 1 < s.n)
				s = (struct str){ end + 1, s.n - (size_t)(end - s.s) - 1 };
		}
	} while (s.n < before);
	return s;
}

/* The ticket's record, read again: false if it cannot be, which would have been told when it was read first. */
static bool
reread(struct issues *i, struct str line, struct ticket *t)
{
	struct scan_error error;

	return line.s != NULL && record_parse(&i->record, i->scan, line, &error) && ticket_parse(t, &i->record, &error);
}

/* Appends a text on one line, white space made single spaces. */
static void
add_line(struct buf *out, struct str s)
{
	for (size_t k = 0; k < s.n && out->len < 4 * LABEL_LONGEST; k++)
		if ((unsigned char)s.s[k] > ' ')
			buf_addc(out, s.s[k]);
		else if (out->len > 0 && out->data[out->len - 1] != ' ')
			buf_addc(out, ' ');
}

/* The most telling short subject; failing that, the foremost terms; failing those, what the most central ticket says. */
static void
make_label(struct issues *i, struct issue *issue, struct str (*line)(void *with, size_t ticket), void *with)
{
	const struct portrait *p = &i->portrait;
	struct message m = {0};
	struct scan_each walk;
	struct ticket t;

	buf_clear(&i->label);
	if (p->titled != UINT32_MAX && reread(i, line(with, p->titled), &t))
		add_line(&i->label, bare_subject(t.subject));
	for (size_t k = 0; k < issue->term_count && k < LABEL_TERMS && p->titled == UINT32_MAX; k++) {
		if (k > 0)
			buf_adds(&i->label, ", ");
		buf_add(&i->label, issue->terms[k].term.s, issue->terms[k].term.n);
	}
	if (i->label.len == 0 && p->exemplar_count > 0 && reread(i, line(with, p->exemplars[0]), &t)) {
		walk = scan_each(t.messages);
		message_next(&walk, &m);
		add_line(&i->label, t.subject.n > 0 ? t.subject : m.text);
	}
	issue->label = str_trim(utf8_cut(buf_str(&i->label), LABEL_LONGEST));
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
	struct issue issue = { .id = map_key(&i->names, k), .event = STR("born") };
	struct portrait *p = &i->portrait;

	portrait_make(p, i->easel, k);
	count(i, k, &issue);
	issue.term_count = p->term_count;
	for (size_t n = 0; n < p->term_count; n++)
		issue.terms[n] = (struct issue_term){ buf_str(&p->terms[n]), p->weights[n] };
	issue.exemplar_count = p->exemplar_count;
	for (size_t n = 0; n < p->exemplar_count; n++)
		issue.exemplars[n] = str_of(i->load->tickets.at[p->exemplars[n]].id);
	make_label(i, &issue, line, with);
	make_answer(i, &issue, line, with);
	issue_write(out, &issue);
	issue_free(&issue);
}
