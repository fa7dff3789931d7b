#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/base/time.h"
#include "../../src/io/source.h"
#include "../../src/rec/card.h"
#include "../../src/rec/key.h"
#include "../../src/rec/pairs.h"

#include <stdlib.h>

enum { MANY = 400 };

struct reading {
	struct scan *scan;
	struct buf line;
	struct record r;
	struct scan_error error;
};

/* Must be a record; whether it is a good one of its type is the caller's to see. */
static void
take(struct reading *in, const char *text)
{
	if (in->scan == NULL)
		in->scan = scan_new();
	buf_clear(&in->line);
	buf_room(&in->line, strlen(text) + SOURCE_PADDING);
	buf_adds(&in->line, text);
	in->error = (struct scan_error){0};
	CHECK(record_parse(&in->r, in->scan, buf_str(&in->line), &in->error));
}

static void
done(struct reading *in)
{
	scan_free(in->scan);
	buf_free(&in->line);
}

static void
a_card_survives_writing(void)
{
	struct card a = { .id = STR("desk:\"1\""), .requester = STR("u:7"), .text = STR("hei\xc3\x9fwasser geht nicht"), .created_at = 1,
		.updated_at = TIME_DAY, .raw = { UINT64_C(0x0123456789abcdef), 5 }, .has_raw = true, .truncated = true }, b;
	struct reading in = {0};
	struct buf line = {0}, again = {0};

	card_write(&line, &a);
	CHECK_TEXT(line.data, "{\"type\":\"card\",\"id\":\"desk:\\\"1\\\"\",\"created_at\":\"1970-01-01T00:00:00.001Z\",\"updated_at\":\"1970-01-02T00:00:00Z\","
	    "\"requester\":\"u:7\",\"raw\":\"0123456789abcdef0000000000000005\",\"text\":\"hei\xc3\x9fwasser geht nicht\",\"truncated\":true}");
	take(&in, line.data);
	CHECK(card_is(&in.r) && card_parse(&b, &in.r, &in.error) && str_equal(b.id, a.id) && str_equal(b.text, a.text));
	CHECK(b.created_at == 1 && b.raw.high == a.raw.high && b.raw.low == 5 && b.has_raw && b.truncated && !b.has_sketch);
	b.has_sketch = true;
	b.elements = 77;
	for (size_t i = 0; i < 8; i++)
		b.sketch.bits[i] = UINT64_C(0xf000000000000000) + i;
	card_write(&again, &b);
	CHECK(strstr(again.data, ",\"sketch\":\"f000000000000000f000000000000001f0000000") != NULL && strstr(again.data, "07\",\"elements\":77}") != NULL);
	take(&in, again.data);
	CHECK(card_parse(&a, &in.r, &in.error) && a.has_sketch && a.elements == 77 && a.sketch.bits[7] == UINT64_C(0xf000000000000007));
	buf_free(&line);
	buf_free(&again);
	done(&in);
}

static void
a_card_needs_little(void)
{
	struct reading in = {0};
	struct buf line = {0};
	struct card c;

	take(&in, "{\"type\":\"card\",\"id\":\"x:1\",\"text\":\"\"}");
	CHECK(card_parse(&c, &in.r, &in.error) && c.created_at == TIME_NONE && c.updated_at == TIME_NONE && c.requester.s == NULL);
	CHECK(!c.has_raw && !c.truncated && c.text.n == 0);
	card_write(&line, &c);
	CHECK_TEXT(line.data, "{\"type\":\"card\",\"id\":\"x:1\",\"text\":\"\"}");
	buf_free(&line);
	done(&in);
}

#define DIGITS16 "0123456789abcdef"
#define SKETCH DIGITS16 DIGITS16 DIGITS16 DIGITS16 DIGITS16 DIGITS16 DIGITS16 DIGITS16

static void
wrong_cards_are_refused(void)
{
	static const char *const bad[] = {
		"{\"type\":\"card\"}",
		"{\"type\":\"card\",\"text\":\"a\"}",
		"{\"type\":\"card\",\"id\":\"\",\"text\":\"a\"}",
		"{\"type\":\"card\",\"id\":5,\"text\":\"a\"}",
		"{\"type\":\"card\",\"id\":\"x\"}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":null}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":[\"a\"]}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":\"a\",\"created_at\":\"yesterday\"}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":\"a\",\"created_at\":\"\"}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":\"a\",\"created_at\":1}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":\"a\",\"updated_at\":\"2026-02-30T00:00:00Z\"}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":\"a\",\"updated_at\":\"2026-13-01T00:00:00Z\"}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":\"a\",\"requester\":{}}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":\"a\",\"raw\":\"" DIGITS16 "\"}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":\"a\",\"raw\":\"" DIGITS16 DIGITS16 "0\"}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":\"a\",\"raw\":\"" DIGITS16 "0123456789ABCDEF\"}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":\"a\",\"raw\":\"" DIGITS16 "012345678 -cdef0\"}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":\"a\",\"raw\":null}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":\"a\",\"truncated\":\"yes\"}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":\"a\",\"sketch\":\"" DIGITS16 "\",\"elements\":3}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":\"a\",\"sketch\":\"" SKETCH "\"}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":\"a\",\"sketch\":\"" SKETCH "\",\"elements\":-3}",
		"{\"type\":\"card\",\"id\":\"x\",\"text\":\"a\",\"sketch\":\"" SKETCH "\",\"elements\":4294967296}",
	};
	struct reading in = {0};
	struct card c;

	for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
		take(&in, bad[k]);
		CHECK(!card_parse(&c, &in.r, &in.error) && strncmp(in.error.why, "card: \"", 7) == 0 && in.error.byte > 0);
	}
	take(&in, bad[13]);
	CHECK(!card_parse(&c, &in.r, &in.error) && in.error.byte == 42);
	CHECK_TEXT(in.error.why, "card: \"raw\" must be 32 digits 0-9a-f");
	done(&in);
}

