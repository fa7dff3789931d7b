#include "unit.h"

#include "../../src/format/window.h"
#include "../../src/text/utf8.h"

#include <stdlib.h>
#include <unistd.h>

static const size_t chunks[] = { 1, 2, 3, 7, 1000, 65535, 65536, 65537, 200000, 0 };

static struct buf
whole(struct str bytes, const char *encoding, size_t chunk, char told[128], char why[256])
{
	char path[] = "/tmp/window.XXXXXX", *paths[] = { path, NULL };
	int fd = mkstemp(path);
	struct intake in = { .encoding = encoding };
	struct window w = {0};
	struct buf all = {0}, scratch = {0};
	struct str first, rest;

	CHECK(fd >= 0 && write(fd, bytes.s, bytes.n) == (ssize_t)bytes.n && close(fd) == 0);
	in.source = source_open(paths, chunk, 0);
	why[0] = '\0';
	CHECK(source_file(in.source) == SOURCE_SOME && window_peek(&in, GLIMPSE, &scratch, &first) == SOURCE_SOME);
	if (window_begin(&w, &in) < 0)
		snprintf(why, 256, "%s", source_error(in.source));
	while (why[0] == '\0') {
		rest = window_rest(&w);
		CHECK(w.base + w.at == all.len || all.len == 0);
		buf_add(&all, rest.s, rest.n);
		w.at += rest.n;
		if (window_more(&w) == SOURCE_SOME)
			continue;
		if (!w.ended)
			snprintf(why, 256, "%s", source_error(in.source));
		break;
	}
	CHECK(in.window == &w && (why[0] != '\0' || str_equal(first, utf8_cut(buf_str(&all), GLIMPSE))));
	snprintf(told, 128, "%s", window_encoding(&w));
	window_free(&w);
	source_close(in.source);
	unlink(path);
	buf_free(&scratch);
	return all;
}

/* The text and what is told of it, the same for reads of any size. */
static void
reads(struct str bytes, const char *encoding, struct str want, const char *want_told)
{
	for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
		char told[128], why[256];
		struct buf all = whole(bytes, encoding, chunks[i], told, why);

		CHECK(str_equal(buf_str(&all), want));
		CHECK_TEXT(told, want_told);
		CHECK_TEXT(why, "");
		buf_free(&all);
	}
}

static void
refuses(struct str bytes, const char *want_why)
{
	for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
		char told[128], why[256];
		struct buf all = whole(bytes, NULL, chunks[i], told, why);

		CHECK_TEXT(why, want_why);
		buf_free(&all);
	}
}

static void
what_is_certain_is_told_first(void)
{
	reads(STR(""), NULL, STR(""), "ASCII, as far as it has been read");
	reads(STR("id\n1\n"), NULL, STR("id\n1\n"), "ASCII, as far as it has been read");
	reads(STR("\xef\xbb\xbfid\n\xe9\n"), "latin1", STR("id\n\xe9\n"), "UTF-8 (byte order mark)");
	reads(STR("\xef\xbb\xbf"), NULL, STR(""), "UTF-8 (byte order mark)");
	reads(STR("\xef\xbb\xbf\xef\xbb\xbfid\n"), NULL, STR("id\n"), "UTF-8 (byte order mark)");
	reads(STR("\xfe\xff\xfe\xff\0i"), NULL, STR("i"), "UTF-16BE (byte order mark)");
	reads(STR("\x84\x31\x95\x33i"), "gb18030", STR("i"), "gb18030 (--encoding)");
	reads(STR("\xff\xfe\xe9\0"), NULL, STR("\xc3\xa9"), "UTF-16LE (byte order mark)");
	reads(STR("\xfe\xff\0\xe9\xd8"), NULL, STR("\xc3\xa9\xff"), "UTF-16BE (byte order mark)");
	reads(STR("\xff\xfe\0\0\xe9\0\0\0"), NULL, STR("\xc3\xa9"), "UTF-32LE (byte order mark)");
	reads(STR("\xff\xfe"), NULL, STR(""), "UTF-16LE (byte order mark)");
	reads(STR("i\0d\0\n\0\x39\x20\n\0\n\0"), NULL, STR("id\n\xe2\x80\xb9\n\n"), "UTF-16LE (every other byte is NUL)");
	reads(STR("\xc3\xa9 \xe9"), "iso-8859-1", STR("\xc3\x83\xc2\xa9 \xc3\xa9"), "iso-8859-1 (--encoding)");
	reads(STR("\xf0\xd2"), "koi8-r", STR("\xd0\x9f\xd1\x80"), "koi8-r (--encoding)");
}

