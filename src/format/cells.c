#include "cells.h"

#include "../base/vec.h"

#include <string.h>

static void
new_parser(struct cells *c)
{
	if (c->has_parser)
		csv_free(&c->parser);
	csv_init(&c->parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(&c->parser, (unsigned char)c->delimiter);
	csv_set_blk_size(&c->parser, 1 << 16);
	c->has_parser = true;
}

void
cells_begin(struct cells *c, char delimiter, size_t most)
{
	c->delimiter = delimiter;
	c->most = most;
	new_parser(c);
}

static struct str
trimmed(struct str cell, char delimiter)
{
	while (cell.n > 0 && (cell.s[0] == ' ' || cell.s[0] == '\t') && cell.s[0] != delimiter)
		cell = (struct str){ cell.s + 1, cell.n - 1 };
	while (cell.n > 0 && (cell.s[cell.n - 1] == ' ' || cell.s[cell.n - 1] == '\t'))
		cell.n--;
	return cell;
}

static void
no_cells(struct cells *c)
{
	c->len = c->count = 0;
}

/* Cells beyond what the header has are counted, only: a row of delimiters must not take sixteen times its size. */
static void
keep_cell(struct cells *c, struct str cell)
{
	if (c->count++ <= c->most)
		vec_push(c, cell);
}

/* A cell that begins with a quote, up to its closing one; quotes in it are doubled. NULL: it is not of that form. */
static const char *
cut_quoted(struct cells *c, const char *at, const char *end)
{
	const char *from = ++at, *quote;
	struct str cell = { NULL, 0 };

	for (;;) {
		quote = at < end ? memchr(at, '"', (size_t)(end - at)) : NULL;
		if (quote == NULL)
			return NULL;
		if (quote + 1 == end || quote[1] == c->delimiter)
			break;
		if (quote[1] != '"')
			return NULL;
		if (cell.s == NULL)
			cell.s = c->unquoted.data + c->unquoted.len;	/* there is room for the whole row: it does not move */
		buf_add(&c->unquoted, from, (size_t)(quote + 1 - from));
		at = from = quote + 2;
	}
	if (cell.s == NULL)
		cell = (struct str){ from, (size_t)(quote - from) };
	else {
		buf_add(&c->unquoted, from, (size_t)(quote - from));
		cell.n = (size_t)(c->unquoted.data + c->unquoted.len - cell.s);
	}
	keep_cell(c, cell);
	return quote + 1;
}

/*
 * Cut a row whose cells are plain: without a quote in them, or quoted from end to end with the quotes inside doubled.
 * False: something else, for libcsv to decide. (A test holds the two against each other.)
 */
static bool
cut_plain(struct cells *c, struct str row, bool quotes)
{
	const char *at = row.s, *end = row.s + row.n, *delimiter;

	no_cells(c);
	if (quotes) {
		c->unquoted.len = 0;
		buf_room(&c->unquoted, row.n + 1);
	}
	for (;;) {
		if (at < end && *at == '"') {
			if ((delimiter = cut_quoted(c, at, end)) == NULL)
				return false;
			if (delimiter == end)
				return true;
		} else {
			struct str cell;

			delimiter = memchr(at, c->delimiter, (size_t)(end - at));
			cell = (struct str){ at, (size_t)((delimiter != NULL ? delimiter : end) - at) };
			if (quotes && memchr(cell.s, '"', cell.n) != NULL)
				return false;
			keep_cell(c, trimmed(cell, c->delimiter));
			if (delimiter == NULL)
				return true;
		}
		at = delimiter + 1;
	}
}

static void
take_cell(void *bytes, size_t n, void *with)
{
	struct cells *c = with;
	struct str cell = { c->unquoted.data + c->unquoted.len, n };

	buf_add(&c->unquoted, bytes, n);	/* there is room for the whole row: it does not move */
	keep_cell(c, cell);
}

static int
line_end(unsigned char byte)
{
	return byte == '\n';
}

bool
cells_parse(struct cells *c, struct str row, size_t *wrong)
{
	no_cells(c);
	buf_clear(&c->unquoted);
	buf_room(&c->unquoted, row.n + 1);
	csv_set_term_func(&c->parser, memchr(row.s, '\r', row.n) != NULL ? line_end : NULL);
	*wrong = csv_parse(&c->parser, row.s, row.n, take_cell, NULL, c);
	if (*wrong == row.n && csv_fini(&c->parser, take_cell, NULL, c) == 0)
		return true;
	new_parser(c);
	return false;
}

bool
cells_cut(struct cells *c, struct str row, bool quotes, size_t *wrong)
{
	return cut_plain(c, row, quotes) || cells_parse(c, row, wrong);
}

void
cells_free(struct cells *c)
{
	if (c->has_parser)
		csv_free(&c->parser);
	vec_free(c);
	buf_free(&c->unquoted);
}
