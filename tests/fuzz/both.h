/*
 * both.h: an XML file read with plain elements cut at their quotes, and by expat throughout: row by row and error by
 * error the same, at the same places, in pieces of any size. For the fuzz target and the unit test.
 */
#ifndef FUZZ_BOTH_H
#define FUZZ_BOTH_H

#include "../../src/format/xml.h"

#include <stdio.h>
#include <stdlib.h>

/* What reading comes to, as text. */
static inline void
both_read(struct buf *out, const char *path, size_t chunk, size_t max_record, bool odd)
{
	char *paths[] = { (char *)path, NULL };
	struct intake in = { .source = source_open(paths, chunk, 0), .max_record = max_record };
	struct xml x = {0};
	enum format_status r;

	if (source_file(in.source) == SOURCE_SOME && xml_begin(&x, &in) == FORMAT_SOME) {
		x.odd = odd;
		while ((r = xml_next(&x)) == FORMAT_SOME || r == FORMAT_BAD) {
			struct str raw = r == FORMAT_SOME ? x.raw : in.bad.raw;

			if (r == FORMAT_BAD)
				buf_printf(out, "%llu:%llu: %s", (unsigned long long)in.bad.line, (unsigned long long)in.bad.byte, in.bad.why);
			else
				buf_printf(out, "%llu:%llu:", (unsigned long long)x.row_line, (unsigned long long)x.row_byte);
			for (size_t i = 0; r == FORMAT_SOME && i < x.attributes.all.len; i++) {
				struct attribute a = x.attributes.all.at[i];

				buf_printf(out, " %.*s=[%.*s]", (int)a.name.n, a.name.s, (int)a.value.n, a.value.n > 0 ? a.value.s : "");
			}
			buf_printf(out, " of %.*s\n", (int)raw.n, raw.n > 0 ? raw.s : "");
		}
		buf_printf(out, "%d\n", (int)r);
	}
	xml_free(&x);
	source_close(in.source);
}

/* Does it refer to a character that XML 1.0 does not allow? There the two differ, by intent. */
static inline bool
both_differ(const char *at, size_t n)
{
	for (const char *end = at + n; (at = n > 2 ? memchr(at, '&', (size_t)(end - at)) : NULL) != NULL && end - at > 3; at++) {
		char number[16] = "", *stop;
		bool hex = at[1] == '#' && at[2] == 'x';
		size_t length = (size_t)(end - at) - 2 - hex < sizeof number - 1 ? (size_t)(end - at) - 2 - hex : sizeof number - 1;
		unsigned long c;

		if (at[1] != '#')
			continue;
		memcpy(number, at + 2 + hex, length);
		c = strtoul(number, &stop, hex ? 16 : 10);
		if ((c < 32 && c != 9 && c != 10 && c != 13) || (c >= 0xd800 && c < 0xe000) || c == 0xfffe || c == 0xffff || c > 0x10ffff || *stop != ';')
			return true;
	}
	return false;
}

#endif
