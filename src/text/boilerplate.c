#include "boilerplate.h"
#include "words.h"
#include "../base/hash.h"

#include <string.h>

enum { PIECE = 512 };

/* A byte that says something: letters, digits and all that is not ASCII. */
static bool
speaks(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

uint64_t
boilerplate_line(struct str text, size_t *at, struct str *line)
{
	const char *end = memchr(text.s + *at, '\n', text.n - *at);
	char piece[PIECE];
	uint64_t hash = 0;
	size_t n = 0;
	bool spoken = false;
	struct str bare;

	*line = (struct str){ text.s + *at, (end != NULL ? (size_t)(end - text.s) : text.n) - *at };
	*at += line->n + (end != NULL);
	bare = str_trim(*line);
	for (size_t i = 0; i < bare.n; i++) {
		unsigned char c = (unsigned char)bare.s[i];

		if (c <= ' ') {
			if ((unsigned char)bare.s[i - 1] <= ' ')	/* trimmed: there is one before */
				continue;
			c = ' ';
		} else if (c >= 'A' && c <= 'Z') {
			c = (unsigned char)(c + 'a' - 'A');
		}
		spoken |= speaks(c);
		piece[n++] = (char)c;
		if (n == PIECE) {
			hash = hash64_seeded(piece, n, hash);
			n = 0;
		}
	}
	if (!spoken)
		return 0;
	hash = hash64_seeded(piece, n, hash);
	return hash != 0 ? hash : 1;
}

static bool
is_left_enough(struct str text)
{
	struct words walk = { .text = text };
	struct word word;
	int n = 0;

	while (n < BOILERPLATE_LEFT && words_next(&walk, &word))
		n++;
	return n == BOILERPLATE_LEFT;
}

bool
boilerplate_drop(struct buf *out, struct str text, bool (*is_common)(const void *with, uint64_t line), const void *with)
{
	size_t start = out->len, at = 0;
	bool dropped = false;
	struct str line;

	buf_room(out, text.n + 1);
	while (at < text.n) {
		uint64_t hash = boilerplate_line(text, &at, &line);

		if (hash != 0 && is_common(with, hash)) {
			dropped = true;
			continue;
		}
		buf_add(out, line.s, line.n);
		buf_addc(out, '\n');
	}
	if (dropped && is_left_enough((struct str){ out->data + start, out->len - start }))
		return true;
	out->len = start;
	buf_add(out, text.n > 0 ? text.s : "", text.n);
	return false;
}
