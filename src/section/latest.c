#include "latest.h"
#include "../base/hash.h"
#include "../base/time.h"
#include "../text/filler.h"
#include "../text/fold.h"
#include "../text/telling.h"
#include "../text/words.h"

enum { TEXT = 160, LEAST = 2 };

/* What is looked at of a ticket: its subject, and the beginning of its first message unless that is a private note. How many bytes the subject has. */
static size_t
text_of(struct latest *l, const struct ticket *t)
{
	struct scan_each walk = scan_each(t->messages);
	struct str subject = t->subject;
	struct message m;

	subject.n = subject.n < TEXT ? subject.n : TEXT;
	buf_clear(&l->text);
	buf_add(&l->text, subject.n > 0 ? subject.s : "", subject.n);
	if (subject.n + 1 < TEXT && message_next(&walk, &m) && m.is_public && m.text.n > 0) {
		buf_adds(&l->text, "\n");
		buf_add(&l->text, m.text.s, m.text.n < TEXT - l->text.len ? m.text.n : TEXT - l->text.len);
	}
	return subject.n;
}

/* A word of an issue. */
static uint64_t
key(struct str issue, struct str word)
{
	return hash64_seeded(word.s, word.n, hash64(issue.s, issue.n));
}

/* Lent until the next text is split. */
static struct words
split(struct latest *l, struct str text)
{
	buf_clear(&l->folded);
	fold(&l->folded, text);
	return (struct words){ .text = buf_str(&l->folded) };
}

/* Newer first; of two at once, the smaller id. */
static bool
is_newer(const struct ticket *t, const struct latest_ticket *than)
{
	return t->created_at > than->at || (t->created_at == than->at && str_order(t->id, str_of(than->id)) < 0);
}

static void
keep(struct latest *l, struct latest_issue *i, const struct ticket *t, size_t subject)
{
	size_t at = i->n;

	while (at > 0 && is_newer(t, &i->of[at - 1]))
		at--;
	if (at == LATEST_MOST)
		return;
	if (i->n == LATEST_MOST) {
		i->n--;
		free(i->of[i->n].id);
		free(i->of[i->n].text);
	}
	memmove(&i->of[at + 1], &i->of[at], (i->n - at) * sizeof *i->of);
	i->of[at] = (struct latest_ticket){ mem_copy(t->id.s, t->id.n), mem_copy(l->text.data, l->text.len), subject,
		t->created_at, t->issue_fit };
	i->n++;
}

void
latest_take(struct latest *l, const struct ticket *t)
{
	struct words walk;
	struct word word;
	size_t subject, i;
	bool fresh;

	if (t->issue.s == NULL || t->created_at == TIME_NONE || t->copy_of.s != NULL)
		return;
	i = map_add(&l->issues, t->issue, &fresh);
	if (fresh)
		vec_push(&l->newest, (struct latest_issue){0});
	subject = text_of(l, t);
	keep(l, &l->newest.at[i], t, subject);
	walk = split(l, buf_str(&l->text));
	l->keys.len = 0;
	while (words_next(&walk, &word)) {
		vec_push(&l->keys, key(t->issue, word.s));
		firsts_soon(&l->firsts, l->keys.at[l->keys.len - 1]);
	}
	for (size_t k = 0; k < l->keys.len; k++)
		firsts_see(&l->firsts, l->keys.at[k], time_day(t->created_at));
}

const struct latest_issue *
latest_of(const struct latest *l, struct str issue)
{
	size_t i = map_find(&l->issues, issue);

	return i == MAP_NONE ? NULL : &l->newest.at[i];
}

struct tally {
	VEC(struct latest_word) of;
	VEC(size_t) ticket;		/* 1 + the last that was counted, by the word's number */
};

/* The words of one ticket that are new and say something. */
static void
count(struct latest *l, struct tally *t, struct str issue, size_t ticket, const char *text, int64_t since)
{
	struct words walk = split(l, str_of(text));
	struct word word;

	while (words_next(&walk, &word)) {
		size_t at;
		bool fresh;

		if (firsts_day(&l->firsts, key(issue, word.s)) < since || !telling_alone(word.s) || filler_look(word.s, 1).others == 0)
			continue;
		at = map_add(&l->said, word.s, &fresh);
		if (fresh) {
			vec_push(&t->of, ((struct latest_word){ map_key(&l->said, at), 0 }));
			vec_push(&t->ticket, 0);
		}
		t->of.at[at].tickets += t->ticket.at[at] != ticket + 1;
		t->ticket.at[at] = ticket + 1;
	}
}

static int
most_frequent(const void *a, const void *b)
{
	const struct latest_word *x = a, *y = b;

	return x->tickets != y->tickets ? (x->tickets < y->tickets) - (x->tickets > y->tickets) : str_order(x->word, y->word);
}

size_t
latest_words(struct latest *l, struct str issue, int64_t since, struct latest_word *words, size_t most)
{
	const struct latest_issue *i = latest_of(l, issue);
	struct tally t = {0};
	size_t n = 0;

	map_free(&l->said);
	l->said = (struct map){0};
	for (size_t k = 0; i != NULL && k < i->n && time_day(i->of[k].at) >= since; k++)
		count(l, &t, issue, k, i->of[k].text, since);
	vec_sort(&t.of, most_frequent);
	for (; n < most && n < t.of.len && t.of.at[n].tickets >= LEAST; n++)
		words[n] = t.of.at[n];
	vec_free(&t.of);
	vec_free(&t.ticket);
	return n;
}

void
latest_free(struct latest *l)
{
	for (size_t i = 0; i < l->newest.len; i++)
		for (size_t k = 0; k < l->newest.at[i].n; k++) {
			free(l->newest.at[i].of[k].id);
			free(l->newest.at[i].of[k].text);
		}
	vec_free(&l->newest);
	map_free(&l->issues);
	map_free(&l->said);
	firsts_free(&l->firsts);
	vec_free(&l->keys);
	buf_free(&l->text);
	buf_free(&l->folded);
}
