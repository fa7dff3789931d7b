#include "wording.h"
#include "../base/hash.h"
#include "../base/map.h"
#include "../io/spool.h"
#include "../text/boilerplate.h"
#include "../text/language.h"
#include "../text/normal.h"
#include "../text/shingle.h"
#include "../text/vocabulary.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>

enum {
	LINE_SLOTS = 1 << 24, LINE_FULL = 200,		/* counts of lines stop well below what a byte holds */
	WORD_SLOTS = 1 << 22,
	BATCH = 256,					/* tickets that a thread takes at once */
	FETCHED = 512, WORKERS = 64
};

/*
 * Words are worth something in a small input, too: as if there were 10,000 tickets more, of which a quarter holds each
 * of the commonest words of a language and 10 each other word.
 */
enum { MORE_TICKETS = 10000, MORE_COMMON = 2500, MORE_OTHER = 10 };

/* A text that was fetched to be compared. */
struct fetched {
	size_t ticket;			/* + 1; 0: none */
	struct buf text;
	VEC(uint32_t) set;
	VEC(struct evidence_word) words;
	struct evidence evidence;
};

struct line_count {
	size_t texts, last;		/* that hold the line; the last that was counted */
};

struct wording {
	struct spool *spoken, *normal;
	unsigned char *lines;		/* by a hash of the line: at least as many texts hold it, up to LINE_FULL */
	struct map common;		/* boilerplate, by the line's hash */
	_Atomic uint32_t *words;	/* by a hash of the word: texts that hold it; then its worth: other word, common word */
	struct shingles shingles;
	struct vocabulary vocabulary;
	struct fetched fetched[FETCHED + 1];
	const char *error;
};

struct wording *
wording_new(size_t memory)
{
	struct wording *w = mem_zeroed(1, sizeof *w);

	w->spoken = spool_new(memory);
	w->normal = spool_new(memory);
	w->lines = mem_zeroed(LINE_SLOTS, sizeof *w->lines);
	return w;
}

void
wording_free(struct wording *w)
{
	if (w == NULL)
		return;
	for (size_t i = 0; i <= FETCHED; i++) {
		buf_free(&w->fetched[i].text);
		vec_free(&w->fetched[i].set);
		vec_free(&w->fetched[i].words);
	}
	spool_free(w->spoken);
	spool_free(w->normal);
	map_free(&w->common);
	shingle_free(&w->shingles);
	vocabulary_free(&w->vocabulary);
	free(w->lines);
	free(w->words);
	free(w);
}

const char *
wording_error(const struct wording *w)
{
	return w->error;
}

struct saying
wording_say(struct spoken *spoken, struct str subject, struct str text)
{
	struct saying s = { spoken->bytes.len, (uint32_t)subject.n, (uint32_t)text.n };
	struct str line;

	buf_add(&spoken->bytes, subject.n > 0 ? subject.s : "", subject.n);
	buf_add(&spoken->bytes, text.n > 0 ? text.s : "", text.n);
	for (size_t at = 0; at < text.n;) {
		uint64_t hash = boilerplate_line(text, &at, &line);

		if (hash != 0)
			vec_push(&spoken->lines, hash);
	}
	return s;
}

void
wording_take(struct wording *w, struct spoken *spoken, struct saying *sayings, size_t n)
{
	uint64_t at = spool_add(w->spoken, spoken->bytes.data != NULL ? spoken->bytes.data : "", spoken->bytes.len);

	if (at == UINT64_MAX)
		w->error = spool_error(w->spoken);
	for (size_t i = 0; i < n; i++)
		sayings[i].at += at;
	for (size_t i = 0; i < spoken->lines.len; i++) {
		unsigned char *count = &w->lines[spoken->lines.at[i] >> 40];

		*count = (unsigned char)(*count + (*count < LINE_FULL));
	}
	buf_clear(&spoken->bytes);
	spoken->lines.len = 0;
}

