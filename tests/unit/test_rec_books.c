#include "unit.h"

#include "../../src/rec/books.h"

static struct ledger
ledger(const char *program, const char *type, uint64_t read, uint64_t dropped, uint64_t made, uint64_t written)
{
	struct ledger l = { .program = mem_copy(program, strlen(program)) };
	struct account *a = ledger_account(&l, str_of(type));

	*a = (struct account){ .type = a->type, .read = read, .dropped = dropped, .made = made, .written = written };
	return l;
}

static const char *
verdict(struct books *b, uint64_t read)
{
	static char first[600];
	struct ledger own = {0};

	if (read > 0)
		ledger_account(&own, STR("ticket"))->read = read;
	first[0] = '\0';
	if (!books_close(b, &own, "report"))
		snprintf(first, sizeof first, "%s", b->findings.at[0]);
	ledger_free(&own);
	books_free(b);
	return first;
}

static void
take(struct books *b, struct ledger l)
{
	books_take(b, &l);
	CHECK(l.program == NULL);
}

static void
chain(void)
{
	struct books b = {0};

	take(&b, ledger("ingest", "ticket", 0, 0, 900, 900));
	take(&b, ledger("dedupe", "ticket", 900, 100, 0, 800));
	CHECK_TEXT(verdict(&b, 800), "");
}

static void
shards(void)
{
	struct books b = {0};

	take(&b, ledger("ingest", "ticket", 0, 0, 500, 500));
	take(&b, ledger("dedupe", "ticket", 500, 0, 0, 500));
	take(&b, ledger("ingest", "ticket", 0, 0, 400, 400));
	take(&b, ledger("dedupe", "ticket", 400, 1, 0, 399));
	CHECK(b.books.len == 2);
	CHECK(b.books.at[0].signatures == 2);
	CHECK_TEXT(verdict(&b, 899), "");
}

static void
first_died(void)
{
	struct books b = {0};

	take(&b, ledger("dedupe", "ticket", 900, 0, 0, 900));
	CHECK_TEXT(verdict(&b, 900), "No program signed for 900 tickets that dedupe read: "
	    "ingest, or whatever wrote them, was probably cut short.");
}

static void
middle_died(void)
{
	struct books b = {0};

	take(&b, ledger("ingest", "ticket", 0, 0, 900, 900));
	CHECK_TEXT(verdict(&b, 400), "ingest wrote 900 tickets, but report read only 400: "
	    "the stream between them was probably cut.");
}

static void
one_shard_died(void)
{
	struct books b = {0};

	take(&b, ledger("ingest", "ticket", 0, 0, 500, 500));
	take(&b, ledger("dedupe", "ticket", 501, 0, 0, 501));
	CHECK_TEXT(verdict(&b, 501), "No program signed for 1 ticket that dedupe read: the program before it was probably cut short.");
}

static void
nothing(void)
{
	struct books b = {0};

	CHECK_TEXT(verdict(&b, 0), "The input is empty: not even a ledger came. The program before report was probably cut short.");
	CHECK_TEXT(verdict(&b, 3), "No program signed for 3 tickets that report read: whatever wrote them was probably cut short.");
}

static void
quiet(void)
{
	struct books b = {0};

	take(&b, ledger("ingest", "ledger", 0, 0, 1, 1));
	CHECK(b.findings.len == 0);
	{
		struct ledger own = {0};

		ledger_account(&own, STR("ledger"))->read = 1;
		CHECK(books_close(&b, &own, "report"));
		ledger_free(&own);
	}
	books_free(&b);
}

static void
no_predecessor(void)
{
	struct books b = {0};

	take(&b, ledger("dedupe", "ledger", 0, 0, 1, 1));
	take(&b, ledger("cluster-issues", "ledger", 1, 0, 1, 2));
	CHECK_TEXT(verdict(&b, 0), "dedupe read nothing, not even a ledger: the program before it was probably cut short.");
}

static void
ledger_lost(void)
{
	struct books b = {0};

	take(&b, ledger("ingest", "ledger", 0, 0, 1, 1));
	take(&b, ledger("dedupe", "ledger", 1, 0, 1, 2));
	CHECK_TEXT(verdict(&b, 0), "Programs signed for 3 ledgers, but 1 were read: a ledger was lost or came twice.");
}

static void
contradiction(void)
{
	struct books b = {0};

	take(&b, ledger("dedupe", "ticket", 10, 1, 0, 8));
	CHECK(b.findings.len == 1);
	books_free(&b);
}

UNIT({ "a chain balances", chain }, { "shards add up", shards }, { "the first program died", first_died },
    { "the stream was cut", middle_died }, { "a shard is missing", one_shard_died }, { "nothing came", nothing },
    { "a quiet night", quiet }, { "a program without a predecessor", no_predecessor }, { "a ledger was lost", ledger_lost }, { "a ledger contradicts itself", contradiction })
