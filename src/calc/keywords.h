/*
 * keywords.h: the terms that set one group of texts apart from the rest.
 *
 * Weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words", 2008): a term's
 * z is high if it is used more here than elsewhere and often enough that this is no accident.
 */
#ifndef CALC_KEYWORDS_H
#define CALC_KEYWORDS_H

#include <stddef.h>

struct keyword {
	size_t term;		/* the caller's number for it */
	double here, all;	/* how often it occurs in the group, and altogether */
	double z;		/* filled in */
};

/* Fills in z and sorts the terms, best first (ties: the more frequent here, then the lower number). */
void keywords_rank(struct keyword *terms, size_t n, double here_total, double all_total);

#endif
