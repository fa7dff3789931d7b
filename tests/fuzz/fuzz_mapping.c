/* The bytes up to the first NUL are a mapping file, those behind it the input that it describes. */
#include "feed.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	const uint8_t *nul = n > 0 ? memchr(bytes, '\0', n) : NULL;
	struct tree_error error;
	struct mapping *m;
	char path[64];
	FILE *f;

	if (nul == NULL)
		return 0;
	f = feed_file(bytes, (size_t)(nul - bytes), path);
	m = mapping_load(path, &error);
	fclose(f);
	if (m == NULL)
		return 0;
	feed(format_find("mapping"), m, nul + 1, n - (size_t)(nul + 1 - bytes));
	return 0;
}
