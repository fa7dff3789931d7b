/* Savings: draws that they are made of, the fit of an issue's days, known values, and what holds whatever comes. */
#include "unit.h"

#include "../../src/calc/draw.h"
#include "../../src/calc/saving.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DRAWS = 40000, MOST = 200 };

static void
check_moments(const char *what, double (*draw)(struct rng *, const void *), const void *of, double mean, double variance, double kurtosis)
{
	double sum = 0, squares = 0;
	struct rng r;

	rng_seed(&r, 3);
	for (int i = 0; i < DRAWS; i++) {
		double off = draw(&r, of) - mean;

		sum += off;
		squares += off * off;
	}
	if (!CHECK(fabs(sum / DRAWS) < 5 * sqrt(variance / DRAWS)) ||
	    !CHECK(fabs(squares / DRAWS - variance) < 5 * variance * sqrt((kurtosis - 1) / DRAWS)))
		printf("#   %s: off by %g, variance %g instead of %g\n", what, sum / DRAWS, squares / DRAWS, variance);
}

static double
gamma_of(struct rng *r, const void *shape)
{
	return draw_gamma(r, *(const double *)shape);
}

static void
gamma_draws_have_their_moments(void)
{
	const double shapes[] = { .05, .5, 1, 2.5, 50, 1e6, 1e15 };

	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		check_moments("gamma", gamma_of, &shapes[i], shapes[i], shapes[i], 3 + 6 / shapes[i]);
}

/* Exponential: shares beyond some points. */
static void
gamma_of_shape_1_is_exponential(void)
{
	double shape = 1, above1 = 0, above3 = 0;
	struct rng r;

	rng_seed(&r, 5);
	for (int i = 0; i < DRAWS; i++) {
		double x = draw_gamma(&r, shape);

		above1 += x > 1;
		above3 += x > 3;
	}
	CHECK_NEAR(above1 / DRAWS, exp(-1.0), .01);
	CHECK_NEAR(above3 / DRAWS, exp(-3.0), .005);
}

static double
beta_of(struct rng *r, const void *of)
{
	const double *x = of;

	return draw_beta(r, x[0], x[1]);
}

static void
beta_draws_have_their_moments(void)
{
	const double of[][2] = { { 1, 1 }, { 5, 1 }, { 2.2, 3.8 }, { .5, .5 }, { 300, 20 } };

	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		double a = of[i][0], b = of[i][1], n = a + b, variance = a * b / (n * n * (n + 1));
		double excess = 6 * ((a - b) * (a - b) * (n + 1) - a * b * (n + 2)) / (a * b * (n + 2) * (n + 3));

		check_moments("beta", beta_of, of[i], a / n, variance, 3 + excess);
	}
}

static double
pert_of(struct rng *r, const void *of)
{
	const struct draw_pert *p = of;
	double x = draw_pert(r, *p);

	CHECK(x >= p->low && x <= p->high);
	return x;
}

static void
pert_draws_have_their_moments(void)
{
	const struct draw_pert of[] = { { 200, 500, 1000 }, { 10, 25, 100 }, { 0, 0, 1 }, { -5, 7, 7 }, { 750, 1000, 1500 } };

	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		double mean = (of[i].low + 4 * of[i].mode + of[i].high) / 6;

		check_moments("PERT", pert_of, &of[i], mean, (mean - of[i].low) * (of[i].high - mean) / 7, 6);
	}
}

static void
pert_without_a_range_is_its_low(void)
{
	struct rng r;

	rng_seed(&r, 6);
	CHECK_NEAR(draw_pert(&r, (struct draw_pert){ 3, 3, 3 }), 3, 0);
	CHECK_NEAR(draw_pert(&r, (struct draw_pert){ 3, 2, 1 }), 3, 0);
	for (int i = 0; i < 1000; i++) {
		double x = draw_pert(&r, (struct draw_pert){ 1, 9, 2 }), y = draw_pert(&r, (struct draw_pert){ 1, -9, 2 });

		CHECK(x >= 1 && x <= 2 && y >= 1 && y <= 2);
	}
}

