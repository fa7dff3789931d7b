#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/calc/cohort.h"

#include <math.h>
#include <stdlib.h>

#define CDNOW "../shared/data/cdnow/cdnow_customers_summary.csv"

static const struct cohort fader = { COHORT_BG, .243, 4.414, .793, 2.426 }, batislam = { COHORT_MBG, .525, 6.183, .891, 1.614 };
static const struct cohort_history histories[] = {
	{ 2, 30.43, 38.86, 1 }, { 26, 30.86, 31, 1 }, { 0, 0, 38.86, 1 }, { 500, 37, 37.1, 1 }, { 1, 0, 10, 1 }, { 0, 0, 0, 1 },
	{ 1.5, 3, 3, 1 }, { .5, 2, 9, 1 }, { 40, 2, 400, 1 }
};

enum { HISTORIES = sizeof histories / sizeof *histories };

/* kind, r, alpha, a, b, x, last, age, t and the events expected: the closed form, worked out to forty digits. */
static const struct {
	struct cohort c;
	double x, last, age, t, events;
} events[] = {
	{ { COHORT_MBG, 0.525, 6.183, 0.891, 1.614 }, 2, 30.43, 38.86, 39, 1.2629606232673657 },
	{ { COHORT_MBG, 0.525, 6.183, 0.891, 1.614 }, 0, 0, 38.86, 39, 0.15401274667514669 },
	{ { COHORT_BG, 0.243, 4.414, 1, 2.426 }, 2, 30.43, 38.86, 39, 1.1021367860399558 },
	{ { COHORT_BG, 0.243, 4.414, 1, 2.426 }, 2, 30.43, 38.86, 39000, 18.025100056797251 },
	{ { COHORT_BG, 0.243, 4.414, 0.793, 2.426 }, 0, 0, 0, 100000.0, 29.607861654554952 },
	{ { COHORT_BG, 0.243, 4.414, 0.1, 0.2 }, 0, 0, 5, 400, 5.4932489639729171 },
	{ { COHORT_MBG, 5, 0.0915, 0.999999, 0.749 }, 0, 0, 0, 8078, 9.473208265023984 },
	{ { COHORT_BG, 2630.8, 0.00037018, 1.0765, 302.895 }, 0, 0, 0, 4.46184, 2324.8232619015725 },
	{ { COHORT_MBG, 5.5, 0.01, 20.5, 3.25 }, 3, 7, 9, 5000, 0.047802867403838281 },
	{ { COHORT_MBG, 0.3, 2, 1.00002, 9 }, 500, 90, 100, 300, 1.3405802019939439e-17 },
	{ { COHORT_BG, 0.243, 4.414, 0.793, 2.426 }, 2, 30.43, 38.86, 1e-06, 3.7660390151412814e-8 },
	{ { COHORT_BG, 50, 0.5, 0.001, 0.3 }, 0, 0, 3, 100, 1414.68900397747 },
};

static double
off(double got, double want)
{
	return fabs(got - want) / fabs(want);
}

static void
probes_have_their_published_values(void)
{
	const struct cohort_history *h = histories;

	CHECK_NEAR(cohort_log_likelihood(&fader, &h[0]), -9.45860631, 1e-8);
	CHECK_NEAR(cohort_alive(&fader, &h[0]), .72657857, 1e-8);
	CHECK_NEAR(cohort_any(&fader, &h[0], 39), .55462714, 1e-8);
	CHECK_NEAR(cohort_expected(&fader, &h[0], 39), 1.22602817, 1e-8);
	CHECK_NEAR(cohort_expected(&fader, &h[1], 39), 20.74972614, 1e-8);
	CHECK_NEAR(cohort_expected(&fader, &h[2], 39), .19509805, 1e-8);
	CHECK_NEAR(cohort_expected(&fader, &h[3], 39), 353.588864, 1e-6);
	CHECK_NEAR(cohort_alive(&fader, &h[2]), 1.0, 0);	/* who came once is there for ever */
	CHECK(cohort_alive(&batislam, &h[2]) < 1);
}

