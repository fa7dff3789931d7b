/* passing.h: lines of a block that pass as they came: where they stand side by side they need not be copied. */
#ifndef CLI_PASSING_H
#define CLI_PASSING_H

#include "../base/buf.h"
#include "../io/source.h"

/* A zeroed one is empty. */
struct passing {
	struct str lines;		/* with their newlines; lent by the block */
};

/* Does the line stand in the block, its newline too, behind what has passed, or first of all? Then it passes. */
bool passing_takes(struct passing *p, const struct block *b, struct str line);

/* What comes next does not stand there: what has passed is copied after all. */
void passing_copy(struct passing *p, struct buf *out);

#endif
