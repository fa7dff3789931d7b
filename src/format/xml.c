#include "xml.h"

#include <stdio.h>
#include <string.h>

enum {
	PIECE = 1 << 20,	/* bytes of a line that the parser gets at once */
	SHOWN = 4096		/* of a row that is too long */
};

/* The byte of the file that the parser is at, kept inside the window. */
static uint64_t
here(const struct xml *x)
{
	int64_t at = XML_GetCurrentByteIndex(x->parser) + x->offset;
	uint64_t low = x->window.base + x->window.at, high = x->window.base + x->window.text.len;

	return at < 0 || (uint64_t)at < low ? low : (uint64_t)at > high ? high : (uint64_t)at;
}

static void
keep(struct xml *x, const char *s)
{
	size_t n = strlen(s);

	vec_push(&x->lengths, n);
	buf_add(&x->bytes, s, n);
}

static void
element(void *with, const XML_Char *name, const XML_Char **attributes)
{
	struct xml *x = with;

	if (x->depth++ == 0) {
		snprintf(x->root, sizeof x->root, "%s", name);
		return;
	}
	if (x->depth != 2)
		return;
	buf_clear(&x->bytes);
	x->lengths.len = 0;
	for (; *attributes != NULL; attributes++)
		keep(x, *attributes);
	x->has_row = true;
	x->row_at = here(x);
	x->row_length = (size_t)XML_GetCurrentByteCount(x->parser);
	XML_StopParser(x->parser, XML_TRUE);
}

static void
end_element(void *with, const XML_Char *name)
{
	struct xml *x = with;

	(void)name;
	x->depth--;
}

static void
entity(void *with, const XML_Char *name, int is_parameter, const XML_Char *value, int n, const XML_Char *base,
    const XML_Char *system, const XML_Char *public, const XML_Char *notation)
{
	struct xml *x = with;

	(void)name, (void)is_parameter, (void)value, (void)n, (void)base, (void)system, (void)public, (void)notation;
	x->entity = true;
	XML_StopParser(x->parser, XML_FALSE);
}

/* It may say how attributes are to be read. */
static void
document_type(void *with, const XML_Char *name, const XML_Char *system, const XML_Char *public, int has_internal)
{
	struct xml *x = with;

	(void)name, (void)system, (void)public, (void)has_internal;
	x->odd = true;
}

static void
section(void *with)
{
	struct xml *x = with;

	x->section = true;
}

static void
end_section(void *with)
{
	struct xml *x = with;

	x->section = false;
}

/* A new parser that reads on at the file's byte `offset`; one that goes on in the middle is told the root again. */
static void
new_parser(struct xml *x, uint64_t offset, bool again)
{
	char root[72];
	int n = again ? snprintf(root, sizeof root, "<%s>", x->root) : 0;

	if (x->parser != NULL)
		XML_ParserFree(x->parser);
	x->parser = mem_need(XML_ParserCreate("UTF-8"), 1 << 12);
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, element, end_element);
	XML_SetEntityDeclHandler(x->parser, entity);
	XML_SetStartDoctypeDeclHandler(x->parser, document_type);
	XML_SetCdataSectionHandler(x->parser, section, end_section);
	x->offset = (int64_t)offset - n;
	x->depth = 0;
	x->suspended = x->section = false;
	x->fed = 0;
	if (again)
		XML_Parse(x->parser, root, n, 0);
}

enum format_status
xml_begin(struct xml *x, struct intake *in)
{
	enum source_status s = window_begin(&x->window, in);

	x->in = in;
	if (s < 0)
		return intake_failed(in, s);
	x->root[0] = x->name[0] = '\0';
	x->row_end = 0;
	x->line = 1;
	x->line_at = x->window.at;
	x->line_begin = 0;
	x->final = x->odd = false;
	new_parser(x, x->window.at, false);
	return FORMAT_SOME;
}

/* The line that the file's byte is in; asked in rising order, within the window. */
static uint64_t
line_of(struct xml *x, uint64_t byte)
{
	if (byte > x->line_at && x->line_at >= x->window.base) {
		struct str passed = { x->window.text.data + (x->line_at - x->window.base), (size_t)(byte - x->line_at) };
		uint64_t lines = window_lines(passed);
		size_t n = passed.n;

		while (lines > 0 && passed.s[n - 1] != '\n')
			n--;
		if (lines > 0)
			x->line_begin = x->line_at + n;
		x->line += lines;
		x->line_at = byte;
	}
	return x->line;
}

