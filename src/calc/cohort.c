#include "cohort.h"
#include "cholesky.h"
#include "special.h"
#include "../base/mem.h"

#include <math.h>
#include <stdlib.h>

enum {
	PARAMETERS = 4,			/* r, alpha, a, b, in this order */
	ROUNDS = 200,
	HALVINGS = 40,
	NEAR = 600,			/* counts that are summed rather than trusted to the closed form */
	FAR = 1 << 22			/* and where that fails */
};

#define BOUND 9.0			/* of the logarithm of a parameter */
#define STRIDE 2.0			/* of a step */
#define ENOUGH 1e-12			/* that a step may still gain */
#define ROUNDING 1e-13			/* of a sum over people */
#define LARGEST 1e12			/* number that means anything */
#define NUDGE 1e-5			/* off a = 1, where the closed form is 0/0 */
#define LEAST 1e-8			/* difference from 1 that has the digits to be one */

static const double prior[PARAMETERS] = { .2, 7, .5, 1.5 };

/* All who have the same x: what depends on nothing else is worked out once. */
struct same_x {
	double x, people;
	size_t begin, end;
};

struct people {
	struct cohort_history *h;	/* ascending by x, last and age, each once */
	struct same_x *same;
	size_t n, xs;
};

/* Minus the logarithm of the posterior over the logarithms of the parameters, and its derivatives. */
struct slope {
	double value, likelihood;
	double first[PARAMETERS], second[PARAMETERS][PARAMETERS];
};

/* What x makes of the parameters: posterior R for r; b and k of those who are still there, and of those who are gone. */
struct updated {
	double r, b, k;
	bool may_be_gone;
};

static double
within(double x, double most)
{
	return x > 0 ? x < most ? x : most : 0;
}

static struct cohort_history
tidy(const struct cohort_history *h)
{
	struct cohort_history t = { .x = within(h->x, LARGEST), .age = within(h->age, LARGEST), .people = within(h->people, LARGEST) };

	t.last = within(h->last, t.age);
	return t;
}

static struct updated
updated(const struct cohort *c, double x)
{
	if (c->kind == COHORT_MBG)
		return (struct updated){ c->r + x, c->b + x + 1, c->b + x, true };
	return (struct updated){ c->r + x, c->b + x, c->b + (x > 1 ? x - 1 : 0), x > 0 };
}

/* The log odds of being gone. */
static double
odds_gone(const struct cohort *c, const struct cohort_history *h, const struct updated *u)
{
	return special_ln(c->a / u->k) + u->r * special_ln1p((h->age - h->last) / (c->alpha + h->last));
}

double
cohort_log_likelihood(const struct cohort *c, const struct cohort_history *history)
{
	struct cohort_history h = tidy(history);
	struct updated u = updated(c, h.x);
	double there = -u.r * special_ln(c->alpha + h.age);

	return special_ln_gamma(u.r) - special_ln_gamma(c->r) + c->r * special_ln(c->alpha) + special_ln_gamma(c->a + c->b) -
	    special_ln_gamma(c->b) + special_ln_gamma(u.b) - special_ln_gamma(c->a + u.b) +
	    (u.may_be_gone ? special_ln_sum(there, there + odds_gone(c, &h, &u)) : there);
}

static double
alive(const struct cohort *c, const struct cohort_history *h, const struct updated *u)
{
	return u->may_be_gone ? 1 / (1 + special_exp(odds_gone(c, h, u))) : 1;
}

double
cohort_alive(const struct cohort *c, const struct cohort_history *history)
{
	struct cohort_history h = tidy(history);
	struct updated u = updated(c, h.x);

	return alive(c, &h, &u);
}

double
cohort_any(const struct cohort *c, const struct cohort_history *history, double t)
{
	struct cohort_history h = tidy(history);
	struct updated u = updated(c, h.x);

	return alive(c, &h, &u) * -special_expm1(-u.r * special_ln1p(within(t, LARGEST) / (c->alpha + h.age)));
}

double
cohort_any_odds(const struct cohort *c, const struct cohort_history *history, double t)
{
	struct cohort_history h = tidy(history);
	struct updated u = updated(c, h.x);
	double there = u.may_be_gone ? -special_ln_sum(0, odds_gone(c, &h, &u)) : 0;
	double any = there + special_ln(-special_expm1(-u.r * special_ln1p(within(t, LARGEST) / (c->alpha + h.age))));
	double surely = -1e-12;		/* ln odds of 27 are sure enough */

	return any - special_ln(-special_expm1(any < surely ? any : surely));
}

/*
 * Events to come of one who is still there, as the sum over n of the chance of n events if nobody left (negative binomial, of
 * shape r and odds t/(alpha+age)) times the number of them that one is expected to see: no term is negative, and
 * none is singular in a, as the closed form is at 1.
 */
