#include "normal.h"
#include "courtesy.h"
#include "fold.h"
#include "language.h"
#include "quote.h"
#include "token.h"
#include "words.h"

#include <pthread.h>

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

/* Number words of the languages that are known, but for those that are other words elsewhere (once, due, neuf, ein). */
static const char *const numbers[26][10] = {
	['a' - 'a'] = { "acht\0" "8" },
	['c' - 'a'] = { "cuatro\0" "4", "cinco\0" "5", "cinq\0" "5", "cinque\0" "5" },
	['d' - 'a'] = { "drei\0" "3", "deux\0" "2", "dois\0" "2", "duas\0" "2", "drie\0" "3", "diez\0" "10", "dieci\0" "10",
	    "doce\0" "12", "douze\0" "12" },
	['e' - 'a'] = { "eight\0" "8", "eleven\0" "11", "elf\0" "11", "eins\0" "1" },
	['f' - 'a'] = { "four\0" "4", "five\0" "5", "funf\0" "5" },
	['h' - 'a'] = { "huit\0" "8" },
	['n' - 'a'] = { "nine\0" "9", "neun\0" "9", "nueve\0" "9", "nove\0" "9", "negen\0" "9" },
	['o' - 'a'] = { "one\0" "1", "ocho\0" "8", "oito\0" "8", "onze\0" "11" },
	['q' - 'a'] = { "quatre\0" "4", "quattro\0" "4", "quatro\0" "4" },
	['s' - 'a'] = { "six\0" "6", "seven\0" "7", "sechs\0" "6", "sieben\0" "7", "siete\0" "7", "seis\0" "6", "sept\0" "7",
	    "sette\0" "7", "sete\0" "7" },
	['t' - 'a'] = { "two\0" "2", "three\0" "3", "ten\0" "10", "twelve\0" "12", "tres\0" "3", "trois\0" "3", "twee\0" "2",
	    "tien\0" "10", "twaalf\0" "12" },
	['v' - 'a'] = { "vier\0" "4", "vijf\0" "5" },
	['z' - 'a'] = { "zero\0" "0", "zwei\0" "2", "zehn\0" "10", "zwolf\0" "12", "zes\0" "6", "zeven\0" "7" },
};

static struct str
digits_of(struct str word)
{
	const char *const *list;

	if (word.n < 3 || word.n > 7 || word.s[0] < 'a' || word.s[0] > 'z')
		return word;
	for (list = numbers[word.s[0] - 'a']; *list != NULL; list++)
		if ((*list)[1] == word.s[1] && strncmp(*list, word.s, word.n) == 0 && (*list)[word.n] == '\0')
			return str_of(*list + word.n + 1);
	return word;
}

static uint64_t sieve[64];	/* a bit for each number word: few others pass */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void
fill_sieve(void)
{
	for (size_t i = 0; i < 26; i++) {
		for (const char *const *word = numbers[i]; *word != NULL; word++) {
			uint64_t hash = token_hash(token_of(*word, strlen(*word)));

			sieve[hash >> 58] |= UINT64_C(1) << (hash >> 52 & 63);
		}
	}
}

/* Appends the words of a token, a space behind each, but for its numbers. */
static size_t
add_words(struct buf *out, struct str token, bool digits)
{
	struct words walk = { .text = token, .whole = true };
	struct word word;
	size_t content = 0;

	while (words_next(&walk, &word)) {
		struct str rest = word.s;
		const char *apostrophe;

		if (word.kind != WORD_LETTERS && is_serial(word))
			continue;
		if (digits && word.kind == WORD_LETTERS && (rest = digits_of(word.s)).s != word.s.s) {
			buf_add(out, rest.s, rest.n);
			buf_addc(out, ' ');
			continue;
		}
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
add_token(struct buf *out, struct str text, size_t *at, bool digits)
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
	return add_words(out, token, digits);
}

/*
 * Appends the words of folded text, a space behind each, without the tokens that differ from copy to copy. Most tokens
 * are up to 15 letters and nothing else, of which 16 bytes are copied, however long they are. The text has so much
 * room behind it, and what is made of it is no longer: between two words there is at least a byte.
 */
static size_t
add_tokens(struct buf *out, struct str text, bool digits)
{
	size_t at = str_starts(text, "rt @") || str_starts(text, "rt:") ? 3 : 0, content = 0;

	pthread_once(&once, fill_sieve);
	buf_room(out, text.n + TOKEN_LONGEST);
	while (at < text.n) {
		char *word = out->data + out->len;
		struct token token = token_load(text.s + at);
		size_t n = token_letters(token);
		struct str number = { word, n };
		uint64_t hash;

		if (n == 0 || n == TOKEN_LONGEST || (at + n < text.n && text.s[at + n] != ' ')) {
			content += add_token(out, text, &at, digits);
			continue;
		}
		memcpy(word, text.s + at, TOKEN_LONGEST);
		at += n + 1;
		hash = token_hash(token_first(token, n));
		if (digits && (sieve[hash >> 58] >> (hash >> 52 & 63) & 1) != 0)
			number = digits_of(number);
		if (number.s != word) {
			memcpy(word, number.s, number.n);	/* shorter than the word */
			n = number.n;
		} else {
			content += !language_is_stop_hash(hash);
		}
		word[n] = ' ';
		out->len += n + 1;
	}
	out->data[out->len] = '\0';
	return content;
}

static size_t
normalise(struct buf *out, struct str cut, bool digits)
{
	struct buf folded = {0};
	struct str core = courtesy_core(cut);
	size_t content, start = out->len;

	fold(&folded, core.n > 0 ? core : cut);
	memset(buf_room(&folded, TOKEN_LONGEST), 0, TOKEN_LONGEST);
	content = add_tokens(out, buf_str(&folded), digits);
	if (out->len > start)
		out->data[--out->len] = '\0';	/* the space behind the last */
	buf_free(&folded);
	return core.n > 0 ? content : 0;
}

size_t
normal(struct buf *out, struct str text)
{
	struct buf cut = {0};
	size_t content;

	quote_cut(&cut, text);
	content = normalise(out, buf_str(&cut), false);
	buf_free(&cut);
	return content;
}

size_t
normal_alike(struct buf *out, struct str cut)
{
	return normalise(out, cut, true);
}
