/*
 * phrases.h: what people call a problem: the runs of words that mark an issue.
 *
 * A phrase is one to three words as people write them, or a run of characters of a script without spaces. It begins and
 * ends with words that say something, is common in its issue, and stands in it more than elsewhere by weighted log-odds
 * (calc/keywords.h). Of a large issue an even sample is looked at, so that time and memory do not grow with its size.
 */
#ifndef REC_PHRASES_H
#define REC_PHRASES_H

#include "caseload.h"

enum { PHRASES_MOST = 3, PHRASES_SEEN = 6 };

struct phrase {
	struct buf text;			/* folded */
	uint32_t seen[PHRASES_SEEN];		/* tickets as they came that have it, in this form or another: the first */
	size_t seen_count;
};

struct phrases;

/* Issue k has the documents doc[start[k]] up to doc[start[k + 1]]; both arrays, load and sorting are lent until phrases_free. */
struct phrases *phrases_new(const struct caseload *load, const struct sorting *sorting, const size_t *start, const uint32_t *doc);
void phrases_free(struct phrases *p);

/*
 * The phrases of issue k, best first, no word twice: how many. pull says of each stem how much it marks the issue (0: not
 * at all), here and all how many words there are in the issue and altogether: where that is all there is, nothing marks it
 * and the commonest phrases are taken.
 */
size_t phrases_choose(struct phrases *p, size_t k, const double *pull, double here, double all, struct phrase out[PHRASES_MOST]);

/* The words of a document that may be shown: of a private message none. */
struct stem_line phrases_line(const struct caseload *load, const struct sorting *sorting, size_t doc);

#endif
