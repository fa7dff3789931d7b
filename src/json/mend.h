/*
 * mend.h: what exports put into the strings of JSON though no parser takes it, made what it was meant for.
 *
 * Half of a surrogate pair, where a program cut an emoji in two, is refused by strict parsers, and with it the whole
 * element that holds it; so are control characters that nobody escaped. Only the text of strings is touched: what
 * is broken elsewhere stays so.
 */
#ifndef JSON_MEND_H
#define JSON_MEND_H

#include "../base/buf.h"

/*
 * Append a JSON text, which must be valid UTF-8, with "\ufffd" for escapes of half a pair, escapes for control
 * characters, and without NULs, wherever those are in strings. How many there were. In linear time.
 */
size_t mend_text(struct buf *out, struct str text);

/* Which byte of the text the byte `at` of what mend_text made of it comes from. */
size_t mend_origin(struct str text, size_t at);

#endif