static void
declarations_are_heeded(void)
{
	reads(STR("<?xml version='1.0' encoding='ISO-8859-15'?>\xa4"), NULL, STR("<?xml version='1.0' encoding='ISO-8859-15'?>\xe2\x82\xac"),
	    "ISO-8859-15 (XML declaration)");
	reads(STR("<?xml encoding='utf-16'?>\xc3\xa9"), NULL, STR("<?xml encoding='utf-16'?>\xc3\xa9"), "UTF-8");
	reads(STR("<?xml encoding='latin1'?>\xe9"), NULL, STR("<?xml encoding='latin1'?>\xc3\xa9"), "CP1252: byte 0xE9 in line 1 is no UTF-8");
	reads(STR("<?xml encoding='latin1'?>\xc3\xa9"), NULL, STR("<?xml encoding='latin1'?>\xc3\xa9"), "UTF-8");
	reads(STR("<?xml encoding='x9'?>\xa4"), "latin1", STR("<?xml encoding='x9'?>\xc2\xa4"), "latin1 (--encoding)");
	refuses(STR("<?xml encoding='x9'?>"), "the XML declaration names an encoding that is not known, \"x9\"; --encoding=NAME says what it is");
}

static void
add(struct buf *b, const char *line, size_t times)
{
	while (times-- > 0)
		buf_adds(b, line);
}

static void
bytes_are_judged_wherever_they_come(void)
{
	struct buf bytes = {0}, want = {0};

	add(&bytes, "0123456789abcde\n", 10000);
	add(&bytes, "caf\xe9 \x80\n", 30000);
	add(&want, "0123456789abcde\n", 10000);
	add(&want, "caf\xc3\xa9 \xe2\x82\xac\n", 30000);
	reads(buf_str(&bytes), NULL, buf_str(&want), "CP1252: byte 0xE9 in line 10001 is no UTF-8");
	buf_clear(&bytes);
	add(&bytes, "0123456789abcde\n", 10000);
	add(&bytes, "ca\xc3\xa9 \xe2\x82\xac\n", 30000);
	buf_adds(&bytes, "\xe9");
	reads(buf_str(&bytes), NULL, buf_str(&bytes), "UTF-8");
	buf_free(&bytes);
	buf_free(&want);
}

/* One stray byte must not make rubbish of all that comes behind it; nor one lucky pair. */
static void
a_stray_byte_does_not_decide(void)
{
	struct buf bytes = {0}, want = {0};

	buf_adds(&bytes, "it\x92s\n");
	add(&bytes, "0123456789abcde\n", 5000);
	add(&bytes, "d\xc3\xa9j\xc3\xa0\n", 20000);
	buf_adds(&want, "it\xe2\x80\x99s\n");
	add(&want, "0123456789abcde\n", 5000);
	add(&want, "d\xc3\xa9j\xc3\xa0\n", 20000);
	reads(buf_str(&bytes), NULL, buf_str(&want), "CP1252: byte 0x92 in line 1 is no UTF-8; UTF-8 from line 5002 on");
	buf_clear(&bytes);
	buf_clear(&want);
	buf_adds(&bytes, "\xc9\xa0!\n");
	add(&bytes, "0123456789abcde\n", 5000);
	add(&bytes, "d\xe9j\xe0\n", 20000);
	buf_adds(&want, "\xc9\xa0!\n");
	add(&want, "0123456789abcde\n", 5000);
	add(&want, "d\xc3\xa9j\xc3\xa0\n", 20000);
	reads(buf_str(&bytes), NULL, buf_str(&want), "UTF-8; CP1252 from line 5002 on");
	buf_free(&bytes);
	buf_free(&want);
}

/* The judged piece ends inside of a character, at each of its bytes. */
static void
blocks_end_anywhere(void)
{
	for (size_t shift = 0; shift < 5; shift++) {
		struct buf bytes = {0};

		buf_adds(&bytes, "\xc3\xa9");
		while (bytes.len < 65536 - shift)
			buf_addc(&bytes, 'x');
		add(&bytes, "\xf0\x9f\x98\x80", 3);
		reads(buf_str(&bytes), NULL, buf_str(&bytes), "UTF-8");
		buf_free(&bytes);
	}
}

static void
foreign_bytes_are_not_guessed(void)
{
	struct buf bytes = {0};

	add(&bytes, "id\n", 8);
	add(&bytes, "\xf0\xd2\xc9\xd7\xc5\xd4\n", 8);
	refuses(buf_str(&bytes), "neither UTF-8 nor Western text (byte 0xF0 in line 9): --encoding=NAME says what it is, such as koi8-r or shift_jis");
	buf_free(&bytes);
}

static void
lines_are_counted(void)
{
	char text[100];

	for (size_t n = 0; n < sizeof text; n++) {
		uint64_t lines = 0;

		for (size_t i = 0; i < n; i++) {
			text[i] = "\n\x8a\x0b\t\n a\0"[(i * 7 + n) % 8];
			lines += text[i] == '\n';
		}
		CHECK(window_lines((struct str){ text, n }) == lines);
	}
}

UNIT({ "window: what is certain is told first", what_is_certain_is_told_first },
    { "window: declarations are heeded", declarations_are_heeded },
    { "window: bytes are judged wherever they come", bytes_are_judged_wherever_they_come },
    { "window: a stray byte does not decide", a_stray_byte_does_not_decide },
    { "window: blocks end anywhere", blocks_end_anywhere },
    { "window: foreign bytes are not guessed", foreign_bytes_are_not_guessed },
    { "window: lines are counted", lines_are_counted })
