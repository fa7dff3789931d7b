#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/io/source.h"
#include "../../src/json/mend.h"
#include "../../src/json/scan.h"
#include "../../src/text/utf8.h"

static void
mends(struct str text, const char *want, size_t want_count)
{
	struct buf out = {0};

	CHECK(mend_text(&out, text) == want_count);
	CHECK_TEXT(out.data != NULL ? out.data : "", want);
	buf_free(&out);
}

static void
halves_of_pairs_become_fffd(void)
{
	mends(STR("\"\\ud83d\""), "\"\\ufffd\"", 1);
	mends(STR("\"\\uD83D\\uDE00\""), "\"\\uD83D\\uDE00\"", 0);
	mends(STR("\"\\ude00\\ud83d\""), "\"\\ufffd\\ufffd\"", 2);
	mends(STR("\"\\ud83d\\ud83d\\ude00x\""), "\"\\ufffd\\ud83d\\ude00x\"", 1);
	mends(STR("\"\\ud83d\\u0041\""), "\"\\ufffd\\u0041\"", 1);
	mends(STR("\"\\ud83d\\\\ude00\""), "\"\\ufffd\\\\ude00\"", 1);
	mends(STR("\"\\\\ud83d\""), "\"\\\\ud83d\"", 0);
	mends(STR("\"\\ud83d"), "\"\\ufffd", 1);
	mends(STR("\"\\ud83"), "\"\\ud83", 0);
	mends(STR("\"\\ud83x\""), "\"\\ud83x\"", 0);
}

static void
control_characters_are_escaped(void)
{
	mends(STR("{\"a\tb\":\"c\nd\x1f\"}"), "{\"a\\u0009b\":\"c\\u000ad\\u001f\"}", 3);
	mends(STR("\"a\0b\""), "\"ab\"", 1);
	mends(STR("[\n\t1,\0 2]"), "[\n\t1,", 0);	/* outside of strings nothing is touched */
	mends(STR("\"a\\\"\tb\",\t\"\\\\\",\t1"), "\"a\\\"\\u0009b\",\t\"\\\\\",\t1", 1);
	mends(STR("\"a\\"), "\"a\\", 0);
	mends(STR("\"a\\\n\""), "\"a\\\n\"", 0);	/* this is no escape, and nobody can tell what it was to be */
	mends(STR(""), "", 0);
}

/* Broken texts come out such that the parser takes them, and every byte of what it takes knows where it comes from. */
static void
what_is_mended_is_json(void)
{
	static const char *const pieces[] = { "\\ud83d", "\\ude00", "\\n", "\\\\", "\\\"", "\t", "x", "\xc3\xa9", "\xff", "\xf0\x9f", "\\u0041", " " };
	struct scan *scan = scan_new();
	struct rng r;

	rng_seed(&r, 5);
	for (unsigned round = 0; round < 3000; round++) {
		struct buf text = {0}, valid = {0}, out = {0};
		struct scan_value v;
		struct scan_error error;
		size_t count, last = 0;

		buf_adds(&text, "{\"k\":\"");
		for (uint64_t n = rng_below(&r, 12); n > 0; n--)
			buf_adds(&text, pieces[rng_below(&r, sizeof pieces / sizeof *pieces)]);
		buf_adds(&text, "\"}");
		count = utf8_repair(&valid, buf_str(&text));
		count += mend_text(&out, buf_str(&valid));
		buf_room(&text, SOURCE_PADDING);
		buf_room(&out, SOURCE_PADDING);
		CHECK(scan_parse(scan, buf_str(&out), &v, &error));
		CHECK((count == 0) == scan_parse(scan, buf_str(&text), &v, &error));
		for (size_t at = 0; at < out.len; at++) {
			size_t from = utf8_origin(buf_str(&text), mend_origin(buf_str(&valid), at));

			CHECK(from >= last && from < text.len);
			last = from;
		}
		CHECK(last == text.len - 1 && mend_origin(buf_str(&valid), out.len) == valid.len);
		buf_free(&text);
		buf_free(&valid);
		buf_free(&out);
	}
	scan_free(scan);
}

static void
origins_are_found(void)
{
	/* a \ud83d b <tab> c: 6, 1, 6 and 1 bytes made of 6, 1, 1 and 1 */
	struct str text = STR("\"a\\ud83db\tc");

	CHECK(mend_origin(text, 1) == 1 && mend_origin(text, 2) == 2 && mend_origin(text, 7) == 2 && mend_origin(text, 8) == 8);
	CHECK(mend_origin(text, 9) == 9 && mend_origin(text, 14) == 9 && mend_origin(text, 15) == 10 && mend_origin(text, 99) == 11);
	text = STR("a\xff" "b\xf0\x9f" "c");
	CHECK(utf8_origin(text, 0) == 0 && utf8_origin(text, 1) == 1 && utf8_origin(text, 3) == 1 && utf8_origin(text, 4) == 2);
	CHECK(utf8_origin(text, 5) == 3 && utf8_origin(text, 7) == 3 && utf8_origin(text, 8) == 5 && utf8_origin(text, 9) == 6);
	CHECK(utf8_origin(STR(""), 3) == 0);
}

UNIT({ "mend: halves of pairs become U+FFFD", halves_of_pairs_become_fffd },
    { "mend: control characters are escaped", control_characters_are_escaped },
    { "mend: what is mended is JSON", what_is_mended_is_json },
    { "mend: origins are found", origins_are_found })
