#include "helped.h"

#include <string.h>

enum { MANY = 1 << 20 };		/* pairs: 16 MB */

static int
by_numbers(const void *a, const void *b)
{
	const struct helped_pair *x = a, *y = b;

	if (x->issue != y->issue)
		return x->issue < y->issue ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

static void
tidy(struct helped *h)
{
	size_t n = 0;

	vec_sort(&h->of, by_numbers);
	for (size_t i = 0; i < h->of.len; i++)
		if (n > 0 && by_numbers(&h->of.at[n - 1], &h->of.at[i]) == 0)
			h->of.at[n - 1].threads += h->of.at[i].threads;
		else
			h->of.at[n++] = h->of.at[i];
	h->of.len = h->tidy = n;
}

void
helped_add(struct helped *h, size_t issue, size_t person, uint64_t threads)
{
	if (h->of.len > 2 * h->tidy + MANY)
		tidy(h);
	vec_push(&h->of, ((struct helped_pair){ (uint32_t)issue, (uint32_t)person, threads }));
}

/* The number by which pairs are put together, and the other one. */
static uint32_t *
of_group(struct helped_pair *p, bool of_person)
{
	return of_person ? &p->person : &p->issue;
}

/* Dealt out by group first, then sorted within each: all at once would take twice the memory. */
static void
group(struct helped *h, bool of_person, const size_t *order, const size_t *rank, size_t *first_of, size_t groups)
{
	struct helped_pair *dealt;

	tidy(h);
	dealt = mem_zeroed(h->of.len + 1, sizeof *dealt);
	memset(first_of, 0, (groups + 1) * sizeof *first_of);
	for (size_t i = 0; i < h->of.len; i++)
		first_of[*of_group(&h->of.at[i], of_person) + 1]++;
	for (size_t g = 0; g < groups; g++)
		first_of[g + 1] += first_of[g];
	for (size_t i = 0; i < h->of.len; i++) {	/* each group's begin moves to its end */
		struct helped_pair p = h->of.at[i];

		*of_group(&p, !of_person) = (uint32_t)rank[*of_group(&p, !of_person)];
		dealt[first_of[*of_group(&p, of_person)]++] = p;
	}
	memmove(first_of + 1, first_of, groups * sizeof *first_of);
	first_of[0] = 0;
	for (size_t g = 0; g < groups; g++)
		qsort(dealt + first_of[g], first_of[g + 1] - first_of[g], sizeof *dealt, by_numbers);
	for (size_t i = 0; i < h->of.len; i++) {
		*of_group(&dealt[i], !of_person) = (uint32_t)order[*of_group(&dealt[i], !of_person)];
		h->of.at[i] = dealt[i];
	}
	free(dealt);
}

void
helped_by_issue(struct helped *h, const size_t *order, const size_t *rank, size_t *first_of, size_t issues)
{
	group(h, false, order, rank, first_of, issues);
}

void
helped_by_person(struct helped *h, const size_t *order, const size_t *rank, size_t *first_of, size_t people)
{
	group(h, true, order, rank, first_of, people);
}

void
helped_free(struct helped *h)
{
	vec_free(&h->of);
	h->tidy = 0;
}