static void
events_have_their_values(void)
{
	for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
		struct cohort_history h = { events[i].x, events[i].last, events[i].age, 1 };
		double got = cohort_expected(&events[i].c, &h, events[i].t);

		if (!CHECK(off(got, events[i].events) < 1e-8))
			printf("#   %zu: got %.17g, want %.17g\n", i, got, events[i].events);
	}
}

/* No event in the next t is what the likelihood says of the same events seen at age + t. */
static void
any_is_what_the_likelihood_says(void)
{
	for (int kind = 0; kind < 2; kind++) {
		const struct cohort *c = kind ? &batislam : &fader;

		for (size_t i = 0; i < HISTORIES; i++) {
			for (double t = .01; t < 1000; t *= 7) {
				struct cohort_history later = histories[i];

				later.age += t;
				CHECK_NEAR(cohort_any(c, &histories[i], t), 1 - exp(cohort_log_likelihood(c, &later) -
				    cohort_log_likelihood(c, &histories[i])), 1e-11);
			}
		}
	}
}

/* ln odds are the odds of the chance, where that is not so near to 0 or 1 that it has lost digits. */
static void
odds_are_the_odds_of_any(void)
{
	for (int kind = 0; kind < 2; kind++) {
		const struct cohort *c = kind ? &batislam : &fader;

		for (size_t i = 0; i < HISTORIES; i++) {
			for (double t = 1e-6; t < 1e7; t *= 7) {
				double any = cohort_any(c, &histories[i], t), odds = cohort_any_odds(c, &histories[i], t);

				CHECK(isfinite(odds));
				CHECK(off(1 / (1 + exp(-odds)), any) < 1e-11);
			}
		}
	}
}

/* Who came daily for years and stopped long ago: the chance is 0 to all digits, its logarithm is not, and says who is worse. */
static void
odds_of_who_stopped_are_finite(void)
{
	for (int kind = 0; kind < 2; kind++) {
		const struct cohort *c = kind ? &batislam : &fader;
		double before = 0;

		for (double age = 200; age < 1e6; age *= 3) {
			struct cohort_history h = { 1000, 150, age, 1 };
			double odds = cohort_any_odds(c, &h, 4);

			CHECK(isfinite(odds) && odds < before);
			before = odds;
		}
		CHECK(!(cohort_any(c, &(struct cohort_history){ 1000, 150, 5000, 1 }, 4) > 0));
		/* ln of a/(b+x-1) ((alpha+T)/(alpha+last))^(r+x), without which (MBG/NBD: b+x) nobody is gone, is that of the odds against. */
		{
			struct cohort_history h = { 1000, 150, 5000, 1 };
			double gone = log(c->a / (c->b + h.x - 1 + kind)) + (c->r + h.x) * log((c->alpha + h.age) / (c->alpha + h.last));
			double none = -expm1(-(c->r + h.x) * log1p(4 / (c->alpha + h.age)));

			CHECK(off(cohort_any_odds(c, &h, 4), log(none) - gone) < 1e-12);
		}
	}
	CHECK(isfinite(cohort_any_odds(&fader, &(struct cohort_history){ 1e6, 300, 300, 1 }, 1e9)));	/* and who is sure to come */
}

/* Batislam, Denizel and Filiztekin: P(alive | x, t_x, T) = 1 / (1 + a/(b+x) ((alpha+T)/(alpha+t_x))^(r+x)). */
static void
alive_is_as_published(void)
{
	for (size_t i = 0; i < HISTORIES; i++) {
		const struct cohort_history *h = &histories[i];
		const struct cohort *c = &batislam;
		double gone = c->a / (c->b + h->x) * pow((c->alpha + h->age) / (c->alpha + h->last), c->r + h->x);

		CHECK(off(cohort_alive(c, h), 1 / (1 + gone)) < 1e-12);
	}
}

