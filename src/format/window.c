#include "window.h"

#include "../text/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
	BEGIN = 1 << 10,	/* bytes in which marks, declarations and the NULs of UTF-16 are looked for */
	BLOCK = 1 << 16		/* bytes that are judged as one */
};

/* Newlines are counted eight bytes at a time: files that are ASCII for long are counted through. */
uint64_t
window_lines(struct str text)
{
	const uint64_t newlines = UINT64_C(0x0a0a0a0a0a0a0a0a), low = UINT64_C(0x7f7f7f7f7f7f7f7f);
	uint64_t lines = 0, eight;
	size_t i = 0;

	for (; i + 8 <= text.n; i += 8) {
		memcpy(&eight, text.s + i, 8);
		eight ^= newlines;		/* a newline is a byte 0 now, and gets its high bit below */
		eight = ~(((eight & low) + low) | eight | low);
		lines += (eight >> 7) * UINT64_C(0x0101010101010101) >> 56;
	}
	for (; i < text.n; i++)
		lines += text.s[i] == '\n';
	return lines;
}

static void __attribute__((format(printf, 2, 3)))
tell(struct window *w, const char *fmt, ...)
{
	size_t n = strlen(w->told);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(w->told + n, sizeof w->told - n, fmt, ap);
	va_end(ap);
}

const char *
window_encoding(const struct window *w)
{
	return w->told[0] != '\0' ? w->told : "ASCII, as far as it has been read";
}

/* What the file says of itself in an XML declaration. UTF-16 it cannot be, or the declaration could not be read. */
static enum source_status
heed_declaration(struct window *w, struct str declared)
{
	char name[64], why[200];
	struct decoder d;
	int n = (int)(declared.n < sizeof name ? declared.n : sizeof name - 1);

	snprintf(name, sizeof name, "%.*s", n, declared.s);
	if (decoder_knows(name) && decoder_begin(&d, name)) {
		w->western = d.charset == CHARSET_CP1252;
		w->decided = d.charset == CHARSET_OTHER;
		if (w->decided) {
			w->decoder = d;
			tell(w, "%s (XML declaration)", name);
		}
		return SOURCE_SOME;
	}
	if (w->lenient)
		return SOURCE_SOME;
	snprintf(why, sizeof why, "the XML declaration names an encoding that is not known, \"%s\"; --encoding=NAME says what it is", name);
	return source_refuse(w->source, why);
}

/* What is certain before anything has been read. */
static enum source_status
settle(struct window *w, struct str begin, const char *encoding)
{
	enum charset charset;
	struct str declared;

	if (begin.n > BEGIN)
		begin.n = BEGIN;
	if ((w->mark = charset_mark(begin, &charset)) > 0) {
		w->decoder.charset = charset;
		w->decided = true;
		tell(w, "%s (byte order mark)", decoder_charset_name(charset));
	} else if (encoding != NULL) {
		w->decided = decoder_begin(&w->decoder, encoding);
		tell(w, "%s (--encoding)", encoding);
	} else if (charset_utf16(begin, &charset)) {
		w->decoder.charset = charset;
		w->decided = true;
		tell(w, "%s (every other byte is NUL)", decoder_charset_name(charset));
	} else if ((declared = charset_declared(begin)).n > 0) {
		enum source_status r = heed_declaration(w, declared);

		if (r < 0)
			return r;
	}
	w->decoder.leave_bad = true;
	return SOURCE_SOME;
}

static enum source_status
refuse(struct window *w, unsigned byte, uint64_t line)
{
	char why[200];

	snprintf(why, sizeof why, "neither UTF-8 nor Western text (byte 0x%02X in line %llu): --encoding=NAME says what it is, such as koi8-r or shift_jis",
	    byte, (unsigned long long)line);
	return source_refuse(w->source, why);
}

/* Judge the bytes that wait, which begin with one that is not ASCII, and decode them. */
static enum source_status
judge(struct window *w, bool ended)
{
	struct evidence e = {0};
	struct str block = buf_str(&w->raw);
	size_t n = charset_judge(&e, block, ended), good;
	bool is_utf8 = charset_is_utf8(&e, &w->before);
	const char *name = decoder_charset_name(is_utf8 ? CHARSET_UTF8 : CHARSET_CP1252);
	uint64_t line;
	unsigned byte;

	block.n = n;
	good = utf8_good(block);
	line = 1 + w->lines + window_lines((struct str){ block.s, good });
	byte = good < n ? (unsigned char)block.s[good] : 0;
	if (!is_utf8 && charset_is_foreign(&e) && !w->western && !w->lenient)
		return refuse(w, byte, line);
	if (w->now == NULL && good == n)
		tell(w, "%s", name);
	else if (w->now == NULL)
		tell(w, is_utf8 ? "%s, but for byte 0x%02X in line %llu" : "%s: byte 0x%02X in line %llu is no UTF-8", name, byte, (unsigned long long)line);
	else if (w->now != name)
		tell(w, "; %s from line %llu on", name, (unsigned long long)w->lines + 1);
	w->now = name;
	w->lines += window_lines(block);
	w->before.sequences += e.sequences;
	w->before.invalid += e.invalid;
	w->decided = is_utf8 && charset_surely_utf8(&w->before);
	if (is_utf8)
		buf_add(&w->text, block.s, n);
	else
		charset_western(&w->text, block);
	w->raw.len -= n;
	memmove(w->raw.data, w->raw.data + n, w->raw.len);
	return SOURCE_SOME;
}

