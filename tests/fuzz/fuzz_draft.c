/*
 * A file that no format fits: a mapping is drafted from it, taken back as it was written, and reads the file; and it
 * is read as a lookup table.
 */
#include "feed.h"

#include "../../src/format/draft.h"
#include "../../src/format/lookup.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct intake like = { .max_record = 1 << 12 };
	struct buf out = {0};
	struct tree_error error;
	struct lookup *l;
	struct mapping *m;
	char path[64], drafted[64], why[400];
	FILE *f, *g;

	if (n > 3 && memcmp(bytes, "\x28\xb5\x2f\xfd", 4) == 0)	/* see feed */
		return 0;
	f = feed_file(bytes, n, path);
	if (draft_mapping(&out, path, &like, why, sizeof why)) {
		g = feed_file((const uint8_t *)out.data, out.len, drafted);
		m = mapping_load(drafted, &error);
		feed_check(m != NULL, error.why);
		fclose(g);
		buf_clear(&out);
		buf_addc(&out, (char)n);
		buf_add(&out, bytes, n);
		feed(format_find("mapping"), m, (const uint8_t *)out.data, out.len);
	}
	l = lookup_load("", path, "id", "name", why, sizeof why);
	if (l != NULL)
		lookup_find(l, STR("1"));
	lookup_free(l);
	buf_free(&out);
	fclose(f);
	return 0;
}
