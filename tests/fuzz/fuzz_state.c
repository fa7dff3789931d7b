/*
 * Any line as one of dedupe's records of what it keeps: what was taken is written again, and taken again is the same.
 * The lines of one input are fed to the tables and pairs one after the other.
 */
#include "target.h"

#include "../../src/io/source.h"
#include "../../src/rec/card.h"
#include "../../src/rec/frequencies.h"
#include "../../src/rec/pairs.h"
#include "../../src/rec/tables.h"

struct state {
	struct frequencies frequencies;
	struct pairs pairs;
	bool sorted;
};

static void
add_key(struct state *s, const struct key *k, const struct record *r)
{
	struct scan_error error = { 0 };
	struct pair pair;

	s->sorted = s->sorted && pairs_add(&s->pairs, k, r, &error);
	while (s->sorted && pairs_next(&s->pairs, &pair))
		FUZZ_HOLDS(pair.of.n > 0 && !str_equal(pair.of, pair.id));
}

/* What the line says, written in our own way. */
static bool
rewrite(struct state *s, struct scan *scan, struct str text, struct buf *out)
{
	struct record r = {0};
	struct scan_error error = { 0 };
	struct buf line = {0};
	struct tables t;
	struct card c;
	struct key k;
	struct pair p;

	buf_room(&line, text.n + SOURCE_PADDING);
	buf_add(&line, text.s, text.n);
	memset(line.data + line.len, 0, SOURCE_PADDING);
	buf_clear(out);
	if (!record_parse(&r, scan, buf_str(&line), &error))
		;
	else if (tables_is(&r) && tables_parse(&t, &r, &error))
		tables_write(out, &t);
	else if (card_is(&r) && card_parse(&c, &r, &error))
		card_write(out, &c);
	else if (pair_is(&r) && pair_parse(&p, &r, &error))
		pair_write(out, &p);
	else if (frequency_is(&r) && s != NULL)
		frequencies_take(&s->frequencies, &r, &error);
	else if (key_is(&r) && key_parse(&k, &r, &error)) {
		if (s != NULL)
			add_key(s, &k, &r);
		key_write(out, &k);
	}
	FUZZ_HOLDS(out->len > 0 || error.byte <= text.n + 1);
	buf_free(&line);
	return out->len > 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct scan *scan = scan_new();
	struct state s = { .sorted = true };
	struct buf once = {0}, twice = {0};
	struct frequency_walk walk = {0};
	struct pair pair;

	for (size_t at = 0; at < size;) {
		const uint8_t *end = memchr(data + at, '\n', size - at);
		size_t n = (end != NULL ? (size_t)(end - data) : size) - at;

		if (rewrite(&s, scan, (struct str){ (const char *)data + at, n }, &once)) {
			FUZZ_HOLDS(rewrite(NULL, scan, buf_str(&once), &twice));
			FUZZ_HOLDS(str_equal(buf_str(&once), buf_str(&twice)));
		}
		at += n + 1;
	}
	pairs_end(&s.pairs);
	while (s.sorted && pairs_next(&s.pairs, &pair))
		FUZZ_HOLDS(pair.of.n > 0);
	if (s.frequencies.words != NULL || s.frequencies.line_count > 0)
		while (frequencies_next(&s.frequencies, &walk, &once))
			FUZZ_HOLDS(!rewrite(NULL, scan, buf_str(&once), &twice));
	pairs_free(&s.pairs);
	frequencies_free(&s.frequencies);
	buf_free(&once);
	buf_free(&twice);
	scan_free(scan);
	return 0;
}