/* Some more bytes of a file that is not decided: ASCII goes on at once, the rest when there is a block of it. */
static enum source_status
take(struct window *w, struct str bytes, bool ended)
{
	enum source_status r;
	size_t n;

	while (!w->decided && (bytes.n > 0 || (ended && w->raw.len > 0))) {
		if (w->raw.len == 0) {
			n = utf8_ascii(bytes);
			w->lines += window_lines((struct str){ bytes.s, n });
			buf_add(&w->text, bytes.s, n);
			bytes = (struct str){ bytes.s + n, bytes.n - n };
		}
		n = bytes.n < BLOCK - w->raw.len ? bytes.n : BLOCK - w->raw.len;
		buf_add(&w->raw, bytes.s, n);
		bytes = (struct str){ bytes.s + n, bytes.n - n };
		if (w->raw.len < BLOCK && !(ended && bytes.n == 0))
			break;
		if (w->raw.len > 0 && (r = judge(w, ended && bytes.n == 0)) < 0)
			return r;
	}
	if (w->decided) {
		buf_add(&w->text, w->raw.data, w->raw.len);
		w->raw.len = 0;
		decoder_put(&w->decoder, &w->text, bytes, ended);
	}
	return SOURCE_SOME;
}

enum source_status
window_more(struct window *w)
{
	enum source_status r;
	struct str bytes;
	size_t had;

	if (w->ended)
		return SOURCE_END;
	if (w->at > 0) {
		w->text.len -= w->at;
		memmove(w->text.data, w->text.data + w->at, w->text.len);
		w->base += w->at;
		w->at = 0;
	}
	for (had = w->text.len; w->text.len == had && !w->ended; ) {
		size_t mark;

		if ((r = source_read(w->source, &bytes)) < 0)
			return r;
		if (r == SOURCE_END)
			bytes = (struct str){ "", 0 };
		mark = bytes.n < w->mark ? bytes.n : w->mark;
		w->mark -= mark;
		if (take(w, (struct str){ bytes.s + mark, bytes.n - mark }, r == SOURCE_END) < 0)
			return SOURCE_BAD_DATA;
		w->ended = r == SOURCE_END && w->text.len == had;
	}
	buf_room(&w->text, SOURCE_PADDING);
	memset(w->text.data + w->text.len, 0, SOURCE_PADDING);
	return w->ended ? SOURCE_END : SOURCE_SOME;
}

enum source_status
window_fill(struct window *w, size_t want)
{
	enum source_status r = SOURCE_SOME;

	while (r == SOURCE_SOME && window_rest(w).n < want)
		r = window_more(w);
	return r < 0 ? r : SOURCE_SOME;
}

/* Another file; what memory there is stays. */
static void
reset(struct window *w, struct source *source)
{
	struct buf text = w->text, raw = w->raw;

	decoder_free(&w->decoder);
	text.len = raw.len = 0;
	*w = (struct window){ .source = source, .text = text, .raw = raw };
}

/* How many bytes at the start are marks. What was converted with its mark has got another one. */
static size_t
marks(struct str text)
{
	size_t n = 0;

	while (n < 6 && str_starts((struct str){ text.s + n, text.n - n }, "\xef\xbb\xbf"))
		n += 3;
	return n;
}

enum source_status
window_begin_raw(struct window *w, struct intake *in)
{
	reset(w, in->source);
	in->window = w;
	w->decided = true;
	tell(w, "part by part");
	return SOURCE_SOME;
}

enum source_status
window_begin(struct window *w, struct intake *in)
{
	enum source_status r;
	struct str begin;

	reset(w, in->source);
	in->window = w;
	if ((r = source_peek(in->source, BEGIN, &begin)) < 0 || (r = settle(w, begin, in->encoding)) < 0)
		return r;
	if (w->decided && w->decoder.charset == CHARSET_UTF8)
		w->mark = 0;			/* it is part of the first line: its bytes count */
	r = window_fill(w, 6);
	w->at = marks(window_rest(w));
	return r;
}

enum source_status
window_peek(struct intake *in, size_t most, struct buf *scratch, struct str *first)
{
	const size_t want = most + GLIMPSE;	/* to judge a block that begins at the very end */
	struct window w = { .source = in->source, .lenient = true, .text = *scratch };
	enum source_status r;
	struct str bytes;
	size_t n;

	*first = STR("");
	w.text.len = 0;
	if ((r = source_peek(in->source, want, &bytes)) < 0)
		return r;
	settle(&w, bytes, in->encoding);
	take(&w, (struct str){ bytes.s + w.mark, bytes.n - w.mark }, bytes.n < want);
	*scratch = w.text;
	*first = buf_str(scratch);
	n = marks(*first);
	*first = utf8_cut((struct str){ first->s + n, first->n - n }, most);
	w.text = (struct buf){0};
	window_free(&w);
	return SOURCE_SOME;
}

void
window_free(struct window *w)
{
	buf_free(&w->text);
	buf_free(&w->raw);
	decoder_free(&w->decoder);
}
