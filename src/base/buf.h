/* buf.h: a growing byte string. A zeroed struct buf is an empty one. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "str.h"

#include <stddef.h>
#include <string.h>

struct buf {
	char *data;		/* always NUL-terminated once non-NULL */
	size_t len, cap;
};

/* Room for n more bytes and a NUL; returns where they go. Does not change len. */
char *buf_room(struct buf *b, size_t n);

void buf_adds(struct buf *b, const char *terminated);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_clear(struct buf *b);		/* keeps the memory */
void buf_free(struct buf *b);		/* leaves an empty one */
struct str buf_str(const struct buf *b);	/* lent; never absent */

/* Inline: it is called for every member of every record. */
static inline void
buf_add(struct buf *b, const void *bytes, size_t n)
{
	char *to = b->cap - b->len > n ? b->data + b->len : buf_room(b, n);

	if (n > 0)
		memcpy(to, bytes, n);
	b->len += n;
	b->data[b->len] = '\0';
}

static inline void
buf_addc(struct buf *b, char c)
{
	char *to = b->cap - b->len > 1 ? b->data + b->len : buf_room(b, 1);

	to[0] = c;
	to[1] = '\0';
	b->len++;
}

#endif
