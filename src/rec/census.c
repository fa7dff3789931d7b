#include "census.h"
#include "card.h"
#include "frequencies.h"
#include "key.h"
#include "ledger.h"
#include "tables.h"

#include <stdio.h>

static const char *const types[CENSUS_TYPES] = { CARD_TYPE, FREQUENCY_TYPE, KEY_TYPE, PAIR_TYPE, TABLES_TYPE };

static bool
take_ledger(struct census *c, const struct record *r)
{
	struct ledger books = {0};
	struct scan_error error;
	bool made = false;

	if (ledger_parse(&books, r, &error))
		for (size_t i = 0; i < CENSUS_TYPES; i++) {
			uint64_t written = ledger_account(&books, str_of(types[i]))->written;

			c->told[i] += written;
			made |= written > 0;
		}
	ledger_free(&books);
	return made;
}

bool
census_take(struct census *c, const struct record *r)
{
	if (ledger_is(r))
		return take_ledger(c, r);
	for (size_t i = 0; i < CENSUS_TYPES; i++)
		if (str_is(r->type, types[i])) {
			c->came[i]++;
			return true;
		}
	return false;
}

void
census_add(struct census *to, const struct census *from)
{
	for (size_t i = 0; i < CENSUS_TYPES; i++) {
		to->came[i] += from->came[i];
		to->told[i] += from->told[i];
	}
}

bool
census_fits(const struct census *c, char *why, size_t n)
{
	for (size_t i = 0; i < CENSUS_TYPES; i++)
		if (c->came[i] != c->told[i]) {
			snprintf(why, n, "the ledgers of --emit tell of %llu records \"%s\", and %llu came: give each part once, whole, with its ledger",
			    (unsigned long long)c->told[i], types[i], (unsigned long long)c->came[i]);
			return false;
		}
	return true;
}
