#include "unit.h"

#include "../../src/text/boilerplate.h"

#define NOTICE "Our reception closes at five and whoever calls later leaves word."

struct common {
	uint64_t line[4];
	size_t n;
};

static uint64_t
hash_of(const char *text)
{
	struct str line;
	size_t at = 0;

	return boilerplate_line(str_of(text), &at, &line);
}

static bool
is_common(const void *with, uint64_t line)
{
	const struct common *c = with;

	for (size_t i = 0; i < c->n; i++)
		if (c->line[i] == line)
			return true;
	return false;
}

static const char *
dropped(const char *text, bool *any)
{
	static struct buf b;
	struct common c = { { hash_of(NOTICE), hash_of("Scanner offline"), hash_of("Best regards,"), hash_of("Help Desk") }, 4 };

	buf_clear(&b);
	*any = boilerplate_drop(&b, str_of(text), is_common, &c);
	return buf_str(&b).s;
}

static void
lines_are_the_same_whatever_is_around_them(void)
{
	struct str text = STR("one\n\n  one \r\n---\ntwo"), line;
	size_t at = 0;
	uint64_t one = boilerplate_line(text, &at, &line);

	CHECK(str_is(line, "one") && at == 4 && one != 0);
	CHECK(boilerplate_line(text, &at, &line) == 0);		/* blank */
	CHECK(boilerplate_line(text, &at, &line) == one);
	CHECK(boilerplate_line(text, &at, &line) == 0 && str_is(line, "---"));
	CHECK(boilerplate_line(text, &at, &line) != one && at == text.n);
}

static void
common_lines_go(void)
{
	bool any;

	CHECK_TEXT(dropped("My valve drips since Monday.\n\n" NOTICE, &any), "My valve drips since Monday.\n\n");
	CHECK(any);
	CHECK_TEXT(dropped("My valve drips since Monday.", &any), "My valve drips since Monday.");
	CHECK(!any);
	CHECK_TEXT(dropped("", &any), "");
	CHECK(!any);
}

static void
what_is_short_is_what_stands_above_a_notice(void)
{
	bool any;

	CHECK_TEXT(dropped("Valve drips\n" NOTICE, &any), "Valve drips\n");
	CHECK(any);
	CHECK_TEXT(dropped("Scanner offline\nAnn", &any), "Scanner offline\nAnn");	/* a name is not what is said */
	CHECK(!any);
	CHECK_TEXT(dropped(NOTICE "\nAnn", &any), NOTICE "\nAnn");
	CHECK(!any);
	CHECK_TEXT(dropped(NOTICE, &any), NOTICE);
	CHECK(!any);
	CHECK_TEXT(dropped("Valve drips\n" NOTICE "\nAnn", &any), "Valve drips\n" NOTICE "\nAnn");
	CHECK(!any);
}

static void
closings_stay_for_the_signature_to_be_known(void)
{
	bool any;

	CHECK_TEXT(dropped("My valve drips since Monday.\nBest regards,\nAnn\nHelp Desk\nExample Ltd", &any),
	    "My valve drips since Monday.\nBest regards,\nAnn\nExample Ltd\n");
	CHECK(any);
}

UNIT(
	{ "boilerplate: lines are the same whatever is around them", lines_are_the_same_whatever_is_around_them },
	{ "boilerplate: common lines go", common_lines_go },
	{ "boilerplate: what is short is what stands above a notice", what_is_short_is_what_stands_above_a_notice },
	{ "boilerplate: closings stay for the signature to be known", closings_stay_for_the_signature_to_be_known },
)
