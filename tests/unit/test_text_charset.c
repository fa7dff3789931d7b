#include "unit.h"

#include "../../src/base/rng.h"
#include "../../src/text/charset.h"
#include "../../src/text/utf8.h"

static struct buf
decoded(const char *name, struct str text, size_t piece, size_t *bad)
{
	struct decoder d;
	struct buf out = {0};

	*bad = 0;
	CHECK(decoder_begin(&d, name));
	for (size_t i = 0; i < text.n; i += piece) {
		size_t n = text.n - i < piece ? text.n - i : piece;

		*bad += decoder_put(&d, &out, (struct str){ text.s + i, n }, false);
	}
	*bad += decoder_put(&d, &out, STR(""), true);
	decoder_free(&d);
	return out;
}

/* However it is cut, in two or in many: the same. */
static void
decodes(const char *name, struct str text, const char *want, size_t want_bad)
{
	for (size_t piece = 1; piece <= text.n + 1; piece++) {
		size_t bad;
		struct buf out = decoded(name, text, piece, &bad);

		CHECK_TEXT(out.data, want);
		CHECK(bad == want_bad);
		buf_free(&out);
	}
	for (size_t cut = 0; cut <= text.n; cut++) {
		struct decoder d;
		struct buf out = {0};

		decoder_begin(&d, name);
		decoder_put(&d, &out, (struct str){ text.s, cut }, false);
		decoder_put(&d, &out, (struct str){ text.s + cut, text.n - cut }, true);
		CHECK_TEXT(out.data, want);
		buf_free(&out);
		decoder_free(&d);
	}
}

/* Against the table of the encoding standard. */
static void
every_byte_of_windows_1252(void)
{
	static const uint16_t c1[32] = {
		0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
		0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178
	};
	char all[256];
	struct buf out = {0}, want = {0};

	for (unsigned i = 0; i < 256; i++) {
		all[i] = (char)i;
		utf8_put(&want, i >= 0x80 && i < 0xa0 ? c1[i - 0x80] : i);
	}
	decoder_cp1252(&out, (struct str){ all, 256 });
	CHECK(str_equal(buf_str(&out), buf_str(&want)));
	buf_clear(&out);
	for (size_t i = 0; i < 256; i++)
		decoder_cp1252(&out, (struct str){ all + i, 1 });
	CHECK(str_equal(buf_str(&out), buf_str(&want)));
	buf_free(&out);
	buf_free(&want);
}

static void
utf16_cut_anywhere(void)
{
	decodes("UTF-16LE", STR("a\0\xe9\0=\xd8\0\xdezz\x16\x4e"), "a\xc3\xa9\xf0\x9f\x98\x80\xe7\xa9\xba\xe4\xb8\x96", 0);
	decodes("utf-16be", STR("\0a\0\xe9\xd8=\xde\0z\x7a\x4e\x16"), "a\xc3\xa9\xf0\x9f\x98\x80\xe7\xa9\xba\xe4\xb8\x96", 0);
	decodes("UTF-32LE", STR("a\0\0\0\0\xf6\1\0\0\xd8\0\0\0\0\x11\0"), "a\xf0\x9f\x98\x80\xef\xbf\xbd\xef\xbf\xbd", 2);
	decodes("UTF-32BE", STR("\0\0\0a\0\1\xf6\0\0"), "a\xf0\x9f\x98\x80\xef\xbf\xbd", 1);
}

static void
half_pairs_are_no_characters(void)
{
	decodes("UTF-16LE", STR("=\xd8" "a\0"), "\xef\xbf\xbd" "a", 1);
	decodes("UTF-16LE", STR("\0\xde" "a\0"), "\xef\xbf\xbd" "a", 1);
	decodes("UTF-16LE", STR("=\xd8=\xd8\0\xde"), "\xef\xbf\xbd\xf0\x9f\x98\x80", 1);
	decodes("UTF-16LE", STR("a\0=\xd8"), "a\xef\xbf\xbd", 1);
	decodes("UTF-16LE", STR("a\0b"), "a\xef\xbf\xbd", 1);
	decodes("UTF-16BE", STR("\0a\xd8=b"), "a\xef\xbf\xbd\xef\xbf\xbd", 2);
}

