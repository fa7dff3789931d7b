#include "quote.h"
#include "fold.h"
#include "words.h"

enum { ENOUGH = 8, HEADERS_WITHIN = 6, SIGNATURE_LINES = 8, SIGNATURE_WORDS = 7, LONGEST_LINE = 400, HEAD = 48 };

/* A line and what comes after it. */
static struct str
next_line(struct str text, size_t *at)
{
	const char *end = memchr(text.s + *at, '\n', text.n - *at);
	struct str line = { text.s + *at, (end != NULL ? (size_t)(end - text.s) : text.n) - *at };

	*at += line.n + (end != NULL);
	if (line.n > 0 && line.s[line.n - 1] == '\r')
		line.n--;
	return line;
}

/* None of a list is shorter than two bytes, and these tell most of them apart. */
static bool
starts_with_one(struct str line, const char *const *list)
{
	if (line.n < 2)
		return false;
	for (; *list != NULL; list++)
		if ((*list)[1] == line.s[1] && (*list)[0] == line.s[0] && str_starts(line, *list))
			return true;
	return false;
}

static bool
holds_one(struct str line, const char *const *list)
{
	for (; *list != NULL; list++)
		if (str_holds(line, *list))
			return true;
	return false;
}

static int
count_words(struct str text, int enough)
{
	struct words walk = { .text = text };
	struct word word;
	int n = 0;

	while (n < enough && words_next(&walk, &word))
		n++;
	return n;
}

/* A line as it is compared: folded, and only as much of it as a mark can need. */
static struct str
folded(struct buf *b, struct str line)
{
	buf_clear(b);
	fold(b, line.n > LONGEST_LINE ? (struct str){ line.s, LONGEST_LINE } : line);
	return buf_str(b);
}

/* "On Monday, Ann wrote:", all of it on one line or the second half on the next. */
static bool
is_intro(struct str line)
{
	static const char *const begins[] = { "on ", "am ", "el ", "le ", "op ", "il ", "em ", "a ", NULL };
	static const char *const verbs[] = { " wrote", " schrieb", " escribio", " a ecrit", " schreef", " ha scritto",
		" escreveu", NULL };
	bool digit = false;

	for (size_t i = 0; i < line.n && !digit; i++)
		digit = line.s[i] >= '0' && line.s[i] <= '9';
	return digit && line.n < LONGEST_LINE && str_ends(line, ":") && starts_with_one(line, begins) &&
	    holds_one(line, verbs);
}

/* "-----Original Message-----" and its relatives. */
static bool
is_separator(struct str line)
{
	static const char *const texts[] = { "original message", "ursprungliche nachricht", "mensaje original",
		"message d'origine", "message original", "messaggio originale", "mensagem original", "oorspronkelijk bericht",
		"forwarded message", "weitergeleitete nachricht", "mensaje reenviado", "message transfere",
		"messaggio inoltrato", "mensagem encaminhada", "doorgestuurd bericht", "forwarded by", NULL };

	return (str_starts(line, "--") || str_starts(line, "__") || str_starts(line, "**")) && holds_one(line, texts);
}

static bool
is_from(struct str line)
{
	static const char *const from[] = { "from: ", "von: ", "de: ", "da: ", "van: ", NULL };

	return starts_with_one(line, from);
}

static bool
is_header(struct str line)
{
	static const char *const headers[] = { "sent:", "date:", "to:", "subject:", "cc:", "gesendet:", "datum:", "an:",
		"betreff:", "enviado:", "enviado el:", "fecha:", "para:", "asunto:", "envoye:", "a:", "objet:", "data:",
		"inviato:", "oggetto:", "assunto:", "verzonden:", "aan:", "onderwerp:", "reply-to:", "importance:", NULL };

	return starts_with_one(line, headers);
}

/* A glance at two letters, before any folding: can the line begin an introduction, with "on", "am", "el" ...? */
static bool
may_be_intro(struct str line)
{
	unsigned char first = (unsigned char)line.s[0], second = line.n > 1 ? (unsigned char)line.s[1] : 0;

	if (first <= ' ' || first >= 0x7f)
		return true;
	first |= 0x20;
	if (first != 'o' && first != 'a' && first != 'e' && first != 'l' && first != 'i')
		return false;
	second |= 0x20;
	return second >= 0x80 || second == 'n' || second == 'm' || second == 'l' || second == 'e' || second == 'p';
}

/* Do two more headers follow a "From:"? */
static bool
heads_block(struct str text, size_t at, struct buf *b)
{
	int headers = 0;

	for (int k = 0; k < HEADERS_WITHIN && at < text.n; k++)
		headers += is_header(folded(b, next_line(text, &at)));
	return headers >= 2;
}

/* The first text after the headers of a forward. */
static size_t
past_headers(struct str text, size_t at, struct buf *b)
{
	for (;;) {
		size_t next = at;
		struct str line;

		if (at >= text.n)
			return at;
		line = str_trim(next_line(text, &next));
		if (line.n > 0 && !is_from(folded(b, line)) && !is_header(buf_str(b)))
			return at;
		at = next;
	}
}

static bool
quoted_follows(struct str text, size_t at)
{
	while (at < text.n) {
		struct str line = str_trim(next_line(text, &at));

		if (line.n > 0)
			return line.s[0] == '>';
	}
	return false;
}

