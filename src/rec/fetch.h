/* fetch.h: texts at hand to be compared: the candidate's, and the last few leaders', as evidence. */
#ifndef REC_FETCH_H
#define REC_FETCH_H

#include "frequencies.h"
#include "slip.h"
#include "../base/vec.h"
#include "../calc/evidence.h"
#include "../text/shingle.h"
#include "../text/vocabulary.h"

enum { FETCHED = 512 };			/* leaders */

struct fetched {
	uint64_t candidate;		/* + 1; 0: none */
	struct buf text;
	VEC(uint32_t) set;
	VEC(struct evidence_word) words;
	struct evidence evidence;
};

/* A zeroed one is empty. */
struct fetch {
	struct fetched at[FETCHED + 2];	/* the candidate; leaders; a large leader */
	struct shingles shingles;
	struct vocabulary vocabulary;
};

/* What a candidate says if it is at hand, or NULL; as leaders_by.evidence lends it. */
const struct evidence *fetch_known(const struct fetch *f, uint32_t candidate, bool leader);

/* Fetch it from its slip, with the normalised text. The frequencies must be frozen. */
const struct evidence *fetch_text(struct fetch *f, uint32_t candidate, bool leader, struct str text, const struct frequencies *frequencies);

void fetch_free(struct fetch *f);

#endif
