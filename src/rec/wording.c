#include "wording.h"
#include "fetch.h"
#include "../text/boilerplate.h"
#include "../text/language.h"
#include "../text/normal.h"
#include "../text/shingle.h"
#include "../text/vocabulary.h"

#include <pthread.h>
#include <stdatomic.h>

enum {
	GLANCE = 8,			/* words by which a text is weighed at first */
	LONGEST = 1 << 20,		/* bytes of a normalised text that are compared one by one */
	IS_WORD = 1u << 30, IS_STOP = 1u << 29,	/* above the bits that find a word's frequency */
	WORKERS = 64
};

struct wording {
	struct spool *spoken, *notes;	/* slips as they came; with normalised texts */
	uint64_t *places;		/* of the notes, by candidate */
	struct frequencies *frequencies;
	struct vocabulary vocabulary;
	struct fetch fetch;
	const char *error;
};

struct wording *
wording_new(size_t memory, struct frequencies *frequencies)
{
	struct wording *w = mem_zeroed(1, sizeof *w);

	w->spoken = spool_new(SIZE_MAX / 2);	/* until wording_limit */
	w->notes = spool_new(memory);
	w->frequencies = frequencies;
	return w;
}

void
wording_free(struct wording *w)
{
	if (w == NULL)
		return;
	fetch_free(&w->fetch);
	spool_free(w->spoken);
	spool_free(w->notes);
	vocabulary_free(&w->vocabulary);
	free(w->places);
	free(w);
}

const char *
wording_error(const struct wording *w)
{
	return w->error;
}

size_t
wording_held(const struct wording *w)
{
	return w->spoken != NULL ? spool_held(w->spoken) : 0;
}

void
wording_limit(struct wording *w)
{
	spool_limit(w->spoken);
}

size_t
wording_say(struct spoken *spoken, const struct slip *slip)
{
	size_t at = spoken->slips.len;
	struct str line;

	slip_add(&spoken->slips, slip);
	for (size_t in = 0; in < slip->text.n && !slip->normal;) {
		uint64_t hash = boilerplate_line(slip->text, &in, &line);

		if (hash != 0)
			vec_push(&spoken->lines, hash);
	}
	return at;
}

uint64_t
wording_take(struct wording *w, struct spoken *spoken)
{
	uint64_t at = spool_add(w->spoken, spoken->slips.data != NULL ? spoken->slips.data : "", spoken->slips.len);

	if (at == UINT64_MAX)
		w->error = spool_error(w->spoken);
	for (size_t i = 0; i < spoken->lines.len && !frequencies_are_frozen(w->frequencies) && !w->frequencies->partial; i++)
		frequencies_sieve(w->frequencies, spoken->lines.at[i]);
	buf_clear(&spoken->slips);
	spoken->lines.len = 0;
	return at;
}

void
spoken_free(struct spoken *spoken)
{
	buf_free(&spoken->slips);
	vec_free(&spoken->lines);
}

bool
wording_slip(struct wording *w, uint64_t at, struct slip *slip)
{
	if (w->error == NULL && slip_at(slip, w->spoken, at) == 0)
		w->error = spool_error(w->spoken);
	return w->error == NULL;
}

/* Only what the sieve cannot rule out is counted exactly: few lines are ever common. */
static void
count_lines(struct wording *w, const struct told *t)
{
	bool any = w->frequencies->partial || frequencies_sieved(w->frequencies);
	struct slip said;
	struct str line;

	for (size_t i = 0; any && i < t->n; i++) {
		if (t->all[t->rank[i]].out)
			continue;
		if (!wording_slip(w, t->slips[i], &said))
			break;
		for (size_t at = 0; at < said.text.n && !said.normal;) {
			uint64_t hash = boilerplate_line(said.text, &at, &line);

			if (hash != 0)
				frequencies_line(w->frequencies, hash, i);
		}
	}
	if (!w->frequencies->partial)
		frequencies_end_lines(w->frequencies);
	frequencies_begin_words(w->frequencies);
}

/* Words of a text, those that are no stop words first: nearly always enough to tell that it says something. */
struct glance {
	uint32_t words[GLANCE];		/* the lower bits of a hash, with IS_WORD and IS_STOP; 0: there are no more */
};

