/*
 * forecast.h: how much those who have answered so far will answer in the days to come.
 *
 * The mean of two forecasts, each the sum over persons: BG/NBD of answers; and MBG/NBD of active days, times the
 * person's answers an active day, shrunk to the force's. It is tried on past days, whose outcome is known: the last two
 * trials tell at which level the force answers now, all together how far such a forecast goes wrong.
 *
 * The same numbers on every machine; the order of people must be the same, too.
 */
#ifndef CALC_FORECAST_H
#define CALC_FORECAST_H

#include "diary.h"

enum { FORECAST_PEOPLE = 20, FORECAST_AGE = 60 };	/* people, and days of history, below which nothing is forecast */
enum forecast_verdict { FORECAST_MADE, FORECAST_FEW_PEOPLE, FORECAST_YOUNG };

struct forecast {
	double answers;			/* by those who have answered before */
	double low, high;		/* 80 % interval, whole, rounded outward; NaN where there are too few past days to judge by */
	double newcomers;		/* by people who have not answered yet; NaN where history is shorter than the horizon */
	double total_low, total_high;	/* 80 % interval of both together; NaN as above */
	size_t tried;			/* past days from which the intervals are */
};

/*
 * For each horizon, in days. people: everybody's answers by day, those after today are ignored. Nothing is written where
 * there are too few people or days.
 *
 * The sum over persons is good, its parts are not: BG/NBD thinks too much of who came once. See hazard.h for persons.
 */
enum forecast_verdict forecast_make(struct forecast *f, const struct diary *people, size_t n, int64_t today, const int64_t *days,
    size_t horizons);

#endif
