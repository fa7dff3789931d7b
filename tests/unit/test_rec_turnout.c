#include "unit.h"
#include "value.h"

#include "../../src/base/rng.h"
#include "../../src/base/time.h"
#include "../../src/calc/today.h"
#include "../../src/io/source.h"
#include "../../src/rec/calendar.h"
#include "../../src/rec/turnout.h"

#include <stdlib.h>

enum { PEOPLE = 12, FIRST = 20000, DAYS = 400 };

static uint32_t
number(void *with, struct str id)
{
	return (uint32_t)map_add(with, id, NULL);
}

/* The names of ids in order: rank[number]. */
static void
rank_of(const struct map *ids, size_t *rank)
{
	for (size_t i = 0; i < map_len(ids); i++) {
		rank[i] = 0;
		for (size_t k = 0; k < map_len(ids); k++)
			rank[i] += str_order(map_key(ids, k), map_key(ids, i)) < 0;
	}
}

static const char *
written(const struct turnout *t, const struct map *ids)
{
	static struct buf out;
	size_t rank[64];

	rank_of(ids, rank);
	buf_clear(&out);
	turnout_write(&out, t, ids, rank);
	return buf_str(&out).s;
}

static bool
parsed(struct turnout *t, struct map *ids, const char *json)
{
	struct scan *scan = scan_new();
	struct buf line = {0};
	bool good = turnout_parse(t, value_of(scan, &line, json), number, ids);

	scan_free(scan);
	buf_free(&line);
	return good;
}

static void
people_are_sorted_each_once(void)
{
	uint32_t by[] = { 5, 3, 5, 1, 3, 3 }, one[] = { 9 };

	CHECK(turnout_sort(by, 6) == 3 && by[0] == 1 && by[1] == 3 && by[2] == 5);
	CHECK(turnout_sort(one, 1) == 1 && turnout_sort(NULL, 0) == 0);
}

/* Three questions of one day without an answer, one by staff alone, two by both. */
static void
questions_are_written_as_described(void)
{
	struct turnout t = {0}, again = {0};
	struct map ids = {0};
	const char *want = "{\"people\":[\"u:1\",\"u:2\"],\"days\":{\"2026-06-01\":[[3],[1,-1],[2,0,1]],\"2026-06-02\":[[1,-1,1]]}}";
	int64_t day;
	uint32_t both[] = { 0, 1 };
	struct diary_day last;

	CHECK(time_parse_day(STR("2026-06-01"), &day));
	last = (struct diary_day){ day + 1, 1 };
	CHECK(map_add(&ids, STR("u:2"), NULL) == 0 && map_add(&ids, STR("u:1"), NULL) == 1);	/* not in the order of names */
	turnout_add(&t, day + 1, both, 1, true, 1);
	turnout_add(&t, day, both, 2, false, 1);
	turnout_add(&t, day, NULL, 0, false, 2);
	turnout_add(&t, day, NULL, 0, true, 1);
	turnout_add(&t, day, both, 2, false, 1);
	turnout_add(&t, day, NULL, 0, false, 1);
	turnout_tidy(&t, (struct diary){ &last, 1 });
	CHECK(t.rows.len == 4);
	CHECK_TEXT(written(&t, &ids), want);
	CHECK(parsed(&again, &ids, want));
	CHECK_TEXT(written(&again, &ids), want);
	turnout_free(&t);
	turnout_free(&again);
	CHECK_TEXT(written(&t, &ids), "{\"people\":[],\"days\":{}}");
	map_free(&ids);
}

/* A question of the random community: when, who answered. */
struct question {
	int64_t day;
	uint32_t by[PEOPLE], len;
	bool others;
};

static void
invent(struct question *q, size_t n, struct rng *r)
{
	int64_t pause = (int64_t)rng_below(r, 2) * 150;	/* a long silence in the middle, or none */

	for (size_t i = 0; i < n; i++) {
		int64_t day = (int64_t)rng_below(r, DAYS);

		q[i] = (struct question){ .day = FIRST + day + (day > DAYS / 2 ? pause : 0), .others = rng_below(r, 3) == 0 };
		if (rng_below(r, 500) == 0)
			q[i].day = 47117 + (int64_t)rng_below(r, 5000);	/* a wrong clock */
		for (uint32_t k = (uint32_t)rng_below(r, 4); k > 0; k--)
			q[i].by[q[i].len++] = (uint32_t)rng_below(r, PEOPLE);
		q[i].len = (uint32_t)turnout_sort(q[i].by, q[i].len);
	}
}

/* Count those of one part, tidied now and then as the roll does; seen gets the days. */
static void
take(struct turnout *t, struct daily *seen, const struct question *q, size_t n, size_t part, size_t parts, struct rng *r)
{
	struct calendar c = {0};

	for (size_t i = 0; i < n; i++) {
		if (i % parts != part)
			continue;
		turnout_add(t, q[i].day, q[i].by, q[i].len, q[i].others, 1);
		calendar_add(&c, q[i].day, 1);
		if (rng_below(r, 300) == 0) {
			struct daily so_far = {0};

			calendar_list(&c, &so_far);
			turnout_tidy(t, daily_diary(&so_far));
			daily_free(&so_far);
		}
	}
	calendar_list(&c, seen);
	turnout_tidy(t, daily_diary(seen));
	calendar_free(&c);
}

