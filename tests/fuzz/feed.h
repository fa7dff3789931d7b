/*
 * feed.h: ingest's whole way, from the bytes of a file to ticket lines, for the fuzz targets of the formats.
 *
 * Whatever the bytes: every line that comes out is a ticket that can be read again, and the units balance. The first
 * byte picks the size of the reads, so that rows are cut in all places.
 */
#ifndef FUZZ_FEED_H
#define FUZZ_FEED_H

#include "target.h"

#include "../../src/format/format.h"
#include "../../src/format/mapping.h"
#include "../../src/io/source.h"
#include "../../src/rec/thread.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static inline void
feed_check(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "not so: %s\n", what);
	abort();
}

/* A file with these bytes, its name in path; the stream keeps it alive. */
static inline FILE *
feed_file(const uint8_t *bytes, size_t n, char path[64])
{
	FILE *f = tmpfile();

	feed_check(f != NULL && fwrite(bytes, 1, n, f) == n && fflush(f) == 0, "a temporary file can be written");
	snprintf(path, 64, "/proc/self/fd/%d", fileno(f));
	return f;
}

static inline void
feed_lines(struct desks *desks)
{
	struct threads *t = threads_new(desks);
	struct scan *scan = scan_new();
	struct buf line = {0};

	while (threads_next(t, &line)) {
		struct record r = {0};
		struct scan_error error;
		struct ticket ticket;

		buf_room(&line, SOURCE_PADDING);
		feed_check(record_parse(&r, scan, buf_str(&line), &error) && ticket_is(&r) && ticket_parse(&ticket, &r, &error), "the line is a ticket");
		record_free(&r);
	}
	buf_free(&line);
	scan_free(scan);
	threads_free(t);
}

/* Takes the mapping. */
static inline void
feed(const struct format *forced, struct mapping *mapping, const uint8_t *bytes, size_t n)
{
	static const size_t chunks[] = { 1, 3, 16, 100, 4096 };
	char path[64], *paths[] = { path, NULL };
	FILE *f = n > 0 ? feed_file(bytes + 1, n - 1, path) : NULL;
	struct ledger ledger = {0};
	struct roster roster = {0};
	struct desks desks;
	struct intake in = { .desks = &desks, .mapping = mapping, .max_record = 1 << 12 };
	struct reading reading = { .in = &in, .forced = forced };
	enum format_status status;

	if (f == NULL) {
		mapping_free(mapping);
		return;
	}
	if (n > 4 && memcmp(bytes + 1, "\x28\xb5\x2f\xfd", 4) == 0) {	/* zstd may ask for 2 GiB by right; fuzz_source sees to it */
		fclose(f);
		mapping_free(mapping);
		return;
	}
	in.source = source_open(paths, chunks[bytes[0] % 5], in.max_record);
	roster_add(&roster, STR("*Support"), ROLE_STAFF);
	desks_open(&desks, &ledger, &roster, (bytes[0] & 64) != 0 ? 64 : 1 << 20, (bytes[0] & 128) != 0 ? INT64_C(1500000000000) : INT64_MIN);
	while ((status = reading_file(&reading)) == FORMAT_SOME)
		while ((status = reading_next(&reading)) == FORMAT_SOME || status == FORMAT_BAD)
			;
	reading_finish(&reading);
	feed_lines(&desks);
	feed_check(desks_error(&desks) == NULL, "the spool works");
	for (size_t i = 0; i < ledger.units.len; i++)
		feed_check(unit_balances(&ledger.units.at[i]), ledger.units.at[i].name);
	reading_close(&reading);
	desks_close(&desks);
	roster_free(&roster);
	ledger_free(&ledger);
	source_close(in.source);
	fclose(f);
}

#endif
