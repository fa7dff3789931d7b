/*
 * intake.h: what the readers of all formats are given, and how they say that a row is bad.
 */
#ifndef FORMAT_INTAKE_H
#define FORMAT_INTAKE_H

#include "dates.h"
#include "glimpse.h"

#include "../io/source.h"
#include "../rec/desk.h"

enum format_status {
	FORMAT_END,		/* of the file; or of all files */
	FORMAT_SOME,		/* a row was taken */
	FORMAT_LATER,		/* a row was put off: it comes again (rows.h) */
	FORMAT_BAD,		/* a row cannot be used: bad says why; reading can go on behind it */
	FORMAT_REFUSED,		/* the file cannot be used: bad says why */
	FORMAT_FAILED		/* the source failed: failed says how */
};

struct mapping;
struct window;

struct intake {
	struct source *source;
	const char *encoding;		/* of all files, whose name decoder_knows; NULL: recognise it */
	struct window *window;		/* that the file at hand is read through; NULL: none yet */
	struct desks *desks;
	const char *name;		/* prefix of all ids, instead of the format's own; NULL: that one */
	struct mapping *mapping;	/* NULL: none; each table binds its columns anew */
	const struct glimpse *glimpse;	/* of the file at hand */
	struct dates dates;		/* of the file at hand */
	struct buf *explain;		/* where readers say what they take a file for; NULL: nobody asks */
	size_t max_record;
	struct {
		uint64_t line, byte;	/* from 1; 0: not known */
		struct str raw;		/* lent until the reader goes on */
		char why[320];
	} bad;
	enum source_status failed;
};

/* Note what is wrong. Returns status, so that a reader can end with it. */
enum format_status intake_bad(struct intake *in, enum format_status status, uint64_t line, uint64_t byte, struct str raw,
    const char *fmt, ...) __attribute__((format(printf, 6, 7)));

/* What is wrong, with file and line: "FILE:LINE: why". */
void intake_why(struct buf *out, const struct intake *in);

enum format_status intake_failed(struct intake *in, enum source_status status);

/* The desk of a format's system: under its own name, or --source. */
struct desk *intake_desk(struct intake *in, const char *name);

#endif
