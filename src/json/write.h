/*
 * write.h: JSON built member by member at the end of a buf.
 *
 *	write_object(b, NULL);
 *	write_string(b, "type", STR("ticket"));
 *	write_array(b, "tags");
 *	write_string(b, NULL, tag);		elements have no name
 *	write_end_array(b);
 *	write_end_object(b);
 *
 * A comma is put where the byte before asks for one, so nothing is kept between the calls. Names are
 * literals of the program that need no escapes. Output is compact and valid UTF-8: in strings, control
 * characters are escaped and bytes that are no UTF-8 become U+FFFD.
 */
#ifndef JSON_WRITE_H
#define JSON_WRITE_H

#include "../base/buf.h"

#include <stdint.h>

void write_object(struct buf *b, const char *name);
void write_end_object(struct buf *b);
void write_array(struct buf *b, const char *name);
void write_end_array(struct buf *b);

void write_string(struct buf *b, const char *name, struct str value);	/* absent: null */
void write_int(struct buf *b, const char *name, int64_t value);
void write_bool(struct buf *b, const char *name, bool value);
void write_null(struct buf *b, const char *name);

/*
 * A number to nine significant digits, which hides the last bits in which machines differ; NaN and
 * infinities, which JSON lacks, are null.
 */
void write_real(struct buf *b, const char *name, double value);

/* A string of n numbers one behind the other, each of so many hexadecimal digits, at most 16. */
void write_hex(struct buf *b, const char *name, const uint64_t *values, size_t n, unsigned digits);

/* A moment as RFC 3339; TIME_NONE writes null. */
void write_time(struct buf *b, const char *name, int64_t ms);

/* The name alone, where the value is built by other means: a JSON text follows. */
void write_name(struct buf *b, const char *name);

/* A name that came with the data. */
void write_name_of(struct buf *b, struct str name);

/* A ready JSON text. */
void write_raw(struct buf *b, const char *name, struct str json);

/* Write the string with its quotes, no name, no comma. */
void write_quoted(struct buf *b, struct str value);

/* What stands between the quotes: a text may be written in parts. */
void write_escaped(struct buf *b, struct str value);

#endif
