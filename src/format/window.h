/*
 * window.h: the part of a file that a reader is at work on, in one piece of memory, as UTF-8.
 *
 * A row may begin in one read and end in the next; here its bytes lie together. What has been consumed goes when
 * more comes, so that memory is that of the longest row.
 *
 * What encoding a file is in is told by --encoding, a byte order mark, the NULs of UTF-16 or an XML declaration; or
 * else by its bytes. As long as they are ASCII there is nothing to decide. From the first that is none, 64 KiB are
 * judged: UTF-8, or Windows-1252 but for what can only be UTF-8; and so on from the next such byte, until the file is
 * clearly UTF-8. Bytes that are no character stay such that are not UTF-8, for clean_text to mend and to note. Where
 * bytes cannot be either, and a guess would make rubbish, reading fails and says that --encoding is needed. None of
 * this depends on how reads cut the file. Bytes and lines are counted in what has been decoded.
 */
#ifndef FORMAT_WINDOW_H
#define FORMAT_WINDOW_H

#include "intake.h"

#include "../text/charset.h"

/* Zeroed, it can begin. */
struct window {
	struct source *source;
	struct buf text;
	size_t at;		/* everything before it is consumed */
	uint64_t base;		/* offset in the decoded file of text.data[0] */
	bool ended;		/* there is nothing behind text */

	/* private */
	struct decoder decoder;
	bool decided;		/* what the decoder is for; else to be judged */
	bool western;		/* the file says so: it may look foreign */
	bool lenient;		/* at a glimpse nothing is refused */
	struct buf raw;		/* bytes that wait for their judgement */
	size_t mark;		/* bytes of a byte order mark yet to be passed over */
	struct evidence before;	/* in what has been judged */
	uint64_t lines;		/* of what came before it was decided */
	const char *now;	/* how the text judged last was decoded; NULL: none was */
	char told[128];
};

/*
 * Go to the beginning of the source's current file, behind its byte order mark. Call it before anything is read of the
 * file. It is in->window then.
 */
enum source_status window_begin(struct window *w, struct intake *in);

/* The same for a reader that decodes by itself: bytes as they are, byte order marks too. */
enum source_status window_begin_raw(struct window *w, struct intake *in);

/* Read some more behind what there is: some, the end (ended is set), or failed. Moves the text. */
enum source_status window_more(struct window *w);

/* Read until there are `want` bytes to be consumed, or all of the file: SOME, or failed. */
enum source_status window_fill(struct window *w, size_t want);

/*
 * How the source's current file begins, decoded as a window would, without a byte order mark: up to `most` bytes,
 * in scratch. Consumes nothing, refuses nothing.
 */
enum source_status window_peek(struct intake *in, size_t most, struct buf *scratch, struct str *first);

/* What encoding it has been so far, and why: "CP1252: byte 0xE9 in line 17 is no UTF-8". Lent until the window goes on. */
const char *window_encoding(const struct window *w);

static inline struct str
window_rest(const struct window *w)
{
	return w->text.data == NULL ? STR("") : (struct str){ w->text.data + w->at, w->text.len - w->at };
}

/* How many line ends there are in a text. */
uint64_t window_lines(struct str text);

void window_free(struct window *w);

#endif
