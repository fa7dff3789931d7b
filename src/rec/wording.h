/*
 * wording.h: what the tickets say: their words on a spool, what makes them alike in memory.
 *
 * What a ticket says is needed three times: as it comes, to count the lines and words that many share (rec/frequencies.h);
 * to normalise what is left and make keys of it; and of the few that look alike once more, to compare them. The counts are
 * those of the whole input, or frozen ones, so that they depend neither on its order nor on how it was cut into blocks.
 *
 *	wording_say(&spoken, &slip)		on any thread: a piece of its own each
 *	wording_take(w, &spoken)		in the order of the input
 *	wording_reduce(w, &told, threads)	when all are there
 *	wording_evidence(w, ticket, leader)
 *
 * Tickets are numbered in the order of the input until wording_reduce, and by their place among the candidates from then on.
 */
#ifndef REC_WORDING_H
#define REC_WORDING_H

#include "columns.h"
#include "frequencies.h"
#include "slip.h"
#include "../base/vec.h"
#include "../calc/leaders.h"

struct wording;

/* What a block of the input says, before it is taken. A zeroed struct is an empty one. */
struct spoken {
	struct buf slips;
	VEC(uint64_t) lines;
};

/* The tickets: n of them, where the slip of each is, its place among the candidates; and what is to be filled in, by that place. */
struct told {
	size_t n;
	const uint64_t *slips;
	const uint32_t *rank;
	struct candidate *all;		/* those that are out already stay so */
	struct sketch *sketches;
	struct columns *columns;	/* NULL: keys are not wanted */
};

struct wording *wording_new(size_t memory, struct frequencies *frequencies);	/* bytes of normalised text that stay in memory */
void wording_free(struct wording *w);		/* may be NULL */

/* Put a slip down: where it is among the spoken ones. */
size_t wording_say(struct spoken *spoken, const struct slip *slip);

/* Move them to the spool: where the first is now; the others follow as they did. UINT64_MAX: it failed. */
uint64_t wording_take(struct wording *w, struct spoken *spoken);
void spoken_free(struct spoken *spoken);

/* A slip that was taken, lent until the next; false: the spool failed. Until wording_reduce. */
bool wording_slip(struct wording *w, uint64_t at, struct slip *slip);

/*
 * Fill in candidates, sketches and columns, on `threads` threads; the result does not depend on them. Where the frequencies
 * are partial lines and words are counted and nothing else is done.
 */
void wording_reduce(struct wording *w, const struct told *told, size_t threads);

/* After that: the slip of a candidate, with its normalised text, lent until the next; where the spool fails, an empty one. */
void wording_note(struct wording *w, uint32_t candidate, struct slip *slip);

/* And what it says, lent as leaders_by.evidence asks for. */
const struct evidence *wording_evidence(struct wording *w, uint32_t candidate, bool leader);

size_t wording_held(const struct wording *w);	/* bytes in memory that a file would take */
void wording_limit(struct wording *w);		/* put them there */

const char *wording_error(const struct wording *w);	/* NULL, or why the spool failed: results are worth nothing then */

#endif
