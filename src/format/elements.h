/*
 * elements.h: the objects of a JSON export one by one: elements of a document of any size, or one on each line.
 */
#ifndef FORMAT_ELEMENTS_H
#define FORMAT_ELEMENTS_H

#include "intake.h"
#include "window.h"

#include "../json/scan.h"
#include "../json/split.h"

struct elements {
	struct intake *in;
	struct window window;
	struct split split;
	struct scan *scan;
	bool lines;			/* one on each line: a bad line does not take others along */
	bool over;
	uint64_t line, next_line;	/* where the element at hand begins; where the window is */
	uint64_t column, next_column;	/* the bytes before it in its line */
	struct str raw;			/* the element, lent until the next */
	struct scan_value value;
	size_t which;			/* of the wanted paths; 0 for lines */
	bool mended;			/* it is no JSON as it stands: value is that of a mended copy */
	struct buf copies[2];
	struct buf head;		/* how a line began that is too long to be held */
};

/* Are the elements of a file that begins so one on each line? */
bool elements_are_lines(struct str first);

/*
 * Begin with the source's current file. wanted: the paths of arrays (see json/split), lent; not used for lines.
 * Zero the struct before its first file.
 */
enum format_status elements_begin(struct elements *e, struct intake *in, const struct str *wanted, size_t count, bool lines);

/* SOME, END, BAD, REFUSED or FAILED. */
enum format_status elements_next(struct elements *e);

/* Take an element that was read before once more: its bytes, with SOURCE_PADDING behind, and where it stood. */
enum format_status elements_again(struct elements *e, struct str raw, uint64_t line, uint64_t column, size_t which);

/* Name the place of an element that is JSON but cannot be used. */
enum format_status elements_bad(struct elements *e, const char *why);

void elements_free(struct elements *e);

#endif
