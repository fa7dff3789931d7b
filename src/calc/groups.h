/* groups.h: which of many things have a key in common, in the memory that the keys take already. */
#ifndef CALC_GROUPS_H
#define CALC_GROUPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GROUPS_NONE UINT32_MAX

/*
 * Replaces the keys of n things, `columns` of them each in a row, by the numbers of their groups: two things have the
 * same number where they had the same key in the same column. What shares its key with nobody, or is left out, gets
 * GROUPS_NONE. Returns how many groups there are.
 */
uint32_t groups_make(uint32_t *keys, size_t n, size_t columns, const bool *left_out);

#endif
