#include "forecast.h"
#include "cohort.h"
#include "special.h"

#include "../base/vec.h"

#include <math.h>
#include <stdbool.h>

enum {
	WEEK = 7,			/* the models' unit: their prior is about weeks */
	TRIAL_STEP = 30, TRIALS = 12, TRIALS_LEAST = 8, TRIAL_AGE = 90,	/* days of history that a trial asks for */
	LEVEL_DAYS = 30, LEVEL_TRIALS = 2, LEVEL_AGE = 60,
	YEAR = 365,
	SHRINK = 10,			/* active days' worth of the force's answers a day */
	FITTED_TO = 20000		/* people, of more every second, third ... */
};

static const double sharp = 0.8;	/* a year with less than this of the one before is fitted alone */
static const double level_most = 0.7;	/* ln: half, or twice */
static const double spread_least = 0.05;
/*
 * Root mean squares from the middle beyond which 10 % lie at each end. Of the normal distribution it is 1.28; but forecasts mostly
 * go a little wrong and seldom much, so that the few squares of a dozen trials say more than they should.
 */
static const double tail = 1.15;
/* How much of the level's departure lasts, by horizon in days; between them linear in ln(days). */
static const struct {
	double days, part;
} lasts[] = { { 30, 0.6 }, { 90, 0.5 }, { 180, 0.3 } };

enum { LASTS = sizeof lasts / sizeof *lasts };

/* Both models as of one day. */
struct origin {
	int64_t day, since;		/* only what came after `since` was looked at */
	struct cohort answers, days;
	double a_day;			/* the force's answers an active day */
	double error;			/* ln of how far it was wrong about the LEVEL_DAYS that followed; NaN: not asked yet */
};

struct crowd {
	const struct diary *people;
	size_t n, step;			/* every step-th person is looked at */
	int64_t first;			/* the first day of all */
	VEC(struct origin) origins;
};

/* What one person did until a day. */
struct record {
	double answers, days, on_first;	/* on_first: answers on the first day */
	int64_t first, last;
};

static bool
record_of(struct record *r, struct diary d, int64_t since, int64_t until)
{
	*r = (struct record){0};
	for (size_t i = 0; i < d.len && d.at[i].day <= until; i++) {
		if (d.at[i].day <= since)
			continue;
		if (r->days <= 0) {
			r->first = d.at[i].day;
			r->on_first = (double)d.at[i].n;
		}
		r->last = d.at[i].day;
		r->answers += (double)d.at[i].n;
		r->days++;
	}
	return r->days > 0;
}

/* Answers after the one day up to the other, by people whose first is in its own such span. */
static double
answers_between(const struct crowd *c, int64_t after, int64_t until, int64_t first_after, int64_t first_until)
{
	double sum = 0;

	for (size_t i = 0; i < c->n; i += c->step) {
		struct diary d = c->people[i];

		if (d.len == 0 || d.at[0].day <= first_after || d.at[0].day > first_until)
			continue;
		for (size_t k = d.len; k-- > 0 && d.at[k].day > after;)
			if (d.at[k].day <= until)
				sum += (double)d.at[k].n;
	}
	return sum;
}

static double
all_between(const struct crowd *c, int64_t after, int64_t until)
{
	return answers_between(c, after, until, INT64_MIN, INT64_MAX);
}

static struct cohort_history
history_of(double events, const struct record *r, int64_t day)
{
	return (struct cohort_history){ events, (double)(r->last - r->first) / WEEK, (double)(day - r->first) / WEEK, 1 };
}

static double
rate_of(const struct record *r, const struct origin *o)
{
	return (r->answers + SHRINK * o->a_day) / (r->days + SHRINK);
}

static void
fit(struct origin *o, const struct crowd *c)
{
	const struct origin *before = c->origins.len > 0 ? &c->origins.at[c->origins.len - 1] : NULL;
	struct cohort_history *answers = mem_zeroed(c->n / c->step + 1, sizeof *answers);
	struct cohort_history *days = mem_zeroed(c->n / c->step + 1, sizeof *days);
	double all = 0, active = 0;
	struct cohort_fit fitted;
	struct record r;
	size_t n = 0;

	for (size_t i = 0; i < c->n; i += c->step) {
		if (!record_of(&r, c->people[i], o->since, o->day))
			continue;
		answers[n] = history_of(r.answers - r.on_first, &r, o->day);
		days[n++] = history_of(r.days - 1, &r, o->day);
		all += r.answers;
		active += r.days;
	}
	o->a_day = active > 0 ? all / active : 1;
	cohort_fit(&fitted, COHORT_BG, answers, n, true, before != NULL ? &before->answers : NULL);
	o->answers = fitted.of;
	cohort_fit(&fitted, COHORT_MBG, days, n, true, before != NULL ? &before->days : NULL);
	o->days = fitted.of;
	free(answers);
	free(days);
}

/* The models as of a day, fitted when first asked for; lent until another is. */
static struct origin *
origin_at(struct crowd *c, int64_t day)
{
	struct origin o = { .day = day, .since = INT64_MIN, .error = NAN };

	for (size_t i = 0; i < c->origins.len; i++)
		if (c->origins.at[i].day == day)
			return &c->origins.at[i];
	if (day - c->first >= 2 * YEAR && all_between(c, day - YEAR, day) < sharp * all_between(c, day - 2 * YEAR, day - YEAR))
		o.since = day - YEAR;
	fit(&o, c);
	vec_push(&c->origins, o);
	return &c->origins.at[c->origins.len - 1];
}

