#include "markup.h"
#include "entity.h"
#include "utf8.h"

#include <string.h>

enum { TAG_LONGEST = 500, NAME_LONGEST = 10 };

bool
markup_may_be_in(struct str text)
{
	return text.n > 0 && (memchr(text.s, '<', text.n) != NULL || memchr(text.s, '&', text.n) != NULL);
}

static bool
is_one(const char *name, const char *const *list)
{
	while (*list != NULL && strcmp(*list, name) != 0)
		list++;
	return *list != NULL;
}

/* The bytes of a tag that a text begins with, 0 if it is none of those that texts have; whether it begins or ends a block. */
static size_t
tag_length(struct str text, bool *block)
{
	static const char *const blocks[] = { "p", "br", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4",
		"blockquote", "hr", "pre", NULL };
	static const char *const others[] = { "b", "i", "u", "a", "em", "strong", "span", "font", "td", "th", "tbody", "small",
		"big", "code", "sub", "sup", "img", NULL };
	char name[NAME_LONGEST + 2] = "";
	size_t at = 1, n = 0;

	at += at < text.n && text.s[at] == '/';
	while (at < text.n && n <= NAME_LONGEST &&
	    (((text.s[at] | 0x20) >= 'a' && (text.s[at] | 0x20) <= 'z') || (n > 0 && text.s[at] >= '0' && text.s[at] <= '9')))
		name[n++] = (char)(text.s[at++] | 0x20);	/* digits have that bit */
	if (n == 0 || n > NAME_LONGEST || at >= text.n || strchr("> /\t\r\n", text.s[at]) == NULL)
		return 0;
	*block = is_one(name, blocks);
	if (!*block && !is_one(name, others))
		return 0;
	for (; at < text.n && at < TAG_LONGEST && text.s[at] != '<'; at++)
		if (text.s[at] == '>')
			return at + 1;
	return 0;
}

static void
add_entity(struct buf *out, struct str text, size_t *length)
{
	uint32_t c = entity_read(text, length);

	if (c == 0) {
		*length = 1;
		buf_addc(out, '&');
	} else if (c == 0xa0) {
		buf_addc(out, ' ');
	} else {
		utf8_put(out, c);
	}
}

void
markup_strip(struct buf *out, struct str text)
{
	size_t at = 0;

	buf_room(out, text.n + 1);
	while (at < text.n) {
		struct str rest = { text.s + at, text.n - at };
		size_t n = 0;
		bool block = false;

		while (n < rest.n && rest.s[n] != '<' && rest.s[n] != '&')
			n++;
		buf_add(out, rest.s, n);
		at += n;
		if (n == rest.n)
			break;
		rest = (struct str){ text.s + at, text.n - at };
		if (*rest.s == '&') {
			add_entity(out, rest, &n);
		} else if ((n = tag_length(rest, &block)) == 0) {
			buf_addc(out, '<');
			n = 1;
		} else if (block) {
			buf_addc(out, '\n');
		}
		at += n;
	}
}