/* As many questions as there are, by a naive count, on the days within TURNOUT_DAYS of the end. */
static void
check_naive(const struct turnout *t, const struct question *q, size_t n, int64_t today)
{
	uint64_t want[PEOPLE + 2] = {0}, got[PEOPLE + 2] = {0};

	for (size_t i = 0; i < n; i++)
		if (q[i].day <= today && q[i].day > today - TURNOUT_DAYS) {
			for (uint32_t k = 0; k < q[i].len; k++)
				want[q[i].by[k]]++;
			want[PEOPLE] += q[i].others;
			want[PEOPLE + 1]++;
		}
	for (size_t i = 0; i < t->rows.len; i++) {
		const struct turnout_row *row = &t->rows.at[i];

		if (row->day > today || row->day <= today - TURNOUT_DAYS)
			continue;
		for (uint32_t k = 0; k < row->len; k++)
			got[t->people.at[row->first + k]] += row->n;
		got[PEOPLE] += row->others ? row->n : 0;
		got[PEOPLE + 1] += row->n;
	}
	CHECK(memcmp(want, got, sizeof want) == 0 && want[PEOPLE + 1] > 0);
}

static void
parts_merged_are_the_whole(void)
{
	enum { N = 3000 };
	static struct question q[N];
	struct rng r;

	rng_seed(&r, 31);
	for (int round = 0; round < 20; round++) {
		struct turnout whole = {0}, merged = {0};
		struct daily seen = {0}, all = {0};
		struct calendar c = {0};
		struct map ids = {0};
		size_t parts = 1 + rng_below(&r, 9);
		struct buf want = {0};
		struct diary d;

		for (uint32_t i = 0; i < PEOPLE; i++) {
			const char name[2] = { (char)('a' + (i * 5) % PEOPLE), '\0' };

			map_add(&ids, str_of(name), NULL);
		}
		invent(q, N, &r);
		take(&whole, &seen, q, N, 0, 1, &r);
		buf_adds(&want, written(&whole, &ids));
		d = daily_diary(&seen);
		check_naive(&whole, q, N, d.at[today_find(d).last].day);
		for (size_t p = 0; p < parts; p++) {	/* each by way of its text */
			struct turnout part = {0};
			struct daily part_seen = {0};

			take(&part, &part_seen, q, N, p, parts, &r);
			CHECK(parsed(&merged, &ids, written(&part, &ids)));
			calendar_merge(&c, &part_seen);
			turnout_free(&part);
			daily_free(&part_seen);
		}
		calendar_list(&c, &all);
		turnout_tidy(&merged, daily_diary(&all));
		CHECK_TEXT(written(&merged, &ids), want.data);
		turnout_keep(&merged, (struct diary){ &d.at[today_find(d).last], 1 });
		check_naive(&merged, q, N, d.at[today_find(d).last].day);
		for (size_t i = 0; i < merged.rows.len; i++)
			CHECK(d.at[today_find(d).last].day - merged.rows.at[i].day < TURNOUT_DAYS && merged.rows.at[i].day <= d.at[today_find(d).last].day);
		turnout_free(&whole);
		turnout_free(&merged);
		daily_free(&seen);
		daily_free(&all);
		calendar_free(&c);
		map_free(&ids);
		buf_free(&want);
	}
}

/* The last 90 days up to the last, that among them, and no more. */
static void
ninety_days_are_kept(void)
{
	struct diary_day last[] = { { FIRST - 150, 1 }, { FIRST, 1 } }, before = { FIRST - 1000, 1 };
	struct turnout t = {0};

	for (int64_t day = FIRST - 300; day < FIRST + 10; day++)
		turnout_add(&t, day, NULL, 0, false, 1);
	turnout_keep(&t, (struct diary){ last, 2 });	/* two days that may be the last: those behind either */
	CHECK(t.rows.len == 2 * TURNOUT_DAYS && t.rows.at[0].day == last[0].day - TURNOUT_DAYS + 1);
	CHECK(t.rows.at[TURNOUT_DAYS - 1].day == last[0].day && t.rows.at[TURNOUT_DAYS].day == FIRST - TURNOUT_DAYS + 1);
	turnout_keep(&t, (struct diary){ last + 1, 1 });
	CHECK(t.rows.len == TURNOUT_DAYS && t.rows.at[0].day == FIRST - TURNOUT_DAYS + 1 && t.rows.at[t.rows.len - 1].day == FIRST);
	turnout_keep(&t, (struct diary){ &before, 1 });
	CHECK(t.rows.len == 0);
	turnout_add(&t, FIRST, NULL, 0, true, 1);
	turnout_keep(&t, (struct diary){ NULL, 0 });
	CHECK(t.rows.len == 0);
	turnout_free(&t);
}

