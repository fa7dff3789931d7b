/*
 * The bytes up to the first NUL are a mapping file, those behind it the input that it describes. Lookups, which would
 * name files of their own, are fuzz_draft's.
 */
#include "feed.h"

#include <string.h>

static bool
looks_up(const uint8_t *bytes, size_t n)
{
	for (size_t i = 0; i + 6 <= n; i++)
		if (memcmp(bytes + i, "lookup", 6) == 0 || bytes[i] == '\\')	/* nor by an escape */
			return true;
	return false;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	const uint8_t *nul = n > 0 ? memchr(bytes, '\0', n) : NULL;
	struct tree_error error;
	struct mapping *m;
	char path[64];
	FILE *f;

	if (nul == NULL || looks_up(bytes, (size_t)(nul - bytes)))
		return 0;
	f = feed_file(bytes, (size_t)(nul - bytes), path);
	m = mapping_load(path, &error);
	fclose(f);
	if (m == NULL)
		return 0;
	feed(format_find("mapping"), m, nul + 1, n - (size_t)(nul + 1 - bytes));
	return 0;
}
