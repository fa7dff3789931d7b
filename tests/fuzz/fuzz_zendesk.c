/* Zendesk: documents and lines. */
#include "feed.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	feed(format_find("zendesk"), NULL, bytes, n);
	return 0;
}
