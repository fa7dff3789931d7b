/*
 * charset.h: what encoding a text is in, by the evidence of its bytes.
 *
 * A byte order mark and the NULs of UTF-16 are certain. The rest is a matter of weight: text in UTF-8 is hardly ever
 * anything else that makes sense, and Western text in Windows-1252 is hardly ever valid UTF-8.
 */
#ifndef TEXT_CHARSET_H
#define TEXT_CHARSET_H

#include "decoder.h"

#include <stdint.h>

/* Which byte order mark a text begins with: its length, and *charset; or 0. */
size_t charset_mark(struct str text, enum charset *charset);

/* Does a text that begins so, without a mark, alternate with NUL bytes as UTF-16 does? */
bool charset_utf16(struct str begin, enum charset *charset);

/* The encoding that an XML declaration at the start names; absent: there is none, or it names none. */
struct str charset_declared(struct str begin);

/* What speaks for UTF-8, for Windows-1252, and for neither. Sums of several texts' evidence are evidence. */
struct evidence {
	uint64_t sequences;	/* valid UTF-8 of more than one byte; four for one that is rubbish otherwise */
	uint64_t invalid;	/* bytes >= 0x80 outside of those */
	uint64_t high;		/* bytes >= 0x80 */
	uint64_t foreign;	/* of those, in runs that no Western language has */
	uint64_t unused;	/* of those, such that Windows-1252 does not use */
	uint64_t inside;	/* of those, symbols of Windows-1252 inside of words */
};

/*
 * Judge a text. ended: nothing is behind it. Else a character that its end may have cut is left aside: it counts
 * the bytes that were judged.
 */
size_t charset_judge(struct evidence *e, struct str text, bool ended);

/*
 * Is it UTF-8? Where two sides stand against each other, it is: bytes that are then mended can be seen, letters taken
 * for others cannot. before: of the same file's text before this one, for where this one's evidence is weak.
 */
bool charset_is_utf8(const struct evidence *e, const struct evidence *before);

/* So clearly UTF-8 that nothing more needs to be judged. */
bool charset_surely_utf8(const struct evidence *e);

/*
 * Append a text that was judged not to be UTF-8, from Windows-1252; but sequences in it that can only be UTF-8, as
 * where rows of two systems were put in one file, stay what they are.
 */
void charset_western(struct buf *out, struct str text);

/* Bytes that are not UTF-8, but Cyrillic, Polish, Japanese ... rather than Western text: whose encoding must be told. */
bool charset_is_foreign(const struct evidence *e);

#endif
