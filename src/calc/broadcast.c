#include "broadcast.h"
#include "cholesky.h"
#include "special.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

const char *const broadcast_verdicts[BROADCAST_VERDICTS] = { "cannot tell", "worked", "made worse" };
const char *const broadcast_whys[BROADCAST_WHYS] = {
	"", "too few days before or after", "no tickets of the issue", "too few tickets of the issue",
	"no other tickets to compare with", "no finite estimate", "the trend bends", "the interval includes no effect",
};

enum {
	TERMS = 3, BENT = TERMS + 1,
	MOST = 2 * BROADCAST_SIDE,
	LEAST_FREEDOM = 2 * BROADCAST_LEAST_DAYS - TERMS,
	ROUNDS = 100, HALVINGS = 40,
	WEEK = 7
};
static const double still = 1e-10, rounding = 1e-12, normal = 1.959963985, half = 0.5;

/* Student's 97.5 % point for 11 to 25 degrees of freedom. */
static const double student[MOST - TERMS - LEAST_FREEDOM + 1] = {
	2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060,
};

/* What the regression sees of a day. */
struct row {
	double y, offset, x[BENT];
};

struct fit {
	size_t n, terms;		/* TERMS, or BENT: with a square of time */
	struct row of[MOST];
	double b[BENT];
	double error;			/* of the last of b, a Poisson's */
	double dispersion;
};

/* The log likelihood but for a constant, its slope and (negative) curvature. */
struct likelihood {
	double value, slope[BENT], curve[BENT][BENT];
};

static double
fitted(const struct fit *f, const struct row *r)
{
	double eta = r->offset;

	for (size_t i = 0; i < f->terms; i++)
		eta += f->b[i] * r->x[i];
	return eta;
}

static void
judge(struct likelihood *l, const struct fit *f)
{
	memset(l, 0, sizeof *l);
	for (size_t i = 0; i < f->n; i++) {
		const struct row *r = &f->of[i];
		double eta = fitted(f, r), mu = special_exp(eta);

		l->value += r->y * eta - mu;
		for (size_t j = 0; j < f->terms; j++) {
			l->slope[j] += (r->y - mu) * r->x[j];
			for (size_t k = 0; k <= j; k++)
				l->curve[j][k] += mu * r->x[j] * r->x[k];
		}
	}
}

/* As far along the step as the likelihood rises. */
static void
advance(struct fit *f, struct likelihood *here, double step[BENT])
{
	double from[BENT];
	struct likelihood there;

	memcpy(from, f->b, sizeof from);
	for (size_t halvings = 0; halvings <= HALVINGS; halvings++) {
		for (size_t i = 0; i < f->terms; i++)
			f->b[i] = from[i] + step[i];
		judge(&there, f);
		if (there.value >= here->value - rounding * (1 + fabs(here->value)))
			break;
		for (size_t i = 0; i < f->terms; i++)
			step[i] /= 2;
	}
	*here = there;
}

static void
disperse(struct fit *f)
{
	double chi2 = 0;

	for (size_t i = 0; i < f->n; i++) {
		double mu = special_exp(fitted(f, &f->of[i])), off = f->of[i].y - mu;

		chi2 += mu > 0 ? off * off / mu : 0;
	}
	f->dispersion = chi2 / (double)(f->n - f->terms);
}

/* Newton's method, which for a Poisson with its logarithm is IRLS; from the rate of all days. */
static bool
climb(struct fit *f)
{
	double issue = 0, others = 0, step[BENT], variance, largest;
	struct likelihood here;

	for (size_t i = 0; i < f->n; i++) {
		issue += f->of[i].y;
		others += special_exp(f->of[i].offset);
	}
	f->b[0] = special_ln(issue) - special_ln(others);
	judge(&here, f);
	for (size_t round = 0; round < ROUNDS; round++) {
		if (!cholesky_solve(step, here.curve[0], here.slope, f->terms, BENT, rounding, &variance))
			return false;
		largest = 0;
		for (size_t i = 0; i < f->terms; i++)
			largest = fabs(step[i]) > largest ? fabs(step[i]) : largest;
		if (largest < still) {
			f->error = sqrt(variance);
			disperse(f);
			return true;
		}
		advance(f, &here, step);
	}
	return false;
}

static void
add_row(struct fit *f, const struct broadcast_day *day, double t, double more)
{
	f->of[f->n++] = (struct row){
		.y = (double)day->issue + more,
		.offset = special_ln((double)day->others + half),
		.x = { 1, t / WEEK, t > 0 ? 1 : 0, t * t / (WEEK * WEEK) },
	};
}

static struct broadcast_figure
unknown(void)
{
	return (struct broadcast_figure){ (double)NAN, (double)NAN, (double)NAN };
}

/* middle -+ margin. */
static struct broadcast_figure
around(double middle, double margin)
{
	return (struct broadcast_figure){ middle, middle - margin, middle + margin };
}

static struct broadcast_figure
change_of(struct broadcast_figure effect)
{
	return (struct broadcast_figure){ special_expm1(effect.middle), special_expm1(effect.low), special_expm1(effect.high) };
}

