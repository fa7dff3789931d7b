/*
 * boilerplate.h: the lines of a text that many texts share: signatures, disclaimers, form letters.
 *
 * A legal notice makes two different complaints look alike. Which lines are common is not for one text to say: the
 * caller counts the texts that hold a line, by the line's hash, and says which hashes are too common. Chains are to
 * be cut first (text/quote.h): quoted lines are common because they are quoted.
 */
#ifndef TEXT_BOILERPLATE_H
#define TEXT_BOILERPLATE_H

#include "../base/buf.h"
#include "../base/str.h"

#include <stdint.h>

/* Texts that hold a line which is boilerplate; words that must be left when all of it is dropped. */
enum { BOILERPLATE_TEXTS = 40, BOILERPLATE_LEFT = 4 };

/*
 * The hash of the line at *at, which moves past it: the same whatever white space is around it. 0 for a
 * line without a letter or digit, which parts others and is none itself. *at must be below text.n; *line is lent.
 */
uint64_t boilerplate_line(struct str text, size_t *at, struct str *line);

/*
 * Appends the text without the lines that is_common says are; the whole text where fewer than BOILERPLATE_LEFT words
 * would be left. True if lines went.
 */
bool boilerplate_drop(struct buf *out, struct str text, bool (*is_common)(const void *with, uint64_t line), const void *with);

#endif