/* Where the line ends, or the next row begins in it: from `from` bytes behind window.at on. False: not in what there is. */
static bool
find_boundary(const struct xml *x, size_t from, size_t *stop)
{
	struct str rest = window_rest(&x->window);
	const char *nl = from < rest.n ? memchr(rest.s + from, '\n', rest.n - from) : NULL, *open;
	size_t n = strlen(x->name), end = nl != NULL ? (size_t)(nl + 1 - rest.s) : rest.n;

	for (size_t i = from; n > 0 && i < end && (open = memchr(rest.s + i, '<', end - i)) != NULL; i++) {
		i = (size_t)(open - rest.s);
		if (end - i > n + 1 && memcmp(open + 1, x->name, n) == 0 && memchr(" \t\r\n/>", open[n + 1], 6) != NULL) {
			*stop = i;
			return true;
		}
	}
	*stop = end;
	return nl != NULL || x->window.ended;
}

/*
 * Pass over what is bad, to the next boundary behind `from` bytes; a new parser begins there. What was passed over is in
 * x->bytes then, without its line end and no more than `most` of it.
 */
static enum source_status
pass_over(struct xml *x, size_t from, size_t most)
{
	enum source_status s = SOURCE_SOME;
	size_t stop, keep_back = strlen(x->name) + 2;
	bool found;

	buf_clear(&x->bytes);
	do {
		found = find_boundary(x, from, &stop);
		if (!found)
			stop = stop > keep_back ? stop - keep_back : 0;
		buf_add(&x->bytes, x->window.text.data + x->window.at, stop < most - x->bytes.len ? stop : most - x->bytes.len);
		x->window.at += stop;
		from = from > stop ? from - stop : 0;
		line_of(x, x->window.base + x->window.at);
	} while (!found && (s = window_more(&x->window)) >= 0);
	if (x->bytes.len > 0 && x->bytes.data[x->bytes.len - 1] == '\n')
		x->bytes.data[--x->bytes.len] = '\0';
	if (s >= 0)
		new_parser(x, x->window.base + x->window.at, true);
	return s;
}

/* Not XML here: the line goes, or what is left of it up to its next row. */
static enum format_status
bad_xml(struct xml *x)
{
	uint64_t at = here(x), line = line_of(x, at), byte = at - x->line_begin + 1;
	enum XML_Error code = XML_GetErrorCode(x->parser);
	const char *text = x->window.text.data + x->window.at;
	size_t point = (size_t)(at - x->window.base) - x->window.at, from = point;
	enum source_status s;

	while (from > 0 && text[from - 1] != '\n' && x->window.base + x->window.at + from != x->row_end)
		from--;
	if (x->entity || x->root[0] == '\0') {
		const char *nl = memchr(text + point, '\n', window_rest(&x->window).n - point);
		struct str raw = { text + from, (nl != NULL ? (size_t)(nl - text) : window_rest(&x->window).n) - from };

		return intake_bad(x->in, FORMAT_REFUSED, line, byte, raw, x->entity ? "the document declares entities, which no export needs" :
		    "not XML: %s", XML_ErrorString(code));
	}
	x->window.at += from;
	point -= from;
	if ((s = pass_over(x, point + (code != XML_ERROR_INVALID_TOKEN || point == 0), x->in->max_record)) < 0)
		return intake_failed(x->in, s);
	if (x->bytes.len == 0 && x->window.ended)
		return intake_bad(x->in, FORMAT_BAD, line, 0, buf_str(&x->bytes), "the file ends before its root element <%s> does", x->root);
	return intake_bad(x->in, FORMAT_BAD, line, byte, buf_str(&x->bytes), "not XML: %s", XML_ErrorString(code));
}

/* Let go of what the parser is done with; a tag that it has a part of stays, and its line can still be told. */
static void
let_go(struct xml *x)
{
	int64_t at = XML_GetCurrentByteIndex(x->parser);
	uint64_t done, low = x->window.base + x->window.at;

	if (at < 0 || at + x->offset < (int64_t)low)
		return;
	done = (uint64_t)(at + x->offset) - low;
	done = done < x->fed ? done : x->fed;
	line_of(x, low + done);
	x->window.at += done;
	x->fed -= done;
}