/* The larger the effect, the fewer were avoided. */
static struct broadcast_figure
avoided_of(struct broadcast_figure effect, double after)
{
	struct broadcast_figure less = change_of((struct broadcast_figure){ -effect.middle, -effect.high, -effect.low });

	return (struct broadcast_figure){ after * less.middle, after * less.low, after * less.high };
}

static enum broadcast_verdict
verdict_of(struct broadcast_figure effect)
{
	return effect.high < 0 ? BROADCAST_WORKED : effect.low > 0 ? BROADCAST_MADE_WORSE : BROADCAST_CANNOT_TELL;
}

static double
at_least_half(uint64_t tickets)
{
	return tickets > 0 ? (double)tickets : half;
}

/* Two rates of Poisson counts, as if nothing but the broadcast told them apart. */
static void
compare_naively(struct broadcast *b)
{
	double before = at_least_half(b->before), after = at_least_half(b->after);
	double ratio = special_ln(after) - special_ln((double)b->days_after) - special_ln(before) + special_ln((double)b->days_before);
	struct broadcast_figure effect = around(ratio, normal * sqrt(1 / before + 1 / after));

	b->naive = verdict_of(effect);
	b->naive_change = change_of(effect);
	b->naive_avoided = avoided_of(effect, after);
}

struct sums {
	uint64_t others_before, others_after;
	size_t asked_before, asked_after;	/* days with tickets of the issue */
};

static void
add(uint64_t *sum, uint64_t n)
{
	*sum = *sum > UINT64_MAX - n ? UINT64_MAX : *sum + n;
}

static struct sums
sum_up(struct broadcast *b, const struct broadcast_day *days, size_t at)
{
	struct sums s = {0};

	for (size_t i = at - b->days_before; i <= at + b->days_after; i++) {
		if (i == at)
			continue;
		add(i < at ? &b->before : &b->after, days[i].issue);
		add(i < at ? &s.others_before : &s.others_after, days[i].others);
		*(i < at ? &s.asked_before : &s.asked_after) += days[i].issue > 0;
	}
	return s;
}

/*
 * What speaks against looking further. With tickets on two days at one side and, be it half a ticket, on one at the other, there is a
 * finite estimate.
 */
static enum broadcast_why
objection(const struct broadcast *b, const struct sums *s)
{
	uint64_t tickets = b->before;

	add(&tickets, b->after);
	if (tickets == 0)
		return BROADCAST_NO_TICKETS;
	if (tickets < BROADCAST_LEAST_TICKETS || (s->asked_before < 2 && s->asked_after < 2))
		return BROADCAST_FEW_TICKETS;
	return s->others_before == 0 || s->others_after == 0 ? BROADCAST_NO_OTHERS : BROADCAST_TOLD;
}

static double
margin_of(const struct fit *f)
{
	return student[f->n - TERMS - LEAST_FREEDOM] * f->error * sqrt(f->dispersion > 1 ? f->dispersion : 1);
}

/* Would a square of time explain the days better, whatever the broadcast did? Then a straight trend is not to be trusted. */
static bool
bends(const struct fit *straight)
{
	struct fit f = *straight;

	memset(f.b, 0, sizeof f.b);
	f.terms = BENT;
	return climb(&f) && fabs(f.b[TERMS]) > margin_of(&f);
}

static enum broadcast_why
regress(struct broadcast *b, const struct broadcast_day *days, size_t at)
{
	struct fit f = { .terms = TERMS };

	for (size_t i = at - b->days_before; i <= at + b->days_after; i++) {
		size_t side = i < at ? b->days_before : b->days_after;

		if (i != at)
			add_row(&f, &days[i], (double)i - (double)at, (i < at ? b->before : b->after) > 0 ? 0 : half / (double)side);
	}
	if (!climb(&f))
		return BROADCAST_NO_FIT;
	b->dispersion = f.dispersion;
	b->trend = f.b[1];
	b->effect = around(f.b[2], margin_of(&f));
	b->change = change_of(b->effect);
	b->avoided = avoided_of(b->effect, at_least_half(b->after));
	if (bends(&f))
		return BROADCAST_BENDS;
	return verdict_of(b->effect) == BROADCAST_CANNOT_TELL ? BROADCAST_NO_EFFECT_WITHIN : BROADCAST_TOLD;
}

void
broadcast_measure(struct broadcast *b, const struct broadcast_day *days, size_t n, size_t at)
{
	struct sums s;

	*b = (struct broadcast){ .dispersion = NAN, .trend = NAN, .effect = unknown(), .change = unknown(), .avoided = unknown(),
	    .naive_change = unknown(), .naive_avoided = unknown() };
	b->days_before = at < BROADCAST_SIDE ? at : BROADCAST_SIDE;
	b->days_after = n - 1 - at < BROADCAST_SIDE ? n - 1 - at : BROADCAST_SIDE;
	s = sum_up(b, days, at);
	b->why = BROADCAST_FEW_DAYS;
	if (b->days_before < BROADCAST_LEAST_DAYS || b->days_after < BROADCAST_LEAST_DAYS)
		return;
	b->why = objection(b, &s);
	if (b->before > 0 || b->after > 0)
		compare_naively(b);
	if (b->why == BROADCAST_TOLD)
		b->why = regress(b, days, at);
	if (b->why == BROADCAST_TOLD)
		b->verdict = verdict_of(b->effect);
}
