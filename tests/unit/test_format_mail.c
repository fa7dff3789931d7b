#include "unit.h"

#include "../../src/format/maildate.h"
#include "../../src/format/mailhead.h"
#include "../../src/format/mails.h"
#include "../../src/format/mailtext.h"
#include "../../src/format/subjects.h"
#include "../../src/base/time.h"

static void
persons_are_their_addresses(void)
{
	static const struct { const char *line, *address, *name; } people[] = {
		{ "Ada <Ada@Shop.Example>", "ada@shop.example", "Ada" },
		{ "\"Wren, Ada\" <ada@shop.example>, Bob <bob@shop.example>", "ada@shop.example", "Wren, Ada" },
		{ "Wren, Ada <ada at shop.example>", "ada@shop.example", "Wren, Ada" },
		{ "ada@shop.example (Ada)", "ada@shop.example", "Ada" },
		{ "ada at shop.example (Ada (the) Wren)", "ada@shop.example", "Ada (the) Wren" },
		{ "ada at shop.example (Ada :-))", "ada@shop.example", "Ada :-)" },
		{ "(Ada) ada@shop.example", "ada@shop.example", "Ada" },
		{ "ada @ shop.example", "ada@shop.example", "" },
		{ "ada@shop.example, bob@shop.example", "ada@shop.example", "" },
		{ "<mailto:ada@shop.example>", "ada@shop.example", "" },
		{ "\"a \\\"b\\\" c\" <abc@shop.example>", "abc@shop.example", "a \"b\" c" },
		{ "\"at\" <b", "b", "at" },
		{ "\"open <b@c>", "\"open <b@c>", "" },
		{ "Ada Wren <>", "ada wren", "Ada Wren" },
		{ "root", "root", "" },
		{ "w@|ter @end|ng |rom w@rm@ex@mp|e (Walter)", "w@|ter @end|ng |rom w@rm@ex@mp|e", "Walter" },
		{ "", "", "" }, { "<", "", "" }, { "()", "", "" }, { "(", "", "" },
	};
	struct buf address = {0}, name = {0};

	for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
		buf_clear(&address);
		buf_clear(&name);
		mailhead_person(&address, &name, str_of(people[i].line));
		CHECK_TEXT(buf_str(&address).s, people[i].address);
		CHECK_TEXT(buf_str(&name).s, people[i].name);
	}
	buf_free(&address);
	buf_free(&name);
}

static void
ids_stand_in_angles(void)
{
	static const struct { const char *line, *ids; } lines[] = {
		{ "<a@b> <c@d>", "a@b c@d " }, { "<a@b><c@d>", "a@b c@d " }, { "<a@\n b>", "a@b " }, { "x <a@b> y z@w", "a@b " },
		{ "<> <a@b>", "a@b " }, { "<a@b", "a@b " }, { "<a@b <c@d>", "a@b c@d " }, { "a@b c d@e", "a@b d@e " }, { "none", "" }, { "", "" },
	};
	struct buf id = {0}, all = {0};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct str rest = str_of(lines[i].line);

		buf_clear(&all);
		while (mailhead_id(&id, &rest))
			buf_printf(&all, "%s ", id.data);
		CHECK_TEXT(buf_str(&all).s, lines[i].ids);
	}
	buf_free(&id);
	buf_free(&all);
}

static void
in_reply_to_is_prose(void)
{
	static const struct { const char *line, *id; } lines[] = {
		{ "<root@b>", "root@b" }, { "<root@b> <1@b>", "root@b" }, { "root@b", "root@b" }, { "<1@b> from \"Ada\" at Apr 1", "1@b" },
		{ "Your message of \"Thu, 1 Apr 1999\" <1@b>", "1@b" }, { "Message from Ada <ada1@b> of \"Thu\" <1@b>", "1@b" },
		{ "\"Message from Ada\" <1@b>", "1@b" }, { "Ada <ada@b>", NULL }, { "Ada's message <ada@b> of Thu <1@b>", "1@b" },
		{ "ada@b's message of Thu", NULL }, { "Message from Ada <ada1@b>", NULL }, { "<>", NULL }, { "", NULL }, { " ", NULL }, { "<", NULL },
	};
	struct buf id = {0};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		bool plain, is = mailhead_answered(&id, str_of(lines[i].line), &plain);

		CHECK(is == (lines[i].id != NULL));
		if (is && lines[i].id != NULL)
			CHECK_TEXT(id.data, lines[i].id);
	}
	buf_free(&id);
}

