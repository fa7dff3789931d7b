#include "assign.h"
#include "wanted.h"
#include "../base/die.h"
#include "../base/time.h"
#include "../rec/explanation.h"
#include "../rec/headcount.h"
#include "../rec/placing.h"

#include <pthread.h>
#include <string.h>

void
known_open(struct known *k, const char *option, const char *path)
{
	if (path[0] == '\0' || strcmp(path, "-") == 0)
		die(EXIT_USAGE, "%s=%s: the name of a file is expected here, standard input is for tickets; see %s --help", option, path, progname);
	switch (known_read(k, path)) {
	case KNOWN_READ:
		return;
	case KNOWN_BAD:
		die(EXIT_DATA, "%s", k->why);
	default:
		die(EXIT_SYSTEM, "%s (the file of issues that %s names)", k->why, option);
	}
}

/* What all lanes give to. */
struct given {
	const struct assigning *how;
	struct headcount count;
	bool *explained;		/* per ticket asked for */
};

/* One lane's work on a block. */
struct lane {
	const struct assigning *how;
	struct filter *filter;
	struct placing placing;
	struct headcount count;
	struct issue issue;
	struct buf json, why, told, all_told;
	bool *explained;
};

static struct str
word_of(void *with, size_t number)
{
	return map_key(&((const struct known *)with)->words, number);
}

static struct str
name_of(void *with, size_t k)
{
	return map_key(&((const struct known *)with)->ids, k);
}

/* What is told is told when the lane has its turn. */
static void
explain(struct lane *l, const struct ticket *t)
{
	const struct known *known = l->how->known;
	struct namer namer = { &known->model, word_of, name_of, (void *)(uintptr_t)known };
	const struct placing *p = &l->placing;

	explanation_make(&l->why, &l->told, &namer, t->id, p->word.at, p->count.at, p->word.len);
	buf_add(&l->all_told, l->told.data, l->told.len);
	buf_addc(&l->all_told, '\n');
}

static void
place(struct lane *l, struct record *r)
{
	struct scan_error error;
	struct verdict v;
	struct ticket t;
	ptrdiff_t asked;

	if (!ticket_parse(&t, r, &error)) {
		filter_refuse(l->filter, r, &error);
		return;
	}
	record_remove(r, TICKET_ISSUE);
	if (time_is_later(t.created_at, common.now)) {
		filter_put(l->filter, r);
		return;
	}
	v = placing_ticket(&l->placing, &t);
	buf_clear(&l->why);
	if ((asked = wanted_find(l->how->explain, t.id)) != WANTED_NOT) {
		l->explained[asked] = true;
		explain(l, &t);
	}
	if (v.best != MODEL_NONE) {
		buf_clear(&l->json);
		issue_mark(&l->json, map_key(&l->how->known->ids, v.best), v.fit, buf_str(&l->why));
		record_annotate(r, TICKET_ISSUE, buf_str(&l->json));
		if (!str_is(t.copy_why, "same-id"))
			headcount_ticket(&l->count, v.best, &t);
	}
	filter_put(l->filter, r);
}

/* An issue record in the input: of a part, or of an earlier run. */
static void
combine(struct lane *l, struct record *r)
{
	struct scan_error error;
	size_t k;

	if (!l->how->merge) {
		filter_drop(l->filter, r, "issue of an earlier run");
		return;
	}
	if (!issue_parse(&l->issue, r, &error)) {
		filter_refuse(l->filter, r, &error);
		return;
	}
	if ((k = map_find(&l->how->known->ids, l->issue.id)) == MAP_NONE) {
		record_refuse_form(r, &error, "id", "an issue of the file that --assign names");
		filter_refuse(l->filter, r, &error);
	} else if (headcount_part(&l->count, k, &l->issue, r, &error))
		filter_drop(l->filter, r, "combined");
	else
		filter_refuse(l->filter, r, &error);
}

static void
tell(struct buf *told)
{
	for (char *line = told->data, *end; line != NULL && (end = strchr(line, '\n')) != NULL; line = end + 1) {
		*end = '\0';
		warn("%s", line);
	}
	buf_clear(told);
}

static void
work(struct filter *filter, void *with)
{
	struct given *given = with;
	struct lane l = { .how = given->how, .filter = filter };
	struct record *r;

	l.explained = mem_zeroed(l.how->explain->len + 1, sizeof *l.explained);
	placing_open(&l.placing, l.how->known);
	headcount_open(&l.count, known_len(l.how->known));
	while (filter_block(filter)) {
		while ((r = filter_next(filter)) != NULL) {
			if (issue_is(r))
				combine(&l, r);
			else if (ticket_is(r) && !l.how->merge)
				place(&l, r);
			else
				filter_put(filter, r);
		}
		if (filter_turn(filter)) {
			headcount_append(&given->count, &l.count);
			tell(&l.all_told);
			for (size_t i = 0; i < l.how->explain->len; i++)
				given->explained[i] |= l.explained[i];
		}
	}
	placing_free(&l.placing);
	headcount_free(&l.count);
	issue_free(&l.issue);
	buf_free(&l.json);
	buf_free(&l.why);
	buf_free(&l.told);
	buf_free(&l.all_told);
	free(l.explained);
}

/* The known issues that have tickets, as they are known but for what was counted here. */
static void
make_issues(struct filter *f, struct given *g)
{
	const struct known *known = g->how->known;
	struct scan *scan = scan_new();
	struct record r = {0};
	struct issue issue = {0};
	struct buf line = {0};

	for (size_t k = 0; k < known_len(known); k++) {
		if (g->count.of.at[k].tickets == 0)
			continue;
		known_issue(known, k, scan, &r, &issue);
		headcount_fill(&g->count, k, &issue);
		issue.event = STR("kept");
		issue.from = mem_resize(issue.from, 1, sizeof *issue.from);
		issue.from[0] = issue.id;
		issue.from_count = 1;
		buf_clear(&line);
		issue_write(&line, &issue);
		filter_make(f, ISSUE_TYPE, &line);
	}
	issue_free(&issue);
	record_free(&r);
	scan_free(scan);
	buf_free(&line);
}

void
assign(struct filter *f, const struct assigning *how)
{
	struct given g = { .how = how };

	g.explained = mem_zeroed(how->explain->len + 1, sizeof *g.explained);
	headcount_open(&g.count, known_len(how->known));
	filter_work(f, work, &g);
	if (!how->merge)
		wanted_missed(how->explain, g.explained, "no such ticket was placed: it is not in the input, or is later than --now");
	make_issues(f, &g);
	headcount_free(&g.count);
	free(g.explained);
}
