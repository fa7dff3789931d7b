#include "phrases.h"

#include "../calc/keywords.h"
#include "../text/telling.h"
#include "../text/utf8.h"

#include <math.h>

enum { WORDS = 3, PAIRS = 9, LONGEST = PAIRS, TOKENS = 160, SAMPLE = 1000, REST = 20000, ROOM = 44 };

#define COMMON 0.05	/* of an issue's documents must have a phrase */
#define ABSORBED 0.35	/* of the documents that have it have it in a longer one: that is the phrase */
#define PAIR_ABSORBED 0.6
#define PART 0.7	/* ... have it with the same stop word before or behind it: alone it says nothing (top up, how long) */
#define LONGER 0.4	/* what each further word is worth: two words tell more than one */

struct candidate {
	uint32_t gram;
	double here;		/* documents of the issue */
};

struct phrases {
	const struct caseload *load;
	const struct sorting *sorting;
	const size_t *start;
	const uint32_t *doc;
	unsigned char *kind;		/* per word of load->asked: enum telling */
	struct map grams;		/* candidates of all issues: numbers of stems */
	VEC(double) all;		/* per gram: documents that have it */
	VEC(struct candidate) candidates;
	size_t *first;			/* per issue, into candidates; and the end */
	VEC(struct keyword) words;
};

struct stem_line
phrases_line(const struct caseload *load, const struct sorting *sorting, size_t doc)
{
	const struct filed *f = &load->tickets.at[sorting->text[doc]];
	struct stem_line line = stems_line(&sorting->stems, &load->asked, sorting->text[doc]);
	size_t subject = f->has_subject ? f->title_tokens : 0;

	if (f->is_private && line.n > subject)
		line.n = subject;
	return line;
}

static struct str
word_of(const struct phrases *p, uint32_t word)
{
	return map_key(&p->load->asked.words, word);
}

/* How many words from line.word[i] on may stand together. */
static size_t
reach(const struct phrases *p, struct stem_line line, size_t i, size_t end)
{
	bool pair = p->kind[line.word[i]] & TELLING_PAIR;
	size_t n = 1, most = pair ? PAIRS : WORDS;

	while (n < most && i + n < end && ((p->kind[line.word[i + n]] & TELLING_PAIR) != 0) == pair &&
	    (!pair || telling_overlap(word_of(p, line.word[i + n - 1]), word_of(p, line.word[i + n])) > 0))
		n++;
	return n;
}

static bool
repeats(const uint32_t *stem, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (stem[i] == stem[j])
				return true;
	return false;
}

struct seen {
	uint32_t docs, last;	/* how many; the last of them, + 1 */
	bool pair, whole;	/* whole: it may begin and end as it does */
};

/* What is done with each run of words that could be a phrase, or a word and a stop word: its stems, its words. */
struct taker {
	void (*take)(struct taker *t, const uint32_t *stem, const uint32_t *word, size_t n);
	struct phrases *p;
	size_t doc;
	double weight;			/* how many documents this one stands for */
	struct map grams;
	VEC(struct seen) seen;		/* per gram */
	const uint32_t *chosen;		/* the stems looked for */
	size_t chosen_n;
	struct phrase *found;
};

static void
take_part(struct taker *t, struct stem_line line, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++) {
		size_t most = reach(t->p, line, i, end);
		bool first = t->p->kind[line.word[i]] & TELLING_STARTS, last;

		for (size_t n = 1; n <= most; n++) {
			last = t->p->kind[line.word[i + n - 1]] & TELLING_ENDS;
			if (((first && last) || (n == 2 && (first || last))) && !repeats(line.stem + i, n))
				t->take(t, line.stem + i, line.word + i, n);
		}
	}
}

/* Subject and body by themselves: the subject stands behind the body once more. */
static void
take_document(struct taker *t, size_t doc)
{
	struct stem_line line = phrases_line(t->p->load, t->p->sorting, doc);
	const struct filed *f = &t->p->load->tickets.at[t->p->sorting->text[doc]];
	size_t subject = f->has_subject && f->title_tokens < line.n ? f->title_tokens : 0;
	size_t end = line.n >= 2 * subject ? line.n - subject : line.n;

	t->doc = doc;
	end = end < TOKENS ? end : TOKENS;
	take_part(t, line, 0, subject < end ? subject : end);
	if (subject < end)
		take_part(t, line, subject, end);
}

