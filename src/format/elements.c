#include "elements.h"

#include "../base/mem.h"
#include "../json/mend.h"
#include "../text/utf8.h"

#include <string.h>

/* Behind one whole JSON value at the start of a text; 0: it is not whole. */
static size_t
whole_value(struct str text)
{
	static const struct str root = { "", 0 };
	struct split s = { .wanted = &root, .count = 1 };
	size_t n = split_next(&s, text, false) == SPLIT_ELEMENT && s.level == 0 && !s.in_array ? s.consumed : 0;

	split_free(&s);
	return n;
}

bool
elements_are_lines(struct str first)
{
	const char *nl, *second;
	struct str line, rest;
	size_t n;

	while (first.n > 0 && memchr(" \t\r\n", first.s[0], 4) != NULL)
		first = (struct str){ first.s + 1, first.n - 1 };
	if (first.n == 0 || first.s[0] != '{')
		return false;
	nl = memchr(first.s, '\n', first.n);
	line = (struct str){ first.s, nl != NULL ? (size_t)(nl - first.s) + 1 : first.n };
	if ((n = whole_value(line)) > 0) {	/* more behind it: documents of several files, joined with nothing between them */
		rest = str_trim((struct str){ line.s + n, line.n - n });
		return rest.n == 0 || rest.s[0] != '{';
	}
	second = first.s + line.n;
	return second + 1 < first.s + first.n && second[0] == '{' && second[1] == '"';
}

enum format_status
elements_begin(struct elements *e, struct intake *in, const struct str *wanted, size_t count, bool lines)
{
	enum source_status r = window_begin(&e->window, in);

	e->in = in;
	if (r < 0)
		return intake_failed(in, r);
	if (e->scan == NULL)
		e->scan = mem_need(scan_new(), 1 << 20);
	split_reset(&e->split);
	e->split.wanted = wanted;
	e->split.count = count;
	e->lines = lines;
	e->over = false;
	e->line = e->next_line = 1;
	e->column = e->next_column = e->window.at;	/* a byte order mark is part of the line */
	e->which = 0;
	return FORMAT_SOME;
}

/* The line, and the bytes before it in that line, that a text of `passed` leads to. */
static void
move(uint64_t *line, uint64_t *column, struct str passed)
{
	uint64_t lines = window_lines(passed);
	size_t n = 0;

	*line += lines;
	if (lines == 0)
		n = passed.n;
	else
		for (*column = 0; passed.s[passed.n - 1 - n] != '\n'; n++)
			;
	*column += n;
}

/* Drop n bytes from the window's front. */
static void
pass(struct elements *e, size_t n)
{
	move(&e->next_line, &e->next_column, (struct str){ window_rest(&e->window).s, n });
	e->window.at += n;
}

static enum format_status
too_long(struct elements *e, enum format_status status, uint64_t line, struct str text)
{
	size_t n = text.n < e->in->max_record ? text.n : e->in->max_record;

	buf_clear(&e->head);
	buf_add(&e->head, text.s, n < 4096 ? n : 4096);
	e->raw = buf_str(&e->head);
	return intake_bad(e->in, status, line, 0, e->raw, "longer than --max-record=%zu bytes", e->in->max_record);
}

/* A document that is broken outside of its elements cannot be read on: what is left of it goes as one. */
static enum format_status
broken(struct elements *e)
{
	enum source_status s = SOURCE_SOME;
	struct str rest;
	uint64_t line = e->next_line, column = e->next_column;

	while (s == SOURCE_SOME && window_rest(&e->window).n <= e->in->max_record)
		if ((s = window_more(&e->window)) < 0)
			return intake_failed(e->in, s);
	rest = window_rest(&e->window);
	move(&line, &column, (struct str){ rest.s, e->split.at < rest.n ? e->split.at : rest.n });
	e->over = true;
	e->raw = rest;
	return intake_bad(e->in, s == SOURCE_END ? FORMAT_BAD : FORMAT_REFUSED, line, column + 1, rest, "%s", e->split.why);
}

static enum format_status
next_in_document(struct elements *e)
{
	for (;;) {
		enum split_status r = split_next(&e->split, window_rest(&e->window), e->window.ended);
		enum source_status s;

		switch (r) {
		case SPLIT_END:
			return FORMAT_END;
		case SPLIT_BAD:
			return broken(e);
		case SPLIT_ELEMENT:
			e->raw = e->split.element;
			e->which = e->split.which;
			e->line = e->next_line;
			e->column = e->next_column;
			move(&e->line, &e->column, (struct str){ window_rest(&e->window).s, (size_t)(e->raw.s - window_rest(&e->window).s) });
			pass(e, e->split.consumed);
			return e->raw.n > e->in->max_record ? too_long(e, FORMAT_BAD, e->line, e->raw) : FORMAT_SOME;
		default:
			pass(e, e->split.consumed);
			if (window_rest(&e->window).n > e->in->max_record && split_pass(&e->split))
				return too_long(e, FORMAT_BAD, e->next_line, window_rest(&e->window));
			if (window_rest(&e->window).n > e->in->max_record) {
				e->over = true;
				return too_long(e, FORMAT_REFUSED, e->next_line, window_rest(&e->window));
			}
			if ((s = window_more(&e->window)) < 0)
				return intake_failed(e->in, s);
		}
	}
}

