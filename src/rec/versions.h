/*
 * versions.h: one ticket out of the several versions that overlapping exports hold.
 *
 * The newest version stands; messages that only an older one holds are put into it, in the order of
 * time behind the opening message. Works on the bytes of the lines, so that what is not touched stays.
 */
#ifndef REC_VERSIONS_H
#define REC_VERSIONS_H

#include "../base/buf.h"

/*
 * Append the line of the newest version with the messages that older has and newest lacks. False, and
 * nothing appended, where there are none. Both are valid ticket lines. Messages are told apart by their
 * id, without one by all their bytes.
 */
bool versions_unite(struct buf *out, struct str newest, struct str older);

#endif
