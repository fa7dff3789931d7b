#include "readiness.h"

#include "../base/time.h"
#include "../calc/force.h"
#include "../calc/leave.h"
#include "../calc/suppress.h"
#include "../calc/survival.h"
#include "../json/write.h"

#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>

static const char TODAY[] = "today", RECENT[] = "recent", DAYS[] = "days", QUESTIONS[] = "questions", UNANSWERED[] = "unanswered",
    VOLUNTEERS[] = "volunteers", ANSWERS[] = "answers", ABSENCE_FACTOR[] = "absence_factor", GINI[] = "gini", EFFECTIVE[] = "effective",
    NEWCOMERS[] = "newcomers", REGULARS[] = "regulars", LOST[] = "lost", LEAVE[] = "leave", TOP[] = "top", EXPECTED[] = "expected",
    WORST[] = "worst", LOW[] = "low", HIGH[] = "high", FORECAST[] = "forecast", TOTAL[] = "total", TOTAL_LOW[] = "total_low", TOTAL_HIGH[] = "total_high", TRIED[] = "tried", SURVIVAL[] = "survival",
    SINCE[] = "since", STAYED[] = "stayed", WORKLOAD[] = "workload", NIGHT[] = "night_share", WEEKEND[] = "weekend_share",
    COVER[] = "cover", ANSWERED_SHARE[] = "answered_share", WHY[] = "why", QUALITY[] = "quality";
static const size_t tops[] = { 1, 3, 5, 10, 20 };
static const char *const kinds[COVER_KINDS] = { "one", "two", "few", "many" };

enum { TOPS = sizeof tops / sizeof *tops, YEAR = 365, REGULAR_DAYS = 5, FEW_PEOPLE = 4, NUMBER_TEXT = 24,
	NIGHT_FROM = 22, NIGHT_TO = 6, SATURDAY = 5, WEEKDAYS = 7, HOURS = 24 };

enum cover_by
readiness_cover(size_t people)
{
	return people <= 1 ? COVER_ONE : people == 2 ? COVER_TWO : people <= FEW_PEOPLE ? COVER_FEW : COVER_MANY;
}

const char *
readiness_cover_name(enum cover_by by)
{
	return kinds[by];
}

static const char *
number(char name[NUMBER_TEXT], int64_t n)
{
	snprintf(name, NUMBER_TEXT, "%" PRId64, n);
	return name;
}

/* Who answered in the last days, most first, then by id: places in o->people, and how much. */
struct busy {
	size_t place;
	uint64_t answers;
};

