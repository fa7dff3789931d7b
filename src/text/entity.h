/* entity.h: the characters that HTML writes by name or number. */
#ifndef TEXT_ENTITY_H
#define TEXT_ENTITY_H

#include "../base/str.h"

#include <stdint.h>

/*
 * The character that the text, which begins with '&', names: its bytes are counted in *length. 0 if it names none
 * that is known. Numbers are read as browsers do: 128..159 are Windows-1252, what is no character is U+FFFD;
 * &amp &lt &gt &quot &nbsp and numbers may lack their semicolon.
 */
uint32_t entity_read(struct str text, size_t *length);

#endif
