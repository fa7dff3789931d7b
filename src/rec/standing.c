#include "standing.h"

#include "../base/time.h"
#include "../json/write.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

static const char QUALITY[] = "quality", QUALITY_BY[] = "quality_by", CONTRIBUTION[] = "contribution", SILENT_DAYS[] = "silent_days",
    SHOWS_UP[] = "shows_up", EXPECTED_ANSWERS[] = "expected_answers", FIRST_ANSWER_MINUTES[] = "first_answer_minutes", WHY[] = "why",
    EXPLAINED[] = "explained", CAP[] = "cap", FITTED_TO[] = "fitted_to";
static const char *const by[] = { [QUALITY_NONE] = NULL, [QUALITY_VOTES] = "votes", [QUALITY_ACCEPTED] = "accepted" };

enum { HORIZON_TEXT = 24, BEFORE_NEW = 30 };	/* of whom the data could have told that many days earlier, and did not, is new */

/* A horizon is a member's name: "90". */
static const char *
horizon(char name[HORIZON_TEXT], int64_t days)
{
	snprintf(name, HORIZON_TEXT, "%" PRId64, days);
	return name;
}

static void
write_horizons(struct buf *out, const char *name, const struct outlook *o, const double *values)
{
	char days[HORIZON_TEXT];

	write_object(out, name);
	for (size_t k = 0; k < o->horizons; k++)
		write_real(out, horizon(days, o->days[k]), values[k]);
	write_end_object(out);
}

static const char *
days_in_words(int64_t n)
{
	return n == 1 ? "day" : "days";
}

/* Answers on how many of the last OUTLOOK_RECENT days? */
static int64_t
recent_days(const struct outlook *o, const struct prospect *p)
{
	int64_t n = 0;

	for (size_t i = p->active.len; i-- > 0 && o->roll->today - p->active.at[i].day < OUTLOOK_RECENT; n++)
		;
	return n;
}

static void
say_why(struct buf *out, const struct outlook *o, const struct prospect *p)
{
	int64_t recent = recent_days(o, p), first = p->known ? o->roll->today - p->active.at[0].day : 0;
	bool is_new = p->known && first < OUTLOOK_RECENT && p->active.at[0].day - o->roll->first_day >= BEFORE_NEW;
	int64_t days = (int64_t)p->active.len;

	if (!p->known) {
		buf_printf(out, "%s, so that nothing is known of when they come", o->roll->people.at[p->person].days.of.len == 0 ?
		    "no answer bears a time" : "no answer bears a time that can be right");
		return;
	}
	if (p->silent == 0)
		buf_adds(out, "answered on the last day");
	else
		buf_printf(out, "silent for %" PRId64 " %s", p->silent, days_in_words(p->silent));
	if (is_new && first == 0)
		buf_adds(out, " for the first time");
	else if (is_new)
		buf_printf(out, "; new: the first answer was %" PRId64 " %s ago, answers on %" PRId64 " %s since", first, days_in_words(first), days, days_in_words(days));
	else if (recent > 0)
		buf_printf(out, "; answered on %" PRId64 " %s in the last %d, on %" PRId64 " altogether", recent, days_in_words(recent), OUTLOOK_RECENT, days);
	else
		buf_printf(out, "; answered on %" PRId64 " %s before", days, days_in_words(days));
}

static void
write_why(struct buf *out, const struct outlook *o, const struct prospect *p)
{
	struct buf text = {0};

	say_why(&text, o, p);
	write_string(out, WHY, buf_str(&text));
	buf_free(&text);
}