/* n days of an issue that falls by e in tau days from a rate of so many a day; with a rhythm of the week or without. */
static void
fall(uint64_t *daily, size_t n, double rate, double tau, bool rhythm)
{
	static const double week[7] = { 1.3, 1.2, 1.1, 1.1, 1, .8, .5 };

	for (size_t i = 0; i < n; i++)
		daily[i] = (uint64_t)(rate * tau * (exp(-(double)i / tau) - exp(-(double)(i + 1) / tau)) * (rhythm ? week[i % 7] : 1) + .5);
}

static void
fall_is_found(void)
{
	const double taus[] = { 4, 10, 20, 60, 150 };
	uint64_t daily[MOST];
	struct saving_decay d;

	for (size_t i = 0; i < sizeof taus / sizeof *taus; i++) {
		fall(daily, 42, 1e6, taus[i], false);
		CHECK(saving_fit(&d, daily, 42));
		CHECK(d.days == 42 && d.shape == SAVING_FADING);
		CHECK_NEAR(d.tau.middle / taus[i], 1, .025);		/* half a step of the grid, and some */
		CHECK_NEAR(d.rate / (1e6 * exp(-42 / taus[i])), 1, .25);
		CHECK(d.tau.low <= d.tau.middle && d.tau.middle <= d.tau.high);
	}
	fall(daily, 42, 200, 20, true);		/* weekends are no decline */
	CHECK(saving_fit(&d, daily, 42));
	CHECK_NEAR(d.tau.middle / 20, 1, .15);
	CHECK(d.tau.low <= 20 && d.tau.high >= 20);
}

/* Two weeks, the second with half as many: e^(7/tau) = 2. */
static void
two_weeks_as_worked_out_by_hand(void)
{
	uint64_t daily[14];
	struct saving_decay d;

	fall(daily, 14, 1e6, 7 / log(2.0), false);
	CHECK(saving_fit(&d, daily, 14));
	CHECK(d.days == 14);
	CHECK_NEAR(d.tau.middle / (7 / log(2.0)), 1, .025);
	for (size_t i = 0; i < 14; i++)
		daily[i] = i < 7 ? 200000 : 100000;
	CHECK(saving_fit(&d, daily, 14));
	CHECK(d.tickets == 2100000 && d.dispersion > 1000);		/* a step is no fall of e */
	CHECK(d.tau.low < 7 / log(2.0) && d.tau.high > 7 / log(2.0));
}

static void
steady_and_rising_are_told(void)
{
	uint64_t daily[MOST];
	struct saving_decay d;

	for (size_t i = 0; i < 100; i++)
		daily[i] = 40;
	CHECK(saving_fit(&d, daily, 100));
	CHECK(d.shape == SAVING_STEADY && d.days == SAVING_DAYS);
	CHECK_NEAR(d.dispersion, 1, 0);
	for (size_t i = 0; i < 100; i++)
		daily[i] = 10 * i;
	CHECK(saving_fit(&d, daily, 100));
	CHECK(d.shape == SAVING_RISING);
	CHECK_NEAR(d.tau.high, 365, 1e-9);
	CHECK(d.rate > 800 && d.rate < 990);
}

/* The rise to the peak is none of the fall. */
static void
fit_begins_at_the_peak(void)
{
	uint64_t daily[MOST] = {0};
	struct saving_decay d;

	for (size_t i = 0; i < 30; i++)
		daily[i + 50] = 100 * i;
	fall(daily + 80, 35, 10000, 10, false);
	CHECK(saving_fit(&d, daily, 115));
	CHECK(d.days == 35 && d.shape == SAVING_FADING);
	CHECK_NEAR(d.tau.middle, 10, .3);
}

