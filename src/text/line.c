#include "line.h"
#include "fold.h"
#include "words.h"

struct str
line_next(struct str text, size_t *at)
{
	const char *end = memchr(text.s + *at, '\n', text.n - *at);
	struct str line = { text.s + *at, (end != NULL ? (size_t)(end - text.s) : text.n) - *at };

	*at += line.n + (end != NULL);
	if (line.n > 0 && line.s[line.n - 1] == '\r')
		line.n--;
	return line;
}

bool
line_starts(struct str line, const char *const *list)
{
	if (line.n < 2)
		return false;
	for (; *list != NULL; list++)
		if ((*list)[1] == line.s[1] && (*list)[0] == line.s[0] && str_starts(line, *list))
			return true;
	return false;
}

bool
line_holds(struct str line, const char *const *list)
{
	for (; *list != NULL; list++)
		if (str_holds(line, *list))
			return true;
	return false;
}

int
line_words(struct str text, int enough)
{
	struct words walk = { .text = text };
	struct word word;
	int n = 0;

	while (n < enough && words_next(&walk, &word))
		n++;
	return n;
}

struct str
line_folded(struct buf *b, struct str line)
{
	buf_clear(b);
	fold(b, line.n > LINE_LONGEST ? (struct str){ line.s, LINE_LONGEST } : line);
	return buf_str(b);
}
