#include "hazard.h"
#include "cholesky.h"
#include "special.h"

#include "../base/vec.h"

#include <math.h>

const char *const hazard_terms[HAZARD_TERMS] = { "constant", "silence", "activity_30", "active_days", "activity_365", "once_only", "rhythm" };

/*
 * The prior: coefficients at three horizons, between them linear in ln(days), beyond them as at the nearest. Fitted to a
 * small community of brewers (Stack Exchange, beer; 2,203 answers), drawn to BG/NBD itself: 0, ..., 0, 1.
 */
static const struct {
	double days, b[HAZARD_TERMS];
} prior[] = {
	{ 30, { -0.230, -0.354, 0.082, 0.040, 0.374, -0.342, 0.458 } },
	{ 90, { -0.127, -0.332, 0.055, 0.197, 0.409, -0.277, 0.429 } },
	{ 180, { -0.078, -0.268, 0.061, 0.260, 0.394, -0.225, 0.473 } },
};
static const double spread = 0.5;		/* of the prior about those */

enum {
	PRIORS = sizeof prior / sizeof *prior,
	ORIGINS = 24, STRIDE = 30, FADE = 365,	/* past days that it is fitted to; a year earlier counts half */
	YOUNG = 14,				/* days of history before the first of them */
	SHORTEST = 7,				/* horizon that can be learned from */
	ROUNDS = 50, HALVINGS = 20,
	TRAINED_ON = 10000,			/* people; of more every second, third ... */
	WEEK = 7
};
static const double nobody = 0.05, rhythm_most = 8, still = 1e-10, rounding = 1e-12, ln2 = 0.69314718055994530942;

/* A row of the regression. */
struct row {
	struct hazard_traits traits;
	double weight;
	bool came;
};

struct rows {
	VEC(struct row) of;
};

/* How many of the active days are not later. */
static size_t
days_until(struct diary active, int64_t day)
{
	size_t n = active.len;

	while (n > 0 && active.at[n - 1].day > day)
		n--;
	return n;
}

/* today is over: all of it has been seen. */
static struct cohort_history
history_of(struct diary active, size_t n, int64_t today)
{
	int64_t first = active.at[0].day, last = active.at[n - 1].day;

	return (struct cohort_history){ (double)(n - 1), (double)(last - first) / WEEK, (double)(today + 1 - first) / WEEK, 1 };
}

void
hazard_rhythm(struct cohort *rhythm, const struct diary *people, size_t n, int64_t today)
{
	struct cohort_history *h = mem_zeroed(n + 1, sizeof *h);
	struct cohort_fit fit;
	size_t known = 0;

	for (size_t i = 0; i < n; i++) {
		size_t days = days_until(people[i], today);

		if (days > 0)
			h[known++] = history_of(people[i], days, today);
	}
	cohort_fit(&fit, COHORT_BG, h, known, true, NULL);
	*rhythm = fit.of;
	free(h);
}

/* Half-lives of activity, and after how many of them nothing is left of a day but rounding. */
enum { MONTH = 30, YEAR = 365, GONE = 60 };

/* What a day is worth by its age: a million rows ask for the same few thousand numbers. */
struct fading {
	double month[MONTH * GONE], year[YEAR * GONE];
};

static double
worth(int64_t age, double half_life)
{
	return special_exp(-ln2 * ((double)age / half_life));
}

static struct fading *
fading_new(void)
{
	struct fading *f = mem_zeroed(1, sizeof *f);

	for (int64_t age = 0; age < MONTH * GONE; age++)
		f->month[age] = worth(age, MONTH);
	for (int64_t age = 0; age < YEAR * GONE; age++)
		f->year[age] = worth(age, YEAR);
	return f;
}

/* Days, each worth half as much so many days later; table: the worth by age, or NULL. */
static double
activity(struct diary active, size_t n, int64_t today, int64_t half_life, const double *table)
{
	double sum = 0;

	for (size_t i = n; i-- > 0;) {
		int64_t age = today - active.at[i].day;

		if (age >= half_life * GONE)
			break;
		sum += table != NULL ? table[age] : worth(age, (double)half_life);
	}
	return sum;
}