static int
busiest(const void *a, const void *b)
{
	const struct busy *x = a, *y = b;

	if (x->answers != y->answers)
		return x->answers > y->answers ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

static struct busy *
busy_people(const struct outlook *o, size_t *n)
{
	struct busy *b = mem_zeroed(o->n + 1, sizeof *b);

	*n = 0;
	for (size_t i = 0; i < o->n; i++) {
		uint64_t answers = outlook_recent(o, &o->people[i], OUTLOOK_RECENT);

		if (answers > 0)
			b[(*n)++] = (struct busy){ i, answers };
	}
	qsort(b, *n, sizeof *b, busiest);
	return b;
}

static bool
is_recent(const struct outlook *o, const struct turnout_row *r)
{
	return r->day <= o->roll->today && o->roll->today - r->day < OUTLOOK_RECENT;
}

static void
write_recent(struct buf *out, const struct outlook *o, const struct busy *b, size_t n)
{
	uint64_t questions = 0, unanswered = 0, answers = 0, *counts = mem_zeroed(n + 1, sizeof *counts);
	struct force_measures m = { .gini = NAN, .effective = NAN };
	bool measured;

	for (size_t i = 0; i < o->roll->turnout.rows.len; i++) {
		const struct turnout_row *r = &o->roll->turnout.rows.at[i];

		questions += is_recent(o, r) ? r->n : 0;
		unanswered += is_recent(o, r) && r->len == 0 && !r->others ? r->n : 0;
	}
	for (size_t i = 0; i < n; i++)
		answers += counts[i] = b[i].answers;
	measured = force_measure(&m, counts, n);
	free(counts);
	write_object(out, RECENT);
	write_int(out, DAYS, OUTLOOK_RECENT);
	write_int(out, QUESTIONS, (int64_t)questions);
	write_int(out, UNANSWERED, (int64_t)unanswered);
	write_int(out, VOLUNTEERS, (int64_t)n);
	write_int(out, ANSWERS, (int64_t)answers);
	if (measured)
		write_int(out, ABSENCE_FACTOR, (int64_t)m.absence_factor);
	else
		write_null(out, ABSENCE_FACTOR);
	write_real(out, GINI, m.gini);
	write_real(out, EFFECTIVE, m.effective);
	write_end_object(out);
}

static void
write_count(struct buf *out, const char *name, uint64_t n, bool known)
{
	if (known)
		write_int(out, name, (int64_t)n);
	else
		write_null(out, name);
}

/* Days that data go back; of nothing seen, none. */
static int64_t
history(const struct outlook *o)
{
	return o->roll->first_day == TIME_NONE || o->roll->today < o->roll->first_day ? 0 : o->roll->today - o->roll->first_day;
}

/* Those whose first answer lies within the horizon. */
static void
write_newcomers(struct buf *out, const struct outlook *o)
{
	char name[NUMBER_TEXT];

	write_object(out, NEWCOMERS);
	for (size_t k = 0; k < o->horizons; k++) {
		uint64_t people = 0, answers = 0;

		for (size_t i = 0; i < o->n; i++) {
			const struct prospect *p = &o->people[i];

			if (p->known && o->roll->today - p->active.at[0].day < o->days[k]) {
				people++;
				answers += outlook_recent(o, p, o->days[k]);
			}
		}
		write_object(out, number(name, o->days[k]));
		write_count(out, VOLUNTEERS, people, history(o) >= o->days[k]);
		write_count(out, ANSWERS, answers, history(o) >= o->days[k]);
		write_end_object(out);
	}
	write_end_object(out);
}

/* Who answered on REGULAR_DAYS of the year before the last days, and who of them has been silent since. */
static const char *
write_regulars(struct buf *out, const struct outlook *o)
{
	int64_t until = o->roll->today == TIME_NONE ? TIME_NONE : o->roll->today - OUTLOOK_RECENT;
	uint64_t regulars = 0, lost = 0, answers = 0;
	bool known = history(o) >= 2 * OUTLOOK_RECENT;

	for (size_t i = 0; i < o->n; i++) {
		const struct diary *d = &o->people[i].active;
		uint64_t days = 0, given = 0;

		for (size_t k = d->len; k-- > 0 && d->at[k].day > until - YEAR;)
			if (d->at[k].day <= until) {
				days++;
				given += d->at[k].n;
			}
		if (days < REGULAR_DAYS)
			continue;
		regulars++;
		if (o->people[i].silent >= OUTLOOK_RECENT) {
			lost++;
			answers += given;
		}
	}
	write_object(out, REGULARS);
	write_count(out, VOLUNTEERS, regulars, known);
	write_count(out, LOST, lost, known);
	write_count(out, ANSWERS, answers, known && (lost == 0 || lost >= SUPPRESS_LEAST));
	write_end_object(out);
	return !known ? "history is shorter than 180 days" :
	    lost > 0 && lost < SUPPRESS_LEAST ? "answers of fewer than five people are not shown" : NULL;
}

/* Does it hold anything? */
static bool
write_leave(struct buf *out, const struct outlook *o, const struct busy *b, size_t n, uint64_t seed)
{
	struct leave_question *q = turnout_questions(&o->roll->turnout);
	bool *leaves = mem_zeroed(o->roll->people.len + 1, sizeof *leaves);
	size_t questions = 0, gone = 0;
	struct leave l;
	struct rng r;

	for (size_t i = 0; i < o->roll->turnout.rows.len; i++)
		if (is_recent(o, &o->roll->turnout.rows.at[i]))
			q[questions++] = q[i];
	write_array(out, LEAVE);
	for (size_t i = 0; i < TOPS && tops[i] <= n && questions > 0; i++) {
		while (gone < tops[i])
			leaves[o->people[b[gone++].place].person] = true;
		rng_seed(&r, seed);
		leave_measure(&l, q, questions, leaves, &r);
		write_object(out, NULL);
		write_int(out, TOP, (int64_t)tops[i]);
		write_real(out, EXPECTED, l.expected);
		write_real(out, WORST, l.worst);
		write_real(out, LOW, l.low);
		write_real(out, HIGH, l.high);
		write_end_object(out);
	}
	write_end_array(out);
	free(leaves);
	free(q);
	return gone > 0;
}

static void
write_forecast(struct buf *out, const struct outlook *o)
{
	char name[NUMBER_TEXT];

	if (o->forecasts != FORECAST_MADE) {
		write_null(out, FORECAST);
		return;
	}
	write_object(out, FORECAST);
	for (size_t k = 0; k < o->horizons; k++) {
		const struct forecast *f = &o->forecast[k];

		write_object(out, number(name, o->days[k]));
		write_real(out, ANSWERS, f->answers);
		write_real(out, LOW, f->low);
		write_real(out, HIGH, f->high);
		write_real(out, NEWCOMERS, f->newcomers);
		write_real(out, TOTAL, f->answers + f->newcomers);
		write_real(out, TOTAL_LOW, f->total_low);
		write_real(out, TOTAL_HIGH, f->total_high);
		write_int(out, TRIED, (int64_t)f->tried);
		write_end_object(out);
	}
	write_end_object(out);
}

/* The year of a day. */
static long
year_of(int64_t day)
{
	char date[TIME_TEXT];

	time_write_day(date, day);
	return strtol(date, NULL, 10);
}

/* How many years of beginnings there are, from the first. */
static size_t
years(const struct outlook *o, long *first)
{
	long last = 0;

	*first = LONG_MAX;
	for (size_t i = 0; i < o->n; i++)
		if (o->people[i].known) {
			long year = year_of(o->people[i].active.at[0].day);

			*first = year < *first ? year : *first;
			last = year > last ? year : last;
		}
	return last >= *first ? (size_t)(last - *first) + 1 : 0;
}

static void
write_cohort(struct buf *out, long year, const struct survival *s, bool hidden)
{
	char name[NUMBER_TEXT];

	write_object(out, NULL);
	write_int(out, SINCE, year);
	if (hidden)
		write_null(out, VOLUNTEERS);
	else
		write_int(out, VOLUNTEERS, (int64_t)s->people);
	write_object(out, STAYED);
	for (size_t k = 0; k < SURVIVAL_AGES; k++) {
		bool shown = !hidden && s->asked[k] >= SUPPRESS_LEAST;

		write_real(out, number(name, survival_ages[k]), shown ? (double)s->stayed[k] / (double)s->asked[k] : NAN);
	}
	write_end_object(out);
	write_end_object(out);
}

static const char *
write_survival(struct buf *out, const struct outlook *o)
{
	long first;
	size_t n = years(o, &first);
	struct survival *s = mem_zeroed(n + 1, sizeof *s);
	uint64_t *people = mem_zeroed(n + 1, sizeof *people);
	bool *hidden = mem_zeroed(n + 1, sizeof *hidden);
	const char *why = NULL;

	for (size_t i = 0; i < o->n; i++) {
		const struct diary *d = &o->people[i].active;

		if (o->people[i].known)
			survival_add(&s[year_of(d->at[0].day) - first], d->at[0].day, d->at[d->len - 1].day, o->roll->today);
	}
	for (size_t y = 0; y < n; y++)
		people[y] = s[y].people;
	suppress_cells(people, n, hidden);
	write_array(out, SURVIVAL);
	for (size_t y = 0; y < n; y++) {
		if (people[y] == 0)
			continue;
		if (hidden[y])
			why = "groups of fewer than five people are not shown, nor the one that would give them away";
		else if (why == NULL && s[y].asked[SURVIVAL_AGES - 1] < SUPPRESS_LEAST)
			why = "fewer than five people began so many days ago, where stayed is null";
		write_cohort(out, first + (long)y, &s[y], hidden[y]);
	}
	write_end_array(out);
	free(s);
	free(people);
	free(hidden);
	return why;
}

/* When they work: for their sake. It foretells nothing. */
static const char *
write_workload(struct buf *out, const struct outlook *o)
{
	const struct force *f = &o->roll->force;
	uint64_t all = 0, night = 0, weekend = 0;

	for (size_t h = 0; h < HOURS; h++) {
		all += f->hours[h];
		night += h >= NIGHT_FROM || h < NIGHT_TO ? f->hours[h] : 0;
	}
	for (size_t d = SATURDAY; d < WEEKDAYS; d++)
		weekend += f->weekdays[d];
	if (o->n < SUPPRESS_LEAST || all == 0) {
		write_null(out, WORKLOAD);
		return "fewer than five volunteers, or no answer bears a time";
	}
	write_object(out, WORKLOAD);
	write_real(out, NIGHT, (double)night / (double)all);
	write_real(out, WEEKEND, (double)weekend / (double)all);
	write_end_object(out);
	return NULL;
}

/* Why members are null, where they are: NULL where they are not. */
struct reasons {
	bool leave;			/* is there anything? */
	const char *regulars, *survival, *workload;
};

static void
write_reason(struct buf *out, const char *name, const char *why)
{
	if (why != NULL)
		write_string(out, name, str_of(why));
}

static void
write_why(struct buf *out, const struct outlook *o, size_t recent, const struct reasons *why)
{
	bool interval = true;

	for (size_t k = 0; o->forecasts == FORECAST_MADE && k < o->horizons; k++)
		interval = interval && !isnan(o->forecast[k].low) && !isnan(o->forecast[k].total_low);
	write_object(out, WHY);
	if (o->roll->force.questions == 0)
		write_string(out, ANSWERED_SHARE, STR("no questions"));
	if (o->n == 0)
		write_string(out, VOLUNTEERS, STR("no volunteer whose id is known has answered"));
	if (o->forecasts == FORECAST_FEW_PEOPLE)
		write_string(out, FORECAST, STR("fewer than 20 volunteers whose answers bear a time"));
	else if (o->forecasts == FORECAST_YOUNG)
		write_string(out, FORECAST, STR("fewer than 60 days since the first answer"));
	else if (!interval)
		write_string(out, FORECAST, STR("history is too short to try the forecast on 8 past days, or shorter than the horizon, where members are null"));
	if (!why->leave)
		write_string(out, LEAVE, recent == 0 ? STR("no volunteer has answered in the last 90 days") : STR("no question bears a time in the last 90 days"));
	if (history(o) < o->days[o->horizons - 1])
		write_string(out, NEWCOMERS, STR("history is shorter than the horizon, where volunteers and answers are null"));
	write_reason(out, REGULARS, why->regulars);
	write_reason(out, SURVIVAL, why->survival);
	write_reason(out, WORKLOAD, why->workload);
	if (o->n > 0 && o->quality_by == QUALITY_NONE)
		write_string(out, QUALITY, STR("no answer has a vote, and none was accepted"));
	write_end_object(out);
}

void
readiness_write(struct buf *out, struct outlook *o, const uint64_t cover[COVER_KINDS], uint64_t seed)
{
	char date[TIME_TEXT];
	struct reasons why;
	size_t n;
	struct busy *b = busy_people(o, &n);

	if (o->roll->today != TIME_NONE)
		time_write_day(date, o->roll->today);
	write_string(out, TODAY, o->roll->today != TIME_NONE ? str_of(date) : (struct str){0});
	write_recent(out, o, b, n);
	write_newcomers(out, o);
	why.regulars = write_regulars(out, o);
	write_forecast(out, o);
	why.leave = write_leave(out, o, b, n, seed);
	why.survival = write_survival(out, o);
	write_object(out, COVER);
	for (size_t k = 0; k < COVER_KINDS; k++)
		write_int(out, kinds[k], (int64_t)cover[k]);
	write_end_object(out);
	why.workload = write_workload(out, o);
	write_why(out, o, n, &why);
	free(b);
}
