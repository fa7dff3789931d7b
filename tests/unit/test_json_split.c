#include "unit.h"

#include "../../src/base/buf.h"
#include "../../src/json/split.h"

static const struct str root[] = { { "", 0 } };
static const struct str both[] = { { "tickets", 7 }, { "result.items", 12 } };

/* The elements of a text given in pieces, '|' behind each, then how it ended and, if badly, where. */
static const char *
split(const struct str *wanted, size_t count, const char *text, size_t piece)
{
	static struct buf out;
	struct split s = { .wanted = wanted, .count = count };
	size_t n = strlen(text), from = 0, end = piece < n ? piece : n;
	enum split_status r;

	buf_clear(&out);
	while ((r = split_next(&s, (struct str){ text + from, end - from }, end == n)) != SPLIT_END && r != SPLIT_BAD) {
		if (r == SPLIT_ELEMENT)
			buf_printf(&out, "%zu:%.*s|", s.which, (int)s.element.n, s.element.s);
		from += s.consumed;
		if (r == SPLIT_MORE)
			end = n - end < piece ? n : end + piece;
	}
	if (r == SPLIT_BAD)
		buf_printf(&out, "%zu: %s", from + s.at, s.why);
	else
		buf_adds(&out, s.found ? "end" : "nothing");
	split_free(&s);
	return out.data;
}

static void
roots_are_elements(void)
{
	CHECK_TEXT(split(root, 1, "{\"a\":1} {\"b\":[2]}\n3 \"x\"", 99), "0:{\"a\":1}|0:{\"b\":[2]}|0:3|0:\"x\"|end");
	CHECK_TEXT(split(root, 1, "[1,[2],{\"c\":\"]\"}]", 99), "0:1|0:[2]|0:{\"c\":\"]\"}|end");
	CHECK_TEXT(split(root, 1, " [ ] ", 99), "end");
	CHECK_TEXT(split(root, 1, " ", 99), "nothing");
}

static void
arrays_are_found_by_their_path(void)
{
	static const char text[] = "{\"n\":{\"tickets\":[8]},\"tickets\":[{\"id\":1}, {\"id\":2}],\"result\":{\"x\":\"\\\\\",\"items\":[3]},\"items\":[9]}";

	for (size_t piece = 1; piece < sizeof text; piece++)
		CHECK_TEXT(split(both, 2, text, piece), "0:{\"id\":1}|0:{\"id\":2}|1:3|end");
	CHECK_TEXT(split(both, 2, "{\"items\":[1]}", 3), "nothing");
	CHECK_TEXT(split(both, 2, "{\"tickets\":[]}", 3), "end");
}

static void
strings_hide_brackets(void)
{
	for (size_t piece = 1; piece < 12; piece++)
		CHECK_TEXT(split(root, 1, "[\"a\\\"]\",\"\\\\\",{\"}\":\"[{\"}]", piece), "0:\"a\\\"]\"|0:\"\\\\\"|0:{\"}\":\"[{\"}|end");
}

static void
what_is_broken_is_told(void)
{
	CHECK_TEXT(split(both, 2, "{\"tickets\":[1 2]}", 99), "0:1|14: a comma or a closing bracket is expected here");
	CHECK_TEXT(split(both, 2, "{\"tickets\":[1,]}", 99), "0:1|14: a value is expected here");
	CHECK_TEXT(split(both, 2, "{\"tickets\" [1]}", 99), "11: a colon is expected here");
	CHECK_TEXT(split(both, 2, "{tickets:[1]}", 99), "1: a member's name is expected here");
	CHECK_TEXT(split(both, 2, "{\"tickets\":[{\"a\":", 2), "17: the document ends inside of an element");
	CHECK_TEXT(split(both, 2, "{\"tickets\":[{}", 2), "0:{}|14: the document ends before it is complete");
	CHECK_TEXT(split(root, 1, "1}", 99), "0:1|1: a value is expected here");
}

static void
an_element_can_be_passed_over(void)
{
	struct split s = { .wanted = root, .count = 1 };

	CHECK(split_next(&s, STR("[\"long"), false) == SPLIT_MORE && s.consumed == 1);
	CHECK(split_pass(&s));
	CHECK(split_next(&s, STR("\"longer\",2"), false) == SPLIT_MORE && s.consumed == 9);
	CHECK(split_next(&s, STR("2]"), true) == SPLIT_ELEMENT && str_is(s.element, "2"));
	CHECK(!split_pass(&s));
	split_free(&s);
}

UNIT({ "roots are elements", roots_are_elements },
    { "arrays are found by their path", arrays_are_found_by_their_path },
    { "strings hide brackets", strings_hide_brackets },
    { "what is broken is told", what_is_broken_is_told },
    { "an element can be passed over", an_element_can_be_passed_over })
