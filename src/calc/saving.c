#include "saving.h"
#include "special.h"

#include "../base/mem.h"

#include <math.h>
#include <stdlib.h>

const char *const saving_shapes[SAVING_SHAPES] = { "steady", "fading", "rising" };

enum { WEEK = 7, LEAST = 2 * WEEK, TERMS = 2, TENTH = SAVING_DRAWS / 10 };
static const double one_sided = 1.6448536, most_money = 9e18, ln_shortest = 1.0986122886681098, ln_longest = 5.8998973535824915;

/* Counts of equal stretches of days, the latest first. */
struct stretches {
	size_t n, days;			/* days: of each */
	double of[SAVING_DAYS], tickets;
};

/* Where the week with the most tickets begins; of equal ones the first. */
static size_t
fullest_week(const uint64_t *daily, size_t from, size_t n)
{
	size_t best = from;
	double most = -1;

	for (size_t i = from; i + WEEK <= n; i++) {
		double sum = 0;

		for (size_t k = i; k < i + WEEK; k++)
			sum += (double)daily[k];
		if (sum > most) {
			most = sum;
			best = i;
		}
	}
	return best;
}

/* The first of the days to be fitted; n where there is no ticket. */
static size_t
first_fitted(const uint64_t *daily, size_t n)
{
	size_t first = 0, from;

	while (first < n && daily[first] == 0)
		first++;
	if (n - first <= LEAST)
		return first;
	from = fullest_week(daily, n - first > SAVING_DAYS ? n - SAVING_DAYS : first, n);
	from = n - from < LEAST ? n - LEAST : from;
	return n - (n - from) / WEEK * WEEK;
}

static struct stretches
stretches_of(const uint64_t *daily, size_t from, size_t n)
{
	struct stretches s = { .days = n - from < LEAST ? 1 : WEEK };

	for (size_t end = n; end >= from + s.days; end -= s.days) {
		for (size_t i = end - s.days; i < end; i++)
			s.of[s.n] += (double)daily[i];
		s.tickets += s.of[s.n++];
	}
	return s;
}

static double
tau_at(size_t i)
{
	double part = (double)i / (SAVING_TAUS - 1);

	return special_exp(ln_shortest + part * (ln_longest - ln_shortest));
}

/* What a rate of one now makes of the days up to so many ago. */
static double
exposure(double tau, double days)
{
	return tau * special_expm1(days / tau);
}

/* Of how the tickets fall to the stretches, whatever their sum. */
static double
log_likelihood(const struct stretches *s, double tau)
{
	double rise = (double)s->days / tau, sum = 0, value = 0;

	for (size_t i = 0; i < s->n; i++) {
		value += s->of[i] * rise * (double)i;
		sum += special_exp(rise * (double)i);
	}
	return value - s->tickets * special_ln(sum);
}

/* Of single days around the mean that this tau gives them. */
static double
dispersion_of(const uint64_t *daily, size_t n, size_t days, double tau, double tickets)
{
	double rate = tickets / exposure(tau, (double)days), chi2 = 0;

	if (days <= TERMS || tickets <= 0)
		return 1;
	for (size_t ago = 0; ago < days; ago++) {
		double mean = rate * (exposure(tau, (double)ago + 1) - exposure(tau, (double)ago)), off = (double)daily[n - 1 - ago] - mean;

		chi2 += off * off / mean;
	}
	chi2 /= (double)(days - TERMS);
	return chi2 > 1 ? chi2 : 1;
}

/* A score test of a steady rate: are tickets earlier than the middle, or later? */
static enum saving_shape
shape_of(const struct stretches *s, double dispersion)
{
	double n = (double)s->n, late = 0, error = sqrt(s->tickets * dispersion * (n * n - 1) / 12);

	for (size_t i = 0; i < s->n; i++)
		late += s->of[i] * ((n - 1) / 2 - (double)i);
	return late > one_sided * error ? SAVING_RISING : late < -one_sided * error ? SAVING_FADING : SAVING_STEADY;
}

/* The place on the grid up to which there is such a chance. */
static size_t
place(const struct saving_decay *d, double chance)
{
	size_t i = 0;

	while (i + 1 < SAVING_TAUS && d->chance[i] < chance)
		i++;
	return i;
}

static size_t
likeliest(const double value[SAVING_TAUS])
{
	size_t best = 0;

	for (size_t i = 1; i < SAVING_TAUS; i++)
		best = value[i] > value[best] ? i : best;
	return best;
}

