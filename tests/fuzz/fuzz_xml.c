/* Stack Exchange files: the bytes are one of them, of whatever kind. */
#include "feed.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	feed(format_find("stackexchange"), NULL, bytes, n);
	return 0;
}
