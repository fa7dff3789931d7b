/* scores.h: the records that score-volunteers makes of an outlook: volunteers and covers by id, then the force. */
#ifndef CLI_SCORES_H
#define CLI_SCORES_H

#include "filter.h"
#include "../rec/outlook.h"

/* explain: ids of volunteers whose probabilities are to be explained, in the record and on stderr. */
void scores_make(struct filter *f, struct outlook *o, const struct option_list *explain, uint64_t seed);

#endif
