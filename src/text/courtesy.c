#include "courtesy.h"
#include "filler.h"
#include "line.h"
#include "words.h"

enum { ENOUGH = 8, SIGNATURE_LINES = 8, SIGNATURE_WORDS = 7, SIGNATURE_BYTES = 1200, RULE = 20, HEAD = 48, PLEA_WORDS = 9 };

/* The words of a line, at most `most`, with a space around each; returns how many. */
static int
add_spoken(struct buf *b, struct buf *words, struct str line, int most)
{
	struct words walk = { .text = line_folded(b, line), .whole = true };
	struct word word;
	int n = 0;

	buf_clear(words);
	buf_room(words, walk.text.n + 2);
	for (; n < most && words_next(&walk, &word); n++) {
		buf_add(words, " ", 1);
		buf_add(words, word.s.s, word.s.n);
	}
	buf_add(words, " ", 1);
	return n;
}

/* The same words; a piece at the start, up to a space, nearly always holds them all, and less is to be folded. */
static struct str
spoken(struct buf *b, struct buf *words, struct str line, int most)
{
	struct str head = { line.s, line.n < HEAD ? line.n : HEAD };

	while (head.n > 0 && head.n < line.n && line.s[head.n] != ' ')
		head.n--;
	if (add_spoken(b, words, head, most) < most && head.n < line.n)
		add_spoken(b, words, line, most);
	return buf_str(words);
}

static const char *const greetings[] = { " hi ", " hello ", " hey ", " hallo ", " dear ", " good morning ",
	" good afternoon ", " good evening ", " good day ", " greetings ", " guten tag ", " guten morgen ", " guten abend ",
	" sehr geehrte ", " sehr geehrter ", " liebe ", " lieber ", " liebes ", " moin ", " servus ", " gruss gott ",
	" hola ", " buenos dias ", " buenas tardes ", " buenas noches ", " buenas ", " buen dia ", " estimado ",
	" estimada ", " estimados ", " bonjour ", " bonsoir ", " salut ", " cher ", " chere ", " ciao ", " buongiorno ",
	" salve ", " gentile ", " ola ", " bom dia ", " boa tarde ", " beste ", " goedemorgen ", " goedemiddag ",
	" to whom it may concern ", " werte ", " werter ", " apreciado ", " apreciados ", " madame monsieur ", " egregio ",
	" prezado ", " prezados ", " geachte ", NULL };

static const char *const closings[] = { " thanks ", " thank you ", " many thanks ", " thx ", " tia ",
	" best regards ", " kind regards ", " kindest regards ", " warm regards ", " with regards ", " best ", " best wishes ",
	" all the best ", " cheers ", " sincerely ", " yours sincerely ", " yours faithfully ", " yours truly ",
	" respectfully ", " rgds ", " looking forward ", " i look forward ", " sent from my ", " get outlook for ",
	" mit freundlichen grussen ", " freundliche grusse ", " mit freundlichem gruss ", " viele grusse ", " beste grusse ",
	" liebe grusse ", " schone grusse ", " mfg ", " danke ", " vielen dank ",
	" besten dank ", " herzlichen dank ", " von meinem iphone ", " gesendet von ", " hochachtungsvoll ", " gracias ",
	" muchas gracias ", " saludos ", " un saludo ", " cordiales saludos ", " saludos cordiales ", " atentamente ",
	" un cordial saludo ", " enviado desde ", " merci ", " cordialement ", " bien cordialement ", " envoye de mon ",
	" grazie ", " cordiali saluti ", " inviato da ", " obrigado ", " obrigada ", " atenciosamente ",
	" met vriendelijke groet ", " met vriendelijke groeten ", " bedankt ",
	" alvast bedankt ", " verzonden vanaf ", " sent via ", " sent with ", " gesendet mit ", " enviado con ",
	" have a nice ", " have a great ",
	" have a good ", " schonen tag ", " einen schonen ", " schones wochenende ", " herzliche grusse ",
	" mit besten grussen ",
	" mit freundlichem grussen ", " un abrazo ", " de antemano ", " bonne journee ", " bien a vous ",
	" distinti saluti ", " buona giornata ",
	" com os melhores cumprimentos ", " cumprimentos ", NULL };

/* These close a letter only if hardly anything follows. */
static const char *const short_closings[] = { " best ", " br ", " ty ", " lg ", " vg ", " gruss ", " grusse ", " regards ",
	" saluti ", " groet ", " groeten ", " sent from ", NULL };

/* Is this line, or last sentence, of n words a closing? */
static bool
is_closing(struct str line, int n, struct buf *b, struct buf *words)
{
	if (n == 0 || line.s[line.n - 1] == '?')
		return false;
	spoken(b, words, line, 6);
	return line_starts(buf_str(words), closings) || (n <= 3 && line_starts(buf_str(words), short_closings));
}

