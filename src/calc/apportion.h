/* apportion.h: a total dealt out in proportion to weights, nobody getting less than a least part. */
#ifndef CALC_APPORTION_H
#define CALC_APPORTION_H

#include <stddef.h>

/*
 * part[i] = max(least[i], f weight[i]), with the f at which the parts sum to the total. Where the leasts alone are more than
 * the total, they are all cut by the same factor. Weights and leasts are 0 or more; with weights that are all 0, the leasts are
 * raised by the same factor.
 */
void apportion(double *part, double total, const double *weight, const double *least, size_t n);

#endif