static void
more_time_more_events(void)
{
	for (int kind = 0; kind < 2; kind++) {
		const struct cohort *c = kind ? &batislam : &fader;

		for (size_t i = 0; i < HISTORIES; i++) {
			double before = 0, first = cohort_expected(c, &histories[i], 1e-9) / 1e-9;

			CHECK(isfinite(first) && first > 0);
			CHECK(off(cohort_expected(c, &histories[i], 1e-8) / 1e-8, first) < 1e-6);
			for (double t = 1e-6; t < 1e7; t *= 2) {
				double now = cohort_expected(c, &histories[i], t), any = cohort_any(c, &histories[i], t);

				CHECK(now > before && any <= 1 && any > 0 && now >= any * (1 - 1e-13));
				before = now;
			}
			CHECK(!(cohort_expected(c, &histories[i], 0) > 0) && !(cohort_any(c, &histories[i], 0) > 0));
		}
	}
}

/* A slice at a time: as events come, more become likely and leaving less, and less the longer none did. */
static double
played(const struct cohort *c, const struct cohort_history *h, double t)
{
	enum { SLICES = 2000, MOST = 400 };
	static double chance[MOST];
	double events_seen = 0, more = c->kind == COHORT_MBG, shape = c->r + h->x, b = c->b + h->x + more;

	/* Still there and n more events since, for each n: the pure birth process, with a chance of leaving at each. */
	for (size_t n = 0; n < MOST; n++)
		chance[n] = n == 0 ? cohort_alive(c, h) : 0;
	for (size_t slice = 0; slice < SLICES; slice++) {
		double dt = t / SLICES, scale = c->alpha + h->age + ((double)slice + .5) * dt, carried = 0;

		for (size_t n = 0; n < MOST; n++) {
			double rate = (shape + (double)n) / scale, leaves = chance[n] * (1 - exp(-rate * dt));

			events_seen += leaves;
			chance[n] += carried - leaves;
			carried = leaves * (b + (double)n) / (c->a + b + (double)n);
		}
	}
	return events_seen;
}

static void
events_are_what_happens(void)
{
	static const size_t of[] = { 0, 1, 2, 4, 5 };

	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		CHECK(off(cohort_expected(&fader, &histories[of[i]], 39), played(&fader, &histories[of[i]], 39)) < 1e-2);
		CHECK(off(cohort_expected(&batislam, &histories[of[i]], 39), played(&batislam, &histories[of[i]], 39)) < 1e-2);
	}
}

static size_t
read_cdnow(struct cohort_history *h, size_t most)
{
	FILE *f = fopen(CDNOW, "r");
	char line[200];
	size_t n = 0;

	if (f == NULL) {
		printf("# skipped: %s is not there\n", CDNOW);
		return 0;
	}
	while (n < most && fgets(line, sizeof line, f) != NULL) {
		if (sscanf(line, "%*d,%lf,%lf,%lf", &h[n].x, &h[n].last, &h[n].age) == 3)
			h[n++].people = 1;
	}
	fclose(f);
	return n;
}

static void
check_fit(const struct cohort_fit *f, struct cohort want, double likelihood)
{
	CHECK(f->converged && f->of.kind == want.kind);
	CHECK(off(f->of.r, want.r) < 2e-5 && off(f->of.alpha, want.alpha) < 2e-5);
	CHECK(off(f->of.a, want.a) < 2e-5 && off(f->of.b, want.b) < 2e-5);
	CHECK_NEAR(f->log_likelihood, likelihood, 1e-4);
}

