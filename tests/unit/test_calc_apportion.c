#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/calc/apportion.h"

static void
by_weight_but_not_below_the_least(void)
{
	static const double weight[3] = { 1, 2, 7 }, none[3] = { 0, 0, 0 }, least[3] = { 2, 0, 0 };
	double part[3];

	apportion(part, 20, weight, none, 3);
	CHECK_NEAR(part[0], 2, 1e-12);
	CHECK_NEAR(part[1], 4, 1e-12);
	CHECK_NEAR(part[2], 14, 1e-12);
	apportion(part, 11, weight, least, 3);		/* the first gets 2, the others share 9 as 2 to 7 */
	CHECK_NEAR(part[0], 2, 1e-12);
	CHECK_NEAR(part[1], 2, 1e-12);
	CHECK_NEAR(part[2], 7, 1e-12);
}

static void
too_little_for_all(void)
{
	static const double weight[2] = { 1, 1 }, least[2] = { 6, 2 }, none[2] = { 0, 0 };
	double part[2];

	apportion(part, 4, weight, least, 2);
	CHECK_NEAR(part[0], 3, 1e-12);
	CHECK_NEAR(part[1], 1, 1e-12);
	apportion(part, 16, none, least, 2);		/* nothing to go by but the leasts */
	CHECK_NEAR(part[0], 12, 1e-12);
	CHECK_NEAR(part[1], 4, 1e-12);
	apportion(part, 5, none, none, 2);
	CHECK_NEAR(part[0] + part[1], 0, 0);
	apportion(NULL, 5, NULL, NULL, 0);
}

static void
parts_are_the_total(void)
{
	double weight[50], least[50], part[50];
	struct rng r;

	rng_seed(&r, 8);
	for (int turn = 0; turn < 200; turn++) {
		double total = 0, sum = 0, ratio = -1;

		for (size_t i = 0; i < 50; i++) {
			weight[i] = rng_unit(&r) * (rng_below(&r, 5) == 0 ? 1e6 : 1);
			least[i] = rng_unit(&r);
			total += least[i];
		}
		total *= 1 + rng_unit(&r) * 10;
		apportion(part, total, weight, least, 50);
		for (size_t i = 0; i < 50; i++) {
			sum += part[i];
			CHECK(part[i] >= least[i]);
			if (part[i] > least[i]) {	/* all that get more get the same for their weight */
				CHECK(ratio < 0 || (part[i] / weight[i] < ratio * (1 + 1e-9) && part[i] / weight[i] > ratio * (1 - 1e-9)));
				ratio = part[i] / weight[i];
			}
		}
		CHECK_NEAR(sum, total, 1e-9 * total);
	}
}

UNIT(
	{ "apportion: by weight, but not below the least", by_weight_but_not_below_the_least },
	{ "apportion: too little for all, nothing to go by", too_little_for_all },
	{ "apportion: parts are the total", parts_are_the_total },
)
