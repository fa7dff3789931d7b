/* Any line: parsed or refused with a place in it; annotated, it is JSON that holds the member and parses again. */
#include "target.h"

#include "../../src/io/source.h"
#include "../../src/json/span.h"
#include "../../src/rec/record.h"
#include "../../src/rec/ticket.h"

static void
walk(const struct record *r)
{
	struct ticket t;
	struct scan_error error = { 0 };
	struct message m;

	if (!ticket_is(r) || !ticket_parse(&t, r, &error))
		return;
	for (struct scan_each messages = scan_each(t.messages); message_next(&messages, &m); )
		(void)message_answers(&m, &t);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct scan *scan = scan_new(), *again = scan_new();
	struct record r = {0}, back = {0};
	struct scan_error error = { 0 };
	struct buf line = {0}, copy = {0};
	struct span span;

	if (size > 0 && memchr(data, '\n', size) != NULL)
		size = (size_t)((const uint8_t *)memchr(data, '\n', size) - data);	/* a line ends there */
	buf_room(&line, size + SOURCE_PADDING);
	buf_add(&line, data, size);
	memset(line.data + size, 0, SOURCE_PADDING);
	if (record_parse(&r, scan, (struct str){ line.data, size }, &error)) {
		walk(&r);
		record_annotate(&r, "dedupe", STR("{\"of\":\"x\"}"));
		FUZZ_HOLDS(span_member(r.text, "dedupe", &span) && str_equal(span.value, STR("{\"of\":\"x\"}")));
		buf_room(&copy, r.text.n + SOURCE_PADDING);
		buf_add(&copy, r.text.s, r.text.n);
		memset(copy.data + copy.len, 0, SOURCE_PADDING);
		FUZZ_HOLDS(record_parse(&back, again, buf_str(&copy), &error));
		FUZZ_HOLDS(str_equal(back.type, r.type));
		record_remove(&back, "dedupe");
		FUZZ_HOLDS(!span_member(back.text, "dedupe", &span));
	} else
		FUZZ_HOLDS(error.why[0] != '\0' && error.byte <= size + 1);
	record_free(&r);
	record_free(&back);
	buf_free(&line);
	buf_free(&copy);
	scan_free(scan);
	scan_free(again);
	return 0;
}