static void
young_issues_are_fitted_by_day(void)
{
	uint64_t daily[MOST] = {0};
	struct saving_decay d;

	daily[99] = 5;
	CHECK(saving_fit(&d, daily, 100));
	CHECK(d.days == 1 && d.tickets == 5 && d.shape == SAVING_STEADY);
	CHECK(d.tau.low < 10 && d.tau.high > 300);		/* all is open */
	CHECK_NEAR(d.rate, 5, .5);
	fall(daily + 90, 10, 1e6, 5, false);
	CHECK(saving_fit(&d, daily, 100));
	CHECK(d.days == 10);
	CHECK_NEAR(d.tau.middle / 5, 1, .025);
}

static void
no_ticket_no_fit(void)
{
	const uint64_t none[30] = {0};
	struct saving_decay d;

	CHECK(!saving_fit(&d, none, 30));
	CHECK(!saving_fit(&d, none, 0));
}

static void
tickets_to_come_as_integrated(void)
{
	CHECK_NEAR(saving_to_come(12, 20, 0, INFINITY), 240, 1e-9);
	CHECK_NEAR(saving_to_come(12, 20, 5, INFINITY), 240 * exp(-.25), 1e-9);
	CHECK_NEAR(saving_to_come(12, 20, 5, 90), 240 * (exp(-.25) - exp(-4.5)), 1e-9);
	CHECK_NEAR(saving_to_come(12, 20, 90, 90), 0, 0);
	CHECK_NEAR(saving_to_come(12, 20, 91, 90), 0, 0);
}

static struct saving
measured(const struct saving_decay *d, const struct saving_terms *t)
{
	struct saving s;
	struct rng r;

	rng_seed(&r, 11);
	saving_measure(&s, d, t, &r);
	return s;
}

/* So many tickets that nothing is open: the formula. 5.00 a contact, 60 % reached, half of them helped, 20.00 to write. */
static void
nothing_open_gives_the_formula(void)
{
	const struct saving_terms t = { { 500, 500, 500 }, { .6, .6, .6 }, { .5, .5, .5 }, { 2000, 2000, 2000 }, 3, INFINITY };
	double tau = 20, rate = 1e9 * exp(-42 / tau), contacts = rate * tau;
	uint64_t daily[42];
	struct saving_decay d;
	struct saving s;

	fall(daily, 42, 1e9, tau, false);
	CHECK(saving_fit(&d, daily, 42));
	s = measured(&d, &t);
	CHECK_NEAR(s.to_come.middle / contacts, 1, .07);	/* as far as the grid goes */
	CHECK_NEAR(s.spared.middle / (.3 * contacts * exp(-3 / tau)), 1, .07);
	CHECK_NEAR((double)s.value.middle / (500 * .3 * contacts * exp(-3 / tau) - 2000), 1, .07);
	CHECK_NEAR((double)s.waiting.middle / (500 * .3 * contacts * (exp(-3 / tau) - exp(-4 / tau))), 1, .07);
	CHECK_NEAR(s.pays, 1, 0);
}

static const struct saving_terms usual = { { 200, 500, 1000 }, { .3, .5, .8 }, { .2, .4, .6 }, { 2000, 5000, 15000 }, 1, SAVING_HORIZON };

static void
waiting_is_what_later_is_worth_less(void)
{
	struct saving_terms t = usual;
	uint64_t daily[42];
	struct saving_decay d;
	struct saving s, later;

	fall(daily, 42, 50, 15, true);
	CHECK(saving_fit(&d, daily, 42));
	s = measured(&d, &t);
	for (int day = 8; day < 100; day += 7) {
		t.delay = day;
		later = measured(&d, &t);
		CHECK(later.value.low <= s.value.low && later.value.middle <= s.value.middle && later.value.high <= s.value.high);
		CHECK(s.waiting.low >= 0 && later.waiting.middle <= s.waiting.middle + 1);
		CHECK_NEAR(later.to_come.middle, s.to_come.middle, 0);		/* whatever is done about it */
		s = later;
	}
	CHECK(s.spared.high <= 0 && s.waiting.high == 0 && s.value.high < 0 && s.pays <= 0);	/* out after the horizon: only the writing is left */
}