void
spoken_free(struct spoken *spoken)
{
	buf_free(&spoken->bytes);
	vec_free(&spoken->lines);
}

static struct str
key_of(const uint64_t *line)
{
	return (struct str){ (const char *)line, sizeof *line };
}

/* Only what the slots cannot rule out is counted exactly: few lines are ever common. */
static void
find_common(struct wording *w, const struct saying *sayings, size_t n, const struct copy *copies)
{
	VEC(struct line_count) counts = {0};
	struct map lines = {0};
	struct str text, line;
	bool any = false;

	for (size_t i = 0; i < LINE_SLOTS && !any; i++)
		any = w->lines[i] >= BOILERPLATE_TEXTS;
	for (size_t i = 0; any && i < n; i++) {
		if (copies[i].why != COPY_NONE || sayings[i].text == 0)
			continue;
		text.n = sayings[i].text;
		if ((text.s = spool_at(w->spoken, sayings[i].at + sayings[i].subject, text.n)) == NULL) {
			w->error = spool_error(w->spoken);
			break;
		}
		for (size_t at = 0; at < text.n;) {
			uint64_t hash = boilerplate_line(text, &at, &line);
			bool fresh;
			size_t k;

			if (hash == 0 || w->lines[hash >> 40] < BOILERPLATE_TEXTS)
				continue;
			k = map_add(&lines, key_of(&hash), &fresh);
			if (fresh)
				vec_push(&counts, ((struct line_count){0}));
			if (fresh || counts.at[k].last != i)
				counts.at[k].texts++;
			counts.at[k].last = i;
		}
	}
	for (size_t k = 0; k < counts.len; k++)
		if (counts.at[k].texts >= BOILERPLATE_TEXTS)
			map_add(&w->common, map_key(&lines, k), NULL);
	vec_free(&counts);
	map_free(&lines);
	free(w->lines);
	w->lines = NULL;
}

static bool
is_common(const void *with, uint64_t line)
{
	const struct map *common = with;

	return map_find(common, key_of(&line)) != MAP_NONE;
}

struct work {
	struct wording *w;
	struct saying *sayings;
	struct candidate *tickets;
	const struct copy *copies;
	uint32_t *keys;
	struct sketch *sketches;
	size_t n, next;
	pthread_mutex_t lock;
};

/* What a thread needs for itself. */
struct bench {
	struct buf in, text, cut;
	struct shingles shingles;
	struct vocabulary vocabulary;
};

/* The next tickets, from *from on, with what they say in b->in, one behind the other. 0: there are no more. */
static size_t
take_batch(struct work *k, struct spool *spool, struct bench *b, size_t *from)
{
	size_t n;

	pthread_mutex_lock(&k->lock);
	*from = k->next;
	n = k->n - k->next < BATCH ? k->n - k->next : BATCH;
	buf_clear(&b->in);
	for (size_t i = *from; i < *from + n; i++) {
		size_t bytes = (size_t)k->sayings[i].subject + k->sayings[i].text;
		const char *said;

		if (k->copies[i].why != COPY_NONE || bytes == 0)
			continue;
		if ((said = spool_at(spool, k->sayings[i].at, bytes)) == NULL) {
			k->w->error = spool_error(spool);
			n = 0;
			break;
		}
		buf_add(&b->in, said, bytes);
	}
	k->next = n > 0 ? k->next + n : k->n;
	pthread_mutex_unlock(&k->lock);
	return n;
}

/* The words with which a text begins, where it goes on behind them; 0: it is no longer. */
static uint64_t
beginning_of(struct str text)
{
	int words = 0;

	for (size_t i = 0; i < text.n; i++)
		if (text.s[i] == ' ' && ++words == LEADERS_BEGINNING)
			return hash64(text.s, i) | 1;
	return 0;
}

