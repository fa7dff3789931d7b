/*
 * note.h: what people write above a message that they only pass on.
 *
 * "FYI", "please see below", "Siehe unten" say nothing about the matter: what follows does. A short question of its own
 * above somebody else's message is a question of its own. The words are those of the languages of the sample and of
 * French, Italian, Dutch and Portuguese.
 */
#ifndef TEXT_NOTE_H
#define TEXT_NOTE_H

#include "../base/str.h"

/* Is this all of a text that is passed on with it: nothing, courtesy, or fewer than 8 words that pass on? */
bool note_is(struct str text);

/* Is it, above lines with '>', the title of what is quoted there: up to 3 words and a link, with a colon? */
bool note_is_title(struct str text);

#endif
