/* Forums and trackers: the first byte picks one, or leaves it to be recognised. */
#include "feed.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const char *const names[] = { "discourse", "github", "gitlab", "reddit" };
	size_t which = n > 0 ? bytes[0] % 5 : 4;

	if (n > 0)
		feed(which < 4 ? format_find(names[which]) : NULL, NULL, bytes + 1, n - 1);
	return 0;
}
