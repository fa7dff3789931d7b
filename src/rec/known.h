/*
 * known.h: the issues of an earlier night, read from a file: their records, and the model that they make together.
 */
#ifndef REC_KNOWN_H
#define REC_KNOWN_H

#include "issue.h"
#include "lifts.h"

enum known_status { KNOWN_READ = 0, KNOWN_BAD = -1, KNOWN_FAILED = -2 };

struct known {
	struct map ids;			/* of issue k under k */
	VEC(char *) lines;		/* their records, SOURCE_PADDING bytes readable behind each */
	VEC(size_t) lengths;
	VEC(uint64_t) tickets;
	int64_t oldest, newest;		/* first_seen and last_seen of any; TIME_NONE: none has one */
	struct map words;		/* of the model */
	struct model model;
	char lang[4];
	bool is_counted;		/* there is a ledger that says how many issues there are */
	char why[400];			/* it could not be read: file, line, byte, reason */
};

/*
 * Read a file's issue records, gzip or not; other records are passed over, so that a night's whole output will do. Where
 * that has cluster-issues' ledger, there must be as many issues as it (of several, the last) says; where there are other
 * records, there must be one, or the file was cut.
 */
enum known_status known_read(struct known *k, const char *path);

size_t known_len(const struct known *k);

/* Issue i, lent from r and scan until those are used again; i is freed by issue_free. */
void known_issue(const struct known *k, size_t i, struct scan *scan, struct record *r, struct issue *issue);

void known_free(struct known *k);

#endif
