/*
 * markup.h: what a web form left in a plain text: tags and entities.
 *
 * A text that is HTML has been made plain by ingest (text/html.h). This is for texts that are plain but for a <br> or &nbsp;:
 * their lines mean something, and so may what stands between < and > if it is no tag of a text.
 */
#ifndef TEXT_MARKUP_H
#define TEXT_MARKUP_H

#include "../base/buf.h"
#include "../base/str.h"

/* May there be something to take out? */
bool markup_may_be_in(struct str text);

/* Appends the text: a line end for a tag of a block, nothing for other tags that texts have, entities written out. */
void markup_strip(struct buf *out, struct str text);

#endif
