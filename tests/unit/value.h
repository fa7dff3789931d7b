/* value.h: a JSON text as a value, for tests of what reads one. */
#ifndef UNIT_VALUE_H
#define UNIT_VALUE_H

#include "unit.h"

#include "../../src/base/buf.h"
#include "../../src/io/source.h"
#include "../../src/json/scan.h"

#include <string.h>

/* Lent by scan and line, until either is used again. */
static inline struct scan_value
value_of(struct scan *scan, struct buf *line, const char *json)
{
	struct scan_value v = {0};
	struct scan_error error;

	buf_clear(line);
	buf_adds(line, json);
	buf_room(line, SOURCE_PADDING);
	memset(line->data + line->len, 0, SOURCE_PADDING);
	CHECK(scan_parse(scan, buf_str(line), &v, &error));
	return v;
}

#endif
