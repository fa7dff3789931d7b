#include "quote.h"
#include "fold.h"
#include "line.h"
#include "markup.h"
#include "note.h"

enum { HEADERS_WITHIN = 6 };

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
	return digit && line.n < LINE_LONGEST && str_ends(line, ":") && line_starts(line, begins) &&
	    line_holds(line, verbs);
}

/* "-----Original Message-----" and its relatives. */
static bool
is_separator(struct str line)
{
	static const char *const texts[] = { "original message", "ursprungliche nachricht", "mensaje original",
		"message d'origine", "message original", "messaggio originale", "mensagem original", "oorspronkelijk bericht",
		"forwarded message", "weitergeleitete nachricht", "mensaje reenviado", "message transfere",
		"messaggio inoltrato", "mensagem encaminhada", "doorgestuurd bericht", "forwarded by", NULL };

	return (str_starts(line, "--") || str_starts(line, "__") || str_starts(line, "**")) && line_holds(line, texts);
}

/* A mail made plain may show what was bold: "*From:* Ann". */
static struct str
without_star(struct str line)
{
	return line.n > 0 && line.s[0] == '*' ? (struct str){ line.s + 1, line.n - 1 } : line;
}

static bool
is_from(struct str line)
{
	static const char *const from[] = { "from: ", "von: ", "de: ", "da: ", "van: ", "from:* ", "von:* ", "de:* ",
		"da:* ", "van:* ", NULL };

	return line_starts(without_star(line), from);
}

static bool
is_header(struct str line)
{
	static const char *const headers[] = { "sent:", "date:", "to:", "subject:", "cc:", "gesendet:", "datum:", "an:",
		"betreff:", "enviado:", "enviado el:", "fecha:", "para:", "asunto:", "envoye:", "a:", "objet:", "data:",
		"inviato:", "oggetto:", "assunto:", "verzonden:", "aan:", "onderwerp:", "reply-to:", "importance:", NULL };

	return line_starts(without_star(line), headers);
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
		headers += is_header(line_folded(b, line_next(text, &at)));
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
		line = str_trim(line_next(text, &next));
		if (line.n > 0 && !is_from(line_folded(b, line)) && !is_header(buf_str(b)))
			return at;
		at = next;
	}
}

static bool
quoted_follows(struct str text, size_t at)
{
	while (at < text.n) {
		struct str line = str_trim(line_next(text, &at));

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

	if (line.n >= LINE_LONGEST || !may_be_intro(line) || !line_starts(line_folded(b, line), begins))
		return false;
	if (is_intro(buf_str(b)))
		return true;
	if (next >= text.n)
		return false;
	fold(&both, line);
	buf_addc(&both, ' ');
	line = line_next(text, &next);
	fold(&both, line.n > LINE_LONGEST ? STR("") : line);
	found = is_intro(buf_str(&both));
	buf_free(&both);
	if (found)
		*at = next;
	return found;
}

/* "Ann Smith wrote:", which says so little that quoted lines must follow at once. */
static bool
is_short_intro(struct str text, struct str line, size_t at, struct buf *b)
{
	static const char *const ends[] = { " wrote:", " schrieb:", " escribio:", " a ecrit:", " a ecrit :", " schreef:",
		" ha scritto:", " escreveu:", NULL };
	const char *const *end = ends;

	if (line.s[line.n - 1] != ':' || line.n >= LINE_LONGEST || !quoted_follows(text, at))
		return false;
	line_folded(b, line);
	while (*end != NULL && !str_ends(buf_str(b), *end))
		end++;
	return *end != NULL;
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

/* A line without the marks of quotation before it. */
static struct str
unquoted(struct str line)
{
	while (line.n > 0 && (line.s[0] == '>' || line.s[0] == ' '))
		line = (struct str){ line.s + 1, line.n - 1 };
	return line;
}

/* What is quoted with '>', for a text that holds nothing else. */
static void
unquote(struct buf *out, struct str text)
{
	size_t start = out->len, at = 0;

	while (at < text.n)
		add_line(out, start, unquoted(str_trim(line_next(text, &at))));
	trim_end(out, start);
}

/* What stands from `from` on, if only a note that passes on what follows; it goes once something does follow. */
static bool
is_note(const struct buf *out, size_t from)
{
	return note_is((struct str){ out->data + from, out->len - from });
}

static void
drop_note(struct buf *out, size_t start, size_t note)
{
	size_t i = note;

	while (i < out->len && (unsigned char)out->data[i] <= ' ')
		i++;
	if (note == start || i >= out->len)		/* all that follows was blank */
		return;
	memmove(out->data + start, out->data + i, out->len - i);
	out->len -= i - start;
	out->data[out->len] = '\0';
}

static void
cut(struct buf *out, struct str text)
{
	enum { NOT_SEEN, SEEN, STAYS } quotation = NOT_SEEN;
	size_t start = out->len, note = start, at = 0;	/* up to note there are only notes */
	struct buf b = {0};

	buf_room(out, text.n + 1);
	while (at < text.n) {
		struct str line = line_next(text, &at), bare = str_trim(line);

		if (bare.n > 0 && bare.s[0] == '>') {
			if (quotation == NOT_SEEN)
				quotation = out->len > note && note_is_title((struct str){ out->data + note, out->len - note }) ? STAYS : SEEN;
			if (quotation == STAYS)
				add_line(out, start, unquoted(bare));
			continue;
		}
		if (bare.n > 0 && (intro_at(text, bare, &at, &b) || is_short_intro(text, bare, at, &b))) {
			quotation = SEEN;
			if (quoted_follows(text, at))
				continue;
			if (str_trim((struct str){ out->data + start, out->len - start }).n > 0)
				break;
			continue;
		}
		if (bare.n > 0 && strchr("-_*FVDfvd#", bare.s[0]) != NULL) {
			struct str f = line_folded(&b, bare);

			if (is_noise(f))
				continue;
			if (is_separator(f) || (is_from(f) && heads_block(text, at, &b))) {
				if (!is_note(out, note))
					break;
				note = out->len;
				at = past_headers(text, at, &b);
				continue;
			}
		}
		add_line(out, start, line);
	}
	trim_end(out, start);
	drop_note(out, start, note);
	if (out->len == start && text.n > 0)
		unquote(out, text);
	buf_free(&b);
}

void
quote_cut(struct buf *out, struct str text)
{
	struct buf plain = {0};

	if (!markup_may_be_in(text)) {
		cut(out, text);
		return;
	}
	markup_strip(&plain, text);
	cut(out, buf_str(&plain));
	buf_free(&plain);
}