/* These are nothing but greetings, so that a text may go on behind them without a comma. */
static const char *const mere_greetings[] = { " hi ", " hello ", " hey ", " hallo ", " good morning ", " good afternoon ",
	" good evening ", " guten tag ", " guten morgen ", " guten abend ", " hola ", " buenos dias ", " buenas tardes ",
	" buenas noches ", " bonjour ", " bonsoir ", " buongiorno ", " bom dia ", " boa tarde ", " goedemorgen ",
	" goedemiddag ", NULL };

static const char *const everybody[] = { " team ", " everyone ", " zusammen ", " equipo ", NULL };

/* Past the words of a list with which a line, whose words are given, begins; 0 if with none. */
static size_t
past_words(struct str line, struct str words, const char *const *list)
{
	struct words walk = { .text = line, .whole = true };
	struct word word = {0};

	for (; *list != NULL; list++)
		if (str_starts(words, *list)) {
			for (const char *c = *list + 1; *c != '\0'; c++)
				if (*c == ' ' && !words_next(&walk, &word))
					return 0;
			return walk.at;
		}
	return 0;
}

static size_t
past_mere_greeting(struct str line, struct buf *b, struct buf *words)
{
	size_t at = past_words(line, spoken(b, words, line, 4), mere_greetings);
	struct str rest = { line.s + at, line.n - at };

	if (at == 0 || line_words(rest, 1) == 0)
		return 0;
	return at + past_words(rest, spoken(b, words, rest, 2), everybody);
}

/* Past the greeting at the start: its whole line, its words up to the first comma or other mark, or its words alone. */
static size_t
past_greeting(struct str text, struct buf *b, struct buf *words)
{
	size_t at = 0, next, mark = 0;
	struct str line;

	while (at < text.n && (unsigned char)text.s[at] <= ' ')
		at++;
	if (at >= text.n)
		return text.n;
	next = at;
	line = line_next(text, &next);
	if (!line_starts(spoken(b, words, line, 4), greetings))
		return at;
	while (mark < line.n && mark < 48 && strchr(",!.:;-", line.s[mark]) == NULL)
		mark++;
	if (mark < line.n && mark < 48 && line_words((struct str){ line.s, mark }, 6) < 6) {
		while (mark < line.n && strchr(",!.:;- ", line.s[mark]) != NULL)
			mark++;
		return at + mark;
	}
	if (line_words(line, 6) < 6 && next < text.n)
		return next;
	return at + past_mere_greeting(line, b, words);
}

/* So does a NUL: nothing that was said goes on behind it. */
static bool
ends_sentence(char c)
{
	return c == '.' || c == '!' || c == '?' || c == '\0';
}

/* Where the last sentence of a line begins: 0 if it is the only one. */
static size_t
last_sentence(struct str line)
{
	size_t i = line.n;

	while (i > 0 && (ends_sentence(line.s[i - 1]) || strchr(", )", line.s[i - 1]) != NULL))
		i--;
	while (i > 0 && !ends_sentence(line.s[i - 1]))
		i--;
	return i;
}

/* The words of the longest part of a line, but for numbers: "Ann Smith | Example Ltd | +1 202 555 0143" are two. */
static int
signature_words(struct str line)
{
	int most = 0;

	for (size_t at = 0; at < line.n && most < SIGNATURE_WORDS;) {
		const char *end = memchr(line.s + at, '|', line.n - at);
		struct words walk = { .text = { line.s + at, (end != NULL ? (size_t)(end - line.s) : line.n) - at } };
		struct word word;
		int n = 0;

		while (n < SIGNATURE_WORDS && words_next(&walk, &word))
			n += word.kind != WORD_NUMBER;
		most = n > most ? n : most;
		at += walk.text.n + 1;
	}
	return most;
}

/* "--" alone, which mail programs put above a signature, or a rule of underscores, which they put above anything else. */
static bool
is_mark(struct str line)
{
	size_t i = 0;

	if (str_is(line, "--"))
		return true;
	while (i < line.n && line.s[i] == '_')
		i++;
	return i == line.n && i >= RULE;
}

/* A legal notice, as few tickets may hold as can be. */
static bool
is_notice(struct str line, struct buf *b, struct buf *words)
{
	static const char *const begins[] = { " this e mail ", " this email ", " this message ", " this communication ",
		" the information contained ", " the information in this ", " the contents of this ", " confidentiality ",
		" disclaimer ", " views expressed ", " the views ", " any views ", " please consider ", " if you are not the ",
		" if you have received ", " registered in ", " diese e mail ", " diese nachricht ", " diese mail ",
		" der inhalt dieser ", " das unerlaubte ", " este mensaje ", " este correo ", " la informacion contenida ",
		" aviso legal ", " aviso de ", " antes de imprimir ", " ce message ", " ce courriel ", " cet e mail ",
		" questo messaggio ", " questa e mail ", " esta mensagem ", " este e mail ", " dit bericht ",
		" deze e mail ", NULL };
	static const char *const terms[] = { "confiden", "privileged", "intended recipient", "in error", "prohibited",
		"necessarily", "environment", "registered office", "vertraulich", "irrtumlich", "unbefugt", "nicht gestattet",
		"por error", "prohibid", "medio ambiente", "imprimir", "destinataire", "erreur", "riservat", "errore",
		"vertrouwelijk", NULL };

	return line_starts(spoken(b, words, line, 5), begins) && line_holds(line_folded(b, line), terms);
}

