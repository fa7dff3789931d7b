/*
 * vec.h: a growing array of any one type.
 *
 *	VEC(struct edge) edges = {0};
 *	vec_push(&edges, e);			takes a copy of e
 *	struct edge *new = vec_add(&edges);	a zeroed one at the end
 *	edges.at[i], edges.len;
 *	vec_free(&edges);
 *
 * Pointers into a vec are lent until it grows.
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "mem.h"

#include <stdlib.h>
#include <string.h>

#define VEC(type) struct { type *at; size_t len, cap; }

/* Room for n items altogether; the new ones are not zeroed. */
#define vec_reserve(v, n) \
	((n) <= (v)->cap ? (void)0 : (void)((v)->cap = mem_capacity((v)->cap, (n), sizeof *(v)->at), \
	(v)->at = mem_resize((v)->at, (v)->cap, sizeof *(v)->at)))

#define vec_push(v, item) \
	(vec_reserve(v, (v)->len + 1), (void)((v)->at[(v)->len++] = (item)))

#define vec_add(v) \
	(vec_reserve(v, (v)->len + 1), (v)->len++, \
	memset(&(v)->at[(v)->len - 1], 0, sizeof *(v)->at), &(v)->at[(v)->len - 1])

/* n zeroed items, whatever was there before. */
#define vec_zero(v, n) \
	(vec_reserve(v, n), (v)->len = (n), \
	(void)((n) > 0 ? memset((v)->at, 0, (n) * sizeof *(v)->at) : NULL))

#define vec_sort(v, order) \
	((v)->len > 1 ? qsort((v)->at, (v)->len, sizeof *(v)->at, (order)) : (void)0)

#define vec_free(v) (free((v)->at), (v)->at = NULL, (v)->len = (v)->cap = 0)

#endif