/* The last tau, at which an issue stays, weighs a third of all others together. */
static void
set_chances(struct saving_decay *d, const double value[SAVING_TAUS])
{
	double best = value[likeliest(value)], sum = 0;

	for (size_t i = 0; i < SAVING_TAUS; i++) {
		double weight = i + 1 < SAVING_TAUS ? 1 : (SAVING_TAUS - 1) / 3.0;

		sum += weight * special_exp((value[i] - best) / d->dispersion);
		d->chance[i] = sum;
	}
	for (size_t i = 0; i < SAVING_TAUS; i++)
		d->chance[i] /= sum;
}

bool
saving_fit(struct saving_decay *d, const uint64_t *daily, size_t n)
{
	size_t from = first_fitted(daily, n);
	double value[SAVING_TAUS];
	struct stretches s;

	if (from == n)
		return false;
	s = stretches_of(daily, from, n);
	*d = (struct saving_decay){ .days = n - from };
	for (size_t i = from; i < n; i++)
		d->tickets = d->tickets > UINT64_MAX - daily[i] ? UINT64_MAX : d->tickets + daily[i];
	for (size_t i = 0; i < SAVING_TAUS; i++)
		value[i] = log_likelihood(&s, tau_at(i));
	d->dispersion = dispersion_of(daily, n, d->days, tau_at(likeliest(value)), s.tickets);
	d->shape = shape_of(&s, d->dispersion);
	set_chances(d, value);
	d->tau = (struct saving_range){ tau_at(place(d, .1)), tau_at(place(d, .5)), tau_at(place(d, .9)) };
	d->rate = s.tickets / exposure(d->tau.middle, (double)d->days);
	return true;
}

double
saving_to_come(double rate, double tau, double from, double until)
{
	return until > from ? rate * tau * (special_exp(-from / tau) - special_exp(-until / tau)) : 0;
}

/* Half a ticket more, so that none for days is not never again. */
static double
draw_rate(struct rng *r, const struct saving_decay *d, double tau)
{
	return draw_gamma(r, ((double)d->tickets + 0.5) / d->dispersion) * d->dispersion / exposure(tau, (double)d->days);
}

static double
draw_share(struct rng *r, struct draw_pert p)
{
	double share = draw_pert(r, p);

	return share < 0 ? 0 : share > 1 ? 1 : share;
}

struct draws {
	double to_come[SAVING_DRAWS], spared[SAVING_DRAWS], value[SAVING_DRAWS], waiting[SAVING_DRAWS];
};

static void
draw_one(struct draws *draws, size_t i, const struct saving_decay *d, const struct saving_terms *t, struct rng *r)
{
	double tau = tau_at(place(d, rng_unit(r))), rate = draw_rate(r, d, tau);
	double contact = draw_pert(r, t->contact), helped = draw_share(r, t->reach);

	helped *= draw_share(r, t->solve);
	draws->to_come[i] = saving_to_come(rate, tau, 0, t->horizon);
	draws->spared[i] = helped * saving_to_come(rate, tau, t->delay, t->horizon);
	draws->value[i] = contact * draws->spared[i] - draw_pert(r, t->writing);
	draws->waiting[i] = contact * (draws->spared[i] - helped * saving_to_come(rate, tau, t->delay + 1, t->horizon));
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static struct saving_range
range_of(double *draws)
{
	qsort(draws, SAVING_DRAWS, sizeof *draws, ascending);
	return (struct saving_range){ draws[TENTH], draws[SAVING_DRAWS / 2], draws[SAVING_DRAWS - 1 - TENTH] };
}

static int64_t
minor(double x)
{
	if (x != x)
		return 0;
	x = floor(x + 0.5);
	return (int64_t)(x > most_money ? most_money : x < -most_money ? -most_money : x);
}

static struct saving_money
money_of(double *draws)
{
	struct saving_range of = range_of(draws);

	return (struct saving_money){ minor(of.low), minor(of.middle), minor(of.high) };
}

void
saving_measure(struct saving *s, const struct saving_decay *d, const struct saving_terms *t, struct rng *r)
{
	struct draws *draws = mem_zeroed(1, sizeof *draws);
	size_t above = 0;

	for (size_t i = 0; i < SAVING_DRAWS; i++) {
		draw_one(draws, i, d, t, r);
		above += draws->value[i] > 0;
	}
	*s = (struct saving){
		.to_come = range_of(draws->to_come), .spared = range_of(draws->spared),
		.value = money_of(draws->value), .waiting = money_of(draws->waiting),
		.pays = (double)above / SAVING_DRAWS,
	};
	free(draws);
}

double
saving_fte(double contacts, double minutes, double hours, double occupancy, double shrinkage)
{
	double of_one = 60 * hours * occupancy * (1 - shrinkage);

	return of_one > 0 ? contacts * minutes / of_one : (double)NAN;
}