static bool
traits(struct hazard_traits *t, const struct hazard *h, struct diary active, int64_t today, const struct fading *f)
{
	size_t n = days_until(active, today);
	struct cohort_history history;

	if (n == 0)
		return false;
	history = history_of(active, n, today);
	t->rhythm = cohort_any_odds(&h->rhythm, &history, (double)h->days / WEEK);
	t->x[0] = 1;
	t->x[1] = special_ln((double)(1 + today - active.at[n - 1].day));
	t->x[2] = special_ln(activity(active, n, today, MONTH, f != NULL ? f->month : NULL) + nobody);
	t->x[3] = special_ln((double)n);
	t->x[4] = special_ln(activity(active, n, today, YEAR, f != NULL ? f->year : NULL) + nobody);
	t->x[5] = n == 1;
	t->x[6] = t->rhythm < -rhythm_most ? -rhythm_most : t->rhythm > rhythm_most ? rhythm_most : t->rhythm;
	return true;
}

bool
hazard_traits(struct hazard_traits *t, const struct hazard *h, struct diary active, int64_t today)
{
	return traits(t, h, active, today, NULL);
}

static void
set_prior(double b[HAZARD_TERMS], double days)
{
	size_t k = 1;
	double part;

	while (k + 1 < PRIORS && prior[k].days < days)
		k++;
	part = special_ln_part(days, prior[k - 1].days, prior[k].days);
	for (size_t i = 0; i < HAZARD_TERMS; i++)
		b[i] = prior[k - 1].b[i] + part * (prior[k].b[i] - prior[k - 1].b[i]);
}

/* Everybody as of a past day, and whether they came in the days that followed. */
static void
add_rows(struct rows *rows, const struct hazard *h, const struct diary *people, size_t n, int64_t origin, double weight,
    const struct fading *f)
{
	size_t step = (n + TRAINED_ON - 1) / TRAINED_ON;

	for (size_t i = 0; i < n; i += step) {
		struct row row = { .weight = weight };
		size_t seen = days_until(people[i], origin);

		if (!traits(&row.traits, h, people[i], origin, f))
			continue;
		row.came = seen < people[i].len && people[i].at[seen].day <= origin + h->days;
		vec_push(&rows->of, row);
	}
}

static int64_t
first_day(const struct diary *people, size_t n)
{
	int64_t first = INT64_MAX;

	for (size_t i = 0; i < n; i++)
		if (people[i].len > 0 && people[i].at[0].day < first)
			first = people[i].at[0].day;
	return first;
}

double
hazard_sum(const struct hazard *h, const struct hazard_traits *t)
{
	double z = 0;

	for (size_t i = 0; i < HAZARD_TERMS; i++)
		z += h->b[i] * t->x[i];
	return z;
}

double
hazard_capped(const struct hazard_traits *t, double sum)
{
	double most = 3 + 0.25 * (t->rhythm + rhythm_most);

	if (t->rhythm >= -rhythm_most)
		return sum;
	most = most < -2 ? -2 : most;	/* some do come back */
	return sum < most ? sum : most;
}

double
hazard_probability(const struct hazard *h, const struct hazard_traits *t)
{
	return 1 / (1 + special_exp(-hazard_capped(t, hazard_sum(h, t))));
}

/* The log posterior, its slope and (negative) curvature. */
struct posterior {
	double value, slope[HAZARD_TERMS], curve[HAZARD_TERMS][HAZARD_TERMS];
};

