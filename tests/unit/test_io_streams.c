#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/io/spool.h"
#include "../../src/io/streams.h"

#include <stdlib.h>

enum { STREAMS = 37 };

/* The n-th piece of a stream: up to twice the memory it has, and sometimes nothing. */
static size_t
piece(char *to, size_t stream, size_t n)
{
	size_t len = (stream * 7919 + n * 104729) % 130;

	memset(to, (int)('a' + (stream + n) % 26), len);
	return len;
}

static void
streams_come_back_each_in_its_order(void)
{
	enum { PIECES = 200 };
	struct streams *s = streams_new(STREAMS, 64);
	char want[130];

	for (size_t n = 0; n < PIECES; n++)
		for (size_t i = 0; i < STREAMS; i++)
			if (i != 5)	/* nothing is ever added to one */
				streams_add(s, i, want, piece(want, i, n));
	streams_end(s);
	for (size_t i = STREAMS; i-- > 0;) {
		streams_open(s, i);
		for (size_t n = 0; n < PIECES && i != 5; n++) {
			size_t len = piece(want, i, n);
			const char *got = streams_next(s, len);

			CHECK(got != NULL && memcmp(got, want, len) == 0);
		}
		CHECK(streams_next(s, 1) == NULL && streams_error(s) == NULL);
	}
	streams_free(s);
}

static void
streams_without_a_place_say_so(void)
{
	struct streams *s;

	setenv("TMPDIR", "/nonexistent", 1);
	s = streams_new(2, 8);
	streams_add(s, 1, "0123456789", 10);
	streams_end(s);
	CHECK(streams_error(s) != NULL && strstr(streams_error(s), "/nonexistent") != NULL);
	streams_open(s, 1);
	CHECK(streams_next(s, 1) == NULL);
	streams_free(s);
	unsetenv("TMPDIR");
}

/* Many places that are read by turns, some in order, some not, and records longer than any window. */
static void
a_spool_is_read_in_any_order(void)
{
	enum { RECORDS = 3000 };
	struct spool *s = spool_new(0);
	static uint64_t places[RECORDS];
	static char record[600000];
	struct rng rng;

	rng_seed(&rng, 3);
	for (size_t i = 0; i < RECORDS; i++) {
		size_t n = i % 1000 == 999 ? sizeof record : 1 + i % 700;

		memset(record, (int)('a' + i % 26), n);
		places[i] = spool_add(s, record, n);
	}
	for (size_t k = 0; k < 4 * RECORDS; k++) {
		size_t i = k % 3 == 0 ? k / 4 : k % 3 == 1 ? RECORDS - 1 - k / 4 : (size_t)rng_below(&rng, RECORDS);
		size_t n = i % 1000 == 999 ? sizeof record : 1 + i % 700;
		const char *at = spool_at(s, places[i], n);

		CHECK(at != NULL && at[0] == (char)('a' + i % 26) && at[n - 1] == at[0]);
		CHECK(spool_read(s, places[i], record, n) == 0 && record[n - 1] == at[0]);
	}
	spool_free(s);
}

UNIT(
	{ "streams come back each in its order", streams_come_back_each_in_its_order },
	{ "streams without a place say so", streams_without_a_place_say_so },
	{ "a spool is read in any order", a_spool_is_read_in_any_order },
)
