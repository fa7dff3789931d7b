#include "commonest.h"
#include "../json/write.h"

void
commonest_add(struct commonest *t, struct str name, uint64_t n)
{
	size_t at = t->len;

	while (at > 0 && (t->of[at - 1].n < n || (t->of[at - 1].n == n && str_order(t->of[at - 1].name, name) > 0)))
		at--;
	if (n == 0 || at == COMMONEST_MOST)
		return;
	t->len += t->len < COMMONEST_MOST;
	memmove(&t->of[at + 1], &t->of[at], (t->len - 1 - at) * sizeof *t->of);
	t->of[at] = (struct commonest_count){ name, n };
}

void
commonest_write(struct buf *out, const char *name, const struct commonest *t)
{
	write_object(out, name);
	for (size_t i = 0; i < t->len; i++) {
		write_name_of(out, t->of[i].name);
		buf_printf(out, "%llu", (unsigned long long)t->of[i].n);
	}
	write_end_object(out);
}

bool
commonest_parse(struct commonest *t, struct scan_value v)
{
	struct scan_each walk = scan_each(v);
	struct str name;
	int64_t n;

	t->len = 0;
	if (scan_type(v) == SCAN_ABSENT || scan_type(v) == SCAN_NULL)
		return true;
	if (scan_type(v) != SCAN_OBJECT)
		return false;
	while (scan_next(&walk, &name, &v)) {
		if (!scan_int(v, &n) || n < 1)
			return false;
		commonest_add(t, name, (uint64_t)n);
	}
	return true;
}
