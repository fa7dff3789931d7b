#include "note.h"
#include "courtesy.h"
#include "filler.h"

enum { NOTE_WORDS = 8, NOTE_BYTES = 200, OTHER_WORDS = 2, TITLE_WORDS = 3 };

bool
note_is(struct str text)
{
	struct str core = courtesy_core(text);
	struct filler seen;

	if (core.n > NOTE_BYTES)
		return false;
	seen = filler_look(core, OTHER_WORDS);
	return seen.words < NOTE_WORDS && seen.others <= (seen.passes ? OTHER_WORDS : 0);
}

bool
note_is_title(struct str text)
{
	struct str whole = text;
	int words = 0;
	bool colon = false;

	if (text.n > NOTE_BYTES)
		return false;
	text = courtesy_core(text);
	for (size_t at = 0, n; at < text.n; at += n + 1) {
		struct str token = { text.s + at, 0 };

		while (at + token.n < text.n && (unsigned char)token.s[token.n] > ' ')
			token.n++;
		n = token.n;
		if (n == 0 || str_holds(token, "://"))
			continue;
		words++;
		colon |= str_ends(token, ":");
	}
	return (words <= TITLE_WORDS && colon) || (note_is(whole) && filler_look(whole, OTHER_WORDS).passes);
}
