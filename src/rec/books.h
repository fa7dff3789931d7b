/*
 * books.h: do the books of all programs together balance?
 *
 * What one program wrote is what the next one read. Summed over every ledger in the stream and the
 * reader's own, written equals read for every type: for a chain, for shards, for any way of joining
 * them. A ledger that never came, or a stream that was cut, breaks the sum; the findings then say
 * in plain words what is missing.
 */
#ifndef REC_BOOKS_H
#define REC_BOOKS_H

#include "ledger.h"

struct book {
	struct ledger sum;		/* of all ledgers of one program; sum.program names it */
	uint64_t signatures;		/* how many ledgers those were */
};

struct books {
	VEC(struct book) books;		/* in the order in which programs first signed: that of the pipe */
	VEC(char *) findings;		/* sentences; none: everything balances */
	struct map stretches;		/* digests of the tickets between two ledgers */
	uint64_t tickets, digest[2];	/* of those since the last ledger */
};

/*
 * A ticket's line: the same tickets before two ledgers are one stream that came twice, which no sum would show,
 * because its ledgers came twice, too.
 */
void books_ticket(struct books *b, struct str line);

/* Take a ledger over; *l is empty afterwards. One that breaks its own law is a finding at once. */
void books_take(struct books *b, struct ledger *l);

/* Records bear the marks of a program: where it did not sign, that is a finding. After the last ledger. */
void books_expect(struct books *b, const char *program);

/* Hold the reader's own counts of what it read against the others. True: no findings. */
bool books_close(struct books *b, const struct ledger *reader, const char *name);

/* "1 ticket", "900 tickets", "3 records of type x". */
void books_amount(struct buf *to, uint64_t n, const char *type);

void books_free(struct books *b);

#endif
