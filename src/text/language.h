/*
 * language.h: which language a text is in, by its commonest words; and which words those are.
 *
 * Small on purpose: English, German, Spanish, French, Italian, Portuguese and Dutch. It would rather
 * say "" than guess: only the stemming hangs on it.
 */
#ifndef TEXT_LANGUAGE_H
#define TEXT_LANGUAGE_H

#include "../base/str.h"

#include <stdint.h>

/* The language of a folded text: "en", "de", "es", "fr", "it", "pt", "nl"; "" unknown. Not to be freed. */
const char *language_guess(struct str folded);

/* Is a folded word so common, in any of these languages, that it says nothing about what a text is about? */
bool language_is_stop(struct str word);
bool language_is_stop_hash(uint64_t hash);	/* the word's, as text/token.h and text/vocabulary.h have it */

#endif
