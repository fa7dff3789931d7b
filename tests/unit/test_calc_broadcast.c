/* Broadcasts: known answers of the regression, what holds whatever the counts, and counts that are to end in "cannot tell". */
#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/calc/broadcast.h"

#include <math.h>
#include <stdint.h>

enum { DAYS = 29, AT = 14, MOST = 60 };

static const uint64_t others[DAYS] = {
	310, 295, 280, 320, 290, 160, 140, 305, 315, 300, 270, 285, 150, 130, 9999,
	300, 310, 290, 265, 295, 150, 145, 320, 280, 305, 310, 270, 160, 140,
};
static const uint64_t falling[DAYS] = {
	41, 38, 35, 44, 30, 18, 15, 33, 29, 36, 27, 25, 12, 14, 9999,
	20, 17, 22, 15, 16, 6, 7, 13, 12, 15, 10, 11, 4, 5,
};
static const uint64_t rising[DAYS] = {
	5, 9, 2, 14, 7, 1, 3, 8, 12, 4, 6, 15, 2, 5, 0,
	60, 41, 75, 33, 58, 20, 18, 80, 47, 52, 66, 39, 25, 30,
};

static struct broadcast
measured(const uint64_t *issue, const uint64_t *rest, size_t n, size_t at)
{
	struct broadcast_day days[MOST];
	struct broadcast b;

	for (size_t i = 0; i < n; i++)
		days[i] = (struct broadcast_day){ issue != NULL ? issue[i] : 0, rest != NULL ? rest[i] : 0 };
	broadcast_measure(&b, days, n, at);
	return b;
}

static void
check_figure(struct broadcast_figure f, double middle, double low, double high, double within)
{
	CHECK_NEAR(f.middle, middle, within);
	CHECK_NEAR(f.low, low, within);
	CHECK_NEAR(f.high, high, within);
}

static bool
is_unknown(struct broadcast_figure f)
{
	return isnan(f.middle) && isnan(f.low) && isnan(f.high);
}

/* By numpy: IRLS, and the inverse of X'WX. The day itself, 9999, is not looked at. */
static void
falling_issue_has_its_known_answer(void)
{
	struct broadcast b = measured(falling, others, DAYS, AT);

	CHECK(b.days_before == 14 && b.days_after == 14 && b.before == 397 && b.after == 173);
	CHECK_NEAR(b.trend, -0.26971734, 1e-7);
	CHECK_NEAR(b.dispersion, 0.342419538552181, 1e-9);
	check_figure(b.effect, -0.2469621, -0.6297185448117744, 0.13579435000566067, 1e-7);
	check_figure(b.change, exp(-0.2469621) - 1, exp(-0.6297185448) - 1, exp(0.1357943500) - 1, 1e-7);
	check_figure(b.avoided, 48.46259234418573, -21.967167871894677, 151.73521893707647, 1e-6);
	CHECK(b.verdict == BROADCAST_CANNOT_TELL && b.why == BROADCAST_NO_EFFECT_WITHIN);
	CHECK(b.naive == BROADCAST_WORKED);
	CHECK_NEAR(b.naive_change.middle, 173.0 / 397 - 1, 1e-12);
	CHECK_NEAR(b.naive_avoided.middle, 397 - 173.0, 1e-9);
}

/* Dispersion above 1 widens. */
static void
rising_issue_has_its_known_answer(void)
{
	struct broadcast b = measured(rising, others, DAYS, AT);

	CHECK_NEAR(b.trend, 0.0289217, 1e-7);
	CHECK_NEAR(b.dispersion, 2.4945663930014725, 1e-8);
	check_figure(b.effect, 1.87560546, 1.2930204897853654, 2.4581904298920865, 1e-7);
	CHECK(b.verdict == BROADCAST_MADE_WORSE && b.why == BROADCAST_TOLD);
	CHECK(b.avoided.high < 0 && b.avoided.low < b.avoided.high);
}

/* Seven days before, nine after: 13 degrees of freedom. */
static void
fewer_days_have_their_quantile(void)
{
	const uint64_t y[] = { 12, 15, 9, 14, 11, 10, 13, 0, 9, 8, 11, 7, 10, 6, 8, 9, 7 };
	const uint64_t c[] = { 100, 120, 90, 110, 105, 95, 100, 0, 98, 110, 120, 90, 85, 100, 105, 99, 101 };
	struct broadcast b = measured(y, c, 17, 7);

	CHECK(b.days_before == 7 && b.days_after == 9);
	check_figure(b.effect, -0.24312528, -0.9947166937124816, 0.5084661333879206, 1e-7);
	b = measured(y + 1, c + 1, 16, 6);
	CHECK(b.verdict == BROADCAST_CANNOT_TELL && b.why == BROADCAST_FEW_DAYS && b.days_before == 6);
	CHECK(is_unknown(b.effect) && is_unknown(b.naive_change));
	b = measured(y, c, 14, 7);
	CHECK(b.why == BROADCAST_FEW_DAYS && b.days_after == 6);
	b = measured(y, c, 1, 0);
	CHECK(b.why == BROADCAST_FEW_DAYS && b.days_after == 0 && b.days_before == 0);
}