/* A line ends here for the parser: at its newline; or, of a long one, behind the last tag in reach. 0: it does not end there. */
static size_t
piece_end(struct str rest, size_t from, size_t reach)
{
	size_t n = rest.n < reach ? rest.n : reach;
	const char *nl = from < n ? memchr(rest.s + from, '\n', n - from) : NULL;

	if (nl != NULL)
		return (size_t)(nl + 1 - rest.s);
	for (size_t i = rest.n < reach ? from : n; i > from; i--)
		if (rest.s[i - 1] == '>')
			return i;
	return 0;
}

/*
 * The line that the parser has not got yet, or what there is at the end of the file, the last: SOME, END; BAD: it is too long. Where
 * the parser waits for the end of a tag it is as much again, in whole lines, so that a long tag is not looked at too often.
 */
static enum format_status
find_lines(struct xml *x, struct str *lines, bool *last)
{
	size_t max = x->in->max_record, want = x->fed < max / 2 ? 2 * x->fed : x->fed, reach = want + (max < PIECE ? max : PIECE);

	if (x->fed > max)
		return FORMAT_BAD;
	for (;;) {
		struct str rest = window_rest(&x->window);
		size_t end = piece_end(rest, want, reach);
		enum source_status s;

		if (end > 0) {
			*lines = (struct str){ rest.s + x->fed, end - x->fed };
			*last = false;
			return FORMAT_SOME;
		}
		if (rest.n >= reach && reach - want >= max)
			return FORMAT_BAD;
		if (rest.n >= reach) {
			reach = reach - want < max / 2 ? want + 2 * (reach - want) : want + max;
			continue;
		}
		if ((s = window_more(&x->window)) < 0)
			return intake_failed(x->in, s);
		if (s == SOURCE_END) {
			rest = window_rest(&x->window);
			*lines = (struct str){ rest.s + x->fed, rest.n - x->fed };
			*last = true;
			return lines->n > 0 ? FORMAT_SOME : FORMAT_END;
		}
	}
}

static enum format_status
too_long(struct xml *x, uint64_t line, struct str text)
{
	size_t n = text.n < x->in->max_record ? text.n : x->in->max_record;

	return intake_bad(x->in, x->root[0] != '\0' ? FORMAT_BAD : FORMAT_REFUSED, line, 0, (struct str){ text.s, n < SHOWN ? n : SHOWN },
	    "a row longer than --max-record=%zu bytes", x->in->max_record);
}

/* A line or tag that is too long goes. */
static enum format_status
skip_line(struct xml *x)
{
	struct str rest = window_rest(&x->window);
	const char *open = memchr(rest.s, '<', rest.n);
	uint64_t line = x->line;
	enum source_status s = pass_over(x, open != NULL ? (size_t)(open + 1 - rest.s) : 0, SHOWN);

	return s < 0 ? intake_failed(x->in, s) : too_long(x, line, buf_str(&x->bytes));
}

/* Of the first row: by that the next ones are found again where something between is bad. */
static void
keep_name(struct xml *x)
{
	size_t n = 0;

	if (x->name[0] != '\0')
		return;
	while (n + 1 < x->raw.n && n + 1 < sizeof x->name && memchr(" \t\r\n/>", x->raw.s[n + 1], 6) == NULL)
		n++;
	snprintf(x->name, sizeof x->name, "%.*s", (int)n, x->raw.s + 1);
}

/* A line is read without the parser where it is a plain element, between two others, under the root. */
static bool
plain_row(struct xml *x, struct str line)
{
	struct str tag;

	if (x->fed > 0 || x->depth != 1 || x->section || x->odd || line.n > x->in->max_record || !attributes_cut(&x->attributes, line, &tag))
		return false;
	x->raw = tag;
	keep_name(x);
	x->row_at = x->window.base + (uint64_t)(x->raw.s - x->window.text.data);
	x->row_end = x->row_at + x->raw.n;
	x->row_line = line_of(x, x->row_at);
	x->row_byte = x->row_at - x->line_begin + 1;
	x->window.at += line.n;
	x->offset += (int64_t)line.n;	/* the parser does not get to see it */
	x->final = false;
	x->line_at = x->window.base + x->window.at;
	if (line.s[line.n - 1] == '\n') {
		x->line++;
		x->line_begin = x->line_at;
	}
	return true;
}

