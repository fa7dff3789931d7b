#include "hazard.h"
#include "special.h"

#include "../base/vec.h"

#include <math.h>

const char *const hazard_terms[HAZARD_TERMS] = { "constant", "silence", "recent activity", "active days" };

/* The prior: coefficients at three horizons, between them linear in ln(days), beyond them as at the last. */
static const struct {
	double days, b[HAZARD_TERMS];
} prior[] = {
	{ 30, { -1.378, -0.364, 0.548, 0.696 } },
	{ 90, { -0.561, -0.410, 0.425, 0.868 } },
	{ 180, { -0.035, -0.481, 0.268, 0.968 } },
};
static const double spread = 0.5;		/* of the prior about those */

enum { PRIORS = sizeof prior / sizeof *prior, HALF_LIFE = 30, AGES = 1024, ORIGINS = 6, STRIDE = 30, FIRST_ORIGIN = 60,
	ROUNDS = 50, HALVINGS = 20, TRAINED_ON = 200000 };
static const double nobody = 0.05, close = 1e-12;

/* A row of the regression. */
struct row {
	struct hazard_traits traits;
	bool came;
};

struct rows {
	VEC(struct row) of;
};

bool
hazard_traits(struct hazard_traits *t, struct diary active, int64_t today)
{
	double recent = 0;
	size_t n = active.len;

	while (n > 0 && active.at[n - 1].day > today)
		n--;
	if (n == 0)
		return false;
	for (size_t i = n; i-- > 0 && today - active.at[i].day < AGES;)
		recent += special_exp(-0.69314718055994530942 / HALF_LIFE * (double)(today - active.at[i].day));
	t->x[0] = 1;
	t->x[1] = special_ln((double)(1 + today - active.at[n - 1].day));
	t->x[2] = special_ln(recent + nobody);
	t->x[3] = special_ln((double)n);
	return true;
}

static void
set_prior(double b[HAZARD_TERMS], double days)
{
	size_t k = 1;
	double part;

	while (k + 1 < PRIORS && prior[k].days < days)
		k++;
	part = (special_ln(days) - special_ln(prior[k - 1].days)) / (special_ln(prior[k].days) - special_ln(prior[k - 1].days));
	part = part < 0 ? 0 : part > 1 ? 1 : part;
	for (size_t i = 0; i < HAZARD_TERMS; i++)
		b[i] = prior[k - 1].b[i] + part * (prior[k].b[i] - prior[k - 1].b[i]);
}

/* Everybody as of a past day, and whether they came in the days that followed. */
static void
add_rows(struct rows *rows, const struct diary *people, size_t n, size_t step, int64_t origin, int64_t days)
{
	for (size_t i = 0; i < n; i += step) {
		struct row row = {0};

		if (!hazard_traits(&row.traits, people[i], origin))
			continue;
		for (size_t k = people[i].len; k-- > 0 && people[i].at[k].day > origin;)
			row.came = row.came || people[i].at[k].day <= origin + days;
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

static double
sum_of(const double b[HAZARD_TERMS], const struct hazard_traits *t)
{
	double z = 0;

	for (size_t i = 0; i < HAZARD_TERMS; i++)
		z += b[i] * t->x[i];
	return z;
}

/* The log posterior, its slope and (negative) curvature. */
struct posterior {
	double value, slope[HAZARD_TERMS], curve[HAZARD_TERMS][HAZARD_TERMS];
};

static void
judge(struct posterior *p, const struct rows *rows, const double b[HAZARD_TERMS], const double centre[HAZARD_TERMS])
{
	*p = (struct posterior){0};
	for (size_t r = 0; r < rows->of.len; r++) {
		const struct hazard_traits *t = &rows->of.at[r].traits;
		double z = sum_of(b, t), chance = 1 / (1 + special_exp(-z)), left = (rows->of.at[r].came ? 1 : 0) - chance;

		p->value -= special_ln_sum(0, rows->of.at[r].came ? -z : z);
		for (size_t i = 0; i < HAZARD_TERMS; i++) {
			p->slope[i] += left * t->x[i];
			for (size_t k = 0; k <= i; k++)
				p->curve[i][k] += chance * (1 - chance) * t->x[i] * t->x[k];
		}
	}
	for (size_t i = 0; i < HAZARD_TERMS; i++) {
		double off = (b[i] - centre[i]) / (spread * spread);

		p->value -= off * (b[i] - centre[i]) / 2;
		p->slope[i] -= off;
		p->curve[i][i] += 1 / (spread * spread);
	}
}

/* Solve curve step = slope by Cholesky: with the prior, curve is positive definite. */
static void
newton_step(const struct posterior *p, double step[HAZARD_TERMS])
{
	double l[HAZARD_TERMS][HAZARD_TERMS];

	for (size_t i = 0; i < HAZARD_TERMS; i++) {
		for (size_t k = 0; k <= i; k++) {
			double sum = p->curve[i][k];

			for (size_t m = 0; m < k; m++)
				sum -= l[i][m] * l[k][m];
			l[i][k] = i == k ? sqrt(sum) : sum / l[k][k];
		}
		step[i] = p->slope[i];
		for (size_t m = 0; m < i; m++)
			step[i] -= l[i][m] * step[m];
		step[i] /= l[i][i];
	}
	for (size_t i = HAZARD_TERMS; i-- > 0;) {
		for (size_t m = i + 1; m < HAZARD_TERMS; m++)
			step[i] -= l[m][i] * step[m];
		step[i] /= l[i][i];
	}
}

static void
climb(double b[HAZARD_TERMS], const struct rows *rows)
{
	double centre[HAZARD_TERMS], step[HAZARD_TERMS], to[HAZARD_TERMS], gain;
	struct posterior here, there;
	size_t halvings;

	memcpy(centre, b, sizeof centre);
	judge(&here, rows, b, centre);
	for (size_t round = 0; round < ROUNDS; round++) {
		newton_step(&here, step);
		gain = 0;
		for (size_t i = 0; i < HAZARD_TERMS; i++)
			gain += step[i] * here.slope[i];
		if (gain < close)
			return;
		for (halvings = 0; halvings < HALVINGS; halvings++) {
			for (size_t i = 0; i < HAZARD_TERMS; i++)
				to[i] = b[i] + step[i];
			judge(&there, rows, to, centre);
			if (there.value >= here.value)
				break;
			for (size_t i = 0; i < HAZARD_TERMS; i++)
				step[i] /= 2;
		}
		if (halvings == HALVINGS)
			return;
		memcpy(b, to, sizeof to);
		here = there;
	}
}

void
hazard_fit(struct hazard *h, const struct diary *people, size_t n, int64_t today, int64_t days)
{
	size_t step = (n + TRAINED_ON - 1) / TRAINED_ON;
	int64_t first = first_day(people, n), origin;
	struct rows rows = {0};

	*h = (struct hazard){ .days = (double)days };
	set_prior(h->b, h->days);
	for (int64_t j = 0; first != INT64_MAX && j < ORIGINS; j++) {
		origin = today - days - STRIDE * j;
		if (origin - first > FIRST_ORIGIN)
			add_rows(&rows, people, n, step, origin, days);
	}
	h->rows = rows.of.len;
	climb(h->b, &rows);
	vec_free(&rows.of);
}

double
hazard_probability(const struct hazard *h, const struct hazard_traits *t)
{
	return 1 / (1 + special_exp(-sum_of(h->b, t)));
}
