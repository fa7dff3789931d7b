/*
 * labels.h: which conversations that were seen apart are one, told by 64-bit labels: union-find over those that met.
 *
 * What is read while the desks hold it is joined there, and each joined group gets the hash of one of its nodes for a
 * label. Here groups meet where a node stands in several. Only labels that met another take memory, 20 bytes each;
 * two that share a hash by chance are put together in one part, which harms nothing.
 */
#ifndef REC_LABELS_H
#define REC_LABELS_H

#include "../base/str.h"
#include "../base/vec.h"
#include "../io/streams.h"

#include <stdint.h>

enum { LABEL_BUCKETS = 256 };

/* That a node was seen in a group. */
struct label_seen {
	uint64_t node, label;
};

/* A zeroed one is empty: every label is a group of its own. */
struct labels {
	VEC(uint64_t) label;
	VEC(uint32_t) up;		/* numbers, towards the group's representative, which is its own */
	uint32_t *slots;		/* number + 1; 0: empty */
	size_t mask;
};

/* The hash of a node's key; never 0. */
uint64_t label_hash(struct str key);

/* Where that is noted that a node was seen: one of LABEL_BUCKETS. */
size_t label_bucket(uint64_t node);

/* All that was seen of the nodes of one bucket, of which there are count: groups that share a node become one. */
void labels_gather(struct labels *l, struct streams *seen, size_t bucket, size_t count);

/* The label that stands for the group of this one. */
uint64_t labels_find(struct labels *l, uint64_t label);

void labels_free(struct labels *l);

#endif
