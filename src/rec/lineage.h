/*
 * lineage.h: what issues are called, and which issues of an earlier night they come from.
 *
 * An issue's id is born with it and carried for as long as its tickets are found together. Where several known issues
 * have become one, it has the id of the one that had most tickets; what broke off from an issue has an id of its own.
 */
#ifndef REC_LINEAGE_H
#define REC_LINEAGE_H

#include "caseload.h"

struct descent {
	const char *event;		/* "born", "kept", "merged", "split" */
	VEC(struct str) from;		/* ids of known issues, lent by known */
};

struct lineage {
	struct map names;		/* of issue k under k */
	VEC(struct descent) of;
};

/* known: as for sorting_make. oldest gives the id of the oldest ticket of an issue, which a new one is called after. */
void lineage_make(struct lineage *l, const struct sorting *s, const struct known *known,
    struct str (*oldest)(void *with, size_t issue), void *with);
void lineage_free(struct lineage *l);

#endif
