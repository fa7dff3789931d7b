/* commonest.h: the commonest names and how often each: {"billing": 12, "login": 3} in records. A zeroed one is empty. */
#ifndef REC_COMMONEST_H
#define REC_COMMONEST_H

#include "../base/buf.h"
#include "../base/map.h"
#include "../json/scan.h"

enum { COMMONEST_MOST = 10 };

struct commonest {
	struct commonest_count {
		struct str name;	/* lent */
		uint64_t n;
	} of[COMMONEST_MOST];
	size_t len;
};

/* The most frequent first, those alike by name; what does not count among the first COMMONEST_MOST is left out. */
void commonest_add(struct commonest *t, struct str name, uint64_t n);	/* each name once */

void commonest_write(struct buf *out, const char *name, const struct commonest *t);

/* What was written; absent is empty, since records did not always have it. False: not of that form. */
bool commonest_parse(struct commonest *t, struct scan_value v);

#endif
