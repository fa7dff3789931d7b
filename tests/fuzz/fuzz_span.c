/* Any JSON object: the spans in its text are the members that the parser sees, one by one. */
#include "target.h"

#include "../../src/io/source.h"
#include "../../src/json/scan.h"
#include "../../src/json/span.h"
#include "../../src/json/write.h"

static void
compare(struct scan_value v, struct str text, int depth)
{
	struct scan_each walk = scan_each(v);
	size_t position = 0;
	struct span span;
	struct str name;

	while (scan_next(&walk, &name, &v)) {
		FUZZ_HOLDS(span_next(text, &position, &span));
		FUZZ_HOLDS(span.value.n > 0 && span.value.s >= text.s && span.value.s + span.value.n <= text.s + text.n);
		if (name.s != NULL && memchr(span.name.s, '\\', span.name.n) == NULL)
			FUZZ_HOLDS(str_equal(span.name, name));
		if (depth < 20 && (scan_type(v) == SCAN_OBJECT || scan_type(v) == SCAN_ARRAY))
			compare(v, span.value, depth + 1);
		else if (scan_type(v) == SCAN_STRING)
			FUZZ_HOLDS(span.value.s[0] == '"' && span.value.s[span.value.n - 1] == '"');
	}
	FUZZ_HOLDS(!span_next(text, &position, &span));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct scan *scan = scan_new();
	struct scan_error error = { 0 };
	struct scan_value root;
	struct buf text = {0}, quoted = {0};

	buf_room(&text, size + SOURCE_PADDING);
	buf_add(&text, data, size);
	memset(text.data + size, 0, SOURCE_PADDING);
	if (scan_parse(scan, (struct str){ text.data, size }, &root, &error) &&
	    (scan_type(root) == SCAN_OBJECT || scan_type(root) == SCAN_ARRAY))
		compare(root, (struct str){ text.data, size }, 0);
	write_quoted(&quoted, (struct str){ (const char *)data, size });	/* any bytes make a valid string */
	buf_room(&quoted, SOURCE_PADDING);
	memset(quoted.data + quoted.len, 0, SOURCE_PADDING);
	FUZZ_HOLDS(scan_parse(scan, buf_str(&quoted), &root, &error) && scan_type(root) == SCAN_STRING);
	buf_free(&text);
	buf_free(&quoted);
	scan_free(scan);
	return 0;
}
