#include "unit.h"

#include "../../src/format/kin.h"
#include "../../src/format/maildate.h"
#include "../../src/format/mailhead.h"
#include "../../src/format/mails.h"
#include "../../src/format/mailtext.h"
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
replies_are_known_by_their_subject(void)
{
	static const struct { const char *subject, *rest, *base; bool reply; } subjects[] = {
		{ "Re: [R] Re: Cold  radiator", "[R] Re: Cold  radiator", "cold radiator", true },
		{ "RE : AW:Sv: x", "x", "x", true }, { "Re[2]: x", "x", "x", true }, { "Re^2: x", "x", "x", true }, { "Re(3): x", "x", "x", true },
		{ "re\xef\xbc\x9a x", "x", "x", true }, { "Antw: x", "x", "x", true },
		{ "Fwd: x", "Fwd: x", "fwd: x", false }, { "Regarding: x", "Regarding: x", "regarding: x", false }, { "Re x", "Re x", "re x", false },
		{ "Re[x]: y", "Re[x]: y", "re[x]: y", false }, { "[R]", "[R]", "[r]", false }, { "Re:", "", "", true }, { "Re", "Re", "re", false },
		{ "", "", "", false },
	};
	struct buf base = {0};

	for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
		bool reply;
		struct str rest = mailhead_subject(str_of(subjects[i].subject), &reply);

		CHECK(str_is(rest, subjects[i].rest));
		CHECK(reply == subjects[i].reply);
		buf_clear(&base);
		mailhead_base(&base, str_of(subjects[i].subject));
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

/* What is known of threads: mails given as "id parent-or-0 subject day", a capital subject is a reply. */
static void
thread(struct desks *desks, struct kin *k, const char *mails)
{
	uint32_t id, parent;
	unsigned day;
	char subject;
	int n;

	k->desk = desks_desk(desks, STR("mail"));
	for (; sscanf(mails, "%u %u %c %u%n", &id, &parent, &subject, &day, &n) == 4; mails += n) {
		char key[12], text[2] = { (char)(subject | 32), '\0' };
		struct kin_mail m = { .at = (int64_t)day * TIME_DAY, .reply = subject < 'a', .parent = NODE_NONE, .subject = { text, 1 } };
		struct desk_post p = { .flags = POST_OWN, .author = PERSON_NONE, .at = m.at, .version = TIME_NONE };

		for (unsigned i = 0; i <= id || i <= parent; i++) {
			snprintf(key, sizeof key, "%u", i);
			desk_node(k->desk, str_of(key));
		}
		p.node = m.node = id;
		if (parent != 0)
			m.parent = parent;
		kin_add(k, &m);
		desk_add_post(k->desk, &p);
	}
	kin_finish(k);
}

/* The parents that the desk was told, of nodes 1 ... */
static void
check_thread(const char *mails, const char *parents)
{
	struct ledger ledger = {0};
	struct roster roster = {0};
	struct desks desks;
	struct kin k = {0};
	struct buf out = {0};

	desks_open(&desks, &ledger, &roster, 1 << 20, TIME_NONE);
	thread(&desks, &k, mails);
	for (size_t i = 1; i < k.up.len && i < 5; i++)
		buf_printf(&out, "%d ", (int)k.up.at[i] - 1);
	CHECK_TEXT(out.data, parents);
	buf_free(&out);
	kin_free(&k);
	desks_close(&desks);
	ledger_free(&ledger);
}

static void
replies_without_references_have_a_subject(void)
{
	check_thread("1 0 s 1  2 0 S 3  3 0 S 5", "-1 1 2 ");			/* under the nearest */
	check_thread("2 0 S 3  1 0 s 1", "-1 1 ");				/* whatever order they are read in */
	check_thread("1 0 s 1  2 0 S 15  3 0 S 30", "-1 1 -1 ");		/* 14 days, not more */
	check_thread("1 0 s 3  2 0 S 1", "-1 -1 ");				/* not under what came later */
	check_thread("1 0 S 1  2 0 S 2", "-1 -1 ");				/* not where nobody asked */
	check_thread("1 0 s 1  2 9 S 2  3 2 S 3", "-1 9 2 -1 ");	/* not if it says what it answers */
	check_thread("1 0 s 1  2 1 S 2  3 0 T 2  4 0 t 1", "-1 1 4 -1 ");	/* another subject */
}

static void
rings_are_left_to_the_desk(void)
{
	check_thread("1 2 s 1  2 1 s 2  3 0 S 3", "2 1 -1 ");
	check_thread("1 1 s 1", "-1 ");
}

UNIT(
	{ "persons are their addresses", persons_are_their_addresses },
	{ "ids stand in angles", ids_stand_in_angles },
	{ "replies are known by their subject", replies_are_known_by_their_subject },
	{ "separators have a date", separators_have_a_date },
	{ "archives and mails are recognised", archives_and_mails_are_recognised },
	{ "words are decoded", words_are_decoded },
	{ "base64 ends where it ends", base64_ends_where_it_ends },
	{ "dates of mails are sloppy", dates_of_mails_are_sloppy },
	{ "replies without references have a subject", replies_without_references_have_a_subject },
	{ "rings are left to the desk", rings_are_left_to_the_desk },
)
