#include "helped.h"

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

/* A pair as it is sorted: by the number of its group, then by the rank of the other. */
struct keyed {
	size_t group, rank;
	struct helped_pair pair;
};

static int
by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return (x->rank > y->rank) - (x->rank < y->rank);
}

static void
group(struct helped *h, bool of_person, const size_t *rank, size_t *first_of, size_t groups)
{
	struct keyed *k;
	size_t g = 0;

	tidy(h);
	k = mem_zeroed(h->of.len + 1, sizeof *k);
	for (size_t i = 0; i < h->of.len; i++) {
		struct helped_pair p = h->of.at[i];

		k[i] = of_person ? (struct keyed){ p.person, rank[p.issue], p } : (struct keyed){ p.issue, rank[p.person], p };
	}
	qsort(k, h->of.len, sizeof *k, by_key);
	for (size_t i = 0; i < h->of.len; i++) {
		while (g <= k[i].group)
			first_of[g++] = i;
		h->of.at[i] = k[i].pair;
	}
	while (g <= groups)
		first_of[g++] = h->of.len;
	free(k);
}

void
helped_by_issue(struct helped *h, const size_t *person_rank, size_t *first_of, size_t issues)
{
	group(h, false, person_rank, first_of, issues);
}

void
helped_by_person(struct helped *h, const size_t *issue_rank, size_t *first_of, size_t people)
{
	group(h, true, issue_rank, first_of, people);
}

void
helped_free(struct helped *h)
{
	vec_free(&h->of);
	h->tidy = 0;
}