struct work {
	struct wording *w;
	const struct told *told;
	struct glance *glances;		/* by candidate */
	uint64_t *wanted;		/* by batch: the first slip of those from there on */
	size_t next;
	atomic_size_t texts;		/* that say something */
	pthread_mutex_t lock;
};

/* What a thread needs for itself. */
struct bench {
	struct buf in, text, cut, notes;
	uint64_t places[COLUMNS_BATCH];	/* of a batch's notes, in `notes` */
	uint32_t *keys;
	struct shingles shingles;
	struct vocabulary vocabulary;
};

/* Slips stand nearly, but not always, in the order in which they are taken. */
static uint64_t *
wanted_from(const struct told *t)
{
	size_t batches = (t->n + COLUMNS_BATCH - 1) / COLUMNS_BATCH;
	uint64_t *wanted = mem_resize(NULL, batches + 1, sizeof *wanted), first = UINT64_MAX;

	wanted[batches] = first;
	for (size_t i = t->n; i-- > 0;) {
		first = t->slips[i] < first ? t->slips[i] : first;
		wanted[i / COLUMNS_BATCH] = first;
	}
	return wanted;
}

/* The slips of the next batch that are not out, one behind the other in b->in. 0: there are no more. */
static size_t
take_batch(struct work *k, struct bench *b, size_t *from)
{
	const struct told *t = k->told;
	struct slip slip;
	size_t n;

	pthread_mutex_lock(&k->lock);
	*from = k->next;
	n = t->n - k->next < COLUMNS_BATCH ? t->n - k->next : COLUMNS_BATCH;
	buf_clear(&b->in);
	for (size_t i = *from; i < *from + n; i++) {
		if (t->all[t->rank[i]].out)
			continue;
		if (slip_at(&slip, k->w->spoken, t->slips[i]) == 0) {
			k->w->error = spool_error(k->w->spoken);
			n = 0;
			break;
		}
		slip_add(&b->in, &slip);
	}
	k->next = n > 0 ? k->next + n : t->n;
	spool_forget(k->w->spoken, k->wanted[k->next / COLUMNS_BATCH]);
	pthread_mutex_unlock(&k->lock);
	return n;
}

/* A hash as a key in a column: never 0, which is none. */
static uint32_t
as_key(uint64_t hash)
{
	uint32_t key = (uint32_t)(hash ^ hash >> 32);

	return key != 0 ? key : 1;
}

/* The words with which a text begins, where it goes on behind them; 0: it is no longer. */
static uint32_t
beginning_of(struct str text)
{
	int words = 0;

	for (size_t i = 0; i < text.n; i++)
		if (text.s[i] == ' ' && ++words == LEADERS_BEGINNING)
			return as_key(hash64(text.s, i));
	return 0;
}

/* What is behind the beginning of a very long text becomes one word: texts that differ there are not the same. */
static void
shorten(struct buf *text)
{
	size_t n = LONGEST;
	uint64_t rest;

	while ((text->data[n] & 0xc0) == 0x80)	/* within a letter */
		n--;
	rest = hash64(text->data + n, text->len - n);
	text->len = n;
	buf_printf(text, " %016llx", (unsigned long long)rest);
}

