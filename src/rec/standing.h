/*
 * standing.h: what a volunteer record says beyond counts: quality, contribution, who shows up, and why.
 *
 * They tell what the force depends on. They are no appraisal of a person: nobody is given a place among others.
 */
#ifndef REC_STANDING_H
#define REC_STANDING_H

#include "outlook.h"

/* Members, without braces, of the i-th of o->people; explained: also how each probability comes about. */
void standing_write(struct buf *out, const struct outlook *o, size_t i, bool explained);

/* The same in words, for people. */
void standing_tell(struct buf *out, const struct outlook *o, size_t i);

/* {"30":P,...}, the probability that at least one of those people, places in o->people, shows up. */
void standing_any(struct buf *out, const struct outlook *o, const size_t *people, size_t n);

#endif
