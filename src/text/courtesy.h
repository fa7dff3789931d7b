/*
 * courtesy.h: what a text says between its greeting and its closing.
 *
 * Two people with the same problem greet differently and sign with their own names. Greetings and closings are known
 * in English, German, Spanish, French, Italian, Dutch and Portuguese, best in the first three.
 */
#ifndef TEXT_COURTESY_H
#define TEXT_COURTESY_H

#include "../base/str.h"

/*
 * The part of a text between its greeting and its closing ("Best regards", the name under it, "Sent from my
 * phone"); lent from the text. Empty if there is nothing between them.
 */
struct str courtesy_core(struct str text);

/* Is a line a closing by itself, "Best regards,", or a mark above a signature? */
bool courtesy_is_closing(struct str line);

#endif
