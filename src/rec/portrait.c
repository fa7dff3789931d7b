#include "portrait.h"

#include "../calc/keywords.h"
#include "../calc/logs.h"
#include "../text/telling.h"

#include <math.h>

enum { TITLE_LEAST = 2, TITLE_MOST = 11, SENTENCE_LEAST = 3, CANDIDATES = 200, COMPARED = 64 };

#define SHORTER 0.7	/* power of its length by which a longer title must tell more */

struct easel {
	const struct caseload *load;
	const struct sorting *sorting;
	struct phrases *phrases;
	size_t *start;			/* per issue, into member; and the end */
	uint32_t *member, *doc;		/* tickets as they came; their places among the documents */
	double *all, all_total;		/* per stem: documents that have it */
	struct stems answers;
	double *answer_df;		/* per stem of answers: how many have it */
	size_t answer_count;
	/* Of the issue at hand: */
	double here_total;		/* words of it, each once a document */
	double *here, *pull;		/* per stem: documents of it that have it; what that adds to a ticket's centrality */
	VEC(struct keyword) words;
	uint32_t *uses, *surface;	/* per word: how often; per stem: its commonest word + 1 */
	VEC(uint32_t) used;		/* words with uses */
};

struct easel *
easel_new(const struct caseload *c, const struct sorting *s)
{
	struct easel *e = mem_zeroed(1, sizeof *e);
	const struct bags *b = &s->stems.bags;
	size_t issues = s->mixture.clusters, *next = mem_zeroed(issues + 2, sizeof *next);

	*e = (struct easel){ .load = c, .sorting = s, .start = next };
	e->member = mem_zeroed(s->docs + 1, sizeof *e->member);
	e->doc = mem_zeroed(s->docs + 1, sizeof *e->doc);
	for (size_t d = 0; d < s->docs; d++)
		if (s->mixture.label[d] >= 0)
			next[s->mixture.label[d] + 1]++;
	for (size_t k = 1; k <= issues; k++)
		next[k] += next[k - 1];
	for (size_t d = 0; d < s->docs; d++)
		if (s->mixture.label[d] >= 0) {
			e->member[next[s->mixture.label[d]]] = s->order[d];
			e->doc[next[s->mixture.label[d]]++] = (uint32_t)d;
		}
	memmove(next + 1, next, issues * sizeof *next);
	next[0] = 0;
	e->all = mem_zeroed(b->words + 1, sizeof *e->all);
	e->here = mem_zeroed(b->words + 1, sizeof *e->here);
	e->pull = mem_zeroed(b->words + 1, sizeof *e->pull);
	e->surface = mem_zeroed(b->words + 1, sizeof *e->surface);
	e->uses = mem_zeroed(map_len(&c->asked.words) + 1, sizeof *e->uses);
	for (size_t i = 0; i < b->start[b->docs]; i++)
		e->all[b->word[i]] += 1;
	e->all_total = (double)b->start[b->docs];
	stems_take(&e->answers, &c->answered, s->order, s->docs, STR(""));
	e->answer_df = mem_zeroed(e->answers.bags.words + 1, sizeof *e->answer_df);
	for (size_t i = 0; i < e->answers.bags.start[s->docs]; i++)
		e->answer_df[e->answers.bags.word[i]] += 1;
	for (size_t d = 0; d < s->docs; d++)
		e->answer_count += e->answers.bags.start[d + 1] > e->answers.bags.start[d];
	e->phrases = phrases_new(c, s, e->start, e->doc);
	return e;
}

void
easel_free(struct easel *e)
{
	phrases_free(e->phrases);
	free(e->start);
	free(e->member);
	free(e->doc);
	free(e->all);
	free(e->here);
	free(e->pull);
	free(e->surface);
	free(e->uses);
	stems_free(&e->answers);
	free(e->answer_df);
	vec_free(&e->words);
	vec_free(&e->used);
	free(e);
}

const uint32_t *
easel_members(const struct easel *e, size_t k, size_t *n)
{
	*n = e->start[k + 1] - e->start[k];
	return e->member + e->start[k];
}