static void
questions_lend_what_was_counted(void)
{
	struct turnout t = {0};
	uint32_t by[] = { 4, 7 };
	struct leave_question *q;

	turnout_add(&t, 3, NULL, 0, true, 5);
	turnout_add(&t, 4, by, 2, false, 6);
	q = turnout_questions(&t);
	CHECK(q[0].people == 0 && q[0].others && q[0].n == 5);
	CHECK(q[1].people == 2 && !q[1].others && q[1].n == 6 && q[1].by[0] == 4 && q[1].by[1] == 7);
	free(q);
	turnout_free(&t);
}

static void
damaged_ones_are_refused(void)
{
	static const char *const bad[] = {
		"null", "[]", "{}", "{\"people\":[]}", "{\"days\":{}}", "{\"people\":{},\"days\":{}}", "{\"people\":[],\"days\":[]}",
		"{\"people\":[1],\"days\":{}}", "{\"people\":[\"\"],\"days\":{}}", "{\"people\":[null],\"days\":{}}",
		"{\"people\":[\"a\"],\"days\":{\"2026-02-30\":[[1]]}}", "{\"people\":[\"a\"],\"days\":{\"today\":[[1]]}}",
		"{\"people\":[\"a\"],\"days\":{\"2026-01-01T00:00:00Z\":[[1]]}}", "{\"people\":[\"a\"],\"days\":{\"2026-01-01\":1}}",
		"{\"people\":[\"a\"],\"days\":{\"2026-01-01\":[1]}}", "{\"people\":[\"a\"],\"days\":{\"2026-01-01\":[[]]}}",
		"{\"people\":[\"a\"],\"days\":{\"2026-01-01\":[[0]]}}", "{\"people\":[\"a\"],\"days\":{\"2026-01-01\":[[-1]]}}",
		"{\"people\":[\"a\"],\"days\":{\"2026-01-01\":[[1.5]]}}", "{\"people\":[\"a\"],\"days\":{\"2026-01-01\":[[1,1]]}}",
		"{\"people\":[\"a\"],\"days\":{\"2026-01-01\":[[1,-2]]}}", "{\"people\":[\"a\"],\"days\":{\"2026-01-01\":[[1,\"a\"]]}}",
		"{\"people\":[\"a\"],\"days\":{\"2026-01-01\":[[1,0,0]]}}", "{\"people\":[],\"days\":{\"2026-01-01\":[[1,0]]}}",
		"{\"people\":[\"a\"],\"days\":{\"2026-01-01\":[[1,4294967296]]}}", "{\"people\":[\"a\"],\"days\":{\"2026-01-01\":[[9007199254740993]]}}",
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct turnout t = {0};
		struct map ids = {0};

		if (!CHECK(!parsed(&t, &ids, bad[i])))
			printf("#   %s\n", bad[i]);
		turnout_free(&t);
		map_free(&ids);
	}
}

/* Whatever stands before the damage is not counted, be it of a day and of people that are there already. */
static void
a_refused_one_leaves_nothing_behind(void)
{
	static const char *const rows[] = { "[7]", "[7,-1]", "[7,0]", "[7,-1,1]" };
	static const char *const damage[] = { "[1,99]", "[0]", "[1,-2]", "7" };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (size_t k = 0; k < sizeof damage / sizeof *damage; k++) {
			struct turnout t = {0};
			struct map ids = {0};
			struct buf want = {0}, bad = {0};

			CHECK(parsed(&t, &ids, "{\"people\":[\"a\",\"b\"],\"days\":{\"2026-01-01\":[[3],[2,-1],[1,0],[4,-1,1]]}}"));
			buf_adds(&want, written(&t, &ids));
			buf_adds(&bad, "{\"people\":[\"a\",\"b\"],\"days\":{\"2026-01-01\":[");
			buf_adds(&bad, rows[i]);
			buf_adds(&bad, ",");
			buf_adds(&bad, damage[k]);
			buf_adds(&bad, "]}}");
			CHECK(!parsed(&t, &ids, bad.data));
			if (!CHECK(strcmp(written(&t, &ids), want.data) == 0))
				printf("#   after %s: %s\n", bad.data, written(&t, &ids));
			turnout_free(&t);
			map_free(&ids);
			buf_free(&want);
			buf_free(&bad);
		}
}

UNIT(
	{ "turnout: people are sorted, each once", people_are_sorted_each_once },
	{ "turnout: questions are written as described, and read again", questions_are_written_as_described },
	{ "turnout: parts merged are the whole, and that is a naive count", parts_merged_are_the_whole },
	{ "turnout: 90 days behind each last one are kept", ninety_days_are_kept },
	{ "turnout: questions lend what was counted", questions_lend_what_was_counted },
	{ "turnout: damaged ones are refused", damaged_ones_are_refused },
	{ "turnout: a refused one leaves nothing behind", a_refused_one_leaves_nothing_behind },
)