static double
counted(double r, double odds, double a, double b)
{
	double z = odds / (1 + odds), depth = r * special_ln1p(odds), start = depth < 600 ? depth : 600;
	double chance = special_exp(-start), fewer = chance, stay = 1, seen = 0, sum = 0;
	bool ended = false;

	depth -= start;			/* all is e^depth too large: e^-depth would be 0 */
	for (int n = 1; n < FAR && !ended; n++) {
		double ratio;

		chance *= (r + (n - 1)) * z / n;
		seen += stay;
		stay *= (b + (n - 1)) / (a + b + (n - 1));
		sum += chance * seen;
		fewer += chance;
		/* What follows is less than a geometric series. */
		ratio = (r + n) * z / n;
		ended = ratio < 1 && chance * seen * ratio <= 1e-16 * sum * (1 - ratio);
		if (sum > 1e200) {
			double down = depth < 400 ? depth : 400;

			chance *= special_exp(-down);
			sum *= special_exp(-down);
			fewer *= special_exp(-down);
			depth -= down;
		}
	}
	sum *= special_exp(-depth);
	if (!ended)			/* more than anybody sees, of whom nearly all have left */
		sum += (1 - fewer * special_exp(-depth)) * seen;
	return sum;
}

/*
 * Fader, Hardie and Lee's form, or Euler's transformation of it: the one whose 2F1 is finite at 1. Where it overflows and
 * events are many, its limit: of n, c/(a-1) (1 - (n+b-1)^(1-a) Gamma(c)/Gamma(b)) are seen. NaN where neither is any good.
 */
static double
closed(double r, double odds, double a, double b)
{
	double z = odds / (1 + odds), ln = special_ln1p(odds), c = a + b - 1, rest;

	if (a > 1 - NUDGE && a < 1 + NUDGE) {
		double low = closed(r, odds, 1 - NUDGE, b);

		return low + (closed(r, odds, 1 + NUDGE, b) - low) * ((a - 1 + NUDGE) / (2 * NUDGE));
	}
	if (r + 1 >= a)
		rest = special_exp(-(a - 1) * ln) * special_2f1(a - 1, c - r, c, z);
	else
		rest = special_exp(-r * ln) * special_2f1(r, b, c, z);
	if (isnan(rest) && r * odds > FAR / 8.0 && r + 1 > a)
		rest = special_exp(special_ln_gamma(c + 1) - special_ln_gamma(b) + special_ln_gamma(r + 1 - a) - special_ln_gamma(r) -
		    (a - 1) * special_ln(odds + (b - 1) / r)) / c;
	return fabs(1 - rest) < LEAST ? (double)NAN : c / (a - 1) * (1 - rest);
}

double
cohort_expected(const struct cohort *c, const struct cohort_history *history, double t)
{
	struct cohort_history h = tidy(history);
	struct updated u = updated(c, h.x);
	double odds = within(t, LARGEST) / (c->alpha + h.age), mean = u.r * odds, events = (double)NAN;

	if (!(odds > 0))
		return 0;
	if (mean + 8 * sqrt(mean * (1 + odds)) + 40 * (1 + odds) > NEAR)
		events = closed(u.r, odds, c->a, u.b);
	if (!(events > 0 && events <= mean * (1 + NUDGE)))
		events = counted(u.r, odds, c->a, u.b);
	return alive(c, &h, &u) * events;
}

static int
in_order(double x, double y)
{
	return (x > y) - (x < y);
}

static int
by_history(const void *a, const void *b)
{
	const struct cohort_history *x = a, *y = b;
	int order = in_order(x->x, y->x);

	order = order ? order : in_order(x->last, y->last);
	order = order ? order : in_order(x->age, y->age);
	return order ? order : in_order(x->people, y->people);
}

static void
gather(struct people *p, const struct cohort_history *h, size_t n)
{
	size_t kept = 0;

	p->h = mem_zeroed(n + 1, sizeof *p->h);
	for (size_t i = 0; i < n; i++) {
		p->h[p->n] = tidy(&h[i]);
		p->n += p->h[p->n].people > 0;
	}
	qsort(p->h, p->n, sizeof *p->h, by_history);
	for (size_t i = 0; i < p->n; i++) {
		struct cohort_history *last = &p->h[kept - (kept > 0)], *this = &p->h[i];

		if (kept > 0 && !in_order(last->x, this->x) && !in_order(last->last, this->last) && !in_order(last->age, this->age)) {
			last->people += this->people;
		} else {
			p->xs += kept == 0 || in_order(last->x, this->x);
			p->h[kept++] = *this;
		}
	}
	p->n = kept;
	p->same = mem_zeroed(p->xs + 1, sizeof *p->same);
	p->xs = 0;
	for (size_t i = 0; i < p->n; i++) {
		if (p->xs == 0 || in_order(p->same[p->xs - 1].x, p->h[i].x))
			p->same[p->xs++] = (struct same_x){ .x = p->h[i].x, .begin = i };
		p->same[p->xs - 1].end = i + 1;
		p->same[p->xs - 1].people += p->h[i].people;
	}
}

