/* Stack Exchange files: the bytes are one of them, XML or a table, of whatever kind; and plain elements against what expat says of them. */
#include "both.h"
#include "feed.h"

static void
both(const uint8_t *bytes, size_t n)
{
	char path[64];
	FILE *f = feed_file(bytes, n, path);
	struct buf plain = {0}, pieces = {0}, expat = {0};

	both_read(&plain, path, 4096, 1 << 12, false);
	both_read(&pieces, path, 3, 1 << 12, false);
	feed_check(str_equal(buf_str(&plain), buf_str(&pieces)), "the same in any pieces");
	if (!both_differ((const char *)bytes, n)) {
		both_read(&expat, path, 100, 1 << 12, true);
		feed_check(str_equal(buf_str(&plain), buf_str(&expat)), "the same by expat");
	}
	buf_free(&plain);
	buf_free(&pieces);
	buf_free(&expat);
	fclose(f);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	feed(format_find("stackexchange"), NULL, bytes, n);
	if (n < 5 || (memcmp(bytes, "\x28\xb5\x2f\xfd", 4) != 0 && memcmp(bytes + 1, "\x28\xb5\x2f\xfd", 4) != 0))
		both(bytes, n);
	return 0;
}
