/*
 * draft.h: a first mapping for a file that none describes yet, by the names of its columns and what they hold.
 *
 * Somebody will read it: the member "notes" says of each guess why it was made, and of what is left over that it is.
 */
#ifndef FORMAT_DRAFT_H
#define FORMAT_DRAFT_H

#include "intake.h"

/*
 * Draft a mapping from the first rows of a CSV, TSV, NDJSON or JSON file: a JSON document, appended to out. False with
 * why (of n bytes): it cannot be read, or has no rows. like: tells the encoding and the longest row.
 */
bool draft_mapping(struct buf *out, const char *path, const struct intake *like, char *why, size_t n);

#endif