/* Nothing is further away than fourteen days. */
static void
days_far_away_do_not_matter(void)
{
	uint64_t y[MOST], c[MOST];
	struct broadcast b, same = measured(falling, others, DAYS, AT);

	for (size_t i = 0; i < MOST; i++) {
		y[i] = i >= 20 && i < 20 + DAYS ? falling[i - 20] : 77 * i;
		c[i] = i >= 20 && i < 20 + DAYS ? others[i - 20] : 5000;
	}
	b = measured(y, c, MOST, 20 + AT);
	CHECK_NEAR(b.effect.middle, same.effect.middle, 0);
	CHECK_NEAR(b.avoided.high, same.avoided.high, 0);
}

static void
side_without_a_ticket_has_half_of_one(void)
{
	uint64_t y[DAYS];
	struct broadcast b;

	for (size_t i = 0; i < DAYS; i++)
		y[i] = i < AT ? falling[i] : 0;
	b = measured(y, others, DAYS, AT);
	check_figure(b.effect, -6.21996827, -9.1623105002588, -3.277626043822595, 1e-6);
	CHECK(b.verdict == BROADCAST_WORKED && b.after == 0);
	CHECK_NEAR(b.avoided.middle, .5 * (exp(6.21996827) - 1), 1e-3);
	for (size_t i = 0; i < DAYS; i++)
		y[i] = i > AT ? rising[i] : 0;
	b = measured(y, others, DAYS, AT);
	CHECK(b.verdict == BROADCAST_MADE_WORSE && b.naive == BROADCAST_MADE_WORSE);
	CHECK(isfinite(b.effect.low) && isfinite(b.effect.high) && isfinite(b.avoided.low) && isfinite(b.naive_avoided.low));
}

static void
too_little_cannot_tell(void)
{
	uint64_t y[DAYS] = {0}, c[DAYS];
	struct broadcast b = measured(y, others, DAYS, AT);

	CHECK(b.why == BROADCAST_NO_TICKETS && b.verdict == BROADCAST_CANNOT_TELL && is_unknown(b.effect) && is_unknown(b.naive_change));
	y[AT] = 100000;
	CHECK(measured(y, others, DAYS, AT).why == BROADCAST_NO_TICKETS);
	y[3] = 10;
	y[20] = 9;
	b = measured(y, others, DAYS, AT);
	CHECK(b.why == BROADCAST_FEW_TICKETS && is_unknown(b.effect) && isfinite(b.naive_change.middle));
	y[0] = 0;
	y[3] = 0;
	y[13] = 1000;		/* all on the last days of both sides: the trend would be without bound */
	y[20] = 0;
	y[28] = 1000;
	CHECK(measured(y, others, DAYS, AT).why == BROADCAST_FEW_TICKETS);
	y[27] = 1000;
	b = measured(y, others, DAYS, AT);
	CHECK(b.why != BROADCAST_FEW_TICKETS && isfinite(b.effect.middle));
	for (size_t i = 0; i < DAYS; i++)
		c[i] = i < AT ? others[i] : 0;
	CHECK(measured(falling, c, DAYS, AT).why == BROADCAST_NO_OTHERS);
	CHECK(measured(falling, NULL, DAYS, AT).why == BROADCAST_NO_OTHERS);
}

/* What befalls all tickets is no effect of the broadcast. */
static void
shock_to_all_is_no_effect(void)
{
	uint64_t y[DAYS], c[DAYS];
	struct broadcast b;

	for (size_t i = 0; i < DAYS; i++) {
		y[i] = i > AT ? 20 : 60;
		c[i] = i > AT ? 20000 : 60000;
	}
	b = measured(y, c, DAYS, AT);
	CHECK(b.verdict == BROADCAST_CANNOT_TELL && b.why == BROADCAST_NO_EFFECT_WITHIN && b.naive == BROADCAST_WORKED);
	CHECK_NEAR(b.effect.middle, 0, 1e-4);
	for (size_t i = 0; i < DAYS; i++)
		c[i] = 50000;
	b = measured(y, c, DAYS, AT);
	CHECK(b.verdict == BROADCAST_WORKED);
	CHECK_NEAR(b.change.middle, 1.0 / 3 - 1, 1e-9);
	CHECK_NEAR(b.avoided.middle, 560, 1e-6);
}

