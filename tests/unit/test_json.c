#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/base/time.h"
#include "../../src/io/source.h"
#include "../../src/json/scan.h"
#include "../../src/json/span.h"
#include "../../src/json/write.h"

#include <jansson.h>
#include <math.h>

static struct scan *scan;

/* Parse with the padding that the scan wants. */
static bool
parse(const char *text, size_t n, struct scan_value *root, struct scan_error *error)
{
	static struct buf padded;

	buf_clear(&padded);
	buf_room(&padded, n + SOURCE_PADDING);
	buf_add(&padded, text, n);
	memset(padded.data + n, 0, SOURCE_PADDING);
	return scan_parse(scan, (struct str){ padded.data, n }, root, error);
}

static void
values_have_their_types(void)
{
	static const char text[] =
	    "{\"n\":null,\"t\":true,\"i\":-9223372036854775808,\"u\":18446744073709551615,\"r\":1.5,\"s\":\"a\\u0000\\ud83d\\ude00\",\"a\":[1,2],\"o\":{}}";
	struct scan_value root, v;
	struct scan_error error;
	int64_t i = 7;
	double r;
	bool b;

	scan = scan_new();
	CHECK(parse(text, sizeof text - 1, &root, &error) && scan_type(root) == SCAN_OBJECT && scan_count(root) == 8);
	CHECK(scan_type(scan_member(root, STR("n"))) == SCAN_NULL);
	CHECK(scan_bool(scan_member(root, STR("t")), &b) && b);
	CHECK(scan_int(scan_member(root, STR("i")), &i) && i == INT64_MIN);
	i = 7;
	v = scan_member(root, STR("u"));
	CHECK(scan_type(v) == SCAN_INT && !scan_int(v, &i) && i == 7);
	CHECK(scan_real(scan_member(root, STR("r")), &r) && r == 1.5 && !scan_int(scan_member(root, STR("r")), &i));
	CHECK(str_equal(scan_string(scan_member(root, STR("s"))), STR("a\0\xf0\x9f\x98\x80")));
	CHECK(scan_count(scan_member(root, STR("a"))) == 2 && scan_type(scan_member(root, STR("o"))) == SCAN_OBJECT);
	v = scan_member(root, STR("none"));
	CHECK(scan_type(v) == SCAN_ABSENT && scan_string(v).s == NULL && !scan_int(v, &i) && !scan_real(v, &r) && !scan_bool(v, &b));
	CHECK(scan_type(scan_member(v, STR("deeper"))) == SCAN_ABSENT && scan_count(v) == 0);
	CHECK(scan_string(root).s == NULL && scan_type(scan_member(scan_member(root, STR("i")), STR("x"))) == SCAN_ABSENT);
	scan_free(scan);
}

static void
walking_gives_all_in_order(void)
{
	struct scan_value root, v;
	struct scan_error error;
	struct scan_each walk;
	struct buf seen = {0};
	struct str name;
	int64_t i;

	scan = scan_new();
	CHECK(parse("{\"b\":1,\"a\":[{\"x\":9},2],\"b\":3}", 29, &root, &error));
	walk = scan_each(root);
	while (scan_next(&walk, &name, &v))
		buf_printf(&seen, "%.*s:%s;", (int)name.n, name.s, scan_type_name(scan_type(v)));
	CHECK_TEXT(seen.data, "b:an integer;a:an array;b:an integer;");
	CHECK(scan_int(scan_member(root, STR("b")), &i) && i == 1);
	walk = scan_each(scan_member(root, STR("a")));
	CHECK(scan_next(&walk, &name, &v) && name.s == NULL && scan_type(v) == SCAN_OBJECT);
	CHECK(scan_next(&walk, NULL, &v) && scan_int(v, &i) && i == 2 && !scan_next(&walk, NULL, &v));
	walk = scan_each(scan_member(root, STR("none")));
	CHECK(!scan_next(&walk, &name, &v));
	buf_free(&seen);
	scan_free(scan);
}

static void
what_is_no_json_is_refused_with_its_place(void)
{
	static const struct { const char *text; size_t n, from, to; } wrong[] = {
		{ "", 0, 0, 1 }, { "{", 1, 1, 2 }, { "{\"a\":1,}", 8, 7, 8 }, { "{\"a\":01}", 8, 5, 8 }, { "[1,2", 4, 4, 5 },
		{ "{\"a\":\"\xff\"}", 9, 6, 9 }, { "{\"a\":\"x\ny\"}", 11, 7, 10 }, { "{\"a\":\"\\ud800\"}", 14, 6, 14 },
		{ "{\"a\":tru}", 9, 5, 9 }, { "{\"a\":NaN}", 9, 5, 9 }, { "{\"a\":1}{", 8, 7, 8 }, { "{\"a\":'x'}", 9, 5, 8 },
		{ "{\"a\":1\0}", 8, 6, 8 }, { "\xef\xbb\xbf{}", 5, 1, 4 },
	};
	struct scan_value root;
	struct scan_error error;

	scan = scan_new();
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		error = (struct scan_error){ 0 };
		if (!CHECK(!parse(wrong[i].text, wrong[i].n, &root, &error)) ||
		    !CHECK(error.byte >= wrong[i].from && error.byte <= wrong[i].to && error.why[0] != '\0'))
			printf("#   case %zu: byte %zu, %s\n", i, error.byte, error.why);
	}
	CHECK(parse("{\"a\":1}", 7, &root, &error));	/* and the scan is as good as new */
	scan_free(scan);
}

