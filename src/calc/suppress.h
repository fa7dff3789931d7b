/*
 * suppress.h: which cells of a table of people may be shown.
 *
 * A group of a few tells of persons; and where one group alone is hidden, the total gives it away. So groups of less
 * than SUPPRESS_LEAST people are hidden, and where these together are still fewer, the smallest of the others, too.
 */
#ifndef CALC_SUPPRESS_H
#define CALC_SUPPRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SUPPRESS_LEAST = 5 };

/* Empty groups tell of nobody and are never hidden. Of equal groups the first is hidden. */
void suppress_cells(const uint64_t *people, size_t n, bool *hidden);

#endif
