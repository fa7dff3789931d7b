/* The vendors of help desks: the first byte picks one, or recognition; what follows is a file of its, the byte of feed.h first. */
#include "feed.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const char *const vendors[] = { "freshdesk", "servicenow", "jira", "intercom", "helpscout", "salesforce" };
	enum { VENDORS = sizeof vendors / sizeof *vendors };

	if (n > 1)
		feed(bytes[0] % (VENDORS + 1) < VENDORS ? format_find(vendors[bytes[0] % (VENDORS + 1)]) : NULL, NULL, bytes + 1, n - 1);
	return 0;
}
