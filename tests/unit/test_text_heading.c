#include "unit.h"

#include "../../src/text/heading.h"
#include "../../src/text/spelling.h"
#include "../../src/text/telling.h"

static struct buf out;

static const char *
of_subject(const char *subject)
{
	buf_clear(&out);
	buf_adds(&out, "");
	heading_of_subject(&out, str_of(subject));
	return out.data;
}

static const char *
of_text(const char *text)
{
	buf_clear(&out);
	buf_adds(&out, "");
	heading_of_text(&out, str_of(text));
	return out.data;
}

static const char *
cut(const char *line, size_t characters)
{
	buf_clear(&out);
	buf_adds(&out, "");
	heading_cut(&out, str_of(line), characters);
	return out.data;
}

static void
subjects_lose_what_mail_programs_add(void)
{
	CHECK_TEXT(of_subject("RE: Fwd: [Ticket 12] re:  Heating\tcold "), "Heating cold");
	CHECK_TEXT(of_subject("@help @me it is down"), "it is down");
	CHECK_TEXT(of_subject(""), "");
	CHECK_TEXT(of_subject("[only]"), "[only]");
}

static void
nothing_that_a_terminal_obeys_is_left(void)
{
	CHECK_TEXT(of_subject("\033[31mred\033[0m\a alert\r\nnow\177"), "red alert now");
	CHECK_TEXT(of_subject("a\xc2\x9b" "31m b \xe2\x80\xae" "c"), "a31m b c");
	CHECK_TEXT(of_subject("\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae"), "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae");
}

static void
a_text_gives_its_first_sentence(void)
{
	CHECK_TEXT(of_text("Hello,\n\nmy card is lost. What now?\n\nBest regards\nJo"), "my card is lost.");
	CHECK_TEXT(of_text("Version 2.5 crashes! Help"), "Version 2.5 crashes!");
	CHECK_TEXT(of_text("退款还没有到账。请帮忙"), "退款还没有到账。");
	CHECK_TEXT(of_text("@shop where is my order? I wait"), "where is my order?");
	CHECK_TEXT(of_text("A title\nand a line"), "A title");
	CHECK_TEXT(of_text("New words\n\nOn Monday Al wrote:\n> old words"), "New words");
	CHECK_TEXT(of_text(""), "");
}

static void
a_line_is_cut_at_a_word(void)
{
	CHECK_TEXT(cut("one two three", 100), "one two three");
	CHECK_TEXT(cut("one two three", 9), "one two");
	CHECK_TEXT(cut("one two three", 7), "one two");
	CHECK_TEXT(cut("one, two", 5), "one");
	CHECK_TEXT(cut("没有到账", 2), "没有");
	CHECK_TEXT(cut("", 5), "");
	buf_free(&out);
}

static void
words_tell_or_do_not(void)
{
	CHECK(telling_alone(STR("card")) && !telling_alone(STR("the")) && !telling_alone(STR("12")) && !telling_alone(STR("x")));
	CHECK(telling_alone(STR("пароль")) && !telling_alone(STR("не")));
	CHECK(telling_alone(STR("退款")) && !telling_alone(STR("ます")));
	CHECK(telling_of(STR("的退")) == (TELLING_PAIR | TELLING_ENDS) && telling_of(STR("退")) == TELLING_PAIR);
	CHECK(telling_overlap(STR("打印"), STR("印机")) == 3 && telling_overlap(STR("打印"), STR("机器")) == 0);
}

static bool
spelt(const char *text, const char *phrase, const char *wanted)
{
	struct str found = spelling_find(str_of(text), str_of(phrase));

	return wanted != NULL ? str_is(found, wanted) : found.s == NULL;
}

static void
a_phrase_is_found_as_it_is_written(void)
{
	CHECK(spelt("Die \xc3\x9c" "berweisung fehlt", "uberweisung fehlt", "\xc3\x9c" "berweisung fehlt"));
	CHECK(spelt("my Top-Up, the top up", "top up", "Top-Up"));
	CHECK(spelt("New. York, new New York", "new york", "New York"));
	CHECK(spelt("it doesn't work", "doesnt work", "doesn't work"));
	CHECK(spelt("new", "new york", NULL) && spelt("", "a", NULL) && spelt("a", "", NULL));
}

UNIT(
	{ "heading: subjects lose what mail programs add", subjects_lose_what_mail_programs_add },
	{ "heading: nothing that a terminal obeys is left", nothing_that_a_terminal_obeys_is_left },
	{ "heading: a text gives its first sentence", a_text_gives_its_first_sentence },
	{ "heading: a line is cut at a word", a_line_is_cut_at_a_word },
	{ "spelling: a phrase is found as it is written", a_phrase_is_found_as_it_is_written },
	{ "telling: words tell or do not", words_tell_or_do_not },
)