/* The mark that stands above what ends at `end`, at most so many lines and bytes of it; text.n if there is none. */
static size_t
mark_above(struct str text, size_t from, size_t end, int lines)
{
	size_t least = end > from + SIGNATURE_BYTES ? end - SIGNATURE_BYTES : from;

	while (end > least && lines > 0) {
		size_t start = end;
		struct str line;

		while (start > least && text.s[start - 1] != '\n')
			start--;
		if (start == least && start > from)
			break;		/* the line may begin before it */
		line = str_trim((struct str){ text.s + start, end - start });
		if (line.n > 0 && is_mark(line))
			return start;
		lines -= line.n > 0;
		end = start > from ? start - 1 : from;
	}
	return text.n;
}

/* "Please help me as soon as possible": a sentence that asks, and says nothing else; so do signs without words. */
static bool
is_plea(struct str sentence)
{
	struct filler seen;

	if (line_words(sentence, PLEA_WORDS + 1) > PLEA_WORDS)
		return false;
	seen = filler_look(sentence, 0);
	return seen.others == 0 && !seen.passes;
}

/* A line without the closing and the pleas that are its last sentences; never without its first one. */
static struct str
without_last_words(struct str line, struct buf *b, struct buf *words)
{
	size_t at;

	while ((at = last_sentence(line)) > 0) {
		struct str last = { line.s + at, line.n - at };
		int said = line_words(last, SIGNATURE_WORDS + 2);

		if (!(said < SIGNATURE_WORDS + 2 && is_closing(last, said, b, words)) && !is_plea(last))
			break;
		line = str_trim((struct str){ line.s, at });
	}
	return line;
}

/* Where the closing begins, from the start of the core on; text.n if there is none. */
static size_t
closing_at(struct str text, size_t from, struct buf *b, struct buf *words)
{
	size_t end = text.n, found = text.n;
	bool last = true;		/* nothing that stays was seen below */

	for (int lines = 0; lines < SIGNATURE_LINES && end > from;) {
		size_t start = end;
		struct str line, kept;
		int n;

		while (start > from && text.s[start - 1] != '\n')
			start--;
		line = str_trim((struct str){ text.s + start, end - start });
		end = start > from ? start - 1 : from;
		if (line.n == 0)
			continue;
		lines++;
		n = line_words(line, SIGNATURE_WORDS + 2);
		if (str_is(line, "---") || is_mark(line) || (n < SIGNATURE_WORDS + 2 && is_closing(line, n, b, words)) ||
		    (last && start > from && is_plea(line))) {
			found = start;
			last = true;
			continue;
		}
		kept = without_last_words(line, b, words);
		if (kept.n < line.n)
			return (size_t)(kept.s + kept.n - text.s);
		last = false;
		if (n < SIGNATURE_WORDS && line.s[line.n - 1] == '?')
			break;
		if (n < SIGNATURE_WORDS || signature_words(line) < SIGNATURE_WORDS)
			continue;
		if (is_notice(line, b, words)) {
			found = start;
			last = true;
			continue;
		}
		if ((start = mark_above(text, from, end, SIGNATURE_LINES - lines)) == text.n)
			break;
		found = start;
		last = true;
		end = start > from ? start - 1 : from;
	}
	return found;
}

struct str
courtesy_core(struct str text)
{
	struct buf b = {0}, words = {0};
	size_t from, to;

	if (text.n == 0)
		return text;
	from = past_greeting(text, &b, &words);
	to = closing_at(text, from, &b, &words);
	if (str_trim((struct str){ text.s + from, to - from }).n == 0 && line_words(text, ENOUGH) >= ENOUGH)
		from = 0, to = text.n;	/* too much to be courtesy alone */
	buf_free(&b);
	buf_free(&words);
	return str_trim((struct str){ text.s + from, to - from });
}

bool
courtesy_is_closing(struct str line)
{
	struct buf b = {0}, words = {0};
	int n;
	bool closing;

	line = str_trim(line);
	n = line_words(line, SIGNATURE_WORDS + 2);
	closing = is_mark(line) || (n < SIGNATURE_WORDS + 2 && is_closing(line, n, &b, &words));
	buf_free(&b);
	buf_free(&words);
	return closing;
}
