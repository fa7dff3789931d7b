/*
 * run.h: what the lanes of one program have in common: its input, its outputs, its books, its end.
 *
 * filter.h is what programs use; this is behind it. Output files are unfinished until run_close: however
 * the program ends before that, by die or by a signal, their temporary files are removed.
 */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "kept.h"
#include "options.h"
#include "progress.h"
#include "../io/sink.h"
#include "../io/source.h"
#include "../rec/ledger.h"

#include <pthread.h>
#include <stdatomic.h>

/* Fields below `turn` belong to the lane whose turn it is. */
struct run {
	const struct program *program;
	char **files;
	pthread_mutex_t input;		/* guards source, taken and ended */
	struct source *source;
	uint64_t taken;			/* blocks */
	bool ended;
	pthread_mutex_t lock;		/* guards turn */
	pthread_cond_t turned;
	uint64_t turn;			/* number of the block that may be handed over */
	atomic_bool stopped;		/* the input ended before its end */
	int status;
	struct sink *out, *rejects;	/* rejects NULL: not asked for */
	struct kept *kept;		/* NULL: nothing is kept */
	struct ledger ledger;
	uint64_t read, bad;		/* records, for messages and --max-rejects */
	struct progress progress;
};

/* Parse the command line, open the input and the outputs. Does not return where that fails. */
struct run *run_start(const struct program *p, int argc, char **argv);

/* Blocks are handed over in their order: wait until this one's turn has come; let the next one go. */
void run_wait_turn(struct run *run, uint64_t block);
void run_pass_turn(struct run *run);

/* Write and clear; the program ends (3) where that fails. */
void run_pass(struct sink *to, struct str bytes);
void run_write(struct sink *to, struct buf *from);

/* The input is over here: told on stderr, and the program ends with that status. */
void run_stop(struct run *run, int status, const char *why);

/* Is --max-rejects a count? If so: is this many more than it allows, and the message (n bytes for it). */
bool run_counts_rejects(void);
bool run_too_many(uint64_t bad, char *why, size_t n);

/* --max-rejects as a share, which is known at the end: more than it allows are an error. */
void run_check_share(struct run *run);

/* Write the ledger if all is well, close the outputs, free everything: the exit status. */
int run_close(struct run *run);

#endif
