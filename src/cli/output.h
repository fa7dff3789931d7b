/*
 * output.h: the files that a program writes, each whole or not at all: however the program ends before they are closed, by
 * die or by a signal, their temporary files are removed.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "../io/sink.h"

enum { OUTPUTS = 3 };			/* at most, at a time */

/* As sink_open; the program ends (3) where that fails. */
struct sink *output_open(const char *path);

void output_close(struct sink *s);	/* in its place from now on; the program ends (3) where that fails */
void output_abandon(struct sink *s);	/* the old file stays */

#endif
