#include "unit.h"

#include "../../src/base/buf.h"
#include "../../src/base/rng.h"
#include "../../src/text/courtesy.h"
#include "../../src/text/normal.h"
#include "../../src/text/note.h"
#include "../../src/text/quote.h"

#include <time.h>

static const char *
cut(const char *text)
{
	static struct buf b;

	buf_clear(&b);
	quote_cut(&b, str_of(text));
	return buf_str(&b).s;
}

static void
chains_are_cut(void)
{
	CHECK_TEXT(cut("It broke again.\n\nOn Mon, 3 Mar 2025 at 10:01, Ann <ann@x.example> wrote:\n> Did you restart?\n> Ann"), "It broke again.");
	CHECK_TEXT(cut("It broke again.\n\nOn Mon, 3 Mar 2025 at 10:01, Ann Very-Long-Name\n<ann@x.example> wrote:\n\nDid you restart?"), "It broke again.");
	CHECK_TEXT(cut("On 3 Mar 2025 Ann wrote:\n> Did you restart?\nYes, twice."), "Yes, twice.");
	CHECK_TEXT(cut("It broke again.\n\nAnn Smith <ann@x.example> wrote:\n> Did you restart?"), "It broke again.");
	CHECK_TEXT(cut("> Did you restart?\nYes, twice.\n> And?\nNo."), "Yes, twice.\nNo.");
	CHECK_TEXT(cut("Geht nicht.\r\n\r\nAm 03.03.2025 um 10:01 schrieb Anna:\r\nHaben Sie neu gestartet?"), "Geht nicht.");
	CHECK_TEXT(cut("No funciona.\nEl 3 mar 2025, Ana escribi\xc3\xb3:\nreinicie"), "No funciona.");
	CHECK_TEXT(cut("The eight words that stand above are here.\n-----Original Message-----\nFrom: x\nold"), "The eight words that stand above are here.");
	CHECK_TEXT(cut("The eight words that stand above are here.\n\nFrom: Ann\nSent: Monday\nTo: Bob\nSubject: x\n\nold"), "The eight words that stand above are here.");
	CHECK_TEXT(cut("Die acht Worte stehen alle hier oben dr\xc3\xbc" "ber.\nVon: Anna\nGesendet: Montag\nAn: Bob\nBetreff: x\n\nalt"), "Die acht Worte stehen alle hier oben dr\xc3\xbc" "ber.");
}

static void
a_forward_keeps_its_body(void)
{
	CHECK_TEXT(cut("FYI\n\n*From:* Ann <a@x.example>\n*Sent:* Monday\n*To:* Bob\n*Subject:* broken\n\nMy printer is on fire."), "My printer is on fire.");
	CHECK_TEXT(cut("Begin forwarded message:\n\nFrom: Ann <a@x.example>\nSubject: broken\nDate: Monday\nTo: Bob\n\nMy printer is on fire."), "My printer is on fire.");
	CHECK_TEXT(cut("fyi\n---------- Forwarded message ----------\nFrom: Ann <a@x.example>\nDate: Monday\nSubject: broken\n\nMy printer is on fire."), "My printer is on fire.");
	CHECK_TEXT(cut("From: Ann\nSent: Monday\nTo: Bob\n\nMy printer is on fire."), "My printer is on fire.");
	CHECK_TEXT(cut("> only\n> quoted"), "only\nquoted");
	CHECK_TEXT(cut("FYI\n-----Original Message-----\nFrom: Ann\nSee below.\n-----Original Message-----\nFrom: Bob\nMy printer is on fire."), "My printer is on fire.");
	CHECK_TEXT(cut("See below.\n-----Original Message-----\n"), "See below.");
	CHECK_TEXT(cut("*FYI*\n\nOn 3 Mar 2025 Ann wrote:\n> old"), "*FYI*");
}

static void
a_question_above_a_chain_is_none(void)
{
	CHECK_TEXT(cut("Does my card work abroad?\n-----Original Message-----\nFrom: Ann\n\nMy printer is on fire."), "Does my card work abroad?");
	CHECK_TEXT(cut("FYI\n-----Original Message-----\nFrom: Ann\nMy printer is on fire.\n-----Original Message-----\nFrom: Bob\nOld."), "My printer is on fire.");
}

static void
what_stands_under_a_title_stays(void)
{
	CHECK_TEXT(cut("From github: https://g.example/77.\n\n> **URL**: x\n>\n> > it stays grey\n\nMoved by a program."), "From github: https://g.example/77.\n\n**URL**: x\n\nit stays grey\n\nMoved by a program.");
	CHECK_TEXT(cut("The app says this now:\n> it stays grey"), "The app says this now:");
	CHECK_TEXT(cut("Error:\nOn 3 Mar 2025 Ann wrote:\n> it stays grey"), "Error:");
}