/* What is said without what differs from copy to copy; empty where that says nothing. */
static struct str
normalise(struct buf *out, struct str subject, struct str text)
{
	size_t says;

	buf_clear(out);
	says = normal_alike(out, subject);
	if (out->len > 0)
		buf_addc(out, ' ');
	says += normal_alike(out, text);
	if (out->len > 0 && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
	if (out->len > LONGEST)
		shorten(out);
	return says > 0 ? buf_str(out) : STR("");
}

/* Each word of a text once. */
static void
count_words(struct work *k, struct vocabulary *v)
{
	if (frequencies_are_frozen(k->w->frequencies))
		return;
	for (size_t i = 0; i < v->words.len; i++)
		frequencies_word(k->w->frequencies, v->words.at[i].hash);
	atomic_fetch_add_explicit(&k->texts, v->words.len > 0, memory_order_relaxed);
}

/* Words are counted with boilerplate, which a part of the input does not know; where there is some, it is normalised twice. */
static void
normalise_and_count(struct work *k, struct bench *b, struct slip *said)
{
	bool dropped;

	buf_clear(&b->cut);
	dropped = boilerplate_drop(&b->cut, said->text, frequencies_is_boilerplate, k->w->frequencies);
	if (dropped && !frequencies_are_frozen(k->w->frequencies)) {
		vocabulary_of(&b->vocabulary, normalise(&b->text, said->subject, said->text));
		count_words(k, &b->vocabulary);
	}
	said->text = normalise(&b->text, said->subject, buf_str(&b->cut));
	said->subject = STR("");
	said->normal = true;
	vocabulary_of(&b->vocabulary, said->text);
	if (!dropped)
		count_words(k, &b->vocabulary);
}

/* The first words of a text, numbers left out. */
static void
look(struct glance *glance, const struct vocabulary *v)
{
	uint32_t stop[GLANCE];
	size_t n = 0, stops = 0;

	for (size_t i = 0; i < v->words.len && n < GLANCE; i++) {
		const struct vocabulary_word *word = &v->words.at[i];
		uint32_t hash = (uint32_t)(word->hash % FREQUENCY_SLOTS) | IS_WORD;

		if (word->number)
			continue;
		if (!language_is_stop_hash(word->hash))
			glance->words[n++] = hash;
		else if (stops < GLANCE)
			stop[stops++] = hash | IS_STOP;
	}
	for (size_t i = 0; i < stops && n < GLANCE; i++)
		glance->words[n++] = stop[i];
	if (n < GLANCE)
		glance->words[n] = 0;
}

/* The sketch of a text and, where they are wanted, its keys; a part may have made the sketch already. */
static void
sketch(struct work *k, struct bench *b, uint32_t candidate, size_t in_batch, struct slip *said)
{
	uint32_t least[MINHASH_ORDERS], keys[LEADERS_COLUMNS];
	struct candidate *c = &k->told->all[candidate];

	if (said->has_sketch && k->told->columns == NULL) {
		c->elements = said->elements;
		k->told->sketches[candidate] = said->sketch;
		return;
	}
	shingle_set(&b->shingles, said->text);
	c->elements = (uint32_t)b->shingles.set.len;
	minhash(b->shingles.set.at, b->shingles.set.len, least);
	k->told->sketches[candidate] = minhash_sketch(least);
	minhash_keys(least, keys);
	keys[LEADERS_RAW] = said->has_text ? as_key(said->raw.high ^ said->raw.low) : 0;
	keys[LEADERS_NORMAL] = as_key(hash64(said->text.s, said->text.n));
	keys[LEADERS_REQUESTER] = c->requester != 0 ? as_key(c->requester) : 0;
	keys[LEADERS_BEGINNINGS] = keys[LEADERS_CUT_BEGINNINGS] = beginning_of(said->text);
	for (size_t column = 0; column < LEADERS_COLUMNS; column++)
		b->keys[column * COLUMNS_BATCH + in_batch] = keys[column];
}

static void
reduce(struct work *k, struct bench *b, size_t ticket, size_t in_batch, struct slip *said)
{
	uint32_t candidate = k->told->rank[ticket];
	struct candidate *c = &k->told->all[candidate];

	if (said->normal)
		vocabulary_of(&b->vocabulary, said->text);
	else
		normalise_and_count(k, b, said);
	look(&k->glances[candidate], &b->vocabulary);
	c->says = said->text.n > 0;
	c->can_be_near = b->vocabulary.total >= LEADERS_TOKENS;
	c->truncated = said->truncated;
	c->requester = said->requester.n > 0 ? hash64(said->requester.s, said->requester.n) | 1 : 0;
	sketch(k, b, candidate, in_batch, said);
	said->has_sketch = false;
	b->places[in_batch] = b->notes.len;
	slip_add(&b->notes, said);
}

/* Of a part of the input that is all. */
static void
count(struct work *k, struct bench *b, const struct slip *said)
{
	vocabulary_of(&b->vocabulary, normalise(&b->text, said->subject, said->text));
	count_words(k, &b->vocabulary);
}

/* Hand over what a batch gave. */
static void
put_batch(struct work *k, struct bench *b, size_t from, size_t n)
{
	uint64_t at;

	pthread_mutex_lock(&k->lock);
	at = spool_add(k->w->notes, b->notes.data != NULL ? b->notes.data : "", b->notes.len);
	if (at == UINT64_MAX)
		k->w->error = spool_error(k->w->notes);
	if (k->told->columns != NULL)
		columns_put(k->told->columns, from, b->keys);
	pthread_mutex_unlock(&k->lock);
	for (size_t i = 0; i < n; i++)
		k->w->places[k->told->rank[from + i]] = at + b->places[i];
	buf_clear(&b->notes);
}

static void *
reduce_all(void *with)
{
	struct work *k = with;
	struct bench b = { .keys = mem_zeroed((size_t)COLUMNS_BATCH * LEADERS_COLUMNS, sizeof *b.keys) };
	size_t from, n;

	while ((n = take_batch(k, &b, &from)) > 0) {
		size_t in = 0;
		struct slip said;

		for (size_t i = from; i < from + n; i++)
			if (!k->told->all[k->told->rank[i]].out) {
				in += slip_of(&said, b.in.data + in);
				if (k->w->frequencies->partial)
					count(k, &b, &said);
				else
					reduce(k, &b, i, i - from, &said);
			}
		if (!k->w->frequencies->partial)
			put_batch(k, &b, from, n);
	}
	buf_free(&b.in);
	buf_free(&b.text);
	buf_free(&b.cut);
	buf_free(&b.notes);
	free(b.keys);
	shingle_free(&b.shingles);
	vocabulary_free(&b.vocabulary);
	return NULL;
}

static void
work_on(struct work *k, size_t threads)
{
	pthread_t other[WORKERS];
	size_t n = 0;

	while (n + 1 < threads && n < WORKERS && pthread_create(&other[n], NULL, reduce_all, k) == 0)
		n++;	/* with fewer threads it takes longer, no more */
	reduce_all(k);
	while (n > 0)
		pthread_join(other[--n], NULL);
}

/* What a text is worth, as far as anybody asks. */
static uint16_t
weigh(struct wording *w, uint32_t candidate, const struct glance *glance)
{
	const struct vocabulary_word *word;
	uint32_t worth = 0, n = 0;
	struct slip note;

	for (; n < GLANCE && glance->words[n] != 0 && worth < LEADERS_CUT * BITS; n++)
		worth += frequencies_worth(w->frequencies, glance->words[n], (glance->words[n] & IS_STOP) != 0);
	if (n == GLANCE && worth < LEADERS_CUT * BITS) {	/* few words are so common: all of them are to be asked */
		worth = 0;
		wording_note(w, candidate, &note);
		vocabulary_begin(&w->vocabulary, note.text);
		while (worth < LEADERS_CUT * BITS && (word = vocabulary_next(&w->vocabulary)) != NULL)
			if (!word->number)
				worth += frequencies_worth(w->frequencies, word->hash, language_is_stop_hash(word->hash));
	}
	return (uint16_t)(worth < LEADERS_CUT * BITS ? worth : LEADERS_CUT * BITS);
}

void
wording_reduce(struct wording *w, const struct told *told, size_t threads)
{
	struct work k = { .w = w, .told = told, .glances = mem_resize(NULL, told->n, sizeof *k.glances) };

	pthread_mutex_init(&k.lock, NULL);
	w->places = mem_zeroed(told->n, sizeof *w->places);
	if (!frequencies_are_frozen(w->frequencies))
		count_lines(w, told);
	k.wanted = wanted_from(told);
	work_on(&k, threads);
	free(k.wanted);
	spool_free(w->spoken);
	w->spoken = NULL;
	if (w->frequencies->partial)
		w->frequencies->texts = k.texts;
	else if (!frequencies_are_frozen(w->frequencies))
		frequencies_freeze(w->frequencies, k.texts);
	for (uint32_t c = 0; c < told->n && w->error == NULL && !w->frequencies->partial; c++)
		if (!told->all[c].out)
			told->all[c].worth = weigh(w, c, &k.glances[c]);
	free(k.glances);
	pthread_mutex_destroy(&k.lock);
}

void
wording_note(struct wording *w, uint32_t candidate, struct slip *slip)
{
	if (w->error == NULL && slip_at(slip, w->notes, w->places[candidate]) == 0)
		w->error = spool_error(w->notes);
	if (w->error != NULL)
		*slip = (struct slip){0};
}

const struct evidence *
wording_evidence(struct wording *w, uint32_t candidate, bool leader)
{
	const struct evidence *known = fetch_known(&w->fetch, candidate, leader);
	struct slip note;

	if (known != NULL)
		return known;
	wording_note(w, candidate, &note);
	return fetch_text(&w->fetch, candidate, leader, note.text, w->frequencies);
}
