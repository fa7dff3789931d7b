#include "distinct.h"

#include "../base/hash.h"
#include "../base/map.h"
#include "../base/mem.h"

#include <stdlib.h>

enum { RARE = 50000 };

struct row {
	uint32_t word;
	float count;
};

static int
by_word(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	return x->word < y->word ? -1 : x->word > y->word;
}

/* All rows with words numbered by first use and sorted by number within each document; from: what they were. */
static struct row *
canonical(const struct bags *docs, uint32_t *from)
{
	size_t n = docs->start[docs->docs];
	struct row *row = mem_zeroed(n + 1, sizeof *row);
	uint32_t *number = mem_zeroed(docs->words + 1, sizeof *number), next = 0;

	for (size_t i = 0; i < n; i++) {
		if (number[docs->word[i]] == 0) {
			from[next] = docs->word[i];
			number[docs->word[i]] = ++next;
		}
		row[i] = (struct row){ number[docs->word[i]] - 1, docs->count[i] };
	}
	for (size_t d = 0; d < docs->docs; d++)
		qsort(row + docs->start[d], docs->start[d + 1] - docs->start[d], sizeof *row, by_word);
	free(number);
	return row;
}

void
distinct_take(struct distinct *out, const struct bags *docs, const uint32_t *wanted)
{
	uint32_t *origin = mem_zeroed(docs->words + 1, sizeof *origin);
	struct row *row = canonical(docs, origin);
	uint32_t *used = mem_zeroed(docs->words + 1, sizeof *used), *to = mem_zeroed(docs->words + 1, sizeof *to);
	size_t *first = mem_zeroed(docs->docs + 1, sizeof *first), *start, n = 0, least, words = 0;
	uint32_t *word;
	float *count;
	struct map seen = {0};

	*out = (struct distinct){0};
	out->of = mem_zeroed(docs->docs + 1, sizeof *out->of);
	out->copies = mem_zeroed(docs->docs + 1, sizeof *out->copies);
	for (size_t d = 0; d < docs->docs; d++) {
		size_t from = docs->start[d];
		bool fresh;
		struct hash128 rows = hash128(row + from, (docs->start[d + 1] - from) * sizeof *row);
		size_t k = map_add(&seen, (struct str){ (const char *)&rows, sizeof rows }, &fresh);

		if (fresh)
			first[k] = d;
		out->of[d] = (uint32_t)k;
		if (++out->copies[k] <= 2)	/* a copy makes a word shared; a hundred make it no commoner */
			for (size_t i = from; i < docs->start[d + 1]; i++)
				used[row[i].word]++;
	}
	out->bags.docs = map_len(&seen);
	map_free(&seen);
	least = out->bags.docs / RARE > 2 ? out->bags.docs / RARE : 2;
	for (size_t w = 0; w < docs->words; w++)
		if (used[w] >= least || (used[w] > 0 && wanted != NULL && wanted[origin[w]] > 0)) {
			origin[words] = origin[w];
			to[w] = (uint32_t)words++;
		} else {
			to[w] = UINT32_MAX;
		}
	start = mem_zeroed(out->bags.docs + 1, sizeof *start);
	word = mem_zeroed(docs->start[docs->docs] + 1, sizeof *word);
	count = mem_zeroed(docs->start[docs->docs] + 1, sizeof *count);
	for (size_t k = 0; k < out->bags.docs; k++) {
		for (size_t i = docs->start[first[k]]; i < docs->start[first[k] + 1]; i++)
			if (to[row[i].word] != UINT32_MAX) {
				word[n] = to[row[i].word];
				count[n++] = row[i].count;
			}
		start[k + 1] = n;
	}
	out->from = origin;
	out->bags.words = words;
	out->bags.start = start;
	out->bags.word = word;
	out->bags.count = count;
	free(row);
	free(used);
	free(to);
	free(first);
}

void
distinct_free(struct distinct *d)
{
	free((void *)(uintptr_t)d->bags.start);
	free((void *)(uintptr_t)d->bags.word);
	free((void *)(uintptr_t)d->bags.count);
	free(d->copies);
	free(d->of);
	free(d->from);
	*d = (struct distinct){0};
}