static size_t
stride_of(size_t documents, size_t most)
{
	return documents > most ? (documents + most - 1) / most : 1;
}

static size_t
stride_in(const struct phrases *p, size_t k)
{
	return stride_of(p->start[k + 1] - p->start[k], SAMPLE);
}

static void
take_issue(struct taker *t, size_t k)
{
	size_t stride = stride_in(t->p, k);

	t->weight = (double)stride;
	for (size_t m = t->p->start[k]; m < t->p->start[k + 1]; m += stride)
		take_document(t, t->p->doc[m]);
}

static struct str
bytes_of(const uint32_t *stem, size_t n)
{
	return (struct str){ (const char *)stem, n * sizeof *stem };
}

static void
count_here(struct taker *t, const uint32_t *stem, const uint32_t *word, size_t n)
{
	bool fresh;
	size_t gram = map_add(&t->grams, bytes_of(stem, n), &fresh);
	struct seen *s = fresh ? vec_add(&t->seen) : &t->seen.at[gram];

	if (fresh) {
		s->pair = t->p->kind[word[0]] & TELLING_PAIR;
		s->whole = (t->p->kind[word[0]] & TELLING_STARTS) && (t->p->kind[word[n - 1]] & TELLING_ENDS);
	}
	if (s->last != t->doc + 1) {
		s->last = (uint32_t)t->doc + 1;
		s->docs++;
	}
}

/* Marks what stands mostly inside of gram g. */
static void
absorb(struct taker *t, size_t g, bool *absorbed)
{
	const struct seen *whole = &t->seen.at[g];
	struct str key = map_key(&t->grams, g);
	size_t n = key.n / sizeof(uint32_t), sub;
	double share = whole->pair ? PAIR_ABSORBED : whole->whole ? ABSORBED : PART;
	uint32_t stem[LONGEST];

	memcpy(stem, key.s, key.n);
	for (size_t i = 0; i < n; i++)
		for (size_t len = 1; len <= n - i && len < n; len++)
			if ((sub = map_find(&t->grams, bytes_of(stem + i, len))) != MAP_NONE &&
			    whole->docs >= share * t->seen.at[sub].docs)
				absorbed[sub] = true;
}

/* What of the counted is common and stands by itself; a run as long as any has no known ends. */
static void
keep_candidates(struct phrases *p, struct taker *t, size_t k)
{
	size_t stride = stride_in(p, k), sampled = (p->start[k + 1] - p->start[k] + stride - 1) / stride;
	double least = COMMON * (double)sampled > 2 ? COMMON * (double)sampled : 2;
	bool *absorbed = mem_zeroed(t->seen.len + 1, sizeof *absorbed), fresh;

	for (size_t g = 0; g < t->seen.len; g++)
		if (t->seen.at[g].docs >= least)
			absorb(t, g, absorbed);
	for (size_t g = 0; g < t->seen.len; g++) {
		struct str key = map_key(&t->grams, g);

		if (t->seen.at[g].docs < least || absorbed[g] || !t->seen.at[g].whole ||
		    key.n == PAIRS * sizeof(uint32_t))
			continue;
		vec_push(&p->candidates, ((struct candidate){ (uint32_t)map_add(&p->grams, key, &fresh),
		    (double)t->seen.at[g].docs * (double)stride }));
		if (fresh)
			vec_push(&p->all, 0);
	}
	free(absorbed);
}

static void
count_all(struct taker *t, const uint32_t *stem, const uint32_t *word, size_t n)
{
	size_t gram = map_find(&t->p->grams, bytes_of(stem, n));

	(void)word;
	if (gram != MAP_NONE && t->seen.at[gram].last != t->doc + 1) {
		t->seen.at[gram].last = (uint32_t)t->doc + 1;
		t->p->all.at[gram] += t->weight;
	}
}

/* How many documents have each candidate, those of no issue too. */
static void
count_everywhere(struct phrases *p, size_t issues)
{
	struct taker t = { .take = count_all, .p = p };
	const struct sorting *s = p->sorting;
	size_t rest = s->docs - (issues > 0 ? p->start[issues] : 0), nth = 0;

	vec_zero(&t.seen, map_len(&p->grams));
	for (size_t k = 0; k < issues; k++)
		take_issue(&t, k);
	t.weight = (double)stride_of(rest, REST);
	for (size_t d = 0; d < s->docs; d++)
		if (s->mixture.label[d] < 0 && nth++ % stride_of(rest, REST) == 0)
			take_document(&t, d);
	vec_free(&t.seen);
}

