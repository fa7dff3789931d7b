/*
 * outlook.h: what the roll says of tomorrow: who will show up, how good each is and how much each gives, how many answers
 * there will be.
 *
 * All models are fitted here, to the roll as a whole, so that the outlook of merged rolls is that of all tickets.
 */
#ifndef REC_OUTLOOK_H
#define REC_OUTLOOK_H

#include "roll.h"
#include "../calc/acceptance.h"
#include "../calc/forecast.h"
#include "../calc/hazard.h"

enum { OUTLOOK_HORIZONS = 16, OUTLOOK_RECENT = 90 };	/* at most; days that count as recent */

enum quality_by { QUALITY_NONE, QUALITY_VOTES, QUALITY_ACCEPTED };

/* One volunteer. Numbers that are not known are NaN. */
struct prospect {
	size_t person;			/* number in the roll */
	struct diary active;		/* days up to today, but for wrong clocks; lent */
	bool known;			/* has such a day: what follows but quality is known */
	int64_t silent;			/* days since the last of them */
	double quality, contribution;
};

struct outlook {
	struct roll *roll;
	int64_t days[OUTLOOK_HORIZONS];		/* horizons, ascending */
	size_t horizons;
	struct prospect *people;		/* in the order of ids; those with answers */
	size_t n;
	size_t *place;				/* of each number in the roll among them; SIZE_MAX: none */
	enum quality_by quality_by;
	struct acceptance acceptance;
	struct hazard hazard[OUTLOOK_HORIZONS];
	double *shows_up, *expected;		/* person i, horizon k: [i * horizons + k] */
	enum forecast_verdict forecasts;	/* were there enough people and days for those: */
	struct forecast forecast[OUTLOOK_HORIZONS];
};

/* roll: closed. more: horizons beside 30, 90, 180, in days, above 0. */
void outlook_make(struct outlook *o, struct roll *roll, const int64_t *more, size_t n);

/* Is that a horizon for which there is room? */
bool outlook_takes(const int64_t *more, size_t n);

/* Answers in the last so many days up to today. */
uint64_t outlook_recent(const struct outlook *o, const struct prospect *p, int64_t days);

void outlook_free(struct outlook *o);

#endif