/*
 * Adds to s, whose derivatives are by the parameters themselves here, the log likelihood of those with one x.
 * With A = ln(alpha+age), L = ln(alpha+last) it is ln(e^u + e^v), u = -R A, v = ln a - ln k - R L, and terms of x alone.
 */
static void
add_same(struct slope *s, const struct cohort *c, const struct people *p, const struct same_x *same,
    const struct special_gamma *of_r, const struct special_gamma *of_b, const struct special_gamma *of_ab)
{
	struct updated u = updated(c, same->x);
	struct special_gamma big_r = special_gammas(u.r), big_b = special_gammas(u.b), big_ab = special_gammas(c->a + u.b);
	double ln_alpha = special_ln(c->alpha), ln_odds = special_ln(c->a / u.k), n = same->people;
	double value = 0, d_r = 0, d_alpha = 0, rr = 0, ra = 0, aa = 0;		/* a: alpha */
	double gone = 0, both = 0, both_r = 0, both_alpha = 0;			/* w, w(1-w), and times the derivatives of v - u */
	double *g = s->first;

	for (size_t i = same->begin; i < same->end; i++) {
		const struct cohort_history *h = &p->h[i];
		double big_a = special_ln(c->alpha + h->age), per_a = 1 / (c->alpha + h->age), m = h->people;

		value -= m * u.r * big_a;
		d_r -= m * big_a;
		d_alpha -= m * u.r * per_a;
		ra -= m * per_a;
		aa += m * u.r * per_a * per_a;
		if (u.may_be_gone) {
			double by_r = big_a - special_ln(c->alpha + h->last), per_l = 1 / (c->alpha + h->last);
			double apart = per_a - per_l, by_alpha = u.r * apart, odds = ln_odds + u.r * by_r;
			double e = special_exp(odds > 0 ? -odds : odds), w = (odds > 0 ? 1 : e) / (1 + e), q = m * e / ((1 + e) * (1 + e));

			value += m * ((odds > 0 ? odds : 0) + special_ln(1 + e));
			w *= m;
			d_r += w * by_r;
			d_alpha += w * by_alpha;
			ra += w * apart + q * by_r * by_alpha;
			aa -= w * by_alpha * (per_a + per_l);
			rr += q * by_r * by_r;
			aa += q * by_alpha * by_alpha;
			gone += w;
			both += q;
			both_r += q * by_r;
			both_alpha += q * by_alpha;
		}
	}
	s->likelihood += value + n * (big_r.ln - of_r->ln + c->r * ln_alpha + of_ab->ln - of_b->ln + big_b.ln - big_ab.ln);
	g[0] += d_r + n * (big_r.digamma - of_r->digamma + ln_alpha);
	g[1] += d_alpha + n * c->r / c->alpha;
	g[2] += gone / c->a + n * (of_ab->digamma - big_ab.digamma);
	g[3] += -gone / u.k + n * (of_ab->digamma - big_ab.digamma + big_b.digamma - of_b->digamma);
	s->second[0][0] += rr + n * (big_r.trigamma - of_r->trigamma);
	s->second[0][1] += ra + n / c->alpha;
	s->second[0][2] += both_r / c->a;
	s->second[0][3] -= both_r / u.k;
	s->second[1][1] += aa - n * c->r / (c->alpha * c->alpha);
	s->second[1][2] += both_alpha / c->a;
	s->second[1][3] -= both_alpha / u.k;
	s->second[2][2] += (both - gone) / (c->a * c->a) + n * (of_ab->trigamma - big_ab.trigamma);
	s->second[2][3] += -both / (c->a * u.k) + n * (of_ab->trigamma - big_ab.trigamma);
	s->second[3][3] += (both + gone) / (u.k * u.k) +
	    n * (of_ab->trigamma - big_ab.trigamma + big_b.trigamma - of_b->trigamma);
}

static struct cohort
cohort_at(enum cohort_kind kind, const double *ln)
{
	return (struct cohort){ kind, special_exp(ln[0]), special_exp(ln[1]), special_exp(ln[2]), special_exp(ln[3]) };
}