static void
replies_are_known_by_their_subject(void)
{
	static const struct { const char *subject, *rest, *base; bool reply; } subjects[] = {
		{ "Re: [R] Re: Cold  radiator", "[R] Re: Cold  radiator", "cold radiator", true },
		{ "RE : AW:Sv: x", "x", "x", true }, { "Re[2]: x", "x", "x", true }, { "Re^2: x", "x", "x", true }, { "Re(3): x", "x", "x", true },
		{ "re\xef\xbc\x9a x", "x", "x", true }, { "Antw: x", "x", "x", true },
		{ "[R] Re: [R] x", "[R] Re: [R] x", "x", true }, { "[R] [R] x", "[R] [R] x", "x", false },
		{ "Fwd: x", "Fwd: x", "fwd: x", false }, { "Regarding: x", "Regarding: x", "regarding: x", false }, { "Re x", "Re x", "re x", false },
		{ "Re[x]: y", "Re[x]: y", "re[x]: y", false }, { "[R]", "[R]", "[r]", false }, { "Re:", "", "", true }, { "Re", "Re", "re", false },
		{ "", "", "", false },
	};
	struct buf base = {0};

	for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
		CHECK(str_is(mailhead_subject(str_of(subjects[i].subject)), subjects[i].rest));
		buf_clear(&base);
		CHECK(mailhead_base(&base, str_of(subjects[i].subject)) == subjects[i].reply);
		CHECK_TEXT(buf_str(&base).s, subjects[i].base);
	}
	buf_free(&base);
}

static void
separators_have_a_date(void)
{
	static const struct { const char *line, *sender, *date; } lines[] = {
		{ "From ada at shop.example  Thu Apr  1 15:04:22 1999", "ada at shop.example", "Thu Apr  1 15:04:22 1999" },
		{ "From ada@shop.example Thu Apr 01 15:04:22 +0000 1999", "ada@shop.example", "Thu Apr 01 15:04:22 +0000 1999" },
		{ "From - Thu Apr  1 15:04:22 1999", "-", "Thu Apr  1 15:04:22 1999" },
		{ "From  Thu Apr  1 15:04:22 1999", "", "Thu Apr  1 15:04:22 1999" },
		{ "From ada Thu Apr  1 15:04 EST 1999", "ada", "Thu Apr  1 15:04 EST 1999" },
		{ "From ada Thu Apr  1 15:04:22 1999 remote from wren", "ada", "Thu Apr  1 15:04:22 1999" },
		{ "From Mon Tue at x  Thu Apr 31 15:04:22 1999", "Mon Tue at x", "Thu Apr 31 15:04:22 1999" },
		{ "From here on Thu we go", NULL, NULL }, { "From ada", NULL, NULL }, { "From Thu", NULL, NULL }, { ">From a Thu Apr  1 15:04:22 1999", NULL, NULL },
		{ "From: ada Thu Apr  1 15:04:22 1999", NULL, NULL }, { "", NULL, NULL },
	};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct str sender = {0}, date = {0};
		bool is = mails_separator(str_of(lines[i].line), &sender, &date);

		CHECK(is == (lines[i].date != NULL));
		CHECK(!is || (str_is(sender, lines[i].sender) && str_is(date, lines[i].date)));
	}
}

static void
archives_and_mails_are_recognised(void)
{
	CHECK(mails_recognise(STR("From a at b  Thu Apr  1 15:04:22 1999\nFrom: a at b (A)\n")) == 95);
	CHECK(mails_recognise(STR("\r\n\nFrom a@b Thu Apr  1 15:04:22 1999\r\n>From c Thu Apr  1 15:04:22 1999\r\nReceived: x\r\n")) == 95);
	CHECK(mails_recognise(STR("From: a@b\nMessage-ID: <1@b>\n\nx")) == 60);
	CHECK(mails_recognise(STR("Received: from x\n\tby y\nFrom: a@b\nDate: now\n\nx")) == 60);
	CHECK(mails_recognise(STR("From a@b Thu Apr  1 15:04:22 1999\nDear all\n")) == 0);
	CHECK(mails_recognise(STR("From: a@b\n\nDate: now\n")) == 0);
	CHECK(mails_recognise(STR("From,Date\na,b\n")) == 0 && mails_recognise(STR("")) == 0);
}

