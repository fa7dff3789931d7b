/*
 * decoder.h: bytes in any encoding made UTF-8, however they are cut.
 *
 * Latin-1 is read as Windows-1252, and other names as the larger set that is meant by them, as browsers do and for
 * their reason: files say "ISO-8859-1" and hold curly quotes. (https://encoding.spec.whatwg.org)
 */
#ifndef TEXT_DECODER_H
#define TEXT_DECODER_H

#include "../base/buf.h"

#include <stdbool.h>

enum charset {
	CHARSET_UTF8,		/* passes as it is, bytes that are none too */
	CHARSET_CP1252,
	CHARSET_UTF16LE, CHARSET_UTF16BE, CHARSET_UTF32LE, CHARSET_UTF32BE,
	CHARSET_OTHER		/* what iconv(3) of the C library knows */
};

/* A decoder at work. Zeroed but for charset, it is at the beginning; CHARSET_OTHER needs decoder_begin. */
struct decoder {
	enum charset charset;
	void *iconv;		/* of CHARSET_OTHER */
	/*
	 * What stands for bytes that are no character: U+FFFD; or, if set, the byte 0xff, which is never UTF-8, for a
	 * reader that mends its texts itself and notes which. UTF-8 is not looked at, either way.
	 */
	bool leave_bad;
	unsigned char held[16];	/* the beginning of a character that the last piece ended in */
	size_t held_n;
};

/* By name; case, '-', '_' and blanks in it do not matter. False: nobody knows it; the decoder is then zeroed. */
bool decoder_begin(struct decoder *d, const char *name);

/*
 * Is there an encoding of that name that files may be in? UTF-7 is mail's alone, and must be given to decoder_put whole:
 * the C library decodes what is wrong in it by where it is cut.
 */
bool decoder_knows(const char *name);

/* "CP1252"; "" for CHARSET_OTHER. */
const char *decoder_charset_name(enum charset c);

/* Append the next piece as UTF-8. ended: it is the last one. Returns how many times bytes were no character. */
size_t decoder_put(struct decoder *d, struct buf *out, struct str piece, bool ended);
void decoder_free(struct decoder *d);

/* Windows-1252 has no state; its five bytes without a meaning become U+0081 and so on. At memory speed where it is ASCII. */
void decoder_cp1252(struct buf *out, struct str text);

#endif
