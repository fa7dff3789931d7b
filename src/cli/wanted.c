#include "wanted.h"

#include "../base/die.h"

ptrdiff_t
wanted_find(const struct option_list *list, struct str id)
{
	for (size_t i = 0; i < list->len; i++)
		if (str_is(id, list->at[i]))
			return (ptrdiff_t)i;
	return WANTED_NOT;
}

void
wanted_missed(const struct option_list *list, const bool *found, const char *why)
{
	for (size_t i = 0; i < list->len; i++)
		if (!found[i] && wanted_find(list, str_of(list->at[i])) == (ptrdiff_t)i)
			warn("--explain=%s: %s", list->at[i], why);
}
