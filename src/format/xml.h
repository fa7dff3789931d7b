/*
 * xml.h: the elements under the root of an XML file, their attributes as a row.
 *
 * Documents that declare entities are refused: no export needs them, and they are how a small file becomes a large
 * one. Where the text stops being XML, the line goes and reading goes on behind it.
 */
#ifndef FORMAT_XML_H
#define FORMAT_XML_H

#include "attributes.h"
#include "intake.h"
#include "window.h"

#include <expat.h>

struct xml {
	struct intake *in;
	struct window window;
	XML_Parser parser;
	size_t fed;			/* bytes at window.at that the parser has got */
	int64_t offset;			/* of the parser's byte 0 in the file */
	uint64_t line, line_at, line_begin;	/* line of the file's byte line_at, and the byte that this line begins at */
	unsigned depth;
	bool suspended, has_row, entity, final;
	bool odd, section;		/* only expat can read this document; it is in a CDATA section */
	char root[64], name[64];	/* names of the root element, and of the first under it */
	uint64_t row_at, row_end, row_line, row_byte;	/* of the element at hand: bytes in the file, line, byte of that line from 1 */
	size_t row_length;
	struct str raw;			/* the tag as it stands in the file */
	struct attributes attributes;	/* of the element at hand, lent until the next */
	struct buf bytes;
	VEC(size_t) lengths;
};

enum format_status xml_begin(struct xml *x, struct intake *in);

/* The next element under the root: SOME, END, BAD, REFUSED or FAILED. */
enum format_status xml_next(struct xml *x);

/* Take an element that was read before once more: its tag, lent as long as it is at hand, its line and byte. */
enum format_status xml_again(struct xml *x, struct str raw, uint64_t line, uint64_t byte);

/* The byte of its line, from 1, at which a value of the element at hand stands; that of the element where it cannot be told. */
uint64_t xml_byte(const struct xml *x, struct str value);

void xml_free(struct xml *x);

#endif
