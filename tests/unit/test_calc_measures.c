#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/calc/agreement.h"
#include "../../src/calc/force.h"
#include "../../src/calc/keywords.h"

static void
partitions_agree_with_themselves(void)
{
	static const int32_t a[6] = { 0, 0, 1, 1, 2, 2 }, b[6] = { 7, 7, 3, 3, 5, 5 };
	struct agreement x = agreement(a, b, 6);

	CHECK_NEAR(x.nmi, 1.0, 1e-9);
	CHECK_NEAR(x.ari, 1.0, 1e-9);
	CHECK_NEAR(x.acc, 1.0, 1e-9);
	x = agreement(a, b, 0);
	CHECK(x.nmi >= 1 && x.ari >= 1 && x.acc >= 1);
}

/* Worked out by hand from the definitions. */
static void
agreement_has_its_reference_values(void)
{
	static const int32_t a[8] = { 0, 0, 0, 1, 1, 1, 2, 2 }, b[8] = { 0, 0, 1, 1, 1, 2, 2, 2 };
	static const int32_t c[6] = { 0, 0, 0, 1, 1, 1 }, d[6] = { 0, 0, 1, 1, 2, 2 };
	struct agreement x = agreement(a, b, 8);

	CHECK_NEAR(x.acc, 0.75, 1e-9);
	CHECK_NEAR(x.ari, 0.2380952, 1e-6);
	x = agreement(c, d, 6);
	CHECK_NEAR(x.ari, 0.2424242, 1e-6);
	CHECK_NEAR(x.nmi, 0.5158037, 1e-6);
	CHECK_NEAR(x.acc, 0.6666667, 1e-6);
}

static void
things_alone_are_classes_of_their_own(void)
{
	static const int32_t alone[4] = { -1, -1, -1, -1 }, own[4] = { 0, 1, 2, 3 }, one[4] = { 0, 0, 0, 0 };

	CHECK_NEAR(agreement(alone, own, 4).acc, 1.0, 1e-9);
	CHECK_NEAR(agreement(alone, own, 4).nmi, 1.0, 1e-9);
	CHECK_NEAR(agreement(alone, one, 4).acc, 0.25, 1e-9);
	CHECK_NEAR(agreement(alone, one, 4).nmi, 0.0, 1e-9);
}

/* The Hungarian match against every permutation. */
static void
the_best_match_is_the_best(void)
{
	struct rng r;

	rng_seed(&r, 2);
	for (int round = 0; round < 200; round++) {
		int32_t a[30], b[30];
		size_t best = 0, perm[5] = { 0, 1, 2, 3, 4 }, state[5] = {0}, i = 0, n = 30;

		for (size_t k = 0; k < n; k++) {
			a[k] = (int32_t)rng_below(&r, 3 + (uint64_t)round % 3);
			b[k] = (int32_t)rng_below(&r, 5);
		}
		for (;;) {	/* Heap's algorithm */
			size_t right = 0;

			for (size_t k = 0; k < n; k++)
				right += perm[a[k]] == (size_t)b[k];
			best = right > best ? right : best;
			while (i < 5 && state[i] >= i)
				state[i++] = 0;
			if (i >= 5)
				break;
			right = perm[i % 2 == 0 ? 0 : state[i]];
			perm[i % 2 == 0 ? 0 : state[i]] = perm[i];
			perm[i] = right;
			state[i]++;
			i = 0;
		}
		CHECK_NEAR(agreement(a, b, n).acc, (double)best / (double)n, 1e-9);
		CHECK_NEAR(agreement(b, a, n).acc, (double)best / (double)n, 1e-9);
	}
}

static void
the_force_has_its_reference_values(void)
{
	static const uint64_t chaoss[8] = { 1000, 202, 90, 33, 332, 343, 42, 433 }, even[4] = { 5, 5, 5, 5 }, one[3] = { 0, 9, 0 };
	struct force_measures m;
	static const size_t tops[2] = { 1, 99 };
	double share[2];

	CHECK(force_measure(&m, chaoss, 8));
	CHECK(m.absence_factor == 2);
	CHECK_NEAR(m.gini, 0.48551, 1e-5);
	CHECK_NEAR(m.effective, 5.29233, 1e-5);
	CHECK_NEAR(m.inverse_herfindahl, 4.17527, 1e-5);
	CHECK(force_top_shares(share, tops, 2, chaoss, 8));
	CHECK_NEAR(share[0], 1000.0 / 2475, 1e-9);
	CHECK_NEAR(share[1], 1.0, 1e-9);
	CHECK(force_measure(&m, even, 4) && m.absence_factor == 2);
	CHECK_NEAR(m.gini, 0.0, 1e-9);
	CHECK_NEAR(m.effective, 4.0, 1e-6);
	CHECK(force_measure(&m, one, 3) && m.absence_factor == 1);
	CHECK_NEAR(m.gini, 2.0 / 3, 1e-9);
	CHECK_NEAR(m.effective, 1.0, 1e-9);
}

static void
nobody_is_no_force(void)
{
	static const uint64_t zero[2] = { 0, 0 };
	struct force_measures m = { 7, 7, 7, 7 };
	static const size_t top = 1;
	double share = 7;

	CHECK(!force_measure(&m, zero, 2) && !force_measure(&m, NULL, 0) && m.absence_factor == 7);
	CHECK(!force_top_shares(&share, &top, 1, zero, 2) && share >= 7);
}

static void
keywords_stand_out(void)
{
	struct keyword t[4] = {
		{ 0, 500, 5000, 0 },	/* "the": as common here as anywhere */
		{ 1, 60, 80, 0 },	/* the topic */
		{ 2, 2, 2, 0 },		/* rare: perhaps an accident */
		{ 3, 0, 300, 0 },	/* another topic */
	};

	keywords_rank(t, 4, 1000, 10000);
	CHECK(t[0].term == 1 && t[0].z > 3);
	CHECK(t[1].term == 2 && t[1].z > 0 && t[1].z < 3);
	CHECK(t[2].term == 0 && t[2].z < 1 && t[2].z > -1);
	CHECK(t[3].term == 3 && t[3].z < -3);
	keywords_rank(t, 0, 0, 0);
	t[0] = (struct keyword){ 5, 0, 0, 1 };
	keywords_rank(t, 1, 0, 0);
	CHECK(t[0].z >= 0 && t[0].z <= 0);
}

UNIT(
	{ "agreement: partitions agree with themselves", partitions_agree_with_themselves },
	{ "agreement: it has its reference values", agreement_has_its_reference_values },
	{ "agreement: things alone are classes of their own", things_alone_are_classes_of_their_own },
	{ "agreement: the best match is the best", the_best_match_is_the_best },
	{ "force: it has its reference values", the_force_has_its_reference_values },
	{ "force: nobody is no force", nobody_is_no_force },
	{ "keywords: they stand out", keywords_stand_out },
)
