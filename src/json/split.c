#include "split.h"

#include <stdint.h>
#include <string.h>

enum state { ROOT, NAME, FIRST_NAME, COLON, VALUE, IN_VALUE, AFTER_MEMBER, FIRST_ELEMENT, AFTER_ELEMENT };

enum { SPACE = 1, STRUCTURE = 2, DELIMITER = 4 };

static const unsigned char class[256] = {
	[' '] = SPACE | DELIMITER, ['\t'] = SPACE | DELIMITER, ['\n'] = SPACE | DELIMITER, ['\r'] = SPACE | DELIMITER,
	['"'] = STRUCTURE, ['{'] = STRUCTURE, ['['] = STRUCTURE, ['}'] = STRUCTURE | DELIMITER, [']'] = STRUCTURE | DELIMITER,
	[','] = DELIMITER,
};

static enum split_status
bad(struct split *s, const char *why)
{
	s->at = s->here;
	s->why = why;
	return SPLIT_BAD;
}

/* Behind the string that begins at `from`, or 0: it does not end in this text. Goes on where it stopped, at s->here. */
static bool
end_string(struct split *s, struct str t)
{
	while (s->here < t.n) {
		const char *quote = memchr(t.s + s->here, '"', t.n - s->here);
		size_t slashes = 0, at;

		if (quote == NULL) {
			s->here = t.n;
			return false;
		}
		at = (size_t)(quote - t.s);
		while (at > 0 && slashes < at && t.s[at - 1 - slashes] == '\\')
			slashes++;
		s->here = at + 1;
		if (slashes % 2 == 0)
			return true;
	}
	return false;
}

/* Walk to the end of the value at hand: true if it is in this text. */
static bool
end_value(struct split *s, struct str t, bool ended)
{
	for (;;) {
		if (s->in_string) {
			if (!end_string(s, t))
				return false;
			s->in_string = false;
			if (s->depth == 0)
				return true;
		}
		if (s->here == t.n)
			return ended && s->in_word;
		if (s->depth == 0) {		/* a number or a word, or the value has not begun */
			if (!s->in_word && t.s[s->here] == '"') {
				s->in_string = true;
				s->here++;
				continue;
			}
			if (s->in_word || (t.s[s->here] != '{' && t.s[s->here] != '[')) {
				s->in_word = true;
				while (s->here < t.n && (class[(unsigned char)t.s[s->here]] & DELIMITER) == 0)
					s->here++;
				return s->here < t.n || ended;
			}
		}
		while (s->here < t.n && (class[(unsigned char)t.s[s->here]] & STRUCTURE) == 0)
			s->here++;
		if (s->here == t.n)
			return false;
		switch (t.s[s->here++]) {
		case '"':
			s->in_string = true;
			break;
		case '{':
		case '[':
			s->depth++;
			break;
		default:
			if (--s->depth == 0)
				return true;
		}
	}
}

/* The number of the wanted path that the names so far make; of those that go further, *deeper. SIZE_MAX: none. */
static size_t
match(const struct split *s, bool *deeper)
{
	struct str path = buf_str(&s->path);
	size_t found = SIZE_MAX;

	*deeper = false;
	for (size_t i = 0; i < s->count; i++) {
		struct str w = s->wanted[i];

		if (found == SIZE_MAX && w.n == path.n && (w.n == 0 || memcmp(w.s, path.s, w.n) == 0))
			found = i;
		if (w.n > path.n && (path.n == 0 || (memcmp(w.s, path.s, path.n) == 0 && w.s[path.n] == '.')))
			*deeper = true;
	}
	return found;
}

/* A value begins at s->here: go into it, take it, or pass over it. */
static void
enter(struct split *s, struct str t)
{
	char c = t.s[s->here];
	bool deeper;

	s->begin = s->here;
	s->depth = 0;
	s->in_string = s->in_word = false;
	s->state = IN_VALUE;
	s->taking = s->in_array;
	if (s->in_array)
		return;
	size_t found = match(s, &deeper);

	if (found != SIZE_MAX && c == '[') {
		s->which = found;
		s->found = s->in_array = true;
		s->state = FIRST_ELEMENT;
		s->here++;
	} else if (deeper && c == '{' && s->level < SPLIT_DEPTH && !(found != SIZE_MAX && s->level == 0)) {
		s->path_end[s->level++] = s->path.len;
		s->state = FIRST_NAME;
		s->here++;
	} else if (found != SIZE_MAX && s->level == 0) {
		s->which = found;
		s->found = s->taking = true;
	}
}

