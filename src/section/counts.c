#include "counts.h"

void
counts_add(struct counts *c, struct str name, uint64_t n)
{
	size_t i;

	if (name.s == NULL || name.n == 0)
		name = STR("(none)");
	c->total += n;
	if (c->n.len >= COUNTS_MOST && map_find(&c->names, name) == MAP_NONE) {
		c->others += n;
		return;
	}
	i = map_add(&c->names, name, NULL);
	while (c->n.len <= i)
		vec_push(&c->n, 0);
	c->n.at[i] += n;
}

struct counted {
	struct str name;
	uint64_t n;
};

static int
most_first(const void *a, const void *b)
{
	const struct counted *x = a, *y = b;

	return x->n != y->n ? (x->n < y->n) - (x->n > y->n) : str_order(x->name, y->name);
}

static void
row(struct document *d, struct part *t, struct str name, uint64_t n, uint64_t total)
{
	document_cell(t, value_text(d, name));
	document_cell(t, value_count(n));
	document_cell(t, value_share((double)n, (double)total));
}

struct part *
counts_table(struct document *d, const struct counts *c, const char *id, const char *title,
    const char *name, const char *what, size_t most)
{
	struct part *t = document_table(d, id, title);
	VEC(struct counted) all = {0};
	uint64_t rest = c->others;

	document_column(d, t, "name", name, VALUE_TEXT);
	document_column(d, t, "count", what, VALUE_COUNT);
	document_column(d, t, "share", "Share", VALUE_SHARE);
	for (size_t i = 0; i < c->n.len; i++)
		vec_push(&all, ((struct counted){ map_key(&c->names, i), c->n.at[i] }));
	vec_sort(&all, most_first);
	for (size_t i = 0; i < all.len; i++)
		if (i < most)
			row(d, t, all.at[i].name, all.at[i].n, c->total);
		else
			rest += all.at[i].n;
	if (rest > 0)
		row(d, t, STR("(others)"), rest, c->total);
	vec_free(&all);
	return t;
}

void
counts_free(struct counts *c)
{
	map_free(&c->names);
	vec_free(&c->n);
}
