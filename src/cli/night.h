/*
 * night.h: dedupe from one night to the next: tables and leaders are read before the first ticket, and tomorrow's are
 * written when everything else has been.
 */
#ifndef CLI_NIGHT_H
#define CLI_NIGHT_H

#include "../io/sink.h"
#include "../rec/copies.h"
#include "../rec/seen.h"

struct night {
	const char *tables, *seen, *seen_to;	/* files; NULL: not asked for */
	struct seen known;
	struct sink *to;
};

/* Fills copies; the program ends where a file is wrong (1) or cannot be read or written (3). copies must be open. */
void night_begin(struct night *n, struct copies *copies);

/* The output was written and the program would end with that status: write the state if all is well. Returns the status. */
int night_end(struct night *n, struct copies *copies, int status);

#endif
