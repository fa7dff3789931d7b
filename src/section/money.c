#include "money.h"

static const struct unit_cost costs[MONEY_COSTS] = {
	{ "web", 10, 25, 100 },
	{ "e-mail", 200, 500, 1000 },
	{ "chat", 300, 500, 1200 },
	{ "phone", 750, 1000, 1500 },
};

static const struct { const char *channel; size_t cost; } channels[] = {
	{ "email", 1 }, { "e-mail", 1 }, { "mail", 1 },
	{ "chat", 2 }, { "messaging", 2 }, { "whatsapp", 2 }, { "sms", 2 }, { "native_messaging", 2 },
	{ "phone", 3 }, { "voice", 3 }, { "call", 3 }, { "telephone", 3 },
};

size_t
money_channel(struct str channel)
{
	for (size_t i = 0; i < sizeof channels / sizeof *channels; i++)
		if (str_is(channel, channels[i].channel))
			return channels[i].cost;
	return 0;
}

const struct unit_cost *
money_cost(size_t number)
{
	return &costs[number];
}
