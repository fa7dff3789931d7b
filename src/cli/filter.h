/*
 * filter.h: what every program does the same: input, output, bad records, books, threads, exit.
 *
 * The plain way, record by record in the order of the input:
 *
 *	struct filter *f = filter_start(&program, argc, argv);
 *	while ((r = filter_next(f)) != NULL)
 *		filter_put(f, r);			or filter_drop(f, r, "why")
 *	filter_make(f, "force", &line);			a record of this program's own
 *	return filter_end(f);
 *
 * A program that must see all input first keeps the records (filter_keep) and afterwards takes them
 * back in order (filter_kept, filter_put_kept). One that gains from threads does its first pass in
 * filter_work: each of the -j threads has a filter of its own, a lane, and takes numbered blocks;
 * what a block gave is handed over in the order of the blocks, so nothing depends on -j:
 *
 *	static void
 *	digest(struct filter *lane, void *all)
 *	{
 *		while (filter_block(lane)) {
 *			while ((r = filter_next(lane)) != NULL)
 *				... work, remember in mine ..., filter_keep(lane, r, tag);
 *			if (filter_turn(lane))
 *				... append mine to all: one lane at a time, in order ...
 *		}
 *	}
 *
 * A bad record without --rejects ends the input there: filter_next gives NULL, the program finishes
 * with what came before, and filter_end returns 1 and writes no ledger.
 */
#ifndef CLI_FILTER_H
#define CLI_FILTER_H

#include "options.h"
#include "../io/source.h"
#include "../rec/ledger.h"
#include "../rec/record.h"

struct filter;

/* Parse the command line, open the output. Never NULL. */
struct filter *filter_start(const struct program *p, int argc, char **argv);

/* The next good record, lent until the next call; NULL at the end of the input, or of the block. */
struct record *filter_next(struct filter *f);

void filter_put(struct filter *f, const struct record *r);			/* passes on, as it is now */
void filter_drop(struct filter *f, const struct record *r, const char *why);	/* counted */
void filter_refuse(struct filter *f, const struct record *r, const struct scan_error *error);	/* a bad record after all */

/* Write a record of this program's own making; line holds it without a newline. */
void filter_make(struct filter *f, const char *type, const struct buf *line);

/* Keep a record, as it is now, with a number of the program's own. */
void filter_keep(struct filter *f, const struct record *r, uint32_t tag);

/* After the input has ended: the kept records in order, lent until the next call. False at the end. */
bool filter_kept(struct filter *f, struct str *line, uint32_t *tag);
void filter_put_kept(struct filter *f, struct str line);
void filter_drop_kept(struct filter *f, const char *type, const char *why);
void filter_rewind(struct filter *f);		/* filter_kept begins again */

/* In a lane's turn: do kept records and others' bytes fit --memory? If not, the records go to their file from now on. */
bool filter_kept_fits(struct filter *f, size_t others);

/* The place of the record that filter_kept gave last, and the record at a place, lent like those. */
uint64_t filter_kept_place(const struct filter *f);
struct str filter_kept_at(struct filter *f, uint64_t place);

/* Run the first pass on common.jobs threads; this one is among them. Returns when the input has ended. */
void filter_work(struct filter *f, void (*work)(struct filter *lane, void *with), void *with);
bool filter_block(struct filter *lane);		/* take the next block; false at the end */
bool filter_turn(struct filter *lane);		/* wait for this block's turn; false: the input ended before it */

/* For programs that read something else than records (ingest), or write something else (report). */
struct source *filter_source(struct filter *f);
struct ledger *filter_ledger(struct filter *f);
void filter_write(struct filter *f, struct str bytes);

/*
 * A row, element or line of an export that cannot be used: to --rejects (true: go on), or told on
 * stderr and the input is over (false). line and byte from 1, 0 where not known. Counting it in its unit is the caller's.
 */
bool filter_reject(struct filter *f, const char *file, uint64_t line, uint64_t byte, const char *why, struct str raw);

/* The input cannot be read on: told on stderr, and the program ends with that status. */
void filter_fail(struct filter *f, enum source_status status);

/* The data is wrong as a whole, whatever --rejects says: told on stderr, and the program ends with 1. */
void filter_stop(struct filter *f, const char *why);

bool filter_stopped(const struct filter *f);	/* the input ended before its end */
void filter_progress(struct filter *f, uint64_t records);	/* that many more were read */

/* Write the ledger, close everything: the program's exit status. */
int filter_end(struct filter *f);

#endif
