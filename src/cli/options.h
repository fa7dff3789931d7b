/*
 * options.h: a program described by a table: its options, examples and help in every form.
 *
 * argp parses; what is printed, examples first, comes from the table, so that help, completion and
 * --help=json never differ. Every value is checked before the first input is read.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "../base/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum option_kind {
	OPTION_FLAG,		/* bool */
	OPTION_TEXT,		/* const char *: lent from the command line */
	OPTION_COUNT,		/* size_t: a whole number */
	OPTION_SIZE,		/* size_t: bytes, with K, M, G, T of 1024 */
	OPTION_REAL,		/* double: finite */
	OPTION_TIME,		/* int64_t: milliseconds, see base/time */
	OPTION_CHOICE,		/* const char *: one of choices */
	OPTION_LIST,		/* struct option_list: may be given more than once */
	OPTION_GROUP		/* no option: a heading in the help */
};

struct option_list {
	const char **at;
	size_t len, cap;
};

struct option_entry {
	char letter;			/* 0: long only */
	const char *name;
	const char *argument;		/* what to call it; NULL: a flag */
	const char *help;
	enum option_kind kind;
	void *value;			/* of the kind's type; holds the default */
	const char *const *choices;	/* of OPTION_CHOICE: NULL-terminated */
	bool file;			/* completion offers file names */
};

struct example {
	const char *command, *what;
};

struct program {
	const char *name;
	const char *about;		/* one sentence */
	const char *description;	/* a paragraph for the help; NULL: none */
	const struct example *examples;	/* ends with a zeroed one */
	const struct option_entry *options;	/* ends with a zeroed one */
	size_t jobs;			/* threads by default; 0: one a core */
	size_t memory;			/* --memory by default; 0: 1 GiB */
	bool writes_document;		/* output is a page, not records: no ledger goes out with it */
};

/* Options that all programs have. */
struct common_options {
	const char *output, *rejects, *max_rejects, *progress;
	size_t jobs, memory, chunk, max_record, seed;
	int64_t now;			/* TIME_NONE: the newest timestamp seen */
	bool line_buffered;
};

extern struct common_options common;

/*
 * Parse; exits for --help, --version and for a wrong command line (2). Returns the FILE operands,
 * NULL-terminated: free() the array, the names are lent from argv.
 */
char **options_parse(const struct program *p, int argc, char **argv);

/* All entries of the program and the common ones, in the order of the help; the callback's rows are lent. */
void options_each(const struct program *p, void (*row)(const struct option_entry *o, void *to), void *to);

/* "64M" and the like; false where it is none. */
bool options_size(const char *text, size_t *value);

#define MUSTER_VERSION "0.1.0"

#endif