static void
value_of_known_terms(void)
{
	struct saving_decay d = { .days = 28, .tickets = 280, .dispersion = 1 };
	struct saving s;
	double mean;

	for (size_t i = 0; i < SAVING_TAUS; i++)
		d.chance[i] = i + 1 == SAVING_TAUS;		/* stays: tau 365 */
	s = measured(&d, &usual);
	mean = 280 / (365 * (exp(28 / 365.0) - 1)) * 365;
	CHECK_NEAR(s.to_come.middle / (mean * (1 - exp(-90 / 365.0))), 1, .02);
	/* Means of the terms: 533.3, .5167, .4; the median of a product skewed to the right is below. */
	mean = 533.3 * .5167 * .4 * mean * (exp(-1 / 365.0) - exp(-90 / 365.0)) - 6166.7;
	CHECK((double)s.value.middle > .85 * mean && (double)s.value.middle < mean);
	CHECK(s.value.low < s.value.middle && s.value.middle < s.value.high);
	/* Relative deviations .28, .19, .20 and of the rate .06: 40 % in all, of which 80 % lie within 1.28. */
	CHECK_NEAR((double)(s.value.high - s.value.low) / (mean + 6166.7), 2 * 1.28 * .40, .15);
}

static double
poisson(struct rng *r, double mean)
{
	double left = exp(-mean), product = 1;
	int n = -1;

	do {
		product *= 1 - rng_unit(r);
		n++;
	} while (product > left);
	return n;
}

/* Four in five, or somewhat more: the interval is to hold what comes on average. */
static void
interval_holds_what_comes(void)
{
	enum { SERIES = 150 };
	const double taus[] = { 10, 25 };
	uint64_t daily[30];
	struct rng r;

	rng_seed(&r, 21);
	for (size_t k = 0; k < 2; k++) {
		int inside = 0;

		for (int round = 0; round < SERIES; round++) {
			double come = 20 * taus[k] * exp(-30 / taus[k]) * (1 - exp(-90 / taus[k]));
			struct saving_decay d;
			struct saving s;

			for (int i = 0; i < 30; i++)
				daily[i] = (uint64_t)poisson(&r, 20 * taus[k] * (exp(-i / taus[k]) - exp(-(i + 1) / taus[k])));
			if (!CHECK(saving_fit(&d, daily, 30)))
				return;
			s = measured(&d, &usual);
			inside += s.to_come.low <= come && come <= s.to_come.high;
		}
		if (!CHECK(inside >= .7 * SERIES))
			printf("#   tau %g: %d of %d\n", taus[k], inside, SERIES);
	}
}

static void
check_range(struct saving_range f, double least)
{
	CHECK(isfinite(f.low) && isfinite(f.high) && f.low >= least && f.low <= f.middle && f.middle <= f.high);
}

static void
hostile_days_are_sane(void)
{
	uint64_t daily[MOST];
	struct rng r;

	rng_seed(&r, 31);
	for (int round = 0; round < 150; round++) {
		size_t n = 1 + rng_below(&r, MOST);
		unsigned bits = 1 + (unsigned)rng_below(&r, 64);
		uint64_t sparse = 1 + rng_below(&r, 30);
		struct saving_decay d, again;
		struct saving s;

		for (size_t i = 0; i < n; i++) {
			daily[i] = rng_below(&r, sparse) ? 0 : rng_next(&r) >> (64 - bits);
			if (round % 10 == 0)
				daily[i] = UINT64_MAX;
		}
		if (!saving_fit(&d, daily, n))
			continue;
		CHECK(d.dispersion >= 1 && isfinite(d.dispersion) && d.rate >= 0 && isfinite(d.rate) && d.days >= 1 && d.days <= SAVING_DAYS);
		check_range(d.tau, 2.999);
		CHECK(d.tau.high < 365.001);
		CHECK(saving_fit(&again, daily, n) && memcmp(again.chance, d.chance, sizeof d.chance) == 0);
		s = measured(&d, &usual);
		check_range(s.to_come, 0);
		check_range(s.spared, 0);
		CHECK(s.value.low <= s.value.middle && s.value.middle <= s.value.high && s.waiting.low >= 0 && s.spared.high <= s.to_come.high);
	}
}