static void
words_are_decoded(void)
{
	static const struct { const char *line, *text; } lines[] = {
		{ "=?utf-8?Q?a=C3=A9_b?=", "a\xc3\xa9 b" }, { "=?utf-8?B?w6k=?= x", "\xc3\xa9 x" },
		{ "=?utf-8?Q?=C3?= \t=?utf-8?Q?=A9?=", "\xc3\xa9" }, { "=?iso-8859-1*de?q?=E9?=", "\xc3\xa9" },
		{ "x=?utf-8?q?y?=z", "xyz" }, { "=?utf-8?q?" "?=", "" }, { "=?utf-8?b?!?=", "=?utf-8?b?!?=" }, { "a = b ?= c", "a = b ?= c" },
		{ "=?utf-8?q?=4?=", "=4" }, { "=?", "=?" }, { "=?a?q?b?=", "b" },
	};
	struct mailtext t = {0};
	struct buf out = {0};
	unsigned flags = 0;

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		buf_clear(&out);
		mailtext_words(&t, &out, str_of(lines[i].line), &flags);
		CHECK_TEXT(buf_str(&out).s, lines[i].text);
	}
	CHECK(flags == 0);
	buf_free(&out);
	mailtext_free(&t);
}

static void
base64_ends_where_it_ends(void)
{
	static const struct { const char *text, *bytes; size_t n; } texts[] = {
		{ "YWJj\nZA==\nfooter\n", "abcd", 10 }, { "YWJj\r\nZGVm\r\n\r\n____\n", "abcdef", 14 }, { "Dear Ada,\n", "", 0 }, { "", "", 0 },
	};
	struct buf out = {0};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		buf_clear(&out);
		CHECK(mailtext_base64(&out, str_of(texts[i].text)) == texts[i].n);
		CHECK_TEXT(buf_str(&out).s, texts[i].bytes);
	}
	buf_free(&out);
}

static void
dates_of_mails_are_sloppy(void)
{
	static const struct { const char *text; enum maildate is; int64_t s; } dates[] = {
		{ "Thu, 1 Apr 1999 15:04:22 +0200 (CEST)", MAILDATE_GOOD, 922971862 }, { "Thu, 1 Apr 99 15:04:22 EST", MAILDATE_GOOD, 922997062 },
		{ "Thu Apr  1 15:04:22 1999", MAILDATE_GOOD, 922979062 }, { "Thu, 1 Apr 1999 15:04:22 -500", MAILDATE_GOOD, 922997062 },
		{ "Do, 1 Apr 1999 15:04:22 \"GMT\"", MAILDATE_GOOD, 922979062 }, { "Thu, 1 Apr 1999 15:04:22 (EST)", MAILDATE_GOOD, 922997062 },
		{ "Mon, 3 Jan 19100 15:04:22 +0000", MAILDATE_GOOD, 946911862 }, { "Mon, 3 Jan 100 15:04:22 +0000", MAILDATE_GOOD, 946911862 },
		{ "Mon, 3 Jan 0100 15:04:22 +0100", MAILDATE_GOOD, 946908262 }, { "Thu, 1 Apr 1999 15:04:22 +0200 (MET DST)", MAILDATE_GOOD, 922971862 },
		{ "Fri, 1 Jan 1904 00:00:00 +0000", MAILDATE_UNREADABLE, 0 }, { "Thu, 1 Jan 1970 00:00:12 +0000", MAILDATE_UNREADABLE, 0 },
		{ "Thu, 1 Apr 1999 15:04:22 IST", MAILDATE_UNREADABLE, 0 }, { "Thu, 1 Apr 1999", MAILDATE_UNREADABLE, 0 },
		{ "1/4/1999 15:04", MAILDATE_UNREADABLE, 0 }, { "yesterday", MAILDATE_UNREADABLE, 0 }, { "", MAILDATE_UNREADABLE, 0 },
		{ "Thu, 31 Apr 1999 15:04:22 +0200", MAILDATE_IMPOSSIBLE, 0 }, { "Thu, 1 Apr 1999 25:04:22 +0200", MAILDATE_IMPOSSIBLE, 0 },
		{ "Thu, 31 Apr 1999 15:04:22 IST", MAILDATE_IMPOSSIBLE, 0 },
	};
	struct dates d = {0};

	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
		int64_t ms = 0;
		enum maildate is = maildate_read(str_of(dates[i].text), &d, 1, &ms);

		CHECK(is == dates[i].is);
		CHECK(is != MAILDATE_GOOD || ms == dates[i].s * 1000);
	}
}