/* Pass over a line that is too long, up to its end. */
static enum format_status
skip_line(struct elements *e)
{
	struct str rest = window_rest(&e->window);
	uint64_t line = e->next_line;

	too_long(e, FORMAT_BAD, line, rest);
	for (;;) {
		const char *nl = memchr(rest.s, '\n', rest.n);
		enum source_status s;

		pass(e, nl != NULL ? (size_t)(nl - rest.s) + 1 : rest.n);
		if (nl != NULL)
			return FORMAT_BAD;
		if ((s = window_more(&e->window)) < 0)
			return intake_failed(e->in, s);
		if (s == SOURCE_END)
			return FORMAT_BAD;
		rest = window_rest(&e->window);
	}
}

static enum format_status
next_line(struct elements *e)
{
	size_t seen = 0;

	for (;;) {
		struct str rest = window_rest(&e->window);
		const char *nl = rest.n > seen ? memchr(rest.s + seen, '\n', rest.n - seen) : NULL;
		enum source_status s;

		if (nl != NULL || (e->window.ended && rest.n > 0)) {
			size_t n = nl != NULL ? (size_t)(nl - rest.s) : rest.n;

			if (n > e->in->max_record)
				return skip_line(e);
			e->raw = (struct str){ rest.s, n };
			e->line = e->next_line++;
			e->column = e->next_column;
			e->next_column = 0;
			e->window.at += n + (nl != NULL);
			if (str_trim(e->raw).n > 0)
				return FORMAT_SOME;
			seen = 0;
			continue;
		}
		if (e->window.ended)
			return FORMAT_END;
		if (rest.n > e->in->max_record)
			return skip_line(e);
		seen = rest.n;
		if ((s = window_more(&e->window)) < 0)
			return intake_failed(e->in, s);
	}
}

/*
 * An element that is no JSON for bytes in it that are no UTF-8, half a pair of surrogates or a control character in a
 * string is not lost for that. False: it was something else, or mending did not help; the error is what is left.
 */
static bool
mend(struct elements *e, struct scan_error *error)
{
	struct buf *valid = &e->copies[0], *mended = &e->copies[1];
	struct scan_error left;
	size_t count;

	buf_clear(valid);
	buf_clear(mended);
	count = utf8_repair(valid, e->raw);
	count += mend_text(mended, buf_str(valid));
	if (count == 0)
		return false;
	buf_room(mended, SOURCE_PADDING);
	e->mended = scan_parse(e->scan, buf_str(mended), &e->value, &left);
	if (!e->mended) {
		left.byte = left.byte > 0 ? utf8_origin(e->raw, mend_origin(buf_str(valid), left.byte - 1)) + 1 : 0;
		*error = left;
	}
	return e->mended;
}

/* Take the element at hand apart. */
static enum format_status
parse(struct elements *e)
{
	struct scan_error error;
	uint64_t line, column;

	e->mended = false;
	if (scan_parse(e->scan, e->raw, &e->value, &error) || mend(e, &error))
		return FORMAT_SOME;
	error.byte = error.byte > 0 && error.byte <= e->raw.n ? error.byte : 1;
	line = e->line;
	column = e->column;
	move(&line, &column, (struct str){ e->raw.s, error.byte - 1 });
	return intake_bad(e->in, FORMAT_BAD, line, column + 1, e->raw, "%s", error.why);
}

enum format_status
elements_next(struct elements *e)
{
	enum format_status r;

	if (e->over)
		return FORMAT_END;
	r = e->lines ? next_line(e) : next_in_document(e);
	return r == FORMAT_SOME ? parse(e) : r;
}

enum format_status
elements_again(struct elements *e, struct str raw, uint64_t line, uint64_t column, size_t which)
{
	e->raw = raw;
	e->line = line;
	e->column = column;
	e->which = which;
	return parse(e);
}

enum format_status
elements_bad(struct elements *e, const char *why)
{
	return intake_bad(e->in, FORMAT_BAD, e->line, e->column + 1, e->raw, "%s", why);
}

void
elements_free(struct elements *e)
{
	split_free(&e->split);
	buf_free(&e->head);
	buf_free(&e->copies[0]);
	buf_free(&e->copies[1]);
	scan_free(e->scan);
	window_free(&e->window);
}
