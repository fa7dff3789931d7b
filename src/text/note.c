#include "note.h"
#include "courtesy.h"
#include "fold.h"
#include "language.h"
#include "words.h"
#include "../base/buf.h"

enum { NOTE_WORDS = 8, NOTE_BYTES = 200, OTHER_WORDS = 2, TITLE_WORDS = 3, LONGEST = 20 };

/* Folded, with a space around each. */
static const char passing_on[] = " abaixo abajo adjunto anbei below dessous doorgestuurd encaminhado encaminho forward forwarded "
    "forwarding forwards fw fwd fyi hieronder inoltrato inoltro pfa reenviado reenvio sotto transfere transfert transmets unten "
    "weitergeleitet weiterleitung ";

static const char asking[] = " advise advice along answer anschauen ansehen antworten asap assist assistance atender attached aviso "
    "bearbeiten bekijken bericht ci cliente client comment comments customer email follow following gracias guardare handle info "
    "information informacion informazioni informatie kenntnis kenntnisnahme kindly konntet konnt kummern kummert kunde "
    "kunden kundin kunnen mail mensagem mensaje merci message messages messaggio mira mirad mirar nachricht note onderstaande pass "
    "passing podeis podrias pouvez prufen puoi received regarder request respond reply responder revisar schauen schaut see "
    "send sent take team thank thanks traiter ubernehmen ubernehmt urgent vedere ver voir zie ";

static bool
is_in(const char *list, struct str word)
{
	char spaced[LONGEST + 3];

	if (word.n > LONGEST)
		return false;
	spaced[0] = ' ';
	memcpy(spaced + 1, word.s, word.n);
	spaced[word.n + 1] = ' ';
	spaced[word.n + 2] = '\0';
	return strstr(list, spaced) != NULL;
}

struct seen {
	int words, others;	/* in all; that neither ask nor pass on */
	bool passes;
};

static struct seen
look(struct str text)
{
	struct words walk = { .whole = true };
	struct seen seen = {0};
	struct buf b = {0};
	struct word word;

	fold(&b, text);
	walk.text = buf_str(&b);
	while (words_next(&walk, &word)) {
		bool passes = is_in(passing_on, word.s);

		seen.words++;
		seen.passes |= passes;
		seen.others += !passes && !language_is_stop(word.s) && !is_in(asking, word.s);
	}
	buf_free(&b);
	return seen;
}

bool
note_is(struct str text)
{
	struct str core = courtesy_core(text);
	struct seen seen;

	if (core.n > NOTE_BYTES)
		return false;
	seen = look(core);
	return seen.words < NOTE_WORDS && seen.others <= (seen.passes ? OTHER_WORDS : 0);
}

bool
note_is_title(struct str text)
{
	int words = 0;
	bool colon = false;

	if (text.n > NOTE_BYTES)
		return false;
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
	return (words <= TITLE_WORDS && colon) || (note_is(text) && look(text).passes);
}