static void
music_buyers_have_their_parameters(void)
{
	static struct cohort_history h[2400];
	const struct cohort far_off = { COHORT_BG, 30, .01, 40, .02 };
	size_t n = read_cdnow(h, 2400);
	struct cohort_fit f;
	double sum = 0;

	if (n == 0)
		return;
	CHECK(n == 2357);
	cohort_fit(&f, COHORT_BG, h, n, false, NULL);
	check_fit(&f, (struct cohort){ COHORT_BG, .24259, 4.41353, .79289, 2.42575 }, -9582.4256);
	for (size_t i = 0; i < n; i++)
		sum += cohort_log_likelihood(&f.of, &h[i]);
	CHECK_NEAR(sum, f.log_likelihood, 1e-8);
	cohort_fit(&f, COHORT_BG, h, n, false, &far_off);
	check_fit(&f, (struct cohort){ COHORT_BG, .24259, 4.41353, .79289, 2.42575 }, -9582.4256);
	cohort_fit(&f, COHORT_MBG, h, n, false, NULL);
	check_fit(&f, (struct cohort){ COHORT_MBG, .52484, 6.18299, .89136, 1.61400 }, -9582.1327);
}

/* People of the model itself, or nearly: the chance of leaving is one of a few. */
static void
invent(struct cohort_history *h, size_t n, uint64_t seed)
{
	struct rng r;

	rng_seed(&r, seed);
	for (size_t i = 0; i < n; i++) {
		double rate = .02 + .3 * rng_unit(&r) * rng_unit(&r), leaving = .1 + .4 * rng_unit(&r), at = 0;

		h[i] = (struct cohort_history){ .age = floor(20 + 300 * rng_unit(&r)), .people = 1 };
		while (rng_unit(&r) >= leaving && (at -= log(1 - rng_unit(&r)) / rate) < h[i].age) {
			h[i].x++;
			h[i].last = floor(at);
		}
	}
}

static bool
same_fit(const struct cohort_fit *f, const struct cohort_fit *g)
{
	return memcmp(&f->of.r, &g->of.r, 4 * sizeof f->of.r) == 0 &&
	    memcmp(&f->log_likelihood, &g->log_likelihood, sizeof f->log_likelihood) == 0 && f->rounds == g->rounds;
}

static void
order_does_not_matter(void)
{
	enum { PEOPLE = 500 };
	static struct cohort_history h[PEOPLE];
	struct rng r;

	rng_seed(&r, 9);
	invent(h, PEOPLE, 4);
	for (int kind = 0; kind < 2; kind++) {
		struct cohort_fit f, g;

		CHECK(cohort_fit(&f, kind, h, PEOPLE, true, NULL));
		for (size_t i = PEOPLE; i > 1; i--) {
			size_t j = rng_below(&r, i);
			struct cohort_history swap = h[i - 1];

			h[i - 1] = h[j];
			h[j] = swap;
		}
		CHECK(cohort_fit(&g, kind, h, PEOPLE, true, NULL));
		CHECK(same_fit(&f, &g));
	}
}

/* No step along any parameter leads higher. */
static void
fit_is_a_maximum(void)
{
	enum { PEOPLE = 400 };
	static struct cohort_history h[PEOPLE];

	invent(h, PEOPLE, 5);
	for (int kind = 0; kind < 2; kind++) {
		struct cohort_fit f;

		CHECK(cohort_fit(&f, kind, h, PEOPLE, false, NULL));
		for (int way = 0; way < 8; way++) {
			struct cohort c = f.of;
			double sum = 0, *moved = way / 2 == 0 ? &c.r : way / 2 == 1 ? &c.alpha : way / 2 == 2 ? &c.a : &c.b;

			*moved *= way % 2 ? 1.01 : .99;
			for (size_t i = 0; i < PEOPLE; i++)
				sum += cohort_log_likelihood(&c, &h[i]);
			CHECK(sum < f.log_likelihood);
		}
	}
}