/* Feed the parser a line, or let it go on, until it stops at an element: its status. A plain row is *taken without it. */
static enum format_status
step(struct xml *x, enum XML_Status *status, bool *taken)
{
	enum format_status r;
	struct str lines = {0};
	bool last;

	if (x->suspended) {
		*status = XML_ResumeParser(x->parser);
		return FORMAT_SOME;
	}
	let_go(x);
	if ((r = find_lines(x, &lines, &last)) == FORMAT_BAD)
		return skip_line(x);
	if (r == FORMAT_FAILED)
		return r;
	if (r == FORMAT_END && x->final)
		return FORMAT_END;
	if ((*taken = plain_row(x, lines)))
		return FORMAT_SOME;
	x->final = last;
	if (lines.n > INT32_MAX / 2) {
		lines.n = INT32_MAX / 2;
		x->final = false;
	}
	x->fed += lines.n;
	*status = XML_Parse(x->parser, lines.s, (int)lines.n, x->final);
	return FORMAT_SOME;
}

static void
lay_out(struct xml *x)
{
	const char *at = x->bytes.data;

	x->attributes.all.len = 0;
	for (size_t i = 0; i + 1 < x->lengths.len; i += 2) {
		struct attribute *a = vec_add(&x->attributes.all);

		a->name = (struct str){ at, x->lengths.at[i] };
		a->value = (struct str){ at + x->lengths.at[i], x->lengths.at[i + 1] };
		at += x->lengths.at[i] + x->lengths.at[i + 1];
	}
}

enum format_status
xml_next(struct xml *x)
{
	for (;;) {
		enum XML_Status status = XML_STATUS_OK;
		bool taken = false;
		enum format_status r = step(x, &status, &taken);

		if (r != FORMAT_SOME || taken)
			return r;
		x->suspended = status == XML_STATUS_SUSPENDED;
		if (status == XML_STATUS_ERROR)
			return bad_xml(x);
		if (x->has_row) {
			x->has_row = false;
			x->row_end = x->row_at + x->row_length;
			x->row_line = line_of(x, x->row_at);
			x->row_byte = x->row_at - x->line_begin + 1;
			x->raw = (struct str){ x->window.text.data + (x->row_at - x->window.base), x->row_length };
			keep_name(x);
			if (x->raw.n > x->in->max_record)
				return too_long(x, x->row_line, x->raw);
			lay_out(x);
			return FORMAT_SOME;
		}
	}
}

/* A tag that only the parser can read, by itself. */
static void
tag_alone(struct xml *x, struct str raw)
{
	XML_Parser mine = x->parser;

	x->parser = mem_need(XML_ParserCreate("UTF-8"), 1 << 12);
	XML_SetUserData(x->parser, x);
	XML_SetStartElementHandler(x->parser, element);
	x->depth = 1;
	x->lengths.len = 0;
	XML_Parse(x->parser, raw.s, (int)raw.n, 1);
	XML_ParserFree(x->parser);
	x->parser = mine;
	x->has_row = false;
	lay_out(x);
}

enum format_status
xml_again(struct xml *x, struct str raw, uint64_t line, uint64_t byte)
{
	unsigned depth = x->depth;
	struct str tag;

	if (x->odd || !attributes_cut(&x->attributes, raw, &tag))
		tag_alone(x, raw);
	x->depth = depth;
	x->raw = raw;
	x->row_line = line;
	x->row_byte = byte;
	return FORMAT_SOME;
}

uint64_t
xml_byte(const struct xml *x, struct str value)
{
	const char *from = x->raw.s, *end = from + x->raw.n;

	if (value.s == NULL || value.s < from || value.s > end || memchr(from, '\n', (size_t)(value.s - from)) != NULL)
		return x->row_byte;
	return x->row_byte + (uint64_t)(value.s - from);
}

void
xml_free(struct xml *x)
{
	if (x->parser != NULL)
		XML_ParserFree(x->parser);
	window_free(&x->window);
	attributes_free(&x->attributes);
	buf_free(&x->bytes);
	vec_free(&x->lengths);
}
