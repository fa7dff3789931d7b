#include "filler.h"
#include "fold.h"
#include "language.h"
#include "words.h"
#include "../base/buf.h"

enum { LONGEST = 20 };

/* Folded, with a space around each. */
static const char passing_on[] = " abaixo abajo adjunto anbei below dessous doorgestuurd encaminhado encaminho forward forwarded "
    "forwarding forwards fw fwd fyi hieronder inoltrato inoltro pfa reenviado reenvio sotto transfere transfert transmets unten "
    "weitergeleitet weiterleitung ";

static const char asking[] =
    " advance advice advise ahead along anschauen ansehen answer answers antes antwort antworten anybody appreciate "
    "appreciated asap assist assistance atencion atender attached aviso ayuda ayudar ayudarme ayudeis baldige "
    "bearbeiten bekijken bericht bitten ci client cliente comment comments customer danke dringend email espero "
    "follow following frustrating gracias guardare hacer hear hearing helfen hilfe hoffe hope hulp idea ideas ideen "
    "info informacion informatie information informazioni kenntnis kenntnisnahme kindly konnt konntet kummern kummert "
    "kunde kunden kundin kunnen mail melde melden mensagem mensaje merci message messages messaggio mira mirad mirar "
    "moglich nachricht note obrigado onderstaande pass passing please podeis podrias posible possible pouvez pronto "
    "prufen puoi quick quickly received regarder replies reply request respond responder response responses respuesta "
    "revisar ruckmeldung schauen schaut schnell schnelle schnellstmoglich see send sent somebody someone soon "
    "suggestion suggestions take team thank thanks traiter tun ubernehmen ubernehmt umgehend urgent urgente urgently "
    "vedere ver voir wait waiting weiterhelfen zie ";

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

struct filler
filler_look(struct str text, int most)
{
	struct words walk = { .whole = true };
	struct filler seen = {0};
	struct buf b = {0};
	struct word word;

	fold(&b, text);
	walk.text = buf_str(&b);
	while (seen.others <= most && words_next(&walk, &word)) {
		bool passes = is_in(passing_on, word.s);

		seen.words++;
		seen.passes |= passes;
		seen.others += !passes && !language_is_stop(word.s) && !is_in(asking, word.s);
	}
	buf_free(&b);
	return seen;
}
