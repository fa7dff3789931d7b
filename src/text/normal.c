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
	switch (token.n > 0 ? token.s[0] : 0) {
	case 'h':
		return str_starts(token, "http://") || str_starts(token, "https://");
	case 'w':
		return str_starts(token, "www.");
	case 'f':
		return str_starts(token, "ftp://");
	default:
		return false;
	}
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

/* Appends the words of a token, a space behind each, but for its numbers. */
static size_t
add_words(struct buf *out, struct str token)
{
	struct words walk = { .text = token, .whole = true };
	struct word word;
	size_t content = 0;

	while (words_next(&walk, &word)) {
		struct str rest = word.s;
		const char *apostrophe;

		if (word.kind != WORD_LETTERS && is_serial(word))
			continue;
		while ((apostrophe = memchr(rest.s, '\'', rest.n)) != NULL) {
			buf_add(out, rest.s, (size_t)(apostrophe - rest.s));
			rest.n -= (size_t)(apostrophe + 1 - rest.s);
			rest.s = apostrophe + 1;
		}
		buf_add(out, rest.s, rest.n);
		buf_add(out, " ", 1);
		content += word.kind != WORD_NUMBER && !language_is_stop(word.s);
	}
	return content;
}

/* The token at *at, which moves past it, unless it is one that differs from copy to copy: a mark, URL or mention. */
static size_t
add_token(struct buf *out, struct str text, size_t *at)
{
	struct str token = { text.s + *at, 0 };
	size_t mark = *token.s == '[' ? mark_length((struct str){ token.s, text.n - *at }) : 0;
	bool address = false;

	if (mark > 0 || is_blank(*token.s)) {
		*at += mark > 0 ? mark : 1;
		return 0;
	}
	while (*at < text.n && !is_blank(text.s[*at]) && (token.n == 0 || text.s[*at] != '[')) {
		address |= text.s[*at] == '@';
		token.n++;
		++*at;
	}
	while (token.n > 0 && strchr("(<\"'[", token.s[0]) != NULL)
		token = (struct str){ token.s + 1, token.n - 1 };
	if (address || is_url(token))	/* "@" alone would go with the other signs */
		return 0;
	return add_words(out, token);
}

/*
 * Appends the words of folded text, a space behind each, without the tokens that differ from copy to copy. Most tokens
 * are letters and nothing else, which are copied as they are looked at; there is room, since between two words there
 * is at least a byte.
 */
static size_t
add_tokens(struct buf *out, struct str text)
{
	size_t at = str_starts(text, "rt @") || str_starts(text, "rt:") ? 3 : 0, content = 0;

	buf_room(out, text.n + 1);
	while (at < text.n) {
		char *word = out->data + out->len;
		size_t n = 0;

		while (at + n < text.n && text.s[at + n] >= 'a' && text.s[at + n] <= 'z') {
			word[n] = text.s[at + n];
			n++;
		}
		if (n == 0 || (at + n < text.n && text.s[at + n] != ' ')) {
			content += add_token(out, text, &at);
			continue;
		}
		content += !language_is_stop((struct str){ word, n });
		word[n] = ' ';
		out->len += n + 1;
		at += n + 1;
	}
	out->data[out->len] = '\0';
	return content;
}

size_t
normal(struct buf *out, struct str text)
{
	struct buf cut = {0}, folded = {0};
	size_t content, start = out->len;
	struct str core;

	quote_cut(&cut, text);
	core = quote_core(buf_str(&cut));
	fold(&folded, core.n > 0 ? core : buf_str(&cut));
	content = add_tokens(out, buf_str(&folded));
	if (out->len > start)
		out->data[--out->len] = '\0';	/* the space behind the last */
	buf_free(&cut);
	buf_free(&folded);
	return core.n > 0 ? content : 0;
}
