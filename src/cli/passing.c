#include "passing.h"

bool
passing_takes(struct passing *p, const struct block *b, struct str line)
{
	const char *end = b->text + b->len;

	if (line.s < b->text || line.s >= end || line.n >= (size_t)(end - line.s) || line.s[line.n] != '\n')
		return false;
	if (p->lines.n > 0 && line.s != p->lines.s + p->lines.n)
		return false;
	if (p->lines.n == 0)
		p->lines.s = line.s;
	p->lines.n += line.n + 1;
	return true;
}

void
passing_copy(struct passing *p, struct buf *out)
{
	buf_add(out, p->lines.s, p->lines.n);
	p->lines = (struct str){0};
}