static void
other_names_go_by_iconv(void)
{
	decodes("koi8-r", STR("\xf0\xd2\xc9\xd7\xc5\xd4 ok"), "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82 ok", 0);
	decodes("iso-8859-15", STR("9 \xa4"), "9 \xe2\x82\xac", 0);
	decodes("macintosh", STR("caf\x8e"), "caf\xc3\xa9", 0);
	decodes("gb18030", STR("\xc4\xe3\x90\x30\x81\x30x"), "\xe4\xbd\xa0\xf0\x90\x80\x80x", 0);
	decodes("Shift_JIS", STR("\x82\xa0\\n~\x87\x40"), "\xe3\x81\x82\\n~\xe2\x91\xa0", 0);
	decodes("gb2312", STR("\x80 \xd6\xd0\xa2\xe3"), "\xef\xbf\xbd \xe4\xb8\xad\xe2\x82\xac", 1);
	decodes("euc-kr", STR("\xb6\xb2 \x8c\x63"), "\xeb\x96\xa4 \xeb\x98\xa0", 0);
	decodes("iso-2022-jp", STR("a\x1b$B$\"\x1b(Bb"), "a\xe3\x81\x82" "b", 0);
	decodes("windows-1258", STR("a\xec"), "\xc3\xa1", 0);
}

static void
bytes_that_are_no_character(void)
{
	struct decoder d;
	struct buf out = {0};

	decodes("shift_jis", STR("\x82\x0d\nx\xff\x82"), "\xef\xbf\xbd\r\nx\xef\xbf\xbd\xef\xbf\xbd", 3);
	decodes("euc-jp", STR("\xa4"), "\xef\xbf\xbd", 1);
	CHECK(decoder_begin(&d, "utf-16le"));
	d.leave_bad = true;
	CHECK(decoder_put(&d, &out, STR("=\xd8" "a\0"), true) == 1);
	CHECK_TEXT(out.data, "\xff" "a");
	decoder_free(&d);
	buf_free(&out);
}