/* One person's part, before it is brought to the level. */
static double
part_of(const struct origin *o, struct diary d, int64_t days)
{
	struct cohort_history answers, active;
	double rate, t = (double)days / WEEK, most, a, b;
	struct record r;

	if (!record_of(&r, d, o->since, o->day))
		return 0;
	rate = rate_of(&r, o);
	most = rate * (double)days;	/* no model may have anybody come more often than daily */
	answers = history_of(r.answers - r.on_first, &r, o->day);
	active = history_of(r.days - 1, &r, o->day);
	a = cohort_expected(&o->answers, &answers, t);
	b = cohort_expected(&o->days, &active, t) * rate;
	return ((a < most ? a : most) + (b < most ? b : most)) / 2;	/* a NaN is as good as most */
}

static double
sum_of_parts(const struct crowd *c, const struct origin *o, int64_t days)
{
	double sum = 0;

	for (size_t i = 0; i < c->n; i += c->step)
		sum += part_of(o, c->people[i], days);
	return sum;
}

static double
log_error(double actual, double forecast)
{
	return special_ln((actual + 1) / (forecast + 1));
}

/* ln of how much more is answered than was forecast, by the last trials whose outcome was known then, drawn to 0. */
static double
level_at(struct crowd *c, int64_t day)
{
	double sum = 0, level;
	size_t n = 0;

	for (int64_t j = 1; j <= LEVEL_TRIALS; j++) {
		int64_t trial = day - LEVEL_DAYS * j;
		struct origin *o;

		if (trial - c->first < LEVEL_AGE)
			continue;
		o = origin_at(c, trial);
		if (isnan(o->error))
			o->error = log_error(answers_between(c, trial, trial + LEVEL_DAYS, INT64_MIN, trial), sum_of_parts(c, o, LEVEL_DAYS));
		sum += o->error;
		n++;
	}
	level = sum / (double)(n + 1);
	return level < -level_most ? -level_most : level > level_most ? level_most : level;
}

static double
lasting(int64_t days)
{
	size_t k = 1;

	while (k + 1 < LASTS && lasts[k].days < (double)days)
		k++;
	return lasts[k - 1].part + special_ln_part((double)days, lasts[k - 1].days, lasts[k].days) * (lasts[k].part - lasts[k - 1].part);
}

/* By what the sum of parts as of a day must be multiplied. */
static double
factor_at(struct crowd *c, int64_t day, int64_t days)
{
	return special_exp(lasting(days) * level_at(c, day));
}

/* As many as by those of the last such days; where there were two such times, the last counts twice. */
static double
newcomers(const struct crowd *c, int64_t today, int64_t days)
{
	double last, before;

	if (today - c->first < days)
		return NAN;
	last = answers_between(c, today - days, today, today - days, today);
	if (today - c->first < 2 * days)
		return last;
	before = answers_between(c, today - 2 * days, today - days, today - 2 * days, today - days);
	return (2 * last + before) / 3;
}

/* How far forecasts were wrong about past days. */
struct trials {
	double squares;		/* of log errors */
	size_t n;
};

static void
note(struct trials *t, double actual, double told)
{
	double error = log_error(actual, told);

	if (isnan(error))
		return;
	t->squares += error * error;
	t->n++;
}

/* 80 % lies between; NaN where there were too few trials. */
static void
interval(const struct trials *t, double told, double *low, double *high)
{
	double spread = sqrt(t->squares / (double)t->n);

	*low = *high = NAN;
	if (t->n < TRIALS_LEAST || isnan(told))
		return;
	spread = spread < spread_least ? spread_least : spread;
	*low = floor((told + 1) * special_exp(-tail * spread) - 1);
	*low = *low < 0 ? 0 : *low;
	*high = ceil((told + 1) * special_exp(tail * spread) - 1);
}

static void
try_on_past(struct forecast *f, struct crowd *c, int64_t today, int64_t days)
{
	struct trials known = {0}, total = {0};

	for (int64_t j = 0; j < TRIALS; j++) {
		int64_t trial = today - days - TRIAL_STEP * j;
		double told;

		if (trial - c->first < TRIAL_AGE)
			break;
		told = sum_of_parts(c, origin_at(c, trial), days);
		told *= factor_at(c, trial, days);
		note(&known, answers_between(c, trial, trial + days, INT64_MIN, trial), told);
		note(&total, all_between(c, trial, trial + days), told + newcomers(c, trial, days));
	}
	f->tried = known.n;
	interval(&known, f->answers, &f->low, &f->high);
	interval(&total, f->answers + f->newcomers, &f->total_low, &f->total_high);
}

static size_t
count_people(const struct diary *people, size_t n, int64_t today, int64_t *first)
{
	size_t known = 0;

	*first = INT64_MAX;
	for (size_t i = 0; i < n; i++)
		if (people[i].len > 0 && people[i].at[0].day <= today) {
			*first = people[i].at[0].day < *first ? people[i].at[0].day : *first;
			known++;
		}
	return known;
}

enum forecast_verdict
forecast_make(struct forecast *f, const struct diary *people, size_t n, int64_t today, const int64_t *days, size_t horizons)
{
	struct crowd sample = { .people = people, .n = n, .step = (n + FITTED_TO - 1) / FITTED_TO };
	struct crowd all;
	struct origin o;

	if (count_people(people, n, today, &sample.first) < FORECAST_PEOPLE)
		return FORECAST_FEW_PEOPLE;
	if (today - sample.first < FORECAST_AGE)
		return FORECAST_YOUNG;
	o = *origin_at(&sample, today);
	all = sample;
	all.step = 1;
	for (size_t k = 0; k < horizons; k++) {
		f[k] = (struct forecast){ .answers = sum_of_parts(&all, &o, days[k]) * factor_at(&sample, today, days[k]) };
		f[k].newcomers = newcomers(&all, today, days[k]);
		try_on_past(&f[k], &sample, today, days[k]);
	}
	vec_free(&sample.origins);
	return FORECAST_MADE;
}
