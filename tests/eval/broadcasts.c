/*
 * broadcasts: days around a broadcast are invented, and what broadcast_measure says of them is held against the truth.
 *
 * An issue of 30 tickets a day, on average, among 300 others, all with a weekday's rhythm. Flat: both stay; decaying: the issue falls
 * by e in 10 days; shock: from some day on, twice as many tickets of all kinds; both. Counts are negative binomial (gamma
 * times Poisson), their variance 4 times the mean: MODELS names no law, and this is the one at which its power comes out; with
 * a Poisson's it would be three times that. Then what is no part of the bars: other laws, fewer tickets, a trend that bends.
 */
#include "../../src/base/die.h"
#include "../../src/calc/broadcast.h"
#include "../../src/calc/draw.h"
#include "../../src/calc/special.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

enum { AT = 14, DAYS = 29, HISTORIES = 5000, SEED = 2024 };

/* How the issue goes without the broadcast. */
enum course { STAYS, FADES, BENDS, SLOWS };

static const struct scenario {
	const char *name;
	enum course course;
	double shock;			/* times that all tickets are more from some day on */
} scenarios[] = {
	{ "flat", STAYS, 1 }, { "decaying", FADES, 1 }, { "shock", STAYS, 2 }, { "both", FADES, 2 },
}, beyond[] = {
	{ "peak 3 days before", BENDS, 1 }, { "falls as 1/t", SLOWS, 1 },
};

enum { SCENARIOS = sizeof scenarios / sizeof *scenarios, BEYOND = sizeof beyond / sizeof *beyond };

static const double week[7] = { 1.2, 1.15, 1.1, 1.1, 1.05, .75, .65 }, cut = .7;

/* t days after the broadcast, to scale. */
static double
course_of(enum course course, double t)
{
	switch (course) {
	case FADES:
		return special_exp(-t / 10);
	case BENDS:
		return special_exp(t < -3 ? (t + 3) / 2 : -(t + 3) / 8);
	case SLOWS:
		return 1 / (AT + 2 + t);
	default:
		return 1;
	}
}

/* Large means by the nearest normal draw. */
static double
poisson(struct rng *r, double mean)
{
	double left = special_exp(-mean), product = 1;
	int n = -1;

	if (mean > 500)
		return floor(mean + sqrt(mean) * draw_normal(r) + .5);
	do {
		product *= 1 - rng_unit(r);
		n++;
	} while (product > left);
	return n;
}

static uint64_t
count(struct rng *r, double mean, double dispersion)
{
	double rate = dispersion > 1 ? draw_gamma(r, mean / (dispersion - 1)) * (dispersion - 1) : mean;

	return (uint64_t)poisson(r, rate);
}

/* base: tickets of the issue on an average day, would nobody have been told; dispersion: of variance by mean. */
struct world {
	double base, dispersion, effect;
};

static void
invent(struct broadcast_day *days, struct rng *r, const struct scenario *s, const struct world *w)
{
	int from = 1 + (int)rng_below(r, DAYS - 2), weekday = (int)rng_below(r, 7);
	double mean[DAYS], all[DAYS], sum = 0;

	for (int i = 0; i < DAYS; i++) {
		all[i] = week[(i + weekday) % 7] * (i >= from ? s->shock : 1);
		mean[i] = all[i] * course_of(s->course, i - AT);
		sum += mean[i];
	}
	for (int i = 0; i < DAYS; i++) {
		days[i].issue = count(r, w->base * mean[i] / sum * DAYS * (i > AT ? w->effect : 1), w->dispersion);
		days[i].others = count(r, all[i] * 10 * w->base, w->dispersion);
	}
}

/* Shares of histories; covered: of those with an estimate. */
struct score {
	double covered, worked, worse, bends, naive, estimates;
};

static struct score
run(const struct scenario *s, struct world w, uint64_t seed)
{
	struct broadcast_day days[DAYS];
	double truth = special_ln(w.effect);
	struct score score = {0};
	struct broadcast b;
	struct rng r;

	rng_seed(&r, seed);
	for (int i = 0; i < HISTORIES; i++) {
		invent(days, &r, s, &w);
		broadcast_measure(&b, days, DAYS, AT);
		score.worked += b.verdict == BROADCAST_WORKED;
		score.worse += b.verdict == BROADCAST_MADE_WORSE;
		score.bends += b.why == BROADCAST_BENDS;
		score.naive += b.naive == BROADCAST_WORKED;
		score.estimates += isfinite(b.effect.middle) ? 1 : 0;
		score.covered += b.effect.low <= truth && truth <= b.effect.high;
	}
	score.covered /= score.estimates;
	score.worked /= HISTORIES;
	score.worse /= HISTORIES;
	score.bends /= HISTORIES;
	score.naive /= HISTORIES;
	return score;
}

/* The scenario where the broadcast did nothing, and where it spared 30 %. */
static void
show(const struct scenario *s, double base, double dispersion, uint64_t seed, bool bars)
{
	struct score none = run(s, (struct world){ base, dispersion, 1 }, seed), some = run(s, (struct world){ base, dispersion, cut }, seed + 1);

	printf("    %-20s seeds %d, %d  coverage %.3f, %.3f  false \"worked\" %.3f  \"made worse\" %.3f  power for 30 %% %.3f"
	    "  \"bends\" %.3f  before/after \"worked\" %.3f%s\n",
	    s->name, (int)seed, (int)seed + 1, none.covered, some.covered, none.worked, none.worse, some.worked, none.bends, none.naive,
	    bars && (none.covered < .93 || some.covered < .93 || none.worked > .05) ? "  MISSED" : "");
}

static void
show_all(const struct scenario *s, size_t n, double base, double dispersion, uint64_t seed, bool bars)
{
	printf("  %g a day, variance %g times the mean:\n", base, dispersion);
	for (size_t i = 0; i < n; i++)
		show(&s[i], base, dispersion, seed + 10 * i, bars);
}

int
main(void)
{
	progname = "broadcasts";
	printf("Did a broadcast work? %d invented histories a figure\n"
	    "  (MODELS: coverage .94-.97, power .15-.22, before/after says \"worked\" of every decaying issue;"
	    " bars: coverage >= .93, false \"worked\" <= .05)\n", HISTORIES);
	show_all(scenarios, SCENARIOS, 30, 4, SEED, true);
	printf("beyond the bars:\n");
	show_all(scenarios, SCENARIOS, 30, 1, SEED + 100, false);
	show_all(scenarios, SCENARIOS, 2, 1.5, SEED + 200, false);
	show_all(beyond, BEYOND, 30, 4, SEED + 300, false);
	return 0;
}