static struct stem_line
line_of(const struct easel *e, size_t doc)
{
	return phrases_line(e->load, e->sorting, doc);
}

/* Counts the stems and words of issue k. */
static void
count_words(struct easel *e, size_t k)
{
	const struct bags *b = &e->sorting->stems.bags;

	e->words.len = e->used.len = 0;
	for (size_t m = e->start[k]; m < e->start[k + 1]; m++) {
		size_t d = e->doc[m];
		struct stem_line line = line_of(e, d);

		for (size_t i = b->start[d]; i < b->start[d + 1]; i++) {
			uint32_t w = b->word[i];

			if (e->here[w] <= 0)
				vec_push(&e->words, ((struct keyword){ w, 0, e->all[w], 0 }));
			e->here[w] += 1;
		}
		for (size_t i = 0; i < line.n; i++) {
			uint32_t word = line.word[i], *best = &e->surface[line.stem[i]];

			if (e->uses[word]++ == 0)
				vec_push(&e->used, word);
			if (*best == 0 || e->uses[word] > e->uses[*best - 1] || (e->uses[word] == e->uses[*best - 1] &&
			    str_order(map_key(&e->load->asked.words, word), map_key(&e->load->asked.words, *best - 1)) < 0))
				*best = word + 1;
		}
	}
}

/* How a stem is commonly written; nothing where only what nobody is to read has it. */
static struct str
surface_of(const struct easel *e, size_t stem)
{
	if (e->surface[stem] == 0)
		return STR("");
	return map_key(&e->load->asked.words, e->surface[stem] - 1);
}

/* Best first, and what each adds to the centrality of a ticket that has it. */
static void
rank_words(struct easel *e, size_t k)
{
	double total = 0, docs = (double)(e->start[k + 1] - e->start[k]);

	for (size_t i = 0; i < e->words.len; i++) {
		e->words.at[i].here = e->here[e->words.at[i].term];
		total += e->words.at[i].here;
	}
	e->here_total = total;
	keywords_rank(e->words.at, e->words.len, total, e->all_total);
	for (size_t i = 0; i < e->words.len; i++) {
		struct keyword *w = &e->words.at[i];

		e->pull[w->term] = w->z > 0 ? w->z * w->here / docs : 0;
		if (total >= e->all_total)	/* there is nothing to tell it from */
			e->pull[w->term] = telling_alone(surface_of(e, w->term)) ? w->here / docs : 0;
	}
}

static void
clear_words(struct easel *e)
{
	for (size_t i = 0; i < e->words.len; i++) {
		e->here[e->words.at[i].term] = e->pull[e->words.at[i].term] = 0;
		e->surface[e->words.at[i].term] = 0;
	}
	for (size_t i = 0; i < e->used.len; i++)
		e->uses[e->used.at[i]] = 0;
}

/* How often each of the first words stands right before each other one. */
static void
count_pairs(const struct easel *e, size_t k, const size_t *stem, size_t n, uint32_t pairs[ISSUE_TERMS][ISSUE_TERMS])
{
	for (size_t m = e->start[k]; m < e->start[k + 1]; m++) {
		struct stem_line line = line_of(e, e->doc[m]);
		size_t before = n;

		for (size_t i = 0; i < line.n; i++) {
			size_t at = 0;

			while (at < n && stem[at] != line.stem[i])
				at++;
			if (before < n && at < n && before != at)
				pairs[before][at]++;
			before = at;
		}
	}
}

/* One word or two; pairs of a script without spaces are joined where they overlap. */
static void
write_term(struct buf *out, struct str first, struct str second)
{
	size_t shared = telling_of(first) & TELLING_PAIR ? telling_overlap(first, second) : 0;

	buf_clear(out);
	buf_add(out, first.s, first.n);
	if (second.n > 0 && shared == 0)
		buf_addc(out, ' ');
	buf_add(out, second.s + shared, second.n - shared);
}