static void
notes_say_nothing(void)
{
	static const char *const notes[] = { "", "FYI", "Hi,\n\nplease see below.\n\nThanks,\nAnn", "Zur Info", "Siehe unten.",
		"K\xc3\xb6nnt ihr das bitte \xc3\xbc" "bernehmen?", "Para tu informaci\xc3\xb3n", "\xc2\xbfPod\xc3\xa9is mirar esto, por favor?",
		"Can you help with this one?", "forwarding for Mrs Brandt", "pour information", NULL };
	static const char *const others[] = { "My card is lost", "What is my limit?", "refund please",
		"see below what the driver said to me about the parcel", "Anna Brandt", "below the cellar stairs lies the router", NULL };

	for (size_t i = 0; notes[i] != NULL; i++)
		if (!CHECK(note_is(str_of(notes[i]))))
			printf("#   %s\n", notes[i]);
	for (size_t i = 0; others[i] != NULL; i++)
		if (!CHECK(!note_is(str_of(others[i]))))
			printf("#   %s\n", others[i]);
	CHECK(note_is_title(STR("From github: https://g.example/77.")));
	CHECK(note_is_title(STR("Hi all,\nFrom github: https://g.example/77.")));
	CHECK(note_is_title(STR("FYI")));
	CHECK(!note_is_title(STR("Yes, twice.")));
	CHECK(!note_is_title(STR("The app says this now:")));
}

static void
what_only_looks_like_a_chain_stays(void)
{
	CHECK_TEXT(cut("From: is the field I cannot fill in.\nIt stays grey."), "From: is the field I cannot fill in.\nIt stays grey.");
	CHECK_TEXT(cut("On Monday I wrote to you:\nno answer in 3 days"), "On Monday I wrote to you:\nno answer in 3 days");
	CHECK_TEXT(cut("a\n\nb\n---\nc"), "a\n\nb\n---\nc");
	CHECK_TEXT(cut(""), "");
}

static const char *
core(const char *text)
{
	static struct buf b;
	struct str s = courtesy_core(str_of(text));

	buf_clear(&b);
	buf_add(&b, s.s, s.n);
	return b.data;
}

static void
courtesy_is_left_out(void)
{
	CHECK_TEXT(core("Hi team,\n\nMy card is lost.\n\nBest regards,\nAnn Smith\nACME Ltd"), "My card is lost.");
	CHECK_TEXT(core("Hello, my card is lost. Thanks!"), "my card is lost.");
	CHECK_TEXT(core("Sehr geehrte Damen und Herren,\nmeine Karte ist weg.\nMit freundlichen Gr\xc3\xbc\xc3\x9f" "en\nAnna"), "meine Karte ist weg.");
	CHECK_TEXT(core("Buenos d\xc3\xad" "as,\nperd\xc3\xad la tarjeta.\nMuchas gracias\nAna"), "perd\xc3\xad la tarjeta.");
	CHECK_TEXT(core("My card is lost.\n\nSent from my iPhone"), "My card is lost.");
	CHECK_TEXT(core("My card is lost.\n--\nAnn"), "My card is lost.");
	CHECK_TEXT(core("Thank you so much!"), "");
	CHECK_TEXT(core("Hi"), "Hi");
	CHECK_TEXT(core("Good afternoon why is my card lost?"), "why is my card lost?");
	CHECK_TEXT(core("hi team my card is lost"), "my card is lost");
	CHECK_TEXT(core("Thanks for your help\nMy card is lost?"), "Thanks for your help\nMy card is lost?");
}

static void
pleas_are_left_out(void)
{
	CHECK_TEXT(core("My card is lost. Please help me as soon as possible."), "My card is lost.");
	CHECK_TEXT(core("My card is lost. What should I do? Any ideas? Thanks"), "My card is lost.");
	CHECK_TEXT(core("My card is lost.\nCan someone please help?\n\nBest regards\nAnn"), "My card is lost.");
	CHECK_TEXT(core("My card is lost. I look forward to hearing from you."), "My card is lost.");
	CHECK_TEXT(core("Meine Karte ist weg. Bitte um Hilfe!"), "Meine Karte ist weg.");
	CHECK_TEXT(core("My card is lost. Please help! :-)"), "My card is lost.");
	CHECK_TEXT(core("Perd\xc3\xad la tarjeta. \xc2\xbfQu\xc3\xa9 puedo hacer? Gracias."), "Perd\xc3\xad la tarjeta.");
	CHECK_TEXT(core("Please help."), "Please help.");
	CHECK_TEXT(core("My card is lost. Can I block it?"), "My card is lost. Can I block it?");
	CHECK_TEXT(core("Please help\nCard lost\nPIN unknown"), "Please help\nCard lost\nPIN unknown");
}

