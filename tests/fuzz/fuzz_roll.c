/*
 * Any lines as tickets and as partials of other rolls: whatever could be read adds up, chances are chances, and the records
 * that are written are read by another roll, which writes them again byte for byte.
 */
#include "target.h"

#include "../../src/base/time.h"
#include "../../src/io/source.h"
#include "../../src/json/write.h"
#include "../../src/rec/outlook.h"
#include "../../src/rec/readiness.h"
#include "../../src/rec/standing.h"

#include <math.h>

enum { LINES = 400 };

/* What one roll wrote: records, a line each. */
struct written {
	struct buf of;
};

static void
put(struct written *w, const struct buf *line)
{
	buf_add(&w->of, line->data, line->len);
	buf_addc(&w->of, '\n');
}

/* Read a line, padded as scan_parse wants it; false: it is no record. */
static bool
read_line(struct record *r, struct scan *scan, struct buf *line, struct str bytes)
{
	struct scan_error error;

	buf_clear(line);
	buf_add(line, bytes.s, bytes.n);
	buf_room(line, SOURCE_PADDING);
	memset(line->data + line->len, 0, SOURCE_PADDING);
	return record_parse(r, scan, buf_str(line), &error);
}

/* Count a record; false: it is refused, and it is said why. */
static bool
take(struct roll *all, const struct record *r, struct volunteer *v, struct messages *m)
{
	struct scan_error error = {0};
	struct ticket t;
	struct cover c;
	struct force f;
	bool good = true;

	if (volunteer_is(r)) {
		good = volunteer_parse(v, r, &error);
		if (good)
			roll_volunteer(all, v);
	} else if (cover_is(r)) {
		good = cover_parse(&c, r, &error);
		if (good)
			roll_cover(all, &c);
	} else if (force_is(r))
		good = force_parse(&f, r, &error) && roll_force(all, &f, r, &error);
	else if (ticket_is(r)) {
		good = ticket_parse_whole(&t, m, r, &error);
		if (good)
			roll_ticket(all, &t, m);
	}
	FUZZ_HOLDS(good || (error.why[0] != '\0' && error.byte > 0));
	return good;
}

/* Every line of the bytes; how many were refused. */
static size_t
take_lines(struct roll *all, const char *s, size_t n)
{
	struct scan *scan = scan_new();
	struct volunteer v = {0};
	struct messages m = {0};
	struct buf line = {0};
	struct record r = {0};
	size_t refused = 0;

	for (size_t lines = 0; n > 0 && lines < LINES; lines++) {
		const char *end = memchr(s, '\n', n);
		size_t len = end != NULL ? (size_t)(end - s) : n;

		if (!read_line(&r, scan, &line, (struct str){ s, len }) || !take(all, &r, &v, &m))
			refused++;
		s += len + (end != NULL);
		n -= len + (end != NULL);
	}
	daily_free(&v.days);
	vec_free(&m.of);
	buf_free(&line);
	record_free(&r);
	scan_free(scan);
	return refused;
}

static void
check(const struct outlook *o)
{
	for (size_t i = 0; i < o->n; i++) {
		const struct prospect *p = &o->people[i];

		FUZZ_HOLDS(!isinf(p->quality) && isfinite(p->contribution) && p->contribution >= 0);
		FUZZ_HOLDS(!p->known || p->silent >= 0);
		for (size_t k = 0; k < o->horizons; k++) {
			double chance = o->shows_up[i * o->horizons + k], more = o->expected[i * o->horizons + k];

			FUZZ_HOLDS(p->known ? chance >= 0 && chance <= 1 : isnan(chance));
			FUZZ_HOLDS(o->forecasts == FORECAST_MADE && p->known ? isfinite(more) && more >= 0 : isnan(more));
			FUZZ_HOLDS(k == 0 || !p->known || chance >= o->shows_up[i * o->horizons + k - 1]);
		}
	}
	for (size_t k = 0; o->forecasts == FORECAST_MADE && k < o->horizons; k++) {
		const struct forecast *f = &o->forecast[k];

		FUZZ_HOLDS(isfinite(f->answers) && f->answers >= 0 && !isinf(f->low) && !isinf(f->high) && !isinf(f->newcomers));
		FUZZ_HOLDS(isnan(f->low) == isnan(f->high) && !(f->low > f->high) && !(f->total_low > f->total_high));
	}
}

static void
write_people(struct written *w, struct outlook *o)
{
	struct roll *all = o->roll;
	size_t *first = mem_zeroed(all->people.len + 2, sizeof *first);
	struct buf line = {0}, topics = {0}, more = {0};

	helped_by_person(&all->helped, all->issue_order, all->issue_rank, first, all->people.len);
	for (size_t i = 0; i < o->n; i++) {
		size_t person = o->people[i].person;

		buf_clear(&topics);
		write_object(&topics, NULL);
		for (size_t k = first[person]; k < first[person + 1]; k++) {
			write_name_of(&topics, map_key(&all->issue_ids, all->helped.of.at[k].issue));
			write_int(&topics, NULL, (int64_t)all->helped.of.at[k].threads);
		}
		write_end_object(&topics);
		buf_clear(&more);
		standing_tell(&more, o, i);
		FUZZ_HOLDS(more.len > 0);
		buf_clear(&more);
		standing_write(&more, o, i, true);
		buf_clear(&line);
		volunteer_write(&line, &all->people.at[person], buf_str(&topics), buf_str(&more));
		put(w, &line);
	}
	free(first);
	buf_free(&line);
	buf_free(&topics);
	buf_free(&more);
}

