/*
 * Any text made comparable: what is cut is no longer than what was written out, what is between greeting and closing lies in the
 * text, and what comes out are words with one space between. Every other line is boilerplate.
 */
#include "feed.h"

#include "../../src/text/boilerplate.h"
#include "../../src/text/courtesy.h"
#include "../../src/text/markup.h"
#include "../../src/text/normal.h"
#include "../../src/text/note.h"
#include "../../src/text/quote.h"

static bool
is_odd(const void *with, uint64_t line)
{
	(void)with;
	return line % 2 == 1;
}

static void
check_words(const struct buf *words)
{
	for (size_t i = 0; i < words->len; i++)
		feed_check((unsigned char)words->data[i] > ' ' ||
		    (words->data[i] == ' ' && i > 0 && i + 1 < words->len && words->data[i - 1] != ' '), "one space between words");
	feed_check(words->len == 0 || words->data[words->len] == '\0', "it ends");
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct str text = { (const char *)bytes, n }, core;
	struct buf plain = {0}, cut = {0}, left = {0}, words = {0}, once = {0};
	size_t content;

	markup_strip(&plain, text);
	quote_cut(&cut, text);
	feed_check(cut.len <= (plain.len > n ? plain.len : n), "a cut text is no longer");
	core = courtesy_core(buf_str(&cut));
	feed_check(core.n == 0 || (core.s >= cut.data && core.s + core.n <= cut.data + cut.len), "the core is in the text");
	note_is(core);
	note_is_title(core);
	boilerplate_drop(&left, buf_str(&cut), is_odd, NULL);
	feed_check(left.len <= cut.len + 1, "no line comes twice");
	normal_alike(&words, buf_str(&left));
	check_words(&words);
	content = normal(&once, text);
	check_words(&once);
	feed_check(content == 0 || once.len > 0, "what says something has words");
	buf_free(&plain);
	buf_free(&cut);
	buf_free(&left);
	buf_free(&words);
	buf_free(&once);
	return 0;
}