static void
check_bounded(const struct cohort_history *h, size_t n, const char *what)
{
	for (int way = 0; way < 4; way++) {
		struct cohort_fit f;
		bool good = cohort_fit(&f, way / 2, h, n, way % 2, NULL);
		const double p[4] = { f.of.r, f.of.alpha, f.of.a, f.of.b };

		CHECK(good == f.converged && isfinite(f.log_likelihood));
		for (size_t i = 0; i < 4; i++)
			if (!CHECK(p[i] > 1.23e-4 && p[i] < 8104))
				printf("#   %s, parameter %zu: %g\n", what, i, p[i]);
		/* With the prior there is always a maximum. */
		if (way % 2 && !CHECK(good))
			printf("#   %s, kind %d: %u rounds\n", what, way / 2, f.rounds);
		for (size_t i = 0; i < n; i++) {
			double any = cohort_any(&f.of, &h[i], 30), more = cohort_expected(&f.of, &h[i], 30);

			if (!CHECK(any >= 0 && any <= 1 && isfinite(more) && more >= 0))
				printf("#   %s: any %g, expected %g\n", what, any, more);
		}
	}
}

static void
few_people_give_numbers(void)
{
	static struct cohort_history h[10];
	struct cohort_fit f;

	invent(h, 10, 6);
	check_bounded(h, 0, "nobody");
	for (size_t n = 1; n <= 10; n++)
		check_bounded(h, n, "a few");
	CHECK(cohort_fit(&f, COHORT_MBG, NULL, 0, true, NULL));
	CHECK_NEAR(f.of.r, .2, 1e-9);
	CHECK_NEAR(f.of.alpha, 7.0, 1e-9);
	CHECK_NEAR(f.of.a, .5, 1e-9);
	CHECK_NEAR(f.of.b, 1.5, 1e-9);
	CHECK(!cohort_fit(&f, COHORT_MBG, NULL, 0, false, NULL));
}

static void
hostile_people_give_numbers(void)
{
	static const struct cohort_history none[] = { { 0, 0, 10, 5 }, { 0, 0, 400, 1000 }, { 0, 0, 0, 3 } };
	static const struct cohort_history same[] = { { 3, 20, 40, 1 }, { 3, 20, 40, 1 }, { 3, 20, 40, 500 } };
	static const struct cohort_history now[] = { { 0, 0, 0, 7 }, { 4, 0, 0, 2 } };
	static const struct cohort_history at_once[] = { { 5, 0, 300, 9 }, { 1, 0, 2, 1 }, { 90, 0, 700, 1 } };
	static const struct cohort_history often[] = { { 1e6, 300, 300, 3 }, { 0, 0, 1e-9, 1 }, { 1, 1e-9, 1e9, 1 } };
	static const struct cohort_history wrong[] = { { -3, 900, 40, 1 }, { 2, -1, 8, 1 }, { 1, 2, 1, 1 }, { 1, 1, 5, -4 }, { 1, 1, 5, 0 } };
	const struct cohort_history not_numbers[] = { { (double)NAN, 1, 2, 1 }, { 1, (double)NAN, 3, 1 },
		{ 1, 1, (double)INFINITY, 1 }, { 2, 1, 3, (double)NAN } };

	check_bounded(none, 3, "no event");
	check_bounded(same, 3, "all the same");
	check_bounded(now, 2, "no time");
	check_bounded(at_once, 3, "all at once");
	check_bounded(often, 3, "a million");
	check_bounded(wrong, 5, "out of range");
	check_bounded(not_numbers, 4, "no numbers");
}

UNIT({ "probes have their published values", probes_have_their_published_values },
    { "events to come have their values, near a = 1 and far off", events_have_their_values },
    { "any event is what the likelihood says of none", any_is_what_the_likelihood_says },
    { "ln odds are the odds of any event", odds_are_the_odds_of_any },
    { "ln odds of who stopped long ago are finite", odds_of_who_stopped_are_finite },
    { "who is still there is as published for MBG/NBD", alive_is_as_published },
    { "more time, more events, and no fewer than any", more_time_more_events },
    { "events to come are what happens step by step", events_are_what_happens },
    { "CDNOW's customers have their published parameters", music_buyers_have_their_parameters },
    { "the order of the histories does not matter", order_does_not_matter },
    { "a fit is a maximum", fit_is_a_maximum },
    { "nobody, one and ten give numbers", few_people_give_numbers },
    { "hostile histories give numbers", hostile_people_give_numbers })
