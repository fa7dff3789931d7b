#include "markdown.h"

#include <string.h>

/* Does a line open or close fenced code? */
static bool
is_fence(struct str line)
{
	line = str_trim(line);
	return str_starts(line, "```") || str_starts(line, "~~~");
}

static const char *
find(struct str text, const char *what, size_t n)
{
	for (size_t i = 0; i + n <= text.n; i++) {
		const char *at = memchr(text.s + i, *what, text.n - n + 1 - i);

		if (at == NULL)
			return NULL;
		if (memcmp(at, what, n) == 0)
			return at;
		i = (size_t)(at - text.s);
	}
	return NULL;
}

/* Behind the comment that begins a text; 0: it has no end. */
static size_t
comment_end(struct str text)
{
	const char *end = find((struct str){ text.s + 4, text.n - 4 }, "-->", 3);

	return end != NULL ? (size_t)(end + 3 - text.s) : 0;
}

struct str
markdown_text(struct buf *scratch, struct str text)
{
	bool fenced = false, open = true;
	size_t i = 0;

	if (text.n < 4 || find(text, "<!--", 4) == NULL)
		return str_trim(text);
	buf_clear(scratch);
	while (i < text.n) {
		const char *nl = memchr(text.s + i, '\n', text.n - i);
		size_t end = nl != NULL ? (size_t)(nl - text.s) + 1 : text.n;
		struct str line = { text.s + i, end - i };
		const char *comment = NULL;
		size_t n = 0;

		if (is_fence(line))
			fenced = !fenced;
		else if (!fenced && open && line.n >= 4)
			comment = find(line, "<!--", 4);
		if (comment != NULL) {
			n = comment_end((struct str){ comment, (size_t)(text.s + text.n - comment) });
			open = n > 0;
		}
		if (n == 0) {
			buf_add(scratch, line.s, line.n);
			i = end;
			continue;
		}
		buf_add(scratch, line.s, (size_t)(comment - line.s));
		i = (size_t)(comment - text.s) + n;
		if (i < text.n && text.s[i] == '\n' && comment == line.s)	/* a comment on lines of its own leaves no empty one */
			i++;
	}
	return str_trim(buf_str(scratch));
}
