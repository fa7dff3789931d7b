#include "filler.h"
#include "fold.h"
#include "language.h"
#include "words.h"
#include "../base/buf.h"

enum { LONGEST = 20 };

/* Folded, with a space around each. */
static const char passing_on[] = " abaixo abajo adjunto anbei below dessous doorgestuurd encaminhado encaminho forward forwarded "
    "forwarding forwards fw fwd fyi hieronder inoltrato inoltro pfa reenviado reenvio sotto transfere transfert transmets unten "
    "weitergeleitet weitergeleitete weitergeleiteten weiterleitung ";

static const char asking[] =
    " advance advice advise agradeceria agradezco aguardo ahead aider aidez aiutarmi aiuto ajuda ajudar along alvast "
    "anschauen ansehen answer answers antemano antes antwoord antwort antworten anybody appreciate appreciated asap "
    "assist assistance atencion atender attached attente attesa avance aviso ayuda ayudar ayudarme ayudeis back bald "
    "baldige baldmoglichst bearbeiten bekijken bericht bescheid bitten ci client cliente comment comments customer "
    "dagen danke day days dias dringend email espera espero follow following frustrating geben gerne getting giorni "
    "gracias guardare hacer hear hearing helfen helpen hilfe hoffe hope hulp idea ideas ideen info informacion "
    "informatie information informazioni jours kenntnis kenntnisnahme kindly konnt konntet kummern kummert kunde "
    "kunden kundin kunnen mail melde melden mensagem mensaje merci message messages messaggio mira mirad mirar "
    "moglich nachricht note obrigado onderstaande pass passing please podeis podrias posible possible pouvez pronto "
    "prufen puoi quedo quick quickly rapido received regarder replies reply reponse request respond responder "
    "response responses resposta respuesta revisar risposta ruckmeldung schauen schaut schnell schnelle "
    "schnellstmoglich see semanas send sent snel somebody someone soon suggestion suggestions tage tagen take team "
    "thank thanks traiter tun ubernehmen ubernehmt umgehend urgent urgente urgently vedere ver vite voir wait waiting "
    "weeks weiterhelfen wochen zie ";

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
