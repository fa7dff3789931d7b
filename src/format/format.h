/*
 * format.h: the table of the formats that ingest reads. A format is one file here and one line in the table.
 */
#ifndef FORMAT_FORMAT_H
#define FORMAT_FORMAT_H

#include "intake.h"

struct format;

/* How files of a format are read. Formats that differ in their vendors' names for things alone share one: vendor.h. */
struct reader {
	int (*recognise)(const struct format *f, const struct glimpse *g);	/* is a file that begins so of this format? 0 no .. 100 surely */
	void *(*open)(const struct format *f, struct intake *in);		/* before its first file: its state */
	enum format_status (*file)(void *state);	/* a file begins: SOME, REFUSED or FAILED */
	enum format_status (*next)(void *state);	/* take one row */
	void (*finish)(void *state);			/* after the last file: settle what lay apart */
	void (*close)(void *state);
};

struct format {
	const char *name, *about;
	const struct reader *reader;
	const void *what;				/* for the reader, that it needs to know of this format */
};

/* All formats; the last is NULL. */
extern const struct format *const formats[];

const struct format *format_find(const char *name);	/* NULL: there is none */
void format_list(struct buf *out);			/* name and description, a line each */

/* The format that is surest of itself with a file that begins so; NULL: none. */
const struct format *format_recognise(const struct glimpse *g, int *surest);

/* The state of a run over all files. Zeroed but for intake, it is before the first. */
struct reading {
	struct intake *in;
	const struct format *forced;			/* --from, or the mapping's; NULL: recognise each file */
	const struct format *now;
	void *state;
	struct glimpse glimpse;
	struct buf begin;				/* how the file at hand begins, for it */
	VEC(struct running { const struct format *format; void *state; }) running;
};

/* What is said about the files instead of being found out; NULL: nothing. */
struct reading_options {
	const char *format, *mapping;		/* of all files; a mapping file's name: as that says */
	const char *encoding, *date_order, *timezone;
};

/* Check and set them before the first file. False with why (of size bytes), which names the option. */
bool reading_set(struct reading *r, const struct reading_options *o, char *why, size_t size);

/* The next file: SOME, END, REFUSED or FAILED. */
enum format_status reading_file(struct reading *r);

/* The next row of it. */
enum format_status reading_next(struct reading *r);

/* All files have been read, or reading has ended before that. */
void reading_finish(struct reading *r);
void reading_close(struct reading *r);

#endif
