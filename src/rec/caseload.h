/*
 * caseload.h: what cluster-issues remembers of each ticket, and how the tickets are sorted into issues.
 *
 * A ticket's words are those of its subject and of the beginning of its opening message, normalised as in dedupe; those of the answer that
 * seems to have solved it are kept too, product and tags as numbers. Texts themselves are not: some 100 bytes and 4 a word stay in memory.
 * A copy marked by dedupe has its leader's words, so that it shares its issue and counts once for the model;
 * an older version of a ticket follows the newest and is not counted anywhere.
 */
#ifndef REC_CASELOAD_H
#define REC_CASELOAD_H

#include "corpus.h"
#include "known.h"
#include "ticket.h"
#include "../base/hash.h"
#include "../calc/mixture.h"

struct filed {
	char *id, *copy_of;		/* owned; NULL: no copy */
	struct hash128 requester;
	int64_t created_at;
	uint32_t answer;		/* which message solved it, from 1; 0: none */
	uint32_t product;		/* its number + 1; 0: none */
	uint32_t tags;			/* where they begin; they end where those of the next begin */
	uint16_t title_tokens;		/* how many of asked are its title: its subject or, without one, its first sentence */
	uint8_t title_words;		/* how long that is for a reader: of a script without spaces two characters are a word */
	bool has_requester, is_version, accepted;
	bool has_subject, is_private;	/* private: the opening message, which nobody is to read */
};

struct caseload {
	VEC(struct filed) tickets;	/* as they came */
	struct corpus asked, answered;	/* one text a ticket each */
	struct map products, tag_names;
	VEC(uint32_t) tags;		/* numbers of tag_names, ticket by ticket */
};

/* Remember a ticket; answers later than now are no answers yet (TIME_NONE: all are). scratch is overwritten. */
void caseload_add(struct caseload *c, const struct ticket *t, int64_t now, struct buf *scratch);

/* The tags of a ticket as it came: lent. */
const uint32_t *caseload_tags(const struct caseload *c, size_t ticket, size_t *n);

/* Move what from remembers to the end of c. */
void caseload_append(struct caseload *c, struct caseload *from);
size_t caseload_bytes(const struct caseload *c);	/* memory that it takes, about */
void caseload_free(struct caseload *c);

/* The tickets sorted. Issue 0 is the largest. */
struct sorting {
	uint32_t *order;		/* tickets, without older versions, by (created_at, id) */
	uint32_t *text;			/* per document: whose words it has, its own or those of what it is a copy of */
	size_t docs;
	struct stems stems;		/* of those, in that order */
	struct mixture mixture;		/* of the same */
	int32_t *label;			/* per ticket as they came: its issue, -1 */
	float *fit;
};

/* options->known and what belongs to it are filled in from known: the issues of an earlier night, or NULL. */
void sorting_make(struct sorting *s, const struct caseload *c, const struct mixture_options *options, const struct known *known);
void sorting_free(struct sorting *s);

#endif
