/*
 * quote.h: what a person wrote now, without what a mail program added to it.
 *
 * A reply drags the whole conversation behind it, and every copy of a text in a chain looks like one more
 * person with the same problem. Chains are known by their marks in English, German, Spanish, French, Italian,
 * Dutch and Portuguese: lines with '>', "On ... wrote:", "Original Message", Outlook's block of headers.
 */
#ifndef TEXT_QUOTE_H
#define TEXT_QUOTE_H

#include "../base/buf.h"
#include "../base/str.h"

/*
 * Appends the text without reply and forward chains, and without what markup a form left in it (text/markup.h). Of a forward
 * under nothing or a note (text/note.h) the body stays and the note goes; of a text that is nothing but quotation, the quotation;
 * what is quoted under a title stays too. Lines end in '\n' whatever they ended in; none at the end.
 */
void quote_cut(struct buf *out, struct str text);

#endif
