/*
 * split.h: the elements of a JSON document one by one, while the document is still arriving.
 *
 * An export may be one document of many gigabytes; its tickets are small. The text is walked with a few words of
 * state, no recursion and nothing kept but the element at hand. What an element holds is left to json/scan.
 */
#ifndef JSON_SPLIT_H
#define JSON_SPLIT_H

#include "../base/buf.h"

enum split_status {
	SPLIT_MORE,		/* give the same text again, less `consumed` bytes, with more behind it */
	SPLIT_ELEMENT,
	SPLIT_END,		/* of the text, and whatever was opened is closed */
	SPLIT_BAD		/* this is no JSON document; `why` says what is wrong, `at` where */
};

enum { SPLIT_DEPTH = 16 };	/* names that a path may have */

struct split {
	/*
	 * Where elements are: in the arrays at these dotted paths from the root. An empty path stands for the
	 * root: the elements of an array, or else each root value, of which there may be many. Lent.
	 */
	const struct str *wanted;
	size_t count;

	struct str element;	/* lent by the text */
	size_t which;		/* of the wanted paths */
	size_t consumed;	/* bytes of the text that are not needed any more, the element among them */
	size_t at;		/* where it went wrong */
	const char *why;
	bool found;		/* one of the paths was there, even if the array was empty */

	/* private */
	size_t here, begin;	/* in the text: next byte, first byte of the value at hand */
	struct buf path;
	size_t path_end[SPLIT_DEPTH + 1];
	unsigned level;		/* objects entered */
	int state;
	size_t depth;		/* inside the value at hand */
	bool in_string, in_word, taking, in_array;
};

/* Zeroed but for wanted and count, a split is at the beginning. ended: there is nothing behind the text. */
enum split_status split_next(struct split *s, struct str text, bool ended);

/*
 * The element at hand, of which a part has been given, is not wanted: pass over the rest of it. False: no element is
 * at hand. Call it when split_next asked for more.
 */
bool split_pass(struct split *s);

/* Back to the beginning, for another text. */
void split_reset(struct split *s);
void split_free(struct split *s);

#endif
