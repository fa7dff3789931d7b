/* wanted.h: the ids that --explain names: which were found, which were not. */
#ifndef CLI_WANTED_H
#define CLI_WANTED_H

#include "options.h"
#include "../base/str.h"

enum { WANTED_NOT = -1 };

/* The place of an id in the list, or WANTED_NOT. */
ptrdiff_t wanted_find(const struct option_list *list, struct str id);

/* Tell which of them were not found, each once. */
void wanted_missed(const struct option_list *list, const bool *found, const char *why);

#endif
