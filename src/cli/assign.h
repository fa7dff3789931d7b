/*
 * assign.h: cluster-issues --assign: each ticket placed among known issues as it comes, and in the end their records, counted
 * anew; or, of several such runs, added up.
 */
#ifndef CLI_ASSIGN_H
#define CLI_ASSIGN_H

#include "filter.h"
#include "../rec/known.h"

struct assigning {
	const struct known *known;
	const struct option_list *explain;	/* ids of tickets */
	bool merge;			/* the input is the output of runs over parts: tickets were counted there */
};

/* Read the file of issues that an option names, or end the program: 1 where it is wrong, 2 where it is stdin, 3 where it cannot be read. */
void known_open(struct known *k, const char *option, const char *path);

/* The whole of it; the filter is left to be ended. */
void assign(struct filter *f, const struct assigning *how);

#endif