static void
signatures_are_left_out(void)
{
	CHECK_TEXT(core("My card is lost.\n\nKind regards,\nAnn Smith\nHead of Purchasing\nExample Logistics GmbH | +1 202 555 0143 | ann@x.example"), "My card is lost.");
	CHECK_TEXT(core("My card is lost.\n--\nThe shop is closed from Monday to Friday because of the fair."), "My card is lost.");
	CHECK_TEXT(core("My card is lost.\n________________________________\nAny views in here are those of whoever wrote them."), "My card is lost.");
	CHECK_TEXT(core("My card is lost.\n\nThis e-mail is confidential and meant for those it is addressed to."), "My card is lost.");
	CHECK_TEXT(core("My card is lost.\n\nThis message comes up whenever I try to pay with it."), "My card is lost.\n\nThis message comes up whenever I try to pay with it.");
	CHECK_TEXT(core("--\nThe shop is closed from Monday to Friday because of the fair."), "--\nThe shop is closed from Monday to Friday because of the fair.");
	CHECK(courtesy_is_closing(STR(" Best regards,\r")) && courtesy_is_closing(STR("--")) && !courtesy_is_closing(STR("My card is lost")));
	CHECK(!courtesy_is_closing(STR("")));
}

static void
sentences_are_not_courtesy(void)
{
	CHECK_TEXT(core("Best way to reset my password?"), "Best way to reset my password?");
	CHECK_TEXT(core("Thanks for nothing but my card was declined again today"), "Thanks for nothing but my card was declined again today");
	CHECK_TEXT(core("High fees on my account"), "High fees on my account");
	CHECK_TEXT(core("Dear me what a mess this is, nothing works any more"), "Dear me what a mess this is, nothing works any more");
	CHECK_TEXT(core("line one\nline two\nline three is somewhat longer than a name"), "line one\nline two\nline three is somewhat longer than a name");
}

static const char *
normalised(const char *text, size_t *content)
{
	static struct buf b;

	buf_clear(&b);
	*content = normal(&b, str_of(text));
	return buf_str(&b).s;
}

static void
copies_become_equal(void)
{
	size_t n;

	CHECK_TEXT(normalised("RT @acme: My CARD is lost!! see https://t.example/x \xf0\x9f\x98\xa1 [#4711]", &n), "my card is lost see");
	CHECK(n == 3);
	CHECK_TEXT(normalised("Hi,\n\nmy card, is lost; see (http://y.example) order 1234567\n\nThanks\nAnn\n\n> old text", &n), "my card is lost see order");
	CHECK_TEXT(normalised("@acme_help don\xe2\x80\x99t mail a@b.example", &n), "dont mail");
	CHECK_TEXT(normalised("pay 3.50 for AB123456", &n), "pay 3.50 for");
	CHECK_TEXT(normalised("case [case: 77] arr[i] [draft]", &n), "case arr i draft");
}

static void
empty_phrases_have_no_content(void)
{
	size_t n;

	normalised("Thank you so much", &n);
	CHECK(n == 0);
	normalised("https://x.example/y", &n);
	CHECK(n == 0);
	normalised("how do I do this", &n);
	CHECK(n == 0);
	CHECK_TEXT(normalised("", &n), "");
	CHECK(n == 0);
}

static void
hostile_texts_take_linear_time(void)
{
	static const char *const unit[] = { ">\n", "On 1 x wrote:\n", "on 1\n", "From: x\n", "-----Original Message-----\n", "\n", "!\n", "[#", "--\n",
		"Thanks\n", "hi ", "@", "http://", "a.", "From: x\nTo: y\nDate: z\n", "Regards, ", "Please help. ", "FYI\n", "Help?\n", "<p", "<br>",
		"&amp;", "1 | ", "____________________\n", "This e-mail is confidential\n", "x:\n> a\n" };
	struct buf in = {0}, out = {0};

	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++)
		for (size_t k = 0; k < sizeof unit / sizeof *unit; k++) {
			clock_t start = clock();

			buf_clear(&in);
			buf_clear(&out);
			for (int n = 0; n < 30000; n++)
				buf_adds(&in, unit[i]);
			for (int n = 0; n < 30000; n++)
				buf_adds(&in, unit[k]);
			normal(&out, buf_str(&in));
			if (!CHECK((double)(clock() - start) / CLOCKS_PER_SEC < 1.0))
				printf("#   %s ... %s\n", unit[i], unit[k]);
		}
	buf_free(&in);
	buf_free(&out);
}

UNIT(
	{ "quote: chains are cut", chains_are_cut },
	{ "quote: a forward keeps its body", a_forward_keeps_its_body },
	{ "quote: a question above a chain is none", a_question_above_a_chain_is_none },
	{ "quote: what stands under a title stays", what_stands_under_a_title_stays },
	{ "note: notes say nothing", notes_say_nothing },
	{ "quote: what only looks like a chain stays", what_only_looks_like_a_chain_stays },
	{ "courtesy: it is left out", courtesy_is_left_out },
	{ "courtesy: pleas are left out", pleas_are_left_out },
	{ "courtesy: signatures are left out", signatures_are_left_out },
	{ "courtesy: sentences are not courtesy", sentences_are_not_courtesy },
	{ "normal: copies become equal", copies_become_equal },
	{ "normal: empty phrases have no content", empty_phrases_have_no_content },
	{ "normal: hostile texts take linear time", hostile_texts_take_linear_time },
)