static void
look(struct slope *s, enum cohort_kind kind, const struct people *p, bool with_prior, const double *ln)
{
	struct cohort c = cohort_at(kind, ln);
	struct special_gamma r = special_gammas(c.r), b = special_gammas(c.b), ab = special_gammas(c.a + c.b);
	const double by_ln[PARAMETERS] = { c.r, c.alpha, c.a, c.b };

	*s = (struct slope){0};
	for (size_t i = 0; i < p->xs; i++)
		add_same(s, &c, p, &p->same[i], &r, &b, &ab);
	s->value = -s->likelihood;
	for (int i = 0; i < PARAMETERS; i++) {
		double off = ln[i] - special_ln(prior[i]);

		s->first[i] *= -by_ln[i];
		for (int j = i; j < PARAMETERS; j++) {
			s->second[i][j] *= -by_ln[i] * by_ln[j];
			s->second[j][i] = s->second[i][j];
		}
		s->second[i][i] += s->first[i] + with_prior;
		s->first[i] += with_prior ? off : 0;
		s->value += with_prior ? off * off / 2 : 0;
	}
}

/* Solves (second + damping) step = -first over the free ones; the others stay. False: the matrix is not positive. */
static bool
solve(double *step, const struct slope *s, const bool *free_one, double damping)
{
	double a[PARAMETERS][PARAMETERS] = {{0}}, down[PARAMETERS] = {0};

	for (int i = 0; i < PARAMETERS; i++) {
		for (int j = 0; j < i; j++)
			a[i][j] = free_one[i] && free_one[j] ? s->second[i][j] : 0;
		a[i][i] = free_one[i] ? s->second[i][i] + damping : 1;
		down[i] = free_one[i] ? -s->first[i] : 0;
	}
	return cholesky_solve(step, a[0], down, PARAMETERS, PARAMETERS, 1e-14, NULL);
}

/* The step to try from ln, shortened to STRIDE, and what it would gain. */
static double
step_from(double *step, const double *ln, const struct slope *s)
{
	bool free_one[PARAMETERS];
	double damping = 0, size = 0, gain = 0;

	for (int i = 0; i < PARAMETERS; i++) {
		free_one[i] = !(ln[i] <= -BOUND && s->first[i] >= 0) && !(ln[i] >= BOUND && s->first[i] <= 0);
		size += free_one[i] ? fabs(s->second[i][i]) : 0;
	}
	while (!solve(step, s, free_one, damping))
		damping = damping > 0 ? damping * 4 : 1e-6 * size + 1e-9;
	size = 0;
	for (int i = 0; i < PARAMETERS; i++) {
		gain -= s->first[i] * step[i];
		size = fabs(step[i]) > size ? fabs(step[i]) : size;
	}
	for (int i = 0; i < PARAMETERS && size > STRIDE; i++)
		step[i] *= STRIDE / size;
	return gain;
}

/* Goes some of the step, until there is a gain; false: there is none. */
static bool
advance(double *ln, struct slope *s, const double *step, enum cohort_kind kind, const struct people *p, bool with_prior)
{
	double share = 1;

	for (int halving = 0; halving < HALVINGS; halving++, share /= 2) {
		double to[PARAMETERS], promised = 0;
		struct slope there;

		for (int i = 0; i < PARAMETERS; i++) {
			to[i] = ln[i] + share * step[i];
			to[i] = to[i] > BOUND ? BOUND : to[i] < -BOUND ? -BOUND : to[i];
			promised += s->first[i] * (to[i] - ln[i]);
		}
		look(&there, kind, p, with_prior, to);
		if (there.value <= s->value + 1e-4 * promised + ROUNDING * fabs(s->value)) {
			for (int i = 0; i < PARAMETERS; i++)
				ln[i] = to[i];
			*s = there;
			return true;
		}
	}
	return false;
}

static void
begin_at(double *ln, const struct cohort *start)
{
	for (int i = 0; i < PARAMETERS; i++) {
		double from = prior[i];

		if (start != NULL)
			from = i == 0 ? start->r : i == 1 ? start->alpha : i == 2 ? start->a : start->b;
		ln[i] = special_ln(from > 0 ? from : prior[i]);
		ln[i] = ln[i] > BOUND ? BOUND : ln[i] < -BOUND ? -BOUND : ln[i];
	}
}

bool
cohort_fit(struct cohort_fit *f, enum cohort_kind kind, const struct cohort_history *h, size_t n, bool with_prior,
    const struct cohort *start)
{
	struct people p = {0};
	struct slope s;
	double ln[PARAMETERS], step[PARAMETERS];

	*f = (struct cohort_fit){0};
	gather(&p, h, n);
	begin_at(ln, start);
	look(&s, kind, &p, with_prior, ln);
	while (!f->converged && f->rounds < ROUNDS && (p.n > 0 || with_prior)) {
		f->converged = step_from(step, ln, &s) <= ENOUGH;
		if (f->converged)
			break;
		f->rounds++;
		if (!advance(ln, &s, step, kind, &p, with_prior))
			break;
	}
	f->of = cohort_at(kind, ln);
	f->log_likelihood = s.likelihood;
	free(p.h);
	free(p.same);
	return f->converged;
}