static void
write_covers(struct written *w, struct outlook *o, uint64_t kinds[COVER_KINDS])
{
	struct roll *all = o->roll;
	size_t *first = mem_zeroed(all->threads.len + 2, sizeof *first);
	struct buf line = {0}, more = {0};

	helped_by_issue(&all->helped, all->order, all->rank, first, all->threads.len);
	for (size_t i = 0; i < all->threads.len; i++) {
		size_t issue = all->issue_order[i], n = first[issue + 1] - first[issue];
		struct str *by = mem_zeroed(n + 1, sizeof *by);
		size_t *places = mem_zeroed(n + 1, sizeof *places);

		for (size_t k = 0; k < n; k++) {
			by[k] = map_key(&all->ids, all->helped.of.at[first[issue] + k].person);
			places[k] = o->place[all->helped.of.at[first[issue] + k].person];
		}
		kinds[readiness_cover(n)]++;
		buf_clear(&more);
		standing_any(&more, o, places, n);
		buf_clear(&line);
		cover_write(&line, map_key(&all->issue_ids, issue), by, n, all->threads.at[issue], readiness_cover_name(readiness_cover(n)), buf_str(&more));
		put(w, &line);
		free(by);
		free(places);
	}
	free(first);
	buf_free(&line);
	buf_free(&more);
}

/* Close a roll and write what it says, as score-volunteers does. */
static void
close_and_write(struct written *w, struct roll *all)
{
	static const int64_t horizons[] = { 7, 365 };
	uint64_t kinds[COVER_KINDS] = {0};
	struct buf line = {0}, more = {0}, turnout = {0};
	struct outlook o;

	roll_close(all);
	outlook_make(&o, all, horizons, 2);
	check(&o);
	write_people(w, &o);
	write_covers(w, &o, kinds);
	readiness_write(&more, &o, kinds, 1);
	turnout_write(&turnout, &all->turnout, &all->ids, all->rank);
	force_write(&line, &all->force, buf_str(&more), &all->seen_days, buf_str(&turnout));
	put(w, &line);
	outlook_free(&o);
	buf_free(&line);
	buf_free(&more);
	buf_free(&turnout);
}

/* Are all counts such that a record of theirs may be read again? Sums of the greatest that are read may not be. */
static bool
counts_are_usual(const struct roll *all)
{
	const uint64_t most = UINT64_C(1) << 53;
	const struct force *f = &all->force;
	bool good = f->questions <= most && f->volunteer_answers <= most && f->staff_answers <= most && f->voted <= most;

	for (size_t i = 0; i < 24; i++)
		good = good && f->hours[i] <= most;
	for (size_t i = 0; i < 7; i++)
		good = good && f->weekdays[i] <= most;
	for (size_t i = 0; i < all->people.len; i++) {
		const struct volunteer *v = &all->people.at[i];

		good = good && v->answers <= most && v->accepted <= most && v->compared <= most && v->lift < (int64_t)most && v->lift > -(int64_t)most;
		for (size_t k = 0; k < v->days.of.len; k++)
			good = good && v->days.of.at[k].n <= most;
	}
	for (size_t i = 0; i < all->seen_days.of.len; i++)
		good = good && all->seen_days.of.at[i].n <= most;
	for (size_t i = 0; i < all->threads.len; i++)
		good = good && all->threads.at[i] <= most;
	for (size_t i = 0; i < all->helped.of.len; i++)
		good = good && all->helped.of.at[i].threads <= most;
	for (size_t i = 0; i < all->turnout.rows.len; i++)
		good = good && all->turnout.rows.at[i].n <= most;
	return good;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct written first = {0}, second = {0};
	struct roll all, again;
	int64_t now = size > 0 && data[0] == '\n' ? 20000 * TIME_DAY : TIME_NONE;	/* an empty line first: with --now */

	roll_open(&all, NULL, now);
	take_lines(&all, (const char *)data, size);
	close_and_write(&first, &all);
	if (counts_are_usual(&all) && all.people.len + all.threads.len < LINES) {
		roll_open(&again, NULL, now);
		FUZZ_HOLDS(take_lines(&again, first.of.data, first.of.len) == 0);
		close_and_write(&second, &again);
		FUZZ_HOLDS(str_equal(buf_str(&first.of), buf_str(&second.of)));
		roll_free(&again);
	}
	roll_free(&all);
	buf_free(&first.of);
	buf_free(&second.of);
	return 0;
}