static void
keys_and_pairs_survive_writing(void)
{
	struct key k = { UINT64_C(0x1f00c0ffee), TIME_NONE, STR("x 1") };
	struct pair p = { 5, STR("b"), STR("a") };
	struct reading in = {0};
	struct buf line = {0};

	key_write(&line, &k);
	CHECK_TEXT(line.data, "{\"key\":\"1f00c0ffee\",\"type\":\"key\",\"created_at\":\"\",\"id\":\"x 1\"}");
	take(&in, line.data);
	CHECK(key_is(&in.r) && key_parse(&k, &in.r, &in.error) && k.key == UINT64_C(0x1f00c0ffee) && k.created_at == TIME_NONE && str_is(k.id, "x 1"));
	buf_clear(&line);
	k.created_at = 5000;
	key_write(&line, &k);
	CHECK_TEXT(line.data, "{\"key\":\"1f00c0ffee\",\"type\":\"key\",\"created_at\":\"1970-01-01T00:00:05.000Z\",\"id\":\"x 1\"}");
	take(&in, line.data);
	CHECK(key_parse(&k, &in.r, &in.error) && k.created_at == 5000);
	buf_clear(&line);
	pair_write(&line, &p);
	CHECK_TEXT(line.data, "{\"type\":\"pair\",\"key\":\"0000000005\",\"id\":\"b\",\"of\":\"a\"}");
	take(&in, line.data);
	p = (struct pair){0};
	CHECK(pair_is(&in.r) && pair_parse(&p, &in.r, &in.error) && p.key == 5 && str_is(p.id, "b") && str_is(p.of, "a"));
	buf_free(&line);
	done(&in);
}

static void
wrong_keys_and_pairs_are_refused(void)
{
	static const char *const keys[] = {
		"{\"type\":\"key\"}",
		"{\"key\":\"00000001\",\"type\":\"key\",\"created_at\":\"\",\"id\":\"a\"}",
		"{\"key\":\"000000000G\",\"type\":\"key\",\"created_at\":\"\",\"id\":\"a\"}",
		"{\"key\":1,\"type\":\"key\",\"created_at\":\"\",\"id\":\"a\"}",
		"{\"key\":\"0000000001\",\"type\":\"key\",\"id\":\"a\"}",
		"{\"key\":\"0000000001\",\"type\":\"key\",\"created_at\":null,\"id\":\"a\"}",
		"{\"key\":\"0000000001\",\"type\":\"key\",\"created_at\":\"soon\",\"id\":\"a\"}",
		"{\"key\":\"0000000001\",\"type\":\"key\",\"created_at\":\"\",\"id\":\"\"}",
		"{\"key\":\"0000000001\",\"type\":\"key\",\"created_at\":\"\",\"id\":7}",
	};
	static const char *const pairs[] = {
		"{\"type\":\"pair\"}",
		"{\"type\":\"pair\",\"key\":\"0000000001\",\"id\":\"a\"}",
		"{\"type\":\"pair\",\"key\":\"0000000001\",\"of\":\"a\"}",
		"{\"type\":\"pair\",\"key\":\"0000000001\",\"id\":\"a\",\"of\":\"a\"}",
		"{\"type\":\"pair\",\"key\":\"0000000001\",\"id\":\"a\",\"of\":\"\"}",
		"{\"type\":\"pair\",\"key\":\"1\",\"id\":\"a\",\"of\":\"b\"}",
	};
	struct reading in = {0};
	struct key k;
	struct pair p;

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		take(&in, keys[i]);
		CHECK(!key_parse(&k, &in.r, &in.error) && strncmp(in.error.why, "key: \"", 6) == 0 && in.error.byte > 0);
	}
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		take(&in, pairs[i]);
		CHECK(!pair_parse(&p, &in.r, &in.error) && strncmp(in.error.why, "pair: \"", 7) == 0 && in.error.byte > 0);
	}
	done(&in);
}