/* An introduction, perhaps broken over two lines: *at then is after them. */
static bool
intro_at(struct str text, struct str line, size_t *at, struct buf *b)
{
	static const char *const begins[] = { "on ", "am ", "el ", "le ", "op ", "il ", "em ", NULL };
	struct buf both = {0};
	size_t next = *at;
	bool found;

	if (line.n >= LONGEST_LINE || !may_be_intro(line) || !starts_with_one(folded(b, line), begins))
		return false;
	if (is_intro(buf_str(b)))
		return true;
	if (next >= text.n)
		return false;
	fold(&both, line);
	buf_addc(&both, ' ');
	line = next_line(text, &next);
	fold(&both, line.n > LONGEST_LINE ? STR("") : line);
	found = is_intro(buf_str(&both));
	buf_free(&both);
	if (found)
		*at = next;
	return found;
}

static bool
is_noise(struct str line)
{
	return str_starts(line, "##- ") || (str_starts(line, "-- ") && str_holds(line, "above this line"));
}

static void
trim_end(struct buf *out, size_t start)
{
	while (out->len > start && ((unsigned char)out->data[out->len - 1] <= ' '))
		out->data[--out->len] = '\0';
}

/* Appends a line unless it would be a blank one at the start. */
static void
add_line(struct buf *out, size_t start, struct str line)
{
	if (out->len == start && str_trim(line).n == 0)
		return;
	buf_add(out, line.s, line.n);
	buf_add(out, "\n", 1);
}

/* How many words stand above a mark, up to ENOUGH; *above is the count of what is before *counted. */
static int
count_above(const struct buf *out, size_t *counted, int *above)
{
	*above += count_words((struct str){ out->data + *counted, out->len - *counted }, ENOUGH - *above);
	*counted = out->len;
	return *above;
}

/* What is quoted with '>', for a text that holds nothing else. */
static void
unquote(struct buf *out, struct str text)
{
	size_t start = out->len, at = 0;

	while (at < text.n) {
		struct str line = str_trim(next_line(text, &at));

		while (line.n > 0 && (line.s[0] == '>' || line.s[0] == ' '))
			line = (struct str){ line.s + 1, line.n - 1 };
		add_line(out, start, line);
	}
	trim_end(out, start);
}

void
quote_cut(struct buf *out, struct str text)
{
	size_t start = out->len, at = 0, counted = start;
	struct buf b = {0};
	int above = 0;

	buf_room(out, text.n + 1);
	while (at < text.n) {
		struct str line = next_line(text, &at), bare = str_trim(line);

		if (bare.n > 0 && bare.s[0] == '>')
			continue;
		if (bare.n > 0 && intro_at(text, bare, &at, &b)) {
			if (quoted_follows(text, at))
				continue;
			if (count_above(out, &counted, &above) > 0)
				break;
			continue;
		}
		if (bare.n > 0 && strchr("-_*FVDfvd#", bare.s[0]) != NULL) {
			struct str f = folded(&b, bare);

			if (is_noise(f))
				continue;
			if (is_separator(f) || (is_from(f) && heads_block(text, at, &b))) {
				if (count_above(out, &counted, &above) >= ENOUGH)
					break;
				at = past_headers(text, at, &b);
				continue;
			}
		}
		add_line(out, start, line);
	}
	trim_end(out, start);
	if (out->len == start && text.n > 0)
		unquote(out, text);
	buf_free(&b);
}

/* The words of a line, at most `most`, with a space around each; returns how many. */
static int
add_spoken(struct buf *b, struct buf *words, struct str line, int most)
{
	struct words walk = { .text = folded(b, line), .whole = true };
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
	return starts_with_one(buf_str(words), closings) || (n <= 3 && starts_with_one(buf_str(words), short_closings));
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
	line = next_line(text, &next);
	if (!starts_with_one(spoken(b, words, line, 4), greetings))
		return at;
	while (mark < line.n && mark < 48 && strchr(",!.:;-", line.s[mark]) == NULL)
		mark++;
	if (mark < line.n && mark < 48 && count_words((struct str){ line.s, mark }, 6) < 6) {
		while (mark < line.n && strchr(",!.:;- ", line.s[mark]) != NULL)
			mark++;
		return at + mark;
	}
	return count_words(line, 6) < 6 && next < text.n ? next : at;
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
		n = count_words(line, SIGNATURE_WORDS + 2);
		if (n < SIGNATURE_WORDS + 2 && is_closing(line, n, b, words)) {
			found = start;
			continue;
		}
		sentence = last_sentence(line);
		if (sentence > 0) {
			struct str last = { line.s + sentence, line.n - sentence };
			int said = count_words(last, SIGNATURE_WORDS);

			if (said < SIGNATURE_WORDS && is_closing(last, said, b, words))
				return (size_t)(last.s - text.s);
		}
		if (n >= SIGNATURE_WORDS || line.s[line.n - 1] == '?')
			break;
	}
	return found;
}

struct str
quote_core(struct str text)
{
	struct buf b = {0}, words = {0};
	size_t from, to;

	if (text.n == 0)
		return text;
	from = past_greeting(text, &b, &words);
	to = closing_at(text, from, &b, &words);
	if (str_trim((struct str){ text.s + from, to - from }).n == 0 && count_words(text, ENOUGH) >= ENOUGH)
		from = 0, to = text.n;	/* too much to be courtesy alone */
	buf_free(&b);
	buf_free(&words);
	return str_trim((struct str){ text.s + from, to - from });
}
