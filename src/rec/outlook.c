#include "outlook.h"

#include "../base/time.h"
#include "../calc/apportion.h"
#include "../calc/logs.h"

#include <math.h>

static const int64_t always[] = { 30, 90, 180 };

enum { ALWAYS = sizeof always / sizeof *always, SHRINK = 10, HALF_LIFE = 60, YEAR = 365, LEAST_AGE = 30 };

static void
add_horizon(struct outlook *o, int64_t days)
{
	size_t at = 0;

	while (at < o->horizons && o->days[at] < days)
		at++;
	if (o->horizons == OUTLOOK_HORIZONS || (at < o->horizons && o->days[at] == days))
		return;
	memmove(o->days + at + 1, o->days + at, (o->horizons - at) * sizeof *o->days);
	o->days[at] = days;
	o->horizons++;
}

bool
outlook_takes(const int64_t *more, size_t n)
{
	struct outlook o = {0};

	for (size_t i = 0; i < ALWAYS; i++)
		add_horizon(&o, always[i]);
	for (size_t i = 0; i < n; i++) {
		if (o.horizons == OUTLOOK_HORIZONS)
			return false;
		add_horizon(&o, more[i]);
	}
	return true;
}

/* Days before the first or after today are wrong clocks. */
static struct diary
up_to_today(struct daily *d, const struct roll *roll)
{
	struct diary active = daily_diary(d);

	while (active.len > 0 && active.at[active.len - 1].day > roll->today)
		active.len--;
	while (active.len > 0 && active.at[0].day < roll->first_day) {
		active.at++;
		active.len--;
	}
	return active;
}

/* 2^(-age / half-life), summed over answers. */
static double
decayed(struct diary active, int64_t today)
{
	double sum = 0;

	for (size_t i = 0; i < active.len; i++) {
		double halvings = (double)(today - active.at[i].day) / HALF_LIFE;

		if (halvings < 900)
			sum += (double)active.at[i].n * logs_exp(-0.69314718055994530942 * halvings);
	}
	return sum;
}

static struct acceptance_count
accepted_of(const struct volunteer *v)
{
	return (struct acceptance_count){ v->accepted, v->answers };
}

/* By votes where there are votes, by acceptance where anything was accepted. */
static void
choose_quality(struct outlook *o)
{
	struct acceptance_count *counts = mem_zeroed(o->n + 1, sizeof *counts);
	uint64_t accepted = 0;

	for (size_t i = 0; i < o->n; i++) {
		counts[i] = accepted_of(&o->roll->people.at[o->people[i].person]);
		accepted += counts[i].accepted;
	}
	o->quality_by = o->roll->force.voted > 0 ? QUALITY_VOTES : accepted > 0 ? QUALITY_ACCEPTED : QUALITY_NONE;
	if (o->quality_by == QUALITY_ACCEPTED)
		acceptance_fit(&o->acceptance, counts, o->n);
	free(counts);
}

static double
quality(const struct outlook *o, const struct volunteer *v)
{
	struct acceptance_count count = accepted_of(v);

	switch (o->quality_by) {
	case QUALITY_VOTES:
		return (double)v->lift / VOLUNTEER_LIFT / (double)(v->compared + SHRINK);
	case QUALITY_ACCEPTED:
		return acceptance_share(&o->acceptance, &count);
	case QUALITY_NONE:
		break;
	}
	return NAN;
}

static void
take_people(struct outlook *o)
{
	struct roll *roll = o->roll;

	o->people = mem_zeroed(roll->people.len + 1, sizeof *o->people);
	o->place = mem_zeroed(roll->people.len + 1, sizeof *o->place);
	for (size_t i = 0; i < roll->people.len; i++) {
		size_t person = roll->order[i];
		struct volunteer *v = &roll->people.at[person];
		struct prospect *p = &o->people[o->n];

		o->place[person] = SIZE_MAX;
		if (v->answers == 0)
			continue;
		o->place[person] = o->n++;
		p->person = person;
		p->active = up_to_today(&v->days, roll);
		p->known = p->active.len > 0;
		p->contribution = decayed(p->active, roll->today);
		if (p->known)
			p->silent = roll->today - p->active.at[p->active.len - 1].day;
	}
}

