/*
 * money.h: what a contact costs, by channel: low, most likely, high.
 *
 * The costs are the user's to give. These are illustrations, labelled so wherever they show: MODELS
 * names ranges for e-mail, web, chat and phone; a channel without one is taken for the cheapest, web.
 */
#ifndef SECTION_MONEY_H
#define SECTION_MONEY_H

#include "../base/str.h"

#include <stddef.h>
#include <stdint.h>

#define MONEY_CURRENCY "EUR"

struct unit_cost {
	const char *name;		/* what the channel is priced as */
	int64_t low, mode, high;	/* minor units a contact */
};

enum { MONEY_COSTS = 4 };

/* The number of the channel's cost, 0 .. MONEY_COSTS - 1. */
size_t money_channel(struct str channel);
const struct unit_cost *money_cost(size_t number);

#endif
