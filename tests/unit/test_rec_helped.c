#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/rec/helped.h"

#include <stdlib.h>

enum { ISSUES = 40, PEOPLE = 30 };

static uint64_t naive[ISSUES][PEOPLE];

/* Numbers 0 .. n-1 as if by name: order[], each once, and the place of each there. */
static void
shuffle(size_t *order, size_t *rank, size_t n, struct rng *r)
{
	for (size_t i = 0; i < n; i++)
		order[i] = i;
	for (size_t i = n; i > 1; i--) {
		size_t k = rng_below(r, i), swap = order[i - 1];

		order[i - 1] = order[k];
		order[k] = swap;
	}
	for (size_t i = 0; i < n; i++)
		rank[order[i]] = i;
}

static void
check_by_issue(struct helped *h, const size_t *order, const size_t *rank)
{
	size_t first[ISSUES + 1];

	helped_by_issue(h, order, rank, first, ISSUES);
	CHECK(first[0] == 0 && first[ISSUES] == h->of.len);
	for (size_t i = 0; i < ISSUES; i++) {
		size_t want = 0;

		for (size_t p = 0; p < PEOPLE; p++)
			want += naive[i][p] > 0;
		CHECK(first[i + 1] - first[i] == want);
		for (size_t k = first[i]; k < first[i + 1]; k++) {
			const struct helped_pair *pair = &h->of.at[k];

			CHECK(pair->issue == i && pair->threads == naive[i][pair->person]);
			CHECK(k == first[i] || rank[h->of.at[k - 1].person] < rank[pair->person]);
		}
	}
}

static void
check_by_person(struct helped *h, const size_t *order, const size_t *rank)
{
	size_t first[PEOPLE + 1];

	helped_by_person(h, order, rank, first, PEOPLE);
	CHECK(first[0] == 0 && first[PEOPLE] == h->of.len);
	for (size_t p = 0; p < PEOPLE; p++) {
		size_t want = 0;

		for (size_t i = 0; i < ISSUES; i++)
			want += naive[i][p] > 0;
		CHECK(first[p + 1] - first[p] == want);
		for (size_t k = first[p]; k < first[p + 1]; k++) {
			const struct helped_pair *pair = &h->of.at[k];

			CHECK(pair->person == p && pair->threads == naive[pair->issue][p]);
			CHECK(k == first[p] || rank[h->of.at[k - 1].issue] < rank[pair->issue]);
		}
	}
}

static void
pairs_add_up_to_a_naive_count(void)
{
	size_t people[PEOPLE], people_rank[PEOPLE], issues[ISSUES], issues_rank[ISSUES];
	struct rng r;

	rng_seed(&r, 41);
	for (int round = 0; round < 50; round++) {
		struct helped h = {0};
		size_t n = rng_below(&r, 2) ? rng_below(&r, 30) : rng_below(&r, 5000);

		memset(naive, 0, sizeof naive);
		for (size_t i = 0; i < n; i++) {
			size_t issue = rng_below(&r, ISSUES), person = rng_below(&r, PEOPLE);
			uint64_t threads = 1 + rng_below(&r, 3);

			naive[issue][person] += threads;
			helped_add(&h, issue, person, threads);
		}
		shuffle(people, people_rank, PEOPLE, &r);
		shuffle(issues, issues_rank, ISSUES, &r);
		check_by_issue(&h, people, people_rank);
		check_by_person(&h, issues, issues_rank);	/* one after the other, in either order */
		check_by_issue(&h, people, people_rank);
		helped_free(&h);
	}
}

/* Three million times the same few pairs: they are made one on the way. */
static void
memory_grows_with_different_pairs(void)
{
	struct helped h = {0};
	size_t first[4], order[] = { 1, 0 }, rank[] = { 1, 0 };

	for (size_t i = 0; i < 3000000; i++)
		helped_add(&h, i % 3, i % 2, 1);
	CHECK(h.of.cap < 2 * ((1 << 20) + 100));
	helped_by_issue(&h, order, rank, first, 3);
	CHECK(h.of.len == 6 && first[1] == 2 && first[2] == 4 && first[3] == 6);
	for (size_t i = 0; i < h.of.len; i++)
		CHECK(h.of.at[i].threads == 500000 && h.of.at[i].person == (i % 2 == 0));
	helped_free(&h);
}

/* Who is named without a count is there all the same. */
static void
a_pair_of_no_threads_is_a_pair(void)
{
	struct helped h = {0};
	size_t first[2], order[] = { 0 }, rank[] = { 0 };

	helped_by_issue(&h, order, rank, first, 1);
	CHECK(first[0] == 0 && first[1] == 0);
	helped_add(&h, 0, 0, 0);
	helped_by_issue(&h, order, rank, first, 1);
	CHECK(h.of.len == 1 && first[1] == 1 && h.of.at[0].threads == 0);
	helped_add(&h, 0, 0, 3);
	helped_add(&h, 0, 0, 0);
	helped_by_person(&h, order, rank, first, 1);
	CHECK(h.of.len == 1 && h.of.at[0].threads == 3);
	helped_free(&h);
}

UNIT(
	{ "helped: pairs add up to a naive count, by issue and by person", pairs_add_up_to_a_naive_count },
	{ "helped: memory grows with different pairs", memory_grows_with_different_pairs },
	{ "helped: a pair of no conversations is a pair", a_pair_of_no_threads_is_a_pair },
)