static void
reduce(struct work *k, struct bench *b, size_t ticket, struct str subject, struct str said)
{
	struct candidate *c = &k->tickets[ticket];
	uint32_t least[MINHASH_ORDERS];
	size_t start = b->text.len;
	struct str text;

	buf_clear(&b->cut);
	boilerplate_drop(&b->cut, said, is_common, &k->w->common);
	c->words = (uint32_t)normal_alike(&b->text, subject);
	if (b->text.len > start)
		buf_addc(&b->text, ' ');
	c->words += (uint32_t)normal_alike(&b->text, buf_str(&b->cut));
	if (b->text.len > start && b->text.data[b->text.len - 1] == ' ')
		b->text.data[--b->text.len] = '\0';
	text = (struct str){ b->text.data != NULL ? b->text.data + start : "", b->text.len - start };
	c->normal = hash128(text.s, text.n);
	c->beginning = beginning_of(text);
	vocabulary_of(&b->vocabulary, text);
	c->tokens = (uint32_t)b->vocabulary.total;
	for (size_t i = 0; i < b->vocabulary.words.len; i++)
		atomic_fetch_add_explicit(&k->w->words[b->vocabulary.words.at[i].hash % WORD_SLOTS], 1, memory_order_relaxed);
	shingle_set(&b->shingles, text);
	c->elements = (uint32_t)b->shingles.set.len;
	c->bits = bitmap_of(b->shingles.set.at, b->shingles.set.len);
	minhash(b->shingles.set.at, b->shingles.set.len, least);
	minhash_keys(least, k->keys + ticket * MINHASH_KEYS);
	k->sketches[ticket] = minhash_sketch(least);
	k->sayings[ticket] = (struct saying){ start, 0, (uint32_t)text.n };
}

static void *
reduce_all(void *with)
{
	struct work *k = with;
	struct bench b = {0};
	size_t from, n;

	while ((n = take_batch(k, k->w->spoken, &b, &from)) > 0) {
		uint64_t at, in = 0;

		buf_clear(&b.text);
		for (size_t i = from; i < from + n; i++) {
			struct saying s = k->sayings[i];

			if (k->copies[i].why != COPY_NONE || (size_t)s.subject + s.text == 0)
				continue;
			reduce(k, &b, i, (struct str){ b.in.data + in, s.subject }, (struct str){ b.in.data + in + s.subject, s.text });
			in += (uint64_t)s.subject + s.text;
		}
		pthread_mutex_lock(&k->lock);
		at = spool_add(k->w->normal, b.text.data != NULL ? b.text.data : "", b.text.len);
		if (at == UINT64_MAX)
			k->w->error = spool_error(k->w->normal);
		pthread_mutex_unlock(&k->lock);
		for (size_t i = from; i < from + n; i++)
			k->sayings[i].at += at;
	}
	buf_free(&b.in);
	buf_free(&b.text);
	buf_free(&b.cut);
	shingle_free(&b.shingles);
	vocabulary_free(&b.vocabulary);
	return NULL;
}

static uint32_t
bits_of(double share)
{
	double bits = -log2(share) * BITS;

	return bits > 0 ? (uint32_t)(bits + 0.5) : 0;
}

static uint32_t
worth_of(const struct wording *w, uint64_t hash, struct str word)
{
	uint32_t worth = w->words[hash % WORD_SLOTS];

	return language_is_stop(word) ? worth >> 16 : worth & 0xffff;
}

/* From here on the slots hold what their words are worth. */
static void
weigh_words(struct wording *w, double tickets)
{
	uint32_t last = 0, worth = 0;

	for (size_t i = 0; i < WORD_SLOTS; i++) {
		uint32_t texts = w->words[i];

		if (i == 0 || texts != last)
			worth = bits_of((texts + MORE_OTHER) / (tickets + MORE_TICKETS)) |
			    bits_of((texts + MORE_COMMON) / (tickets + MORE_TICKETS)) << 16;
		last = texts;
		w->words[i] = worth;
	}
}