uint64_t
outlook_recent(const struct outlook *o, const struct prospect *p, int64_t days)
{
	uint64_t n = 0;

	for (size_t i = p->active.len; i-- > 0 && o->roll->today - p->active.at[i].day < days;)
		n += p->active.at[i].n;
	return n;
}

/* Answers a day in the last so many days, or since the first answer, but for very young ones. */
static double
pace(const struct outlook *o, const struct prospect *p, int64_t days)
{
	int64_t age = o->roll->today - p->active.at[0].day + 1;

	age = age < LEAST_AGE ? LEAST_AGE : age > days ? days : age;
	return (double)outlook_recent(o, p, days) / (double)age;
}

/*
 * Each person's part of the forecast at a horizon: in proportion to the chance of showing up times the answers that somebody
 * who does gives, at the pace of the last year and of the last days; and not below that chance, since who shows up
 * answers once at least. (The forecast's own parts of persons deviate a third more from what came.)
 */
static void
expect(struct outlook *o, size_t k)
{
	double *part = mem_zeroed(o->n + 1, sizeof *part), *weight = mem_zeroed(o->n + 1, sizeof *weight);
	double *chance = mem_zeroed(o->n + 1, sizeof *chance);

	for (size_t i = 0; i < o->n; i++) {
		const struct prospect *p = &o->people[i];
		double given;

		if (!p->known)
			continue;
		chance[i] = o->shows_up[i * o->horizons + k];
		given = (double)o->days[k] * (pace(o, p, YEAR) + pace(o, p, OUTLOOK_RECENT)) / 2;
		weight[i] = chance[i] * (given < 1 ? 1 : given);
	}
	if (o->forecasts == FORECAST_MADE)
		apportion(part, o->forecast[k].answers, weight, chance, o->n);
	for (size_t i = 0; i < o->n; i++)
		o->expected[i * o->horizons + k] = o->forecasts == FORECAST_MADE && o->people[i].known ? part[i] : NAN;
	free(part);
	free(weight);
	free(chance);
}

static void
predict(struct outlook *o)
{
	struct diary *active = mem_zeroed(o->n + 1, sizeof *active);
	struct hazard_traits traits;
	struct cohort rhythm;

	for (size_t i = 0; i < o->n; i++)
		active[i] = o->people[i].active;
	o->shows_up = mem_zeroed(o->n * o->horizons + 1, sizeof *o->shows_up);
	o->expected = mem_zeroed(o->n * o->horizons + 1, sizeof *o->expected);
	hazard_rhythm(&rhythm, active, o->n, o->roll->today);
	for (size_t k = 0; k < o->horizons; k++) {
		hazard_fit(&o->hazard[k], &rhythm, active, o->n, o->roll->today, o->days[k]);
		for (size_t i = 0; i < o->n; i++) {
			double *p = &o->shows_up[i * o->horizons + k];

			*p = hazard_traits(&traits, &o->hazard[k], active[i], o->roll->today) ? hazard_probability(&o->hazard[k], &traits) : NAN;
			if (k > 0 && *p < p[-1])
				*p = p[-1];	/* horizons are fitted apart, but who comes within 30 days comes within 90 */
		}
	}
	o->forecasts = forecast_make(o->forecast, active, o->n, o->roll->today, o->days, o->horizons);
	for (size_t k = 0; k < o->horizons; k++)
		expect(o, k);
	free(active);
}

void
outlook_make(struct outlook *o, struct roll *roll, const int64_t *more, size_t n)
{
	*o = (struct outlook){ .roll = roll };
	for (size_t i = 0; i < ALWAYS; i++)
		add_horizon(o, always[i]);
	for (size_t i = 0; i < n; i++)
		add_horizon(o, more[i]);
	take_people(o);
	choose_quality(o);
	for (size_t i = 0; i < o->n; i++)
		o->people[i].quality = quality(o, &roll->people.at[o->people[i].person]);
	predict(o);
}

void
outlook_free(struct outlook *o)
{
	free(o->people);
	free(o->place);
	free(o->shows_up);
	free(o->expected);
	*o = (struct outlook){0};
}
