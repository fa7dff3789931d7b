#include "words.h"
#include "token.h"
#include "utf8.h"

#include <utf8proc.h>

enum class { BREAK, LETTER, DIGIT, JOIN, UNSPACED, HIGH };

/* Indexed by byte; upper case counts, so that text that was not folded loses no words. */
static const unsigned char class_of_byte[256] = {
	['0' ... '9'] = DIGIT, ['A' ... 'Z'] = LETTER, ['a' ... 'z'] = LETTER, ['_'] = JOIN, [0x80 ... 0xff] = HIGH
};

static bool
is_unspaced(uint32_t c)
{
	return (c >= 0xe00 && c <= 0xeff) || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff) ||
	    (c >= 0x2e80 && c <= 0x2fdf) || (c >= 0x3005 && c <= 0x3007) || (c >= 0x3041 && c <= 0x30ff) ||
	    (c >= 0x31f0 && c <= 0x31ff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) ||
	    (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

/* The class of what stands at *at, which moves past it. */
static enum class
class_next(struct str text, size_t *at)
{
	enum class class = class_of_byte[(unsigned char)text.s[*at]];
	utf8proc_category_t category;
	uint32_t c;

	if (class != HIGH) {
		++*at;
		return class;
	}
	c = utf8_next(text, at);
	category = utf8proc_category((utf8proc_int32_t)c);
	if ((category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
	    (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME))
		return is_unspaced(c) && c != 0x30fb ? UNSPACED : LETTER;
	if (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO)
		return DIGIT;
	return category == UTF8PROC_CATEGORY_PC ? JOIN : BREAK;
}

static enum class
class_at(struct str text, size_t at)
{
	return at < text.n ? class_next(text, &at) : BREAK;
}

/* Does the apostrophe at `at` begin the 's, 't, 'll, 've ... of a contraction? */
static bool
contracts(struct str text, size_t at)
{
	size_t i = at + 1;

	while (i < text.n && i < at + 4 && class_of_byte[(unsigned char)text.s[i]] == LETTER)
		i++;
	return i > at + 1 && i < at + 4 && class_at(text, i) == BREAK;
}

/* A pair beginning with the character from start to *at; false for the last of a run, already seen in a pair. */
static bool
pair(struct words *w, size_t start, struct word *word)
{
	size_t next = w->at;
	bool two = next < w->text.n && class_next(w->text, &next) == UNSPACED, was_inside = w->inside;

	w->inside = two;
	word->s = (struct str){ w->text.s + start, (two ? next : w->at) - start };
	word->kind = WORD_PAIR;
	return two || !was_inside;
}

/* The word from start, the first character of which (of that class) ends before w->at. */
static bool
spaced(struct words *w, size_t start, enum class class, struct word *word)
{
	struct str text = w->text;
	bool letters = false, digits = false, unspaced = false;
	size_t next = w->at;

	for (;;) {
		letters |= class == LETTER || class == UNSPACED;
		digits |= class == DIGIT;
		unspaced |= class == UNSPACED;
		w->at = next;
		if (next >= text.n)
			break;
		if (text.s[next] == '\'' && letters && !unspaced && contracts(text, next)) {
			class = LETTER;
			next++;
			continue;
		}
		if (digits && !letters && (text.s[next] == '.' || text.s[next] == ',' || text.s[next] == ':') &&
		    class == DIGIT && class_at(text, next + 1) == DIGIT) {
			class = DIGIT;
			next++;
			continue;
		}
		class = class_next(text, &next);
		if (class == BREAK || (class == UNSPACED && !w->whole))
			break;
	}
	word->s = (struct str){ text.s + start, w->at - start };
	word->kind = digits ? letters ? WORD_MIXED : WORD_NUMBER : WORD_LETTERS;
	return letters || digits;
}

/*
 * Nearly all words are ASCII letters with a blank or a mark behind them; the first 16 bytes are looked at together, while
 * there are as many. False: it takes a closer look.
 */
static inline bool
plain(struct words *w, struct word *word)
{
	const char *s = w->text.s;
	size_t at = w->at, end = at, n = w->text.n;
	unsigned char mark = ' ';

	if (n - at > TOKEN_LONGEST) {
		struct token t = token_load(s + at);

		t.low |= TOKEN_EACH(0x20);	/* capitals as small letters */
		t.high |= TOKEN_EACH(0x20);
		end += token_letters(t);
	}
	while (end < n && class_of_byte[mark = (unsigned char)s[end]] == LETTER)
		end++;
	if (end == at || (end < n && (class_of_byte[mark] != BREAK || mark == '\'')))
		return false;
	*word = (struct word){ { s + at, end - at }, WORD_LETTERS };
	w->at = end;
	w->inside = false;
	return true;
}

bool
words_next(struct words *w, struct word *word)
{
	for (;;) {
		while (w->at < w->text.n && class_of_byte[(unsigned char)w->text.s[w->at]] == BREAK) {
			w->inside = false;
			w->at++;
		}
		if (w->at >= w->text.n)
			return false;
		if (plain(w, word))
			return true;

		size_t start = w->at;
		enum class class = class_next(w->text, &w->at);

		if (class == BREAK) {
			w->inside = false;
		} else if (class == UNSPACED && !w->whole) {
			if (pair(w, start, word))
				return true;
		} else {
			w->inside = false;
			if (spaced(w, start, class, word))
				return true;
		}
	}
}
