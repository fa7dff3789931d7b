/*
 * Any bytes as a file of known issues: what was read places any document as its copy does and as it does written and read
 * again; each issue can be lent again, and counts as a part of a whole or is refused.
 */
#include "target.h"

#include "../../src/io/source.h"
#include "../../src/rec/explanation.h"
#include "../../src/rec/headcount.h"
#include "../../src/rec/known.h"
#include "../../src/rec/placing.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

static struct str
word_of(void *with, size_t number)
{
	return map_key(&((const struct known *)with)->words, number);
}

static struct str
issue_of(void *with, size_t k)
{
	return map_key(&((const struct known *)with)->ids, k);
}

static struct str
read_of(void *with, size_t number)
{
	return map_key(&((const struct lifts *)with)->words, number);
}

/* Up to 40 of the words, each once, how often is in the bytes. */
static size_t
choose(const struct known *k, const uint8_t *data, size_t size, uint32_t *word, float *count)
{
	size_t n = 0, words = map_len(&k->words), step = words / 40 + 1;

	for (size_t w = 0; w < words; w += step) {
		word[n] = (uint32_t)w;
		count[n++] = (float)(data[w % size] % 70);
	}
	return n;
}

static void
check(const struct verdict *v, const double *scores, size_t clusters)
{
	FUZZ_HOLDS(v->fit >= 0 && v->fit <= 1);
	FUZZ_HOLDS(v->best == MODEL_NONE || v->best < clusters);
	FUZZ_HOLDS(v->second == MODEL_NONE || v->second < clusters);
	FUZZ_HOLDS(v->known || v->best == MODEL_NONE);
	for (size_t c = 0; c <= clusters; c++)
		FUZZ_HOLDS(isfinite(scores[c]));
}

/* A model written and read again writes the same, and places a document in the same way. */
static void
write_again(const struct known *k, size_t clusters, const uint32_t *word, const float *count, size_t n)
{
	double *scores = mem_zeroed(clusters + 1, sizeof *scores), *again = mem_zeroed(clusters + 1, sizeof *again);
	uint32_t mapped[64];
	float mapped_count[64];
	size_t kept = 0;
	struct lifts l = {0};
	struct model m;
	struct scan *scan = scan_new();
	struct buf *out = mem_zeroed(clusters + 1, sizeof *out);
	struct verdict v = model_place(&k->model, word, count, n, scores), w;

	check(&v, scores, clusters);
	for (size_t c = 0; c < clusters; c++) {
		struct scan_value root;
		struct scan_error error;
		const char *why;

		lifts_write(&out[c], &k->model, c, word_of, (void *)(uintptr_t)k, str_of(k->lang));
		buf_room(&out[c], SOURCE_PADDING);
		memset(out[c].data + out[c].len, 0, SOURCE_PADDING);
		FUZZ_HOLDS(scan_parse(scan, buf_str(&out[c]), &root, &error) && lifts_parse(&l, root, &why));
	}
	lifts_model(&l, &m);
	for (size_t c = 0; c < clusters; c++) {
		struct buf twice = {0};

		lifts_write(&twice, &m, c, read_of, &l, str_of(k->lang));
		FUZZ_HOLDS(str_equal(buf_str(&twice), buf_str(&out[c])));
		buf_free(&twice);
		buf_free(&out[c]);
	}
	for (size_t i = 0; i < n; i++) {
		size_t number = map_find(&l.words, map_key(&k->words, word[i]));

		mapped[kept] = (uint32_t)number;
		mapped_count[kept] = count[i];
		kept += number != MAP_NONE;
	}
	w = model_place(&m, mapped, mapped_count, kept, again);
	FUZZ_HOLDS(w.best == v.best && w.second == v.second && w.known == v.known);
	free(out);
	free(scores);
	free(again);
	model_free(&m);
	lifts_free(&l);
	scan_free(scan);
}

/* Each issue's record again: written, and as a part of a whole. */
static void
lend_again(const struct known *k)
{
	struct scan *scan = scan_new();
	struct record r = {0};
	struct issue issue = {0};
	struct headcount h = {0};
	struct scan_error error = { 0 };
	struct buf out = {0};

	headcount_open(&h, known_len(k));
	for (size_t i = 0; i < known_len(k); i++) {
		known_issue(k, i, scan, &r, &issue);
		FUZZ_HOLDS(str_equal(issue.id, map_key(&k->ids, i)) && issue.tickets == k->tickets.at[i]);
		if (!headcount_part(&h, i, &issue, &r, &error))
			FUZZ_HOLDS(error.why[0] != '\0' && error.byte > 0 && h.of.at[i].tickets == 0);
		headcount_fill(&h, i, &issue);
		buf_clear(&out);
		issue_write(&out, &issue);
	}
	headcount_free(&h);
	issue_free(&issue);
	record_free(&r);
	scan_free(scan);
	buf_free(&out);
}

/* The bytes once more, as what a ticket says. */
static void
place_ticket(const struct known *k, const uint8_t *data, size_t size)
{
	static const char head[] = "{\"type\":\"ticket\",\"id\":\"x\",\"messages\":[]}";
	struct scan *scan = scan_new();
	struct record r = {0};
	struct scan_error error;
	struct placing p;
	struct ticket t;
	struct verdict v;
	struct buf line = {0};
	struct namer namer = { &k->model, word_of, issue_of, (void *)(uintptr_t)k };
	struct buf why = {0}, told = {0};

	buf_adds(&line, head);
	buf_room(&line, SOURCE_PADDING);
	memset(line.data + line.len, 0, SOURCE_PADDING);
	FUZZ_HOLDS(record_parse(&r, scan, buf_str(&line), &error) && ticket_parse(&t, &r, &error));
	if (scan_utf8((struct str){ (const char *)data, size }))
		t.subject = (struct str){ (const char *)data, size };
	placing_open(&p, k);
	v = placing_ticket(&p, &t);
	check(&v, p.scores.at, known_len(k));
	explanation_make(&why, &told, &namer, STR("x"), p.word.at, p.count.at, p.word.len);
	FUZZ_HOLDS((why.len > 0) == (v.best != MODEL_NONE) && told.len > 0);
	placing_free(&p);
	buf_free(&line);
	buf_free(&why);
	buf_free(&told);
	record_free(&r);
	scan_free(scan);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[64];
	FILE *f = size > 0 ? tmpfile() : NULL;
	struct known k;
	uint32_t word[64];
	float count[64];
	enum known_status status;

	if (f == NULL || (size > 3 && memcmp(data, "\x28\xb5\x2f\xfd", 4) == 0)) {	/* zstd: fuzz_source sees to it */
		if (f != NULL)
			fclose(f);
		return 0;
	}
	FUZZ_HOLDS(fwrite(data, 1, size, f) == size && fflush(f) == 0);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(f));
	status = known_read(&k, path);
	fclose(f);
	FUZZ_HOLDS(status == KNOWN_READ || (status == KNOWN_BAD && k.why[0] != '\0'));
	if (status == KNOWN_READ) {
		size_t n = choose(&k, data, size, word, count);

		FUZZ_HOLDS(known_len(&k) == k.model.clusters && known_len(&k) == map_len(&k.ids));
		write_again(&k, k.model.clusters, word, count, n);
		lend_again(&k);
		place_ticket(&k, data, size);
	}
	known_free(&k);
	return 0;
}
