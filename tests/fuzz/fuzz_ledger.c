/* Any ledger record: what was taken is written again, and taken again is the same. */
#include "target.h"

#include "../../src/io/source.h"
#include "../../src/rec/books.h"

static bool
take(const char *text, size_t n, struct scan *scan, struct ledger *l)
{
	struct record r = {0};
	struct scan_error error = { 0 };
	struct buf line = {0};
	bool good;

	buf_room(&line, n + SOURCE_PADDING);
	buf_add(&line, text, n);
	memset(line.data + n, 0, SOURCE_PADDING);
	good = record_parse(&r, scan, (struct str){ line.data, n }, &error) && ledger_is(&r) && ledger_parse(l, &r, &error);
	buf_free(&line);
	return good;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct scan *scan = scan_new();
	struct ledger first = {0}, second = {0}, reader = {0};
	struct buf once = {0}, twice = {0};
	struct books books = {0};

	if (take((const char *)data, size, scan, &first)) {
		ledger_write(&once, &first, "fuzz", "1.0.0");
		FUZZ_HOLDS(take(once.data, once.len, scan, &second));
		ledger_write(&twice, &second, "fuzz", "1.0.0");
		FUZZ_HOLDS(str_equal(buf_str(&once), buf_str(&twice)));
		books_take(&books, &first);
		books_take(&books, &second);
		books_close(&books, &reader, "fuzz");
		books_free(&books);
	}
	ledger_free(&first);
	ledger_free(&second);
	ledger_free(&reader);
	buf_free(&once);
	buf_free(&twice);
	scan_free(scan);
	return 0;
}
