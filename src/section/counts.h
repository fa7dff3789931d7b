/*
 * counts.h: how many of each name, in bounded memory: past COUNTS_MOST names, the rest is "(others)".
 */
#ifndef SECTION_COUNTS_H
#define SECTION_COUNTS_H

#include "../base/map.h"
#include "../rec/document.h"

enum { COUNTS_MOST = 10000 };

struct counts {
	struct map names;
	VEC(uint64_t) n;
	uint64_t others, total;
};

void counts_add(struct counts *c, struct str name, uint64_t n);	/* an absent name counts as "(none)" */

/* A table name, tickets, share: the most frequent first, at most `most` rows and one for the rest. */
struct part *counts_table(struct document *d, const struct counts *c, const char *id, const char *title,
    const char *name, const char *what, size_t most);

void counts_free(struct counts *c);

#endif
