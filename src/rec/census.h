/*
 * census.h: are the records that parts made all here? Their ledgers say how many there are to be.
 *
 * Programs that only add up what others made would make less of less, silently, where a part was cut.
 */
#ifndef REC_CENSUS_H
#define REC_CENSUS_H

#include "record.h"

enum { CENSUS_TYPES = 5 };		/* card, frequency, key, pair, tables */

/* A zeroed one is empty. */
struct census {
	uint64_t came[CENSUS_TYPES], told[CENSUS_TYPES];
};

/* Count a record: true if it is of such a type, or the ledger of a run that made some. */
bool census_take(struct census *c, const struct record *r);

void census_add(struct census *to, const struct census *from);

/* All are there; or false, with what is missing in why (of n bytes). */
bool census_fits(const struct census *c, char *why, size_t n);

#endif
