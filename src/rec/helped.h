/*
 * helped.h: who helped with which issue, in how many conversations: counts for pairs of numbers, which add up.
 *
 * Pairs are appended and made one when they have doubled, so that memory grows with the different ones.
 */
#ifndef REC_HELPED_H
#define REC_HELPED_H

#include "../base/vec.h"

#include <stdbool.h>
#include <stdint.h>

struct helped_pair {
	uint32_t issue, person;
	uint64_t threads;
};

/* A zeroed one is empty. */
struct helped {
	VEC(struct helped_pair) of;
	size_t tidy;
};

void helped_add(struct helped *h, size_t issue, size_t person, uint64_t threads);

/*
 * Each pair once, those of an issue (of a person) together, in the order of the others' names. order: numbers of the others by
 * name, rank: the place of each there. first_of, with room for one more than there are, gets where the pairs of each
 * number begin, and at last their number.
 */
void helped_by_issue(struct helped *h, const size_t *order, const size_t *rank, size_t *first_of, size_t issues);
void helped_by_person(struct helped *h, const size_t *order, const size_t *rank, size_t *first_of, size_t people);

void helped_free(struct helped *h);

#endif
