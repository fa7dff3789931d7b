/* Taps' streams: the first byte picks Singer or Airbyte. */
#include "feed.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	if (n > 0)
		feed(format_find(bytes[0] % 2 == 0 ? "singer" : "airbyte"), NULL, bytes + 1, n - 1);
	return 0;
}