/* The string at s->begin .. s->here is a member's name: the path gets it. */
static void
add_name(struct split *s, struct str t)
{
	s->path.len = s->path_end[s->level - 1];
	if (s->path.len > 0)
		buf_addc(&s->path, '.');
	buf_add(&s->path, t.s + s->begin + 1, s->here - s->begin - 2);
}

static enum split_status
more(struct split *s, struct str t, bool ended, size_t keep_from)
{
	s->consumed = keep_from < t.n ? keep_from : t.n;
	if (!ended)
		return SPLIT_MORE;
	if (s->state == ROOT)
		return SPLIT_END;
	s->here = t.n;
	return bad(s, s->state == IN_VALUE && s->taking ? "the document ends inside of an element" : "the document ends before it is complete");
}

/* What must stay of a string that is passed over: the backslashes at the end, which say whether a quote ends it. */
static size_t
keep_slashes(struct str t)
{
	size_t n = t.n;

	while (n > 0 && t.s[n - 1] == '\\')
		n--;
	return n;
}

/* After a value at this place, what follows. */
static void
leave(struct split *s)
{
	s->state = s->in_array ? AFTER_ELEMENT : s->level > 0 ? AFTER_MEMBER : ROOT;
}

/* One byte that is no part of a value. False: it does not belong here. */
static bool
punctuation(struct split *s, char c)
{
	switch (s->state) {
	case AFTER_MEMBER:
	case FIRST_NAME:
		if (c == '}') {
			s->level--;
			s->path.len = s->path_end[s->level];
			leave(s);
			return true;
		}
		if (c == ',' && s->state == AFTER_MEMBER) {
			s->state = NAME;
			return true;
		}
		return false;
	case COLON:
		if (c == ':')
			s->state = VALUE;
		return c == ':';
	case FIRST_ELEMENT:
	case AFTER_ELEMENT:
		if (c == ']') {
			s->in_array = false;
			leave(s);
			return true;
		}
		if (c != ',' || s->state == FIRST_ELEMENT)
			return false;
		s->state = VALUE;
		return true;
	default:
		return false;
	}
}

/* Is a value expected where s->here stands, on this byte? */
static bool
value_begins(const struct split *s, char c)
{
	if (c == ',' || c == ':' || c == '}' || c == ']')
		return false;
	if (s->state == ROOT && s->found && s->level == 0 && s->count > 0 && s->wanted[0].n > 0)
		return c == '{' || c == '[';	/* pages may follow each other; a word is rubbish behind the end */
	return s->state == ROOT || s->state == VALUE || s->state == FIRST_ELEMENT;
}

enum split_status
split_next(struct split *s, struct str t, bool ended)
{
	static const char *const expected[] = { "a value is expected here", "a member's name is expected here",
		"a member's name is expected here", "a colon is expected here", "a value is expected here", "",
		"a comma or a closing brace is expected here", "an element is expected here",
		"a comma or a closing bracket is expected here" };

	s->here -= s->consumed;
	s->begin -= s->consumed;	/* wraps where the value's start has gone: it is not asked for then */
	s->consumed = 0;
	for (;;) {
		if (s->state == IN_VALUE) {
			if (!end_value(s, t, ended))
				return more(s, t, ended, s->taking ? s->begin : s->in_string ? keep_slashes(t) : s->here);
			leave(s);
			if (!s->taking)
				continue;
			s->element = (struct str){ t.s + s->begin, s->here - s->begin };
			s->consumed = s->here;
			return SPLIT_ELEMENT;
		}
		if ((s->state == NAME || s->state == FIRST_NAME) && s->in_string) {
			if (!end_string(s, t))
				return more(s, t, ended, s->begin);
			s->in_string = false;
			add_name(s, t);
			s->state = COLON;
		}
		while (s->here < t.n && (class[(unsigned char)t.s[s->here]] & SPACE) != 0)
			s->here++;
		if (s->here == t.n)
			return more(s, t, ended, s->here);
		if (value_begins(s, t.s[s->here]))
			enter(s, t);
		else if ((s->state == NAME || s->state == FIRST_NAME) && t.s[s->here] == '"') {
			s->begin = s->here++;
			s->in_string = true;
		} else if (punctuation(s, t.s[s->here]))
			s->here++;
		else
			return bad(s, expected[s->state]);
	}
}

bool
split_pass(struct split *s)
{
	bool taking = s->state == IN_VALUE && s->taking;

	s->taking = false;
	return taking;
}

void
split_reset(struct split *s)
{
	struct buf path = s->path;

	buf_clear(&path);
	*s = (struct split){ .wanted = s->wanted, .count = s->count, .path = path };
}

void
split_free(struct split *s)
{
	buf_free(&s->path);
}
