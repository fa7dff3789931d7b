/* Any bytes as a file, packed or not: blocks and plain reading give the same bytes, in any chunks. */
#define _GNU_SOURCE	/* memfd_create */
#include "target.h"

#include "../../src/io/source.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* A bomb is cut off here: it is data all right. */
enum { ENOUGH = 1 << 22 };

static enum source_status
blocks(char *path, size_t chunk, struct buf *all)
{
	char *paths[] = { path, NULL };
	struct source *s = source_open(paths, chunk, 1 << 20);
	struct block b = {0};
	enum source_status r;
	size_t line = 1;

	while ((r = source_block(s, &b)) > 0 && all->len < ENOUGH) {
		FUZZ_HOLDS(b.line >= line && b.len > 0);
		line = b.line;
		buf_add(all, b.text, b.len);
		if (b.too_long)
			break;
	}
	if (r < 0)
		FUZZ_HOLDS(source_error(s)[0] != '\0');
	block_free(&b);
	source_close(s);
	return r;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf large = {0}, small = {0};
	char path[40];
	int fd = memfd_create("fuzz", 0);
	enum source_status a, b;

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	a = blocks(path, 0, &large);
	b = blocks(path, 3, &small);
	if (large.len < ENOUGH && small.len < ENOUGH) {
		size_t n = large.len < small.len ? large.len : small.len;

		FUZZ_HOLDS(a == b || a > 0 || b > 0);
		FUZZ_HOLDS(n == 0 || memcmp(large.data, small.data, n) == 0);
	}
	buf_free(&large);
	buf_free(&small);
	close(fd);
	return 0;
}
