#include "boilerplate.h"
#include "words.h"
#include "../base/hash.h"

#include <string.h>

/* A byte that says something: letters, digits and all that is not ASCII. */
static bool
speaks(unsigned char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c >= 0x80;
}

uint64_t
boilerplate_line(struct str text, size_t *at, struct str *line)
{
	const char *end = memchr(text.s + *at, '\n', text.n - *at);
	struct str bare;
	uint64_t hash;
	size_t i = 0;

	*line = (struct str){ text.s + *at, (end != NULL ? (size_t)(end - text.s) : text.n) - *at };
	*at += line->n + (end != NULL);
	bare = str_trim(*line);
	while (i < bare.n && !speaks((unsigned char)bare.s[i]))
		i++;
	if (i == bare.n)
		return 0;
	hash = hash64(bare.s, bare.n);
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
