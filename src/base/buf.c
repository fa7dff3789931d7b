#include "buf.h"
#include "die.h"
#include "mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

char *
buf_room(struct buf *b, size_t n)
{
	if (n >= PTRDIFF_MAX - b->len)
		die(EXIT_SYSTEM, "out of memory: a text of %zu bytes", n);
	if (b->len + n + 1 > b->cap) {
		b->cap = mem_capacity(b->cap, b->len + n + 1, 1);
		b->data = mem_resize(b->data, b->cap, 1);
		b->data[b->len] = '\0';
	}
	return b->data + b->len;
}

void
buf_adds(struct buf *b, const char *terminated)
{
	buf_add(b, terminated, strlen(terminated));
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		die(EXIT_SYSTEM, "cannot format \"%s\"", fmt);
	buf_room(b, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

void
buf_clear(struct buf *b)
{
	b->len = 0;
	if (b->data != NULL)
		b->data[0] = '\0';
}

void
buf_free(struct buf *b)
{
	free(b->data);
	*b = (struct buf){0};
}

struct str
buf_str(const struct buf *b)
{
	return (struct str){ b->data != NULL ? b->data : "", b->len };
}
