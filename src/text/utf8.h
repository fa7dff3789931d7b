/* utf8.h: UTF-8 checked, mended and walked. Exports hold Latin-1, cut characters and NULs; records hold none. */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include "../base/buf.h"
#include "../base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_BAD 0xfffdu	/* U+FFFD, what stands for bytes that are no character */

/* How many bytes at the start are ASCII. */
size_t utf8_ascii(struct str text);

/* How many bytes at the start are whole valid characters: text.n if all are. */
size_t utf8_good(struct str text);
bool utf8_valid(struct str text);

/* Appends the text with U+FFFD for each run of bytes that could have begun a character and each stray byte. How many. */
size_t utf8_repair(struct buf *out, struct str text);

/* Which byte of the text the byte `at` of what utf8_repair made of it comes from. */
size_t utf8_origin(struct str text, size_t at);

/* The character at *at, which moves past it; UTF8_BAD where there is none. *at must be below text.n. */
uint32_t utf8_next(struct str text, size_t *at);

/* Appends a character; a surrogate or a number past U+10FFFF becomes U+FFFD. */
void utf8_put(struct buf *out, uint32_t character);

/* How many characters it has; the text is valid. */
size_t utf8_length(struct str text);

/* The start of the text, at most max bytes, not ending inside a character. */
struct str utf8_cut(struct str text, size_t max);

#endif
