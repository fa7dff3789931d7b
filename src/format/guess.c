#include "guess.h"

size_t
guess_distinct(const struct sample_column *c)
{
	return map_len(&c->values);
}

bool
guess_is_date(const struct sample_column *c)
{
	return c->dates * 10 >= c->filled * 9 && c->filled > 0;
}

bool
guess_is_date_text(const struct sample_column *c)
{
	return guess_is_date(c) && c->numbers * 2 < c->filled;
}

bool
guess_is_words(const struct sample_column *c)
{
	return !guess_is_date_text(c) && c->numbers * 2 < c->filled && c->blanks >= c->filled;
}

bool
guess_is_short(const struct sample_column *c)
{
	return !guess_is_date_text(c) && sample_length(c) < 120;
}

bool
guess_is_few(const struct sample_column *c)
{
	return guess_is_short(c) && (guess_distinct(c) <= GUESS_FEW || guess_distinct(c) * 10 <= c->filled);
}

bool
guess_is_title(const struct sample_column *c)
{
	return !guess_is_date_text(c) && sample_length(c) < 400;
}

bool
guess_is_unique(const struct sample_column *c)
{
	return guess_is_short(c) && (guess_distinct(c) == c->filled || guess_distinct(c) > SAMPLE_VALUES);
}

const struct sample_column *
guess_column(struct guess *g, size_t array, enum meaning m, bool (*test)(const struct sample_column *))
{
	size_t best = SIZE_MAX;
	int most = 0;

	for (size_t i = 0; i < g->sample.columns.len; i++) {
		const struct sample_column *c = &g->sample.columns.at[i];
		int fits = g->used.at[i] || c->array != array || c->filled == 0 || !test(c) ? 0 : meaning_of(c->path, m);

		if (fits > most) {
			most = fits;
			best = i;
		}
	}
	if (best == SIZE_MAX)
		return NULL;
	g->used.at[best] = true;
	return &g->sample.columns.at[best];
}

void
guess_use(struct guess *g, const struct sample_column *c)
{
	g->used.at[c - g->sample.columns.at] = true;
}

/* How much a column looks like what somebody wrote. */
static double
likeness(const struct sample_column *c)
{
	double length = sample_length(c) < 200 ? sample_length(c) : 200;
	int name = meaning_of(c->path, MEANS_TEXT);

	if (c->filled == 0 || guess_is_date_text(c) || c->numbers * 2 > c->filled)
		return 0;
	return (name > 0 ? name : 0) + length / 2 + (guess_is_words(c) ? 30 : 0);
}

const struct sample_column *
guess_text(const struct guess *g, size_t array)
{
	const struct sample_column *best = NULL;

	for (size_t i = 0; i < g->sample.columns.len; i++) {
		const struct sample_column *c = &g->sample.columns.at[i];

		if (c->array == array && !g->used.at[i] && !c->is_list && likeness(c) > (best != NULL ? likeness(best) : 0))
			best = c;
	}
	return best;
}

/* The array of messages, if there is one: of objects with a text, more of them than there are records or with an author or a time. */
static void
find_array(struct guess *g)
{
	double most = 80;

	for (size_t a = 1; a <= g->sample.arrays.len; a++) {
		const struct sample_column *text = guess_text(g, a);
		double like = text != NULL ? likeness(text) : 0;

		if (text == NULL || !guess_is_words(text) || meaning_of(g->sample.arrays.at[a - 1].path, MEANS_TAGS) > 0)
			continue;
		if (like > most) {
			most = like;
			g->array = a;
		}
	}
}

/* Which column names the conversation; whether rows share its values. */
static void
find_id(struct guess *g)
{
	const struct sample *s = &g->sample;
	int most = -1;

	for (size_t i = 0; i < s->columns.len; i++) {
		const struct sample_column *c = &s->columns.at[i];
		int ticket = meaning_of(c->path, MEANS_TICKET), id = meaning_of(c->path, MEANS_ID), sure;
		bool every = c->filled == s->rows && c->rows == s->rows, unique = every && guess_distinct(c) == s->rows;

		if (c->array != 0 || g->used.at[i] || c == g->text || c->is_list || !every || guess_is_date_text(c) || sample_length(c) > 64)
			continue;
		if (g->array == 0 && g->text != NULL && ticket > 0 && !unique && guess_distinct(c) > 1 && guess_distinct(c) * 20 < s->rows * 19)
			sure = 200 + ticket;	/* rows that share it are messages */
		else if (unique)
			sure = ticket > id ? ticket : id;
		else if (guess_distinct(c) * 10 > s->rows * 8 && (ticket > 80 || id > 80))
			sure = 0;	/* exports may hold a ticket more than once; a column that tells rows apart is better */
		else
			continue;
		if (unique && sure <= 0)
			sure = i == 0 && c->blanks == 0 ? 1 : -1;
		if (sure > most) {
			most = sure;
			g->id = c;
		}
	}
	g->rows_are_messages = most > 200;
	g->rows_repeat = most == 0;
	if (g->id != NULL)
		guess_use(g, g->id);
}

/* Where nothing looks written: the column with the longest values. */
static const struct sample_column *
longest(const struct guess *g)
{
	const struct sample_column *best = NULL;

	for (size_t i = 0; i < g->sample.columns.len; i++) {
		const struct sample_column *c = &g->sample.columns.at[i];

		if (c->array == 0 && !g->used.at[i] && !c->is_list && c->filled > 0 && (best == NULL || sample_length(c) > sample_length(best)))
			best = c;
	}
	return best;
}

void
guess_settle(struct guess *g)
{
	const struct sample_column *only = NULL;
	size_t dates = 0;

	find_array(g);
	g->text = guess_text(g, 0);
	if (g->array > 0 && g->text != NULL && (!guess_is_words(g->text) || meaning_of(g->text->path, MEANS_TEXT) < 60))	/* "agent.last_text" is no opening */
		g->text = NULL;
	if (g->array == 0 && g->text == NULL)
		g->text = longest(g);
	find_id(g);
	if (g->text != NULL)
		guess_use(g, g->text);
	g->subject = guess_column(g, 0, MEANS_SUBJECT, guess_is_title);
	g->created = guess_column(g, 0, MEANS_CREATED, guess_is_date);
	for (size_t i = 0; g->created == NULL && i < g->sample.columns.len; i++)
		if (g->sample.columns.at[i].array == 0 && !g->used.at[i] && guess_is_date_text(&g->sample.columns.at[i])) {
			only = &g->sample.columns.at[i];
			dates++;
		}
	if (dates == 1 && meaning_of(only->path, MEANS_UPDATED) <= 0 && meaning_of(only->path, MEANS_SOLVED) <= 0) {
		guess_use(g, only);
		g->created = only;
	}
	if (!g->rows_are_messages && (g->requester = guess_column(g, 0, MEANS_REQUESTER, guess_is_short)) == NULL)
		g->requester = guess_column(g, 0, MEANS_AUTHOR, guess_is_short);
}