static void
judge(struct posterior *p, const struct rows *rows, const struct hazard *h, const double centre[HAZARD_TERMS])
{
	*p = (struct posterior){0};
	for (size_t r = 0; r < rows->of.len; r++) {
		const struct row *row = &rows->of.at[r];
		const double *x = row->traits.x;
		double z = hazard_sum(h, &row->traits), rare = special_exp(-fabs(z)), chance = (z < 0 ? rare : 1) / (1 + rare);
		double left = row->weight * ((row->came ? 1 : 0) - chance), curve = row->weight * chance * (1 - chance);

		p->value -= row->weight * (special_ln1p(rare) + (row->came == (z < 0) ? fabs(z) : 0));
		for (size_t i = 0; i < HAZARD_TERMS; i++) {
			p->slope[i] += left * x[i];
			for (size_t k = 0; k <= i; k++)
				p->curve[i][k] += curve * x[i] * x[k];
		}
	}
	for (size_t i = 0; i < HAZARD_TERMS; i++) {
		double off = (h->b[i] - centre[i]) / (spread * spread);

		p->value -= off * (h->b[i] - centre[i]) / 2;
		p->slope[i] -= off;
		p->curve[i][i] += 1 / (spread * spread);
	}
}

static void
climb(struct hazard *h, const struct rows *rows)
{
	double centre[HAZARD_TERMS], from[HAZARD_TERMS], step[HAZARD_TERMS], largest;
	struct posterior here, there;

	memcpy(centre, h->b, sizeof centre);
	judge(&here, rows, h, centre);
	for (size_t round = 0; round < ROUNDS; round++) {
		memcpy(from, h->b, sizeof from);
		if (!cholesky_solve(step, here.curve[0], here.slope, HAZARD_TERMS, HAZARD_TERMS, 0, NULL))
			return;		/* it cannot be with the prior in it, unless a number was none */
		largest = 0;
		for (size_t i = 0; i < HAZARD_TERMS; i++)
			largest = fabs(step[i]) > largest ? fabs(step[i]) : largest;
		for (size_t halvings = 0;; halvings++) {
			for (size_t i = 0; i < HAZARD_TERMS; i++)
				h->b[i] = from[i] + step[i];
			judge(&there, rows, h, centre);
			if (there.value >= here.value - rounding * (1 + fabs(here.value)) || halvings == HALVINGS)
				break;
			for (size_t i = 0; i < HAZARD_TERMS; i++)
				step[i] /= 2;
		}
		if (largest < still)
			return;
		here = there;
	}
}

/* At past days, the latest first. */
static void
learn(struct hazard *h, const struct diary *people, size_t n, int64_t today, int64_t first, int64_t young)
{
	struct fading *f = fading_new();
	struct rows rows = {0};

	for (int64_t j = 0; j < ORIGINS && today - h->days - STRIDE * j + 1 - first > young; j++)
		add_rows(&rows, h, people, n, today - h->days - STRIDE * j, special_exp(-ln2 * (double)(STRIDE * j) / FADE), f);
	h->rows = rows.of.len;
	if (h->rows > 0)
		climb(h, &rows);
	vec_free(&rows.of);
	free(f);
}

/*
 * Where history is too short for the horizon, half of it is the horizon that is learned from: by how much of the whole that is,
 * by so much the prior is moved as it was moved there.
 */
static void
learn_from_less(struct hazard *h, const struct diary *people, size_t n, int64_t today, int64_t first)
{
	struct hazard shorter = { .days = (today + 1 - first) / 2, .rhythm = h->rhythm };
	double before[HAZARD_TERMS];

	if (shorter.days < SHORTEST)
		return;
	set_prior(shorter.b, (double)shorter.days);
	memcpy(before, shorter.b, sizeof before);
	learn(&shorter, people, n, today, first, YOUNG < shorter.days - 1 ? YOUNG : shorter.days - 1);
	h->rows = shorter.rows;
	for (size_t i = 0; i < HAZARD_TERMS; i++)
		h->b[i] += (double)shorter.days / (double)h->days * (shorter.b[i] - before[i]);
}

void
hazard_fit(struct hazard *h, const struct cohort *rhythm, const struct diary *people, size_t n, int64_t today, int64_t days)
{
	int64_t first = first_day(people, n);

	*h = (struct hazard){ .days = days, .rhythm = *rhythm };
	set_prior(h->b, (double)days);
	if (first > today)
		return;
	if (today + 1 - first - days > YOUNG)
		learn(h, people, n, today, first, YOUNG);
	else
		learn_from_less(h, people, n, today, first);
}
