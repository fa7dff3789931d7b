/*
 * parts.h: dedupe where the tickets are cut into parts, so that many machines can work on them and sort(1) stands between:
 * what --emit writes. The last step, --merge, is cli/gather and rec/joining.
 */
#ifndef CLI_PARTS_H
#define CLI_PARTS_H

#include "gather.h"
#include "night.h"

/*
 * The whole of it, by what is to be written: "tables", of tickets, or with g->merge of the tables of parts; "keys", by the
 * night's tables; "pairs", of sorted keys. Ends the filter: the program's exit status.
 */
int parts_emit(struct filter *f, struct gathering *g, const char *what, struct night *night);

#endif