/* Mails given as "id oldest-that-it-names-or-0 subject day"; a capital subject is a reply, an id over 90 was made up. */
static void
put_mails(struct subjects *s, const char *mails)
{
	unsigned id, oldest, day;
	char subject;
	int n;

	for (; sscanf(mails, "%u %u %c %u%n", &id, &oldest, &subject, &day, &n) == 4; mails += n) {
		char key[12], other[12], base = (char)(subject | 32);
		struct subjects_mail m = { .base = { &base, 1 }, .at = (int64_t)day * TIME_DAY, .reply = subject < 'a', .nameless = id > 90 };

		snprintf(key, sizeof key, "%u", id);
		snprintf(other, sizeof other, "%u", oldest);
		m.id = str_of(key);
		if (oldest != 0)
			m.oldest = str_of(other);
		subjects_add(s, &m);
	}
}

/* The links that the desk was told. */
static void
check_links(const char *mails, const char *links)
{
	struct ledger ledger = {0};
	struct roster roster = {0};
	struct desks desks;
	struct subjects s = {0};
	struct buf out = {0};

	desks_open(&desks, &ledger, &roster, 1 << 20, TIME_NONE);
	s.desk = desks_desk(&desks, STR("mail"));
	put_mails(&s, mails);
	subjects_finish(&s);
	for (size_t i = 0; i < s.desk->nodes.len; i++)
		if (s.desk->nodes.at[i].parent != 0)
			buf_printf(&out, "%s-%s ", map_key(&s.desk->keys, i).s, map_key(&s.desk->keys, s.desk->nodes.at[i].parent - 1).s);
	CHECK_TEXT(buf_str(&out).s, links);
	buf_free(&out);
	subjects_free(&s);
	desks_close(&desks);
	ledger_free(&ledger);
}

static void
replies_that_name_no_mail_have_a_subject(void)
{
	check_links("1 0 s 1  2 0 S 3  3 0 S 5", "2-1 3-1 ");
	check_links("3 0 S 5  2 0 S 3  1 0 s 1", "2-1 3-1 ");		/* whatever order they are read in */
	check_links("1 0 s 1  2 0 s 4  3 0 S 5", "3-2 ");		/* the last thread before it */
	check_links("1 0 s 1  2 0 S 15  3 0 S 29", "2-1 3-1 ");		/* 14 days of silence, not more */
	check_links("1 0 s 1  2 0 S 16  3 0 S 17", "");
	check_links("1 0 s 1  2 1 S 12  3 0 S 24", "3-1 ");		/* any mail of the subject breaks it */
	check_links("1 0 s 3  2 0 S 1", "");				/* not under what came later */
	check_links("1 0 S 1  2 0 S 2", "");				/* not where nobody asked */
	check_links("1 0 s 1  2 9 S 2  3 2 S 3", "");			/* not if it says what it answers */
	check_links("1 0 s 1  2 0 T 2  3 0 t 1", "2-3 ");		/* not another subject */
	check_links("", "");
}

static void
mails_without_an_id_are_found_by_their_subject(void)
{
	check_links("91 0 s 1  2 5 S 2  3 5 S 3", "5-91 ");		/* 5 is not here, and may be 91 */
	check_links("91 0 s 1  5 0 t 1  2 5 S 2", "");			/* 5 is here */
	check_links("91 0 s 1  2 0 S 2", "2-91 ");
	check_links("1 0 s 1  2 5 S 2", "");				/* 1 has an id: it is not 5 */
}

UNIT(
	{ "persons are their addresses", persons_are_their_addresses },
	{ "ids stand in angles", ids_stand_in_angles },
	{ "In-Reply-To is prose", in_reply_to_is_prose },
	{ "replies are known by their subject", replies_are_known_by_their_subject },
	{ "separators have a date", separators_have_a_date },
	{ "archives and mails are recognised", archives_and_mails_are_recognised },
	{ "words are decoded", words_are_decoded },
	{ "base64 ends where it ends", base64_ends_where_it_ends },
	{ "dates of mails are sloppy", dates_of_mails_are_sloppy },
	{ "replies that name no mail have a subject", replies_that_name_no_mail_have_a_subject },
	{ "mails without an id are found by their subject", mails_without_an_id_are_found_by_their_subject },
)
