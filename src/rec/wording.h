/*
 * wording.h: what tickets say, on a spool, and how common that is among all of them.
 *
 * dedupe needs the texts three times: to count which lines are boilerplate; to normalise what is left and count its
 * words; and the few that look alike once more, to compare them. Both counts are those of the whole input, so that they
 * depend neither on its order nor on how it was cut into blocks.
 *
 *	wording_say(&spoken, subject, text)		on any thread: a piece of its own each
 *	wording_take(w, &spoken, sayings, n)		in the order of the input
 *	wording_reduce(w, tickets, ...)			when all are there
 *	wording_evidence(w, i, leader)
 */
#ifndef REC_WORDING_H
#define REC_WORDING_H

#include "../base/buf.h"
#include "../base/vec.h"
#include "../calc/leaders.h"

struct wording;

/* Where a ticket's words are: from `at` its subject, behind it the text without chains; later the normalised text alone. */
struct saying {
	uint64_t at;
	uint32_t subject, text;		/* bytes */
};

/* What a block of the input says, before it is taken. A zeroed struct is an empty one. */
struct spoken {
	struct buf bytes;
	VEC(uint64_t) lines;
};

struct wording *wording_new(size_t memory);	/* bytes of text that stay in memory */
void wording_free(struct wording *w);		/* may be NULL */

/* Put down what a ticket says. */
struct saying wording_say(struct spoken *spoken, struct str subject, struct str text);

/* Move it to the spool; the n sayings are told where it is then. */
void wording_take(struct wording *w, struct spoken *spoken, struct saying *sayings, size_t n);
void spoken_free(struct spoken *spoken);

/*
 * Fill in what leaders wants of each ticket: normalised text, set, keys (MINHASH_KEYS each), sketch, worth. Those that copies says
 * are copies already are left out and not counted. On `threads` threads; the result does not depend on them.
 */
void wording_reduce(struct wording *w, struct saying *sayings, struct candidate *tickets, size_t n, const struct copy *copies,
    uint32_t *keys, struct sketch *sketches, size_t threads);

/* What a ticket says, after that; lent as leaders_by.evidence asks for. */
const struct evidence *wording_evidence(struct wording *w, const struct saying *sayings, size_t ticket, bool leader);

const char *wording_error(const struct wording *w);	/* NULL, or why the spool failed: results are worth nothing then */

#endif
