/* cover.h: which volunteers have ever answered an issue, and in how many conversations. */
#ifndef REC_COVER_H
#define REC_COVER_H

#include "record.h"

#define COVER_TYPE "cover"

struct cover {
	struct str issue;		/* lent */
	struct scan_value by;		/* array of volunteer ids; walk it with scan_next */
	uint64_t threads;
};

bool cover_is(const struct record *r);
bool cover_parse(struct cover *c, const struct record *r, struct scan_error *error);

/* kind: "one", "two", "few" or "many"; more: ready members, without braces, to add behind; may be empty. */
void cover_write(struct buf *out, struct str issue, const struct str *by, size_t n, uint64_t threads, const char *kind, struct str more);

#endif
