/* stackexchange.h: the XML files of a Stack Exchange data dump: Posts, Users, Votes, Comments, PostLinks. */
#ifndef FORMAT_STACKEXCHANGE_H
#define FORMAT_STACKEXCHANGE_H

#include "format.h"

extern const struct format format_stackexchange;

#endif
