/* shelf.h: the kept records of one tag by number, for programs that want some of them again. */
#ifndef CLI_SHELF_H
#define CLI_SHELF_H

#include "filter.h"

struct shelf {
	struct filter *f;
	uint64_t *places;
};

/* Walk what is kept; of the records with that tag, at most n, the places are remembered. filter_kept begins anew. */
void shelf_fill(struct shelf *s, struct filter *f, uint32_t tag, size_t n);

/* Record number i, lent until the filter is asked for another. with: the shelf. */
struct str shelf_line(void *with, size_t i);

void shelf_free(struct shelf *s);

#endif
