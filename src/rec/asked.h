/*
 * asked.h: what a ticket asks, as the words that sort it: subject and opening message, normalised as in dedupe.
 */
#ifndef REC_ASKED_H
#define REC_ASKED_H

#include "ticket.h"

/*
 * The subject, the beginning of the opening message, and the subject once more, since it is the writer's own summary; ""
 * where they say nothing ("thank you so much"). Lent from scratch, which is overwritten; its first *subject bytes are
 * the subject alone.
 */
struct str asked_text(struct buf *scratch, const struct ticket *t, struct str opening, size_t *subject);

#endif
