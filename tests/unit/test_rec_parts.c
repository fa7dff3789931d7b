#include "unit.h"

#include "../../src/calc/leaders.h"
#include "../../src/io/source.h"
#include "../../src/rec/census.h"
#include "../../src/rec/slip.h"
#include "../../src/rec/ties.h"

static void
tie(struct ties *t, unsigned column, uint32_t key, const char *id, const char *of)
{
	struct ties fresh = {0};
	struct pair p = { (uint64_t)column << 32 | key, str_of(id), str_of(of) };

	CHECK(ties_add(&fresh, &p));
	ties_append(t, &fresh);
	ties_free(&fresh);
}

static void
pairs_become_columns_of_keys(void)
{
	struct ties t = {0};
	uint32_t keys[4] = {0};

	CHECK(ties_keys(&t, 0, keys) && ties_error(&t) == NULL);
	tie(&t, 0, 7, "b", "a");
	tie(&t, 0, 7, "c", "b");
	tie(&t, 3, 8, "d", "a");
	ties_number(&t, 4, STR("a"), 3);
	ties_number(&t, 4, STR("b"), 2);
	ties_number(&t, 4, STR("c"), 1);
	ties_number(&t, 4, STR("d"), 0);
	CHECK(ties_keys(&t, 0, keys) && keys[0] == 0 && keys[1] == 7 && keys[2] == 7 && keys[3] == 7);
	memset(keys, 0, sizeof keys);
	CHECK(ties_keys(&t, 1, keys) && keys[0] == 0 && keys[3] == 0);
	CHECK(ties_keys(&t, 3, keys) && keys[0] == 8 && keys[1] == 0 && keys[2] == 0 && keys[3] == 8);
	ties_free(&t);
}

static void
pairs_of_nobody_are_strange(void)
{
	struct ties t = {0};
	struct pair p = { (uint64_t)LEADERS_COLUMNS << 32, STR("a"), STR("b") };
	uint32_t keys[1] = {0};

	CHECK(!ties_add(&t, &p));
	tie(&t, 0, 7, "b", "a");
	ties_number(&t, 1, STR("a"), 0);
	CHECK(!ties_keys(&t, 0, keys) && t.strange && ties_error(&t) == NULL);
	ties_free(&t);
}

static void
a_slip_keeps_its_sketch(void)
{
	struct slip a = { .id = STR("desk:1"), .text = STR("one two"), .updated_at = 5, .normal = true, .has_sketch = true, .elements = 4,
		.sketch = { { 1, 2, 3, 4, 5, 6, 7, UINT64_MAX } } }, plain = { .id = STR("desk:2") }, b;
	struct buf bytes = {0};
	size_t n;

	buf_addc(&bytes, 'x');		/* at any place */
	slip_add(&bytes, &a);
	slip_add(&bytes, &plain);
	n = slip_of(&b, bytes.data + 1);
	CHECK(str_equal(b.id, a.id) && str_equal(b.text, a.text) && b.normal && b.has_sketch && b.elements == 4);
	CHECK(memcmp(&a.sketch, &b.sketch, sizeof a.sketch) == 0);
	CHECK(1 + n + slip_of(&b, bytes.data + 1 + n) == bytes.len && str_is(b.id, "desk:2") && !b.has_sketch && b.text.n == 0);
	buf_free(&bytes);
}

static bool
counts(struct census *c, const char *text)
{
	struct scan *scan = scan_new();
	struct scan_error error = {0};
	struct buf line = {0};
	struct record r = {0};
	bool counted;

	buf_adds(&line, text);
	buf_room(&line, SOURCE_PADDING);
	CHECK(record_parse(&r, scan, buf_str(&line), &error));
	counted = census_take(c, &r);
	record_free(&r);
	buf_free(&line);
	scan_free(scan);
	return counted;
}

static void
what_ledgers_tell_of_must_come(void)
{
	struct census c = {0}, more = {0};
	char why[300];

	CHECK(census_fits(&c, why, sizeof why));
	CHECK(!counts(&c, "{\"type\":\"ticket\"}"));
	CHECK(!counts(&c, "{\"type\":\"ledger\",\"program\":\"ingest\",\"read\":{},\"dropped\":{},\"rejected\":{},\"made\":{},\"written\":{\"ticket\":1},\"why\":{}}"));
	CHECK(counts(&c, "{\"type\":\"card\"}") && !census_fits(&c, why, sizeof why));
	CHECK_TEXT(why, "the ledgers of --emit tell of 0 records \"card\", and 1 came: give each part once, whole, with its ledger");
	CHECK(counts(&more, "{\"type\":\"ledger\",\"program\":\"dedupe\",\"read\":{},\"dropped\":{},\"rejected\":{},\"made\":{},\"written\":{\"card\":1},\"why\":{}}"));
	census_add(&c, &more);
	CHECK(census_fits(&c, why, sizeof why));
}

UNIT(
	{ "ties: pairs become columns of keys", pairs_become_columns_of_keys },
	{ "ties: pairs of nobody are strange", pairs_of_nobody_are_strange },
	{ "slip: a sketch is kept with it", a_slip_keeps_its_sketch },
	{ "census: what ledgers tell of must come", what_ledgers_tell_of_must_come },
)