static void
make_terms(struct portrait *p, const struct easel *e, size_t k)
{
	uint32_t pairs[ISSUE_TERMS][ISSUE_TERMS] = {0};
	size_t stem[ISSUE_TERMS], n = 0;
	double z[ISSUE_TERMS];
	bool done[ISSUE_TERMS] = {0};

	for (size_t i = 0; i < e->words.len && n < ISSUE_TERMS; i++)
		if (e->words.at[i].z > -1e-9 && telling_alone(surface_of(e, e->words.at[i].term))) {
			stem[n] = e->words.at[i].term;
			z[n++] = e->words.at[i].z;
		}
	count_pairs(e, k, stem, n, pairs);
	for (size_t i = 0; i < n; i++) {
		size_t first = i, second = n;

		if (done[i])
			continue;
		for (size_t j = 0; j < n; j++) {
			double few = e->here[stem[i]] < e->here[stem[j]] ? e->here[stem[i]] : e->here[stem[j]];
			uint32_t together = pairs[i][j] > pairs[j][i] ? pairs[i][j] : pairs[j][i];

			if (j != i && !done[j] && together >= 2 && (double)together >= few * 0.5 && second == n)
				second = j;
		}
		if (second < n && pairs[second][i] > pairs[i][second]) {
			first = second;
			second = i;
		}
		done[first] = true;
		if (second < n)
			done[second] = true;
		write_term(&p->terms[p->term_count], surface_of(e, stem[first]), second < n ? surface_of(e, stem[second]) : STR(""));
		p->weights[p->term_count++] = z[i];
	}
}

struct central {
	double how;
	uint32_t doc, ticket;
};

static int
most_central_first(const void *a, const void *b)
{
	const struct central *x = a, *y = b;

	if (x->how < y->how || x->how > y->how)
		return x->how > y->how ? -1 : 1;
	return x->doc < y->doc ? -1 : x->doc > y->doc;
}

/* How much two documents share, by their first words: enough to tell, and a book costs no more than a letter. */
static double
jaccard(const struct bags *b, size_t x, size_t y)
{
	size_t nx = b->start[x + 1] - b->start[x], ny = b->start[y + 1] - b->start[y], both = 0;

	nx = nx < COMPARED ? nx : COMPARED;
	ny = ny < COMPARED ? ny : COMPARED;
	for (size_t i = b->start[x]; i < b->start[x] + nx; i++)
		for (size_t j = b->start[y]; j < b->start[y] + ny; j++)
			both += b->word[i] == b->word[j];
	return nx + ny > both ? (double)both / (double)(nx + ny - both) : 1;
}

static bool
same_words(const struct bags *b, size_t x, size_t y)
{
	size_t n = b->start[x + 1] - b->start[x];

	return n == b->start[y + 1] - b->start[y] &&
	    (n == 0 || memcmp(b->word + b->start[x], b->word + b->start[y], n * sizeof *b->word) == 0);
}

/* The first CANDIDATES that say different things: a thousand copies leave room for others. How many; they are put in front. */
static size_t
different(const struct bags *b, struct central *c, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n && kept < CANDIDATES; i++)
		if (kept == 0 || c[i].how < c[kept - 1].how || !same_words(b, c[i].doc, c[kept - 1].doc))
			c[kept++] = c[i];
	return kept;
}

/* Central tickets, each as unlike the ones before as may be. */
static void
choose_exemplars(struct portrait *p, const struct easel *e, struct central *c, size_t n)
{
	const struct bags *b = &e->sorting->stems.bags;

	n = different(b, c, n);
	while (p->exemplar_count < ISSUE_EXEMPLARS) {
		size_t best = n;

		for (size_t i = 0; i < n; i++)
			if (c[i].how > 0 && (best == n || c[i].how > c[best].how))
				best = i;
		if (best == n)
			break;
		p->exemplars[p->exemplar_count++] = c[best].ticket;
		c[best].how = 0;
		for (size_t i = 0; i < n; i++)
			if (c[i].how > 0)
				c[i].how *= 1 - jaccard(b, c[i].doc, c[best].doc);
	}
}

