#include "explanation.h"
#include "../base/vec.h"
#include "../json/write.h"

enum { SHOWN = 8, ADDED = 5, DESCRIBED = 3 };

struct reason {
	size_t word;		/* of the model */
	struct str name;
	int64_t weight;		/* millionths */
	size_t at;		/* in the ticket */
};

struct explaining {
	const struct namer *namer;
	const uint32_t *word;
	const float *count;
	size_t n;
	struct verdict verdict;
	double *scores, *others;
	VEC(struct reason) reasons;
	bool said;		/* what would have moved it */
};

static struct str
name(const struct explaining *e, size_t word)
{
	return e->namer->word(e->namer->with, word);
}

static int
heavier_first(const void *a, const void *b)
{
	const struct reason *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return str_order(x->name, y->name);	/* numbers of words differ from run to run */
}

/* A word's lift in a cluster; in none: 0. */
static int64_t
lift_of(const struct model *m, size_t word, uint32_t cluster)
{
	for (size_t i = m->start[word]; cluster != MODEL_NONE && i < m->start[word + 1]; i++)
		if (m->lift[i].cluster == cluster)
			return m->lift[i].lift;
	return 0;
}

/* The ticket's words that speak for one cluster against another, the heaviest first. */
static void
gather(struct explaining *e, uint32_t one, uint32_t other)
{
	const struct model *m = e->namer->model;

	e->reasons.len = 0;
	for (size_t i = 0; i < e->n; i++) {
		int64_t mass = model_mass(m, e->word[i], e->count[i]);
		int64_t weight = mass > 0 ? mass * (lift_of(m, e->word[i], one) - lift_of(m, e->word[i], other)) : 0;

		if (weight > 0)
			vec_push(&e->reasons, ((struct reason){ e->word[i], name(e, e->word[i]), weight, i }));
	}
	vec_sort(&e->reasons, heavier_first);
}

static double
log_odds(int64_t weight)
{
	return (double)(weight / 10000) / 100;
}

/* The reasons gathered, as JSON and as words for people. */
static void
put_reasons(const struct explaining *e, struct buf *why, struct buf *told)
{
	write_array(why, "words");
	for (size_t i = 0; i < e->reasons.len && i < SHOWN; i++) {
		struct str s = e->reasons.at[i].name;

		write_object(why, NULL);
		write_string(why, "word", s);
		write_real(why, "weight", log_odds(e->reasons.at[i].weight));
		write_end_object(why);
		buf_printf(told, "%s%.*s %.1f", i > 0 ? ", " : "", (int)s.n, s.s, log_odds(e->reasons.at[i].weight));
	}
	write_end_array(why);
	if (e->reasons.len == 0)
		buf_adds(told, "no word speaks for it");
}

/* An issue and the words that tell most of it. */
static void
tell_issue(struct explaining *e, struct buf *told, uint32_t cluster)
{
	const struct model *m = e->namer->model;
	VEC(struct reason) top = {0};
	struct str id;

	if (cluster == MODEL_NONE) {
		buf_adds(told, "no issue at all");
		return;
	}
	id = e->namer->issue(e->namer->with, cluster);
	for (size_t w = 0; w < m->words; w++) {
		int64_t lift = m->weight[w] > 0 ? lift_of(m, w, cluster) : 0;

		if (lift > 0)
			vec_push(&top, ((struct reason){ w, name(e, w), lift * m->weight[w], 0 }));
	}
	vec_sort(&top, heavier_first);
	buf_printf(told, "%.*s (", (int)id.n, id.s);
	for (size_t i = 0; i < top.len && i < DESCRIBED; i++)
		buf_printf(told, "%s%.*s", i > 0 ? ", " : "", (int)top.at[i].name.n, top.at[i].name.s);
	buf_addc(told, ')');
	vec_free(&top);
}

/* Would these words place the ticket elsewhere? */
static bool
moves(struct explaining *e, const uint32_t *word, const float *count, size_t n)
{
	return model_place(e->namer->model, word, count, n, e->others).best != e->verdict.best;
}

static void
put_words(struct explaining *e, struct buf *why, struct buf *told, const char *member, const char *sentence, size_t n)
{
	e->said = true;
	write_array(why, member);
	for (size_t i = 0; i < n; i++) {
		struct str s = e->reasons.at[i].name;

		write_string(why, NULL, s);
		buf_printf(told, "%s\"%.*s\"", i > 0 ? " and " : sentence, (int)s.n, s.s);
	}
	write_end_array(why);
}

