#include "boilerplate.h"
#include "courtesy.h"
#include "line.h"
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

bool
boilerplate_drop(struct buf *out, struct str text, bool (*is_common)(const void *with, uint64_t line), const void *with)
{
	size_t start = out->len, at = 0, notice = start;	/* where the last notice stood */
	bool dropped = false;
	struct str line, kept;

	buf_room(out, text.n + 1);
	while (at < text.n) {
		uint64_t hash = boilerplate_line(text, &at, &line);

		if (hash != 0 && is_common(with, hash) && !courtesy_is_closing(line)) {
			dropped = true;
			if (line_words(line, BOILERPLATE_NOTICE) == BOILERPLATE_NOTICE)
				notice = out->len;
			continue;
		}
		buf_add(out, line.s, line.n);
		buf_addc(out, '\n');
	}
	kept = (struct str){ out->data + start, out->len - start };
	if (dropped && line_words(kept, BOILERPLATE_LEFT) == BOILERPLATE_LEFT)
		return true;
	/* What is said shortly is said above the notice; words below a common line are a name, and the line is what is said. */
	if (notice > start && line_words((struct str){ out->data + start, notice - start }, 1) > 0 &&
	    line_words((struct str){ out->data + notice, out->len - notice }, 1) == 0)
		return true;
	out->len = start;
	buf_add(out, text.n > 0 ? text.s : "", text.n);
	return false;
}
