/*
 * normal.h: a text reduced to what makes it the same text as another one.
 *
 * Two tickets are copies even if one says Hello and the other bears a ticket number: chains, greeting, closing,
 * RT prefixes, [#...] marks, URLs, mentions, e-mail addresses, digit runs of five or more and emoji go; what stays
 * is its words, folded, with single spaces between them.
 */
#ifndef TEXT_NORMAL_H
#define TEXT_NORMAL_H

#include "../base/buf.h"
#include "../base/str.h"

/*
 * Appends the normalised text. Returns how many of its words say something (neither stop words nor numbers): where
 * it is 0, equality of normalised texts means nothing.
 */
size_t normal(struct buf *out, struct str text);

/* The same of a text whose chains are cut already (text/quote.h), with number words as digits: what is to be compared. */
size_t normal_alike(struct buf *out, struct str cut);

#endif