static void
depth_is_bounded(void)
{
	struct buf deep = {0};
	struct scan_value root;
	struct scan_error error;

	scan = scan_new();
	for (int i = 0; i < 100000; i++)
		buf_addc(&deep, '[');
	CHECK(!parse(deep.data, deep.len, &root, &error) && error.why[0] != '\0');
	for (int i = 0; i < 100000; i++)
		buf_addc(&deep, ']');
	CHECK(!parse(deep.data, deep.len, &root, &error) && error.why[0] != '\0');
	CHECK(parse(deep.data + 99000, 2000, &root, &error));
	buf_free(&deep);
	scan_free(scan);
}

static void
a_text_is_built_member_by_member(void)
{
	struct buf b = {0};

	write_object(&b, NULL);
	write_string(&b, "s", STR("a\"b\\c\n\t\x01\x7f\xc3\xa9"));
	write_string(&b, "none", (struct str){0});
	write_string(&b, "empty", STR(""));
	write_array(&b, "a");
	write_int(&b, NULL, INT64_MIN);
	write_int(&b, NULL, 0);
	write_real(&b, NULL, 0.1);
	write_real(&b, NULL, -0.0);
	write_real(&b, NULL, NAN);
	write_real(&b, NULL, 1e300);
	write_object(&b, NULL);
	write_end_object(&b);
	write_array(&b, NULL);
	write_end_array(&b);
	write_bool(&b, NULL, false);
	write_null(&b, NULL);
	write_end_array(&b);
	write_time(&b, "t", 1511196333123);
	write_time(&b, "n", TIME_NONE);
	write_hex(&b, "h", (const uint64_t[]){ 0xabc, UINT64_C(0x123456789) }, 2, 4);
	write_name_of(&b, STR("odd \"name\""));
	write_raw(&b, NULL, STR("{\"x\":1}"));
	write_end_object(&b);
	CHECK_TEXT(b.data, "{\"s\":\"a\\\"b\\\\c\\n\\t\\u0001\\u007f\xc3\xa9\",\"none\":null,\"empty\":\"\","
	    "\"a\":[-9223372036854775808,0,0.1,0,null,1e+300,{},[],false,null],\"t\":\"2017-11-20T16:45:33.123Z\",\"n\":null,"
	    "\"h\":\"0abc6789\",\"odd \\\"name\\\"\":{\"x\":1}}");
	buf_free(&b);
}

/* Whatever bytes go in: what comes out is JSON, and the same text where it was UTF-8. */
static void
any_bytes_make_a_valid_string(void)
{
	struct rng rng;
	struct buf b = {0};
	char raw[40];

	rng_seed(&rng, 7);
	for (int i = 0; i < 20000; i++) {
		size_t n = (size_t)rng_below(&rng, sizeof raw);
		json_t *back;

		for (size_t k = 0; k < n; k++)	/* mostly the bytes that UTF-8 is made of */
			raw[k] = (char)(rng_below(&rng, 3) == 0 ? rng_below(&rng, 256) : 0x80 + rng_below(&rng, 0x78));
		buf_clear(&b);
		write_quoted(&b, (struct str){ raw, n });
		back = json_loadb(b.data, b.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
		if (!CHECK(back != NULL))
			break;
		CHECK(scan_utf8(buf_str(&b)));
		if (scan_utf8((struct str){ raw, n }))
			CHECK(json_string_length(back) == n && memcmp(json_string_value(back), raw, n) == 0);
		json_decref(back);
	}
	buf_clear(&b);
	write_quoted(&b, STR("\xc3(\xed\xa0\x80\xf4\x90\x80\x80\xe2\x82"));
	CHECK_TEXT(b.data, "\"\xef\xbf\xbd(" "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" "\xef\xbf\xbd\xef\xbf\xbd\"");
	buf_free(&b);
}

static void
spans_are_found_in_any_spelling(void)
{
	struct str text = STR(" { \"a\" : 1 , \"b\\\"}\":\"x\\\\\", \"c\":[ {\"a\":\"]\"} ,2], \"a\": -1.5e3 } \r");
	size_t position = 0;
	struct span s;

	CHECK(span_next(text, &position, &s) && str_equal(s.name, STR("a")) && str_equal(s.value, STR("1")) &&
	    str_equal(s.whole, STR("\"a\" : 1")));
	CHECK(span_next(text, &position, &s) && str_equal(s.name, STR("b\\\"}")) && str_equal(s.value, STR("\"x\\\\\"")));
	CHECK(span_next(text, &position, &s) && str_equal(s.value, STR("[ {\"a\":\"]\"} ,2]")));
	CHECK(span_next(text, &position, &s) && str_equal(s.value, STR("-1.5e3")));
	CHECK(!span_next(text, &position, &s));
	CHECK(span_member(text, "c", &s) && !span_member(text, "d", &s));
	CHECK(span_member(STR("{\"a\":1,\"\\u0061\":2,\"b\":3}"), "a", &s) && str_equal(s.value, STR("2")));
	CHECK(text.s[span_close(text)] == '}' && span_close(text) == text.n - 3);
	text = STR("[1,\"a,b\",[ ],{}]");
	position = 0;
	for (int i = 0; i < 4; i++)
		CHECK(span_next(text, &position, &s) && s.name.s == NULL);
	CHECK(str_equal(s.value, STR("{}")) && !span_next(text, &position, &s));
	position = 0;
	CHECK(!span_next(STR("{ }"), &position, &s));
	position = 0;
	CHECK(!span_next(STR("[]"), &position, &s));
}

UNIT(
	{ "values have their types, absent ones too", values_have_their_types },
	{ "walking gives all in order, the first of a name is found", walking_gives_all_in_order },
	{ "what is no JSON is refused with its place", what_is_no_json_is_refused_with_its_place },
	{ "depth is bounded", depth_is_bounded },
	{ "a text is built member by member", a_text_is_built_member_by_member },
	{ "any bytes make a valid string", any_bytes_make_a_valid_string },
	{ "spans are found in any spelling", spans_are_found_in_any_spelling },
)
