#include "asked.h"
#include "../text/normal.h"

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

struct str
asked_text(struct buf *scratch, const struct ticket *t, struct str opening, size_t *subject)
{
	size_t content, body;

	buf_clear(scratch);
	content = normal(scratch, t->subject);
	*subject = scratch->len;
	buf_addc(scratch, ' ');
	body = scratch->len;
	content += normal(scratch, opening);
	cut_words(scratch, body, *subject > 0 ? BODY : BODY_ALONE);
	buf_addc(scratch, ' ');
	buf_room(scratch, *subject);
	buf_add(scratch, scratch->data, *subject);
	return content > 0 ? buf_str(scratch) : STR("");
}
