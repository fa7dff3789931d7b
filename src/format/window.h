/*
 * window.h: the part of a file that a reader is at work on, in one piece of memory.
 *
 * A row may begin in one read and end in the next; here its bytes lie together. What has been consumed goes when
 * more comes, so that memory is that of the longest row.
 */
#ifndef FORMAT_WINDOW_H
#define FORMAT_WINDOW_H

#include "../io/source.h"

/* Zeroed but for source, it is at the beginning of the source's current file. */
struct window {
	struct source *source;
	struct buf text;
	size_t at;		/* everything before it is consumed */
	uint64_t base;		/* offset in the file of text.data[0] */
	bool ended;		/* there is nothing behind text */
};

/* Read some more behind what there is: some, the end (ended is set), or failed. Moves the text. */
enum source_status window_more(struct window *w);

/* Skip a byte order mark: call it first of all. */
enum source_status window_begin(struct window *w, struct source *source);

static inline struct str
window_rest(const struct window *w)
{
	return w->text.data == NULL ? STR("") : (struct str){ w->text.data + w->at, w->text.len - w->at };
}

/* How many line ends there are in a text. */
uint64_t window_lines(struct str text);

void window_free(struct window *w);

#endif
