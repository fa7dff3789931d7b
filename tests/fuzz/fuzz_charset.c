/*
 * Encodings. The first byte picks one: whatever the bytes are and however they are cut, the text is the same, and what
 * is not left for others to mend is valid UTF-8. Then a file of them through a window, and as JSON that must be mended.
 */
#include "feed.h"

#include "../../src/format/window.h"
#include "../../src/json/mend.h"
#include "../../src/text/utf8.h"

static const char *const names[] = { "cp1252", "utf-16le", "utf-16be", "utf-32le", "utf-32be", "shift_jis", "gb18030", "euc-jp", "big5",
	"iso-2022-jp", "koi8-r", "iso-2022-kr", "cp1258", "big5-hkscs", "euc-kr", "macintosh" };

enum { NAMES = sizeof names / sizeof *names };

static struct buf
decode(const char *name, struct str text, size_t piece, bool leave_bad, size_t *bad)
{
	struct decoder d;
	struct buf out = {0};

	*bad = 0;
	feed_check(decoder_begin(&d, name), "the name is known");
	d.leave_bad = leave_bad;
	for (size_t n; text.n > piece; text = (struct str){ text.s + n, text.n - n }) {
		n = piece;
		*bad += decoder_put(&d, &out, (struct str){ text.s, n }, false);
	}
	*bad += decoder_put(&d, &out, text, true);
	decoder_free(&d);
	return out;
}

static void
decoders(const char *name, struct str text)
{
	static const size_t pieces[] = { 1, 2, 3, 5, 17 };
	size_t bad, again;
	struct buf all = decode(name, text, SIZE_MAX, false, &bad), part;

	feed_check(utf8_valid(buf_str(&all)), "what is decoded is valid");
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		part = decode(name, text, pieces[i], false, &again);
		feed_check(str_equal(buf_str(&all), buf_str(&part)) && bad == again, "cuts do not matter");
		buf_free(&part);
	}
	part = (struct buf){0};
	charset_western(&part, text);
	feed_check(utf8_valid(buf_str(&part)), "any bytes are Western text");
	buf_free(&part);
	part = decode(name, text, 4, true, &again);
	feed_check((again > 0) == !utf8_valid(buf_str(&part)), "what is left bad can be seen");
	buf_free(&part);
	buf_free(&all);
}

static struct buf
read_all(const uint8_t *bytes, size_t n, size_t chunk, char told[128])
{
	char path[64], *paths[] = { path, NULL };
	FILE *f = feed_file(bytes, n, path);
	struct intake in = { .source = source_open(paths, chunk, 0) };
	struct window w = {0};
	struct buf all = {0}, scratch = {0};
	struct str first, rest;
	bool whole = false;

	if (source_file(in.source) == SOURCE_SOME && window_peek(&in, GLIMPSE, &scratch, &first) == SOURCE_SOME && window_begin(&w, &in) == SOURCE_SOME) {
		do {
			rest = window_rest(&w);
			buf_add(&all, rest.s, rest.n);
			w.at += rest.n;
		} while (window_more(&w) == SOURCE_SOME);
		whole = w.ended;
		feed_check(!whole || str_equal(first, utf8_cut(buf_str(&all), GLIMPSE)), "a glimpse shows what comes");
	}
	snprintf(told, 128, "%s", whole ? window_encoding(&w) : source_error(in.source));
	window_free(&w);
	source_close(in.source);
	fclose(f);
	buf_free(&scratch);
	return all;
}

static void
windows(const uint8_t *bytes, size_t n)
{
	static const size_t chunks[] = { 1, 7, 100 };
	char told[128], again[128];
	struct buf all = read_all(bytes, n, 0, told);

	for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
		struct buf part = read_all(bytes, n, chunks[i], again);

		feed_check(strcmp(told, again) == 0 && str_equal(buf_str(&all), buf_str(&part)), "reads do not matter");
		buf_free(&part);
	}
	buf_free(&all);
}

static void
mending(struct str text)
{
	struct buf valid = {0}, once = {0}, twice = {0};
	size_t last = 0;

	utf8_repair(&valid, text);
	mend_text(&once, buf_str(&valid));
	if (text.n == 0 || memchr(text.s, '\0', text.n) == NULL)	/* a NUL that goes may leave an escape of what stood around it */
		feed_check(mend_text(&twice, buf_str(&once)) == 0 && str_equal(buf_str(&once), buf_str(&twice)), "what is mended is whole");
	for (size_t at = 0; at < once.len && at < 64; at++) {
		size_t from = utf8_origin(text, mend_origin(buf_str(&valid), at));

		feed_check(from >= last && from < text.n, "each byte comes from somewhere");
		last = from;
	}
	buf_free(&valid);
	buf_free(&once);
	buf_free(&twice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const uint8_t zstd[] = { 0x28, 0xb5, 0x2f, 0xfd };
	struct str text = { n > 0 ? (const char *)bytes + 1 : "", n > 0 ? n - 1 : 0 };

	if (n == 0)
		return 0;
	decoders(names[bytes[0] % NAMES], text);
	mending(text);
	if (text.n < 4 || memcmp(text.s, zstd, 4) != 0)		/* what that may ask for is fuzz_source's matter */
		windows(bytes + 1, n - 1);
	return 0;
}