/* Each probability is 1 / (1 + e^-sum): what every trait adds to the sum. */
static void
write_explained(struct buf *out, const struct outlook *o, size_t i)
{
	const struct prospect *p = &o->people[i];
	struct hazard_traits traits = {0};
	char days[HORIZON_TEXT];

	write_object(out, EXPLAINED);
	for (size_t k = 0; k < o->horizons; k++) {
		const struct hazard *h = &o->hazard[k];
		double sum;

		hazard_traits(&traits, h, p->active, o->roll->today);
		sum = hazard_sum(h, &traits);
		write_object(out, horizon(days, o->days[k]));
		for (size_t t = 0; t < HAZARD_TERMS; t++)
			write_real(out, hazard_terms[t], h->b[t] * traits.x[t]);
		write_real(out, CAP, hazard_capped(&traits, sum) - sum);
		write_int(out, FITTED_TO, (int64_t)h->rows);
		write_end_object(out);
	}
	write_end_object(out);
}

void
standing_write(struct buf *out, const struct outlook *o, size_t i, bool explained)
{
	const struct prospect *p = &o->people[i];
	const struct volunteer *v = &o->roll->people.at[p->person];

	write_real(out, QUALITY, p->quality);
	write_string(out, QUALITY_BY, str_of(by[o->quality_by]));
	write_real(out, CONTRIBUTION, p->contribution);
	if (p->known)
		write_int(out, SILENT_DAYS, p->silent);
	else
		write_null(out, SILENT_DAYS);
	write_horizons(out, SHOWS_UP, o, o->shows_up + i * o->horizons);
	write_horizons(out, EXPECTED_ANSWERS, o, o->expected + i * o->horizons);
	write_real(out, FIRST_ANSWER_MINUTES, ladder_median(&v->first_answers));
	write_why(out, o, p);
	if (explained && p->known)
		write_explained(out, o, i);
}

void
standing_tell(struct buf *out, const struct outlook *o, size_t i)
{
	const struct prospect *p = &o->people[i];
	const struct volunteer *v = &o->roll->people.at[p->person];
	struct hazard_traits traits = {0};
	double sum;

	buf_printf(out, "%s: ", v->id.s);
	say_why(out, o, p);
	for (size_t k = 0; p->known && k < o->horizons; k++) {
		const struct hazard *h = &o->hazard[k];

		hazard_traits(&traits, h, p->active, o->roll->today);
		buf_printf(out, "; will answer within %" PRId64 " days with probability %.3f (", o->days[k], o->shows_up[i * o->horizons + k]);
		for (size_t t = 0; t < HAZARD_TERMS; t++)
			buf_printf(out, "%s %+.2f, ", hazard_terms[t], h->b[t] * traits.x[t]);
		sum = hazard_sum(h, &traits);
		if (hazard_capped(&traits, sum) < sum)
			buf_printf(out, "cap %+.2f, ", hazard_capped(&traits, sum) - sum);
		if (h->rows > 0)
			buf_printf(out, "fitted to %zu persons at past days)", h->rows);
		else
			buf_adds(out, "from the prior alone: too little history)");
	}
	if (o->quality_by == QUALITY_VOTES)
		buf_printf(out, "; quality %+.3f: %" PRIu64 " answers beside others', together %+.2f above their conversations' means in ln(1 + score)",
		    p->quality, v->compared, (double)v->lift / VOLUNTEER_LIFT);
	else if (o->quality_by == QUALITY_ACCEPTED)
		buf_printf(out, "; quality %.3f: %" PRIu64 " of %" PRIu64 " answers accepted, drawn to the %.3f that is usual", p->quality, v->accepted, v->answers,
		    o->acceptance.alpha / (o->acceptance.alpha + o->acceptance.beta));
	buf_printf(out, "; contribution %.2f answers at a half-life of 60 days", p->contribution);
}

void
standing_any(struct buf *out, const struct outlook *o, const size_t *people, size_t n)
{
	double any[OUTLOOK_HORIZONS];

	for (size_t k = 0; k < o->horizons; k++) {
		double none = 1;

		for (size_t i = 0; i < n; i++) {
			double p = people[i] == SIZE_MAX ? NAN : o->shows_up[people[i] * o->horizons + k];

			none *= p >= 0 ? 1 - p : 1;	/* of whom nothing is known, nothing is hoped */
		}
		any[k] = 1 - none;
	}
	write_horizons(out, SHOWS_UP, o, any);
}
