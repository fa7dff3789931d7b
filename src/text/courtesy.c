#include "courtesy.h"
#include "line.h"
#include "words.h"

enum { ENOUGH = 8, SIGNATURE_LINES = 8, SIGNATURE_WORDS = 7, HEAD = 48 };

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
	" salve ", " gentile ", " ola ", " bom dia ", " boa tarde ", " beste ", " goedemorgen ", " goedemiddag ", NULL };

static const char *const closings[] = { " thanks ", " thank you ", " many thanks ", " thx ", " tia ",
	" best regards ", " kind regards ", " kindest regards ", " warm regards ", " with regards ", " best ", " best wishes ",
	" all the best ", " cheers ", " sincerely ", " yours sincerely ", " yours faithfully ", " yours truly ",
	" respectfully ", " rgds ", " looking forward ", " sent from my ", " get outlook for ",
	" mit freundlichen grussen ", " freundliche grusse ", " mit freundlichem gruss ", " viele grusse ", " beste grusse ",
	" liebe grusse ", " schone grusse ", " mfg ", " danke ", " vielen dank ",
	" besten dank ", " herzlichen dank ", " von meinem iphone ", " gesendet von ", " hochachtungsvoll ", " gracias ",
	" muchas gracias ", " saludos ", " un saludo ", " cordiales saludos ", " saludos cordiales ", " atentamente ",
	" un cordial saludo ", " enviado desde ", " merci ", " cordialement ", " bien cordialement ", " envoye de mon ",
	" grazie ", " cordiali saluti ", " inviato da ", " obrigado ", " obrigada ", " atenciosamente ",
	" met vriendelijke groet ", " bedankt ", " verzonden vanaf ", NULL };

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

/* Past the greeting at the start: its whole line, or its words up to the first comma or other mark. */
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
	return line_words(line, 6) < 6 && next < text.n ? next : at;
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

/* Where the closing begins, from the start of the core on; text.n if there is none. */
static size_t
closing_at(struct str text, size_t from, struct buf *b, struct buf *words)
{
	size_t end = text.n, found = text.n;

	for (int lines = 0; lines < SIGNATURE_LINES && end > from;) {
		size_t start = end, sentence;
		struct str line;
		int n;

		while (start > from && text.s[start - 1] != '\n')
			start--;
		line = str_trim((struct str){ text.s + start, end - start });
		end = start > from ? start - 1 : from;
		if (line.n == 0)
			continue;
		lines++;
		if (str_is(line, "--") || str_is(line, "---")) {
			found = start;
			continue;
		}
		n = line_words(line, SIGNATURE_WORDS + 2);
		if (n < SIGNATURE_WORDS + 2 && is_closing(line, n, b, words)) {
			found = start;
			continue;
		}
		sentence = last_sentence(line);
		if (sentence > 0) {
			struct str last = { line.s + sentence, line.n - sentence };
			int said = line_words(last, SIGNATURE_WORDS);

			if (said < SIGNATURE_WORDS && is_closing(last, said, b, words))
				return (size_t)(last.s - text.s);
		}
		if (n >= SIGNATURE_WORDS || line.s[line.n - 1] == '?')
			break;
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
