/*
 * reject.h: a record or row that could not be used, kept with its place and the reason.
 *
 * The raw bytes are there to be mended and fed again: as text in "raw" and, where they are no valid
 * UTF-8, exactly in "raw_base64". Past REJECT_RAW bytes they are cut and "raw_bytes" tells the length.
 */
#ifndef REC_REJECT_H
#define REC_REJECT_H

#include "../base/buf.h"

#include <stdint.h>

#define REJECT_TYPE "reject"
enum { REJECT_RAW = 1 << 20 };

struct reject {
	const char *program, *file;
	uint64_t line;		/* from 1; 0: not known */
	uint64_t byte;		/* within the line, from 1; 0: not known */
	const char *reason;
	struct str raw;
};

void reject_write(struct buf *out, const struct reject *r);	/* no newline */

#endif
