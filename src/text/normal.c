#include "normal.h"
#include "fold.h"
#include "language.h"
#include "quote.h"
#include "words.h"

enum { DIGITS = 5, TAG_LONGEST = 64 };

static bool
is_blank(char c)
{
	return (unsigned char)c <= ' ';
}

static bool
is_url(struct str token)
{
	return str_starts(token, "http://") || str_starts(token, "https://") || str_starts(token, "www.") ||
	    str_starts(token, "ftp://");
}

/* Does the token hold an '@': a mention or an address? Both go; "@" alone goes with the rest of the signs. */
static bool
is_address(struct str token)
{
	return token.n > 1 && memchr(token.s, '@', token.n) != NULL;
}

/* A ticket mark, "[#1234]" or "[case: 77]": at most TAG_LONGEST bytes, with a digit. 0 if there is none. */
static size_t
mark_length(struct str text)
{
	bool digit = false, hash = false;

	for (size_t i = 1; i < text.n && i < TAG_LONGEST; i++) {
		if (text.s[i] == ']')
			return digit && hash ? i + 1 : 0;
		digit |= text.s[i] >= '0' && text.s[i] <= '9';
		hash |= text.s[i] == '#' || text.s[i] == ':';
	}
	return 0;
}

/* Copies folded text without the tokens that differ from copy to copy. */
static void
strip(struct buf *out, struct str text)
{
	size_t at = str_starts(text, "rt @") || str_starts(text, "rt:") ? 3 : 0;

	while (at < text.n) {
		struct str token = { text.s + at, 0 };
		size_t mark = text.s[at] == '[' ? mark_length((struct str){ text.s + at, text.n - at }) : 0;

		if (mark > 0) {
			at += mark;
			continue;
		}
		while (at + token.n < text.n && !is_blank(text.s[at + token.n]) && (token.n == 0 || text.s[at + token.n] != '['))
			token.n++;
		at += token.n > 0 ? token.n : 1;
		while (token.n > 0 && strchr("(<\"'[", token.s[0]) != NULL)
			token = (struct str){ token.s + 1, token.n - 1 };
		if (is_url(token) || is_address(token)) {
			buf_addc(out, ' ');
			continue;
		}
		buf_add(out, token.s, token.n);
		buf_addc(out, ' ');
	}
}

/* A ticket, order or telephone number: five digits or more, together but for what parts a number. */
static bool
is_serial(struct word word)
{
	size_t run = 0, longest = 0;

	for (size_t i = 0; i < word.s.n; i++) {
		if (word.s.s[i] >= '0' && word.s.s[i] <= '9')
			run++;
		else if (word.kind != WORD_NUMBER)
			run = 0;
		longest = run > longest ? run : longest;
	}
	return longest >= DIGITS;
}

size_t
normal(struct buf *out, struct str text)
{
	struct buf cut = {0}, folded = {0}, kept = {0};
	size_t content = 0, start = out->len;
	struct words walk = { .whole = true };
	struct word word;
	struct str core;

	quote_cut(&cut, text);
	core = quote_core(buf_str(&cut));
	fold(&folded, core.n > 0 ? core : buf_str(&cut));
	strip(&kept, buf_str(&folded));
	walk.text = buf_str(&kept);
	while (words_next(&walk, &word)) {
		if (is_serial(word))
			continue;
		if (out->len > start)
			buf_addc(out, ' ');
		for (size_t i = 0; i < word.s.n; i++)
			if (word.s.s[i] != '\'')
				buf_addc(out, word.s.s[i]);
		content += core.n > 0 && word.kind != WORD_NUMBER && !language_is_stop(word.s);
	}
	buf_free(&cut);
	buf_free(&folded);
	buf_free(&kept);
	return content;
}