struct phrases *
phrases_new(const struct caseload *load, const struct sorting *sorting, const size_t *start, const uint32_t *doc)
{
	struct phrases *p = mem_zeroed(1, sizeof *p);
	size_t issues = sorting->mixture.clusters;

	*p = (struct phrases){ .load = load, .sorting = sorting, .start = start, .doc = doc };
	p->kind = mem_zeroed(map_len(&load->asked.words) + 1, sizeof *p->kind);
	for (size_t i = 0; i < map_len(&load->asked.words); i++)
		p->kind[i] = (unsigned char)telling_of(map_key(&load->asked.words, i));
	p->first = mem_zeroed(issues + 1, sizeof *p->first);
	for (size_t k = 0; k < issues; k++) {
		struct taker t = { .take = count_here, .p = p };

		take_issue(&t, k);
		keep_candidates(p, &t, k);
		p->first[k + 1] = p->candidates.len;
		map_free(&t.grams);
		vec_free(&t.seen);
	}
	count_everywhere(p, issues);
	return p;
}

void
phrases_free(struct phrases *p)
{
	free(p->kind);
	free(p->first);
	map_free(&p->grams);
	vec_free(&p->all);
	vec_free(&p->candidates);
	vec_free(&p->words);
	free(p);
}

/* The stems of a gram: how many. */
static size_t
stems_of(const struct phrases *p, size_t gram, uint32_t stem[LONGEST])
{
	struct str key = map_key(&p->grams, gram);

	memcpy(stem, key.s, key.n);
	return key.n / sizeof *stem;
}

/* Words joined by blanks, pairs by the character they share. */
static void
spell(const struct phrases *p, struct buf *out, const uint32_t *word, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str s = word_of(p, word[i]);
		size_t skip = 0;

		if (i > 0 && (p->kind[word[i]] & TELLING_PAIR))
			utf8_next(s, &skip);
		else if (i > 0)
			buf_addc(out, ' ');
		buf_add(out, s.s + skip, s.n - skip);
	}
}

static void
count_surface(struct taker *t, const uint32_t *stem, const uint32_t *word, size_t n)
{
	bool fresh;
	size_t at;

	if (n != t->chosen_n || memcmp(stem, t->chosen, n * sizeof *stem) != 0)
		return;
	at = map_add(&t->grams, bytes_of(word, n), &fresh);
	if (fresh)
		vec_push(&t->seen, ((struct seen){ 0 }));
	t->seen.at[at].docs++;
}

/* The commonest way in which issue k writes a phrase; of two as common, the first by its bytes. */
static void
write_phrase(struct phrases *p, size_t k, const uint32_t *stem, size_t n, struct buf *out)
{
	struct taker t = { .take = count_surface, .p = p, .chosen = stem, .chosen_n = n };
	struct buf other = {0};
	uint32_t most = 0;

	take_issue(&t, k);
	buf_clear(out);
	for (size_t i = 0; i < t.seen.len; i++) {
		uint32_t word[LONGEST];

		if (t.seen.at[i].docs < most)
			continue;
		memcpy(word, map_key(&t.grams, i).s, n * sizeof *word);
		buf_clear(&other);
		spell(p, &other, word, n);
		if (t.seen.at[i].docs > most || str_order(buf_str(&other), buf_str(out)) < 0) {
			buf_clear(out);
			buf_add(out, other.data, other.len);
		}
		most = t.seen.at[i].docs;
	}
	buf_free(&other);
	map_free(&t.grams);
	vec_free(&t.seen);
}

static void
note_seen(struct taker *t, const uint32_t *stem, const uint32_t *word, size_t n)
{
	struct phrase *f = t->found;
	uint32_t ticket = t->p->sorting->text[t->doc];

	(void)word;
	if (f->seen_count < PHRASES_SEEN && n == t->chosen_n && memcmp(stem, t->chosen, n * sizeof *stem) == 0 &&
	    (f->seen_count == 0 || f->seen[f->seen_count - 1] != ticket))
		f->seen[f->seen_count++] = ticket;
}