static void
names_are_known(void)
{
	static const char *const good[] = { "UTF-8", "utf8", "Latin-1", "latin1", "ISO_8859-1", "windows-1252", "CP1252", "utf-16", "UCS-2",
		"big5", "EUC-JP", "ISO-8859-2", "IBM850" };
	static const char *const bad[] = { "", "-", "nonsense", "UTF-8//IGNORE", "latin1,", "../x", "INTERNAL", "WCHAR_T", "UTF-7", "raw", "windows-12520" };

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		CHECK(decoder_knows(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!decoder_knows(bad[i]));
	CHECK_TEXT(decoder_charset_name(CHARSET_UTF16BE), "UTF-16BE");
}

static void
marks_and_patterns(void)
{
	enum charset c;

	CHECK(charset_mark(STR("\xef\xbb\xbfx"), &c) == 3 && c == CHARSET_UTF8);
	CHECK(charset_mark(STR("\xff\xfex\0"), &c) == 2 && c == CHARSET_UTF16LE);
	CHECK(charset_mark(STR("\xfe\xff\0x"), &c) == 2 && c == CHARSET_UTF16BE);
	CHECK(charset_mark(STR("\xff\xfe\0\0x\0\0\0"), &c) == 4 && c == CHARSET_UTF32LE);
	CHECK(charset_mark(STR("\0\0\xfe\xff"), &c) == 4 && c == CHARSET_UTF32BE);
	CHECK(charset_mark(STR("\xef\xbb"), &c) == 0 && charset_mark(STR(""), &c) == 0);
	CHECK(charset_utf16(STR("i\0d\0,\0t\0\x16\x4e"), &c) && c == CHARSET_UTF16LE);
	CHECK(charset_utf16(STR("\0i\0d\0,\0t"), &c) && c == CHARSET_UTF16BE);
	CHECK(!charset_utf16(STR("id,text\0\0"), &c) && !charset_utf16(STR("\0\0\0\0\0\0\0\0\0\0"), &c) && !charset_utf16(STR("a\0"), &c));
}

static void
declarations(void)
{
	CHECK(str_is(charset_declared(STR("<?xml version=\"1.0\" encoding='koi8-r' ?><a/>")), "koi8-r"));
	CHECK(str_is(charset_declared(STR("<?xml encoding = \"UTF-8\"?>")), "UTF-8"));
	CHECK(charset_declared(STR("<?xml version=\"1.0\"?><a encoding=\"x\"/>")).s == NULL);
	CHECK(charset_declared(STR("<?xml encoding=\"x")).s == NULL && charset_declared(STR("<?xml encoding=x?>")).s == NULL);
	CHECK(charset_declared(STR("<?xml encoding=\"?>")).s == NULL && charset_declared(STR("<?xml encoding?>")).s == NULL);
	CHECK(charset_declared(STR("<a encoding=\"x\"?>")).s == NULL && charset_declared(STR("")).s == NULL);
}

static struct evidence
judged(struct str text)
{
	struct evidence e = {0};

	CHECK(charset_judge(&e, text, true) == text.n);
	return e;
}

static bool
is_utf8(const char *text)
{
	struct evidence e = judged(str_of(text)), none = {0};

	return charset_is_utf8(&e, &none);
}

static void
evidence_is_weighed(void)
{
	struct evidence e, before = { .invalid = 100 };

	CHECK(is_utf8("caf\xc3\xa9") && !is_utf8("caf\xe9") && is_utf8("\xe2\x80\x99 and \xe9 and \xa0"));
	CHECK(is_utf8("\xf0\x9f\x98\x80\xff\xff\xff\xff") && !is_utf8("\xc9\xa0 \xe9 \xe8") && is_utf8("\xc3\xa9 or \xe9"));
	CHECK(!is_utf8("\xed\xa0\x80") && !is_utf8("\xc0\xaf") && is_utf8("\xef\xbf\xbd"));
	e = judged(STR("\xc3\xa9\xe2\x82\xac \xe9z\xff"));
	CHECK(e.sequences == 5 && e.invalid == 2 && e.high == 7);
	/* What was before decides where there is little, and not where there is much. */
	e = judged(STR("\xc9\xa0 \xc3\x94"));
	CHECK(!charset_is_utf8(&e, &before));
	e = judged(STR("\xe2\x80\x99 \xe2\x80\x99"));
	CHECK(charset_is_utf8(&e, &before));
	e = judged(STR("\xe2\x80\x99"));
	for (unsigned i = 0; i < 3; i++)
		e.sequences += e.sequences;
	CHECK(charset_surely_utf8(&e));
}

static void
western(const char *text, const char *want)
{
	struct buf out = {0};

	CHECK(!is_utf8(text));
	charset_western(&out, str_of(text));
	CHECK_TEXT(out.data, want);
	buf_free(&out);
}

/* What is valid UTF-8 by chance, and what cannot be anything else. */
static void
windows_1252_may_hold_utf8(void)
{
	western("\xab\xa0" "C\x92" "est r\xe9gl\xe9\xa0\xbb", "\xc2\xab\xc2\xa0" "C\xe2\x80\x99" "est r\xc3\xa9gl\xc3\xa9\xc2\xa0\xc2\xbb");
	western("\x93" "CAF\xc9\x94, \xe9", "\xe2\x80\x9c" "CAF\xc3\x89\xe2\x80\x9d, \xc3\xa9");
	western("MA\xc7\xc3\xbb, irm\xe3\xa0\xbb \xe9 \xf5", "MA\xc3\x87\xc3\x83\xc2\xbb, irm\xc3\xa3\xc2\xa0\xc2\xbb \xc3\xa9 \xc3\xb5");
	western("\xe9 \xe8 \xe0 caf\xc3\xa9, 9\xc2\xb0", "\xc3\xa9 \xc3\xa8 \xc3\xa0 caf\xc3\xa9, 9\xc2\xb0");
	western("\xe9\xe8\xe0\xe7\xfc it\xe2\x80\x99s", "\xc3\xa9\xc3\xa8\xc3\xa0\xc3\xa7\xc3\xbc it\xe2\x80\x99s");
	western("\xe9\xe8\xe0\xe7\xfc\xf0\x9f\x98\x80!", "\xc3\xa9\xc3\xa8\xc3\xa0\xc3\xa7\xc3\xbc\xf0\x9f\x98\x80!");
	western("na\xefve \xef\xbf!", "na\xc3\xafve \xc3\xaf\xc2\xbf!");
	western("\xc3 \xe2\x80 \xf0", "\xc3\x83 \xc3\xa2\xe2\x82\xac \xc3\xb0");
	western("\xe9\xe9\xe9\xe9\xe9 \xef\xbf\xbd", "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 \xef\xbf\xbd");
}

static void
a_cut_character_is_left_aside(void)
{
	struct evidence e = {0};

	CHECK(charset_judge(&e, STR("a\xc3"), false) == 1 && charset_judge(&e, STR("a\xe2\x82"), false) == 1);
	CHECK(charset_judge(&e, STR("a\xf0\x9f\x98"), false) == 1 && e.high == 0);
	CHECK(charset_judge(&e, STR("a\xf0\x9f\x98\x80"), false) == 5 && charset_judge(&e, STR("\xc3\xa9"), false) == 2);
	CHECK(charset_judge(&e, STR("\x80\x80\x80\x80"), false) == 4);
}

/* The same words in what they were written in before Unicode: only of Western ones may Windows-1252 be thought. */
static void
foreign_text_is_no_western_one(void)
{
	static const char *const western[] = {
		"L\x92\xe9t\xe9 \xe0 Orl\xe9" "ans \x96 12 \x80 \x93" "d\xe9j\xe0\x94\xa0!",		/* French, curly */
		"situa\xe7\xe3o, promo\xe7\xf5" "es, irm\xe3", "STRA\xdf" "E \xc4\xd6\xdc \xe4\xf6\xfc",	/* Portuguese, German */
		"h\xe4\xe4y\xf6\xe4iv\xe4\xe4 p\xe4iv\xe4\xe4", "\x97\x97\x97\x97\x97\x97\x97\x97\x97\x97", "\xbfQu\xe9? \xa1S\xed!",
		"\xe0\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xff",
		"na\xefve \x95 \x95 \x95 caf\xe9\xe9\xe9\xe9\xe9", "\xabl\xe0\xa0\xbb", "a\xb0\xb1 \xa3 9",
	};
	static const char *const foreign[] = {
		"\xf0\xd2\xc9\xd7\xc5\xd4, \xcb\xc1\xcb \xc4\xc5\xcc\xc1",				/* koi8-r */
		"\xcf\xf0\xe8\xe2\xe5\xf2, \xea\xe0\xea \xe4\xe5\xeb\xe0",				/* cp1251 */
		"\xc3\xe5\xe9\xdc \xf3\xef\xf5, \xf4\xe9 \xea\xdc\xed\xe5\xe9\xf2",			/* iso-8859-7 */
		"\xf9\xec\xe5\xed \xf2\xec\xe9\xea\xed",						/* iso-8859-8 */
		"\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd",						/* shift_jis */
		"\xa4\xb3\xa4\xf3\xa4\xcb\xa4\xc1\xa4\xcf", "\xc4\xe3\xba\xc3\xca\xc0\xbd\xe7",		/* euc-jp, gb2312 */
		"Dzie\xf1 dobry, \xbf" "ar\xf3wka, ksi\xb9\xbfka, ch\xb3opiec, b\xb3\xb9" "dzi",		/* cp1250 */
		"\xa7" "A\xa6" "n\xa1" "A\xbf" "O\xa4" "w\xb8" "g\xb0{\xa4" "F\xa4" "T\xa4\xd1",		/* big5 */
		"\xbe\xc8\xb3\xe7\xc7\xcf\xbc\xbc\xbf\xe4",						/* euc-kr */
	};

	for (size_t i = 0; i < sizeof western / sizeof *western; i++) {
		struct evidence e = judged(str_of(western[i]));

		CHECK(!charset_is_foreign(&e));
	}
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
		struct evidence e = {0}, none = {0};

		for (unsigned again = 0; again < 4; again++)
			charset_judge(&e, str_of(foreign[i]), true);
		CHECK(!charset_is_utf8(&e, &none) && charset_is_foreign(&e));
	}
}

