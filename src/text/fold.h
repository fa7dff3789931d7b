/*
 * fold.h: text as it is compared: without case, accents or typography, runs of white space made one space.
 *
 * What two people write for the same thing must become the same bytes, on every machine: the fold is
 * Unicode's NFKD and case folding (utf8proc) with marks of Latin, Greek, Arabic and Hebrew taken off,
 * sz, ae, oe, o-stroke and l-stroke spelt out, curly quotes and dashes made plain. Kana, Han, Hangul and Indic
 * scripts keep their marks, which there are letters. ASCII goes by table.
 */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "../base/buf.h"
#include "../base/str.h"

/* Appends the folded text; no white space at either end of it. Bytes that are no UTF-8 become U+FFFD. */
void fold(struct buf *out, struct str text);

#endif