/* The first tickets that have a phrase, or it in another form. */
static void
find_seen(struct phrases *p, size_t k, const uint32_t *stem, size_t n, struct phrase *found)
{
	struct taker t = { .take = note_seen, .p = p, .chosen = stem, .chosen_n = n, .found = found };

	found->seen_count = 0;
	for (size_t m = p->start[k]; m < p->start[k + 1] && found->seen_count < PHRASES_SEEN; m += stride_in(p, k))
		take_document(&t, p->doc[m]);
}

/* Both ends must mark the issue where it is not known which words are stop words. */
static bool
ends_well(const struct phrases *p, const uint32_t *stem, size_t n, const double *pull)
{
	for (size_t i = 0; i < n; i += n > 1 ? n - 1 : 1)
		if ((unsigned char)map_key(&p->sorting->stems.stems, stem[i]).s[0] >= 0x80 && pull[stem[i]] <= 0)
			return false;
	return true;
}

static int
text_order(const struct phrases *p, size_t a, size_t b)
{
	uint32_t x[LONGEST], y[LONGEST];
	size_t nx = stems_of(p, a, x), ny = stems_of(p, b, y), n = nx < ny ? nx : ny;
	int order = 0;

	for (size_t i = 0; i < n && order == 0; i++)
		order = str_order(map_key(&p->sorting->stems.stems, x[i]), map_key(&p->sorting->stems.stems, y[i]));
	return order != 0 ? order : (nx > ny) - (nx < ny);
}

/* How many words a gram is long to a reader. */
static size_t
words_of(const struct phrases *p, size_t gram)
{
	uint32_t stem[LONGEST];
	size_t n = stems_of(p, gram, stem);

	return telling_of(map_key(&p->sorting->stems.stems, stem[0])) & TELLING_PAIR ? (n + 1) / 2 : n;
}

/* The best by log-odds times the root of how many of the documents have it; ties by text. */
static const struct keyword *
best_of(const struct phrases *p, double documents)
{
	const struct keyword *best = NULL;
	double most = 0;

	for (size_t i = 0; i < p->words.len; i++) {
		const struct keyword *w = &p->words.at[i];
		double score = w->z > 0 ? w->z * sqrt(w->here / documents) * (1 + LONGER * (double)(words_of(p, w->term) - 1)) : 0;

		if (score > 0 && (best == NULL || score > most || (score >= most && text_order(p, w->term, best->term) < 0))) {
			best = w;
			most = score;
		}
	}
	return best;
}

/* Takes out what shares a stem with what was chosen. */
static void
drop_sharing(struct phrases *p, const uint32_t *stem, size_t n)
{
	for (size_t i = 0; i < p->words.len; i++) {
		uint32_t other[LONGEST];
		size_t len = stems_of(p, p->words.at[i].term, other);

		for (size_t a = 0; a < len; a++)
			for (size_t b = 0; b < n; b++)
				if (other[a] == stem[b])
					p->words.at[i].z = 0;
	}
}

size_t
phrases_choose(struct phrases *p, size_t k, const double *pull, double here, double all, struct phrase out[PHRASES_MOST])
{
	double documents = (double)(p->start[k + 1] - p->start[k]);
	const struct keyword *best;
	size_t chosen = 0, room = ROOM;

	p->words.len = 0;
	for (size_t i = p->first[k]; i < p->first[k + 1]; i++) {
		const struct candidate *c = &p->candidates.at[i];
		uint32_t stem[LONGEST];

		if (here >= all || ends_well(p, stem, stems_of(p, c->gram, stem), pull))
			vec_push(&p->words, ((struct keyword){ c->gram, c->here, p->all.at[c->gram], 0 }));
	}
	keywords_rank(p->words.at, p->words.len, here, all);
	for (size_t i = 0; i < p->words.len && here >= all; i++)
		p->words.at[i].z = p->words.at[i].here;
	while (chosen < PHRASES_MOST && (best = best_of(p, documents)) != NULL) {
		uint32_t stem[LONGEST];
		size_t n = stems_of(p, best->term, stem);

		write_phrase(p, k, stem, n, &out[chosen].text);
		find_seen(p, k, stem, n, &out[chosen]);
		if (utf8_length(buf_str(&out[chosen].text)) <= room)
			room -= utf8_length(buf_str(&out[chosen++].text));
		drop_sharing(p, stem, n);
	}
	return chosen;
}
