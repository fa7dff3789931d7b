/*
 * versions.h: one ticket out of the several versions that overlapping exports hold.
 *
 * The newest version stands; messages that only older ones hold are put into it, in the order of
 * time behind the opening message. Works on the bytes of the lines, so that what is not touched stays.
 *
 *	versions_begin(&v, newest);		lent until versions_end
 *	versions_add(&v, older);		as many as there are; copied as far as needed
 *	if (versions_end(&v, &line))		the newest's line with the older ones' messages
 *
 * All versions of a ticket are united at once: a ticket may come in thousands of them.
 */
#ifndef REC_VERSIONS_H
#define REC_VERSIONS_H

#include "../base/buf.h"
#include "../base/map.h"
#include "../base/vec.h"

#include <stdint.h>

struct version_message {
	size_t from, n;		/* in bytes */
	int64_t at;		/* without a time of its own, that of the message before it */
};

struct versions {
	struct str newest;
	struct buf bytes;
	VEC(struct version_message) messages;
	struct map ids;
	size_t own;		/* messages that newest holds */
};

/* Begin with the newest version, a valid ticket line. A zeroed struct versions is needed once; it may be used again. */
void versions_begin(struct versions *v, struct str newest);

/* The messages of an older version that are not there yet: told apart by their id, without one by all their bytes. */
void versions_add(struct versions *v, struct str older);

/* Append the newest version's line with all messages. False, and nothing appended, where the older ones had none to add. */
bool versions_end(struct versions *v, struct buf *out);

void versions_free(struct versions *v);

#endif
