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

enum {
	BOILERPLATE_TEXTS = 40,		/* that hold a line which is boilerplate */
	BOILERPLATE_LEFT = 4,		/* words that must be left when all of it is dropped */
	BOILERPLATE_NOTICE = 8		/* words of a line that is a notice: above it less may be left */
};

/*
 * The hash of the line at *at, which moves past it: the same whatever white space is around it. 0 for a
 * line without a letter or digit, which parts others and is none itself. *at must be below text.n; *line is lent.
 */
uint64_t boilerplate_line(struct str text, size_t *at, struct str *line);

/*
 * Appends the text without the lines that is_common says are. Closings stay: they tell where a signature begins
 * (text/courtesy.h). Where fewer than BOILERPLATE_LEFT words would be left the whole text stays, since a common line may be
 * all that is said, unless a notice ends the text: what stands above it is what is said then. True if lines went.
 */
bool boilerplate_drop(struct buf *out, struct str text, bool (*is_common)(const void *with, uint64_t line), const void *with);

#endif
