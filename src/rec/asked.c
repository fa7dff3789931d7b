#include "asked.h"
#include "../text/normal.h"

#include <string.h>

enum { BODY = 40, BODY_ALONE = 60 };	/* words of the opening message that count, with a subject and without */

/* Cuts what was appended since `start` to so many words: people say what it is about first, details drown it. */
static void
cut_words(struct buf *b, size_t start, size_t most)
{
	size_t n = 0;

	for (size_t i = start; i < b->len; i++)
		if (b->data[i] == ' ' && ++n == most) {
			b->len = i;
			b->data[i] = '\0';
		}
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/*
 * Appends a text whose mentions are plain names: which shop or product was written to may say what it is about, where
 * dedupe takes it for an address and leaves it out.
 */
static void
name_mentions(struct buf *out, struct str text)
{
	size_t done = 0;

	for (const char *at = text.s; (at = memchr(at, '@', (size_t)(text.s + text.n - at))) != NULL; at++) {
		size_t i = (size_t)(at - text.s);
		bool begins = i == 0 || !(is_letter(at[-1]) || (at[-1] >= '0' && at[-1] <= '9'));

		if (!begins || i + 1 == text.n || !is_letter(at[1]))
			continue;
		buf_add(out, text.s + done, i - done);
		buf_addc(out, ' ');
		done = i + 1;
	}
	buf_add(out, text.s + done, text.n - done);
}

struct str
asked_text(struct buf *scratch, const struct ticket *t, struct str opening, size_t *subject)
{
	struct buf named = {0};
	size_t content, body;

	buf_clear(scratch);
	content = normal(scratch, t->subject);
	*subject = scratch->len;
	buf_addc(scratch, ' ');
	body = scratch->len;
	if (opening.n > 0 && memchr(opening.s, '@', opening.n) != NULL) {
		name_mentions(&named, opening);
		opening = buf_str(&named);
	}
	content += normal(scratch, opening);
	buf_free(&named);
	cut_words(scratch, body, *subject > 0 ? BODY : BODY_ALONE);
	buf_addc(scratch, ' ');
	buf_room(scratch, *subject);
	buf_add(scratch, scratch->data, *subject);
	return content > 0 ? buf_str(scratch) : STR("");
}
