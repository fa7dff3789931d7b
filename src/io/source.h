/*
 * source.h: the inputs of a program, one after another: decoded bytes, or blocks of whole lines.
 *
 * gzip and zstd are recognised by their first bytes, on files, pipes and stdin alike, with as many
 * members as there are. Data that ends early and rubbish behind the last member are errors: a cut
 * export must not pass for a short one. Read with read(2) in large pieces; no stdio, no mmap.
 */
#ifndef IO_SOURCE_H
#define IO_SOURCE_H

#include "../base/buf.h"

#include <stdint.h>

struct source;

enum source_status {
	SOURCE_END = 0,		/* of the file, or of all files */
	SOURCE_SOME = 1,
	SOURCE_BAD_DATA = -1,	/* cut or corrupt compressed data */
	SOURCE_FAILED = -2	/* open or read failed */
};

enum { SOURCE_PADDING = 64 };	/* readable bytes behind any text that is lent: simdjson reads ahead */

/* A block of whole lines of one file; zeroed before its first use. */
struct block {
	char *text;		/* lines, each with its \n but perhaps the file's last; padding behind */
	size_t len, cap;
	const char *file;	/* as named on the command line; "<stdin>" for - */
	size_t line;		/* number of the first line, from 1 */
	uint64_t number;	/* of the block, from 0, over all files */
	uint64_t file_number;	/* of the file, from 0 */
	uint64_t at;		/* where the text stands in it, if it is a plain file */
	uint32_t original;	/* for whoever keeps records; 0 at first */
	bool too_long;		/* one line, longer than the limit: only its beginning is here */
};

/*
 * The files in order; none, or "-", is stdin. chunk: bytes asked of one read(2), 0 for the default
 * of 1 MiB. max_line: the longest line that source_block gives whole. paths must outlive the source.
 */
struct source *source_open(char *const *paths, size_t chunk, size_t max_line);
void source_close(struct source *s);

/* Go to the next file: SOURCE_SOME, SOURCE_END, or failed. */
enum source_status source_file(struct source *s);

/*
 * The next decoded bytes of this file, lent until the next call, padding behind them: at least one
 * byte with SOURCE_SOME. SOURCE_END at the end of this file.
 */
enum source_status source_read(struct source *s, struct str *bytes);

/*
 * What the file begins with, up to want bytes (1 MiB at the most), without consuming it: fewer only
 * if the file is shorter. Before the first source_read of a file.
 */
enum source_status source_peek(struct source *s, size_t want, struct str *bytes);

/* What the bytes turned out to be cannot be read on: source_error then says why. Returns SOURCE_BAD_DATA. */
enum source_status source_refuse(struct source *s, const char *why);

/* What its reader needs besides it has failed, as a file for what must wait: the same, with SOURCE_FAILED. */
enum source_status source_fail(struct source *s, const char *why);

/* The next block of lines, going from file to file. SOURCE_END after the last. */
enum source_status source_block(struct source *s, struct block *b);
void block_free(struct block *b);

/* The descriptor of the current file where its bytes are what is given, and can be read there again; or -1. */
int source_plain_file(const struct source *s);

const char *source_name(const struct source *s);	/* of the current file */
const char *source_error(const struct source *s);	/* why it failed; lent */
uint64_t source_consumed(const struct source *s);	/* raw bytes read so far, for progress */
uint64_t source_size(const struct source *s);		/* raw bytes of all files; 0 where one is no regular file */

#endif