static void
random_bytes_are_counted_once(void)
{
	struct rng r;

	rng_seed(&r, 11);
	for (unsigned round = 0; round < 2000; round++) {
		char text[64];
		struct evidence e = {0};
		size_t n = (size_t)rng_below(&r, sizeof text), high = 0, left;

		for (size_t i = 0; i < n; i++) {
			text[i] = (char)rng_below(&r, 256);
			high += (unsigned char)text[i] >= 0x80;
		}
		left = n - charset_judge(&e, (struct str){ text, n }, false);
		CHECK(left <= 3);
		charset_judge(&e, (struct str){ text + n - left, left }, true);
		CHECK(e.high == high && e.invalid <= high && e.foreign <= high && e.unused <= high);
	}
}

UNIT({ "charset: every byte of windows-1252", every_byte_of_windows_1252 },
    { "charset: utf-16 cut anywhere", utf16_cut_anywhere },
    { "charset: half pairs are no characters", half_pairs_are_no_characters },
    { "charset: other names go by iconv", other_names_go_by_iconv },
    { "charset: bytes that are no character", bytes_that_are_no_character },
    { "charset: names are known", names_are_known },
    { "charset: marks and patterns", marks_and_patterns },
    { "charset: declarations", declarations },
    { "charset: evidence is weighed", evidence_is_weighed },
    { "charset: windows-1252 may hold utf-8", windows_1252_may_hold_utf8 },
    { "charset: a cut character is left aside", a_cut_character_is_left_aside },
    { "charset: foreign text is no western one", foreign_text_is_no_western_one },
    { "charset: random bytes are counted once", random_bytes_are_counted_once })