/* How telling the first n words are, each once, for so many. */
static double
telling(const struct easel *e, struct stem_line line, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n && i < line.n; i++) {
		bool again = false;

		for (size_t j = 0; j < i; j++)
			again |= line.stem[j] == line.stem[i];
		sum += again ? 0 : e->pull[line.stem[i]];
	}
	return sum / pow(3 + (double)n, SHORTER);
}

/* The title with the most telling words for its length: a text begins with the words of its title. */
static void
choose_title(struct portrait *p, const struct easel *e, size_t k)
{
	double best = 0;

	for (size_t m = e->start[k]; m < e->start[k + 1]; m++) {
		uint32_t ticket = e->sorting->text[e->doc[m]];
		const struct filed *f = &e->load->tickets.at[ticket];
		double how;

		if (f->title_words < (f->has_subject ? TITLE_LEAST : SENTENCE_LEAST) || f->title_words > TITLE_MOST)
			continue;
		how = telling(e, line_of(e, e->doc[m]), f->title_tokens);
		if (how > best || p->titled == UINT32_MAX) {
			best = how;
			p->titled = ticket;
		}
	}
}

static void
make_exemplars(struct portrait *p, const struct easel *e, size_t k)
{
	const struct bags *b = &e->sorting->stems.bags;
	VEC(struct central) c = {0};

	for (size_t m = e->start[k]; m < e->start[k + 1]; m++) {
		size_t d = e->doc[m];
		double sum = 1e-9;

		for (size_t i = b->start[d]; i < b->start[d + 1]; i++)
			sum += e->pull[b->word[i]];
		sum /= sqrt(2 + (double)(b->start[d + 1] - b->start[d]));
		vec_push(&c, ((struct central){ sum, (uint32_t)d, e->member[m] }));
	}
	vec_sort(&c, most_central_first);
	choose_exemplars(p, e, c.at, c.len);
	vec_free(&c);
}

/* The answer whose words the others use: of the accepted ones, if there are any. */
static void
choose_answer(struct portrait *p, const struct easel *e, size_t k)
{
	const struct bags *b = &e->answers.bags;
	double *share = mem_zeroed(b->words + 1, sizeof *share), best = -1;

	for (size_t m = e->start[k]; m < e->start[k + 1]; m++) {
		const struct filed *f = &e->load->tickets.at[e->member[m]];

		p->answers += f->answer > 0;
		p->accepted += f->answer > 0 && f->accepted;
		for (size_t i = b->start[e->doc[m]]; i < b->start[e->doc[m] + 1]; i++)
			share[b->word[i]] += 1;
	}
	for (size_t m = e->start[k]; m < e->start[k + 1]; m++) {
		const struct filed *f = &e->load->tickets.at[e->member[m]];
		size_t d = e->doc[m];
		double sum = 0;

		if (f->answer == 0 || f->accepted < (p->accepted > 0))
			continue;
		for (size_t i = b->start[d]; i < b->start[d + 1]; i++)
			sum += (share[b->word[i]] - 1 + 1e-3) * logs_ln((double)(e->answer_count + 1) / e->answer_df[b->word[i]]);
		sum /= sqrt(8 + (double)(b->start[d + 1] - b->start[d]));
		if (sum > best) {
			best = sum;
			p->answered = e->member[m];
		}
	}
	free(share);
}

void
portrait_make(struct portrait *p, struct easel *e, size_t k)
{
	p->docs = e->start[k + 1] - e->start[k];
	p->term_count = p->phrase_count = p->exemplar_count = p->answers = p->accepted = 0;
	p->titled = p->answered = UINT32_MAX;
	count_words(e, k);
	rank_words(e, k);
	make_terms(p, e, k);
	p->phrase_count = phrases_choose(e->phrases, k, e->pull, e->here_total, e->all_total, p->phrases);
	make_exemplars(p, e, k);
	choose_title(p, e, k);
	choose_answer(p, e, k);
	clear_words(e);
}

void
portrait_free(struct portrait *p)
{
	for (size_t i = 0; i < ISSUE_TERMS; i++)
		buf_free(&p->terms[i]);
	for (size_t i = 0; i < PHRASES_MOST; i++)
		buf_free(&p->phrases[i].text);
}
