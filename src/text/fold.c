#include "fold.h"
#include "token.h"
#include "utf8.h"

#include <utf8proc.h>

/* Lower case of an ASCII byte; white space and controls are spaces. */
static const char lower[128] = {
	[0 ... ' '] = ' ', [0x7f] = ' ',
	['!'] = '!', '"', '#', '$', '%', '&', '\'', '(', ')', '*', '+', ',', '-', '.', '/',
	'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ':', ';', '<', '=', '>', '?', '@',
	'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
	'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '[', '\\', ']', '^', '_', '\'',
	'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
	'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '{', '|', '}', '~'
};

/* U+00C0 .. U+00FF: the accents of western Europe, which make up nearly all that is not ASCII. */
static const char latin[64][3] = {
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	"d", "n", "o", "o", "o", "o", "o", "x", "o", "u", "u", "u", "u", "y", "th", "ss",
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	"d", "n", "o", "o", "o", "o", "o", "/", "o", "u", "u", "u", "u", "y", "th", "y"
};

static bool
is_space(uint32_t c)
{
	return (c >= 0x80 && c <= 0xa0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
	    c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

/* Kana, Han and Hangul have neither case nor accents. */
static bool
stays(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) ||
	    (c >= 0xac00 && c <= 0xd7a3);
}

/* Marks that people leave out; elsewhere a mark is part of the spelling. */
static bool
is_accent(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36f) || (c >= 0x591 && c <= 0x5c7) || (c >= 0x610 && c <= 0x61a) ||
	    c == 0x640 || (c >= 0x64b && c <= 0x65f) || c == 0x670 || (c >= 0x6d6 && c <= 0x6ed) ||
	    (c >= 0x1ab0 && c <= 0x1aff) || (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff) ||
	    (c >= 0xfe20 && c <= 0xfe2f);
}

static const char *
plain(uint32_t c)
{
	switch (c) {
	case 0xb4: case 0x2bc: case 0x2018: case 0x2019: case 0x201b: case 0x2032:
		return "'";
	case 0xab: case 0xbb: case 0x201c: case 0x201d: case 0x201e: case 0x201f: case 0x2033:
		return "\"";
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212:
		return "-";
	case 0x110: case 0x111:
		return "d";
	case 0x131:
		return "i";
	case 0x141: case 0x142:
		return "l";
	case 0x152: case 0x153:
		return "oe";
	case 0x401: case 0x451:
		return "\xd0\xb5";	/* io as ie, as nearly everyone types it */
	default:
		return NULL;
	}
}

/* Text being folded: where it goes, where it began there, and whether white space is waiting for what follows. */
struct folding {
	struct buf *out;
	size_t start;
	bool space;
};

static void
space_out(struct folding *f)
{
	if (f->space && f->out->len > f->start)
		buf_addc(f->out, ' ');
	f->space = false;
}

static void
put(struct folding *f, uint32_t c)
{
	space_out(f);
	utf8_put(f->out, c);
}

/* What is left of a character after decomposition, case folding and the loss of its accents. */
static void
decompose(struct folding *f, uint32_t c)
{
	utf8proc_int32_t to[64];
	int boundary = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, to, 64,
	    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, &boundary);

	if (n < 0 || n > 64) {
		put(f, c);
		return;
	}
	for (utf8proc_ssize_t i = 0; i < n; i++) {
		uint32_t d = (uint32_t)to[i];

		if (d <= ' ')
			f->space = true;
		else if (!is_accent(d))
			put(f, d);
	}
}

/* One character past ASCII. */
static void
fold_character(struct folding *f, uint32_t c)
{
	const char *simple = c >= 0xc0 && c <= 0xff ? latin[c - 0xc0] : plain(c);

	if (is_space(c)) {
		f->space = true;
	} else if (simple != NULL) {
		space_out(f);
		buf_add(f->out, simple, strnlen(simple, 3));
	} else if (c >= 0x400 && c <= 0x44f) {	/* Russian i-kratkoye is a letter of its own: no decomposition */
		put(f, c < 0x410 ? c + 0x50 : c < 0x430 ? c + 0x20 : c);
	} else if (stays(c)) {
		put(f, c);
	} else {
		decompose(f, c);
	}
}

/*
 * Eight bytes of ASCII at once, where each is what it was or a small letter: no controls, no grave accent, no second
 * space. False: they are to be taken one by one.
 */
static inline bool
fold_eight(char *to, const char *s, bool after_space)
{
	uint64_t x = token_eight(s), odd, spaces, capitals;

	spaces = ~((x ^ TOKEN_EACH(' ')) + TOKEN_EACH(0x7f));	/* in the upper bit of each byte, as all that follow */
	odd = ~(x + TOKEN_EACH(0x80 - ' ')) | (x + TOKEN_EACH(0x80 - 0x7f)) | ~((x ^ TOKEN_EACH('`')) + TOKEN_EACH(0x7f));
	odd |= spaces & (spaces << 8 | (after_space ? 0x80 : 0));
	if ((odd & TOKEN_EACH(0x80)) != 0)
		return false;
	capitals = (x + TOKEN_EACH(0x80 - 'A')) & ~(x + TOKEN_EACH(0x7f - 'Z')) & TOKEN_EACH(0x80);
	token_put_eight(to, x | capitals >> 2);
	return true;
}

/*
 * A stretch of ASCII into room made for it at once. Every byte is written and the second of two spaces overwritten:
 * where words end cannot be predicted, so nothing branches there. The last space waits for what follows.
 */
static void
fold_ascii(struct folding *f, const char *s, size_t n)
{
	char *start = buf_room(f->out, n + 1), *to = start;
	char last = f->out->len == f->start ? ' ' : 'x';

	if (f->space && last != ' ')
		*to++ = last = ' ';
	while (n > 0) {
		size_t few = n < 8 ? n : 8;

		if (few == 8 && fold_eight(to, s, last == ' ')) {
			to += 8;
			last = to[-1];
		} else {
			for (size_t i = 0; i < few; i++) {
				char l = lower[(unsigned char)s[i]];

				*to = l;
				to += (l != ' ') | (last != ' ');
				last = l;
			}
		}
		s += few;
		n -= few;
	}
	f->space = to > start && last == ' ';
	to -= f->space;
	f->out->len += (size_t)(to - start);
	f->out->data[f->out->len] = '\0';
}

void
fold(struct buf *out, struct str text)
{
	struct folding f = { out, out->len, false };
	size_t at = 0;

	while (at < text.n) {
		size_t run = utf8_ascii((struct str){ text.s + at, text.n - at });

		if (run > 0)
			fold_ascii(&f, text.s + at, run);
		at += run;
		if (at < text.n)
			fold_character(&f, utf8_next(text, &at));
	}
}
