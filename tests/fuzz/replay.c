/* replay FILE...: a fuzz target without a fuzzer: runs it over each file, as given and cut short. */
#include "target.h"

#include "../../src/base/die.h"
#include "../../src/base/buf.h"

#include <stdio.h>
#include <stdlib.h>

static void
feed(const char *bytes, size_t n)
{
	uint8_t *copy = calloc(n > 0 ? n : 1, 1);	/* of its exact size, so that a sanitizer sees reads past it */

	if (copy == NULL)
		die(EXIT_SYSTEM, "out of memory");
	memcpy(copy, bytes, n);
	LLVMFuzzerTestOneInput(copy, n);
	free(copy);
}

int
main(int argc, char **argv)
{
	progname = "replay";
	feed("", 0);
	for (int i = 1; i < argc; i++) {
		struct buf b = {0};
		FILE *f = fopen(argv[i], "rb");
		size_t n;

		if (f == NULL)
			die(EXIT_SYSTEM, "%s: cannot be opened", argv[i]);
		do {
			buf_room(&b, 65536);
			b.len += n = fread(b.data + b.len, 1, 65536, f);
		} while (n > 0);
		fclose(f);
		feed(b.data, b.len);
		for (size_t cut = 1; cut < b.len; cut += b.len / 64 + 1)
			feed(b.data, cut);
		buf_free(&b);
	}
	return 0;
}