static void *
weigh_all(void *with)
{
	struct work *k = with;
	struct bench b = {0};
	size_t from, n;

	while ((n = take_batch(k, k->w->normal, &b, &from)) > 0) {
		size_t in = 0;

		for (size_t i = from; i < from + n; i++) {
			struct str text = { b.in.data + in, k->sayings[i].text };

			if (k->copies[i].why != COPY_NONE || text.n == 0)
				continue;
			in += text.n;
			vocabulary_of(&b.vocabulary, text);
			for (size_t j = 0; j < b.vocabulary.words.len; j++) {
				const struct vocabulary_word *word = &b.vocabulary.words.at[j];

				if (!word->number)
					k->tickets[i].worth += worth_of(k->w, word->hash, (struct str){ text.s + word->at, word->n });
			}
		}
	}
	buf_free(&b.in);
	vocabulary_free(&b.vocabulary);
	return NULL;
}

static void
work_on(struct work *k, void *(*part)(void *), size_t threads)
{
	pthread_t other[WORKERS];
	size_t n = 0;

	k->next = 0;
	while (n + 1 < threads && n < WORKERS && pthread_create(&other[n], NULL, part, k) == 0)
		n++;	/* with fewer threads it takes longer, no more */
	part(k);
	while (n > 0)
		pthread_join(other[--n], NULL);
}

void
wording_reduce(struct wording *w, struct saying *sayings, struct candidate *tickets, size_t n, const struct copy *copies,
    uint32_t *keys, struct sketch *sketches, size_t threads)
{
	struct work k = { .w = w, .sayings = sayings, .tickets = tickets, .copies = copies, .keys = keys, .sketches = sketches, .n = n };
	size_t standing = 0;

	pthread_mutex_init(&k.lock, NULL);
	find_common(w, sayings, n, copies);
	w->words = mem_zeroed(WORD_SLOTS, sizeof *w->words);
	work_on(&k, reduce_all, threads);
	spool_free(w->spoken);
	w->spoken = NULL;
	for (size_t i = 0; i < n; i++)
		standing += copies[i].why == COPY_NONE && sayings[i].text > 0;
	weigh_words(w, (double)standing);
	if (w->error == NULL)
		work_on(&k, weigh_all, threads);
	pthread_mutex_destroy(&k.lock);
}

static int
by_hash(const void *a, const void *b)
{
	const struct evidence_word *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

const struct evidence *
wording_evidence(struct wording *w, const struct saying *sayings, size_t ticket, bool leader)
{
	struct fetched *f = &w->fetched[leader ? 1 + ticket % FETCHED : 0];
	const char *text;

	if (f->ticket == ticket + 1)
		return &f->evidence;
	buf_clear(&f->text);
	f->set.len = f->words.len = 0;
	if ((text = spool_at(w->normal, sayings[ticket].at, sayings[ticket].text)) == NULL)
		w->error = spool_error(w->normal);
	else
		buf_add(&f->text, text, sayings[ticket].text);
	shingle_set(&w->shingles, buf_str(&f->text));
	shingle_sort(&w->shingles);
	vec_reserve(&f->set, w->shingles.set.len);
	for (size_t i = 0; i < w->shingles.set.len; i++)
		f->set.at[f->set.len++] = w->shingles.set.at[i];
	vocabulary_of(&w->vocabulary, buf_str(&f->text));
	for (size_t i = 0; i < w->vocabulary.words.len; i++) {
		const struct vocabulary_word *v = &w->vocabulary.words.at[i];
		uint32_t worth = worth_of(w, v->hash, (struct str){ f->text.data + v->at, v->n });

		vec_push(&f->words, ((struct evidence_word){ v->hash, v->at, v->n, worth, v->number }));
	}
	vec_sort(&f->words, by_hash);
	f->ticket = ticket + 1;
	f->evidence = (struct evidence){ buf_str(&f->text), f->set.at, f->set.len, f->words.len, f->words.at };
	return &f->evidence;
}
