/* Mail archives and single mails. */
#include "feed.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	feed(format_find("mbox"), NULL, bytes, n);
	return 0;
}
