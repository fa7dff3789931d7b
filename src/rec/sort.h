/*
 * sort.h: numbers put in order by what they stand for.
 *
 * qsort hands its comparison no context and nothing promises it to be stable; this does both, and is linear
 * where the order is there already, as it mostly is in an export.
 */
#ifndef REC_SORT_H
#define REC_SORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Stable; after(a, b, with): a must stand behind b. */
void sort_numbers(uint32_t *at, size_t n, bool (*after)(uint32_t a, uint32_t b, void *with), void *with);

#endif