/* Take away what speaks for its issue, the heaviest first, until it moves. */
static void
put_without(struct explaining *e, struct buf *why, struct buf *told)
{
	uint32_t *word = mem_zeroed(e->n + 1, sizeof *word);
	float *count = mem_zeroed(e->n + 1, sizeof *count);
	size_t taken = 0;
	bool moved = false;

	gather(e, e->verdict.best, e->verdict.second);
	while (!moved && taken < e->reasons.len) {
		size_t left = 0;

		taken++;
		for (size_t i = 0; i < e->n; i++) {
			bool gone = false;

			for (size_t t = 0; t < taken; t++)
				gone |= e->reasons.at[t].at == i;
			word[left] = e->word[i];
			count[left] = e->count[i];
			left += !gone;
		}
		moved = moves(e, word, count, left);
	}
	if (moved)
		put_words(e, why, told, "without", "; without ", taken);
	else
		write_null(why, "without");
	free(word);
	free(count);
}

/* Add what speaks for the runner-up and is not there, the heaviest first, until it moves. */
static void
put_with(struct explaining *e, struct buf *why, struct buf *told)
{
	const struct model *m = e->namer->model;
	uint32_t *word = mem_zeroed(e->n + ADDED, sizeof *word);
	float *count = mem_zeroed(e->n + ADDED, sizeof *count);
	size_t added = 0;
	bool moved = false;

	memcpy(word, e->word, e->n * sizeof *word);
	memcpy(count, e->count, e->n * sizeof *count);
	e->reasons.len = 0;
	for (size_t w = 0; e->verdict.second != MODEL_NONE && w < m->words; w++) {
		int64_t weight = m->weight[w] > 0 ? m->weight[w] * (lift_of(m, w, e->verdict.second) - lift_of(m, w, e->verdict.best)) : 0;
		bool there = weight <= 0;

		for (size_t i = 0; i < e->n; i++)
			there |= e->word[i] == w;
		if (!there)
			vec_push(&e->reasons, ((struct reason){ w, name(e, w), weight, 0 }));
	}
	vec_sort(&e->reasons, heavier_first);
	while (!moved && added < ADDED && added < e->reasons.len) {
		word[e->n + added] = (uint32_t)e->reasons.at[added].word;
		count[e->n + added] = 1;
		added++;
		moved = moves(e, word, count, e->n + added);
	}
	if (moved)
		put_words(e, why, told, "with", e->said ? " or with " : "; with ", added);
	else
		write_null(why, "with");
	free(word);
	free(count);
}

static void
put_runner_up(struct explaining *e, struct buf *why, struct buf *told)
{
	uint32_t second = e->verdict.second;
	size_t at = second != MODEL_NONE ? second : e->namer->model->clusters;

	buf_adds(told, "; runner-up ");
	tell_issue(e, told, second);
	buf_printf(told, ", behind by %.2f: ", e->scores[e->verdict.best] - e->scores[at]);
	gather(e, second, e->verdict.best);
	write_object(why, "runner_up");
	write_string(why, "id", second != MODEL_NONE ? e->namer->issue(e->namer->with, second) : (struct str){0});
	write_real(why, "behind", (double)(int64_t)((e->scores[e->verdict.best] - e->scores[at]) * 100 + 0.5) / 100);
	put_reasons(e, why, told);
	write_end_object(why);
}

void
explanation_make(struct buf *why, struct buf *told, const struct namer *namer, struct str ticket,
    const uint32_t *word, const float *count, size_t n)
{
	struct explaining e = { .namer = namer, .word = word, .count = count, .n = n };

	buf_clear(why);
	buf_clear(told);
	e.scores = mem_zeroed(namer->model->clusters + 1, sizeof *e.scores);
	e.others = mem_zeroed(namer->model->clusters + 1, sizeof *e.others);
	e.verdict = model_place(namer->model, word, count, n, e.scores);
	buf_printf(told, "%.*s ", (int)ticket.n, ticket.s);
	if (e.verdict.best == MODEL_NONE && !e.verdict.known) {
		buf_adds(told, "has no issue: none of its words is one that the tickets of an issue share");
	} else if (e.verdict.best == MODEL_NONE) {
		buf_adds(told, "has no issue: none explains its words better than an issue of its own would; the nearest is ");
		tell_issue(&e, told, e.verdict.second);
	} else {
		buf_adds(told, "is in ");
		tell_issue(&e, told, e.verdict.best);
		buf_printf(told, ", fit %.2f: ", e.verdict.fit);
		gather(&e, e.verdict.best, MODEL_NONE);
		write_object(why, NULL);
		put_reasons(&e, why, told);
		put_runner_up(&e, why, told);
		put_without(&e, why, told);
		put_with(&e, why, told);
		write_end_object(why);
		if (e.said)
			buf_adds(told, " it would be elsewhere");
	}
	vec_free(&e.reasons);
	free(e.scores);
	free(e.others);
}