/* A fall that slows down, and a peak just before: against a straight trend they look like effects. */
static void
trend_that_bends_cannot_tell(void)
{
	uint64_t y[DAYS], c[DAYS];
	struct broadcast b;

	for (size_t i = 0; i < DAYS; i++) {
		y[i] = 3000 / (2 + i);
		c[i] = 3000;
	}
	b = measured(y, c, DAYS, AT);
	CHECK(b.verdict == BROADCAST_CANNOT_TELL && b.why == BROADCAST_BENDS && isfinite(b.effect.middle) && b.naive == BROADCAST_WORKED);
	for (size_t i = 0; i < DAYS; i++)
		y[i] = (uint64_t)(300 * exp(i < 11 ? ((double)i - 11) / 2 : (11 - (double)i) / 8));
	b = measured(y, c, DAYS, AT);
	CHECK(b.verdict == BROADCAST_CANNOT_TELL && b.why == BROADCAST_BENDS && b.change.middle < -.3);
}

/* Twice as many others each day: all the same but the constant. */
static void
scale_of_others_does_not_matter(void)
{
	uint64_t c[DAYS];
	struct broadcast a, b;

	for (size_t i = 0; i < DAYS; i++)
		c[i] = others[i] * 1000000;
	a = measured(rising, c, DAYS, AT);
	for (size_t i = 0; i < DAYS; i++)
		c[i] *= 1000;
	b = measured(rising, c, DAYS, AT);
	CHECK_NEAR(a.effect.middle, b.effect.middle, 1e-7);
	CHECK_NEAR(a.effect.high, b.effect.high, 1e-7);
}

static void
check_sane(const struct broadcast *b)
{
	bool told = b->why == BROADCAST_TOLD || b->why == BROADCAST_BENDS || b->why == BROADCAST_NO_EFFECT_WITHIN;

	CHECK((b->why == BROADCAST_TOLD) == (b->verdict != BROADCAST_CANNOT_TELL));
	CHECK(!told || isfinite(b->effect.middle));
	CHECK(told ? b->effect.low <= b->effect.middle && b->effect.middle <= b->effect.high : is_unknown(b->effect));
	CHECK(told ? b->change.low >= -1 && b->change.low <= b->change.high : is_unknown(b->change));
	CHECK(told ? b->avoided.low <= b->avoided.middle && b->avoided.middle <= b->avoided.high : is_unknown(b->avoided));
	CHECK(!told || (b->dispersion >= 0 && isfinite(b->trend)));
	CHECK(b->verdict != BROADCAST_WORKED || b->avoided.low > 0);
}

static void
hostile_counts_are_sane(void)
{
	struct rng r;
	uint64_t y[DAYS], c[DAYS];

	rng_seed(&r, 9);
	for (int round = 0; round < 4000; round++) {
		unsigned bits = 1 + (unsigned)rng_below(&r, 64), other_bits = 1 + (unsigned)rng_below(&r, 64);
		uint64_t sparse = 1 + rng_below(&r, 12);
		struct broadcast b, again;

		for (size_t i = 0; i < DAYS; i++) {
			y[i] = rng_below(&r, sparse) ? 0 : rng_next(&r) >> (64 - bits);
			c[i] = rng_below(&r, 4) == 0 ? 0 : rng_next(&r) >> (64 - other_bits);
			if (round % 7 == 0)
				y[i] = rng_below(&r, 2) ? UINT64_MAX : 0;
		}
		b = measured(y, c, DAYS, AT);
		check_sane(&b);
		again = measured(y, c, DAYS, AT);
		CHECK(memcmp(&b.effect, &again.effect, sizeof b.effect) == 0);
	}
	for (size_t i = 0; i < DAYS; i++)
		y[i] = c[i] = UINT64_MAX;
	struct broadcast b = measured(y, c, DAYS, AT);
	check_sane(&b);
	CHECK_NEAR(b.effect.middle, 0, 1e-9);
}

static void
every_reason_has_words(void)
{
	for (size_t i = 1; i < BROADCAST_WHYS; i++)
		CHECK(broadcast_whys[i] != NULL && *broadcast_whys[i] != '\0');
	CHECK_TEXT(broadcast_verdicts[BROADCAST_WORKED], "worked");
	CHECK_TEXT(broadcast_verdicts[BROADCAST_MADE_WORSE], "made worse");
	CHECK_TEXT(broadcast_verdicts[BROADCAST_CANNOT_TELL], "cannot tell");
}

UNIT(
	{ "broadcast: a falling issue has its known answer", falling_issue_has_its_known_answer },
	{ "broadcast: an issue made worse has its known answer", rising_issue_has_its_known_answer },
	{ "broadcast: fewer days have their own quantile; too few cannot tell", fewer_days_have_their_quantile },
	{ "broadcast: days far away do not matter", days_far_away_do_not_matter },
	{ "broadcast: a side without a ticket has half of one", side_without_a_ticket_has_half_of_one },
	{ "broadcast: too little cannot tell, and why", too_little_cannot_tell },
	{ "broadcast: a shock to all tickets is no effect", shock_to_all_is_no_effect },
	{ "broadcast: a trend that bends cannot tell", trend_that_bends_cannot_tell },
	{ "broadcast: the scale of the others does not matter", scale_of_others_does_not_matter },
	{ "broadcast: hostile counts are sane", hostile_counts_are_sane },
	{ "broadcast: every reason has words", every_reason_has_words },
)