static void
hostile_terms_are_sane(void)
{
	struct saving_decay d;
	struct saving_terms t = usual;
	uint64_t daily[20];
	struct saving s;

	fall(daily, 20, 100, 10, false);
	CHECK(saving_fit(&d, daily, 20));
	t.reach = (struct draw_pert){ -5, 3, 20 };
	t.solve = (struct draw_pert){ 2, 2, 2 };
	s = measured(&d, &t);
	CHECK(s.spared.low >= 0 && s.spared.high <= s.to_come.high);
	t = usual;
	t.contact = (struct draw_pert){ 1e300, 1e300, 1e300 };
	s = measured(&d, &t);
	CHECK(s.value.high == INT64_C(9000000000000000000));
	t = usual;
	t.writing = (struct draw_pert){ 1e300, 1e301, 1e302 };
	s = measured(&d, &t);
	CHECK(s.value.low == INT64_C(-9000000000000000000) && s.pays <= 0);
	t = usual;
	t.contact.low = (double)NAN;
	s = measured(&d, &t);
	CHECK(s.value.low == 0 && s.pays <= 0);
}

static void
people_as_worked_out_by_hand(void)
{
	CHECK_NEAR(saving_fte(1000, 12, 160, SAVING_OCCUPANCY, SAVING_SHRINKAGE), 12000 / 5712.0, 1e-12);
	CHECK_NEAR(saving_fte(0, 12, 160, SAVING_OCCUPANCY, SAVING_SHRINKAGE), 0, 0);
	CHECK(isnan(saving_fte(1000, 12, 0, SAVING_OCCUPANCY, SAVING_SHRINKAGE)));
	CHECK(isnan(saving_fte(1000, 12, 160, SAVING_OCCUPANCY, 1)));
	CHECK(isnan(saving_fte(1000, 12, 160, 0, SAVING_SHRINKAGE)));
}

UNIT(
	{ "draw: gamma draws have their moments", gamma_draws_have_their_moments },
	{ "draw: a gamma of shape 1 is exponential", gamma_of_shape_1_is_exponential },
	{ "draw: beta draws have their moments", beta_draws_have_their_moments },
	{ "draw: PERT draws have their moments and keep within", pert_draws_have_their_moments },
	{ "draw: a PERT without a range is its low", pert_without_a_range_is_its_low },
	{ "saving: a fall is found", fall_is_found },
	{ "saving: two weeks, as worked out by hand", two_weeks_as_worked_out_by_hand },
	{ "saving: steady and rising are told", steady_and_rising_are_told },
	{ "saving: the fit begins at the peak", fit_begins_at_the_peak },
	{ "saving: young issues are fitted by day", young_issues_are_fitted_by_day },
	{ "saving: no ticket, no fit", no_ticket_no_fit },
	{ "saving: tickets to come, as integrated", tickets_to_come_as_integrated },
	{ "saving: where nothing is open, the formula", nothing_open_gives_the_formula },
	{ "saving: waiting is what later is worth less", waiting_is_what_later_is_worth_less },
	{ "saving: the value of known terms", value_of_known_terms },
	{ "saving: the interval holds what comes", interval_holds_what_comes },
	{ "saving: hostile days are sane", hostile_days_are_sane },
	{ "saving: hostile terms are sane", hostile_terms_are_sane },
	{ "saving: people, as worked out by hand", people_as_worked_out_by_hand },
)
