/*
 * issues.h: the issues that one sorting found, with their names, as records.
 */
#ifndef REC_ISSUES_H
#define REC_ISSUES_H

#include "portrait.h"

struct issues;

struct issues *issues_new(const struct caseload *c, const struct sorting *s, const struct known *known);	/* known: as for sorting_make */
void issues_free(struct issues *i);

size_t issues_len(const struct issues *i);

/* The value of the member issue for a ticket as it came, with why if there is one; false where it belongs to none. */
bool issues_mark(const struct issues *i, size_t ticket, struct str why, struct buf *json);

/* Why it belongs there: see explanation_make. */
void issues_explain(const struct issues *i, size_t ticket, struct buf *why, struct buf *told);

/*
 * The record of issue k, appended to out; each once, in their order: a label that was given before is numbered. line gives
 * the ticket record of a ticket as it came, lent until it is called again, SOURCE_PADDING bytes readable behind it.
 */
void issues_write(struct issues *i, size_t k, struct buf *out, struct str (*line)(void *with, size_t ticket), void *with);

#endif