/* "KEY:MOMENT:ID ..." in, "KEY:ID<OF ..." out. */
static bool
pair_up(const char *keys, struct buf *out)
{
	struct pairs p = {0};
	struct pair pair;
	struct record r = { .text = STR("{\"key\":\"0000000001\",\"created_at\":\"\"}"), .type = STR(KEY_TYPE) };
	struct scan_error error = {0};
	bool good = true;

	buf_clear(out);
	for (const char *s = keys; good && *s != '\0'; s += strcspn(s, " "), s += *s == ' ') {
		char *at;
		struct key k = { .key = strtoull(s, &at, 10) };

		k.created_at = strtoll(at + 1, &at, 10);
		k.id = (struct str){ at + 1, strcspn(at + 1, " ") };
		good = pairs_add(&p, &k, &r, &error);
		while (pairs_next(&p, &pair))
			buf_printf(out, "%d:%.*s<%.*s ", (int)pair.key, (int)pair.id.n, pair.id.s, (int)pair.of.n, pair.of.s);
	}
	pairs_end(&p);
	while (good && pairs_next(&p, &pair))
		buf_printf(out, "%d:%.*s<%.*s ", (int)pair.key, (int)pair.id.n, pair.id.s, (int)pair.of.n, pair.of.s);
	CHECK(!good || !pairs_next(&p, &pair));
	pairs_free(&p);
	if (!good) {
		CHECK_TEXT(error.why, "key: keys are not sorted: LC_ALL=C sort them");
		CHECK(error.byte > 1);
	}
	return good;
}

static void
each_pairs_with_the_one_before(void)
{
	struct buf out = {0};

	CHECK(pair_up("", &out));
	CHECK_TEXT(out.data != NULL ? out.data : "", "");
	CHECK(pair_up("1:5:a", &out) && out.len == 0);
	CHECK(pair_up("1:5:a 2:5:b 3:1:c", &out) && out.len == 0);
	CHECK(pair_up("1:5:a 1:6:b 1:7:c 2:1:a 2:2:d 3:1:e", &out));
	CHECK_TEXT(out.data, "1:b<a 1:c<b 2:d<a ");
	CHECK(pair_up("1:5:b 1:5:c 1:5:a 1:6:d", &out));	/* of one moment, by id */
	CHECK_TEXT(out.data, "1:b<a 1:c<b 1:d<c ");
	CHECK(pair_up("1:5:a 1:5:a 1:6:a 1:7:b", &out));	/* one ticket three times */
	CHECK_TEXT(out.data, "1:b<a ");
	CHECK(!pair_up("2:5:a 1:6:b", &out));
	CHECK(!pair_up("1:5:a 1:4:b", &out));
	CHECK(!pair_up("1:5:a 2:4:b 2:5:b 1:9:c", &out));
	buf_free(&out);
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Ids whose escapes sort otherwise than they do; after sort(1) each pairs with the one that leads before it. */
static void
sorted_lines_pair_in_the_order_of_leading(void)
{
	static const char *const names[] = { "a", "a b", "a!", "a\"", "a\\", "a\x7f", "a\x01", "b", "\xc3\xa4" };
	static const int64_t moments[] = { TIME_NONE, 0, 1, 1000, 999, -1, -62135596800000, 253402300799999 };
	char *lines[MANY];
	struct rng rng;
	struct reading in = {0};
	struct pairs p = {0};
	struct key last = {0}, k;
	struct buf last_id = {0};
	size_t made = 0, expected = 0;

	rng_seed(&rng, 1);
	for (size_t i = 0; i < MANY; i++) {
		struct buf line = {0}, id = {0};

		buf_printf(&id, "%s%d", names[rng_below(&rng, 9)], (int)i);
		key_write(&line, &(struct key){ rng_below(&rng, 3), moments[rng_below(&rng, 8)], buf_str(&id) });
		lines[i] = line.data;
		buf_free(&id);
	}
	qsort(lines, MANY, sizeof *lines, by_bytes);
	for (size_t i = 0; i <= MANY; i++) {
		struct pair pair;

		if (i < MANY) {
			take(&in, lines[i]);
			CHECK(key_parse(&k, &in.r, &in.error) && pairs_add(&p, &k, &in.r, &in.error));
			CHECK(i == 0 || k.key > last.key || (k.key == last.key && k.created_at >= last.created_at));
			expected += i > 0 && k.key == last.key;
			last = k;
		} else {
			pairs_end(&p);
		}
		for (; pairs_next(&p, &pair); made++) {
			CHECK(last_id.len == 0 || !str_equal(pair.id, buf_str(&last_id)));
			buf_clear(&last_id);
			buf_add(&last_id, pair.id.s, pair.id.n);
		}
	}
	CHECK(made == expected && made == MANY - 3);
	for (size_t i = 0; i < MANY; i++)
		free(lines[i]);
	buf_free(&last_id);
	pairs_free(&p);
	done(&in);
}

UNIT(
	{ "card: a card survives writing", a_card_survives_writing },
	{ "card: a card needs little", a_card_needs_little },
	{ "card: wrong ones are refused", wrong_cards_are_refused },
	{ "key: keys and pairs survive writing", keys_and_pairs_survive_writing },
	{ "key: wrong keys and pairs are refused", wrong_keys_and_pairs_are_refused },
	{ "pairs: each pairs with the one before", each_pairs_with_the_one_before },
	{ "pairs: sorted lines pair in the order of leading", sorted_lines_pair_in_the_order_of_leading },
)
